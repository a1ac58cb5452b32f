/*
 * Byte strings put in order, however many there are: what memory does not hold
 * waits in a temporary file as sorted runs and is merged when it is read. The
 * order is that of the bytes, a string before those that continue it; strings
 * that are equal are all handed out. What the bytes mean is the caller's, who
 * packs what is to be sorted by at their beginning.
 *
 * A sorter may have a thread at work between two calls, which sorter_free waits
 * for. A process that was forked meanwhile must not use it.
 */
#ifndef CASELINT_BASE_SORTER_H
#define CASELINT_BASE_SORTER_H

#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "base/text.h"

struct sorter;

/* How much a sorter may take. */
struct sorter_limits {
	size_t memory_bytes; /* of strings with their index, and afterwards of the buffers of a merge; 256 B to 4 GiB */
	size_t buffer_bytes; /* read of a run at a time */
	const char *directory; /* of the temporary file (NULL: $TMPDIR, else /tmp); borrowed */
};

/* How much it took, for tests and measurements. */
struct sorter_use {
	uint64_t strings;    /* added */
	uint64_t bytes;      /* of them */
	uint64_t runs;       /* written, those of merges too */
	uint64_t merges;     /* of runs into a longer run, because not all could be read at once */
	uint64_t file_bytes; /* written */
};

/* Takes no memory for strings and makes no file before they are needed. What memory it had is kept for the next sorter
 * (base/large.h). */
struct sorter *sorter_new(const struct sorter_limits *limits);

/* Big-endian, so that numbers sort as bytes. */
void sorter_put_u32(char *place, uint32_t number);
void sorter_put_u64(char *place, uint64_t number);
uint32_t sorter_get_u32(const char *place);
uint64_t sorter_get_u64(const char *place);

/* The longest string that may be added: a quarter of the memory. */
size_t sorter_longest(const struct sorter *sorter);
/*
 * Adds a copy. Ends a reading that was begun. STATUS_LIMIT when the string is too long: nothing is added. STATUS_IO when
 * the temporary file fails; every later call then answers STATUS_IO too.
 */
CASELINT_NODISCARD
enum status sorter_add(struct sorter *sorter, struct text string);

/* Begins reading at the first string; may be called any number of times. */
CASELINT_NODISCARD
enum status sorter_start(struct sorter *sorter);
/* The next string, valid until the next call on the sorter. STATUS_END behind the last. STATUS_IO when the temporary
 * file cannot be read back, or is not what was written; every later call then answers STATUS_IO too. Only after
 * sorter_start. */
CASELINT_NODISCARD
enum status sorter_next(struct sorter *sorter, struct text *ret_string);

/*
 * Readers beside each other, each from the first string, each in a thread of its own if need be: between sorter_settle and
 * the next sorter_add or sorter_start, which end them. A reader takes the buffers of a merge.
 */
CASELINT_NODISCARD
enum status sorter_settle(struct sorter *sorter);
struct sorter_reader;
CASELINT_NODISCARD
enum status sorter_reader_new(const struct sorter *sorter, struct sorter_reader **ret_reader);
/* As sorter_next, for this reader. */
CASELINT_NODISCARD
enum status sorter_reader_next(struct sorter_reader *reader, struct text *ret_string);
/* Passes over strings that begin with a number (sorter_put_u64) below `number`; all strings begin with one. */
CASELINT_NODISCARD
enum status sorter_reader_pass(struct sorter_reader *reader, uint64_t number);
/* NULL is allowed. */
void sorter_reader_free(struct sorter_reader *reader);

const struct sorter_use *sorter_get_use(const struct sorter *sorter);
/* NULL is allowed. */
void sorter_free(struct sorter *sorter);

#endif
