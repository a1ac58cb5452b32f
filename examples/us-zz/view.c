/* See view.h. */
#include "view.h"

#define AMOUNT_MAX INT64_C(99999999999999) /* cents: of an amount, as the contract has it */

/* No payment at all is a sum of 0.00; one that cannot be read makes the sum unknown. */
static int64_t
paid_amount(const struct caselint_list *allowances)
{
	int64_t sum = 0;
	uint32_t i = 0;

	for (i = 0; i < allowances->count; i++) {
		int64_t amount = CL_ITEM(*allowances, struct allowance, i)->amount;

		if (!cl_is_known_money(amount) || amount > AMOUNT_MAX - sum)
			return CASELINT_BAD_MONEY;
		sum += amount;
	}
	return sum;
}

/* The first and the last day of a placement count (ZZ-A1). */
static enum answer
is_placed(const struct placement *placement, int32_t day)
{
	if (placement == NULL || placement->ended_on == CASELINT_BAD)
		return UNCLEAR;
	if (placement->ended_on != CASELINT_ABSENT && placement->ended_on < day)
		return NO;
	if (!cl_is_known(placement->started_on))
		return UNCLEAR;
	return placement->started_on <= day ? YES : NO;
}

/* Nothing is owed as soon as one of the two conditions is known not to hold. */
static enum answer
is_owed(const struct view *view)
{
	if (view->placed == NO || view->difference == 0)
		return NO;
	if (view->placed == UNCLEAR || !cl_is_known_money(view->difference))
		return UNCLEAR;
	return YES;
}

/* A percentage of nine digits is no percentage; the product of an allowance and one up to 100 is in range. */
static int64_t
share_of(const struct view *view, int32_t percent)
{
	if (view->owed == NO)
		return 0;
	if (view->owed == UNCLEAR || percent > 100)
		return CASELINT_BAD_MONEY;
	return view->difference * percent / 100;
}

const struct view *
view_make(const struct caselint_eval *eval)
{
	const struct parameters *p = eval->parameters;
	const struct allowance_case *record = eval->record;
	struct view *view = eval->services->scratch(eval, sizeof *view);

	if (view == NULL)
		return NULL;
	view->whole = p->allowance;
	view->paid = paid_amount(&record->allowances);
	view->difference = CASELINT_BAD_MONEY;
	if (cl_is_known_money(view->paid))
		view->difference = view->whole > view->paid ? view->whole - view->paid : 0;
	view->placed = is_placed(record->placement, p->placed_on);
	view->owed = is_owed(view);
	view->share = share_of(view, p->share_percent);
	view->signed_on = record->request != NULL ? record->request->signed_on : CASELINT_ABSENT;
	view->needs_request = record->request != NULL || view->owed != NO;
	view->request_is_unclear = record->request == NULL && view->owed == UNCLEAR;
	view->has_payment = record->payment != NULL;
	view->needs_payment = view->has_payment || view->owed != NO;
	view->payment_is_unclear = !view->has_payment && view->owed == UNCLEAR;
	return view;
}
