/* The money of a diff as text: sums by kind, and the amounts of records that changed. */
#include <string.h>

#include "base/money.h"
#include "diff/text_parts.h"
#include "report/words.h"

#define KIND_COLUMNS 28U
#define MONEY_COLUMNS 15U

static void
put_cents(struct page *page, int64_t cents, bool overflow)
{
	char money[MONEY_TEXT_BYTES];

	page_cell(page, text_of(overflow ? "too large" : money_format(cents, money)), MONEY_COLUMNS, true);
}

static void
put_sum(struct page *page, const struct diff_sum *sum)
{
	page_spaces(page, 2);
	page_cell(page, sum->kind, KIND_COLUMNS, false);
	put_cents(page, sum->old_value, sum->overflow);
	put_cents(page, sum->new_value, sum->overflow);
	put_cents(page, sum->difference, sum->overflow);
	page_end_line(page);
	if (sum->overflow || (sum->records_gone == 0 && sum->records_new == 0))
		return;
	page_spaces(page, 4);
	page_cell(page, text_of("records only in OLD, in NEW"), KIND_COLUMNS - 2, false);
	page_spaces(page, 1);
	put_cents(page, sum->records_gone, false);
	put_cents(page, sum->records_new, false);
	page_end_line(page);
}

void
text_sums(struct text_diff *text)
{
	struct page *page = &text->page;
	const struct diff_totals *totals = diff_totals_of(text->diff);
	const char *jurisdiction = "";

	if (totals->sum_count == 0)
		return;
	page_heading(page, "Money");
	for (size_t i = 0; i < totals->sum_count; i++) {
		const struct diff_sum *sum = &totals->sums[i];

		if (strcmp(jurisdiction, sum->jurisdiction) != 0) {
			page_spaces(page, 0);
			page_cell(page, text_of(sum->jurisdiction), KIND_COLUMNS + 2, false);
			page_cell(page, text_of("OLD"), MONEY_COLUMNS, true);
			page_cell(page, text_of("NEW"), MONEY_COLUMNS, true);
			page_cell(page, text_of("difference"), MONEY_COLUMNS, true);
			page_end_line(page);
			jurisdiction = sum->jurisdiction;
		}
		put_sum(page, sum);
	}
}

/* "450.00, recorded, due 2008-01-21" */
static void
append_money(struct buffer *draft, const struct diff_money *money)
{
	words_money(draft, money->value);
	buffer_append_format(draft, ", %s", amount_state_name(money->state));
	if (money->due == CASELINT_ABSENT)
		return;
	buffer_append_text(draft, ", due ");
	words_date(draft, money->due);
}

static void
put_amount(struct text_diff *text, const struct diff_record *record, const struct diff_amount *amount)
{
	struct page *page = &text->page;
	struct buffer *draft = NULL;
	struct buffer lead = {0};

	text_section(text, "Amounts");
	text_record(text, record);
	draft = page_draft(page);
	words_view(draft, amount->title);
	buffer_append_text(draft, " (");
	words_view(draft, amount->kind);
	buffer_append_text(draft, ") ");
	if (amount->subject.length > 0) {
		buffer_append_text(draft, "for ");
		words_view(draft, amount->subject);
		buffer_append_byte(draft, ' ');
	}
	diff_time_words(draft, amount);
	buffer_append_format(&lead, "%s: ", diff_change_name(amount->change));
	page_put_draft(page, 2, 4, PAGE_PLAIN, buffer_text(&lead));
	buffer_clear(&lead);
	for (int run = 0; run < 2; run++) {
		const struct diff_money *money = run == 0 ? &amount->old : &amount->new;

		draft = page_draft(page);
		if (money->present)
			append_money(draft, money);
		text_label(page, run == 0 ? "OLD" : "NEW", draft);
	}
	page_label(page, 4, LABEL_COLUMNS, "Note", text_of(diff_reason_words(amount->reason)));
}

enum status
text_list_amount(void *context, const struct diff_record *record, const struct diff_finding *finding,
    const struct diff_amount *amount)
{
	struct text_diff *text = context;

	(void)finding;
	if (amount != NULL && diff_lists_amount(text->show, amount))
		put_amount(text, record, amount);
	return STATUS_OK;
}
