/*
 * The records of the text report: each with its findings, what was found, what
 * was expected, until when, what to do, and the paragraph; then its amounts.
 */
#include <inttypes.h>
#include <string.h>

#include "report/host_rules.h"
#include "report/mark_words.h"
#include "report/text_parts.h"

/* One run through the spool. */
struct listing {
	struct page *page;
	const struct run_facts *facts;
	enum show show;
	bool any; /* a record was listed */
};

/* A rule of the ruleset by an id that is not NUL-terminated; NULL: not one of its rules. */
static const struct ruleset_rule *
rule_of(const struct ruleset *ruleset, struct text id)
{
	for (size_t i = 0; ruleset != NULL && i < ruleset->rule_count; i++) {
		if (text_equals(id, ruleset->rules[i].id))
			return &ruleset->rules[i];
	}
	return NULL;
}

static const char *
host_title(struct text id)
{
	for (size_t i = 0; i < HOST_RULES; i++) {
		if (text_equals(id, host_rules[i].id))
			return host_rules[i].title;
	}
	return NULL;
}

/* "FAIL (error) " */
static const char *
outcome_words(const struct result_finding *finding)
{
	static const char *const words[OUTCOMES][SEVERITY_ERROR + 1] = {
	    [CASELINT_ERROR] = {"ERROR ", "ERROR ", "ERROR ", "ERROR "},
	    [CASELINT_FAIL] = {"FAIL ", "FAIL (info) ", "FAIL (warning) ", "FAIL (error) "},
	    [CASELINT_UNKNOWN] = {"UNKNOWN ", "UNKNOWN (info) ", "UNKNOWN (warning) ", "UNKNOWN (error) "},
	    [CASELINT_PENDING] = {"TO DO ", "TO DO ", "TO DO ", "TO DO "},
	    [CASELINT_MANUAL] = {"TO ATTEST ", "TO ATTEST ", "TO ATTEST ", "TO ATTEST "},
	};
	const char *word = words[finding->outcome][finding->severity];

	return word == NULL ? "" : word;
}

static void
put_title(struct page *page, const struct ruleset_rule *rule, const struct result_finding *finding)
{
	struct buffer *draft = page_draft(page);
	const char *title = rule != NULL ? rule->title : host_title(finding->rule);

	words_view(draft, finding->rule);
	if (title != NULL)
		buffer_append_format(draft, ": %s", title);
	page_put_draft(page, 2, 4, text_outcome_style(finding->outcome), outcome_words(finding));
	if (rule != NULL && rule->derived)
		page_format(page, 4, 4, "(derived; not stated in the letter)");
}

static void
put_where(const struct listing *listing, const struct result_record *record, const struct result_finding *finding)
{
	struct buffer *draft = page_draft(listing->page);

	words_place(draft, listing->facts, record->input, finding->line != 0 ? finding->line : record->line);
	if (finding->path.length > 0) {
		buffer_append_text(draft, ", ");
		words_view(draft, finding->path);
	}
	page_label(listing->page, 4, LABEL_COLUMNS, "Where", text_view(buffer_text(draft), draft->length));
}

static void
put_value(struct page *page, const char *label, const struct shown_value *value)
{
	struct buffer *draft = page_draft(page);

	words_value(draft, value);
	page_label(page, 4, LABEL_COLUMNS, label, text_view(buffer_text(draft), draft->length));
}

static void
put_due(struct page *page, int32_t due)
{
	struct buffer *draft = page_draft(page);

	words_date(draft, due);
	page_label(page, 4, LABEL_COLUMNS, "Due", text_view(buffer_text(draft), draft->length));
}

static void
put_source(struct page *page, const struct ruleset *ruleset, struct text cite)
{
	struct buffer *draft = page_draft(page);

	if (cite.length == 0)
		return;
	if (ruleset != NULL && ruleset->source.number != NULL && ruleset->source.number[0] != '\0')
		buffer_append_format(draft, "%s, ", ruleset->source.number);
	words_view(draft, cite);
	page_label(page, 4, LABEL_COLUMNS, "Source", text_view(buffer_text(draft), draft->length));
}

/* Whether it is decided about already: in the place where one looks first. */
static void
put_mark(const struct listing *listing, const struct result_finding *finding)
{
	struct buffer *draft = NULL;

	if (mark_name(finding) == NULL)
		return;
	draft = page_draft(listing->page);
	mark_words(draft, listing->facts, finding);
	page_label(listing->page, 4, LABEL_COLUMNS, "Status", text_view(buffer_text(draft), draft->length));
}

static void
put_finding(const struct listing *listing, const struct result_record *record, const struct ruleset *ruleset,
    const struct result_finding *finding)
{
	struct page *page = listing->page;

	put_title(page, rule_of(ruleset, finding->rule), finding);
	put_mark(listing, finding);
	page_label(page, 4, LABEL_COLUMNS, "What", finding->message);
	put_where(listing, record, finding);
	put_value(page, "Found", &finding->observed);
	put_value(page, "Expected", &finding->expected);
	put_due(page, finding->due);
	page_label(page, 4, LABEL_COLUMNS, "To do", finding->remedy);
	put_source(page, ruleset, finding->cite);
}

/* The record's own line: id, group, outcome, type and place. */
static void
put_header(const struct listing *listing, const struct result_record *record)
{
	struct page *page = listing->page;
	struct buffer *draft = page_draft(page);

	words_record_id(draft, record->id);
	page_piece(page, PAGE_BOLD, text_view(draft->data, draft->length));
	draft = page_draft(page);
	if (record->group.length > 0) {
		buffer_append_text(draft, ", group ");
		words_view(draft, record->group);
	}
	buffer_append_text(draft, ": ");
	page_piece(page, PAGE_PLAIN, text_view(draft->data, draft->length));
	page_piece(page, text_outcome_style(record->outcome), text_of(outcome_name(record->outcome)));
	page_end_line(page);
	draft = page_draft(page);
	buffer_append_format(
	    draft, "%s at ", bundle_record_type(&listing->facts->bundles[record->bundle], record->type));
	words_place(draft, listing->facts, record->input, record->line);
	page_put_draft(page, 2, 4, PAGE_PLAIN, "");
}

static void
begin_listing(struct listing *listing)
{
	if (listing->any)
		return;
	page_heading(listing->page, listing->show == SHOW_ALL ? "Records" : "Findings, by record");
	page_format(listing->page, 0, 0, "`caselint explain RULE` tells what a rule asks for and why.");
	listing->any = true;
}

static enum status
put_record(void *context, const struct result_record *record)
{
	struct listing *listing = context;
	const struct ruleset *ruleset = NULL;

	if (record->bundle >= listing->facts->bundle_count)
		return STATUS_INTERNAL;
	if (listing->show != SHOW_ALL && record->finding_count == 0)
		return STATUS_OK;
	ruleset = record_ruleset(listing->facts, record);
	begin_listing(listing);
	page_blank(listing->page);
	put_header(listing, record);
	for (uint32_t i = 0; i < record->finding_count; i++)
		put_finding(listing, record, ruleset, &record->findings[i]);
	text_amounts(listing->page, record, listing->show == SHOW_ALL);
	return sink_failed(listing->page->sink) ? STATUS_IO : STATUS_OK;
}

enum status
text_records(struct page *page, const struct run_facts *facts, struct spool *spool, enum show show)
{
	struct listing listing = {.page = page, .facts = facts, .show = show};

	return spool_read_parts(spool, show == SHOW_ALL ? SPOOL_EVERYTHING : SPOOL_LISTED, put_record, &listing);
}
