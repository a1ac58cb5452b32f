/*
 * Offsets in what the parser was fed, turned into lines and columns of the
 * document. The parser is fed prefix, newline, body and suffix; the body lies
 * somewhere in the document, at any line. For this room only.
 */
#ifndef CASELINT_RECORD_LOCATOR_H
#define CASELINT_RECORD_LOCATOR_H

#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "record/reader.h"

struct place_in_text {
	uint64_t line;
	uint64_t column; /* in bytes, from 1; 0: unknown */
};

struct locator {
	const struct record_text *text;
	size_t body_start; /* offset of the body's first byte */
	size_t body_end;
	size_t counted;    /* lines are counted up to this offset in the body */
	uint64_t line;     /* of that offset */
	size_t searched;   /* where the line begins is known for this many bytes of the body ... */
	size_t line_start; /* ... and is here in it */
};

void locator_init(struct locator *locator, const struct record_text *text);

/* The line of an offset. Fast when offsets only grow. */
uint64_t locator_line(struct locator *locator, size_t offset);
/* Line and column of an offset. Fast when offsets only grow, however long a line is. */
struct place_in_text locator_place(struct locator *locator, size_t offset);
/* The same of a line and column the parser tells. */
struct place_in_text locator_place_of_parser(const struct locator *locator, int line, int column);

/* The offset of the "<" of the tag that ends at `end`. */
size_t locator_tag_start(const struct locator *locator, size_t end);
/* The attributes of the tag from `start` to `end`, one call after the other, declarations of namespaces not counted:
 * the offset of the next one's name, or `start` when there is none. `cursor` is `start` at first. */
size_t locator_next_attribute(const struct locator *locator, size_t start, size_t end, size_t *cursor);
/* The offset of the n-th of them. */
size_t locator_attribute(const struct locator *locator, size_t start, size_t end, size_t index);
/* The bytes from `start` to `end`, which lie in one of the pieces; empty when they do not. */
struct text locator_bytes(const struct locator *locator, size_t start, size_t end);

#endif
