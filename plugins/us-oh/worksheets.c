/* See worksheets.h. A cell that does not belong to the route of the case stays empty. */
#include "worksheets.h"

#include "../shared/answer.h"
#include "../shared/row.h"

static void
begin_row(struct row *row, const struct case_view *view)
{
	row_begin(row);
	row_cell(row, "county", value_at(PLACE(view->record, struct oh_case, county)));
	row_cell(row, "case", value_at(PLACE(view->record, struct oh_case, id)));
}

static void
cell_child(struct row *row, const struct case_view *view)
{
	if (view->record->child != NULL)
		row_cell(row, "child", value_at(PLACE(view->record->child, struct oh_child, person_id)));
}

static void
case_row(const struct caselint_eval *eval, const struct case_view *view)
{
	struct row row;

	begin_row(&row, view);
	cell_child(&row, view);
	row_cell(&row, "program", value_at(PLACE(view->record, struct oh_case, program)));
	row_cell(&row, "route", value_at(PLACE(view->record, struct oh_case, paid_through)));
	row_cell(&row, "january", value_money(view->original));
	row_cell(&row, "agreement", value_money(view->agreed));
	row_cell(&row, "underpayment", value_money(view->underpayment));
	if (view_is_not_live_aa(view)) {
		row_cell(&row, "event0338", value_money(view->agreed));
		row_cell(&row, "auxiliary", value_money(view->underpayment));
	} else if (view_is_not_live_sams(view)) {
		row_cell(&row, "february", value_money(view->raised));
		row_cell(&row, "statement", value_money(view->raised));
	} else if (view_is_live(view)) {
		row_cell(&row, "february", value_money(view->raised));
		row_cell(&row, "march", value_money(view->agreed));
		row_cell(&row, "overCeiling", value_money(view->county_match));
		row_cell(&row, "own", value_money(view->county_match - view->claim));
		row_cell(&row, "reimbursement", value_money(view->claim));
	}
	row_emit(eval, "case-worksheet", &row);
}

static void
auxiliary_row(const struct caselint_eval *eval, const struct case_view *view)
{
	struct row row;

	begin_row(&row, view);
	cell_child(&row, view);
	row_code(&row, "benefitType", &view->p->benefit_type);
	row_code(&row, "transactionCode", &view->p->transaction_code);
	row_cell(&row, "from", value_date(view->p->month_first));
	row_cell(&row, "to", value_date(view->p->month_last));
	row_cell(&row, "amount", value_money(view->underpayment));
	row_emit(eval, "jfs-01659", &row);
}

static void
statement_row(const struct caselint_eval *eval, const struct case_view *view)
{
	struct row row;

	begin_row(&row, view);
	row_cell(&row, "month", value_month(view->p->following_month));
	row_code(&row, "financialCode", &view->p->financial_code);
	row_code(&row, "classificationCode", &view->p->classification_code);
	row_code(&row, "lineCode", &view->p->line_code);
	row_code(&row, "fundingSource", &view->p->funding_source);
	row_cell(&row, "amount", value_money(view->raised));
	row_emit(eval, "jfs-02820", &row);
}

static void
invoice_row(const struct caselint_eval *eval, const struct case_view *view)
{
	const struct oh_child *child = view->record->child;
	struct row row;

	begin_row(&row, view);
	if (child != NULL) {
		row_cell(&row, "givenName", value_at(PLACE(child, struct oh_child, given_name)));
		row_cell(&row, "surName", value_at(PLACE(child, struct oh_child, sur_name)));
	}
	row_cell(&row, "january", value_money(view->original));
	row_cell(&row, "february", value_money(view->raised));
	row_cell(&row, "match", value_money(view->claim));
	row_emit(eval, "match-invoice", &row);
}

void
worksheets_of(const struct caselint_eval *eval, const struct case_view *view)
{
	case_row(eval, view);
	if (is_effective_late(view) || is_unpaid_before(view))
		return;
	if (view_is_not_live_aa(view))
		auxiliary_row(eval, view);
	else if (view_is_not_live_sams(view))
		statement_row(eval, view);
	else if (view_is_live(view) && view->claim > 0 && !is_match_unexpended(view))
		invoice_row(eval, view);
}
