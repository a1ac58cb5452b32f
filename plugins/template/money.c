/*
 * The supplement (L4) with its working, and the worksheet to pay by. The names of amounts, steps, inputs
 * and columns are those of the ruleset.
 */
#include <caselint/row.h>
#include <caselint/working.h>

#include "rules.h"

static void
step_paid(struct cl_working *working, const struct care_case *record, const struct view *view)
{
	uint32_t i = 0;

	cl_working_step(working, "paid", cl_money(view->paid));
	for (i = 0; i < record->payments.count; i++) {
		const struct payment *payment = CL_ITEM(record->payments, struct payment, i);

		cl_working_input(working, "payment", cl_at(CL_PLACE(payment, struct payment, amount)));
	}
}

static void
report_supplement(const struct caselint_eval *eval, const struct care_case *record, const struct view *view)
{
	const struct parameters *p = eval->parameters;
	const struct supplement *there = record->supplement;
	struct cl_seen seen = cl_seen_nothing(view->supplement);
	struct cl_working working;
	struct caselint_amount amount;

	cl_working_begin(&working);
	cl_working_step(&working, "agreed", cl_money(view->agreed));
	cl_working_input(&working, "days", cl_at(CL_PLACE(record->care, struct care, days)));
	cl_working_input(&working, "rate", cl_at(CL_PLACE(record->care, struct care, daily_rate)));
	step_paid(&working, record, view);
	cl_working_step(&working, "supplement", cl_money(view->supplement));
	cl_working_input(&working, "agreed", cl_money(view->agreed));
	cl_working_input(&working, "paid", cl_money(view->paid));

	if (there != NULL)
		cl_see(&seen, there->amount, CL_PLACE(there, struct supplement, amount));
	amount = cl_amount("supplement", view->supplement, &working);
	amount.month = record->month;
	amount.due = view->supplement > 0 ? p->approve_by : CASELINT_ABSENT;
	amount.recorded = seen.recorded;
	amount.state = cl_state_seen(eval, &seen, amount.due);
	if (view->supplement == 0 && seen.count == 0)
		amount.state = CASELINT_COMPUTED; /* nothing is owed, and nothing has to be recorded */
	(void)eval->services->amount(eval, &amount);
}

/* The name goes by its place: the plugin never sees it, and only a restricted column can have it. */
static void
emit_row(const struct caselint_eval *eval, const struct care_case *record, const struct view *view)
{
	struct cl_row row;

	cl_row_begin(&row);
	cl_row_cell(&row, "county", cl_at(CL_PLACE(record, struct care_case, county)));
	cl_row_cell(&row, "case", cl_at(CL_PLACE(record, struct care_case, id)));
	if (record->child != NULL)
		cl_row_cell(&row, "child", cl_at(CL_PLACE(record->child, struct child, name)));
	cl_row_cell(&row, "agreed", cl_money(view->agreed));
	cl_row_cell(&row, "paid", cl_money(view->paid));
	cl_row_cell(&row, "supplement", cl_money(view->supplement));
	cl_row_emit(eval, "supplements", &row);
}

int32_t
money_compute(const struct caselint_eval *eval)
{
	const struct parameters *p = eval->parameters;
	const struct care_case *record = eval->record;
	const struct view *view = eval->prepared;

	if (view->is_unclear || record->month != p->month)
		return CASELINT_OK;
	report_supplement(eval, record, view);
	if (view->supplement > 0)
		emit_row(eval, record, view);
	return CASELINT_OK;
}
