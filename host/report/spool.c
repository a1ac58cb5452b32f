/*
 * Writing; see report/spool.h. The file holds packed results one behind the other;
 * supplements are sorted by record (base/sorter) and merged with them when the
 * spool is read. Neither stays in memory.
 */
#include "report/spool.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "report/spool_parts.h"

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
	memory_free(spool->piece_offsets);
	memory_free(spool);
}

void
spool_forget(struct spool *spool)
{
	spool->failed = true;
	spill_clear(&spool->file);
	spill_clear(&spool->long_ones);
	sorter_free(spool->supplements);
	spool->supplements = NULL;
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

void
spool_look_through(struct spool *spool, spool_view_fn *view, const void *context)
{
	spool->view = view;
	spool->view_context = context;
}

/* Packed bytes handed in must be one whole result. */
static enum status
check_packed(struct text packed, struct packed_head *ret_head)
{
	if (packed_head_read(packed, ret_head) != STATUS_OK || ret_head->length != packed.length)
		return STATUS_INVALID;
	return STATUS_OK;
}

/* Where the piece begins, if the next record is its first. */
static void
begin_piece(struct spool *spool)
{
	uint64_t piece = spool->record_count / PIECE_RECORDS;

	if (spool->record_count++ % PIECE_RECORDS != 0)
		return;
	if (piece == spool->piece_room) {
		spool->piece_room = spool->piece_room == 0 ? 64 : spool->piece_room * 2;
		spool->piece_offsets =
		    memory_resize(spool->piece_offsets, spool->piece_room, sizeof *spool->piece_offsets);
	}
	spool->piece_offsets[piece] = spill_end(&spool->file);
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
	begin_piece(spool);
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
	enum status status = STATUS_OK;
	bool is_long = false;

	if (spool->failed)
		return STATUS_IO;
	if (check_packed(packed, &head) != STATUS_OK)
		return STATUS_INVALID;
	is_long = packed.length > sorter_longest(spool->supplements) - STRING_HEAD_BYTES;
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

uint64_t
spool_piece_count(const struct spool *spool)
{
	return (spool->record_count + PIECE_RECORDS - 1) / PIECE_RECORDS;
}

uint64_t
spool_supplement_count(const struct spool *spool)
{
	return spool->supplement_count;
}

enum status
spool_settle(struct spool *spool)
{
	if (!spool->failed)
		spool->failed = spill_flush(&spool->file) != STATUS_OK || spill_flush(&spool->long_ones) != STATUS_OK ||
		                sorter_settle(spool->supplements) != STATUS_OK;
	return spool->failed ? STATUS_IO : STATUS_OK;
}

void
spool_use_marks(struct spool *spool, spool_mark_fn *mark, const void *context)
{
	spool->mark = mark;
	spool->mark_context = context;
}
