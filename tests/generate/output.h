/*
 * Where the export goes: a buffer, a file, and the pieces of XML that records are made of.
 * What is written needs no escaping, for the generator chooses it; a piece that is absent
 * writes nothing. After a failed write the rest is dropped, and output_close says so.
 */
#ifndef GENERATE_OUTPUT_H
#define GENERATE_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "values.h"

#define OUTPUT_BYTES (1024U * 1024U)

struct output {
	int descriptor;
	int error; /* errno of the first write that failed; 0 */
	char *buffer;
	size_t used;
	uint64_t flushed; /* bytes that left the buffer */
	uint64_t line;    /* the one being written, from 1 */
};

/* Opens a new or emptied file, "-" for standard output; false with errno. To be closed in any case. */
bool output_open(struct output *output, const char *path);
void output_flush(struct output *output);
/* Writes the rest and closes; false, with errno, when anything could not be written. */
bool output_close(struct output *output);

static inline uint64_t
output_bytes(const struct output *output)
{
	return output->flushed + output->used;
}

/* Less than the buffer holds. */
static inline void
put_bytes(struct output *output, const char *bytes, size_t length)
{
	if (OUTPUT_BYTES - output->used < length)
		output_flush(output);
	memcpy(output->buffer + output->used, bytes, length);
	output->used += length;
}

static inline void
put(struct output *output, const char *text)
{
	put_bytes(output, text, strlen(text));
}

static inline void
put_line_end(struct output *output)
{
	put_bytes(output, "\n", 1);
	output->line++;
}

void put_number(struct output *output, uint64_t number);
void put_date(struct output *output, int32_t day);
void put_month(struct output *output, int32_t month);
void put_money(struct output *output, int64_t cents);

/* ` name="value"`; `name` with its blank, equals sign and first quote: ` id="`. */
static inline void
put_attribute(struct output *output, const char *name, const char *value)
{
	if (value == NULL)
		return;
	put(output, name);
	put(output, value);
	put_bytes(output, "\"", 1);
}

static inline void
put_date_attribute(struct output *output, const char *name, int32_t day)
{
	if (day == NO_DATE)
		return;
	put(output, name);
	put_date(output, day);
	put_bytes(output, "\"", 1);
}

static inline void
put_month_attribute(struct output *output, const char *name, int32_t month)
{
	if (month == NO_DATE)
		return;
	put(output, name);
	put_month(output, month);
	put_bytes(output, "\"", 1);
}

/* An element with an amount; `start` and `end` are its tags. */
static inline void
put_money_element(struct output *output, const char *start, int64_t cents, const char *end)
{
	if (cents == NO_MONEY)
		return;
	put(output, start);
	put_money(output, cents);
	put(output, end);
}

#endif
