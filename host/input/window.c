/* See input/window.h. What the bytes mean is not known here. */
#include "input/window.h"

#include <string.h>

#include "base/utf8.h"

#define BLOCK_BYTES 64U

void
window_init(struct window *window)
{
	memset(window, 0, sizeof *window);
	window->line = 1;
}

void
window_clear(struct window *window)
{
	buffer_clear(&window->bytes);
	window_init(window);
}

void
window_append(struct window *window, const char *bytes, size_t length)
{
	/* Moved only when at least as much was given up as stays: each byte moves once on average. */
	if (window->front >= window->bytes.length - window->front) {
		buffer_drop_front(&window->bytes, window->front);
		window->front = 0;
	}
	buffer_append(&window->bytes, bytes, length);
}

uint64_t
window_end(const struct window *window)
{
	return window->start + (window->bytes.length - window->front);
}

bool
window_check(struct window *window, bool final)
{
	uint64_t end = window_end(window);

	if (window->checked == end)
		return false;
	window->checked += utf8_prefix(window_at(window, window->checked), (size_t)(end - window->checked));
	if (window->checked == end)
		return false;
	return final || utf8_next(window_at(window, window->checked), (size_t)(end - window->checked)) == UTF8_WRONG;
}

void
window_pass(struct window *window)
{
	uint64_t end = window_end(window);

	do {
		window->checked++;
	} while (window->checked < end &&
		 utf8_next(window_at(window, window->checked), (size_t)(end - window->checked)) == UTF8_WRONG);
}

/* At most 64 bytes, so that one byte can hold the sum; written for the vector unit. */
static unsigned char
count_in_block(const char *bytes)
{
	unsigned char lines = 0;
	size_t i = 0;

	for (i = 0; i < BLOCK_BYTES; i++)
		lines = (unsigned char)(lines + (bytes[i] == '\n'));
	return lines;
}

static uint64_t
count_lines(const char *bytes, size_t length)
{
	uint64_t lines = 0;

	for (; length >= BLOCK_BYTES; bytes += BLOCK_BYTES, length -= BLOCK_BYTES)
		lines += count_in_block(bytes);
	for (; length > 0; bytes++, length--)
		lines += *bytes == '\n';
	return lines;
}

static void
count_to(struct window *window, uint64_t offset)
{
	const char *from = NULL;
	const char *last = NULL;

	if (offset <= window->counted)
		return;
	from = window_at(window, window->counted);
	last = memrchr(from, '\n', (size_t)(offset - window->counted));
	if (last != NULL) {
		window->line += count_lines(from, (size_t)(last - from)) + 1;
		window->line_start = window->counted + (uint64_t)(last - from) + 1;
	}
	window->counted = offset;
}

struct place
window_place(struct window *window, uint64_t offset)
{
	struct place place = {offset, 0, 0};

	count_to(window, offset);
	place.line = window->line;
	place.column = offset >= window->line_start ? offset - window->line_start + 1 : 1;
	return place;
}

void
window_rewind(struct window *window, struct place place)
{
	window->counted = place.byte;
	window->line = place.line;
	window->line_start = place.byte + 1 - place.column;
}

void
window_drop(struct window *window, uint64_t offset)
{
	if (offset <= window->start)
		return;
	count_to(window, offset);
	window->front += (size_t)(offset - window->start);
	window->start = offset;
}

void
window_blank(struct window *window, uint64_t from, uint64_t to)
{
	char *byte = window->bytes.data + window->front + (size_t)(from - window->start);
	char *end = byte + (size_t)(to - from);

	while (byte < end) {
		char *line_end = memchr(byte, '\n', (size_t)(end - byte));
		char *stop = line_end == NULL ? end : line_end;

		memset(byte, ' ', (size_t)(stop - byte));
		byte = stop + 1;
	}
}
