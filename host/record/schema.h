/*
 * The XSDs of a run as one compiled schema, for this room only. The files are
 * read here and nowhere else: an import or include of any other file is refused.
 */
#ifndef CASELINT_RECORD_SCHEMA_H
#define CASELINT_RECORD_SCHEMA_H

#include <libxml/xmlschemas.h>

#include "base/buffer.h"
#include "base/status.h"
#include "record/reader.h"

/* What libxml2 compiled; borrowed. */
xmlSchemaPtr schema_compiled(const struct schema *schema);

/* Appends a file's bytes. STATUS_IO or STATUS_LIMIT with a sentence in `ret_why` that names the file. */
CASELINT_NODISCARD
enum status schema_read_file(const char *path, struct buffer *bytes, struct buffer *ret_why);

#endif
