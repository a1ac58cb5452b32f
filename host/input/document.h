/*
 * One document on its way to the reader: its shown path, its bytes counted,
 * hashed and decoded. Where the bytes come from is not known here.
 */
#ifndef CASELINT_INPUT_DOCUMENT_H
#define CASELINT_INPUT_DOCUMENT_H

#include <stdbool.h>

#include "base/buffer.h"
#include "input/encoding.h"
#include "input/source.h"

struct document {
	const struct source_reader *reader;
	struct source_document facts;
	struct buffer path; /* as shown: control characters and what is not UTF-8 are "?" */
	struct sha256 *hash;
	struct decoder decoder;
	enum status stopped; /* what the reader stopped the reading with; STATUS_OK: it did not */
	bool complete;       /* no fault cut it short so far */
};

/* Tells the reader that a document starts: `path`, or `path`!`member`. It must be closed. */
void document_open(struct document *document, const struct source_reader *reader, const char *path, const char *member);

/* The next bytes. False: no more of them are of use, for a fault or because the reader stops. */
bool document_add(struct document *document, const char *bytes, size_t length);

/* Reports a fault that cuts the document short. */
void document_fail(struct document *document, enum fault_kind kind, const char *detail);

/* The document ends, with all its bytes unless a fault was reported. Frees what it holds.
 * Returns what the reader stopped the reading with, or STATUS_OK. */
CASELINT_NODISCARD
enum status document_close(struct document *document);

/* Reports a fault of a path that no document comes from. */
void document_report(
    const struct source_reader *reader, const char *path, const char *member, enum fault_kind kind, const char *detail);

#endif
