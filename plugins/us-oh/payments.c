/* The payments of a month against what the letter makes of it (L15, L21, L23). */
#include "../shared/calendar.h"
#include "rules.h"

static const struct month_sum *
sum_of(const struct case_view *view, int32_t month)
{
	return month == view->p->following_month ? &view->february : &view->march;
}

static int64_t
expected_of(const struct case_view *view, int32_t month)
{
	return month == view->p->following_month ? view->raised : view->agreed;
}

/* A month that has ended without a payment in the export says nothing: unknown, not a failure. */
static void
judge_not_paid(struct answer *answer, struct caselint_ref place, int64_t expected, int32_t month_end)
{
	struct instance open = {"pending", place, value_none(), value_money(expected), month_end};

	if (!is_known(answer->eval->as_of)) {
		open.variant = "notiming";
		answer_report(answer, CASELINT_UNKNOWN, &open);
	} else if (answer->eval->as_of <= month_end) {
		answer_report(answer, CASELINT_PENDING, &open);
	} else {
		answer_unknown(answer, place, value_money(expected), CASELINT_ABSENT);
	}
}

void
judge_month_paid(struct answer *answer, const struct case_view *view, int32_t month, const char *wrong_variant)
{
	const struct month_sum *sum = sum_of(view, month);
	int64_t expected = expected_of(view, month);
	struct wrong_amount wrong = {sum->cents, wrong_variant};

	answer_name_value(answer, "month", value_month(month));
	if (!sum->there)
		judge_not_paid(answer,
		    place_in_list(&view->record->payments, PLACE(view->record, struct oh_case, payments)), expected,
		    calendar_last_day(month));
	else
		answer_amount(answer, PLACE(sum->first, struct oh_payment, amount), sum->cents, expected, &wrong, 1);
}

void
judge_february_paid(struct answer *answer, const struct case_view *view)
{
	judge_month_paid(answer, view, view->p->following_month, NULL);
}

void
judge_march_paid(struct answer *answer, const struct case_view *view)
{
	judge_month_paid(answer, view, view->p->revert_month, NULL);
}

void
judge_months_paid(struct answer *answer, const struct case_view *view)
{
	judge_month_paid(answer, view, view->p->following_month, NULL);
	judge_month_paid(answer, view, view->p->revert_month, "march");
}
