/*
 * The text report, for the person who has to act on it: the order of its
 * sections, and how outcomes look. It never says more than the model does.
 */
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
