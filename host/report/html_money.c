/*
 * The money of a run in the HTML report: sums per kind over everything, how much
 * of it is done, due, overdue and unclaimed, with bars; and the readings of the
 * letters that the amounts rest on.
 */
#include <inttypes.h>
#include <stdio.h>

#include "report/html_parts.h"
#include "report/text_page.h"

static const struct html_key keys[] = {
    {"good", "recorded"},
    {"open", "differs"},
    {"pending", "due or overdue"},
    {"bad", "unclaimed: due or overdue, and may be claimed"},
    {"none", "computed"},
    {"manual", "manual"},
};

static uint64_t
at_least_nothing(int64_t cents)
{
	return cents < 0 ? 0 : (uint64_t)cents;
}

/* What may be claimed and is not; 0 for a kind that nobody claims. */
static uint64_t
unclaimed_of(const struct tally_amount *amount)
{
	int64_t cents = 0;

	return amount->claimable && tally_unclaimed(amount, &cents) == STATUS_OK ? at_least_nothing(cents) : 0;
}

static void
put_money_bar(struct html *html, const struct tally_amount *amount, int64_t whole)
{
	uint64_t owed =
	    at_least_nothing(amount->by_state[CASELINT_DUE]) + at_least_nothing(amount->by_state[CASELINT_OVERDUE]);
	uint64_t unclaimed = unclaimed_of(amount);
	const struct html_segment segments[] = {
	    {"good", at_least_nothing(amount->by_state[CASELINT_RECORDED])},
	    {"open", at_least_nothing(amount->by_state[CASELINT_DIFFERS])},
	    {"pending", owed > unclaimed ? owed - unclaimed : 0},
	    {"bad", unclaimed},
	    {"none", at_least_nothing(amount->by_state[CASELINT_COMPUTED])},
	    {"manual", at_least_nothing(amount->by_state[CASELINT_MANUAL_AMOUNT])},
	};

	html_open(html, "td", "chart");
	if (!amount->overflow && !amount->withheld && amount->states_withheld == 0)
		html_bar(html, segments, sizeof segments / sizeof segments[0], at_least_nothing(whole));
	html_close(html);
}

static void
put_sum(struct html *html, int64_t cents, bool overflow, bool withheld)
{
	if (withheld)
		html_element(html, "td", "number", text_of("withheld"));
	else
		html_money_cell(html, cents, overflow);
}

/* What may be claimed and is not; nothing for a kind that nobody claims. */
static void
put_unclaimed_cell(struct html *html, const struct tally_amount *amount)
{
	int64_t cents = 0;
	enum status status = STATUS_OK;

	if (!amount->claimable) {
		html_element(html, "td", "number", text_of("-"));
		return;
	}
	status = tally_unclaimed(amount, &cents);
	put_sum(html, cents, status == STATUS_OVERFLOW, status == STATUS_ABSENT);
}

int64_t
html_money_largest(const struct tally_amount *amounts, size_t count)
{
	int64_t largest = 0;

	for (size_t i = 0; i < count; i++) {
		if (amounts[i].bundle != amounts[0].bundle || !text_equal(amounts[i].group, amounts[0].group))
			break;
		if (!amounts[i].overflow && amounts[i].value > largest)
			largest = amounts[i].value;
	}
	return largest;
}

void
html_money_table(struct html *html, const char *label)
{
	html_table(html, NULL, NULL, label);
	html_open(html, "thead", NULL);
	html_open(html, "tr", NULL);
	html_column(html, NULL, "Kind");
	html_column(html, "chart", "Share");
	html_column(html, "number", "Count");
	html_column(html, "number", "Total");
	html_column(html, "number", "Recorded");
	html_column(html, "number", "Differs");
	html_column(html, "number", "Due");
	html_column(html, "number", "Overdue");
	html_column(html, "number", "Computed");
	html_column(html, "number", "Manual");
	html_column(html, "number", "Unclaimed");
	html_close(html);
	html_close(html);
	html_open(html, "tbody", NULL);
}

void
html_money_row(struct html *html, const struct tally_amount *amount, int64_t whole)
{
	html_open(html, "tr", NULL);
	html_open(html, "th", NULL);
	html_attribute(html, "scope", "row");
	html_text(html, amount->title);
	html_close(html);
	put_money_bar(html, amount, whole);
	html_count_cell(html, amount->count);
	put_sum(html, amount->value, amount->overflow, amount->withheld);
	for (size_t i = CASELINT_RECORDED; i < AMOUNT_STATES; i++)
		put_sum(html, amount->by_state[i], amount->overflow,
		    amount->withheld || (amount->states_withheld & (1U << i)) != 0);
	put_unclaimed_cell(html, amount);
	html_close(html);
	html_words(html, "\n");
}

/* ---- Unclaimed ---------------------------------------------------------------------------- */

/* A sum out of range counts as something, one that is withheld does not. */
static bool
is_unclaimed(const struct tally_amount *amount)
{
	int64_t cents = 0;
	enum status status = tally_unclaimed(amount, &cents);

	return amount->claimable && (status == STATUS_OVERFLOW || cents > 0);
}

static void
put_unclaimed_line(struct html *html, const struct html_report *report, const struct tally_amount *amount)
{
	struct buffer *draft = html_draft(html);
	int64_t cents = 0;

	if (tally_unclaimed(amount, &cents) == STATUS_OK)
		words_money(draft, cents);
	else
		buffer_append_text(draft, "A sum out of range");
	html_open(html, "li", NULL);
	html_open(html, "strong", "number");
	html_put_draft(html);
	html_close(html);
	html_words(html, " ");
	html_text(html, amount->title);
	html_format(html, " (%s)", report->facts->bundles[amount->bundle].plugin->jurisdiction);
	html_close(html);
}

static void
put_unclaimed(struct html *html, const struct html_report *report)
{
	const struct tally *tally = report->tally;
	bool any = false;

	for (size_t i = 0; i < tally->total_count; i++) {
		if (!is_unclaimed(&tally->totals[i]))
			continue;
		if (!any) {
			html_heading(html, 3, "unclaimed", "Unclaimed money");
			html_open(html, "p", NULL);
			html_words(html, "It may be claimed, and no claim is recorded.");
			html_close(html);
			html_open(html, "ul", NULL);
		}
		any = true;
		put_unclaimed_line(html, report, &tally->totals[i]);
	}
	if (any)
		html_close(html);
}

/* ---- The part ----------------------------------------------------------------------------- */

static void
put_totals(struct html *html, const struct html_report *report)
{
	const struct tally *tally = report->tally;
	int64_t whole = 0;

	for (size_t i = 0; i < tally->total_count; i++) {
		const struct tally_amount *amount = &tally->totals[i];

		if (i == 0 || amount->bundle != tally->totals[i - 1].bundle) {
			char label[96];

			if (i > 0) {
				html_close(html);
				html_table_end(html);
			}
			snprintf(label, sizeof label, "Money of %.40s by kind, all counties and districts",
			    report->facts->bundles[amount->bundle].plugin->jurisdiction);
			html_money_table(html, label);
			whole = html_money_largest(amount, tally->total_count - i);
		}
		html_money_row(html, amount, whole);
	}
	html_close(html);
	html_table_end(html);
}

void
html_money(struct html *html, const struct html_report *report)
{
	if (report->tally->total_count == 0)
		return;
	html_open(html, "section", NULL);
	html_heading(html, 2, "money", "Money");
	html_open(html, "p", NULL);
	html_words(html, "Amounts of different kinds may be parts of each other, so they are not added up.");
	html_close(html);
	html_legend(html, keys, sizeof keys / sizeof keys[0]);
	put_totals(html, report);
	put_unclaimed(html, report);
	html_close(html);
}

/* Whether the assumption is one of the ruleset's; NULL is any. */
static bool
is_of(const struct ruleset *ruleset, const struct ruleset_assumption *assumption)
{
	return ruleset == NULL || ruleset_assumption_named(ruleset, assumption->id) == assumption;
}

void
html_assumptions(struct html *html, const struct tally *tally, const struct ruleset *ruleset, unsigned level)
{
	bool any = false;

	for (size_t i = 0; i < tally->assumption_count; i++) {
		const struct ruleset_assumption *assumption = tally->assumptions[i];

		if (!is_of(ruleset, assumption))
			continue;
		if (!any) {
			html_open(html, "section", NULL);
			html_heading(html, level, "assumptions", "Assumptions these amounts rest on");
			html_open(html, "dl", "readings");
		}
		any = true;
		html_open(html, "dt", NULL);
		html_element(html, "strong", NULL, text_of(assumption->id));
		if (assumption->cite != NULL && assumption->cite[0] != '\0')
			html_format(html, " (%s)", assumption->cite);
		html_close(html);
		html_open(html, "dd", NULL);
		html_format(html, "%s %s", assumption->reading, assumption->because);
		html_close(html);
	}
	if (any) {
		html_close(html);
		html_close(html);
	}
}
