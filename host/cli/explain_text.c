/* An explanation as a page of text: what must hold first, the words it rests on behind it. */
#include <string.h>

#include "base/memory.h"
#include "cli/explain.h"
#include "report/profile_words.h"

#define INDENT 2U
#define GAP 2U
#define FACT_COLUMNS 11U /* "Paragraph  " */
#define EXAMPLE_HANG 4U
#define OUTCOME_LAST CASELINT_NOTAPPLICABLE
#define ORDINARY "(ordinary)"

/* ---- Pieces ------------------------------------------------------------------------------ */

static void
put_title(struct page *page, const char *id, const char *title)
{
	struct buffer line = {0};
	size_t width = 0;

	buffer_append_format(&line, "%s  ", id);
	width = answer_widest(0, buffer_text(&line)) + answer_widest(0, title);
	page_paragraph(page, 0, INDENT, PAGE_BOLD, buffer_text(&line), text_of(title));
	buffer_reset(&line);
	while (line.length < width && line.length < PAGE_COLUMNS)
		buffer_append_byte(&line, '=');
	page_paragraph(page, 0, 0, PAGE_PLAIN, "", text_of(buffer_text(&line)));
	buffer_clear(&line);
}

static void
put_fact(struct page *page, const char *label, const char *text)
{
	page_label(page, 0, FACT_COLUMNS, label, text_of(text));
}

/* A section of one paragraph; nothing at all for an empty text. */
static void
put_section(struct page *page, const char *heading, const char *text)
{
	if (text == NULL || text_is_blank(text_of(text)))
		return;
	answer_section(page, heading);
	page_paragraph(page, INDENT, INDENT, PAGE_PLAIN, "", text_of(text));
}

static void
put_labelled(struct page *page, size_t width, const char *label, const char *text)
{
	page_label(page, INDENT, width + GAP, label, text_of(text));
}

/* One line of an example, at its own indentation, folded when it is too long. */
static void
put_example_line(struct page *page, struct text line)
{
	size_t blanks = 0;

	while (blanks < line.length && (line.data[blanks] == ' ' || line.data[blanks] == '\t'))
		blanks++;
	page_paragraph(page, INDENT + blanks, INDENT + blanks + EXAMPLE_HANG, PAGE_PLAIN, "", line);
}

static void
put_example(struct page *page, const char *heading, const char *text)
{
	const char *at = text;

	if (text_is_blank(text_of(text)))
		return;
	answer_section(page, heading);
	while (*at != '\0') {
		size_t length = strcspn(at, "\n");

		put_example_line(page, text_view(at, length));
		at += length + (at[length] == '\n' ? 1 : 0);
	}
}

/* ---- What the letter gives --------------------------------------------------------------- */

static void
put_sentences(struct page *page, const struct explain_subject *subject)
{
	const struct ruleset *ruleset = subject->ruleset;
	bool any = false;
	size_t width = 0;
	size_t i = 0;

	for (i = 0; i < ruleset->sentence_count; i++) {
		if (explain_quotes(subject, &ruleset->sentences[i])) {
			width = answer_widest(width, ruleset->sentences[i].cite);
			any = true;
		}
	}
	if (any)
		answer_section(
		    page, subject->rule == NULL || explain_is_stated(subject) ? "The letter says" : "It follows from");
	for (i = 0; i < ruleset->sentence_count; i++) {
		if (explain_quotes(subject, &ruleset->sentences[i]))
			put_labelled(page, width, ruleset->sentences[i].cite, ruleset->sentences[i].text);
	}
}

static void
put_parameters(struct page *page, const struct explain_subject *subject)
{
	const struct ruleset *ruleset = subject->ruleset;
	size_t width = 0;
	size_t i = 0;

	for (i = 0; i < ruleset->parameter_count; i++) {
		if (explain_cites_meet(ruleset->parameters[i].cite, explain_cite(subject)))
			width = answer_widest(width, ruleset->parameters[i].name);
	}
	if (width > 0)
		answer_section(page, "Values given there");
	for (i = 0; i < ruleset->parameter_count; i++) {
		const struct ruleset_parameter *parameter = &ruleset->parameters[i];
		struct buffer *draft = page_draft(page);

		if (!explain_cites_meet(parameter->cite, explain_cite(subject)))
			continue;
		buffer_append_format(draft, "%s: %s%s", parameter->title, parameter->value,
		    parameter->by_profile ? " (set by profile)" : "");
		put_labelled(page, width, parameter->name, buffer_text(draft));
	}
}

static void
put_steps(struct page *page, const struct explain_subject *subject)
{
	const struct ruleset *ruleset = subject->ruleset;
	size_t width = 0;
	size_t i = 0;

	for (i = 0; i < ruleset->step_count; i++) {
		if (explain_cites_meet(ruleset->steps[i].cite, subject->amount->cite))
			width = answer_widest(width, ruleset->steps[i].id);
	}
	if (width > 0)
		answer_section(page, "Steps a working under these paragraphs can have");
	for (i = 0; i < ruleset->step_count; i++) {
		const struct ruleset_step *step = &ruleset->steps[i];
		struct buffer *draft = page_draft(page);

		if (!explain_cites_meet(step->cite, subject->amount->cite))
			continue;
		buffer_append_format(draft, "%s: %s", step->label, step->formula);
		put_labelled(page, width, step->id, buffer_text(draft));
	}
}

static void
put_reading(struct page *page, const struct ruleset_assumption *assumption, size_t width)
{
	size_t inner = INDENT + width + GAP;

	put_labelled(page, width, assumption->id, assumption->reading);
	if (assumption->text[0] != '\0')
		page_format(page, inner, inner, "The letter: \"%s\"", assumption->text);
	page_format(page, inner, inner, "Because: %s", assumption->because);
}

static void
put_readings(struct page *page, const struct explain_subject *subject)
{
	const struct names *ids = explain_readings(subject);
	size_t width = 0;
	size_t i = 0;

	for (i = 0; i < ids->count; i++)
		width = answer_widest(width, ids->items[i]);
	if (ids->count > 0)
		answer_section(page, "Readings it rests on");
	for (i = 0; i < ids->count; i++) {
		const struct ruleset_assumption *assumption = ruleset_assumption_named(subject->ruleset, ids->items[i]);

		if (assumption != NULL)
			put_reading(page, assumption, width);
	}
}

/* ---- Rules ---------------------------------------------------------------------------------- */

static void
put_messages(struct page *page, const struct ruleset_rule *rule)
{
	size_t width = 0;
	size_t i = 0;

	answer_section(page, "Messages");
	for (i = 0; i < rule->message_count; i++) {
		const char *variant = rule->messages[i].variant;

		width = answer_widest(width, variant == NULL ? ORDINARY : variant);
	}
	for (i = 0; i < rule->message_count; i++) {
		const struct ruleset_message *message = &rule->messages[i];
		struct buffer *draft = page_draft(page);

		buffer_append_text(draft, message->template_text);
		if (message->severity != rule->severity)
			buffer_append_format(draft, " (%s)", severity_name(message->severity));
		put_labelled(page, width, message->variant == NULL ? ORDINARY : message->variant, buffer_text(draft));
	}
}

static void
put_outcomes(struct page *page, uint32_t outcomes)
{
	struct buffer *draft = page_draft(page);
	int32_t outcome = 0;

	for (outcome = 1; outcome <= OUTCOME_LAST; outcome++) {
		if ((outcomes & 1U << outcome) != 0)
			buffer_append_format(draft, "%s%s", draft->length == 0 ? "" : ", ", outcome_name(outcome));
	}
	put_fact(page, "Outcomes", buffer_text(draft));
}

static void
put_origin(struct page *page, const struct explain_subject *subject)
{
	const struct ruleset *ruleset = subject->ruleset;
	const char *cite = explain_cite(subject);

	put_fact(page, "Paragraph", cite[0] == '\0' ? "none" : cite);
	page_label(page, 0, FACT_COLUMNS, "Ruleset", text_of(ruleset->id));
	page_label(page, 0, FACT_COLUMNS, "", text_of(ruleset->title));
}

static void
put_rule(struct page *page, const struct explain_subject *subject)
{
	const struct ruleset_rule *rule = subject->rule;

	put_title(page, rule->id, rule->title);
	put_fact(page, "Severity", severity_name(rule->severity));
	put_fact(page, "Basis",
	    rule->derived ? "derived: follows from the letter, but is not stated in it" : "stated in the letter");
	put_origin(page, subject);
	put_outcomes(page, rule->outcomes);
	put_section(page, "What must hold", rule->requirement);
	put_section(page, "Why", rule->why);
	put_sentences(page, subject);
	put_parameters(page, subject);
	put_section(page, "How to mend it", rule->remedy);
	put_example(page, "Good example", rule->good);
	put_example(page, "Bad example", rule->bad);
	put_readings(page, subject);
	put_messages(page, rule);
}

static const char *
exit_code_words(int exit_code)
{
	switch (exit_code) {
	case EXIT_CODE_INPUT: return "3: an input was not read in full, or violates its schema";
	case EXIT_CODE_RULES: return "4: a rule was not run";
	default: return "1 when it is as grave as --fail-on asks for, else 0; the run is complete";
	}
}

static void
put_host_rule(struct page *page, const struct host_rule *rule)
{
	put_title(page, rule->id, rule->title);
	put_fact(page, "Severity", severity_name(rule->severity));
	put_fact(page, "Basis", "caselint itself, whatever the jurisdiction");
	put_fact(page, "Exit code", exit_code_words(rule->exit_code));
	put_section(page, "What is reported", rule->message);
	put_section(page, "Why", rule->why);
	put_section(page, "How to mend it", rule->remedy);
}

/* ---- Changes by a profile ---- */

static void
put_changes(struct page *page, const struct explain_subject *subject, const struct profile *profile)
{
	bool any = false;

	for (size_t i = 0; profile != NULL && i < profile->change_count; i++) {
		if (!explain_is_changed(subject, &profile->changes[i]))
			continue;
		if (!any)
			answer_section(page, "Changed by the profile");
		any = true;
		profile_change_words(page_draft(page), &profile->changes[i]);
		page_put_draft(page, INDENT, INDENT, PAGE_PLAIN, "");
	}
	if (any)
		page_format(page, INDENT, INDENT, "(profile %s, %s)", profile->id, profile->title);
}

/* ---- Amounts ---------------------------------------------------------------------------------- */

static void
put_amount(struct page *page, const struct explain_subject *subject)
{
	const struct ruleset_amount *amount = subject->amount;

	put_title(page, amount->kind, amount->title);
	put_fact(page, "Kind", "computed amount");
	put_fact(page, "Claimable", amount->claimable ? "yes: totalled as unclaimed while it is due or overdue" : "no");
	put_origin(page, subject);
	put_sentences(page, subject);
	put_parameters(page, subject);
	put_steps(page, subject);
	put_readings(page, subject);
}

void
explain_page(const void *context, struct page *page)
{
	const struct explain_subjects *subjects = context;
	size_t i = 0;

	for (i = 0; i < subjects->count; i++) {
		const struct explain_subject *subject = &subjects->items[i];

		if (i > 0) {
			page_blank(page);
			page_blank(page);
		}
		if (subject->rule != NULL)
			put_rule(page, subject);
		else if (subject->amount != NULL)
			put_amount(page, subject);
		else
			put_host_rule(page, subject->host);
		put_changes(page, subject, subjects->profile);
	}
}
