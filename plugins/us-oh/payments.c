/* The payments of a month against what the letter makes of it (L15, L21, L23). */
#include <caselint/calendar.h>

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

/* A month that has ended without an issued payment in the export says nothing: unknown, not a failure. */
static void
judge_not_paid(struct cl_answer *answer, struct caselint_ref place, int64_t expected, int32_t month_end)
{
	struct cl_instance open = {"pending", place, cl_none(), cl_money(expected), month_end};

	if (!cl_is_known(answer->eval->as_of)) {
		open.variant = "notiming";
		cl_report(answer, CASELINT_UNKNOWN, &open);
	} else if (answer->eval->as_of <= month_end) {
		cl_report(answer, CASELINT_PENDING, &open);
	} else {
		open.variant = "over";
		open.due = CASELINT_ABSENT;
		cl_report(answer, CASELINT_UNKNOWN, &open);
	}
}

static void
judge_month_paid(struct cl_answer *answer, const struct case_view *view, int32_t month, const char *wrong_variant)
{
	const struct month_sum *sum = sum_of(view, month);
	int64_t expected = expected_of(view, month);
	struct cl_wrong_amount wrong = {sum->cents, wrong_variant};

	cl_name(answer, "month", cl_month(month));
	if (!sum->there)
		judge_not_paid(answer,
		    cl_in_list(&view->record->payments, CL_PLACE(view->record, struct oh_case, payments)), expected,
		    cl_last_day(month));
	else
		cl_judge_amount(answer, sum->place, sum->cents, expected, &wrong, 1);
}

void
judge_february_paid(struct cl_answer *answer, const struct case_view *view)
{
	judge_month_paid(answer, view, view->p->following_month, NULL);
}

void
judge_march_paid(struct cl_answer *answer, const struct case_view *view)
{
	judge_month_paid(answer, view, view->p->revert_month, NULL);
}

void
judge_months_paid(struct cl_answer *answer, const struct case_view *view)
{
	judge_month_paid(answer, view, view->p->following_month, NULL);
	judge_month_paid(answer, view, view->p->revert_month, "march");
}
