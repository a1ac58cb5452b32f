/*
 * When strings leave memory and how many runs are read at once; see
 * base/sorter.h. The sorting itself is in sorter_block.c, reading runs in
 * sorter_merge.c.
 *
 * Memory is two blocks: a thread sorts the full one while the other is filled,
 * because workers run dry while the coordinator sorts.
 */
#include "base/sorter.h"

#include <string.h>

#include "base/large.h"
#include "base/memory.h"
#include "base/sorter_parts.h"
#include "base/thread.h"

#define SHARE_OF_LONGEST 4U /* so that a merge has room for the longest string of that many runs */
#define BLOCKS 2U
#define WORTH_A_THREAD_BYTES (1024U * 1024U)

struct sorter {
	struct sorter_limits limits;
	struct sorter_block blocks[BLOCKS];
	struct sorter_block *filling;
	struct sorter_block *full; /* the other one; without strings until the first was full */
	pthread_t thread;          /* sorts the full one */
	bool has_thread;
	struct spill file;
	struct sorter_run *runs;
	size_t run_count;
	size_t run_room;
	struct sorter_merge merge; /* while runs are read */
	size_t next;               /* in the block that was filled, while it alone is read */
	bool failed;               /* the file is not whole */
	struct sorter_use use;
};

struct sorter *
sorter_new(const struct sorter_limits *limits)
{
	struct sorter *sorter = memory_zeroed(1, sizeof *sorter);

	sorter->limits = *limits;
	sorter->filling = &sorter->blocks[0];
	sorter->full = &sorter->blocks[1];
	/* The index at the end of a block is aligned. */
	for (size_t i = 0; i < BLOCKS; i++)
		sorter->blocks[i].size =
		    limits->memory_bytes / BLOCKS / sizeof(struct sorter_entry) * sizeof(struct sorter_entry);
	spill_init(&sorter->file);
	return sorter;
}

void
sorter_put_u32(char *place, uint32_t number)
{
	for (unsigned i = 0; i < sizeof number; i++)
		place[i] = (char)(unsigned char)(number >> (8U * (sizeof number - 1U - i)));
}

void
sorter_put_u64(char *place, uint64_t number)
{
	sorter_put_u32(place, (uint32_t)(number >> 32U));
	sorter_put_u32(place + sizeof(uint32_t), (uint32_t)number);
}

uint32_t
sorter_get_u32(const char *place)
{
	uint32_t number = 0;

	for (unsigned i = 0; i < sizeof number; i++)
		number = number << 8U | (unsigned char)place[i];
	return number;
}

uint64_t
sorter_get_u64(const char *place)
{
	return (uint64_t)sorter_get_u32(place) << 32U | sorter_get_u32(place + sizeof(uint32_t));
}

size_t
sorter_longest(const struct sorter *sorter)
{
	return sorter->limits.memory_bytes / SHARE_OF_LONGEST;
}

static void
add_run(struct sorter *sorter, const struct sorter_run *run)
{
	if (sorter->run_count == sorter->run_room) {
		sorter->run_room = sorter->run_room == 0 ? 16 : sorter->run_room * 2;
		sorter->runs = memory_resize(sorter->runs, sorter->run_room, sizeof *sorter->runs);
	}
	sorter->runs[sorter->run_count++] = *run;
	sorter->use.runs++;
	sorter->use.file_bytes += run->bytes;
}

/* A block, in order by now, becomes a run of the file. */
static enum status
write_block(struct sorter *sorter, struct sorter_block *block)
{
	struct sorter_run run = {0};
	enum status status = STATUS_OK;

	if (sorter->file.fd < 0)
		status = spill_open(&sorter->file, sorter->limits.directory);
	run.offset = spill_end(&sorter->file);
	for (size_t i = 0; i < block->count && status == STATUS_OK; i++)
		status = sorter_run_append(&run, &sorter->file, sorter_block_take(block, i));
	if (status == STATUS_OK)
		status = spill_flush(&sorter->file);
	if (status != STATUS_OK) {
		sorter->failed = true;
		return status;
	}
	add_run(sorter, &run);
	block->used = 0;
	block->count = 0;
	return STATUS_OK;
}

static void *
sort_full(void *context)
{
	sorter_block_sort(context);
	return NULL;
}

/* Where no thread can be had, or is not worth it, the caller sorts. */
static void
begin_sorting(struct sorter *sorter)
{
	struct sorter_block *full = sorter->full;

	if (sorter_block_memory(full) >= WORTH_A_THREAD_BYTES)
		sorter->has_thread = thread_start(&sorter->thread, sort_full, full);
	if (!sorter->has_thread)
		sorter_block_sort(full);
}

static void
end_sorting(struct sorter *sorter)
{
	if (sorter->has_thread)
		(void)pthread_join(sorter->thread, NULL);
	sorter->has_thread = false;
}

/* The block that is filled has no room left: the other one, written if need be, is filled from here on. */
static enum status
change_blocks(struct sorter *sorter)
{
	struct sorter_block *other = sorter->full;
	enum status status = STATUS_OK;

	end_sorting(sorter);
	if (other->count > 0)
		status = write_block(sorter, other);
	if (status != STATUS_OK)
		return status;
	sorter->full = sorter->filling;
	sorter->filling = other;
	begin_sorting(sorter);
	return STATUS_OK;
}

enum status
sorter_add(struct sorter *sorter, struct text string)
{
	enum status status = STATUS_OK;

	if (sorter->failed)
		return STATUS_IO;
	if (string.length > sorter_longest(sorter))
		return STATUS_LIMIT;
	sorter_merge_clear(&sorter->merge);
	if (!sorter_block_add(sorter->filling, string)) {
		status = change_blocks(sorter);
		if (status != STATUS_OK)
			return status;
		/* An empty block has room for half of itself. */
		if (!sorter_block_add(sorter->filling, string))
			return STATUS_INTERNAL;
	}
	sorter->use.strings++;
	sorter->use.bytes += string.length;
	return STATUS_OK;
}

/* How many of the first runs can be read at once with that much memory. */
static size_t
count_readable(const struct sorter *sorter, size_t memory)
{
	size_t left = memory;
	size_t count = 0;

	while (count < sorter->run_count) {
		size_t bytes = sorter_run_memory(&sorter->runs[count], sorter->limits.buffer_bytes);

		if (bytes > left)
			break;
		left -= bytes;
		count++;
	}
	return count;
}

static enum status
copy_merged(struct sorter *sorter, struct sorter_run *run)
{
	struct text string = {0};
	enum status status = STATUS_OK;

	while (status == STATUS_OK && (status = sorter_merge_next(&sorter->merge, &string)) == STATUS_OK)
		status = sorter_run_append(run, &sorter->file, string);
	return status == STATUS_END ? spill_flush(&sorter->file) : status;
}

/* The first `count` runs become one behind the others. */
static enum status
merge_first(struct sorter *sorter, size_t count)
{
	struct sorter_run run = {.offset = spill_end(&sorter->file)};
	enum status status = sorter_merge_start(
	    &sorter->merge, &sorter->file, sorter->runs, count, NULL, 0, sorter->limits.buffer_bytes);

	if (status == STATUS_OK)
		status = copy_merged(sorter, &run);
	sorter_merge_clear(&sorter->merge);
	if (status != STATUS_OK)
		return status;
	for (size_t i = 0; i < count; i++)
		spill_release(&sorter->file, sorter->runs[i].offset, sorter->runs[i].bytes);
	memmove(sorter->runs, sorter->runs + count, (sorter->run_count - count) * sizeof *sorter->runs);
	sorter->run_count -= count;
	add_run(sorter, &run);
	sorter->use.merges++;
	return STATUS_OK;
}

/* How many can be merged into one: two at least, whatever memory there is, or it would never end. */
static size_t
count_mergeable(const struct sorter *sorter)
{
	size_t count = count_readable(sorter, sorter->limits.memory_bytes);

	return count < 2 ? 2 : count;
}

/* Merges no more than is needed: every byte merged early is read and written once more. */
static enum status
merge_down(struct sorter *sorter)
{
	enum status status = STATUS_OK;
	size_t readable = count_mergeable(sorter);

	while (status == STATUS_OK && readable < sorter->run_count) {
		size_t surplus = sorter->run_count - readable + 1;

		status = merge_first(sorter, surplus < readable ? surplus : readable);
		readable = count_mergeable(sorter);
	}
	return status;
}

/* Whether what is in memory can stay there while all runs are read: it need not be written to be read once more. */
static bool
can_keep_blocks(const struct sorter *sorter)
{
	size_t memory = sorter_block_memory(sorter->filling) + sorter_block_memory(sorter->full);

	return count_readable(sorter, sorter->limits.memory_bytes - memory) >= sorter->run_count;
}

/* Blocks that cannot stay become runs; the full one first, for the other may be small. Their memory is not kept for another
 * sorter: the buffers of the merge are had instead. */
static enum status
settle_runs(struct sorter *sorter)
{
	struct sorter_block *blocks[BLOCKS] = {sorter->full, sorter->filling};
	enum status status = STATUS_OK;

	for (size_t i = 0; i < BLOCKS && status == STATUS_OK && !can_keep_blocks(sorter); i++) {
		if (blocks[i]->count > 0)
			status = write_block(sorter, blocks[i]);
		sorter_block_clear(blocks[i]);
		large_forget();
	}
	return status == STATUS_OK ? merge_down(sorter) : status;
}

enum status
sorter_settle(struct sorter *sorter)
{
	enum status status = STATUS_OK;

	if (sorter->failed)
		return STATUS_IO;
	sorter_merge_clear(&sorter->merge);
	sorter_block_sort(sorter->filling);
	end_sorting(sorter);
	if (sorter->run_count > 0)
		status = settle_runs(sorter);
	sorter->failed = status != STATUS_OK;
	return status;
}

/* Whether everything is in the block that was filled, and needs no merging. */
static bool
is_one_block(const struct sorter *sorter)
{
	return sorter->run_count == 0 && sorter->full->count == 0;
}

static enum status
start_merge(const struct sorter *sorter, struct sorter_merge *merge)
{
	const struct sorter_block *blocks[BLOCKS];
	size_t count = 0;

	for (size_t i = 0; i < BLOCKS; i++) {
		if (sorter->blocks[i].count > 0)
			blocks[count++] = &sorter->blocks[i];
	}
	return sorter_merge_start(
	    merge, &sorter->file, sorter->runs, sorter->run_count, blocks, count, sorter->limits.buffer_bytes);
}

enum status
sorter_start(struct sorter *sorter)
{
	enum status status = sorter_settle(sorter);

	sorter->next = 0;
	if (status == STATUS_OK && !is_one_block(sorter))
		status = start_merge(sorter, &sorter->merge);
	sorter->failed = status != STATUS_OK;
	return status;
}

struct sorter_reader {
	const struct sorter *sorter;
	struct sorter_merge merge;
	size_t next; /* in the block */
};

enum status
sorter_reader_new(const struct sorter *sorter, struct sorter_reader **ret_reader)
{
	struct sorter_reader *reader = memory_zeroed(1, sizeof *reader);
	enum status status = sorter->failed ? STATUS_IO : STATUS_OK;

	reader->sorter = sorter;
	if (status == STATUS_OK && !is_one_block(sorter))
		status = start_merge(sorter, &reader->merge);
	if (status == STATUS_OK)
		*ret_reader = reader;
	else
		sorter_reader_free(reader);
	return status;
}

enum status
sorter_reader_next(struct sorter_reader *reader, struct text *ret_string)
{
	const struct sorter *sorter = reader->sorter;

	if (!is_one_block(sorter))
		return sorter_merge_next(&reader->merge, ret_string);
	if (reader->next == sorter->filling->count)
		return STATUS_END;
	*ret_string = sorter_block_take(sorter->filling, reader->next++);
	return STATUS_OK;
}

enum status
sorter_reader_pass(struct sorter_reader *reader, uint64_t number)
{
	const struct sorter *sorter = reader->sorter;

	if (!is_one_block(sorter))
		return sorter_merge_pass(&reader->merge, number);
	while (reader->next < sorter->filling->count &&
	       sorter_begins_below(sorter_block_at(sorter->filling, reader->next), number))
		reader->next++;
	return STATUS_OK;
}

void
sorter_reader_free(struct sorter_reader *reader)
{
	if (reader == NULL)
		return;
	sorter_merge_clear(&reader->merge);
	memory_free(reader);
}

enum status
sorter_next(struct sorter *sorter, struct text *ret_string)
{
	if (sorter->failed)
		return STATUS_IO;
	if (!is_one_block(sorter)) {
		enum status status = sorter_merge_next(&sorter->merge, ret_string);

		sorter->failed = status == STATUS_IO;
		return status;
	}
	if (sorter->next == sorter->filling->count)
		return STATUS_END;
	*ret_string = sorter_block_take(sorter->filling, sorter->next++);
	return STATUS_OK;
}

const struct sorter_use *
sorter_get_use(const struct sorter *sorter)
{
	return &sorter->use;
}

void
sorter_free(struct sorter *sorter)
{
	if (sorter == NULL)
		return;
	end_sorting(sorter);
	sorter_merge_clear(&sorter->merge);
	for (size_t i = 0; i < BLOCKS; i++)
		sorter_block_clear(&sorter->blocks[i]);
	spill_clear(&sorter->file);
	memory_free(sorter->runs);
	memory_free(sorter);
}
