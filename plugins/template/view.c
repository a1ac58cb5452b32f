/* See view.h. What cannot be told stays unknown: it is neither owed nor paid. */
#include "view.h"

#define AMOUNT_MAX INT64_C(99999999999999) /* cents: of an amount, as the contract has it */

/* A count has nine digits and a rate eleven: their product is in range, but may be more than an amount. */
static int64_t
agreed_amount(const struct care *care)
{
	if (care == NULL || !cl_is_known(care->days) || !cl_is_known_money(care->daily_rate))
		return CASELINT_BAD_MONEY;
	if (care->daily_rate > 0 && care->days > AMOUNT_MAX / care->daily_rate)
		return CASELINT_BAD_MONEY;
	return care->days * care->daily_rate;
}

/* No payment at all is a sum of 0.00; one that cannot be read makes the sum unknown. */
static int64_t
paid_amount(const struct caselint_list *payments)
{
	int64_t sum = 0;
	uint32_t i = 0;

	for (i = 0; i < payments->count; i++) {
		int64_t amount = CL_ITEM(*payments, struct payment, i)->amount;

		if (!cl_is_known_money(amount) || amount > AMOUNT_MAX - sum)
			return CASELINT_BAD_MONEY;
		sum += amount;
	}
	return sum;
}

const struct view *
view_make(const struct caselint_eval *eval)
{
	const struct parameters *p = eval->parameters;
	const struct care_case *record = eval->record;
	struct view *view = eval->services->scratch(eval, sizeof *view);

	if (view == NULL)
		return NULL;
	view->agreed = agreed_amount(record->care);
	view->paid = paid_amount(&record->payments);
	view->is_unclear = !cl_is_known_money(view->agreed) || !cl_is_known_money(view->paid);
	if (view->is_unclear)
		view->supplement = CASELINT_BAD_MONEY;
	else
		view->supplement = view->agreed > view->paid ? view->agreed - view->paid : 0;
	view->may_be_owed = record->month == p->month && view->supplement != 0;
	return view;
}
