/*
 * A small XML document that people write for caselint (a ruleset, waivers, cases
 * of a plugin) as a tree that is valid by its schema. It is read whole, nothing is
 * fetched for it, and a DOCTYPE is refused. What the tree means is the caller's.
 */
#ifndef CASELINT_CATALOGUE_DOCUMENT_H
#define CASELINT_CATALOGUE_DOCUMENT_H

#include <stdint.h>

#include <libxml/tree.h>

#include "base/buffer.h"
#include "base/status.h"

/* Where refusals go: one sentence, the first. */
struct document_refusal {
	const char *path;
	struct buffer *why;
};

/* A kind of document. */
struct document_kind {
	const char *root;       /* its root element: the schema may have other global elements */
	const char *name_space; /* of the root; left out of what is said */
	const char *schema;     /* what its schema is called: "the schema of rulesets" */
	uint32_t most_bytes;    /* of the file */
};

/* Writes "PATH:LINE: sentence" (without the line when it is 0) and returns STATUS_INVALID. */
enum status document_refuse(const struct document_refusal *refusal, uint32_t line, const char *format, ...)
    CASELINT_PRINTF(3, 4);

/* The whole file at `path` as a tree that is valid by the schema at `schema_path`, and its bytes. STATUS_ABSENT when one of the two files cannot be opened, STATUS_LIMIT when it is too big,
 * STATUS_INVALID otherwise; the refusal then says why. The caller frees the tree with xmlFreeDoc; `ret_bytes` is empty
 * before, and to be cleared in any case. */
CASELINT_NODISCARD
enum status document_read(const struct document_refusal *refusal, const struct document_kind *kind,
    const char *schema_path, xmlDoc **ret_document, struct buffer *ret_bytes);

#endif
