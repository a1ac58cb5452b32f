/* See worksheets.h. A cell that does not belong to the route of the case stays empty. */
#include "worksheets.h"

#include <string.h>

#include "answer.h"

#define CELLS 20U

/* A row being filled. */
struct row {
	struct caselint_named_value cells[CELLS];
	uint32_t count;
};

static void
cell(struct row *row, const char *column, struct caselint_value value)
{
	if (row->count == CELLS)
		return;
	row->cells[row->count].name = column;
	row->cells[row->count].value = value;
	row->count++;
}

static void
cell_code(struct row *row, const char *column, const struct caselint_text *code)
{
	struct caselint_value value = value_text(code);

	value.kind = CASELINT_CODE;
	cell(row, column, value);
}

static void
emit(const struct caselint_eval *eval, const char *worksheet, const struct row *row)
{
	struct caselint_row given;

	memset(&given, 0, sizeof given);
	given.size = (uint32_t)sizeof given;
	given.worksheet = worksheet;
	given.cells.items = row->cells;
	given.cells.count = row->count;
	given.cells.stride = (uint32_t)sizeof row->cells[0];
	(void)eval->services->row(eval, &given);
}

static void
begin_row(struct row *row, const struct case_view *view)
{
	memset(row, 0, sizeof *row);
	cell(row, "county", value_at(PLACE(view->record, struct oh_case, county)));
	cell(row, "case", value_at(PLACE(view->record, struct oh_case, id)));
}

static void
cell_child(struct row *row, const struct case_view *view)
{
	if (view->record->child != NULL)
		cell(row, "child", value_at(PLACE(view->record->child, struct oh_child, person_id)));
}

static void
case_row(const struct caselint_eval *eval, const struct case_view *view)
{
	struct row row;

	begin_row(&row, view);
	cell_child(&row, view);
	cell(&row, "program", value_at(PLACE(view->record, struct oh_case, program)));
	cell(&row, "route", value_at(PLACE(view->record, struct oh_case, paid_through)));
	cell(&row, "january", value_money(view->original));
	cell(&row, "agreement", value_money(view->agreed));
	cell(&row, "underpayment", value_money(view->underpayment));
	if (view_is_not_live_aa(view)) {
		cell(&row, "event0338", value_money(view->agreed));
		cell(&row, "auxiliary", value_money(view->underpayment));
	} else if (view_is_not_live_sams(view)) {
		cell(&row, "february", value_money(view->raised));
		cell(&row, "statement", value_money(view->raised));
	} else if (view_is_live(view)) {
		cell(&row, "february", value_money(view->raised));
		cell(&row, "march", value_money(view->agreed));
		cell(&row, "overCeiling", value_money(view->county_match));
		cell(&row, "own", value_money(view->county_match - view->claim));
		cell(&row, "reimbursement", value_money(view->claim));
	}
	emit(eval, "case-worksheet", &row);
}

static void
auxiliary_row(const struct caselint_eval *eval, const struct case_view *view)
{
	struct row row;

	begin_row(&row, view);
	cell_child(&row, view);
	cell_code(&row, "benefitType", &view->p->benefit_type);
	cell_code(&row, "transactionCode", &view->p->transaction_code);
	cell(&row, "from", value_date(view->p->month_first));
	cell(&row, "to", value_date(view->p->month_last));
	cell(&row, "amount", value_money(view->underpayment));
	emit(eval, "jfs-01659", &row);
}

static void
statement_row(const struct caselint_eval *eval, const struct case_view *view)
{
	struct row row;

	begin_row(&row, view);
	cell(&row, "month", value_month(view->p->following_month));
	cell_code(&row, "financialCode", &view->p->financial_code);
	cell_code(&row, "classificationCode", &view->p->classification_code);
	cell_code(&row, "lineCode", &view->p->line_code);
	cell_code(&row, "fundingSource", &view->p->funding_source);
	cell(&row, "amount", value_money(view->raised));
	emit(eval, "jfs-02820", &row);
}

static void
invoice_row(const struct caselint_eval *eval, const struct case_view *view)
{
	const struct oh_child *child = view->record->child;
	struct row row;

	begin_row(&row, view);
	if (child != NULL) {
		cell(&row, "givenName", value_at(PLACE(child, struct oh_child, given_name)));
		cell(&row, "surName", value_at(PLACE(child, struct oh_child, sur_name)));
	}
	cell(&row, "january", value_money(view->original));
	cell(&row, "february", value_money(view->raised));
	cell(&row, "match", value_money(view->claim));
	emit(eval, "match-invoice", &row);
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
