/*
 * A diff as Markdown: a summary of one page for a job page or a comment. Lists are
 * cut, and each cut says how much is missing.
 */
#include <inttypes.h>
#include <string.h>

#include "base/money.h"
#include "diff/render.h"
#include "report/markdown_text.h"
#include "report/profile_words.h"
#include "report/words.h"

#define LISTED_FINDINGS 30U /* of each class */
#define LISTED_AMOUNTS 30U

struct markdown_diff {
	struct sink *sink;
	struct diff *diff;
	enum show show;
	enum diff_class class; /* of the list in hand */
	struct buffer row;
	struct buffer words;
	uint64_t listed;
	uint64_t unlisted;
};

static const char *const class_titles[DIFF_CLASSES] = {"New", "Worsened", "Fixed", "Persisting", "Not comparable"};

/* ---- Rows ---------------------------------------------------------------------------------------- */

static struct buffer *
new_row(struct markdown_diff *page)
{
	buffer_reset(&page->row);
	return &page->row;
}

static void
end_row(struct markdown_diff *page)
{
	buffer_append_byte(&page->row, '\n');
	sink_write(page->sink, page->row.data, page->row.length);
}

static struct buffer *
new_words(struct markdown_diff *page)
{
	buffer_reset(&page->words);
	return &page->words;
}

/* The words in hand, or a text, as a cell. */
static void
put_cell(struct markdown_diff *page, struct text text)
{
	buffer_append_text(&page->row, " ");
	markdown_short(&page->row, text);
	buffer_append_text(&page->row, " |");
}

static void
put_words(struct markdown_diff *page)
{
	put_cell(page, text_view(buffer_text(&page->words), page->words.length));
}

static void
put_unlisted(struct markdown_diff *page, const char *what)
{
	if (page->unlisted > 0)
		sink_format(page->sink, "\n*%" PRIu64 " more %s are not listed here.*\n", page->unlisted, what);
	page->listed = 0;
	page->unlisted = 0;
}

/* ---- The answer ------------------------------------------------------------------------------------- */

static void
put_run(struct markdown_diff *page, const char *label, const struct diff_run *run)
{
	struct buffer *row = new_row(page);

	buffer_append_format(row, "| %s |", label);
	buffer_append_text(new_words(page), run->path);
	if (run_profile(run->facts) != NULL)
		buffer_append_format(&page->words, ", by profile %s", run_profile(run->facts)->id);
	put_words(page);
	buffer_append_format(row, " %s | ", run->facts->complete ? "true" : "**false**");
	words_number(row, run->tally->counts.records);
	buffer_append_format(row, " | %d |", run->facts->exit_code);
	end_row(page);
}

static void
put_head(struct markdown_diff *page)
{
	struct buffer *row = new_row(page);

	diff_verdict(new_words(page), page->diff);
	buffer_append_text(row, "# caselint diff\n\n**");
	markdown_text(row, text_of(buffer_text(&page->words)));
	buffer_append_text(row, "**");
	end_row(page);
	sink_text(page->sink, "\n| run | results | complete | records | exit code |\n|---|---|---|--:|--:|\n");
	put_run(page, "OLD", diff_old(page->diff));
	put_run(page, "NEW", diff_new(page->diff));
	sink_text(page->sink, "\n| findings | all | open |\n|---|--:|--:|\n");
	for (int class = 0; class < DIFF_CLASSES; class ++) {
		const struct diff_count *count = &diff_totals_of(page->diff)->classes[class];

		sink_format(
		    page->sink, "| %s | %" PRIu64 " | %" PRIu64 " |\n", class_titles[class], count->all, count->open);
	}
}

/* ---- Findings ---------------------------------------------------------------------------------------- */

static enum status
put_finding(void *context, const struct diff_record *record, const struct diff_finding *finding,
    const struct diff_amount *amount)
{
	struct markdown_diff *page = context;

	(void)amount;
	if (finding == NULL || finding->class != page->class)
		return STATUS_OK;
	if (page->listed == LISTED_FINDINGS) {
		page->unlisted++;
		return STATUS_OK;
	}
	page->listed++;
	buffer_append_text(new_row(page), "|");
	words_record_id(new_words(page), record->id);
	put_words(page);
	put_cell(page, record->group);
	put_cell(page, finding->rule);
	diff_outcomes_words(new_words(page), finding);
	put_words(page);
	put_cell(page, finding->new.present ? finding->new.message : finding->old.message);
	put_cell(page, text_of(diff_reason_words(finding->reason)));
	end_row(page);
	return STATUS_OK;
}

static enum status
put_findings(struct markdown_diff *page)
{
	enum status status = STATUS_OK;

	for (int class = 0; class < DIFF_CLASSES && status == STATUS_OK; class ++) {
		if (diff_totals_of(page->diff)->classes[class].all == 0 ||
		    (class == DIFF_PERSISTING && page->show != SHOW_ALL))
			continue;
		page->class = (enum diff_class) class;
		sink_format(page->sink,
		    "\n## %s\n\n| record | group | rule | result | what | note |\n|---|---|---|---|---|---|\n",
		    class_titles[class]);
		status = diff_read(page->diff, put_finding, page);
		put_unlisted(page, "findings");
	}
	return status;
}

/* ---- Money --------------------------------------------------------------------------------------------- */

static void
put_cents(struct markdown_diff *page, bool is_known, int64_t cents)
{
	char money[MONEY_TEXT_BYTES];

	buffer_append_format(&page->row, " %s |", is_known ? money_format(cents, money) : "");
}

static void
put_sums(struct markdown_diff *page)
{
	const struct diff_totals *totals = diff_totals_of(page->diff);

	if (totals->sum_count == 0)
		return;
	sink_text(
	    page->sink, "\n## Money\n\n| jurisdiction | kind | OLD | NEW | difference |\n|---|---|--:|--:|--:|\n");
	for (size_t i = 0; i < totals->sum_count; i++) {
		const struct diff_sum *sum = &totals->sums[i];

		buffer_append_text(new_row(page), "|");
		put_cell(page, text_of(sum->jurisdiction));
		put_cell(page, sum->kind);
		put_cents(page, !sum->overflow, sum->old_value);
		put_cents(page, !sum->overflow, sum->new_value);
		put_cents(page, !sum->overflow, sum->difference);
		end_row(page);
	}
}

static enum status
put_amount(void *context, const struct diff_record *record, const struct diff_finding *finding,
    const struct diff_amount *amount)
{
	struct markdown_diff *page = context;

	(void)finding;
	if (amount == NULL || !diff_lists_amount(page->show, amount))
		return STATUS_OK;
	if (page->listed == LISTED_AMOUNTS) {
		page->unlisted++;
		return STATUS_OK;
	}
	if (page->listed == 0)
		sink_text(page->sink, "\n## Amounts\n\n| record | kind | for | change | OLD | NEW | note |\n"
				      "|---|---|---|---|--:|--:|---|\n");
	page->listed++;
	buffer_append_text(new_row(page), "|");
	words_record_id(new_words(page), record->id);
	put_words(page);
	put_cell(page, amount->kind);
	diff_time_words(new_words(page), amount);
	put_words(page);
	put_cell(page, text_of(diff_change_name(amount->change)));
	put_cents(page, amount->old.present, amount->old.value);
	put_cents(page, amount->new.present, amount->new.value);
	put_cell(page, text_of(diff_reason_words(amount->reason)));
	end_row(page);
	return STATUS_OK;
}

enum status
diff_render_markdown(struct diff *diff, const struct render_options *options, struct sink *sink)
{
	struct markdown_diff page = {.sink = sink, .diff = diff, .show = options->show};
	enum status status = STATUS_OK;

	put_head(&page);
	if (options->show != SHOW_TOTALS)
		status = put_findings(&page);
	put_sums(&page);
	if (status == STATUS_OK && options->show != SHOW_TOTALS) {
		status = diff_read(diff, put_amount, &page);
		put_unlisted(&page, "amounts");
	}
	buffer_clear(&page.row);
	buffer_clear(&page.words);
	return status;
}
