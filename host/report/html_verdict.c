/*
 * The head of the HTML report: whether the run was complete, the verdict, the
 * counts, what was left out of the report, and faults of inputs and plugins.
 */
#include <inttypes.h>

#include "report/host_rules.h"
#include "report/html_parts.h"
#include "report/mark_words.h"
#include "report/profile_words.h"
#include "report/shown.h"
#include "report/strict.h"
#include "report/text_page.h"
#include "report/verdict.h"

#define FAULTS_LIMIT 60000U /* bytes in one page */

/* ---- The verdict -------------------------------------------------------------------------- */

static void
put_verdict(struct html *html, const struct html_report *report)
{
	static const char *const classes[] = {
	    [VERDICT_BAD] = "verdict bad", [VERDICT_OPEN] = "verdict open", [VERDICT_GOOD] = "verdict good"};
	const struct run_counts *counts = &report->tally->counts;
	struct verdict verdict = {0};
	bool any = run_counts_any_checked(counts);

	verdict_of(counts, &verdict);
	/* Good news of an incomplete run is no good news. */
	if (!report->facts->complete && verdict.tone == VERDICT_GOOD)
		verdict.tone = VERDICT_OPEN;
	html_open(html, "div", classes[verdict.tone]);
	html_open(html, "p", NULL);
	if (!report->facts->complete)
		html_words(html, any ? "Of what was checked: " : "");
	html_element(html, "strong", NULL, text_of(verdict.word));
	html_words(html, buffer_text(&verdict.sentence));
	html_close(html);
	html_open(html, "p", NULL);
	if (report->facts->complete)
		html_words(
		    html, "Complete: every input was read to its end, and every rule that was asked for was run.");
	else
		html_words(html, "NOT complete: see the warning above and the faults below.");
	html_close(html);
	html_close(html);
	buffer_clear(&verdict.sentence);
}

static void
put_selection(struct html *html, const struct html_report *report)
{
	size_t all = run_rule_count(report->facts);

	if (report->tally->rule_count == all)
		return;
	html_open(html, "p", NULL);
	html_format(html, "This report speaks only of the %zu of %zu rules selected; the others were not run.",
	    report->tally->rule_count, all);
	html_close(html);
}

static void
put_privacy(struct html *html, const struct run_facts *facts)
{
	if (!facts->privacy.strict)
		return;
	html_open(html, "p", NULL);
	strict_note(&facts->privacy, html_draft(html));
	html_put_draft(html);
	html_close(html);
}

/* ---- Counts ------------------------------------------------------------------------------- */

static void
put_number(struct html *html, uint64_t count)
{
	words_number(html_draft(html), count);
	html_put_draft(html);
}

static void
begin_figure(struct html *html, const char *label, uint64_t count)
{
	html_open(html, "div", NULL);
	html_element(html, "dt", NULL, text_of(label));
	html_open(html, "dd", "big");
	put_number(html, count);
	html_close(html);
	html_open(html, "dd", "soft");
}

static void
end_figure(struct html *html)
{
	html_close(html);
	html_close(html);
}

static void
put_records(struct html *html, const struct run_counts *counts)
{
	const char *separator = "";

	begin_figure(html, "Records", counts->records);
	for (int32_t i = CASELINT_ERROR; i < OUTCOMES; i++) {
		if (counts->records_by_outcome[i] == 0)
			continue;
		html_words(html, separator);
		html_count_words(html, counts->records_by_outcome[i], outcome_name(i), outcome_name(i));
		separator = ", ";
	}
	end_figure(html);
}

static void
put_findings(struct html *html, const char *label, const uint64_t by_severity[SEVERITY_ERROR + 1])
{
	uint64_t count = mark_count(by_severity);

	begin_figure(html, label, count);
	if (count != COUNT_WITHHELD)
		html_format(html, "%" PRIu64 " error, %" PRIu64 " warning, %" PRIu64 " info",
		    by_severity[SEVERITY_ERROR], by_severity[SEVERITY_WARNING], by_severity[SEVERITY_INFO]);
	end_figure(html);
}

/* What does not count, beside what does. */
static void
put_marks(struct html *html, const struct html_report *report)
{
	const struct run_marks *marks = report->facts->marks;

	if (marks == NULL)
		return;
	if (marks->waiver_files.count > 0)
		put_findings(html, "Waived", report->tally->counts.waived);
	if (marks->baseline.path != NULL)
		put_findings(html, "Known", report->tally->counts.known);
	begin_figure(html, "Excused records", report->tally->counts.excused);
	html_words(html, "fail or lack data only by what is waived or known");
	end_figure(html);
}

static void
put_steps(struct html *html, const struct tally *tally)
{
	uint64_t late = tally->days_beyond.late + tally->no_date.late;

	for (size_t i = 0; i < tally->day_count; i++)
		late += tally->days[i].late;
	begin_figure(html, "Steps to do", tally->task_count + tally->tasks_unlisted);
	if (tally->tasks_unlisted != COUNT_WITHHELD)
		html_format(html, "%" PRIu64 " late", late);
	end_figure(html);
}

static void
put_exit(struct html *html, const struct run_facts *facts)
{
	begin_figure(html, "Exit status", (uint64_t)facts->exit_code);
	switch (facts->exit_code) {
	case 0: html_words(html, "clean"); break;
	case 1: html_words(html, "open findings that count"); break;
	case 3: html_words(html, "input not fully read"); break;
	case 4: html_words(html, "rules not fully run"); break;
	default: html_words(html, facts->exit_code >= VERDICT_INTERRUPTED ? "interrupted" : "not complete"); break;
	}
	end_figure(html);
}

/* What is judged otherwise than the rulesets have it, where nobody misses it. */
static void
put_profile(struct html *html, const struct profile *profile)
{
	if (profile == NULL)
		return;
	html_open(html, "p", NULL);
	profile_summary(html_draft(html), profile);
	html_put_draft(html);
	html_close(html);
	html_open(html, "dl", "facts");
	html_fact(html, "Profile", text_of(profile->title));
	html_element(html, "dt", NULL, text_of("SHA-256"));
	html_element(html, "dd", "hash", text_of(profile->sha256));
	html_close(html);
	html_open(html, "ul", NULL);
	for (size_t i = 0; i < profile->change_count; i++) {
		html_open(html, "li", NULL);
		profile_change_words(html_draft(html), &profile->changes[i]);
		html_put_draft(html);
		html_close(html);
	}
	html_close(html);
	html_words(html, "\n");
}

void
html_verdict(struct html *html, const struct html_report *report)
{
	put_verdict(html, report);
	put_selection(html, report);
	put_privacy(html, report->facts);
	html_open(html, "dl", "figures");
	put_records(html, &report->tally->counts);
	put_findings(html, "Open findings", report->tally->counts.open);
	put_marks(html, report);
	put_steps(html, report->tally);
	put_exit(html, report->facts);
	html_close(html);
	html_words(html, "\n");
	put_profile(html, run_profile(report->facts));
}

/* ---- Faults of inputs and plugins --------------------------------------------------------- */

static void
put_place(struct html *html, const struct run_facts *facts, const struct input_finding *finding)
{
	struct buffer *draft = html_draft(html);

	words_place(draft, facts, finding->input, finding->line);
	if (finding->column != 0)
		buffer_append_format(draft, ":%" PRIu64, finding->column);
	if (finding->path.length > 0) {
		buffer_append_text(draft, draft->length > 0 ? ", " : "");
		words_view(draft, finding->path);
	}
	html_fact(html, "Where", text_view(buffer_text(draft), draft->length));
}

static void
put_fault(struct html *html, const struct run_facts *facts, const struct input_finding *finding)
{
	const struct host_rule *rule = host_rule_named(finding->rule);
	bool is_error = finding->severity == SEVERITY_ERROR;

	html_open(html, "div", is_error ? "finding bad" : "finding");
	html_open(html, "p", NULL);
	html_mark(html, is_error ? "mark bad" : "mark open",
	    is_error                                ? "ERROR"
	    : finding->severity == SEVERITY_WARNING ? "WARNING"
						    : "INFO");
	html_words(html, " ");
	html_element(html, "strong", NULL, text_of(finding->rule));
	if (rule != NULL)
		html_format(html, " %s", rule->title);
	html_close(html);
	html_open(html, "dl", "facts");
	html_fact(html, "What", finding->message);
	put_place(html, facts, finding);
	html_fact(html, "To do", finding->remedy);
	html_close(html);
	html_close(html);
	html_words(html, "\n");
}

static void
put_unlisted(struct html *html, const struct run_input *input)
{
	html_open(html, "p", NULL);
	html_text(html, input->path);
	html_words(html, ": ");
	html_count_words(html, input->unlisted_findings, "further fault", "further faults");
	html_words(html, " not listed.");
	html_close(html);
}

void
html_faults_write(struct html_report *report)
{
	struct html_part *part = &report->faults;
	const struct run_facts *facts = report->facts;

	html_part_start(part, &report->book, "faults", "Faults of inputs and plugins", NULL, report, FAULTS_LIMIT);
	for (size_t i = 0; i < facts->input_finding_count && html_part_room(part); i++)
		put_fault(&part->html, facts, &facts->input_findings[i]);
	for (size_t i = 0; i < facts->input_count; i++) {
		if (facts->inputs[i].unlisted_findings > 0 && html_part_room(part))
			put_unlisted(&part->html, &facts->inputs[i]);
	}
	html_part_finish(part);
}
