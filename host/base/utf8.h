/*
 * UTF-8 as XML 1.0 allows it: well-formed sequences only, and only of the
 * characters a document may hold. Nothing is ever repaired here.
 */
#ifndef CASELINT_BASE_UTF8_H
#define CASELINT_BASE_UTF8_H

#include <stddef.h>

#define UTF8_WRONG 0  /* no allowed character starts here */
#define UTF8_CUT (-1) /* an allowed character may start here, but the bytes end inside it */

/* The number of bytes (1 to 4) of the character at `text`, or UTF8_WRONG or UTF8_CUT.
 * `length` is at least 1. */
int utf8_next(const char *text, size_t length);

/* The length of the longest front part that holds nothing but whole, allowed characters. */
size_t utf8_prefix(const char *bytes, size_t length);

#endif
