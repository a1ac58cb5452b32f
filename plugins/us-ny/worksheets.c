/* The reconciliation of missed services, lines and payments; see worksheets.h. What is not known stays empty. */
#include "worksheets.h"

#include <caselint/row.h>

#include "amounts.h"

static void
cell_money(struct cl_row *row, const char *column, int64_t cents)
{
	if (cl_is_known_money(cents))
		cl_row_cell(row, column, cl_money(cents));
}

static void
cells_of_service(struct cl_row *row, const struct service_view *service)
{
	const struct ny_service *missed = service->service;

	cl_row_cell(row, "person", cl_at(CL_PLACE(missed, struct ny_service, person_id)));
	cl_row_cell(row, "service", cl_at(CL_PLACE(missed, struct ny_service, code)));
	cl_row_cell(row, "from", cl_at(CL_PLACE(missed, struct ny_service, from)));
	cl_row_cell(row, "to", cl_at(CL_PLACE(missed, struct ny_service, to)));
	cell_money(row, "missed", service->missed);
}

/* A column for one line or payment is filled only where there is one: the count beside it tells of several. */
static void
cells_of_lines(struct cl_row *row, const struct case_view *view, const struct service_view *service)
{
	struct caselint_value single = cl_none();

	if (view->is_wms_unclear || service->may_have_lines)
		return;
	cl_row_cell(row, "posLines", cl_count(service->line_count));
	cell_money(row, "posAmount", service->authorized);
	if (service->line_count != 1)
		return;
	cl_row_cell(row, "posLine", cl_at(CL_PLACE(service->line, struct ny_pos, id)));
	single.kind = CASELINT_BOOLEAN;
	single.number = cl_text_is(&service->line->issue, &view->p->issue_single) ? 1 : 0;
	if (cl_text_is_known(&service->line->issue))
		cl_row_cell(row, "singleIssue", single);
}

static void
cells_of_payments(struct cl_row *row, const struct case_view *view, const struct service_view *service)
{
	if (view->is_wms_unclear || service->may_have_payments)
		return;
	cl_row_cell(row, "bicsPayments", cl_count(service->payment_count));
	cell_money(row, "bicsAmount", service->issued);
	if (service->payment_count != 1)
		return;
	cl_row_cell(row, "bicsPayment", cl_at(CL_PLACE(service->payment, struct ny_payment, id)));
	cl_row_cell(row, "bicsIssuedOn", cl_at(CL_PLACE(service->payment, struct ny_payment, issued_on)));
}

static void
cells_of_closings(struct cl_row *row, const struct ny_case *record)
{
	if (record->stage != NULL)
		cl_row_cell(row, "stageClosed", cl_at(CL_PLACE(record->stage, struct ny_stage, closed_on)));
	if (record->wms != NULL)
		cl_row_cell(row, "wmsClosed", cl_at(CL_PLACE(record->wms, struct ny_wms, closed_on)));
}

static void
reconciliation_row(const struct case_view *view, const struct service_view *service)
{
	struct cl_row row;

	cl_row_begin(&row);
	cl_row_cell(&row, "district", cl_at(CL_PLACE(view->record, struct ny_case, district)));
	cl_row_cell(&row, "case", cl_at(CL_PLACE(view->record, struct ny_case, id)));
	cells_of_service(&row, service);
	cells_of_lines(&row, view, service);
	cells_of_payments(&row, view, service);
	if (is_purchased(view, service->service) && amounts_are_known(service)) {
		cell_money(&row, "stillDue", amount_still_due(service));
		cell_money(&row, "overpaid", amount_overpaid(service));
	}
	cells_of_closings(&row, view->record);
	cl_row_emit(view->eval, "reconciliation", &row);
}

void
worksheets_of(const struct case_view *view)
{
	uint32_t i = 0;

	for (i = 0; i < view->record->services.count; i++)
		reconciliation_row(view, &view->services[i]);
	checklist_of(view);
}
