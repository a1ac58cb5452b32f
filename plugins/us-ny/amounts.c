/* See amounts.h. A sum with an unreadable amount in it is not reported; a sum of nothing is 0.00. */
#include "amounts.h"

#include <string.h>

#include "../shared/working.h"
#include "worksheets.h"

bool
amounts_are_known(const struct service_view *service)
{
	return is_known_money(service->missed) && is_known_money(service->issued);
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
    const struct working *working)
{
	bool is_period = is_known(service->from) && is_known(service->to) && service->from <= service->to;
	struct caselint_amount amount;

	memset(&amount, 0, sizeof amount);
	amount.size = (uint32_t)sizeof amount;
	amount.state = report->state;
	amount.kind = report->kind;
	amount.value = report->cents;
	amount.month = CASELINT_ABSENT;
	amount.from = is_period ? service->from : CASELINT_ABSENT;
	amount.to = is_period ? service->to : CASELINT_ABSENT;
	amount.due = CASELINT_ABSENT;
	amount.place = place_whole(service);
	amount.subject = value_at(PLACE(service, struct ny_service, id));
	amount.recorded = report->recorded;
	amount.steps.items = working->steps;
	amount.steps.count = working->step_count;
	amount.steps.stride = (uint32_t)sizeof working->steps[0];
	(void)eval->services->amount(eval, &amount);
}

/* ---- Steps of the workings --------------------------------------------------------- */

static void
step_missed(struct working *working, const struct service_view *service)
{
	const struct ny_service *missed = service->service;

	working_step(working, service->is_counted ? "missed-units" : "missed-stated", value_money(service->missed));
	if (service->is_counted) {
		working_input(working, "units", value_at(PLACE(missed, struct ny_service, units)));
		working_input(working, "rate", value_at(PLACE(missed, struct ny_service, unit_rate)));
	} else {
		working_input(working, "amount", value_at(PLACE(missed, struct ny_service, amount)));
	}
}

static void
step_authorized(struct working *working, const struct case_view *view, uint32_t service)
{
	uint32_t i = 0;

	working_step(working, "authorized", value_money(view->services[service].authorized));
	for (i = 0; i < view->line_count; i++) {
		if (view->lines[i].service == service)
			working_input(working, "line", value_at(PLACE(view->lines[i].line, struct ny_pos, amount)));
	}
}

static void
step_issued(struct working *working, const struct case_view *view, uint32_t service)
{
	uint32_t i = 0;

	working_step(working, "issued", value_money(view->services[service].issued));
	for (i = 0; i < payment_count(view); i++) {
		const struct ny_payment *payment = payment_at(view, i);
		uint32_t line = view->payment_lines[i];

		if (line != NO_INDEX && view->lines[line].service == service && payment_is_there(payment))
			working_input(working, "payment", value_at(PLACE(payment, struct ny_payment, amount)));
	}
}

static void
step_difference(struct working *working, const struct service_view *service, const char *id, int64_t cents)
{
	working_step(working, id, value_money(cents));
	working_input(working, "missed", value_money(service->missed));
	working_input(working, "issued", value_money(service->issued));
}

/* ---- Amounts ------------------------------------------------------------------------- */

/* Counted units may stand beside a stated amount, which is then compared with them. */
static void
report_missed(const struct case_view *view, const struct service_view *service)
{
	const struct ny_service *missed = service->service;
	struct report report = {"missed", service->missed, CASELINT_COMPUTED, value_none()};
	struct working working;

	if (!is_known_money(service->missed))
		return;
	if (is_known_money(missed->amount)) {
		report.state = missed->amount == service->missed ? CASELINT_RECORDED : CASELINT_DIFFERS;
		report.recorded = value_at(PLACE(missed, struct ny_service, amount));
	}
	working_begin(&working);
	step_missed(&working, service);
	report_amount(view->eval, missed, &report, &working);
}

static void
report_authorized(const struct case_view *view, uint32_t index)
{
	const struct service_view *service = &view->services[index];
	struct report report = {"authorized", service->authorized,
	    service->line_count > 0 ? CASELINT_RECORDED : CASELINT_COMPUTED, value_none()};
	struct working working;

	if (!is_known_money(service->authorized))
		return;
	working_begin(&working);
	step_authorized(&working, view, index);
	report_amount(view->eval, service->service, &report, &working);
}

static void
report_issued(const struct case_view *view, uint32_t index)
{
	const struct service_view *service = &view->services[index];
	struct report report = {"issued", service->issued,
	    service->payment_count > 0 ? CASELINT_RECORDED : CASELINT_COMPUTED, value_none()};
	struct working working;

	if (!is_known_money(service->issued))
		return;
	working_begin(&working);
	step_issued(&working, view, index);
	report_amount(view->eval, service->service, &report, &working);
}

static void
report_differences(const struct case_view *view, uint32_t index)
{
	const struct service_view *service = &view->services[index];
	int64_t due = amount_still_due(service);
	int64_t over = amount_overpaid(service);
	struct report still_due = {"still-due", due, due > 0 ? CASELINT_DUE : CASELINT_COMPUTED, value_none()};
	struct report overpaid = {"overpaid", over, CASELINT_COMPUTED, value_none()};
	struct working working;

	working_begin(&working);
	step_missed(&working, service);
	step_issued(&working, view, index);
	step_difference(&working, service, "still-due", due);
	report_amount(view->eval, service->service, &still_due, &working);
	working_begin(&working);
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
