/* See amounts.h. A sum with an unreadable amount in it is not reported; a sum of nothing is 0.00. */
#include "amounts.h"

#include <caselint/working.h>

#include "worksheets.h"

bool
amounts_are_known(const struct service_view *service)
{
	return cl_is_known_money(service->missed) && cl_is_known_money(service->issued);
}

int64_t
amount_still_due(const struct service_view *service)
{
	return service->missed > service->issued ? service->missed - service->issued : 0;
}

int64_t
amount_overpaid(const struct service_view *service)
{
	return service->issued > service->missed ? service->issued - service->missed : 0;
}

/* One amount on its way out. */
struct report {
	const char *kind;
	int64_t cents;
	int32_t state;
	struct caselint_value recorded;
};

static void
report_amount(const struct caselint_eval *eval, const struct ny_service *service, const struct report *report,
    const struct cl_working *working)
{
	bool is_period = cl_is_known(service->from) && cl_is_known(service->to) && service->from <= service->to;
	struct caselint_amount amount = cl_amount(report->kind, report->cents, working);

	amount.state = report->state;
	amount.from = is_period ? service->from : CASELINT_ABSENT;
	amount.to = is_period ? service->to : CASELINT_ABSENT;
	amount.place = cl_whole(service);
	amount.subject = cl_at(CL_PLACE(service, struct ny_service, id));
	amount.recorded = report->recorded;
	(void)eval->services->amount(eval, &amount);
}

/* ---- Steps of the workings --------------------------------------------------------- */

static void
step_missed(struct cl_working *working, const struct service_view *service)
{
	const struct ny_service *missed = service->service;

	cl_working_step(working, service->is_counted ? "missed-units" : "missed-stated", cl_money(service->missed));
	if (service->is_counted) {
		cl_working_input(working, "units", cl_at(CL_PLACE(missed, struct ny_service, units)));
		cl_working_input(working, "rate", cl_at(CL_PLACE(missed, struct ny_service, unit_rate)));
	} else {
		cl_working_input(working, "amount", cl_at(CL_PLACE(missed, struct ny_service, amount)));
	}
}

static void
step_authorized(struct cl_working *working, const struct case_view *view, uint32_t service)
{
	uint32_t i = 0;

	cl_working_step(working, "authorized", cl_money(view->services[service].authorized));
	for (i = 0; i < view->line_count; i++) {
		if (view->lines[i].service == service)
			cl_working_input(working, "line", cl_at(CL_PLACE(view->lines[i].line, struct ny_pos, amount)));
	}
}

static void
step_issued(struct cl_working *working, const struct case_view *view, uint32_t service)
{
	uint32_t i = 0;

	cl_working_step(working, "issued", cl_money(view->services[service].issued));
	for (i = 0; i < payment_count(view); i++) {
		const struct ny_payment *payment = payment_at(view, i);
		uint32_t line = view->payment_lines[i];

		if (line != NO_INDEX && view->lines[line].service == service && payment_is_there(payment))
			cl_working_input(working, "payment", cl_at(CL_PLACE(payment, struct ny_payment, amount)));
	}
}

static void
step_difference(struct cl_working *working, const struct service_view *service, const char *id, int64_t cents)
{
	cl_working_step(working, id, cl_money(cents));
	cl_working_input(working, "missed", cl_money(service->missed));
	cl_working_input(working, "issued", cl_money(service->issued));
}

/* ---- Amounts ------------------------------------------------------------------------- */

/* Counted units may stand beside a stated amount, which is then compared with them. */
static void
report_missed(const struct case_view *view, const struct service_view *service)
{
	const struct ny_service *missed = service->service;
	struct report report = {"missed", service->missed, CASELINT_COMPUTED, cl_none()};
	struct cl_working working;

	if (!cl_is_known_money(service->missed))
		return;
	if (cl_is_known_money(missed->amount)) {
		report.state = missed->amount == service->missed ? CASELINT_RECORDED : CASELINT_DIFFERS;
		report.recorded = cl_at(CL_PLACE(missed, struct ny_service, amount));
	}
	cl_working_begin(&working);
	step_missed(&working, service);
	report_amount(view->eval, missed, &report, &working);
}

static void
report_authorized(const struct case_view *view, uint32_t index)
{
	const struct service_view *service = &view->services[index];
	struct report report = {"authorized", service->authorized,
	    service->line_count > 0 ? CASELINT_RECORDED : CASELINT_COMPUTED, cl_none()};
	struct cl_working working;

	if (!cl_is_known_money(service->authorized))
		return;
	cl_working_begin(&working);
	step_authorized(&working, view, index);
	report_amount(view->eval, service->service, &report, &working);
}

static void
report_issued(const struct case_view *view, uint32_t index)
{
	const struct service_view *service = &view->services[index];
	struct report report = {
	    "issued", service->issued, service->payment_count > 0 ? CASELINT_RECORDED : CASELINT_COMPUTED, cl_none()};
	struct cl_working working;

	if (!cl_is_known_money(service->issued))
		return;
	cl_working_begin(&working);
	step_issued(&working, view, index);
	report_amount(view->eval, service->service, &report, &working);
}

static void
report_differences(const struct case_view *view, uint32_t index)
{
	const struct service_view *service = &view->services[index];
	int64_t due = amount_still_due(service);
	int64_t over = amount_overpaid(service);
	struct report still_due = {"still-due", due, due > 0 ? CASELINT_DUE : CASELINT_COMPUTED, cl_none()};
	struct report overpaid = {"overpaid", over, CASELINT_COMPUTED, cl_none()};
	struct cl_working working;

	cl_working_begin(&working);
	step_missed(&working, service);
	step_issued(&working, view, index);
	step_difference(&working, service, "still-due", due);
	report_amount(view->eval, service->service, &still_due, &working);
	cl_working_begin(&working);
	step_missed(&working, service);
	step_issued(&working, view, index);
	step_difference(&working, service, "overpaid", over);
	report_amount(view->eval, service->service, &overpaid, &working);
}

int32_t
amounts_compute(const struct caselint_eval *eval)
{
	const struct case_view *view = view_of(eval);
	uint32_t i = 0;

	for (i = 0; i < view->record->services.count; i++) {
		const struct service_view *service = &view->services[i];

		report_missed(view, service);
		report_authorized(view, i);
		report_issued(view, i);
		if (is_purchased(view, service->service) && amounts_are_known(service))
			report_differences(view, i);
	}
	worksheets_of(view);
	return CASELINT_OK;
}
