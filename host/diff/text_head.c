/* The head of a diff as text: the answer, the two runs, what keeps it from being whole, and the counts. */
#include <inttypes.h>
#include <string.h>

#include "diff/text_parts.h"
#include "report/profile_words.h"
#include "report/words.h"

#define CLASS_COLUMNS 16U
#define NUMBER_COLUMNS 10U

const char *const text_class_titles[DIFF_CLASSES] = {
    [DIFF_NEW] = "New",
    [DIFF_WORSENED] = "Worsened",
    [DIFF_FIXED] = "Fixed",
    [DIFF_PERSISTING] = "Persisting",
    [DIFF_NOT_COMPARABLE] = "Not comparable",
};

static enum page_style
style_of(const struct diff *diff)
{
	const struct diff_totals *totals = diff_totals_of(diff);

	if (totals->gaps != 0 || totals->classes[DIFF_NEW].open + totals->classes[DIFF_WORSENED].open > 0)
		return PAGE_RED;
	return PAGE_GREEN;
}

static void
put_verdict(struct text_diff *text)
{
	struct buffer *draft = page_draft(&text->page);
	const char *colon = NULL;
	struct buffer lead = {0};

	diff_verdict(draft, text->diff);
	/* The word up to its colon stands out. */
	colon = strchr(buffer_text(draft), ':');
	buffer_append(&lead, draft->data, (size_t)(colon - draft->data) + 2);
	page_paragraph(&text->page, 0, 2, style_of(text->diff), buffer_text(&lead),
	    text_view(colon + 2, draft->length - lead.length));
	buffer_clear(&lead);
}

/* The days the inputs were judged by: ", as of 2008-01-10", ", as of 2008-01-10 to 2008-04-15". */
static void
append_days(struct buffer *draft, const struct run_facts *facts)
{
	int32_t first = CASELINT_ABSENT;
	int32_t last = CASELINT_ABSENT;

	for (size_t i = 0; i < facts->input_count; i++) {
		int32_t day = facts->inputs[i].as_of;

		if (day == CASELINT_ABSENT)
			continue;
		first = first == CASELINT_ABSENT || day < first ? day : first;
		last = day > last ? day : last;
	}
	if (first == CASELINT_ABSENT)
		return;
	buffer_append_text(draft, ", as of ");
	words_date(draft, first);
	if (first != last) {
		buffer_append_text(draft, " to ");
		words_date(draft, last);
	}
}

static void
put_run(struct page *page, const char *label, const struct diff_run *run)
{
	struct buffer *draft = page_draft(page);

	buffer_append_format(draft, "%s: ", run->path);
	words_count(draft, run->tally->counts.records, "record", "records");
	buffer_append_text(draft, " of ");
	words_count(draft, run->facts->input_count, "input", "inputs");
	append_days(draft, run->facts);
	buffer_append_format(draft, ", %s, exit status %d, caselint %s",
	    run->facts->complete ? "complete" : "NOT COMPLETE", run->facts->exit_code, run->facts->tool_version);
	if (run_profile(run->facts) != NULL)
		buffer_append_format(draft, ", by profile %s (SHA-256 %s)", run_profile(run->facts)->id,
		    run_profile(run->facts)->sha256);
	page_label(page, 2, LABEL_COLUMNS, label, text_view(buffer_text(draft), draft->length));
}

static void
put_records(struct page *page, const struct diff_totals *totals)
{
	struct buffer *draft = page_draft(page);

	buffer_append_format(draft, "%" PRIu64 " in both, %" PRIu64 " only in OLD, %" PRIu64 " only in NEW",
	    totals->records_in_both, totals->records_gone, totals->records_new);
	if (totals->records_unmatched > 0)
		buffer_append_format(draft, ", %" PRIu64 " without an id of their own", totals->records_unmatched);
	page_label(page, 2, LABEL_COLUMNS, "Records", text_view(draft->data, draft->length));
}

static void
put_exit(struct page *page, const struct diff *diff)
{
	struct buffer *draft = page_draft(page);
	const struct diff_options *options = diff_options_of(diff);
	int code = diff_exit_code(diff);

	buffer_append_format(draft, "%d", code);
	if (code == 1)
		buffer_append_format(draft, " (new or worse at or above %s)", severity_name(options->fail_on));
	else if (code != 0)
		buffer_append_text(draft, " (not everything could be compared)");
	page_label(page, 2, LABEL_COLUMNS, "Exit status", text_view(draft->data, draft->length));
}

static void
put_number(struct page *page, uint64_t number)
{
	struct buffer *draft = page_draft(page);

	buffer_append_format(draft, "%" PRIu64, number);
	page_cell(page, text_view(draft->data, draft->length), NUMBER_COLUMNS, true);
}

static void
put_classes(struct page *page, const struct diff_totals *totals)
{
	page_blank(page);
	page_spaces(page, 2);
	page_cell(page, text_of("Findings"), CLASS_COLUMNS, false);
	page_cell(page, text_of("all"), NUMBER_COLUMNS, true);
	page_cell(page, text_of("open"), NUMBER_COLUMNS, true);
	page_end_line(page);
	for (int class = 0; class < DIFF_CLASSES; class ++) {
		page_spaces(page, 2);
		page_cell(page, text_of(text_class_titles[class]), CLASS_COLUMNS, false);
		put_number(page, totals->classes[class].all);
		put_number(page, totals->classes[class].open);
		page_end_line(page);
	}
}

static void
put_reasons(struct page *page, const struct diff_totals *totals)
{
	for (int reason = 1; reason < DIFF_REASONS; reason++) {
		if (totals->reasons[reason] > 0)
			page_format(page, 4, 6, "%" PRIu64 ": %s", totals->reasons[reason],
			    diff_reason_words((enum diff_reason)reason));
	}
}

static void
put_rules(struct page *page, const struct diff_totals *totals)
{
	struct buffer *draft = page_draft(page);

	for (size_t i = 0; i < totals->rules_new.count; i++)
		buffer_append_format(draft, "%s%s", i == 0 ? "" : ", ", totals->rules_new.items[i]);
	page_label(page, 2, LABEL_COLUMNS, "Rules new", text_view(buffer_text(draft), draft->length));
}

void
text_head(struct text_diff *text)
{
	struct page *page = &text->page;
	const struct diff_totals *totals = diff_totals_of(text->diff);

	put_verdict(text);
	page_blank(page);
	put_run(page, "OLD", diff_old(text->diff));
	put_run(page, "NEW", diff_new(text->diff));
	put_records(page, totals);
	put_rules(page, totals);
	put_exit(page, text->diff);
	put_classes(page, totals);
	put_reasons(page, totals);
}
