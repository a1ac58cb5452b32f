/* See engine/batch.h. */
#include "engine/batch.h"

#include <string.h>

#include "engine/slots.h"
#include "engine/wire.h"

/* At the start of the slot; the table of records, the prefix, the body and the suffix follow. */
struct stored_batch {
	uint64_t sequence;
	uint64_t line;
	uint64_t column;
	uint64_t root_line;
	uint32_t record_count;
	uint32_t prefix_length;
	uint32_t body_length;
	uint32_t suffix_length;
	uint32_t first; /* the first of its document */
	uint32_t reserved;
};

/* One as it lies in a slot. */
struct opened_batch {
	const struct stored_batch *head;
	const struct batch_record *records;
	struct text prefix;
	struct text body;
	struct text suffix;
};

static char *
put(char *at, const void *bytes, size_t length)
{
	if (length > 0)
		memcpy(at, bytes, length);
	return at + length;
}

size_t
batch_store(const struct batch *batch, uint64_t sequence, char *slot)
{
	size_t table = batch->record_count * sizeof *batch->records;
	size_t bytes =
	    sizeof(struct stored_batch) + table + batch->prefix.length + batch->body.length + batch->suffix.length;
	struct stored_batch head = {.sequence = sequence,
	    .line = batch->line,
	    .column = batch->column,
	    .root_line = batch->root_line,
	    .record_count = batch->record_count,
	    .prefix_length = (uint32_t)batch->prefix.length,
	    .body_length = (uint32_t)batch->body.length,
	    .suffix_length = (uint32_t)batch->suffix.length,
	    .first = batch->first ? 1 : 0};

	if (bytes > SLOT_BYTES)
		return 0;
	slot = put(slot, &head, sizeof head);
	slot = put(slot, batch->records, table);
	slot = put(slot, batch->prefix.data, batch->prefix.length);
	slot = put(slot, batch->body.data, batch->body.length);
	(void)put(slot, batch->suffix.data, batch->suffix.length);
	return bytes;
}

static enum status
open_batch(struct text slot, struct opened_batch *ret_batch)
{
	const struct stored_batch *head = (const void *)slot.data;
	const char *at = slot.data + sizeof *head;
	uint64_t table = 0;

	if (slot.length < sizeof *head)
		return STATUS_INVALID;
	table = head->record_count * sizeof(struct batch_record);
	if (slot.length - sizeof *head < table + head->prefix_length + head->body_length + head->suffix_length)
		return STATUS_INVALID;
	ret_batch->head = head;
	ret_batch->records = (const void *)at;
	at += table;
	ret_batch->prefix = text_view(at, head->prefix_length);
	ret_batch->body = text_view(at + head->prefix_length, head->body_length);
	ret_batch->suffix = text_view(at + head->prefix_length + head->body_length, head->suffix_length);
	return STATUS_OK;
}

/* The records [first, first + count) as a document of their own. */
static struct record_text
text_of_records(const struct opened_batch *batch, uint32_t first, uint32_t count)
{
	struct record_text text = {.prefix = batch->prefix,
	    .body = batch->body,
	    .suffix = batch->suffix,
	    .line = batch->head->line,
	    .column = batch->head->column,
	    .root_line = batch->head->root_line,
	    .first = batch->head->first != 0 && first == 0};
	const struct batch_record *begin = &batch->records[first];
	const struct batch_record *end = begin + count;

	if (count == batch->head->record_count)
		return text;
	text.line = begin->line;
	text.column = begin->column;
	text.body = text_view(batch->body.data + begin->offset, end[-1].offset + end[-1].length - begin->offset);
	return text;
}

static struct evaluation
way_of(const struct work *work, const struct opened_batch *batch, uint32_t first)
{
	return (struct evaluation){.input = work->input,
	    .item = first,
	    .sequence = batch->head->sequence + first,
	    .off = work->off,
	    .death = work->mode == WORK_BLAME ? &work->death : NULL};
}

/* Only what is wrong counts; what else there was does not. */
static void
keep_problems(struct buffer *wire, size_t begin)
{
	struct buffer problems = {0};
	struct wire_message message = {0};
	size_t position = begin;

	while (wire_next(text_view(buffer_text(wire), wire->length), &position, &message) == STATUS_OK) {
		if (message.type == WIRE_PROBLEM || message.type == WIRE_MORE)
			wire_put(&problems, message.type, message.body.data, message.body.length);
	}
	wire->length = begin;
	buffer_append(wire, problems.data, problems.length);
	buffer_clear(&problems);
}

static enum status
perform_singly(struct evaluator *evaluator, const struct work *work, const struct opened_batch *batch,
    struct buffer *wire, uint32_t *ret_broken)
{
	enum status status = STATUS_OK;
	uint32_t i = 0;

	for (i = work->first; i < work->first + work->count && status == STATUS_OK; i++) {
		struct record_text text = text_of_records(batch, i, 1);
		struct evaluation how = way_of(work, batch, i);
		size_t before = wire->length;

		status = evaluator_read(evaluator, &text, &how, wire);
		if (status != STATUS_INVALID)
			continue;
		keep_problems(wire, before);
		++*ret_broken;
		status = STATUS_OK;
	}
	return status;
}

enum status
batch_perform(struct evaluator *evaluator, const struct work *work, struct text slot, struct buffer *wire)
{
	struct opened_batch batch;
	struct record_text text;
	struct evaluation how;
	struct buffer whole = {0};
	size_t before = wire->length;
	uint32_t broken = 0;
	enum status status = open_batch(slot, &batch);

	if (status != STATUS_OK || (uint64_t)work->first + work->count > batch.head->record_count)
		return STATUS_INVALID;
	text = text_of_records(&batch, work->first, work->count);
	how = way_of(work, &batch, work->first);
	status = evaluator_read(evaluator, &text, &how, wire);
	if (status != STATUS_INVALID)
		return status;
	keep_problems(wire, before);
	buffer_append(&whole, wire->data + before, wire->length - before);
	wire->length = before;
	status = perform_singly(evaluator, work, &batch, wire, &broken);
	/* Nothing wrong with any record: it stands between them, or in the root. */
	if (broken == 0)
		buffer_append(wire, whole.data, whole.length);
	buffer_clear(&whole);
	return status;
}

uint64_t
batch_line_of(struct text slot, uint32_t record, uint64_t *ret_column)
{
	struct opened_batch batch;

	*ret_column = 0;
	if (open_batch(slot, &batch) != STATUS_OK || record >= batch.head->record_count)
		return 0;
	*ret_column = batch.records[record].column;
	return batch.records[record].line;
}
