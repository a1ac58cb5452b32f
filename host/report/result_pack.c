/*
 * Results of records into their compact form (report/packed.h). The table of
 * texts already written is small and forgets nothing that matters: a text it
 * has no room for is simply written again.
 */
#include <string.h>

#include "report/packed.h"

#define SLOTS 256U /* a power of two */
#define PROBES 4U
#define VARINT_BYTES 10U

/* A text that was written out. */
struct slot {
	struct text text;
	uint32_t number; /* its place among the texts, from 1; 0: free */
};

struct packer {
	struct buffer *bytes;
	uint32_t texts; /* written out so far */
	struct slot slots[SLOTS];
};

static void
put_fixed(char *place, uint64_t value, unsigned bytes)
{
	for (unsigned i = 0; i < bytes; i++)
		place[i] = (char)(unsigned char)(value >> (8U * i));
}

/* Where the next bytes go; a call of the buffer only when its room is used up. */
static char *
room_for(struct buffer *bytes, size_t length)
{
	if (bytes->capacity - bytes->length > length)
		return bytes->data + bytes->length;
	return buffer_reserve(bytes, length);
}

static void
put_number(struct packer *packer, uint64_t value)
{
	char *room = room_for(packer->bytes, VARINT_BYTES);
	size_t length = 0;

	while (value >= 0x80U) {
		room[length++] = (char)(unsigned char)(value | 0x80U);
		value >>= 7U;
	}
	room[length++] = (char)(unsigned char)value;
	packer->bytes->length += length;
}

static void
put_signed(struct packer *packer, int64_t value)
{
	put_number(packer, ((uint64_t)value << 1U) ^ (value < 0 ? UINT64_MAX : 0U));
}

/* Days and months, where absent is frequent. */
static void
put_day(struct packer *packer, int32_t day)
{
	if (day == CASELINT_ABSENT)
		put_number(packer, 0);
	else
		put_number(packer, (((uint64_t)(int64_t)day << 1U) ^ (day < 0 ? UINT64_MAX : 0U)) + 1U);
}

/* Length and both ends tell the texts of one record apart well enough. */
static uint32_t
text_hash(struct text text)
{
	uint64_t first = 0;
	uint64_t last = 0;
	size_t ends = text.length < sizeof first ? text.length : sizeof first;

	memcpy(&first, text.data, ends);
	memcpy(&last, text.data + text.length - ends, ends);
	first = (first ^ (last * UINT64_C(0x9e3779b97f4a7c15)) ^ text.length) * UINT64_C(0xff51afd7ed558ccd);
	return (uint32_t)(first >> 32U);
}

/* The slot of a text: its own, else a free one, else NULL. */
static struct slot *
slot_of(struct packer *packer, struct text text)
{
	uint32_t hash = text_hash(text);

	for (uint32_t i = 0; i < PROBES; i++) {
		struct slot *slot = &packer->slots[(hash + i) & (SLOTS - 1U)];

		if (slot->number == 0 || text_equal(slot->text, text))
			return slot;
	}
	return NULL;
}

static void
put_text(struct packer *packer, struct text text)
{
	struct slot *slot = NULL;

	if (text.length == 0) {
		put_number(packer, PACKED_TEXT_EMPTY);
		return;
	}
	slot = slot_of(packer, text);
	if (slot != NULL && slot->number != 0) {
		put_number(packer, slot->number - 1U + PACKED_TEXT_FIRST);
		return;
	}
	put_number(packer, PACKED_TEXT_NEW);
	put_number(packer, text.length);
	buffer_append(packer->bytes, text.data, text.length);
	packer->texts++;
	if (slot != NULL) {
		slot->text = text;
		slot->number = packer->texts;
	}
}

static void
put_value(struct packer *packer, const struct shown_value *value)
{
	put_number(packer, value->kind | (value->withheld ? PACKED_WITHHELD : 0U));
	switch (value->kind) {
	case 0: break;
	case CASELINT_TEXT:
	case CASELINT_CODE:
	case CASELINT_ID: put_text(packer, value->text); break;
	default: put_signed(packer, value->number); break;
	}
}

static void
put_finding(struct packer *packer, const struct result_finding *finding)
{
	put_text(packer, finding->id);
	put_text(packer, finding->rule);
	put_number(packer, (uint64_t)finding->outcome);
	put_number(packer, finding->severity);
	put_number(packer, finding->line);
	put_text(packer, finding->path);
	put_text(packer, finding->field);
	put_value(packer, &finding->observed);
	put_value(packer, &finding->expected);
	put_day(packer, finding->due);
	put_text(packer, finding->message);
	put_text(packer, finding->remedy);
	put_text(packer, finding->cite);
}

static void
put_input(struct packer *packer, const struct result_input *input)
{
	put_text(packer, input->name);
	put_value(packer, &input->value);
	put_number(packer, input->line);
	put_text(packer, input->path);
	put_number(packer, input->is_parameter);
	put_text(packer, input->cite);
}

static void
put_step(struct packer *packer, const struct result_step *step)
{
	put_text(packer, step->label);
	put_text(packer, step->formula);
	put_text(packer, step->cite);
	put_value(packer, &step->value);
	put_number(packer, step->input_count);
	for (uint32_t i = 0; i < step->input_count; i++)
		put_input(packer, &step->inputs[i]);
}

static void
put_amount(struct packer *packer, const struct result_amount *amount)
{
	put_text(packer, amount->kind);
	put_text(packer, amount->subject);
	put_text(packer, amount->title);
	put_text(packer, amount->cite);
	put_signed(packer, amount->value);
	put_number(packer, (uint64_t)amount->state);
	put_number(packer, amount->claimable);
	put_day(packer, amount->month);
	put_day(packer, amount->from);
	put_day(packer, amount->to);
	put_day(packer, amount->due);
	put_number(packer, amount->line);
	put_text(packer, amount->path);
	put_value(packer, &amount->recorded);
	put_number(packer, amount->step_count);
	for (uint32_t i = 0; i < amount->step_count; i++)
		put_text(packer, amount->steps[i].id);
}

static void
put_workings(struct packer *packer, const struct result_record *record)
{
	for (uint32_t i = 0; i < record->amount_count; i++) {
		for (uint32_t k = 0; k < record->amounts[i].step_count; k++)
			put_step(packer, &record->amounts[i].steps[k]);
	}
}

static void
put_row(struct packer *packer, const struct result_row *row)
{
	put_number(packer, row->worksheet);
	put_number(packer, row->cell_count);
	for (uint32_t i = 0; i < row->cell_count; i++)
		put_value(packer, &row->cells[i]);
}

static void
put_record(struct packer *packer, const struct result_record *record)
{
	put_number(packer, record->input);
	put_number(packer, record->bundle);
	put_number(packer, record->ruleset);
	put_number(packer, record->type);
	put_text(packer, record->id);
	put_text(packer, record->group);
	put_number(packer, record->line);
	put_number(packer, (uint64_t)record->outcome);
	put_number(packer, record->outcome_count);
	buffer_append(packer->bytes, record->outcomes, record->outcome_count);
}

void
result_pack(const struct result_record *record, struct buffer *bytes)
{
	struct packer packer = {.bytes = bytes};
	size_t start = bytes->length;

	buffer_reserve(bytes, PACKED_HEAD_BYTES);
	bytes->length += PACKED_HEAD_BYTES;
	put_record(&packer, record);
	put_number(&packer, record->finding_count);
	for (uint32_t i = 0; i < record->finding_count; i++)
		put_finding(&packer, &record->findings[i]);
	put_number(&packer, record->row_count);
	for (uint32_t i = 0; i < record->row_count; i++)
		put_row(&packer, &record->rows[i]);
	put_number(&packer, record->amount_count);
	for (uint32_t i = 0; i < record->amount_count; i++)
		put_amount(&packer, &record->amounts[i]);
	put_workings(&packer, record);
	put_fixed(bytes->data + start + PACKED_LENGTH_AT, bytes->length - start, 8);
	put_fixed(bytes->data + start + PACKED_SEQUENCE_AT, record->sequence, 8);
	put_fixed(bytes->data + start + PACKED_TEXTS_AT, packer.texts, 4);
	bytes->data[bytes->length] = '\0';
}
