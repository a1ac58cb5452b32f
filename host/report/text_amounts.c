/*
 * The amounts of one record in the text report: what is owed, for when and in
 * which state, and when asked for every step of the working.
 */
#include <inttypes.h>

#include "report/text_parts.h"

#define AMOUNT_COLUMNS 12U

static void
append_period(struct buffer *text, const struct result_amount *amount)
{
	if (amount->month != CASELINT_ABSENT) {
		buffer_append_text(text, ", ");
		words_month(text, amount->month);
		return;
	}
	if (amount->from != CASELINT_ABSENT) {
		buffer_append_text(text, ", from ");
		words_date(text, amount->from);
	}
	if (amount->to != CASELINT_ABSENT) {
		buffer_append_text(text, amount->from != CASELINT_ABSENT ? " to " : ", to ");
		words_date(text, amount->to);
	}
}

static void
append_cite(struct buffer *text, struct text cite)
{
	if (cite.length == 0)
		return;
	buffer_append_text(text, " [");
	words_view(text, cite);
	buffer_append_text(text, "]");
}

static void
append_amount(struct buffer *text, const struct result_amount *amount)
{
	size_t before = 0;

	words_view(text, amount->title);
	buffer_append_text(text, " (");
	words_view(text, amount->kind);
	buffer_append_text(text, ")");
	if (amount->subject.length > 0) {
		buffer_append_text(text, " for ");
		words_view(text, amount->subject);
	}
	append_period(text, amount);
	if (amount->due != CASELINT_ABSENT) {
		buffer_append_text(text, ", due ");
		words_date(text, amount->due);
	}
	buffer_append_format(text, ": %s", amount_state_name(amount->state));
	if (amount->state == CASELINT_DIFFERS) {
		buffer_append_text(text, ", the input shows ");
		before = text->length;
		words_value(text, &amount->recorded);
		if (text->length == before)
			buffer_append_text(text, "another value");
	}
	append_cite(text, amount->cite);
}

/* "  NAME = VALUE (line 22, PATH)" */
static void
put_step_input(struct page *page, const struct result_input *input)
{
	struct buffer *draft = page_draft(page);

	words_view(draft, input->name);
	buffer_append_text(draft, " = ");
	words_value(draft, &input->value);
	if (input->is_parameter) {
		buffer_append_text(
		    draft, input->by_profile ? " (parameter, set by profile" : " (parameter of the ruleset");
		buffer_append_text(draft, input->cite.length > 0 ? ", " : "");
		words_view(draft, input->cite);
		buffer_append_text(draft, ")");
	} else if (input->line != 0) {
		buffer_append_format(draft, " (line %" PRIu64, input->line);
		buffer_append_text(draft, input->path.length > 0 ? ", " : "");
		words_view(draft, input->path);
		buffer_append_text(draft, ")");
	}
	page_put_draft(page, 8 + AMOUNT_COLUMNS, 10 + AMOUNT_COLUMNS, PAGE_PLAIN, "");
}

static void
put_step(struct page *page, const struct result_step *step)
{
	struct buffer *draft = page_draft(page);

	words_view(draft, step->label);
	buffer_append_text(draft, ": ");
	if (step->formula.length > 0) {
		words_view(draft, step->formula);
		buffer_append_text(draft, " = ");
	}
	words_value(draft, &step->value);
	append_cite(draft, step->cite);
	page_put_draft(page, 6 + AMOUNT_COLUMNS, 8 + AMOUNT_COLUMNS, PAGE_PLAIN, "");
	for (uint32_t i = 0; i < step->input_count; i++)
		put_step_input(page, &step->inputs[i]);
}

void
text_amounts(struct page *page, const struct result_record *record, bool with_working)
{
	if (record->amount_count > 0)
		page_format(page, 2, 2, "Amounts");
	for (uint32_t i = 0; i < record->amount_count; i++) {
		const struct result_amount *amount = &record->amounts[i];
		struct buffer *draft = page_draft(page);

		words_money(draft, amount->value);
		page_spaces(page, 2);
		page_cell(page, text_view(draft->data, draft->length), AMOUNT_COLUMNS, true);
		page_spaces(page, 2);
		draft = page_draft(page);
		append_amount(draft, amount);
		page_put_draft(page, 0, 4 + AMOUNT_COLUMNS, PAGE_PLAIN, "");
		for (uint32_t k = 0; with_working && k < amount->step_count; k++)
			put_step(page, &amount->steps[k]);
	}
}
