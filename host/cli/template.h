/*
 * The plugin that `new-plugin` writes, as it lies in plugins/template: its files are in
 * the program, and get the id of the new plugin on the way out.
 */
#ifndef CASELINT_CLI_TEMPLATE_H
#define CASELINT_CLI_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"

/* The bytes of an id at most: it is a file name, and part of others. */
#define TEMPLATE_ID_BYTES 32U

/* A file of the template; made when caselint is built. */
struct template_file {
	const char *path; /* below the template's folder, with '/' between */
	const unsigned char *bytes;
	const size_t *length;
};

/* All of them, folders before what is in them. */
extern const struct template_file template_files[];
extern const size_t template_file_count;

/*
 * Whether `id` can be the id of a plugin made from the template: words of lower-case letters and digits with single
 * hyphens between, each beginning with a letter, at most TEMPLATE_ID_BYTES. What rules are called by is what stands behind
 * the first hyphen, in capitals; `CL` is caselint's own. When it cannot, `ret_why` says why, a phrase.
 */
bool template_id_is_good(const char *id, const char **ret_why);

/* Appends a text of the template (a path too) with the id put in: "us-xx" becomes the id, "US-XX" the same in capitals, and
 * "XX-" the beginning of the ids of rules. The id is good. */
void template_append(struct buffer *buffer, const char *text, size_t length, const char *id);

#endif
