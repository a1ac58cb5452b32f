/*
 * The compact form of a result (report/packed.h) back into the model. Nothing
 * is believed: a number out of its range, a count that the bytes cannot hold, a
 * text that is not there, or bytes left over make the whole invalid.
 * The first fault sticks; readers behind it answer zero.
 */
#include <endian.h>
#include <string.h>

#include "base/limits.h"
#include "report/packed.h"

/* The fewest bytes one of each can take; a count beyond what is left is refused before memory is taken. */
#define FINDING_LEAST_BYTES 14U
#define AMOUNT_LEAST_BYTES 15U
#define STEP_LEAST_BYTES 1U
#define INPUT_LEAST_BYTES 6U
#define ROW_LEAST_BYTES 2U
#define VALUE_LEAST_BYTES 1U
#define TEXT_LEAST_BYTES 2U
#define OUTCOME_LEAST_BYTES 1U

struct unpacker {
	const unsigned char *at;
	const unsigned char *end; /* of the part in hand */
	struct arena *arena;
	const struct lexicon *lexicon;
	uint32_t lexicon_count;
	uint32_t text_count;
	struct text *texts; /* the record's own */
	bool bad;
	bool named; /* private text is kept */
};

static uint32_t
fixed(struct text bytes, size_t place)
{
	uint32_t value = 0;

	memcpy(&value, bytes.data + place, sizeof value);
	return le32toh(value);
}

static size_t
bytes_left(const struct unpacker *unpacker)
{
	return (size_t)(unpacker->end - unpacker->at);
}

static uint64_t
fault(struct unpacker *unpacker)
{
	unpacker->bad = true;
	unpacker->at = unpacker->end;
	return 0;
}

static __attribute__((noinline)) uint64_t
take_long_number(struct unpacker *unpacker)
{
	uint64_t value = 0;

	for (unsigned shift = 0; shift < 64; shift += 7) {
		uint64_t byte = 0;

		if (unpacker->at == unpacker->end)
			return fault(unpacker);
		byte = *unpacker->at++;
		if (shift == 63 && byte > 1)
			return fault(unpacker);
		value |= (byte & 0x7fU) << shift;
		if (byte < 0x80U)
			return byte == 0 && shift > 0 ? fault(unpacker) : value;
	}
	return fault(unpacker);
}

/* Nearly all are short; called for every value of every record. */
static inline __attribute__((always_inline)) uint64_t
take_number(struct unpacker *unpacker)
{
	if (unpacker->at < unpacker->end && *unpacker->at < 0x80U)
		return *unpacker->at++;
	return take_long_number(unpacker);
}

static uint64_t
take_up_to(struct unpacker *unpacker, uint64_t most)
{
	uint64_t value = take_number(unpacker);

	return value > most ? fault(unpacker) : value;
}

static int32_t
take_choice(struct unpacker *unpacker, uint64_t least, uint64_t most)
{
	uint64_t value = take_up_to(unpacker, most);

	return (int32_t)(value < least ? fault(unpacker) : value);
}

static int64_t
unzigzag(uint64_t value)
{
	return (int64_t)(value >> 1U) ^ -(int64_t)(value & 1U);
}

static int32_t
take_day(struct unpacker *unpacker)
{
	uint64_t value = take_number(unpacker);
	int64_t day = 0;

	if (value == 0)
		return CASELINT_ABSENT;
	day = unzigzag(value - 1U);
	if (day <= CASELINT_ABSENT || day > INT32_MAX)
		return (int32_t)fault(unpacker);
	return (int32_t)day;
}

static uint32_t
take_count(struct unpacker *unpacker, size_t least_bytes)
{
	uint64_t count = take_number(unpacker);

	if (count > bytes_left(unpacker) / least_bytes || count > UINT32_MAX)
		return (uint32_t)fault(unpacker);
	return (uint32_t)count;
}

static struct text
take_text(struct unpacker *unpacker)
{
	uint64_t number = take_number(unpacker);

	if (number == PACKED_TEXT_EMPTY)
		return text_view("", 0);
	number -= PACKED_TEXT_FIRST;
	if (number % 2U == 0 && number / 2U < unpacker->text_count)
		return unpacker->texts[number / 2U];
	if (number % 2U == 1U && number / 2U < unpacker->lexicon_count)
		return lexicon_text(unpacker->lexicon, (uint32_t)(number / 2U));
	fault(unpacker);
	return text_view("", 0);
}

static void
take_value(struct unpacker *unpacker, struct shown_value *ret_value)
{
	uint64_t kind = take_number(unpacker);

	ret_value->withheld = (kind & PACKED_WITHHELD) != 0;
	kind &= ~(uint64_t)PACKED_WITHHELD;
	if (kind > CASELINT_PLACE)
		kind = fault(unpacker);
	ret_value->kind = (uint32_t)kind;
	ret_value->text = text_view("", 0);
	switch (kind) {
	case 0: break;
	case CASELINT_TEXT:
	case CASELINT_CODE:
	case CASELINT_ID: ret_value->text = take_text(unpacker); break;
	default: ret_value->number = unzigzag(take_number(unpacker)); break;
	}
	if (ret_value->withheld && !unpacker->named) {
		ret_value->text = text_view("", 0);
		ret_value->number = 0;
	}
}

static void
take_mark(struct unpacker *unpacker, struct result_finding *ret_finding)
{
	uint64_t mark = take_up_to(unpacker, (uint64_t)UINT32_MAX * 4U + 3U);

	ret_finding->is_known = (mark & 1U) != 0;
	ret_finding->is_lapsed = (mark & 2U) != 0;
	ret_finding->waiver = (uint32_t)(mark / 4U);
}

static void
take_finding(struct unpacker *unpacker, struct result_finding *ret_finding)
{
	ret_finding->id = take_text(unpacker);
	ret_finding->fingerprint = take_text(unpacker);
	take_mark(unpacker, ret_finding);
	ret_finding->rule = take_text(unpacker);
	ret_finding->variant = take_text(unpacker);
	ret_finding->outcome = take_choice(unpacker, CASELINT_ERROR, CASELINT_NOTAPPLICABLE);
	ret_finding->severity = (enum severity)take_choice(unpacker, SEVERITY_INFO, SEVERITY_ERROR);
	ret_finding->line = take_number(unpacker);
	ret_finding->path = take_text(unpacker);
	ret_finding->field = take_text(unpacker);
	take_value(unpacker, &ret_finding->observed);
	take_value(unpacker, &ret_finding->expected);
	ret_finding->due = take_day(unpacker);
	ret_finding->message = take_text(unpacker);
	ret_finding->remedy = take_text(unpacker);
	ret_finding->cite = take_text(unpacker);
}

static void
take_findings(struct unpacker *unpacker, struct result_record *ret_record)
{
	uint32_t count = take_count(unpacker, FINDING_LEAST_BYTES);
	struct result_finding *findings = NULL;

	if (count > 0)
		findings = arena_take_array(unpacker->arena, count, sizeof *findings);
	for (uint32_t i = 0; i < count && !unpacker->bad; i++)
		take_finding(unpacker, &findings[i]);
	ret_record->findings = findings;
	ret_record->finding_count = count;
}

static void
take_row(struct unpacker *unpacker, struct result_row *ret_row)
{
	uint32_t count = 0;
	struct shown_value *cells = NULL;

	ret_row->worksheet = (uint32_t)take_up_to(unpacker, UINT32_MAX);
	count = take_count(unpacker, VALUE_LEAST_BYTES);
	if (count > 0)
		cells = arena_take_array(unpacker->arena, count, sizeof *cells);
	for (uint32_t i = 0; i < count && !unpacker->bad; i++)
		take_value(unpacker, &cells[i]);
	ret_row->cells = cells;
	ret_row->cell_count = count;
}

static void
take_rows(struct unpacker *unpacker, struct result_record *ret_record)
{
	uint32_t count = take_count(unpacker, ROW_LEAST_BYTES);
	struct result_row *rows = NULL;

	if (count > 0)
		rows = arena_take_array(unpacker->arena, count, sizeof *rows);
	for (uint32_t i = 0; i < count && !unpacker->bad; i++)
		take_row(unpacker, &rows[i]);
	ret_record->rows = rows;
	ret_record->row_count = count;
}

static void
take_input(struct unpacker *unpacker, struct result_input *ret_input)
{
	uint64_t marks = 0;

	ret_input->name = take_text(unpacker);
	take_value(unpacker, &ret_input->value);
	ret_input->line = take_number(unpacker);
	ret_input->path = take_text(unpacker);
	marks = take_up_to(unpacker, 3);
	ret_input->is_parameter = (marks & 1U) != 0;
	ret_input->by_profile = (marks & 2U) != 0;
	ret_input->cite = take_text(unpacker);
}

/* What a step holds besides its id. */
static void
take_working(struct unpacker *unpacker, struct result_step *ret_step)
{
	uint32_t count = 0;
	struct result_input *inputs = NULL;

	if (ret_step->declared == NULL) {
		ret_step->label = take_text(unpacker);
		ret_step->formula = take_text(unpacker);
		ret_step->cite = take_text(unpacker);
	}
	take_value(unpacker, &ret_step->value);
	count = take_count(unpacker, INPUT_LEAST_BYTES);
	if (count > 0)
		inputs = arena_take_array(unpacker->arena, count, sizeof *inputs);
	for (uint32_t i = 0; i < count && !unpacker->bad; i++)
		take_input(unpacker, &inputs[i]);
	ret_step->inputs = inputs;
	ret_step->input_count = count;
}

/* Which step it is, with its texts if it is one of a ruleset. */
static void
take_step_name(struct unpacker *unpacker, struct result_step *ret_step)
{
	uint64_t number = take_up_to(unpacker, (uint64_t)lexicon_step_count(unpacker->lexicon));
	const struct lexicon_step *known = NULL;

	if (number == PACKED_STEP_OWN) {
		ret_step->id = take_text(unpacker);
		return;
	}
	known = lexicon_step(unpacker->lexicon, (uint32_t)(number - PACKED_STEP_FIRST));
	ret_step->declared = known->step;
	ret_step->id = known->id;
	ret_step->label = known->label;
	ret_step->formula = known->formula;
	ret_step->cite = known->cite;
}

static struct result_step *
take_step_names(struct unpacker *unpacker, uint32_t *ret_count)
{
	uint32_t count = take_count(unpacker, STEP_LEAST_BYTES);
	struct result_step *steps = NULL;

	if (count > 0)
		steps = arena_take_array(unpacker->arena, count, sizeof *steps);
	for (uint32_t i = 0; i < count && !unpacker->bad; i++)
		take_step_name(unpacker, &steps[i]);
	*ret_count = count;
	return steps;
}

/* Returns the steps, to be filled later. */
static struct result_step *
take_amount(struct unpacker *unpacker, struct result_amount *ret_amount)
{
	struct result_step *steps = NULL;

	ret_amount->kind = take_text(unpacker);
	ret_amount->subject = take_text(unpacker);
	ret_amount->title = take_text(unpacker);
	ret_amount->cite = take_text(unpacker);
	ret_amount->value = unzigzag(take_number(unpacker));
	ret_amount->state = take_choice(unpacker, CASELINT_RECORDED, CASELINT_MANUAL_AMOUNT);
	ret_amount->claimable = take_up_to(unpacker, 1) == 1;
	ret_amount->month = take_day(unpacker);
	ret_amount->from = take_day(unpacker);
	ret_amount->to = take_day(unpacker);
	ret_amount->due = take_day(unpacker);
	ret_amount->line = take_number(unpacker);
	ret_amount->path = take_text(unpacker);
	take_value(unpacker, &ret_amount->recorded);
	steps = take_step_names(unpacker, &ret_amount->step_count);
	ret_amount->steps = steps;
	return steps;
}

/* Fills the steps of all amounts. */
static void
take_workings(struct unpacker *unpacker, const struct result_record *record, struct result_step *const *steps)
{
	for (uint32_t i = 0; i < record->amount_count; i++) {
		for (uint32_t k = 0; k < record->amounts[i].step_count && !unpacker->bad; k++)
			take_working(unpacker, &steps[i][k]);
	}
}

/* Returns the steps of each amount, to be filled later. */
static struct result_step **
take_amounts(struct unpacker *unpacker, struct result_record *ret_record)
{
	uint32_t count = take_count(unpacker, AMOUNT_LEAST_BYTES);
	struct result_amount *amounts = NULL;
	struct result_step **steps = NULL;

	if (count > 0) {
		amounts = arena_take_array(unpacker->arena, count, sizeof *amounts);
		steps = arena_take_array(unpacker->arena, count, sizeof *steps);
	}
	for (uint32_t i = 0; i < count && !unpacker->bad; i++)
		steps[i] = take_amount(unpacker, &amounts[i]);
	ret_record->amounts = amounts;
	ret_record->amount_count = count;
	return steps;
}

/* A byte for each rule, which stay where they are. */
static void
take_all_outcomes(struct unpacker *unpacker, uint32_t count, struct result_record *ret_record)
{
	unsigned bits = 0;
	uint32_t i = 0;

	_Static_assert((OUTCOMES & (OUTCOMES - 1)) == 0, "outcomes are checked all at once");
	if (count > bytes_left(unpacker)) {
		fault(unpacker);
		return;
	}
	ret_record->outcomes = unpacker->at;
	ret_record->outcome_count = count;
	/* Of bytes below a power of two all bits together are below it, too. */
	for (; i + 8U <= count; i += 8U) {
		for (uint32_t k = 0; k < 8U; k++)
			bits |= unpacker->at[i + k];
	}
	for (; i < count; i++)
		bits |= unpacker->at[i];
	if (bits >= OUTCOMES)
		fault(unpacker);
	else
		unpacker->at += count;
}

/* Those that are not 0. */
static void
take_listed_outcomes(struct unpacker *unpacker, uint32_t count, struct result_record *ret_record)
{
	uint32_t listed = take_count(unpacker, OUTCOME_LEAST_BYTES);
	uint8_t *outcomes = NULL;
	uint64_t rule = 0;

	if (unpacker->bad || listed > count || count > LIMIT_RULES) {
		fault(unpacker);
		return;
	}
	outcomes = arena_take(unpacker->arena, count == 0 ? 1U : count);
	for (uint32_t i = 0; i < listed && !unpacker->bad; i++) {
		uint64_t number = take_number(unpacker);

		rule += number / OUTCOMES;
		if (rule >= count || number % OUTCOMES == 0)
			fault(unpacker);
		else
			outcomes[rule++] = (uint8_t)(number % OUTCOMES);
	}
	ret_record->outcomes = outcomes;
	ret_record->outcome_count = count;
}

static void
take_outcomes(struct unpacker *unpacker, struct result_record *ret_record)
{
	uint64_t number = take_up_to(unpacker, (uint64_t)UINT32_MAX * 2U + 1U);

	if (number % 2U == PACKED_OUTCOMES_LISTED)
		take_listed_outcomes(unpacker, (uint32_t)(number / 2U), ret_record);
	else
		take_all_outcomes(unpacker, (uint32_t)(number / 2U), ret_record);
}

static void
take_record(struct unpacker *unpacker, struct result_record *ret_record)
{
	ret_record->input = (uint32_t)take_up_to(unpacker, UINT32_MAX);
	ret_record->bundle = (uint32_t)take_up_to(unpacker, UINT32_MAX);
	ret_record->ruleset = (uint32_t)take_up_to(unpacker, UINT32_MAX);
	ret_record->type = (uint32_t)take_up_to(unpacker, UINT32_MAX);
	ret_record->id = take_text(unpacker);
	ret_record->group = take_text(unpacker);
	ret_record->line = take_number(unpacker);
	ret_record->outcome = take_choice(unpacker, 0, CASELINT_NOTAPPLICABLE);
	take_outcomes(unpacker, ret_record);
}

enum status
packed_head_read(struct text bytes, struct packed_head *ret_head)
{
	uint64_t sequence = 0;

	if (bytes.length < PACKED_HEAD_BYTES)
		return STATUS_INVALID;
	memcpy(&sequence, bytes.data + PACKED_SEQUENCE_AT, sizeof sequence);
	ret_head->sequence = le64toh(sequence);
	ret_head->length = fixed(bytes, PACKED_LENGTH_AT);
	ret_head->rows = fixed(bytes, PACKED_ROWS_AT);
	ret_head->amounts = fixed(bytes, PACKED_AMOUNTS_AT);
	ret_head->workings = fixed(bytes, PACKED_WORKINGS_AT);
	ret_head->texts = fixed(bytes, PACKED_TEXTS_AT);
	ret_head->text_count = fixed(bytes, PACKED_TEXT_COUNT_AT);
	ret_head->finding_count = fixed(bytes, PACKED_FINDING_COUNT_AT);
	if (ret_head->rows < PACKED_HEAD_BYTES || ret_head->amounts < ret_head->rows ||
	    ret_head->workings < ret_head->amounts || ret_head->texts < ret_head->workings ||
	    ret_head->length < ret_head->texts)
		return STATUS_INVALID;
	return ret_head->text_count > (ret_head->length - ret_head->texts) / TEXT_LEAST_BYTES ? STATUS_INVALID
	                                                                                      : STATUS_OK;
}

/* Goes to a part. Of the one before, if it was read, nothing may be left. */
static void
enter_part(struct unpacker *unpacker, struct text bytes, uint64_t start, uint64_t end)
{
	if (unpacker->bad)
		return;
	unpacker->at = (const unsigned char *)bytes.data + start;
	unpacker->end = (const unsigned char *)bytes.data + end;
}

static void
leave_part(struct unpacker *unpacker)
{
	if (unpacker->at != unpacker->end)
		fault(unpacker);
}

static void
take_texts(struct unpacker *unpacker, uint32_t count)
{
	unpacker->texts = arena_take_array(unpacker->arena, count, sizeof *unpacker->texts);
	for (uint32_t i = 0; i < count; i++) {
		uint64_t length = take_number(unpacker);

		if (length == 0 || length > bytes_left(unpacker)) {
			fault(unpacker);
			return;
		}
		unpacker->texts[i] = text_view((const char *)unpacker->at, length);
		unpacker->at += length;
	}
	unpacker->text_count = count;
}

/* What of a record is wanted. */
struct wanted {
	bool findings;
	bool rows;
	bool amounts;
	bool workings;
};

static struct wanted
wanted_of(enum spool_parts parts)
{
	bool all = parts == SPOOL_EVERYTHING || parts == SPOOL_LISTED;

	bool rows_only = parts == SPOOL_ROWS || parts == SPOOL_NAMED;

	return (struct wanted){
	    !rows_only, all || parts == SPOOL_WITHOUT_AMOUNTS || rows_only, all || parts == SPOOL_WITHOUT_WORKING, all};
}

static void
take_parts(struct unpacker *unpacker, struct text bytes, const struct packed_head *head, enum spool_parts parts,
    struct result_record *ret_record)
{
	struct result_step **steps = NULL;
	struct wanted wanted = wanted_of(parts);

	enter_part(unpacker, bytes, head->texts, head->length);
	take_texts(unpacker, head->text_count);
	leave_part(unpacker);
	enter_part(unpacker, bytes, PACKED_HEAD_BYTES, head->rows);
	take_record(unpacker, ret_record);
	if (wanted.findings) {
		take_findings(unpacker, ret_record);
		leave_part(unpacker);
	}
	if (wanted.rows) {
		enter_part(unpacker, bytes, head->rows, head->amounts);
		take_rows(unpacker, ret_record);
		leave_part(unpacker);
	}
	if (wanted.amounts) {
		enter_part(unpacker, bytes, head->amounts, head->workings);
		steps = take_amounts(unpacker, ret_record);
		leave_part(unpacker);
	}
	if (wanted.workings && !unpacker->bad) {
		enter_part(unpacker, bytes, head->workings, head->texts);
		take_workings(unpacker, ret_record, steps);
		leave_part(unpacker);
	}
}

enum status
packed_read(struct text bytes, enum spool_parts parts, const struct lexicon *lexicon, struct arena *arena,
    struct result_record *ret_record, size_t *ret_used)
{
	struct packed_head head = {0};
	struct unpacker unpacker = {
	    .arena = arena, .lexicon = lexicon, .lexicon_count = lexicon_count(lexicon), .named = parts == SPOOL_NAMED};
	struct result_record record = {0};

	if (packed_head_read(bytes, &head) != STATUS_OK || head.length > bytes.length)
		return STATUS_INVALID;
	record.sequence = head.sequence;
	take_parts(&unpacker, bytes, &head, parts, &record);
	if (unpacker.bad)
		return STATUS_INVALID;
	*ret_record = record;
	*ret_used = head.length;
	return STATUS_OK;
}

enum status
result_unpack(struct text bytes, const struct lexicon *lexicon, struct arena *arena, struct result_record *ret_record,
    size_t *ret_used)
{
	return packed_read(bytes, SPOOL_EVERYTHING, lexicon, arena, ret_record, ret_used);
}
