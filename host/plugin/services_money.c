/*
 * The services about money: amounts with their workings, and rows of worksheets. As
 * in services.c, a call that does not keep the contract leaves nothing behind.
 */
#include <string.h>

#include "base/limits.h"
#include "plugin/draft.h"
#include "plugin/resolve.h"

/* ---- Amounts ---------------------------------------------------------------------- */

static enum status
make_parameter_input(struct draft *draft, const struct ruleset_name *known, struct result_input *ret_input)
{
	const struct ruleset_parameter *parameter = NULL;

	if (known == NULL || known->parameter == 0) {
		(void)draft_refuse(draft, "a step has an input that is neither a value nor a parameter");
		return STATUS_BREACH;
	}
	parameter = &draft->ruleset->ruleset->parameters[known->parameter - 1];
	ret_input->is_parameter = true;
	ret_input->by_profile = parameter->by_profile;
	ret_input->cite = text_of(parameter->cite);
	ret_input->value.kind = CASELINT_TEXT;
	ret_input->value.text = text_of(parameter->value);
	return STATUS_OK;
}

static enum status
make_input(struct draft *draft, const struct caselint_named_value *given, struct result_input *ret_input)
{
	const struct ruleset_name *known = NULL;
	struct resolved place = {0};

	if (given->name == NULL) {
		(void)draft_refuse(draft, "an input of a step has no name");
		return STATUS_BREACH;
	}
	known = ruleset_name_named(draft->ruleset->ruleset, given->name);
	ret_input->name = known != NULL ? text_of(known->name) : draft_copy_text(draft, text_of(given->name));
	if (given->value.kind == 0 && given->value.from.in == NULL)
		return make_parameter_input(draft, known, ret_input);
	if (resolve_value(draft, &given->value, false, &ret_input->value, &place) != STATUS_OK)
		return STATUS_BREACH;
	ret_input->line = place.line;
	ret_input->path = place.path;
	return STATUS_OK;
}

static enum status
make_step(struct draft *draft, const struct caselint_step *given, struct result_step *ret_step)
{
	const struct ruleset_name *known =
	    given->id == NULL ? NULL : ruleset_name_named(draft->ruleset->ruleset, given->id);
	const struct ruleset_step *texts =
	    known == NULL || known->step == 0 ? NULL : &draft->ruleset->ruleset->steps[known->step - 1];
	struct result_input *inputs = NULL;
	uint32_t i = 0;
	const char *fault = resolve_array_fault(&given->inputs, sizeof(struct caselint_named_value), LIMIT_STEP_INPUTS);

	if (texts == NULL || fault != NULL) {
		(void)draft_refuse(draft, texts == NULL ? "a step is not in the ruleset" : fault);
		return STATUS_BREACH;
	}
	inputs = arena_take_array(draft->output, given->inputs.count, sizeof *inputs);
	for (i = 0; i < given->inputs.count; i++) {
		if (make_input(draft, CASELINT_AT(given->inputs, struct caselint_named_value, i), &inputs[i]) !=
		    STATUS_OK)
			return STATUS_BREACH;
	}
	ret_step->declared = texts;
	ret_step->inputs = inputs;
	ret_step->input_count = given->inputs.count;
	return resolve_value(draft, &given->value, false, &ret_step->value, NULL);
}

static enum status
make_steps(struct draft *draft, const struct caselint_array *given, struct result_amount *made)
{
	struct result_step *steps = arena_take_array(draft->output, given->count, sizeof *steps);
	uint32_t i = 0;

	for (i = 0; i < given->count; i++) {
		if (make_step(draft, CASELINT_AT(*given, struct caselint_step, i), &steps[i]) != STATUS_OK)
			return STATUS_BREACH;
	}
	made->steps = steps;
	made->step_count = given->count;
	return STATUS_OK;
}

static const char *
amount_fault(const struct draft *draft, const struct caselint_amount *given, const struct ruleset_amount **ret_texts)
{
	if (draft->call != CALL_COMPUTE && draft->call != CALL_RECONCILE)
		return "it reported an amount outside compute and reconcile";
	if (!CASELINT_HAS(given, struct caselint_amount, flags))
		return "an amount is shorter than the contract's";
	if ((given->flags & ~CASELINT_HELD) != 0)
		return "an amount has a flag that does not exist";
	*ret_texts = given->kind == NULL ? NULL : ruleset_amount_named(draft->ruleset->ruleset, given->kind);
	if (*ret_texts == NULL)
		return "an amount has a kind that its ruleset does not declare";
	if (given->value < 0)
		return "an amount is negative";
	if (given->value > LIMIT_AMOUNT_CENTS)
		return "an amount is larger than any that can be paid";
	if (!resolve_is_month(given->month) || !resolve_is_day(given->from) || !resolve_is_day(given->to) ||
	    !resolve_is_day(given->due))
		return "an amount has a date that does not exist";
	if ((given->from == CASELINT_ABSENT) != (given->to == CASELINT_ABSENT) || given->from > given->to ||
	    (given->month != CASELINT_ABSENT && given->from != CASELINT_ABSENT))
		return "an amount has half a period, one that ends before it begins, or a month as well";
	if (given->state < CASELINT_RECORDED || given->state > CASELINT_MANUAL_AMOUNT)
		return "an amount has a state that does not exist";
	if (draft->amounts.count >= LIMIT_AMOUNTS_PER_RECORD)
		return "one record got more than 20000 amounts";
	return resolve_array_fault(&given->steps, sizeof(struct caselint_step), LIMIT_STEPS);
}

/* What an amount is for; amounts of older plugins do not say. */
static enum status
resolve_subject(struct draft *draft, const struct caselint_amount *given, struct text *ret_subject)
{
	struct shown_value subject = {0};

	if (!CASELINT_HAS(given, struct caselint_amount, subject))
		return STATUS_OK;
	if (resolve_value(draft, &given->subject, false, &subject, NULL) != STATUS_OK)
		return STATUS_BREACH;
	switch (subject.kind) {
	case 0: return STATUS_OK;
	case CASELINT_TEXT:
	case CASELINT_CODE:
	case CASELINT_ID: *ret_subject = subject.text; return STATUS_OK;
	default:
		(void)draft_refuse(draft, "an amount says what it is for by something that is no text");
		return STATUS_BREACH;
	}
}

int32_t
service_amount(const struct caselint_eval *eval, const struct caselint_amount *given)
{
	struct draft *draft = draft_of(eval);
	const struct ruleset_amount *texts = NULL;
	const char *fault = amount_fault(draft, given, &texts);
	struct resolved place = {0};
	struct result_amount made = {0};

	if (fault != NULL)
		return draft_refuse(draft, fault);
	if (given->place.in != NULL && resolve_place(draft, &given->place, &place) != STATUS_OK)
		return CASELINT_REFUSED;
	if (resolve_value(draft, &given->recorded, false, &made.recorded, NULL) != STATUS_OK ||
	    resolve_subject(draft, given, &made.subject) != STATUS_OK ||
	    make_steps(draft, &given->steps, &made) != STATUS_OK)
		return CASELINT_REFUSED;
	made.kind = text_of(texts->kind);
	made.title = text_of(texts->title);
	made.cite = text_of(texts->cite);
	made.claimable = texts->claimable && (given->flags & CASELINT_HELD) == 0;
	made.value = given->value;
	made.state = given->state;
	made.month = given->month;
	made.from = given->from;
	made.to = given->to;
	made.due = given->due;
	made.line = place.line;
	made.path = place.path;
	*draft_new_amount(draft) = made;
	return CASELINT_OK;
}

/* ---- Worksheet rows ---------------------------------------------------------------- */

static enum status
find_worksheet(const struct ruleset *ruleset, const char *id, uint32_t *ret_index)
{
	size_t i = 0;

	for (i = 0; id != NULL && i < ruleset->worksheet_count; i++) {
		if (strcmp(ruleset->worksheets[i].id, id) == 0) {
			*ret_index = (uint32_t)i;
			return STATUS_OK;
		}
	}
	return STATUS_ABSENT;
}

/* The search starts at `next`, and sets it behind what it found: cells mostly come in the order of columns. */
static enum status
find_column(const struct ruleset_worksheet *worksheet, const char *id, size_t *next, size_t *ret_index)
{
	size_t i = 0;

	for (i = 0; id != NULL && i < worksheet->column_count; i++) {
		size_t place = *next + i < worksheet->column_count ? *next + i : *next + i - worksheet->column_count;

		if (strcmp(worksheet->columns[place].id, id) == 0) {
			*ret_index = place;
			*next = place + 1 < worksheet->column_count ? place + 1 : 0;
			return STATUS_OK;
		}
	}
	return STATUS_ABSENT;
}

static bool
is_asked_for(const struct draft *draft, const struct ruleset_worksheet *worksheet)
{
	for (size_t i = 0; i < draft->restricted.count; i++) {
		if (strcmp(draft->restricted.items[i], worksheet->id) == 0)
			return true;
	}
	return false;
}

static enum status
make_cell(struct draft *draft, const struct ruleset_worksheet *worksheet, const struct caselint_named_value *given,
    size_t *next, struct shown_value *cells)
{
	struct shown_value *cell = NULL;
	size_t column = 0;

	if (find_column(worksheet, given->name, next, &column) != STATUS_OK) {
		(void)draft_refuse(draft, "a row has a cell for a column that its worksheet does not have");
		return STATUS_BREACH;
	}
	cell = &cells[column];
	/* What was given twice counts as it was given last. */
	memset(cell, 0, sizeof *cell);
	if (resolve_value(draft, &given->value, worksheet->columns[column].restricted, cell, NULL) != STATUS_OK)
		return STATUS_BREACH;
	if (cell->kind != 0 && cell->kind != worksheet->columns[column].kind) {
		(void)draft_refuse(draft, "a cell is not of its column's kind");
		return STATUS_BREACH;
	}
	if (cell->withheld && is_asked_for(draft, worksheet))
		resolve_withheld(draft, &given->value, cell);
	return STATUS_OK;
}

static const char *
row_fault(const struct draft *draft, const struct caselint_row *given)
{
	if (draft->call != CALL_COMPUTE && draft->call != CALL_RECONCILE)
		return "it reported a worksheet row outside compute and reconcile";
	if (!CASELINT_HAS(given, struct caselint_row, cells))
		return "a row is shorter than the contract's";
	if (given->reserved != 0)
		return "a row has a reserved member that is not zero";
	if (draft->rows.count >= LIMIT_ROWS_PER_RECORD)
		return "one record got more than 20000 worksheet rows";
	return NULL;
}

int32_t
service_row(const struct caselint_eval *eval, const struct caselint_row *given)
{
	struct draft *draft = draft_of(eval);
	const char *fault = row_fault(draft, given);
	const struct ruleset_worksheet *worksheet = NULL;
	struct shown_value *cells = NULL;
	struct result_row *row = NULL;
	size_t next = 0;
	uint32_t index = 0;
	uint32_t i = 0;

	if (fault != NULL)
		return draft_refuse(draft, fault);
	if (find_worksheet(draft->ruleset->ruleset, given->worksheet, &index) != STATUS_OK)
		return draft_refuse(draft, "a row names a worksheet that its ruleset does not declare");
	worksheet = &draft->ruleset->ruleset->worksheets[index];
	fault =
	    resolve_array_fault(&given->cells, sizeof(struct caselint_named_value), (uint32_t)worksheet->column_count);
	if (fault != NULL)
		return draft_refuse(draft, fault);
	cells = arena_take_array(draft->output, worksheet->column_count, sizeof *cells);
	for (i = 0; i < given->cells.count; i++) {
		if (make_cell(draft, worksheet, CASELINT_AT(given->cells, struct caselint_named_value, i), &next,
			cells) != STATUS_OK)
			return CASELINT_REFUSED;
	}
	row = draft_new_row(draft);
	*row = (struct result_row){index, cells, (uint32_t)worksheet->column_count};
	return CASELINT_OK;
}
