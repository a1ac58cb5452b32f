/* Pieces that several parts of the HTML report have; see report/html_parts.h. */
#include <inttypes.h>
#include <string.h>

#include "report/host_rules.h"
#include "report/html_parts.h"
#include "report/shown.h"
#include "report/text_page.h"

/* ---- Outcomes ----------------------------------------------------------------------------- */

/* How an outcome is said and shown. */
static const struct {
	const char *mark; /* its classes */
	const char *word;
} outcomes[OUTCOMES] = {
    [0] = {"mark none", "NOT APPLICABLE"},
    [CASELINT_ERROR] = {"mark bad", "ERROR"},
    [CASELINT_FAIL] = {"mark bad", "FAIL"},
    [CASELINT_UNKNOWN] = {"mark unknown", "UNKNOWN"},
    [CASELINT_PENDING] = {"mark pending", "TO DO"},
    [CASELINT_MANUAL] = {"mark manual", "TO ATTEST"},
    [CASELINT_PASS] = {"mark good", "PASS"},
    [CASELINT_NOTAPPLICABLE] = {"mark none", "NOT APPLICABLE"},
};

static size_t
outcome_place(int32_t outcome)
{
	return outcome > 0 && outcome < OUTCOMES ? (size_t)outcome : 0;
}

void
html_mark(struct html *html, const char *class_name, const char *word)
{
	html_element(html, "span", class_name, text_of(word));
}

void
html_outcome(struct html *html, int32_t outcome)
{
	size_t place = outcome_place(outcome);

	html_mark(html, outcomes[place].mark, outcomes[place].word);
}

/* ---- Tables ------------------------------------------------------------------------------- */

void
html_table(struct html *html, const char *class_name, const char *id, const char *label)
{
	/* A region that scrolls must take the focus, or it cannot be scrolled from the keyboard. */
	html_open(html, "section", "scroll");
	html_attribute(html, "tabindex", "0");
	html_attribute(html, "aria-label", label);
	html_open(html, "table", class_name);
	if (id != NULL)
		html_attribute(html, "id", id);
	html_element(html, "caption", NULL, text_of(label));
}

void
html_table_end(struct html *html)
{
	html_close(html);
	html_close(html);
	html_words(html, "\n");
}

void
html_column(struct html *html, const char *class_name, const char *words)
{
	html_open(html, "th", class_name);
	html_attribute(html, "scope", "col");
	html_words(html, words);
	html_close(html);
}

void
html_money_cell(struct html *html, int64_t cents, bool overflow)
{
	struct buffer *draft = html_draft(html);

	html_open(html, "td", cents == 0 && !overflow ? "number soft" : "number");
	if (overflow)
		buffer_append_text(draft, "out of range");
	else
		words_money(draft, cents);
	html_put_draft(html);
	html_close(html);
}

void
html_count_cell(struct html *html, uint64_t count)
{
	html_open(html, "td", count == 0 ? "number soft" : "number");
	words_number(html_draft(html), count);
	html_put_draft(html);
	html_close(html);
}

void
html_date(struct html *html, int32_t days)
{
	struct buffer *draft = html_draft(html);

	words_date(draft, days);
	if (draft->length == 0)
		return;
	html_open(html, "time", NULL);
	html_put_draft(html);
	html_close(html);
}

void
html_date_cell(struct html *html, int32_t days)
{
	html_open(html, "td", "date");
	html_date(html, days);
	html_close(html);
}

/* ---- Facts and headings ------------------------------------------------------------------- */

void
html_fact(struct html *html, const char *label, struct text text)
{
	if (text.length == 0)
		return;
	html_element(html, "dt", NULL, text_of(label));
	html_element(html, "dd", NULL, text);
}

void
html_fact_value(struct html *html, const char *label, const struct shown_value *value)
{
	struct buffer *draft = html_draft(html);

	words_value(draft, value);
	html_fact(html, label, text_view(buffer_text(draft), draft->length));
}

void
html_count_words(struct html *html, uint64_t count, const char *one, const char *many)
{
	words_count(html_draft(html), count, one, many);
	html_put_draft(html);
}

void
html_heading(struct html *html, unsigned level, const char *id, const char *words)
{
	static const char *const names[] = {"h1", "h1", "h2", "h3", "h4"};

	html_open(html, names[level < 4 ? level : 4], NULL);
	if (id != NULL)
		html_attribute(html, "id", id);
	html_words(html, words);
	html_close(html);
	html_words(html, "\n");
}

/* ---- Rules and bundles -------------------------------------------------------------------- */

const struct ruleset_rule *
html_rule_of(const struct ruleset *ruleset, struct text id)
{
	/* Results of this run have the ruleset's own text; of saved ones, one that is equal. */
	for (size_t i = 0; ruleset != NULL && i < ruleset->rule_count; i++) {
		if (id.data == ruleset->rules[i].id)
			return &ruleset->rules[i];
	}
	for (size_t i = 0; ruleset != NULL && i < ruleset->rule_count; i++) {
		if (text_equals(id, ruleset->rules[i].id))
			return &ruleset->rules[i];
	}
	return NULL;
}

const char *
html_rule_title(const struct ruleset *ruleset, struct text id)
{
	const struct ruleset_rule *rule = html_rule_of(ruleset, id);

	if (rule != NULL)
		return rule->title;
	for (size_t i = 0; i < HOST_RULES; i++) {
		if (text_equals(id, host_rules[i].id))
			return host_rules[i].title;
	}
	return NULL;
}

bool
html_bundle_is_used(const struct html_report *report, size_t bundle)
{
	for (size_t i = 0; i < report->tally->group_count; i++) {
		if (report->tally->groups[i].bundle == bundle)
			return true;
	}
	return false;
}
