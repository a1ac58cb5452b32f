/* See base/buffer.h. */
#include "base/buffer.h"

#include <stdio.h>
#include <string.h>

#include "base/memory.h"

#define BUFFER_FIRST_BYTES 64U

void
buffer_init(struct buffer *buffer)
{
	memset(buffer, 0, sizeof *buffer);
}

void
buffer_clear(struct buffer *buffer)
{
	memory_free(buffer->data);
	buffer_init(buffer);
}

void
buffer_reset(struct buffer *buffer)
{
	buffer->length = 0;
	if (buffer->data != NULL)
		buffer->data[0] = '\0';
}

char *
buffer_reserve(struct buffer *buffer, size_t extra)
{
	size_t needed = 0;
	size_t capacity = 0;

	if (extra < buffer->capacity - buffer->length)
		return buffer->data + buffer->length;
	capacity = buffer->capacity == 0 ? BUFFER_FIRST_BYTES : buffer->capacity;
	if (__builtin_add_overflow(buffer->length, extra, &needed) || __builtin_add_overflow(needed, 1U, &needed))
		memory_exhausted();
	while (capacity < needed) {
		if (__builtin_mul_overflow(capacity, 2U, &capacity))
			memory_exhausted();
	}
	buffer->data = memory_resize(buffer->data, capacity, 1);
	buffer->capacity = capacity;
	return buffer->data + buffer->length;
}

void
buffer_append(struct buffer *buffer, const void *bytes, size_t length)
{
	char *room = buffer_reserve(buffer, length);

	if (length > 0)
		memcpy(room, bytes, length);
	buffer->length += length;
	buffer->data[buffer->length] = '\0';
}

void
buffer_append_text(struct buffer *buffer, const char *text)
{
	buffer_append(buffer, text, strlen(text));
}

void
buffer_append_byte(struct buffer *buffer, char byte)
{
	buffer_append(buffer, &byte, 1);
}

void
buffer_append_format_v(struct buffer *buffer, const char *format, va_list arguments)
{
	va_list again;
	int length = 0;

	va_copy(again, arguments);
	length = vsnprintf(NULL, 0, format, arguments);
	if (length > 0) {
		char *room = buffer_reserve(buffer, (size_t)length);

		vsnprintf(room, (size_t)length + 1, format, again);
		buffer->length += (size_t)length;
	}
	va_end(again);
}

void
buffer_append_format(struct buffer *buffer, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	buffer_append_format_v(buffer, format, arguments);
	va_end(arguments);
}

void
buffer_drop_front(struct buffer *buffer, size_t count)
{
	if (count > buffer->length)
		count = buffer->length;
	if (count == 0)
		return;
	memmove(buffer->data, buffer->data + count, buffer->length - count + 1);
	buffer->length -= count;
}

const char *
buffer_text(const struct buffer *buffer)
{
	return buffer->data == NULL ? "" : buffer->data;
}
