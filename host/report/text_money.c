/*
 * The money of a run in the text report: sums per kind over everything and per
 * group, what may still be claimed, and the readings the amounts rest on.
 */
#include "base/money.h"
#include "report/shown.h"
#include "report/text_parts.h"

/* "  TITLE (kind)                                             3          1150.00" */
#define TITLE_COLUMNS 54U
#define COUNT_COLUMNS 8U
#define SUM_COLUMNS 16U

static void
put_states(struct page *page, const struct tally_amount *amount)
{
	struct buffer *draft = page_draft(page);

	for (int32_t i = CASELINT_RECORDED; i < AMOUNT_STATES && !amount->overflow; i++) {
		bool withheld = (amount->states_withheld & (1U << (uint32_t)i)) != 0;

		if (amount->by_state[i] == 0 && !withheld)
			continue;
		buffer_append_format(draft, "%s%s ", draft->length > 0 ? ", " : "", amount_state_name(i));
		if (withheld)
			buffer_append_text(draft, "withheld");
		else
			words_money(draft, amount->by_state[i]);
	}
	if (draft->length > 0)
		page_put_draft(page, 4, 6, PAGE_PLAIN, "");
}

static void
put_sum(struct page *page, const struct tally_amount *amount)
{
	struct buffer *draft = page_draft(page);
	size_t title = 0;

	words_view(draft, amount->title);
	buffer_append_text(draft, " (");
	words_view(draft, amount->kind);
	buffer_append_text(draft, ")");
	title = text_columns(text_view(draft->data, draft->length));
	if (2 + title <= TITLE_COLUMNS) {
		page_spaces(page, 2);
		page_cell(page, text_view(draft->data, draft->length), TITLE_COLUMNS - 2, false);
	} else {
		page_put_draft(page, 2, 4, PAGE_PLAIN, "");
		page_spaces(page, TITLE_COLUMNS);
	}
	draft = page_draft(page);
	words_number(draft, amount->count);
	page_cell(page, text_view(draft->data, draft->length), COUNT_COLUMNS, true);
	draft = page_draft(page);
	if (amount->withheld)
		buffer_append_text(draft, "withheld");
	else if (amount->overflow)
		buffer_append_text(draft, "out of range");
	else
		words_money(draft, amount->value);
	page_cell(page, text_view(draft->data, draft->length), SUM_COLUMNS, true);
	page_end_line(page);
	if (!amount->withheld)
		put_states(page, amount);
}

/* "US-OH, group 25", with the titles of the columns when they are the first. */
static void
put_group_line(struct page *page, const char *jurisdiction, struct text group, bool first)
{
	struct buffer *draft = page_draft(page);

	buffer_append_text(draft, jurisdiction);
	if (!first) {
		buffer_append_text(draft, group.length > 0 ? ", group " : ", no group");
		words_view(draft, group);
		page_put_draft(page, 0, 2, PAGE_PLAIN, "");
		return;
	}
	buffer_append_text(draft, ", all groups");
	page_cell(page, text_view(draft->data, draft->length), TITLE_COLUMNS, false);
	page_cell(page, text_of("count"), COUNT_COLUMNS, true);
	page_cell(page, text_of("sum"), SUM_COLUMNS, true);
	page_end_line(page);
}

static void
put_sums(
    struct page *page, const struct run_facts *facts, const struct tally_amount *amounts, size_t count, bool totals)
{
	for (size_t i = 0; i < count; i++) {
		const struct tally_amount *amount = &amounts[i];

		if (i == 0 || amount->bundle != amounts[i - 1].bundle ||
		    !text_equal(amount->group, amounts[i - 1].group))
			put_group_line(
			    page, facts->bundles[amount->bundle].plugin->jurisdiction, amount->group, totals);
		put_sum(page, amount);
	}
}

/* ---- Unclaimed ---- */

/* Whether there is something to claim; a sum out of range counts, one that is withheld does not. */
static bool
is_unclaimed(const struct tally_amount *amount)
{
	int64_t cents = 0;
	enum status status = tally_unclaimed(amount, &cents);

	return amount->claimable && (status == STATUS_OVERFLOW || cents > 0);
}

static void
put_unclaimed(struct page *page, const struct run_facts *facts, const struct tally_amount *amount, bool in_all)
{
	struct buffer *draft = page_draft(page);
	int64_t cents = 0;

	buffer_append_text(draft, facts->bundles[amount->bundle].plugin->jurisdiction);
	if (in_all)
		buffer_append_text(draft, ", all groups");
	else
		buffer_append_text(draft, amount->group.length > 0 ? ", group " : ", no group");
	words_view(draft, amount->group);
	buffer_append_text(draft, ": ");
	if (tally_unclaimed(amount, &cents) == STATUS_OK)
		words_money(draft, cents);
	else
		buffer_append_text(draft, "(out of range)");
	buffer_append_text(draft, ", ");
	words_view(draft, amount->title);
	page_put_draft(page, 2, 4, PAGE_PLAIN, "");
}

static bool
any_unclaimed(const struct tally *tally)
{
	for (size_t i = 0; i < tally->total_count; i++) {
		if (is_unclaimed(&tally->totals[i]))
			return true;
	}
	return false;
}

static void
put_all_unclaimed(struct page *page, const struct run_facts *facts, const struct tally *tally)
{
	if (!any_unclaimed(tally))
		return;
	page_heading(page, "Unclaimed money");
	page_format(page, 0, 0, "It may be claimed, and no claim is recorded.");
	for (size_t i = 0; i < tally->total_count; i++) {
		if (is_unclaimed(&tally->totals[i]))
			put_unclaimed(page, facts, &tally->totals[i], true);
	}
	for (size_t i = 0; i < tally->amount_count; i++) {
		if (is_unclaimed(&tally->amounts[i]))
			put_unclaimed(page, facts, &tally->amounts[i], false);
	}
}

/* ---- Assumptions ---- */

static void
put_assumptions(struct page *page, const struct tally *tally)
{
	if (tally->assumption_count == 0)
		return;
	page_heading(page, "Assumptions these amounts rest on");
	for (size_t i = 0; i < tally->assumption_count; i++) {
		const struct ruleset_assumption *assumption = tally->assumptions[i];

		if (assumption->cite != NULL && assumption->cite[0] != '\0')
			page_format(page, 0, 2, "%s [%s]: %s %s", assumption->id, assumption->cite, assumption->reading,
			    assumption->because);
		else
			page_format(page, 0, 2, "%s: %s %s", assumption->id, assumption->reading, assumption->because);
	}
}

void
text_money(struct page *page, const struct run_facts *facts, const struct tally *tally)
{
	if (tally->total_count == 0)
		return;
	page_heading(page, "Money");
	put_sums(page, facts, tally->totals, tally->total_count, true);
	put_sums(page, facts, tally->amounts, tally->amount_count, false);
	put_all_unclaimed(page, facts, tally);
	put_assumptions(page, tally);
}
