/*
 * See report/spool.h. The file holds packed results one behind the other;
 * supplements wait in memory and are put in order when the spool is first read
 * after one was added.
 */
#include "report/spool.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "report/packed.h"
#include "report/spill.h"

#define WINDOW_BYTES (256U * 1024U)

/* Where the supplement of a record lies. */
struct supplement {
	uint64_t sequence;
	size_t offset; /* in spool.supplements */
	size_t length;
};

struct spool {
	struct spill file;
	bool failed; /* a write failed: the file is not whole */
	bool any;    /* a record was appended */
	uint64_t last_sequence;
	struct buffer supplements; /* packed, one behind the other */
	struct supplement *index;
	size_t index_count;
	size_t index_room;
	bool index_sorted;
	spool_rules_fn *rules; /* NULL: no order known */
	void *rules_context;
};

/* One reading of the whole spool. */
struct reading {
	struct spool *spool;
	enum spool_parts parts;
	struct arena arena;
	struct buffer window; /* bytes of the file from `offset` on */
	uint64_t offset;      /* in the file, of the next byte to put into the window */
	size_t used;          /* bytes of the window already read */
	size_t next;          /* in the index of supplements */
};

enum status
spool_new(const char *directory, struct spool **ret_spool)
{
	struct spool *spool = memory_zeroed(1, sizeof *spool);

	spill_init(&spool->file);
	spool->index_sorted = true;
	if (spill_open(&spool->file, directory) != STATUS_OK) {
		spool_free(spool);
		return STATUS_IO;
	}
	*ret_spool = spool;
	return STATUS_OK;
}

void
spool_free(struct spool *spool)
{
	if (spool == NULL)
		return;
	spill_clear(&spool->file);
	buffer_clear(&spool->supplements);
	memory_free(spool->index);
	memory_free(spool);
}

void
spool_order_rules(struct spool *spool, spool_rules_fn *rules, void *context)
{
	spool->rules = rules;
	spool->rules_context = context;
}

/* Packed bytes handed in must be one whole result. */
static enum status
check_packed(struct text packed, struct packed_head *ret_head)
{
	if (packed_head_read(packed, ret_head) != STATUS_OK || ret_head->length != packed.length)
		return STATUS_INVALID;
	return STATUS_OK;
}

enum status
spool_append(struct spool *spool, struct text packed)
{
	struct packed_head head = {0};

	if (spool->failed)
		return STATUS_IO;
	if (check_packed(packed, &head) != STATUS_OK || (spool->any && head.sequence <= spool->last_sequence))
		return STATUS_INVALID;
	spool->any = true;
	spool->last_sequence = head.sequence;
	if (spill_append(&spool->file, packed.data, packed.length) != STATUS_OK) {
		spool->failed = true;
		return STATUS_IO;
	}
	return STATUS_OK;
}

enum status
spool_supplement(struct spool *spool, struct text packed)
{
	struct packed_head head = {0};

	if (check_packed(packed, &head) != STATUS_OK)
		return STATUS_INVALID;
	if (spool->index_count == spool->index_room) {
		spool->index_room = spool->index_room == 0 ? 64 : spool->index_room * 2;
		spool->index = memory_resize(spool->index, spool->index_room, sizeof *spool->index);
	}
	spool->index[spool->index_count++] =
	    (struct supplement){head.sequence, spool->supplements.length, packed.length};
	buffer_append(&spool->supplements, packed.data, packed.length);
	spool->index_sorted = false;
	return STATUS_OK;
}

/* By record; those of one record in the order they came. */
static int
supplement_compare(const void *left_pointer, const void *right_pointer)
{
	const struct supplement *left = left_pointer;
	const struct supplement *right = right_pointer;

	if (left->sequence != right->sequence)
		return left->sequence < right->sequence ? -1 : 1;
	return left->offset < right->offset ? -1 : left->offset > right->offset;
}

static void
sort_supplements(struct spool *spool)
{
	if (spool->index_sorted)
		return;
	qsort(spool->index, spool->index_count, sizeof *spool->index, supplement_compare);
	spool->index_sorted = true;
}

/* Brings at least `length` bytes into the window; STATUS_END when the file has no more at all. */
static enum status
window_fill(struct reading *reading, size_t length)
{
	size_t wanted = length > WINDOW_BYTES ? length : WINDOW_BYTES;
	size_t got = 0;

	if (reading->window.length - reading->used >= length)
		return STATUS_OK;
	buffer_drop_front(&reading->window, reading->used);
	reading->used = 0;
	wanted -= reading->window.length;
	if (spill_read(&reading->spool->file, reading->offset, buffer_reserve(&reading->window, wanted), wanted,
		&got) != STATUS_OK)
		return STATUS_IO;
	reading->window.length += got;
	reading->offset += got;
	if (reading->window.length == 0)
		return STATUS_END;
	return reading->window.length >= length ? STATUS_OK : STATUS_IO;
}

static struct text
window_rest(const struct reading *reading)
{
	return text_view(buffer_text(&reading->window) + reading->used, reading->window.length - reading->used);
}

static bool
has_supplement(const struct reading *reading, uint64_t sequence)
{
	const struct spool *spool = reading->spool;

	return reading->next < spool->index_count && spool->index[reading->next].sequence == sequence;
}

static size_t
count_supplements(const struct reading *reading, uint64_t sequence)
{
	const struct spool *spool = reading->spool;
	size_t last = reading->next;

	while (last < spool->index_count && spool->index[last].sequence == sequence)
		last++;
	return last - reading->next;
}

/* Every supplement of `record` becomes part of it, all at once: a record may have one for each of its keys. */
static enum status
merge_supplements(struct reading *reading, struct result_record *record)
{
	struct spool *spool = reading->spool;
	size_t count = count_supplements(reading, record->sequence);
	struct result_record *supplements = NULL;
	const char *const *rule_ids = NULL;
	size_t rule_count = 0;

	if (count == 0)
		return STATUS_OK;
	supplements = arena_take_array(&reading->arena, count, sizeof *supplements);
	for (size_t i = 0; i < count; i++, reading->next++) {
		const struct supplement *place = &spool->index[reading->next];
		struct text packed = text_view(spool->supplements.data + place->offset, place->length);
		size_t used = 0;

		if (result_unpack(packed, &reading->arena, &supplements[i], &used) != STATUS_OK)
			return STATUS_INTERNAL;
	}
	if (spool->rules != NULL)
		rule_count = spool->rules(spool->rules_context, record->bundle, &rule_ids);
	result_merge(record, supplements, count, rule_ids, rule_count, &reading->arena);
	return STATUS_OK;
}

/* The next record, merged. What was written here and does not come back the same is a fault of the disk. */
static enum status
next_record(struct reading *reading, struct result_record *ret_record)
{
	struct packed_head head = {0};
	enum spool_parts parts = reading->parts;
	size_t used = 0;
	enum status status = window_fill(reading, PACKED_HEAD_BYTES);

	if (status != STATUS_OK)
		return status;
	if (packed_head_read(window_rest(reading), &head) != STATUS_OK ||
	    window_fill(reading, (size_t)head.length) != STATUS_OK)
		return STATUS_IO;
	if (has_supplement(reading, head.sequence))
		parts = SPOOL_EVERYTHING;
	if (packed_read(window_rest(reading), parts, &reading->arena, ret_record, &used) != STATUS_OK)
		return STATUS_IO;
	reading->used += used;
	status = merge_supplements(reading, ret_record);
	/* No rule that was run is one for this type of record. */
	if (ret_record->outcome == 0)
		ret_record->outcome = CASELINT_NOTAPPLICABLE;
	return status;
}

/* Hands every record on until one is refused or the file ends. */
static enum status
read_all(struct reading *reading, spool_record_fn *record, void *context)
{
	for (;;) {
		struct result_record result = {0};
		enum status status = STATUS_OK;

		arena_reset(&reading->arena);
		status = next_record(reading, &result);
		if (status == STATUS_END)
			return reading->next == reading->spool->index_count ? STATUS_OK : STATUS_INTERNAL;
		if (status == STATUS_OK)
			status = record(context, &result);
		if (status != STATUS_OK)
			return status;
	}
}

enum status
spool_read_parts(struct spool *spool, enum spool_parts parts, spool_record_fn *record, void *context)
{
	struct reading reading = {.spool = spool, .parts = parts};
	enum status status = STATUS_OK;

	if (spool->failed || spill_flush(&spool->file) != STATUS_OK) {
		spool->failed = true;
		return STATUS_IO;
	}
	sort_supplements(spool);
	status = read_all(&reading, record, context);
	arena_clear(&reading.arena);
	buffer_clear(&reading.window);
	return status;
}

enum status
spool_read(struct spool *spool, spool_record_fn *record, void *context)
{
	return spool_read_parts(spool, SPOOL_EVERYTHING, record, context);
}
