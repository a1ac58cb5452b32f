/*
 * The amounts of one record in the HTML report: what is owed, for when and in
 * which state, and every step of the working with its formula, its inputs and the
 * paragraph it comes from.
 */
#include <inttypes.h>

#include "report/html_parts.h"

static const char *
state_class(int32_t state)
{
	switch (state) {
	case CASELINT_RECORDED: return "mark good";
	case CASELINT_DIFFERS: return "mark open";
	case CASELINT_DUE: return "mark pending";
	case CASELINT_OVERDUE: return "mark bad";
	default: return "mark manual";
	}
}

static void
append_period(struct buffer *text, const struct result_amount *amount)
{
	if (amount->month != CASELINT_ABSENT) {
		buffer_append_text(text, " for ");
		words_month(text, amount->month);
	} else if (amount->from != CASELINT_ABSENT) {
		buffer_append_text(text, " for ");
		words_date(text, amount->from);
		buffer_append_text(text, " to ");
		words_date(text, amount->to);
	}
}

static void
append_recorded(struct buffer *text, const struct result_amount *amount)
{
	size_t before = 0;

	if (amount->state != CASELINT_DIFFERS)
		return;
	buffer_append_text(text, "; the export shows ");
	before = text->length;
	words_value(text, &amount->recorded);
	if (text->length == before)
		buffer_append_text(text, "another value");
}

/* "recorded for 2008-02, due 2008-01-21; AdoptionSubsidyCase/... (L19 L20)" */
static void
put_state(struct html *html, const struct html_report *report, const struct result_record *record,
    const struct result_amount *amount)
{
	struct buffer *draft = NULL;

	html_open(html, "p", NULL);
	html_mark(html, state_class(amount->state), amount_state_name(amount->state));
	draft = html_draft(html);
	append_period(draft, amount);
	if (amount->due != CASELINT_ABSENT) {
		buffer_append_text(draft, ", due ");
		words_date(draft, amount->due);
	}
	append_recorded(draft, amount);
	if (amount->path.length > 0) {
		buffer_append_text(draft, "; ");
		words_view(draft, amount->path);
	}
	html_put_draft(html);
	if (amount->cite.length > 0) {
		html_words(html, " (");
		html_cites(html, report, record_ruleset(report->facts, record), amount->cite);
		html_words(html, ")");
	}
	html_close(html);
}

void
html_amount_head(struct html *html, unsigned level, const struct html_report *report,
    const struct result_record *record, const struct result_amount *amount)
{
	struct buffer *draft = NULL;

	html_open(html, level == 3 ? "h3" : "h4", NULL);
	html_element(html, "span", NULL, amount->title);
	html_words(html, " ");
	draft = html_draft(html);
	words_money(draft, amount->value);
	html_element(html, "span", "number", text_view(buffer_text(draft), draft->length));
	html_close(html);
	put_state(html, report, record, amount);
}

/* ---- The working -------------------------------------------------------------------------- */

static void
put_input_source(struct html *html, const struct html_report *report, const struct ruleset *ruleset,
    const struct result_input *input)
{
	if (input->is_parameter) {
		html_words(html, input->by_profile ? " (parameter, set by profile" : " (parameter of the ruleset");
		html_words(html, input->cite.length > 0 ? ", " : "");
		html_cites(html, report, ruleset, input->cite);
		html_words(html, ")");
	} else if (input->line != 0) {
		html_words(html, " (line ");
		html_number(html, input->line);
		html_words(html, input->path.length > 0 ? ", " : "");
		html_text(html, input->path);
		html_words(html, ")");
	}
}

static void
put_input(struct html *html, const struct html_report *report, const struct ruleset *ruleset,
    const struct result_input *input)
{
	struct buffer *draft = html_draft(html);

	words_view(draft, input->name);
	buffer_append_text(draft, " = ");
	words_value(draft, &input->value);
	html_open(html, "li", NULL);
	html_put_draft(html);
	put_input_source(html, report, ruleset, input);
	html_close(html);
}

void
html_step(struct html *html, const struct html_report *report, const struct result_record *record,
    const struct result_step *step)
{
	const struct ruleset *ruleset = record_ruleset(report->facts, record);
	struct buffer *draft = NULL;

	html_open(html, "li", NULL);
	html_text(html, step->label);
	html_words(html, ": ");
	if (step->formula.length > 0) {
		html_element(html, "span", "formula", step->formula);
		html_words(html, " = ");
	}
	draft = html_draft(html);
	words_value(draft, &step->value);
	html_element(html, "strong", NULL, text_view(buffer_text(draft), draft->length));
	if (step->cite.length > 0) {
		html_words(html, " (");
		html_cites(html, report, ruleset, step->cite);
		html_words(html, ")");
	}
	if (step->input_count > 0) {
		html_open(html, "ul", NULL);
		for (uint32_t i = 0; i < step->input_count; i++)
			put_input(html, report, ruleset, &step->inputs[i]);
		html_close(html);
	}
	html_close(html);
	html_words(html, "\n");
}
