/* The reconciliation of missed services, lines and payments; see worksheets.h. What is not known stays empty. */
#include "worksheets.h"

#include "../shared/row.h"
#include "amounts.h"

static void
cell_money(struct row *row, const char *column, int64_t cents)
{
	if (is_known_money(cents))
		row_cell(row, column, value_money(cents));
}

static void
cells_of_service(struct row *row, const struct service_view *service)
{
	const struct ny_service *missed = service->service;

	row_cell(row, "person", value_at(PLACE(missed, struct ny_service, person_id)));
	row_cell(row, "service", value_at(PLACE(missed, struct ny_service, code)));
	row_cell(row, "from", value_at(PLACE(missed, struct ny_service, from)));
	row_cell(row, "to", value_at(PLACE(missed, struct ny_service, to)));
	cell_money(row, "missed", service->missed);
}

/* A column for one line or payment is filled only where there is one: the count beside it tells of several. */
static void
cells_of_lines(struct row *row, const struct case_view *view, const struct service_view *service)
{
	struct caselint_value single = value_none();

	if (view->is_wms_unclear)
		return;
	row_cell(row, "posLines", value_count(service->line_count));
	cell_money(row, "posAmount", service->authorized);
	if (service->line_count != 1)
		return;
	row_cell(row, "posLine", value_at(PLACE(service->line, struct ny_pos, id)));
	single.kind = CASELINT_BOOLEAN;
	single.number = text_is(&service->line->issue, &view->p->issue_single) ? 1 : 0;
	if (text_is_known(&service->line->issue))
		row_cell(row, "singleIssue", single);
}

static void
cells_of_payments(struct row *row, const struct case_view *view, const struct service_view *service)
{
	if (view->is_wms_unclear)
		return;
	row_cell(row, "bicsPayments", value_count(service->payment_count));
	cell_money(row, "bicsAmount", service->issued);
	if (service->payment_count != 1)
		return;
	row_cell(row, "bicsPayment", value_at(PLACE(service->payment, struct ny_payment, id)));
	row_cell(row, "bicsIssuedOn", value_at(PLACE(service->payment, struct ny_payment, issued_on)));
}

static void
cells_of_closings(struct row *row, const struct ny_case *record)
{
	if (record->stage != NULL)
		row_cell(row, "stageClosed", value_at(PLACE(record->stage, struct ny_stage, closed_on)));
	if (record->wms != NULL)
		row_cell(row, "wmsClosed", value_at(PLACE(record->wms, struct ny_wms, closed_on)));
}

static void
reconciliation_row(const struct case_view *view, const struct service_view *service)
{
	struct row row;

	row_begin(&row);
	row_cell(&row, "district", value_at(PLACE(view->record, struct ny_case, district)));
	row_cell(&row, "case", value_at(PLACE(view->record, struct ny_case, id)));
	cells_of_service(&row, service);
	cells_of_lines(&row, view, service);
	cells_of_payments(&row, view, service);
	if (is_purchased(view, service->service) && amounts_are_known(service)) {
		cell_money(&row, "stillDue", amount_still_due(service));
		cell_money(&row, "overpaid", amount_overpaid(service));
	}
	cells_of_closings(&row, view->record);
	row_emit(view->eval, "reconciliation", &row);
}

void
worksheets_of(const struct case_view *view)
{
	uint32_t i = 0;

	for (i = 0; i < view->record->services.count; i++)
		reconciliation_row(view, &view->services[i]);
	checklist_of(view);
}
