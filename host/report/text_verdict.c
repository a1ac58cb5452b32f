/*
 * The head of the text report: the verdict in plain words, what an incomplete
 * run is missing, the counts and the exit status. A run that did not see
 * everything says so before anything else.
 */
#include <inttypes.h>

#include "base/memory.h"
#include "report/mark_words.h"
#include "report/profile_words.h"
#include "report/strict.h"
#include "report/text_parts.h"
#include "report/verdict.h"

#define LISTED_INPUTS 20U /* of those with faults; the rest are counted */
#define COUNT_COLUMNS 15U /* "Open findings  " */

/* ---- What is missing ---- */

/* How many faults keep each input from being whole; the last place is for those of no input. */
static uint64_t *
count_faults(const struct run_facts *facts)
{
	uint64_t *faults = memory_zeroed(facts->input_count + 1, sizeof *faults);

	for (size_t i = 0; i < facts->input_count; i++)
		faults[i] = facts->inputs[i].unlisted_findings;
	for (size_t i = 0; i < facts->input_finding_count; i++) {
		const struct input_finding *finding = &facts->input_findings[i];
		size_t place = finding->input < facts->input_count ? finding->input : facts->input_count;

		faults[place] += finding->exit_code > 1;
	}
	return faults;
}

static void
put_faulty_input(struct page *page, const struct run_input *input, uint64_t faults)
{
	struct buffer *draft = page_draft(page);

	words_view(draft, input->path);
	if (faults > 0) {
		buffer_append_text(draft, ": ");
		words_count(draft, faults, "fault", "faults");
	}
	if (input->sha256[0] == '\0')
		buffer_append_text(draft, faults > 0 ? ", not read to its end" : ": not read to its end");
	page_put_draft(page, 2, 4, PAGE_PLAIN, "");
}

static void
put_faulty_inputs(struct page *page, const struct run_facts *facts, const uint64_t *faults)
{
	uint64_t unlisted = 0;
	size_t listed = 0;

	for (size_t i = 0; i < facts->input_count; i++) {
		if (faults[i] == 0 && facts->inputs[i].sha256[0] != '\0')
			continue;
		if (listed == LISTED_INPUTS) {
			unlisted++;
			continue;
		}
		put_faulty_input(page, &facts->inputs[i], faults[i]);
		listed++;
	}
	if (unlisted > 0) {
		struct buffer *draft = page_draft(page);

		buffer_append_text(draft, "and ");
		words_count(draft, unlisted, "more input", "more inputs");
		page_put_draft(page, 2, 4, PAGE_PLAIN, "");
	}
}

static void
put_missing(struct page *page, const struct run_facts *facts, const struct tally *tally)
{
	uint64_t errors = tally->counts.records_by_outcome[CASELINT_ERROR];
	uint64_t *faults = count_faults(facts);
	struct buffer *draft = NULL;

	page_format(page, 0, 0, "Nothing can be concluded about what is missing:");
	put_faulty_inputs(page, facts, faults);
	if (faults[facts->input_count] > 0) {
		draft = page_draft(page);
		words_count(draft, faults[facts->input_count], "fault", "faults");
		buffer_append_text(draft, " of plugins or of paths that were given");
		page_put_draft(page, 2, 4, PAGE_PLAIN, "");
	}
	if (errors > 0) {
		draft = page_draft(page);
		words_count(draft, errors, "record whose rules", "records whose rules");
		buffer_append_text(draft, " could not all be run (outcome error)");
		page_put_draft(page, 2, 4, PAGE_PLAIN, "");
	}
	memory_free(faults);
}

/* ---- Counts ---- */

static void
put_records_line(struct page *page, const struct run_counts *counts)
{
	struct buffer *draft = page_draft(page);
	const char *separator = ": ";

	words_number(draft, counts->records);
	for (int32_t i = CASELINT_ERROR; i < OUTCOMES; i++) {
		if (counts->records_by_outcome[i] == 0)
			continue;
		buffer_append_text(draft, separator);
		words_count(draft, counts->records_by_outcome[i], outcome_name(i), outcome_name(i));
		separator = ", ";
	}
	page_label(page, 2, COUNT_COLUMNS, "Records", text_view(draft->data, draft->length));
}

static void
put_findings_line(struct page *page, const char *label, const uint64_t by_severity[SEVERITY_ERROR + 1])
{
	struct buffer *draft = page_draft(page);
	uint64_t count = mark_count(by_severity);

	words_number(draft, count);
	if (count > 0 && count != COUNT_WITHHELD) {
		buffer_append_text(draft, ": ");
		words_count(draft, by_severity[SEVERITY_ERROR], "error", "errors");
		buffer_append_text(draft, ", ");
		words_count(draft, by_severity[SEVERITY_WARNING], "warning", "warnings");
		buffer_append_format(draft, ", %" PRIu64 " info", by_severity[SEVERITY_INFO]);
	}
	page_label(page, 2, COUNT_COLUMNS, label, text_view(draft->data, draft->length));
}

/* The records without what is waived or known; the line above has them with it. */
static void
put_excused_line(struct page *page, const struct run_counts *counts)
{
	struct buffer *draft = page_draft(page);

	words_count(draft, counts->excused, "record fails or lacks data", "records fail or lack data");
	buffer_append_text(draft, " only by what is waived or known");
	page_label(page, 2, COUNT_COLUMNS, "Excused", text_view(draft->data, draft->length));
}

static void
put_baseline_line(struct page *page, const struct run_baseline *baseline)
{
	struct buffer *draft = page_draft(page);

	words_count(draft, baseline->findings, "finding", "findings");
	buffer_append_format(draft,
	    " in %s; %" PRIu64 " of them of records in this run, of which %" PRIu64 " no longer %s", baseline->path,
	    baseline->in_records, baseline->gone, baseline->gone == 1 ? "occurs" : "occur");
	page_label(page, 2, COUNT_COLUMNS, "Baseline", text_view(draft->data, draft->length));
}

static void
put_mark_lines(struct page *page, const struct run_facts *facts, const struct run_counts *counts)
{
	if (facts->marks == NULL)
		return;
	if (facts->marks->waiver_files.count > 0)
		put_findings_line(page, "Waived", counts->waived);
	if (facts->marks->baseline.path != NULL)
		put_findings_line(page, "Known", counts->known);
	if (counts->excused > 0)
		put_excused_line(page, counts);
	if (facts->marks->baseline.path != NULL)
		put_baseline_line(page, &facts->marks->baseline);
}

static void
put_steps_line(struct page *page, const struct tally *tally)
{
	struct buffer *draft = page_draft(page);
	uint64_t late = 0;

	for (size_t i = 0; i < tally->task_count; i++)
		late += tally->tasks[i].outcome == CASELINT_FAIL;
	words_number(draft, tally->task_count + tally->tasks_unlisted);
	if (late > 0)
		buffer_append_format(
		    draft, ", %s%" PRIu64 " of them late", tally->tasks_unlisted > 0 ? "at least " : "", late);
	page_label(page, 2, COUNT_COLUMNS, "Steps to do", text_view(draft->data, draft->length));
}

static const char *
exit_words(const struct run_facts *facts)
{
	switch (facts->exit_code) {
	case 0: return "";
	case 1: return " (open findings at or above ";
	case 3: return " (input not fully read)";
	case 4: return " (rules not fully run)";
	default: return facts->exit_code >= VERDICT_INTERRUPTED ? " (interrupted)" : "";
	}
}

static void
put_exit_line(struct page *page, const struct run_facts *facts)
{
	struct buffer *draft = page_draft(page);

	buffer_append_format(draft, "%d%s", facts->exit_code, exit_words(facts));
	if (facts->exit_code == 1)
		buffer_append_format(
		    draft, "%s)", facts->options == NULL ? "the threshold" : severity_name(facts->options->fail_on));
	page_label(page, 2, COUNT_COLUMNS, "Exit status", text_view(draft->data, draft->length));
}

/* What was not selected was not looked at, and nothing below holds for it. */
static void
put_selection(struct page *page, const struct run_facts *facts, const struct tally *tally)
{
	size_t all = run_rule_count(facts);

	if (tally->rule_count < all)
		page_format(page, 0, 2,
		    "This report speaks only of the %zu of %zu rules selected; the others were not run.",
		    tally->rule_count, all);
}

/* What is judged otherwise than the rulesets have it. */
static void
put_profile_summary(struct page *page, const struct run_facts *facts)
{
	if (run_profile(facts) == NULL)
		return;
	profile_summary(page_draft(page), run_profile(facts));
	page_put_draft(page, 0, 2, PAGE_YELLOW, "");
}

/* Every change with its reason, however little else is listed. */
static void
put_profile(struct page *page, const struct profile *profile)
{
	if (profile == NULL)
		return;
	page_heading(page, "Profile");
	page_format(page, 0, 2, "%s: %s", profile->id, profile->title);
	page_format(page, 0, 2, "SHA-256 %s", profile->sha256);
	for (size_t i = 0; i < profile->change_count; i++) {
		profile_change_words(page_draft(page), &profile->changes[i]);
		page_put_draft(page, 2, 4, PAGE_PLAIN, "- ");
	}
}

static void
put_incomplete(
    struct page *page, const struct run_facts *facts, const struct tally *tally, const struct verdict *checked)
{
	page_paragraph(page, 0, 2, PAGE_RED, "INCOMPLETE: ", text_of(verdict_missing(facts, tally)));
	put_selection(page, facts, tally);
	put_profile_summary(page, facts);
	put_missing(page, facts, tally);
	if (run_counts_any_checked(&tally->counts))
		page_format(page, 0, 2, "Of what was checked: %s%s", checked->word, buffer_text(&checked->sentence));
}

static enum page_style
style_of(enum verdict_tone tone)
{
	switch (tone) {
	case VERDICT_BAD: return PAGE_RED;
	case VERDICT_GOOD: return PAGE_GREEN;
	default: return PAGE_YELLOW;
	}
}

void
text_verdict(struct page *page, const struct run_facts *facts, const struct tally *tally)
{
	struct verdict verdict = {0};

	verdict_of(&tally->counts, &verdict);
	if (facts->complete) {
		page_paragraph(
		    page, 0, 2, style_of(verdict.tone), verdict.word, text_of(buffer_text(&verdict.sentence)));
		put_selection(page, facts, tally);
		put_profile_summary(page, facts);
	} else {
		put_incomplete(page, facts, tally, &verdict);
	}
	if (facts->privacy.strict) {
		strict_note(&facts->privacy, page_draft(page));
		page_put_draft(page, 0, 0, PAGE_PLAIN, "");
	}
	page_blank(page);
	put_records_line(page, &tally->counts);
	put_findings_line(page, "Open findings", tally->counts.open);
	put_mark_lines(page, facts, &tally->counts);
	put_steps_line(page, tally);
	put_exit_line(page, facts);
	put_profile(page, run_profile(facts));
	buffer_clear(&verdict.sentence);
}
