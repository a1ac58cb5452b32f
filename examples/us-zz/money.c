/*
 * The payment owed (L9) and the State's share of it (L10), each with its working, and the worksheet to fill
 * Form ZZ-215 by. The names of amounts, steps, inputs and columns are those of the ruleset.
 */
#include <caselint/row.h>
#include <caselint/working.h>

#include "rules.h"

static void
step_difference(struct cl_working *working, const struct allowance_case *record, const struct view *view)
{
	uint32_t i = 0;

	cl_working_step(working, "paid", cl_money(view->paid));
	for (i = 0; i < record->allowances.count; i++) {
		const struct allowance *paid = CL_ITEM(record->allowances, struct allowance, i);

		cl_working_input(working, "payment", cl_at(CL_PLACE(paid, struct allowance, amount)));
	}
	cl_working_step(working, "difference", cl_money(view->difference));
	cl_working_parameter(working, "allowance");
	cl_working_input(working, "paid", cl_money(view->paid));
}

static bool
was_issued(const struct allowance_case *record)
{
	return record->payment != NULL && cl_was_done(record->payment->issued_on);
}

/* Due by the signature; a day so far ahead that no calendar has it is none. */
static int32_t
issue_by(const struct parameters *p, const struct view *view)
{
	bool is_day = cl_is_known(view->signed_on) && p->issue_days <= 4000000;

	return is_day ? view->signed_on + p->issue_days : CASELINT_ABSENT;
}

static void
report_payment(const struct caselint_eval *eval, const struct allowance_case *record, const struct view *view)
{
	const struct parameters *p = eval->parameters;
	struct cl_seen seen = cl_seen_nothing(view->difference);
	struct cl_working working;
	struct caselint_amount amount;

	cl_working_begin(&working);
	step_difference(&working, record, view);
	if (was_issued(record))
		cl_see(&seen, record->payment->amount, CL_PLACE(record->payment, struct payment, amount));
	amount = cl_amount("retroactive-payment", view->difference, &working);
	amount.month = p->month;
	amount.due = issue_by(p, view);
	amount.recorded = seen.recorded;
	amount.state = cl_state_seen(eval, &seen, amount.due);
	(void)eval->services->amount(eval, &amount);
}

/* The name goes by its place: the plugin never sees it, and only a restricted column can have it. */
static void
emit_row(const struct caselint_eval *eval, const struct allowance_case *record, const struct view *view)
{
	struct cl_row row;

	cl_row_begin(&row);
	cl_row_cell(&row, "county", cl_at(CL_PLACE(record, struct allowance_case, county)));
	cl_row_cell(&row, "case", cl_at(CL_PLACE(record, struct allowance_case, id)));
	if (record->child != NULL)
		cl_row_cell(&row, "child", cl_at(CL_PLACE(record->child, struct child, name)));
	cl_row_cell(&row, "payment", cl_money(view->difference));
	cl_row_cell(&row, "share", cl_money(view->share));
	cl_row_emit(eval, "claim", &row);
}

/* A schedule has no payments to compute; its view is NULL. */
int32_t
money_compute(const struct caselint_eval *eval)
{
	const struct view *view = eval->prepared;

	if (view == NULL || view->owed != YES)
		return CASELINT_OK;
	report_payment(eval, eval->record, view);
	if (was_issued(eval->record) && cl_is_known_money(view->share))
		emit_row(eval, eval->record, view);
	return CASELINT_OK;
}

/* A share is due once the payment was issued. Where a line may be among what could not be read, it is not known whether
 * it was claimed. */
void
money_share(const struct caselint_eval *eval, const struct view *view, const struct cl_seen *claimed, bool is_whole)
{
	const struct parameters *p = eval->parameters;
	struct cl_working working;
	struct caselint_amount amount;

	cl_working_begin(&working);
	step_difference(&working, eval->record, view);
	cl_working_step(&working, "share", cl_money(view->share));
	cl_working_input(&working, "difference", cl_money(view->difference));
	cl_working_parameter(&working, "sharePercent");
	amount = cl_amount("state-share", view->share, &working);
	amount.month = p->month;
	amount.due = p->mail_by;
	/* The line is in another record: its value can be shown here, its place cannot. */
	amount.recorded = claimed->recorded;
	amount.recorded.from = cl_nowhere();
	if (is_whole || claimed->count > 0)
		amount.state = cl_state_seen(eval, claimed, amount.due);
	(void)eval->services->amount(eval, &amount);
}
