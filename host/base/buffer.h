/*
 * A growing run of bytes. The content is always followed by a NUL that is not
 * counted, so that it can be read as a C string.
 */
#ifndef CASELINT_BASE_BUFFER_H
#define CASELINT_BASE_BUFFER_H

#include <stdarg.h>
#include <stddef.h>

#include "base/status.h"

/* Zero-initialise, or use buffer_init. */
struct buffer {
	char *data;      /* NULL until the first byte */
	size_t length;   /* bytes of content */
	size_t capacity; /* bytes allocated */
};

void buffer_init(struct buffer *buffer);

/* Frees the content; the buffer can be used again. */
void buffer_clear(struct buffer *buffer);

/* Forgets the content, keeps the memory. */
void buffer_reset(struct buffer *buffer);

/* Makes room for `extra` more bytes and returns where they go (not yet counted). */
char *buffer_reserve(struct buffer *buffer, size_t extra);

void buffer_append(struct buffer *buffer, const void *bytes, size_t length);
void buffer_append_text(struct buffer *buffer, const char *text);
void buffer_append_byte(struct buffer *buffer, char byte);
void buffer_append_format(struct buffer *buffer, const char *format, ...) CASELINT_PRINTF(2, 3);
void buffer_append_format_v(struct buffer *buffer, const char *format, va_list arguments) CASELINT_PRINTF(2, 0);

/* Removes `count` bytes (at most the length) from the front. */
void buffer_drop_front(struct buffer *buffer, size_t count);

/* The content as a C string; "" for an empty buffer. Valid until the next change. */
const char *buffer_text(const struct buffer *buffer);

#endif
