/*
 * Findings in the HTML report: the table of all of them, one row each, and a
 * finding as it stands in its record: what was found, what was expected, until
 * when, what to do, and the paragraph it comes from.
 */
#include <inttypes.h>

#include "base/limits.h"
#include "base/memory.h"
#include "report/html_parts.h"
#include "report/mark_words.h"

/* ---- The table ---------------------------------------------------------------------------- */

static void
put_filter_column(struct html *html, const char *filter, const char *words)
{
	html_open(html, "th", NULL);
	html_attribute(html, "scope", "col");
	html_attribute(html, "data-filter", filter);
	html_words(html, words);
	html_close(html);
}

void
html_findings_frame(void *context, struct html_part *part)
{
	const struct html_report *report = context;
	struct html *html = &part->html;

	html_table(html, NULL, "findings-table", "Findings, in the order of the records");
	html_open(html, "thead", NULL);
	html_open(html, "tr", NULL);
	html_column(html, NULL, "Record");
	put_filter_column(html, "group", "County or district");
	put_filter_column(html, "outcome", "Outcome");
	put_filter_column(html, "severity", "Severity");
	if (report->facts->marks != NULL)
		put_filter_column(html, "status", "Status");
	put_filter_column(html, "rule", "Rule");
	html_column(html, NULL, "What");
	html_column(html, NULL, "Due");
	html_close(html);
	html_close(html);
	html_open(html, "tbody", NULL);
	html_words(html, "\n");
}

/* The number of a word seen in findings, with the page where it was first seen; `ret_new`: just now. */
static size_t
first_seen(struct text_index *index, size_t **pages, size_t *room, struct text word, size_t page, bool *ret_new)
{
	size_t before = index->count;
	/* Groups come from the input: those that the tally does not tell apart are one here, too. */
	size_t number = text_index_add_up_to(index, word, LIMIT_GROUPS, text_of(OTHER_GROUPS));

	*ret_new = number == before;
	if (!*ret_new)
		return number;
	if (number >= *room) {
		*room = *room == 0 ? 64 : *room * 2;
		*pages = memory_resize(*pages, *room, sizeof **pages);
	}
	(*pages)[number] = page;
	return number;
}

static void
put_record_cell(struct html_report *report, const struct result_record *record, uint32_t index, size_t page)
{
	struct html *html = &report->findings.html;
	char anchor[HTML_ANCHOR_BYTES];

	html_open(html, "th", "id");
	html_attribute(html, "scope", "row");
	if (page > 0) {
		html_open(html, "a", NULL);
		html_link_to(html, &report->book, "records", page, html_anchor('r', record->sequence, index, anchor));
	}
	words_record_id(html_draft(html), record->id);
	html_put_draft(html);
	html_close(html);
	if (page > 0)
		html_close(html);
}

static void
put_group_cell(struct html_report *report, struct text group)
{
	struct html *html = &report->findings.html;
	bool is_new = false;
	size_t number = first_seen(
	    &report->groups_found, &report->group_pages, &report->group_room, group, report->findings.page, &is_new);

	html_open(html, "td", NULL);
	if (is_new)
		html_attribute_format(html, "id", "group-%zu", number);
	html_text(html, group);
	html_close(html);
}

static void
put_rule_cell(struct html_report *report, const struct ruleset *ruleset, const struct result_finding *finding)
{
	struct html *html = &report->findings.html;
	const char *title = html_rule_title(ruleset, finding->rule);
	bool is_new = false;

	(void)first_seen(&report->rules_found, &report->rule_pages, &report->rule_room, finding->rule,
	    report->findings.page, &is_new);
	html_open(html, "td", "rule");
	html_open(html, "span", NULL);
	if (is_new)
		html_attribute_format(html, "id", "rule-%.*s", (int)finding->rule.length, finding->rule.data);
	html_text(html, finding->rule);
	html_close(html);
	if (title != NULL) {
		html_words(html, " ");
		html_words(html, title);
	}
	html_close(html);
}

/* Of what fails or lacks data: whether it counts. */
static const char *
status_of(const struct result_finding *finding)
{
	const char *name = mark_name(finding);

	if (name != NULL)
		return name;
	return finding_is_open(finding) ? "open" : "";
}

static void
put_row(struct html_report *report, const struct result_record *record, uint32_t index, size_t page)
{
	struct html *html = &report->findings.html;
	const struct result_finding *finding = &record->findings[index];

	html_open(html, "tr", NULL);
	put_record_cell(report, record, index, page);
	put_group_cell(report, record->group);
	html_open(html, "td", NULL);
	html_outcome(html, finding->outcome);
	html_close(html);
	html_element(html, "td", NULL, text_of(severity_name(finding->severity)));
	if (report->facts->marks != NULL)
		html_element(html, "td", NULL, text_of(status_of(finding)));
	put_rule_cell(report, record_ruleset(report->facts, record), finding);
	html_element(html, "td", "what", finding->message);
	html_date_cell(html, finding->due);
	html_close(html);
	html_words(html, "\n");
}

void
html_finding_row(struct html_report *report, const struct result_record *record, uint32_t index, size_t page)
{
	if (html_part_room(&report->findings))
		put_row(report, record, index, page);
	else
		report->findings_left_out++;
}

/* ---- In its record ------------------------------------------------------------------------ */

static void
put_title(struct html *html, unsigned level, const struct ruleset *ruleset, const struct result_finding *finding)
{
	const struct ruleset_rule *rule = html_rule_of(ruleset, finding->rule);
	const char *title = html_rule_title(ruleset, finding->rule);

	html_open(html, level == 3 ? "h3" : "h4", NULL);
	html_outcome(html, finding->outcome);
	html_words(html, " ");
	html_text(html, finding->rule);
	if (title != NULL) {
		html_words(html, ": ");
		html_words(html, title);
	}
	html_open(html, "span", "soft");
	html_words(html, " (");
	html_words(html, severity_name(finding->severity));
	html_words(html, rule != NULL && rule->derived ? "; derived, not stated in the letter)" : ")");
	html_close(html);
	html_close(html);
}

static void
put_where(struct html *html, const struct html_report *report, const struct result_record *record,
    const struct result_finding *finding)
{
	struct buffer *draft = html_draft(html);

	words_place(draft, report->facts, record->input, finding->line != 0 ? finding->line : record->line);
	if (finding->path.length > 0) {
		buffer_append_text(draft, ", ");
		words_view(draft, finding->path);
	}
	html_fact(html, "Where", text_view(buffer_text(draft), draft->length));
}

static void
put_mark(struct html *html, const struct run_facts *facts, const struct result_finding *finding)
{
	struct buffer *draft = NULL;

	if (mark_name(finding) == NULL)
		return;
	draft = html_draft(html);
	mark_words(draft, facts, finding);
	html_fact(html, "Status", text_view(buffer_text(draft), draft->length));
}

static void
put_source(struct html *html, const struct html_report *report, const struct ruleset *ruleset, struct text cite)
{
	if (cite.length == 0)
		return;
	html_element(html, "dt", NULL, text_of("Source"));
	html_open(html, "dd", NULL);
	if (ruleset != NULL && ruleset->source.number != NULL && ruleset->source.number[0] != '\0') {
		html_words(html, ruleset->source.number);
		html_words(html, ", ");
	}
	html_cites(html, report, ruleset, cite);
	html_close(html);
}

/* A frame in the colour of the outcome; what is waived or known is quieter. */
static const char *
frame_class(const struct result_finding *finding)
{
	if (finding_mark(finding) != MARK_NONE)
		return "finding manual";
	switch (finding->outcome) {
	case CASELINT_UNKNOWN: return "finding unknown";
	case CASELINT_PENDING: return "finding pending";
	case CASELINT_MANUAL: return "finding manual";
	default: return "finding bad";
	}
}

void
html_finding(struct html *html, unsigned level, const struct html_report *report, const struct result_record *record,
    uint32_t index)
{
	const struct result_finding *finding = &record->findings[index];
	const struct ruleset *ruleset = record_ruleset(report->facts, record);
	char anchor[HTML_ANCHOR_BYTES];

	html_open(html, "div", frame_class(finding));
	html_attribute_raw(html, "id", html_anchor('r', record->sequence, index, anchor));
	put_title(html, level, ruleset, finding);
	html_open(html, "dl", "facts");
	put_mark(html, report->facts, finding);
	html_fact(html, "What", finding->message);
	put_where(html, report, record, finding);
	html_fact_value(html, "Found", &finding->observed);
	html_fact_value(html, "Expected", &finding->expected);
	if (finding->due != CASELINT_ABSENT) {
		html_element(html, "dt", NULL, text_of("Due"));
		html_open(html, "dd", NULL);
		html_date(html, finding->due);
		html_close(html);
	}
	html_fact(html, "To do", finding->remedy);
	put_source(html, report, ruleset, finding->cite);
	html_close(html);
	html_close(html);
	html_words(html, "\n");
}
