/*
 * The text report, for the person who has to act on it: the order of its
 * sections, and the words they share. It never says more than the model does.
 */
#include <inttypes.h>

#include "base/date.h"
#include "base/money.h"
#include "report/shown.h"
#include "report/text_parts.h"

enum page_style
text_outcome_style(int32_t outcome)
{
	switch (outcome) {
	case CASELINT_ERROR:
	case CASELINT_FAIL: return PAGE_RED;
	case CASELINT_UNKNOWN:
	case CASELINT_PENDING:
	case CASELINT_MANUAL: return PAGE_YELLOW;
	case CASELINT_PASS: return PAGE_GREEN;
	default: return PAGE_PLAIN;
	}
}

void
words_date(struct buffer *text, int32_t days)
{
	char date[DATE_TEXT_BYTES];

	if (days != CASELINT_ABSENT && days != CASELINT_BAD)
		buffer_append_text(text, date_format(days, date));
}

void
words_month(struct buffer *text, int32_t months)
{
	char month[DATE_TEXT_BYTES];

	if (months != CASELINT_ABSENT && months != CASELINT_BAD)
		buffer_append_text(text, month_format(months, month));
}

void
words_money(struct buffer *text, int64_t cents)
{
	char money[MONEY_TEXT_BYTES];

	buffer_append_text(text, money_format(cents, money));
}

void
words_view(struct buffer *text, struct text view)
{
	buffer_append(text, view.data, view.length);
}

void
words_place(struct buffer *text, const struct run_facts *facts, uint32_t input, uint64_t line)
{
	if (input < facts->input_count)
		words_view(text, facts->inputs[input].path);
	else if (line != 0)
		buffer_append_text(text, "line ");
	if (line != 0)
		buffer_append_format(text, "%s%" PRIu64, input < facts->input_count ? ":" : "", line);
}

void
words_value(struct buffer *text, const struct shown_value *value)
{
	if (value->withheld)
		buffer_append_text(text, "(withheld)");
	else if (shown_is_bad(value))
		buffer_append_text(text, "(unreadable)");
	else
		shown_append(value, text);
}

void
words_record_id(struct buffer *text, struct text id)
{
	if (id.length > 0)
		words_view(text, id);
	else
		buffer_append_text(text, "(record without an id)");
}

enum status
render_text(const struct run_facts *facts, const struct tally *tally, struct spool *spool,
    const struct render_options *options, struct sink *sink)
{
	struct page page = {0};
	enum status status = STATUS_OK;

	page_start(&page, sink, options->color);
	text_verdict(&page, facts, tally);
	if (options->show != SHOW_TOTALS) {
		text_input_findings(&page, facts);
		text_tasks(&page, tally);
		status = text_records(&page, facts, spool, options->show);
		if (status != STATUS_OK)
			goto out;
	}
	text_money(&page, facts, tally);
	if (options->show != SHOW_TOTALS) {
		status = text_worksheets(&page, facts, spool);
		if (status != STATUS_OK)
			goto out;
		text_run(&page, facts);
	}
out:
	page_end(&page);
	return status;
}
