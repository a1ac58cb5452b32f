/*
 * Results of records into their compact form (report/packed.h). The table of
 * texts already listed is small and forgets nothing that matters: a text it
 * has no room for is simply listed again.
 */
#include <endian.h>
#include <string.h>

#include "base/memory.h"
#include "report/packed.h"

#define SLOTS 128U /* a power of two */
#define PROBES 4U
#define VARINT_BYTES 10U
#define LISTED_FIRST 64U

struct packer {
	struct buffer *bytes;
	const struct lexicon *lexicon;
	size_t start; /* of the record in `bytes` */
	struct text *listed;
	uint32_t listed_count;
	uint32_t listed_room;
	struct text listed_first[LISTED_FIRST];
	uint16_t slots[SLOTS]; /* the place in the list, from 1, of a text with that hash; 0: free */
};

static inline void
put_number(struct packer *packer, uint64_t value)
{
	char *room = NULL;
	size_t length = 0;

	if (packer->bytes->capacity - packer->bytes->length <= VARINT_BYTES)
		buffer_reserve(packer->bytes, VARINT_BYTES);
	room = packer->bytes->data + packer->bytes->length;
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

	if (text.length >= sizeof first) {
		memcpy(&first, text.data, sizeof first);
		memcpy(&last, text.data + text.length - sizeof last, sizeof last);
	} else {
		for (size_t i = 0; i < text.length; i++)
			first = first << 8U | (unsigned char)text.data[i];
	}
	first = (first ^ (last * UINT64_C(0x9e3779b97f4a7c15)) ^ text.length) * UINT64_C(0xff51afd7ed558ccd);
	return (uint32_t)(first >> 32U);
}

/* The slot of a text: its own, else a free one, else NULL. */
static uint16_t *
slot_of(struct packer *packer, struct text text)
{
	uint32_t hash = text_hash(text);

	for (uint32_t i = 0; i < PROBES; i++) {
		uint16_t *slot = &packer->slots[(hash + i) & (SLOTS - 1U)];

		if (*slot == 0 || text_equal(packer->listed[*slot - 1U], text))
			return slot;
	}
	return NULL;
}

static void
list_text(struct packer *packer, struct text text)
{
	if (packer->listed_count == packer->listed_room) {
		struct text *old = packer->listed;
		size_t bytes = packer->listed_count * sizeof *old;

		packer->listed_room *= 2U;
		if (old == packer->listed_first)
			packer->listed = memcpy(memory_zeroed(packer->listed_room, sizeof *old), old, bytes);
		else
			packer->listed = memory_resize(old, packer->listed_room, sizeof *old);
	}
	packer->listed[packer->listed_count++] = text;
}

/* The number of one of the record's own texts. */
static uint32_t
own_number(struct packer *packer, struct text text)
{
	uint16_t *slot = slot_of(packer, text);

	if (slot != NULL && *slot != 0)
		return *slot - 1U;
	list_text(packer, text);
	if (slot != NULL && packer->listed_count <= UINT16_MAX)
		*slot = (uint16_t)packer->listed_count;
	return packer->listed_count - 1U;
}

static void
put_text(struct packer *packer, struct text text)
{
	uint32_t number = LEXICON_NONE;

	if (text.length == 0) {
		put_number(packer, PACKED_TEXT_EMPTY);
		return;
	}
	number = lexicon_number(packer->lexicon, text);
	if (number != LEXICON_NONE)
		put_number(packer, PACKED_TEXT_FIRST + 1U + (uint64_t)number * 2U);
	else
		put_number(packer, PACKED_TEXT_FIRST + (uint64_t)own_number(packer, text) * 2U);
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

/* Nearly always 0. */
static void
put_mark(struct packer *packer, const struct result_finding *finding)
{
	put_number(
	    packer, (uint64_t)finding->waiver * 4U + (finding->is_lapsed ? 2U : 0U) + (finding->is_known ? 1U : 0U));
}

static void
put_finding(struct packer *packer, const struct result_finding *finding)
{
	put_text(packer, finding->id);
	put_text(packer, finding->fingerprint);
	put_mark(packer, finding);
	put_text(packer, finding->rule);
	put_text(packer, finding->variant);
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
	put_number(packer, (input->is_parameter ? 1U : 0U) + (input->by_profile ? 2U : 0U));
	put_text(packer, input->cite);
}

static struct lexicon_step
texts_of(const struct result_step *step)
{
	const struct ruleset_step *declared = step->declared;

	if (declared == NULL)
		return (struct lexicon_step){NULL, step->id, step->label, step->formula, step->cite};
	return (struct lexicon_step){declared, text_of(declared->id), text_of(declared->label),
	    text_of(declared->formula), text_of(declared->cite)};
}

/* Which step it is; the rest is in the workings. */
static void
put_step_name(struct packer *packer, const struct result_step *step)
{
	uint32_t number = lexicon_step_number(packer->lexicon, step->declared);

	if (number != LEXICON_NONE) {
		put_number(packer, PACKED_STEP_FIRST + (uint64_t)number);
		return;
	}
	put_number(packer, PACKED_STEP_OWN);
	put_text(packer, texts_of(step).id);
}

static void
put_step(struct packer *packer, const struct result_step *step)
{
	if (lexicon_step_number(packer->lexicon, step->declared) == LEXICON_NONE) {
		struct lexicon_step texts = texts_of(step);

		put_text(packer, texts.label);
		put_text(packer, texts.formula);
		put_text(packer, texts.cite);
	}
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
		put_step_name(packer, &amount->steps[i]);
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

/* Both forms are looked at by their length: of what is listed, hardly a number takes two bytes. */
static uint32_t
count_outcomes(const struct result_record *record)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < record->outcome_count; i++)
		count += record->outcomes[i] != 0;
	return count;
}

static void
list_outcomes(struct packer *packer, const struct result_record *record, uint32_t count)
{
	uint32_t next = 0;

	put_number(packer, count);
	for (uint32_t i = 0; i < record->outcome_count; i++) {
		if (record->outcomes[i] == 0)
			continue;
		put_number(packer, (uint64_t)(i - next) * OUTCOMES + record->outcomes[i]);
		next = i + 1U;
	}
}

static void
put_outcomes(struct packer *packer, const struct result_record *record)
{
	uint32_t listed = count_outcomes(record);

	if (listed * 2U < record->outcome_count) {
		put_number(packer, (uint64_t)record->outcome_count * 2U + PACKED_OUTCOMES_LISTED);
		list_outcomes(packer, record, listed);
		return;
	}
	put_number(packer, (uint64_t)record->outcome_count * 2U);
	buffer_append(packer->bytes, record->outcomes, record->outcome_count);
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
	put_outcomes(packer, record);
}

static void
put_texts(struct packer *packer)
{
	for (uint32_t i = 0; i < packer->listed_count; i++) {
		struct text text = packer->listed[i];

		put_number(packer, text.length);
		buffer_append(packer->bytes, text.data, text.length);
	}
}

/* A result of 4 GiB is more than any worker may answer (LIMIT_ANSWER_BYTES), or any memory should hold. */
static uint32_t
length_so_far(const struct packer *packer)
{
	size_t length = packer->bytes->length - packer->start;

	if (length > UINT32_MAX)
		memory_exhausted();
	return (uint32_t)length;
}

/* Where a part begins that has `count` things in it, which it says first. */
static uint32_t
begin_part(struct packer *packer, uint32_t count)
{
	uint32_t place = length_so_far(packer);

	put_number(packer, count);
	return place;
}

static void
put_fixed(struct packer *packer, size_t place, uint32_t value)
{
	value = htole32(value);
	memcpy(packer->bytes->data + packer->start + place, &value, sizeof value);
}

static void
put_head(struct packer *packer, const struct packed_head *head)
{
	uint64_t sequence = htole64(head->sequence);

	memcpy(packer->bytes->data + packer->start + PACKED_SEQUENCE_AT, &sequence, sizeof sequence);
	put_fixed(packer, PACKED_LENGTH_AT, head->length);
	put_fixed(packer, PACKED_ROWS_AT, head->rows);
	put_fixed(packer, PACKED_AMOUNTS_AT, head->amounts);
	put_fixed(packer, PACKED_WORKINGS_AT, head->workings);
	put_fixed(packer, PACKED_TEXTS_AT, head->texts);
	put_fixed(packer, PACKED_TEXT_COUNT_AT, head->text_count);
	put_fixed(packer, PACKED_FINDING_COUNT_AT, head->finding_count);
}

static void
put_parts(struct packer *packer, const struct result_record *record, struct packed_head *ret_head)
{
	put_record(packer, record);
	(void)begin_part(packer, record->finding_count);
	for (uint32_t i = 0; i < record->finding_count; i++)
		put_finding(packer, &record->findings[i]);
	ret_head->rows = begin_part(packer, record->row_count);
	for (uint32_t i = 0; i < record->row_count; i++)
		put_row(packer, &record->rows[i]);
	ret_head->amounts = begin_part(packer, record->amount_count);
	for (uint32_t i = 0; i < record->amount_count; i++)
		put_amount(packer, &record->amounts[i]);
	ret_head->workings = length_so_far(packer);
	put_workings(packer, record);
}

void
result_pack(const struct result_record *record, const struct lexicon *lexicon, struct buffer *bytes)
{
	struct packer packer;
	struct packed_head head = {.sequence = record->sequence, .finding_count = record->finding_count};

	packer.bytes = bytes;
	packer.lexicon = lexicon;
	packer.start = bytes->length;
	packer.listed = packer.listed_first;
	packer.listed_count = 0;
	packer.listed_room = LISTED_FIRST;
	memset(packer.slots, 0, sizeof packer.slots);
	buffer_reserve(bytes, PACKED_HEAD_BYTES);
	bytes->length += PACKED_HEAD_BYTES;
	put_parts(&packer, record, &head);
	head.texts = length_so_far(&packer);
	head.text_count = packer.listed_count;
	put_texts(&packer);
	head.length = length_so_far(&packer);
	put_head(&packer, &head);
	bytes->data[bytes->length] = '\0';
	if (packer.listed != packer.listed_first)
		memory_free(packer.listed);
}
