/*
 * The Markdown report: a summary of one page for the job page of a CI service or
 * a comment. It is short whatever the run was: lists are cut, and each cut says
 * how much is missing. Texts cannot become markup, links or mentions.
 */
#include <inttypes.h>
#include <string.h>

#include "base/buffer.h"
#include "report/host_rules.h"
#include "report/mark_words.h"
#include "report/markdown_text.h"
#include "report/profile_words.h"
#include "report/render.h"
#include "report/verdict.h"
#include "report/words.h"

#define LISTED_FAULTS 20U
#define LISTED_TASKS 20U
#define LISTED_FINDINGS 50U
#define LISTED_RULES 100U
#define LISTED_INPUTS 20U

struct markdown {
	struct sink *sink;
	const struct run_facts *facts;
	const struct tally *tally;
	struct buffer words;
	struct buffer row;
	uint64_t listed;   /* findings */
	uint64_t unlisted; /* the same */
};

/* ---- Writing ---- */

static struct buffer *
new_row(struct markdown *page)
{
	buffer_reset(&page->row);
	return &page->row;
}

static void
end_row(struct markdown *page)
{
	buffer_append_byte(&page->row, '\n');
	sink_write(page->sink, page->row.data, page->row.length);
}

static void
put_heading(struct markdown *page, const char *words)
{
	sink_format(page->sink, "\n## %s\n\n", words);
}

static void
put_unlisted(struct markdown *page, uint64_t count, const char *what)
{
	if (count > 0)
		sink_format(page->sink, "\n*%" PRIu64 " more %s not listed here.*\n", count, what);
}

/* ---- The verdict and the counts ---- */

static void
put_verdict(struct markdown *page)
{
	struct verdict verdict = {0};
	struct buffer *row = new_row(page);

	buffer_reset(&page->words);
	verdict_line(page->facts, page->tally, &page->words);
	verdict_of(&page->tally->counts, &verdict);
	buffer_append_text(row, "# caselint: ");
	markdown_text(
	    row, page->facts->complete ? text_view(verdict.word, strlen(verdict.word) - 2) : text_of("INCOMPLETE"));
	end_row(page);
	row = new_row(page);
	buffer_append_text(row, "\n**");
	markdown_text(row, text_of(buffer_text(&page->words)));
	buffer_append_text(row, "**");
	end_row(page);
	buffer_clear(&verdict.sentence);
}

/* A cell, with its end. */
static void
append_count(struct buffer *row, uint64_t count)
{
	buffer_append_text(row, " ");
	words_number(row, count);
	buffer_append_text(row, " |");
}

static void
put_mark_row(struct markdown *page, const char *mark, const uint64_t by_severity[SEVERITY_ERROR + 1])
{
	struct buffer *row = new_row(page);

	buffer_append_format(row, "| %s |", mark);
	for (size_t i = SEVERITY_ERROR; i >= SEVERITY_INFO; i--)
		append_count(row, by_severity[i]);
	end_row(page);
}

static void
put_mark_counts(struct markdown *page)
{
	const struct run_counts *counts = &page->tally->counts;

	if (page->facts->marks == NULL)
		return;
	sink_text(page->sink, "\n| | error | warning | info |\n|---|--:|--:|--:|\n");
	put_mark_row(page, "waived", counts->waived);
	put_mark_row(page, "known", counts->known);
}

static void
put_counts(struct markdown *page)
{
	const struct run_counts *counts = &page->tally->counts;
	struct buffer *row = NULL;

	sink_text(page->sink, "\n| complete | records |");
	for (int32_t i = CASELINT_ERROR; i < OUTCOMES; i++)
		sink_format(page->sink, " %s |", outcome_name(i));
	sink_text(page->sink, " open errors | open warnings | open info | exit code |\n|---|--:|");
	for (int32_t i = CASELINT_ERROR; i < OUTCOMES; i++)
		sink_text(page->sink, "--:|");
	sink_format(page->sink, "--:|--:|--:|--:|\n| %s |", page->facts->complete ? "true" : "**false**");
	row = new_row(page);
	append_count(row, counts->records);
	for (int32_t i = CASELINT_ERROR; i < OUTCOMES; i++)
		append_count(row, counts->records_by_outcome[i]);
	for (size_t i = SEVERITY_ERROR; i >= SEVERITY_INFO; i--)
		append_count(row, counts->open[i]);
	buffer_append_format(row, " %d |", page->facts->exit_code);
	end_row(page);
	put_mark_counts(page);
}

/* ---- The profile ---- */

static void
put_profile(struct markdown *page)
{
	const struct profile *profile = run_profile(page->facts);

	if (profile == NULL)
		return;
	put_heading(page, "Profile");
	buffer_reset(&page->words);
	profile_name_words(&page->words, profile);
	markdown_text(new_row(page), text_of(buffer_text(&page->words)));
	end_row(page);
	sink_text(page->sink, "\n");
	for (size_t i = 0; i < profile->change_count; i++) {
		buffer_reset(&page->words);
		profile_change_words(&page->words, &profile->changes[i]);
		buffer_append_text(new_row(page), "- ");
		markdown_text(&page->row, text_of(buffer_text(&page->words)));
		end_row(page);
	}
}

/* ---- Faults of inputs ---- */

static void
put_fault(struct markdown *page, const struct input_finding *finding)
{
	struct buffer *row = new_row(page);
	const struct host_rule *rule = host_rule_named(finding->rule);

	buffer_reset(&page->words);
	words_place(&page->words, page->facts, finding->input, finding->line);
	buffer_append_text(row, "| ");
	markdown_text(row, text_of(finding->rule));
	buffer_append_text(row, " | ");
	markdown_text(row, text_of(buffer_text(&page->words)));
	buffer_append_text(row, " | ");
	markdown_short(
	    row, finding->message.length > 0 ? finding->message : text_of(rule == NULL ? NULL : rule->title));
	buffer_append_text(row, " | ");
	markdown_short(row, finding->remedy);
	buffer_append_text(row, " |");
	end_row(page);
}

static void
put_faults(struct markdown *page)
{
	size_t count = page->facts->input_finding_count;

	if (count == 0)
		return;
	put_heading(page, "Faults of inputs and plugins");
	sink_text(page->sink, "| rule | where | what | to do |\n|---|---|---|---|\n");
	for (size_t i = 0; i < count && i < LISTED_FAULTS; i++)
		put_fault(page, &page->facts->input_findings[i]);
	put_unlisted(page, count > LISTED_FAULTS ? count - LISTED_FAULTS : 0, "faults are");
}

/* ---- What to do ---- */

static void
put_task(struct markdown *page, const struct tally_task *task)
{
	struct buffer *row = new_row(page);

	buffer_append_text(row, "| ");
	words_date(row, task->due);
	buffer_append_format(row, " | %s | ", task->outcome == CASELINT_FAIL ? "**late**" : "open");
	buffer_reset(&page->words);
	words_record_id(&page->words, task->record);
	markdown_text(row, text_of(buffer_text(&page->words)));
	buffer_append_text(row, " | ");
	markdown_text(row, task->group);
	buffer_append_text(row, " | ");
	markdown_short(row, task->what);
	buffer_append_text(row, " | ");
	if (task->state != 0)
		words_money(row, task->value);
	else
		markdown_short(row, task->amounts);
	buffer_append_text(row, " | ");
	markdown_text(row, task->rule);
	buffer_append_text(row, " |");
	end_row(page);
}

static void
put_tasks(struct markdown *page)
{
	size_t count = page->tally->task_count;

	if (count == 0)
		return;
	put_heading(page, "What to do, by date");
	sink_text(page->sink, "| due | | record | group | what | amount | rule |\n|---|---|---|---|---|--:|---|\n");
	for (size_t i = 0; i < count && i < LISTED_TASKS; i++)
		put_task(page, &page->tally->tasks[i]);
	put_unlisted(
	    page, page->tally->tasks_unlisted + (count > LISTED_TASKS ? count - LISTED_TASKS : 0), "steps are");
}

/* ---- Findings ---- */

static bool
is_open(const struct result_finding *finding)
{
	return finding_is_open(finding) || finding->outcome == CASELINT_ERROR;
}

static void
put_finding(struct markdown *page, const struct result_record *record, const struct result_finding *finding)
{
	struct buffer *row = NULL;

	if (page->listed == LISTED_FINDINGS) {
		page->unlisted++;
		return;
	}
	if (page->listed++ == 0) {
		put_heading(page, "Open findings");
		sink_text(
		    page->sink, "| rule | outcome | severity | record | where | what |\n|---|---|---|---|---|---|\n");
	}
	row = new_row(page);
	buffer_append_text(row, "| ");
	markdown_text(row, finding->rule);
	buffer_append_format(row, " | %s | %s | ", outcome_name(finding->outcome), severity_name(finding->severity));
	buffer_reset(&page->words);
	words_record_id(&page->words, record->id);
	markdown_text(row, text_of(buffer_text(&page->words)));
	buffer_append_text(row, " | ");
	buffer_reset(&page->words);
	words_place(&page->words, page->facts, record->input, finding->line != 0 ? finding->line : record->line);
	markdown_text(row, text_of(buffer_text(&page->words)));
	buffer_append_text(row, " | ");
	markdown_short(row, finding->message);
	buffer_append_text(row, " |");
	end_row(page);
}

static enum status
put_record(void *context, const struct result_record *record)
{
	struct markdown *page = context;

	for (uint32_t i = 0; i < record->finding_count; i++) {
		if (is_open(&record->findings[i]))
			put_finding(page, record, &record->findings[i]);
	}
	return sink_failed(page->sink) ? STATUS_IO : STATUS_OK;
}

static enum status
put_findings(struct markdown *page, struct spool *spool)
{
	enum status status = spool_read_parts(spool, SPOOL_FINDINGS, put_record, page);

	put_unlisted(page, page->unlisted, "open findings are");
	return status;
}

/* ---- What is waived or known ---- */

static void
put_marked(struct markdown *page, const struct result_record *record, const struct result_finding *finding)
{
	struct buffer *row = NULL;

	if (page->listed == LISTED_FINDINGS) {
		page->unlisted++;
		return;
	}
	if (page->listed++ == 0) {
		put_heading(page, "Waived or known");
		sink_text(page->sink, "| rule | outcome | severity | record | status |\n|---|---|---|---|---|\n");
	}
	row = new_row(page);
	buffer_append_text(row, "| ");
	markdown_text(row, finding->rule);
	buffer_append_format(row, " | %s | %s | ", outcome_name(finding->outcome), severity_name(finding->severity));
	buffer_reset(&page->words);
	words_record_id(&page->words, record->id);
	markdown_text(row, text_of(buffer_text(&page->words)));
	buffer_append_text(row, " | ");
	buffer_reset(&page->words);
	mark_words(&page->words, page->facts, finding);
	markdown_short(row, text_of(buffer_text(&page->words)));
	buffer_append_text(row, " |");
	end_row(page);
}

static enum status
put_marked_record(void *context, const struct result_record *record)
{
	struct markdown *page = context;

	for (uint32_t i = 0; i < record->finding_count; i++) {
		if (finding_mark(&record->findings[i]) != MARK_NONE)
			put_marked(page, record, &record->findings[i]);
	}
	return sink_failed(page->sink) ? STATUS_IO : STATUS_OK;
}

static enum status
put_all_marked(struct markdown *page, struct spool *spool)
{
	const struct run_counts *counts = &page->tally->counts;
	enum status status = STATUS_OK;

	if (mark_count(counts->waived) + mark_count(counts->known) == 0)
		return STATUS_OK;
	page->listed = 0;
	page->unlisted = 0;
	status = spool_read_parts(spool, SPOOL_FINDINGS, put_marked_record, page);
	put_unlisted(page, page->unlisted, "waived or known findings are");
	return status;
}

/* ---- Rules ---- */

static bool
is_worth_a_row(const struct tally_rule *rule)
{
	return rule->outcomes[CASELINT_ERROR] > 0 || rule->outcomes[CASELINT_FAIL] > 0 ||
	       rule->outcomes[CASELINT_UNKNOWN] > 0 || rule->outcomes[CASELINT_PENDING] > 0;
}

static void
put_rule(struct markdown *page, const struct tally_rule *rule)
{
	struct buffer *row = new_row(page);

	buffer_append_text(row, "| ");
	markdown_text(row, text_of(rule->id));
	buffer_append_text(row, " |");
	for (int32_t i = CASELINT_ERROR; i < OUTCOMES; i++)
		append_count(row, rule->outcomes[i]);
	end_row(page);
}

static void
put_rules(struct markdown *page)
{
	const struct tally *tally = page->tally;
	uint64_t listed = 0;
	uint64_t unlisted = 0;

	for (size_t i = 0; i < tally->rule_count; i++) {
		if (!is_worth_a_row(&tally->rules[i]))
			continue;
		if (listed == 0) {
			put_heading(page, "Rules that are not met everywhere");
			sink_text(page->sink, "| rule |");
			for (int32_t k = CASELINT_ERROR; k < OUTCOMES; k++)
				sink_format(page->sink, " %s |", outcome_name(k));
			sink_text(page->sink, "\n|---|--:|--:|--:|--:|--:|--:|--:|\n");
		}
		if (listed < LISTED_RULES)
			put_rule(page, &tally->rules[i]);
		else
			unlisted++;
		listed++;
	}
	put_unlisted(page, unlisted, "rules are");
}

/* ---- Money ---- */

/* "" where a sum left its range, and the word for it. */
static void
append_sum(struct buffer *row, const struct tally_amount *amount, int64_t cents, bool withheld)
{
	if (amount->withheld || withheld)
		buffer_append_text(row, "withheld");
	else if (amount->overflow)
		buffer_append_text(row, "too large");
	else
		words_money(row, cents);
}

static void
put_amount(struct markdown *page, const struct tally_amount *amount)
{
	struct buffer *row = new_row(page);

	buffer_append_text(row, "| ");
	markdown_text(row, text_of(page->facts->bundles[amount->bundle].plugin->jurisdiction));
	buffer_append_text(row, " | ");
	markdown_text(row, amount->title);
	buffer_append_text(row, " |");
	append_count(row, amount->count);
	buffer_append_text(row, " ");
	append_sum(row, amount, amount->value, false);
	buffer_append_text(row, " | ");
	append_sum(row, amount, amount->by_state[CASELINT_DUE], (amount->states_withheld >> CASELINT_DUE & 1U) != 0);
	buffer_append_text(row, " | ");
	append_sum(
	    row, amount, amount->by_state[CASELINT_OVERDUE], (amount->states_withheld >> CASELINT_OVERDUE & 1U) != 0);
	buffer_append_text(row, " |");
	end_row(page);
}

static void
put_money(struct markdown *page)
{
	bool any = false;

	for (size_t i = 0; i < page->tally->total_count; i++) {
		if (page->tally->totals[i].count == 0)
			continue;
		if (!any) {
			put_heading(page, "Money");
			sink_text(page->sink,
			    "| jurisdiction | amount | count | sum | due | overdue |\n|---|---|--:|--:|--:|--:|\n");
		}
		any = true;
		put_amount(page, &page->tally->totals[i]);
	}
}

/* ---- The run ---- */

static void
put_inputs(struct markdown *page)
{
	const struct run_facts *facts = page->facts;

	put_heading(page, "The run");
	sink_format(page->sink, "caselint %s\n\n| input | records | as of | SHA-256 |\n|---|--:|---|---|\n",
	    facts->tool_version);
	for (size_t i = 0; i < facts->input_count && i < LISTED_INPUTS; i++) {
		struct buffer *row = new_row(page);
		const struct run_input *input = &facts->inputs[i];

		buffer_append_text(row, "| ");
		markdown_short(row, input->path);
		buffer_append_text(row, " |");
		append_count(row, input->records);
		buffer_append_text(row, " ");
		words_date(row, input->as_of);
		buffer_append_format(row, " | %s |", input->sha256[0] == '\0' ? "not read to its end" : input->sha256);
		end_row(page);
	}
	put_unlisted(page, facts->input_count > LISTED_INPUTS ? facts->input_count - LISTED_INPUTS : 0, "inputs are");
}

enum status
render_markdown(const struct run_facts *facts, const struct tally *tally, struct spool *spool,
    const struct render_options *options, struct sink *sink)
{
	struct markdown page = {.sink = sink, .facts = facts, .tally = tally};
	enum status status = STATUS_OK;

	put_verdict(&page);
	put_counts(&page);
	put_profile(&page);
	put_faults(&page);
	if (options->show != SHOW_TOTALS) {
		put_tasks(&page);
		status = put_findings(&page, spool);
		if (status == STATUS_OK)
			status = put_all_marked(&page, spool);
	}
	put_rules(&page);
	put_money(&page);
	put_inputs(&page);
	buffer_clear(&page.words);
	buffer_clear(&page.row);
	return status;
}
