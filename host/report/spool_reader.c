/* Reading the spool, whole or in shares; see report/spool.h. */
#include <string.h>

#include "base/memory.h"
#include "report/spool_parts.h"

#define WINDOW_BYTES (256U * 1024U)

struct spool_reader {
	const struct spool *spool;
	enum spool_parts parts;
	struct arena arena;
	struct buffer window; /* bytes of the file from `offset` on */
	uint64_t offset;      /* in the file, of the next byte to put into the window */
	size_t used;          /* bytes of the window already read */
	struct sorter_reader *supplements;
	struct text next;      /* supplement, a view into the sorter; empty: no more */
	uint64_t merged_count; /* supplements that became part of a record */
	uint32_t share;
	uint32_t shares;
	uint64_t piece;        /* the next one of this share */
	uint64_t limit;        /* in the file: where the piece in hand ends */
	struct buffer waiting; /* struct text: the supplements of the record in hand, packed */
};

/* Brings at least `length` bytes into the window; STATUS_END when the file has no more at all. */
static enum status
window_fill(struct spool_reader *reading, size_t length)
{
	size_t wanted = length > WINDOW_BYTES ? length : WINDOW_BYTES;
	size_t got = 0;

	if (reading->window.length - reading->used >= length)
		return STATUS_OK;
	buffer_drop_front(&reading->window, reading->used);
	reading->used = 0;
	wanted -= reading->window.length;
	if (wanted > reading->limit - reading->offset)
		wanted = (size_t)(reading->limit - reading->offset);
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
window_rest(const struct spool_reader *reading)
{
	return text_view(buffer_text(&reading->window) + reading->used, reading->window.length - reading->used);
}

static bool
has_supplement(const struct spool_reader *reading, uint64_t sequence)
{
	return reading->next.length >= STRING_HEAD_BYTES && sorter_get_u64(reading->next.data) == sequence;
}

/* Moves on to the next supplement, if there is one. */
static enum status
next_supplement(struct spool_reader *reading)
{
	enum status status = sorter_reader_next(reading->supplements, &reading->next);

	if (status != STATUS_END)
		return status;
	reading->next = text_view("", 0);
	return STATUS_OK;
}

/* A copy of the supplement in hand: the record that it becomes part of outlives the view. */
static enum status
copy_supplement(struct spool_reader *reading, struct text *ret_packed)
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

/* Gathers the supplements of a record, packed, in reading->waiting; and how many findings they have. */
static enum status
gather_supplements(struct spool_reader *reading, uint64_t sequence, uint64_t *ret_findings)
{
	buffer_reset(&reading->waiting);
	while (has_supplement(reading, sequence)) {
		struct packed_head head = {0};
		struct text packed = {0};
		enum status status = copy_supplement(reading, &packed);

		if (status == STATUS_OK && packed_head_read(packed, &head) != STATUS_OK)
			status = STATUS_IO;
		if (status == STATUS_OK)
			status = next_supplement(reading);
		if (status != STATUS_OK)
			return status;
		*ret_findings += head.finding_count;
		reading->merged_count++;
		buffer_append(&reading->waiting, &packed, sizeof packed);
	}
	return STATUS_OK;
}

/* Every supplement becomes part of the record, all at once: a record may have one for each of its keys. */
static enum status
merge_supplements(struct spool_reader *reading, enum spool_parts parts, struct result_record *record)
{
	const struct spool *spool = reading->spool;
	size_t count = reading->waiting.length / sizeof(struct text);
	struct result_record *supplements = arena_take_array(&reading->arena, count, sizeof *supplements);
	const char *const *rule_ids = NULL;
	size_t rule_count = 0;

	for (size_t i = 0; i < count; i++) {
		struct text packed = {0};
		size_t used = 0;

		memcpy(&packed, reading->waiting.data + i * sizeof packed, sizeof packed);
		if (packed_read(packed, parts, spool->lexicon, &reading->arena, &supplements[i], &used) != STATUS_OK)
			return STATUS_IO;
	}
	if (spool->rules != NULL)
		rule_count = spool->rules(spool->rules_context, record->bundle, &rule_ids);
	if (count > 0)
		result_merge(record, supplements, count, rule_ids, rule_count, &reading->arena);
	return STATUS_OK;
}

/* What is read of a record, which has findings or has not; false: nothing of it. */
static bool
choose_parts(const struct spool_reader *reading, bool has_findings, enum spool_parts *ret_parts)
{
	*ret_parts = reading->parts;
	switch (reading->parts) {
	case SPOOL_LISTED:
	case SPOOL_FINDINGS: return has_findings;
	case SPOOL_LISTED_AND_ROWS: *ret_parts = has_findings ? SPOOL_EVERYTHING : SPOOL_ROWS; return true;
	default: return true;
	}
}

/* The next record, merged, or NULL when it is not asked for. What was written here and does not come back the same is a
 * fault of the disk. */
static enum status
next_record(struct spool_reader *reading, struct result_record *record, bool *ret_wanted)
{
	struct packed_head head = {0};
	enum spool_parts parts = reading->parts;
	uint64_t findings = 0;
	size_t used = 0;
	enum status status = window_fill(reading, PACKED_HEAD_BYTES);

	if (status != STATUS_OK)
		return status;
	if (packed_head_read(window_rest(reading), &head) != STATUS_OK ||
	    window_fill(reading, head.length) != STATUS_OK)
		return STATUS_IO;
	findings = head.finding_count;
	status = gather_supplements(reading, head.sequence, &findings);
	*ret_wanted = choose_parts(reading, findings > 0, &parts);
	if (status == STATUS_OK && *ret_wanted &&
	    packed_read(window_rest(reading), parts, reading->spool->lexicon, &reading->arena, record, &used) !=
		STATUS_OK)
		return STATUS_IO;
	reading->used += head.length;
	if (status != STATUS_OK || !*ret_wanted)
		return status;
	status = merge_supplements(reading, parts, record);
	if (status == STATUS_OK && reading->spool->mark != NULL && record->finding_count > 0)
		reading->spool->mark(reading->spool->mark_context, record, &reading->arena);
	/* No rule that was run is one for this type of record. */
	if (record->outcome == 0)
		record->outcome = CASELINT_NOTAPPLICABLE;
	if (status == STATUS_OK && reading->spool->view != NULL)
		reading->spool->view(reading->spool->view_context, record, &reading->arena);
	return status;
}

/* ---- Pieces ------------------------------------------------------------------------------- */

/* Passes over the supplements of records before this one. */
static enum status
pass_supplements(struct spool_reader *reading, uint64_t sequence)
{
	enum status status = STATUS_OK;

	if (reading->next.length < STRING_HEAD_BYTES || sorter_get_u64(reading->next.data) >= sequence)
		return STATUS_OK;
	status = sorter_reader_pass(reading->supplements, sequence);
	return status == STATUS_OK ? next_supplement(reading) : status;
}

/* Goes to the next piece of this share; supplements of records in others' are passed over. */
static enum status
enter_piece(struct spool_reader *reading)
{
	const struct spool *spool = reading->spool;
	struct packed_head head = {0};
	uint64_t pieces = spool_piece_count(spool);

	if (reading->piece >= pieces)
		return STATUS_ABSENT;
	buffer_reset(&reading->window);
	reading->used = 0;
	reading->offset = spool->piece_offsets[reading->piece];
	reading->limit =
	    reading->piece + 1 < pieces ? spool->piece_offsets[reading->piece + 1] : spill_end(&spool->file);
	reading->piece += reading->shares;
	if (window_fill(reading, PACKED_HEAD_BYTES) != STATUS_OK ||
	    packed_head_read(window_rest(reading), &head) != STATUS_OK)
		return STATUS_IO;
	return reading->shares > 1 ? pass_supplements(reading, head.sequence) : STATUS_OK;
}

enum status
spool_reader_piece(struct spool_reader *reading, spool_record_fn *record, void *context)
{
	enum status status = enter_piece(reading);

	while (status == STATUS_OK) {
		struct result_record result = {0};
		bool wanted = false;

		arena_reset(&reading->arena);
		status = next_record(reading, &result, &wanted);
		if (status == STATUS_END)
			return STATUS_OK;
		if (status != STATUS_OK)
			return status;
		if (wanted)
			status = record(context, &result);
	}
	return status;
}

enum status
spool_reader_new(const struct spool *spool, enum spool_parts parts, uint32_t share, uint32_t shares,
    struct spool_reader **ret_reader)
{
	struct spool_reader *reading = memory_zeroed(1, sizeof *reading);
	enum status status = STATUS_OK;

	reading->spool = spool;
	reading->parts = parts;
	reading->share = share;
	reading->shares = shares;
	reading->piece = share;
	status = sorter_reader_new(spool->supplements, &reading->supplements);
	if (status == STATUS_OK)
		status = next_supplement(reading);
	if (status == STATUS_OK)
		*ret_reader = reading;
	else
		spool_reader_free(reading);
	return status;
}

uint64_t
spool_reader_merged(const struct spool_reader *reader)
{
	return reader->merged_count;
}

void
spool_reader_free(struct spool_reader *reader)
{
	if (reader == NULL)
		return;
	sorter_reader_free(reader->supplements);
	arena_clear(&reader->arena);
	buffer_clear(&reader->window);
	buffer_clear(&reader->waiting);
	memory_free(reader);
}

/* ---- Everything, one after the other ---------------------------------------------------------- */

enum status
spool_read_parts(struct spool *spool, enum spool_parts parts, spool_record_fn *record, void *context)
{
	struct spool_reader *reader = NULL;
	enum status status = spool_settle(spool);

	if (status == STATUS_OK)
		status = spool_reader_new(spool, parts, 0, 1, &reader);
	if (status != STATUS_OK)
		return status;
	while (status == STATUS_OK)
		status = spool_reader_piece(reader, record, context);
	if (status == STATUS_ABSENT)
		status = spool_reader_merged(reader) == spool->supplement_count ? STATUS_OK : STATUS_INTERNAL;
	spool_reader_free(reader);
	return status;
}

enum status
spool_read(struct spool *spool, spool_record_fn *record, void *context)
{
	return spool_read_parts(spool, SPOOL_EVERYTHING, record, context);
}
