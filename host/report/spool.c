/*
 * See report/spool.h. The file holds packed results one behind the other;
 * supplements are sorted by record (base/sorter) and merged with them when the
 * spool is read. Neither stays in memory.
 */
#include "report/spool.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "base/sorter.h"
#include "base/spill.h"
#include "report/packed.h"

#define WINDOW_BYTES (256U * 1024U)
#define SUPPLEMENT_BUFFER_BYTES (32U * 1024U) /* read of a sorted run at a time */

/*
 * A supplement as it is sorted: the sequence of its record, a number that keeps those of one record in the order they
 * came, and the packed result. One that is too long for the sorter lies in a file of its own; the string says where.
 */
#define STRING_NUMBER_AT 8U
#define STRING_FORM_AT 16U
#define STRING_HEAD_BYTES 17U
#define STRING_PLACE_BYTES (2U * sizeof(uint64_t)) /* offset and length */

enum string_form { FORM_RESULT, FORM_PLACE };

struct spool {
	const char *directory;
	struct spill file;
	bool failed; /* a write failed: the file is not whole */
	bool any;    /* a record was appended */
	uint64_t last_sequence;
	struct sorter *supplements;
	uint64_t supplement_count;
	struct spill long_ones; /* supplements that the sorter does not take */
	struct buffer string;   /* the one in hand */
	spool_rules_fn *rules;  /* NULL: no order known */
	void *rules_context;
	const struct lexicon *lexicon;
};

/* One reading of the whole spool. */
struct reading {
	struct spool *spool;
	enum spool_parts parts;
	struct arena arena;
	struct buffer window; /* bytes of the file from `offset` on */
	uint64_t offset;      /* in the file, of the next byte to put into the window */
	size_t used;          /* bytes of the window already read */
	struct text next;     /* supplement, a view into the sorter; empty: no more */
	struct buffer merged; /* struct result_record: the supplements of the record in hand */
};

enum status
spool_new(const char *directory, struct spool **ret_spool)
{
	struct spool *spool = memory_zeroed(1, sizeof *spool);
	struct sorter_limits limits = {LIMIT_ADDED_MEMORY, SUPPLEMENT_BUFFER_BYTES, directory};

	spool->directory = directory;
	spill_init(&spool->file);
	spill_init(&spool->long_ones);
	spool->supplements = sorter_new(&limits);
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
	spill_clear(&spool->long_ones);
	sorter_free(spool->supplements);
	buffer_clear(&spool->string);
	memory_free(spool);
}

void
spool_order_rules(struct spool *spool, spool_rules_fn *rules, void *context)
{
	spool->rules = rules;
	spool->rules_context = context;
}

void
spool_use_lexicon(struct spool *spool, const struct lexicon *lexicon)
{
	spool->lexicon = lexicon;
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

static void
begin_string(struct spool *spool, uint64_t sequence, enum string_form form)
{
	char head[STRING_HEAD_BYTES];

	sorter_put_u64(head, sequence);
	sorter_put_u64(head + STRING_NUMBER_AT, spool->supplement_count++);
	head[STRING_FORM_AT] = (char)form;
	buffer_reset(&spool->string);
	buffer_append(&spool->string, head, sizeof head);
}

/* Keeps the result apart, and in the string its place. */
static enum status
put_apart(struct spool *spool, struct text packed)
{
	char place[STRING_PLACE_BYTES];

	if (spool->long_ones.fd < 0 && spill_open(&spool->long_ones, spool->directory) != STATUS_OK)
		return STATUS_IO;
	sorter_put_u64(place, spill_end(&spool->long_ones));
	sorter_put_u64(place + sizeof(uint64_t), packed.length);
	buffer_append(&spool->string, place, sizeof place);
	return spill_append(&spool->long_ones, packed.data, packed.length);
}

enum status
spool_supplement(struct spool *spool, struct text packed)
{
	struct packed_head head = {0};
	bool is_long = packed.length > sorter_longest(spool->supplements) - STRING_HEAD_BYTES;
	enum status status = STATUS_OK;

	if (spool->failed)
		return STATUS_IO;
	if (check_packed(packed, &head) != STATUS_OK)
		return STATUS_INVALID;
	begin_string(spool, head.sequence, is_long ? FORM_PLACE : FORM_RESULT);
	if (is_long)
		status = put_apart(spool, packed);
	else
		buffer_append(&spool->string, packed.data, packed.length);
	if (status == STATUS_OK)
		status = sorter_add(spool->supplements, text_view(spool->string.data, spool->string.length));
	spool->failed = status != STATUS_OK;
	return status;
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
	return reading->next.length >= STRING_HEAD_BYTES && sorter_get_u64(reading->next.data) == sequence;
}

/* Moves on to the next supplement, if there is one. */
static enum status
next_supplement(struct reading *reading)
{
	enum status status = sorter_next(reading->spool->supplements, &reading->next);

	if (status != STATUS_END)
		return status;
	reading->next = text_view("", 0);
	return STATUS_OK;
}

/* A copy of the supplement in hand: the record that it becomes part of outlives the view. */
static enum status
copy_supplement(struct reading *reading, struct text *ret_packed)
{
	const char *data = reading->next.data + STRING_HEAD_BYTES;
	size_t length = reading->next.length - STRING_HEAD_BYTES;
	char *copy = NULL;
	size_t got = 0;

	if (reading->next.data[STRING_FORM_AT] != FORM_PLACE) {
		*ret_packed = text_view(arena_copy_text(&reading->arena, data, length), length);
		return STATUS_OK;
	}
	if (length != STRING_PLACE_BYTES)
		return STATUS_IO;
	length = (size_t)sorter_get_u64(data + sizeof(uint64_t));
	copy = arena_take(&reading->arena, length);
	if (spill_read(&reading->spool->long_ones, sorter_get_u64(data), copy, length, &got) != STATUS_OK ||
	    got != length)
		return STATUS_IO;
	*ret_packed = text_view(copy, length);
	return STATUS_OK;
}

/* Gathers the supplements of a record in reading->merged. */
static enum status
gather_supplements(struct reading *reading, enum spool_parts parts, uint64_t sequence)
{
	buffer_reset(&reading->merged);
	while (has_supplement(reading, sequence)) {
		struct result_record supplement = {0};
		struct text packed = {0};
		size_t used = 0;
		enum status status = copy_supplement(reading, &packed);

		if (status == STATUS_OK && packed_read(packed, parts, reading->spool->lexicon, &reading->arena,
					       &supplement, &used) != STATUS_OK)
			status = STATUS_IO;
		if (status == STATUS_OK)
			status = next_supplement(reading);
		if (status != STATUS_OK)
			return status;
		buffer_append(&reading->merged, &supplement, sizeof supplement);
	}
	return STATUS_OK;
}

/* Every supplement of `record` becomes part of it, all at once: a record may have one for each of its keys. */
static enum status
merge_supplements(struct reading *reading, enum spool_parts parts, struct result_record *record)
{
	struct spool *spool = reading->spool;
	const char *const *rule_ids = NULL;
	size_t rule_count = 0;
	enum status status = STATUS_OK;

	if (!has_supplement(reading, record->sequence))
		return STATUS_OK;
	status = gather_supplements(reading, parts, record->sequence);
	if (status != STATUS_OK)
		return status;
	if (spool->rules != NULL)
		rule_count = spool->rules(spool->rules_context, record->bundle, &rule_ids);
	result_merge(record, (const struct result_record *)(const void *)reading->merged.data,
	    reading->merged.length / sizeof *record, rule_ids, rule_count, &reading->arena);
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
	/* Whether a record is listed is known only when it is merged. */
	if (parts == SPOOL_LISTED && has_supplement(reading, head.sequence))
		parts = SPOOL_EVERYTHING;
	if (packed_read(window_rest(reading), parts, reading->spool->lexicon, &reading->arena, ret_record, &used) !=
	    STATUS_OK)
		return STATUS_IO;
	reading->used += used;
	status = merge_supplements(reading, parts, ret_record);
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
			return reading->next.length == 0 ? STATUS_OK : STATUS_INTERNAL;
		if (status == STATUS_OK)
			status = record(context, &result);
		if (status != STATUS_OK)
			return status;
	}
}

static enum status
flush_files(struct spool *spool)
{
	if (!spool->failed)
		spool->failed = spill_flush(&spool->file) != STATUS_OK || spill_flush(&spool->long_ones) != STATUS_OK;
	return spool->failed ? STATUS_IO : STATUS_OK;
}

enum status
spool_read_parts(struct spool *spool, enum spool_parts parts, spool_record_fn *record, void *context)
{
	struct reading reading = {.spool = spool, .parts = parts};
	enum status status = STATUS_OK;

	status = flush_files(spool);
	if (status == STATUS_OK)
		status = sorter_start(spool->supplements);
	if (status == STATUS_OK)
		status = next_supplement(&reading);
	if (status == STATUS_OK)
		status = read_all(&reading, record, context);
	arena_clear(&reading.arena);
	buffer_clear(&reading.window);
	buffer_clear(&reading.merged);
	return status;
}

enum status
spool_read(struct spool *spool, spool_record_fn *record, void *context)
{
	return spool_read_parts(spool, SPOOL_EVERYTHING, record, context);
}
