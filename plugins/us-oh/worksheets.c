/* See worksheets.h. A cell that does not belong to the route of the case stays empty. */
#include "worksheets.h"

#include <caselint/row.h>

static void
begin_row(struct cl_row *row, const struct case_view *view)
{
	cl_row_begin(row);
	cl_row_cell(row, "county", cl_at(CL_PLACE(view->record, struct oh_case, county)));
	cl_row_cell(row, "case", cl_at(CL_PLACE(view->record, struct oh_case, id)));
}

static void
cell_child(struct cl_row *row, const struct case_view *view)
{
	if (view->record->child != NULL)
		cl_row_cell(row, "child", cl_at(CL_PLACE(view->record->child, struct oh_child, person_id)));
}

static void
case_row(const struct caselint_eval *eval, const struct case_view *view)
{
	struct cl_row row;

	begin_row(&row, view);
	cell_child(&row, view);
	cl_row_cell(&row, "program", cl_at(CL_PLACE(view->record, struct oh_case, program)));
	cl_row_cell(&row, "route", cl_at(CL_PLACE(view->record, struct oh_case, paid_through)));
	cl_row_cell(&row, "january", cl_money(view->original));
	cl_row_cell(&row, "agreement", cl_money(view->agreed));
	cl_row_cell(&row, "underpayment", cl_money(view->underpayment));
	if (view->is_not_live_aa) {
		cl_row_cell(&row, "event0338", cl_money(view->agreed));
		cl_row_cell(&row, "auxiliary", cl_money(view->underpayment));
	} else if (view->is_not_live_sams) {
		cl_row_cell(&row, "february", cl_money(view->raised));
		cl_row_cell(&row, "statement", cl_money(view->raised));
	} else if (view->is_live) {
		cl_row_cell(&row, "february", cl_money(view->raised));
		cl_row_cell(&row, "march", cl_money(view->agreed));
		cl_row_cell(&row, "overCeiling", cl_money(view->county_match));
		cl_row_cell(&row, "own", cl_money(view->county_match - view->claim));
		cl_row_cell(&row, "reimbursement", cl_money(view->claim));
	}
	cl_row_emit(eval, "case-worksheet", &row);
}

static void
auxiliary_row(const struct caselint_eval *eval, const struct case_view *view)
{
	struct cl_row row;

	begin_row(&row, view);
	cell_child(&row, view);
	cl_row_code(&row, "benefitType", &view->p->benefit_type);
	cl_row_code(&row, "transactionCode", &view->p->transaction_code);
	cl_row_cell(&row, "from", cl_date(view->p->month_first));
	cl_row_cell(&row, "to", cl_date(view->p->month_last));
	cl_row_cell(&row, "amount", cl_money(view->underpayment));
	cl_row_emit(eval, "jfs-01659", &row);
}

static void
statement_row(const struct caselint_eval *eval, const struct case_view *view)
{
	struct cl_row row;

	begin_row(&row, view);
	cl_row_cell(&row, "month", cl_month(view->p->following_month));
	cl_row_code(&row, "financialCode", &view->p->financial_code);
	cl_row_code(&row, "classificationCode", &view->p->classification_code);
	cl_row_code(&row, "lineCode", &view->p->line_code);
	cl_row_code(&row, "fundingSource", &view->p->funding_source);
	cl_row_cell(&row, "amount", cl_money(view->raised));
	cl_row_emit(eval, "jfs-02820", &row);
}

static void
invoice_row(const struct caselint_eval *eval, const struct case_view *view)
{
	const struct oh_child *child = view->record->child;
	struct cl_row row;

	begin_row(&row, view);
	if (child != NULL) {
		cl_row_cell(&row, "givenName", cl_at(CL_PLACE(child, struct oh_child, given_name)));
		cl_row_cell(&row, "surName", cl_at(CL_PLACE(child, struct oh_child, sur_name)));
	}
	cl_row_cell(&row, "january", cl_money(view->original));
	cl_row_cell(&row, "february", cl_money(view->raised));
	cl_row_cell(&row, "match", cl_money(view->claim));
	cl_row_emit(eval, "match-invoice", &row);
}

void
worksheets_of(const struct caselint_eval *eval, const struct case_view *view)
{
	case_row(eval, view);
	if (is_effective_late(view) || is_unpaid_before(view))
		return;
	if (view->is_not_live_aa)
		auxiliary_row(eval, view);
	else if (view->is_not_live_sams)
		statement_row(eval, view);
	else if (view->has_claim && !is_match_unexpended(view))
		invoice_row(eval, view);
}
