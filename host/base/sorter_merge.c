/*
 * Runs in a file, read as one. Each run has a buffer that holds at least the
 * string in hand; the run whose string is smallest is on top of a heap. What was
 * written here and does not come back the same is a fault of the disk.
 */
#include <string.h>

#include "base/memory.h"
#include "base/sorter_parts.h"

#define LENGTH_BYTES sizeof(uint32_t) /* before each string */

struct sorter_source {
	const struct sorter_block *block; /* NULL: the run is in the file, and the rest is about that */
	size_t place;                     /* in the block, of the next string */
	uint64_t offset;                  /* in the file, of the next byte to be read */
	uint64_t left;                    /* bytes of the run from there on */
	uint32_t longest;
	struct text string; /* in hand; lies in the buffer */
	char *buffer;
	size_t size;
	size_t used; /* bytes of the buffer that were taken */
	size_t have;
};

size_t
sorter_run_memory(const struct sorter_run *run, size_t buffer_bytes)
{
	size_t least = run->longest + LENGTH_BYTES;

	return sizeof(struct sorter_source) + (least > buffer_bytes ? least : buffer_bytes);
}

enum status
sorter_run_append(struct sorter_run *run, struct spill *file, struct text string)
{
	uint32_t length = (uint32_t)string.length;
	enum status status = spill_append(file, &length, sizeof length);

	if (status == STATUS_OK)
		status = spill_append(file, string.data, string.length);
	run->bytes = spill_end(file) - run->offset;
	if (length > run->longest)
		run->longest = length;
	return status;
}

/* Makes `length` bytes lie in the buffer from `used` on. */
static enum status
fill(const struct spill *file, struct sorter_source *source, size_t length)
{
	size_t wanted = 0;
	size_t got = 0;

	if (source->have - source->used >= length)
		return STATUS_OK;
	memmove(source->buffer, source->buffer + source->used, source->have - source->used);
	source->have -= source->used;
	source->used = 0;
	wanted = source->size - source->have;
	if (wanted > source->left)
		wanted = (size_t)source->left;
	if (length > source->size || source->have + wanted < length)
		return STATUS_IO;
	if (spill_read(file, source->offset, source->buffer + source->have, wanted, &got) != STATUS_OK || got != wanted)
		return STATUS_IO;
	source->have += got;
	source->offset += got;
	source->left -= got;
	return STATUS_OK;
}

static enum status
step_in_memory(struct sorter_source *source)
{
	if (source->place == source->block->count)
		return STATUS_END;
	source->string = sorter_block_take(source->block, source->place++);
	return STATUS_OK;
}

/* The next string of a run; STATUS_END behind its last. */
static enum status
step(const struct spill *file, struct sorter_source *source)
{
	uint32_t length = 0;

	if (source->block != NULL)
		return step_in_memory(source);
	if (source->left == 0 && source->used == source->have)
		return STATUS_END;
	if (fill(file, source, LENGTH_BYTES) != STATUS_OK)
		return STATUS_IO;
	memcpy(&length, source->buffer + source->used, LENGTH_BYTES);
	if (length > source->longest || fill(file, source, LENGTH_BYTES + length) != STATUS_OK)
		return STATUS_IO;
	source->string = text_view(source->buffer + source->used + LENGTH_BYTES, length);
	source->used += LENGTH_BYTES + length;
	return STATUS_OK;
}

/* Lets the source at `place` sink to where it belongs. */
static void
sift_down(struct sorter_merge *merge, size_t place)
{
	struct sorter_source *source = merge->heap[place];

	for (;;) {
		size_t child = 2 * place + 1;

		if (child >= merge->count)
			break;
		if (child + 1 < merge->count &&
		    text_compare(merge->heap[child + 1]->string, merge->heap[child]->string) < 0)
			child++;
		if (text_compare(source->string, merge->heap[child]->string) <= 0)
			break;
		merge->heap[place] = merge->heap[child];
		place = child;
	}
	merge->heap[place] = source;
}

static void
open_source(struct sorter_source *source, const struct sorter_run *run, size_t buffer_bytes)
{
	source->offset = run->offset;
	source->left = run->bytes;
	source->longest = run->longest;
	source->size = sorter_run_memory(run, buffer_bytes) - sizeof *source;
	source->buffer = memory_alloc(source->size);
}

enum status
sorter_merge_start(struct sorter_merge *merge, const struct spill *file, const struct sorter_run *runs,
    size_t run_count, const struct sorter_block *const *blocks, size_t block_count, size_t buffer_bytes)
{
	size_t count = run_count + block_count;

	memset(merge, 0, sizeof *merge);
	merge->file = file;
	merge->sources = memory_zeroed(count, sizeof *merge->sources);
	merge->source_count = count;
	merge->heap = memory_zeroed(count, sizeof(struct sorter_source *));
	for (size_t i = 0; i < count; i++) {
		if (i < run_count)
			open_source(&merge->sources[i], &runs[i], buffer_bytes);
		else
			merge->sources[i].block = blocks[i - run_count];
		if (step(file, &merge->sources[i]) != STATUS_OK)
			return STATUS_IO;
		merge->heap[merge->count++] = &merge->sources[i];
	}
	for (size_t i = merge->count / 2; i > 0; i--)
		sift_down(merge, i - 1);
	return STATUS_OK;
}

enum status
sorter_merge_next(struct sorter_merge *merge, struct text *ret_string)
{
	if (merge->handed_out) {
		enum status status = step(merge->file, merge->heap[0]);

		if (status == STATUS_END)
			merge->heap[0] = merge->heap[--merge->count];
		else if (status != STATUS_OK)
			return status;
		if (merge->count > 0)
			sift_down(merge, 0);
	}
	merge->handed_out = merge->count > 0;
	if (merge->count == 0)
		return STATUS_END;
	*ret_string = merge->heap[0]->string;
	return STATUS_OK;
}

/* Each run by itself, so that what is passed over is compared with nothing. */
enum status
sorter_merge_pass(struct sorter_merge *merge, uint64_t number)
{
	size_t kept = 0;

	for (size_t i = 0; i < merge->count; i++) {
		struct sorter_source *source = merge->heap[i];
		enum status status = merge->handed_out && i == 0 ? step(merge->file, source) : STATUS_OK;

		while (status == STATUS_OK && sorter_begins_below(source->string, number))
			status = step(merge->file, source);
		if (status == STATUS_OK)
			merge->heap[kept++] = source;
		else if (status != STATUS_END)
			return status;
	}
	merge->count = kept;
	merge->handed_out = false;
	for (size_t i = merge->count / 2; i > 0; i--)
		sift_down(merge, i - 1);
	return STATUS_OK;
}

void
sorter_merge_clear(struct sorter_merge *merge)
{
	for (size_t i = 0; i < merge->source_count; i++)
		memory_free(merge->sources[i].buffer);
	memory_free(merge->sources);
	memory_free((void *)merge->heap);
	memset(merge, 0, sizeof *merge);
}
