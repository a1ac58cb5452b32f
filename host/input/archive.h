/*
 * Archives and compressed files: gzip and zstd, each around one document or a
 * tar; zip; tar. A file that does not begin like one never comes
 * here.
 */
#ifndef CASELINT_INPUT_ARCHIVE_H
#define CASELINT_INPUT_ARCHIVE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "input/source.h"

/* Bytes from the start of a file that are enough to tell. */
#define ARCHIVE_MAGIC_BYTES 512U

/* Whether a file that begins with these bytes is packed in a way that is known, read or not. */
bool archive_is_packed(const char *bytes, size_t length);

/* Reads the documents in the file `path`, of which `length` bytes were read from `descriptor`
 * already. What the reader stopped the reading with, or STATUS_OK. */
CASELINT_NODISCARD
enum status archive_read_documents(
    int descriptor, const char *bytes, size_t length, const char *path, const struct source_reader *reader);

#endif
