/*
 * The stretch of a document that is in memory: bytes are put in behind, checked
 * to be allowed characters, and given up in front. Everything else speaks of
 * them by their offset in the document, so nothing has to move when they do.
 */
#ifndef CASELINT_INPUT_WINDOW_H
#define CASELINT_INPUT_WINDOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/text.h"

/* Where a byte is in the document. */
struct place {
	uint64_t byte;   /* from 0 */
	uint64_t line;   /* from 1 */
	uint64_t column; /* in bytes, from 1 */
};

/* Zero-initialise, then window_init. */
struct window {
	struct buffer bytes;
	size_t front;        /* bytes at the front of the buffer that were given up */
	uint64_t start;      /* offset of the first byte that is still here */
	uint64_t checked;    /* every character before this one is allowed, or was passed over */
	uint64_t counted;    /* lines are counted up to this byte */
	uint64_t line;       /* the line of that byte, from 1 */
	uint64_t line_start; /* the offset at which that line begins */
};

void window_init(struct window *window);
void window_clear(struct window *window);

void window_append(struct window *window, const char *bytes, size_t length);

/* The offset behind the last byte. */
uint64_t window_end(const struct window *window);

/* Moves `checked` on as far as allowed characters go. True when a byte that is no such
 * character comes next; false when all is checked, or the rest may be the front of a
 * character (never at the document's end: `final`). */
bool window_check(struct window *window, bool final);

/* Moves `checked` behind the wrong byte there, and those right behind it. */
void window_pass(struct window *window);

/* Line and column of `offset`. Offsets must not go back, but by window_rewind. */
struct place window_place(struct window *window, uint64_t offset);

/* Goes back to a place that window_place gave. */
void window_rewind(struct window *window, struct place place);

/* Gives up everything before `offset`. */
void window_drop(struct window *window, uint64_t offset);

/* Puts blanks for the bytes of [from, to), but leaves line ends. */
void window_blank(struct window *window, uint64_t from, uint64_t to);

/* The byte at `offset`, which must lie between start and end. Valid until the next append. */
static inline const char *
window_at(const struct window *window, uint64_t offset)
{
	return window->bytes.data + window->front + (size_t)(offset - window->start);
}

static inline struct text
window_text(const struct window *window, uint64_t from, uint64_t to)
{
	struct text view = {window_at(window, from), (size_t)(to - from)};

	return view;
}

#endif
