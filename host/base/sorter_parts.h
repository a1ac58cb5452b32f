/*
 * What the files of the sorter share: the block of strings in memory, sorted in
 * place, and the runs of a temporary file, merged. Nothing outside the sorter
 * includes this.
 */
#ifndef CASELINT_BASE_SORTER_PARTS_H
#define CASELINT_BASE_SORTER_PARTS_H

#include <stdbool.h>

#include "base/sorter.h"
#include "base/spill.h"

/* Whether the number a string begins with is below another. */
static inline bool
sorter_begins_below(struct text string, uint64_t number)
{
	return string.length < sizeof number || sorter_get_u64(string.data) < number;
}

/* ---- Strings in memory (sorter_block.c) ---- */

/* Where a string lies. The index grows down from the end of the block, the strings up from its beginning. */
struct sorter_entry {
	uint64_t word; /* eight of its bytes, while it is sorted */
	uint32_t offset;
	uint32_t length;
};

struct sorter_block {
	char *bytes; /* NULL: nothing was added yet */
	size_t size;
	size_t used;
	size_t count;
	bool sorted;
};

/* false when there is no room for it. */
bool sorter_block_add(struct sorter_block *block, struct text string);
void sorter_block_sort(struct sorter_block *block);
/* The string at a place; in order after sorter_block_sort. */
struct text sorter_block_at(const struct sorter_block *block, size_t place);
/* The same for whoever takes one after the other: in order is not as they lie, so those behind are fetched meanwhile. */
struct text sorter_block_take(const struct sorter_block *block, size_t place);
/* What of the block is in use. */
size_t sorter_block_memory(const struct sorter_block *block);
/* Forgets the strings, and gives their memory back. */
void sorter_block_clear(struct sorter_block *block);

/* ---- Runs in a file (sorter_merge.c) ---- */

/* Strings in order, each behind its length. */
struct sorter_run {
	uint64_t offset;
	uint64_t bytes;
	uint32_t longest; /* string */
};

struct sorter_source; /* a run being read */

/* Several runs read as one. Zero-initialise. */
struct sorter_merge {
	const struct spill *file;
	struct sorter_source *sources;
	size_t source_count;
	struct sorter_source **heap; /* the smallest string first */
	size_t count;                /* in the heap: runs that are not read to their end */
	bool handed_out;             /* the first of the heap was: it moves on before the next */
};

/* What reading a run takes in memory, with buffers of `buffer_bytes`. */
size_t sorter_run_memory(const struct sorter_run *run, size_t buffer_bytes);
/* Begins at the first string of all. Each of the blocks is one run more, which is sorted, in memory, and not empty. */
CASELINT_NODISCARD
enum status sorter_merge_start(struct sorter_merge *merge, const struct spill *file, const struct sorter_run *runs,
    size_t run_count, const struct sorter_block *const *blocks, size_t block_count, size_t buffer_bytes);
/* STATUS_END behind the last; the string is valid until the next call. */
CASELINT_NODISCARD
enum status sorter_merge_next(struct sorter_merge *merge, struct text *ret_string);
/* As sorter_reader_pass. */
CASELINT_NODISCARD
enum status sorter_merge_pass(struct sorter_merge *merge, uint64_t number);
void sorter_merge_clear(struct sorter_merge *merge);

/* Appends a string to the run that is being written. */
CASELINT_NODISCARD
enum status sorter_run_append(struct sorter_run *run, struct spill *file, struct text string);

#endif
