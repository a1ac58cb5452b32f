/*
 * The WMS case (WMS.1 to WMS.6): the application, the reuse number, the purchased service
 * lines, the closing. Payments are in payments.c; number and eligibility in prior.c.
 */
#include "rules.h"

#define WMS_PLACE(view, member) CL_PLACE((view)->record->wms, struct ny_wms, member)

/* ---- Application and reuse number (WMS.1, WMS.2) -------------------------------------- */

/* "Continue processing the WMS application": linked and processed. */
void
judge_application(struct cl_answer *answer, const struct case_view *view)
{
	bool is_due = view_has_taken(view, STEP_APP_REG);

	if (is_due && view_has_taken(view, STEP_PROCESSED) && !cl_text_is_known(&view->record->wms->application_id))
		cl_unknown(answer, WMS_PLACE(view, application_id), cl_none(), CASELINT_ABSENT);
	else
		judge_step(answer, view, STEP_PROCESSED);
}

/* ---- Purchased service lines (WMS.4) ----------------------------------------------------- */

/* A second line would pay twice: it is the one that is written that has to be authorized. */
static void
line_not_authorized(struct cl_answer *answer, const struct case_view *view, const struct service_view *service)
{
	bool is_late = view_is_past(view, STEP_POS);
	struct cl_instance written = {
	    is_late ? "written-late" : "written", cl_whole(service->service), cl_none(), cl_none(), CASELINT_ABSENT};

	if (service->line != NULL)
		written.place = CL_PLACE(service->line, struct ny_pos, authorized_on);
	cl_report(answer, is_late ? CASELINT_FAIL : CASELINT_PENDING, &written);
}

static void
judge_line_written(struct cl_answer *answer, const struct case_view *view, const struct service_view *service)
{
	const struct ny_service *missed = service->service;
	struct caselint_ref place = CL_PLACE(missed, struct ny_service, id);

	cl_name(answer, "service", cl_at(place));
	if (service->dated_count > 0)
		cl_pass(answer);
	else if (!cl_text_is_known(&missed->id))
		cl_unknown(answer, place, cl_none(), CASELINT_ABSENT);
	else if (service->authorized_count > 0)
		cl_unknown(answer, cl_whole(missed), cl_none(), CASELINT_ABSENT);
	else if (service->may_be_authorized)
		unknown_as(answer, "may-be", cl_whole(missed));
	else if (service->line_count > 0 || service->may_have_lines)
		line_not_authorized(answer, view, service);
	else
		cl_missing(answer, cl_whole(missed), cl_none(), view_is_past(view, STEP_POS));
}

void
judge_lines_written(struct cl_answer *answer, const struct case_view *view)
{
	uint32_t i = 0;

	for (i = 0; i < view->record->services.count; i++) {
		const struct ny_service *missed = view->services[i].service;

		if (is_purchased(view, missed))
			judge_line_written(answer, view, &view->services[i]);
		else if (!cl_text_is_known(&missed->kind))
			cl_unknown(answer, CL_PLACE(missed, struct ny_service, kind), cl_none(), CASELINT_ABSENT);
	}
}

static void
judge_same_date(struct cl_answer *answer, struct caselint_ref place, int32_t found, int32_t expected)
{
	if (cl_is_known(expected))
		cl_judge_date(answer, place, found, expected);
	else
		cl_unknown(answer, place, cl_none(), CASELINT_ABSENT);
}

static void
judge_same_code(struct cl_answer *answer, struct caselint_ref place, const struct caselint_text *found,
    const struct caselint_text *expected)
{
	if (cl_text_is_known(expected))
		cl_judge_code(answer, place, found, expected, NULL);
	else
		cl_unknown(answer, place, cl_none(), CASELINT_ABSENT);
}

static void
judge_agreement(struct cl_answer *answer, const struct ny_pos *line, const struct ny_service *service)
{
	judge_same_code(answer, CL_PLACE(line, struct ny_pos, code), &line->code, &service->code);
	judge_same_date(answer, CL_PLACE(line, struct ny_pos, from), line->from, service->from);
	judge_same_date(answer, CL_PLACE(line, struct ny_pos, to), line->to, service->to);
	judge_same_code(answer, CL_PLACE(line, struct ny_pos, person_id), &line->person_id, &service->person_id);
}

static void
judge_line_of_none(struct cl_answer *answer, const struct line_view *line)
{
	struct caselint_ref place = CL_PLACE(line->line, struct ny_pos, service_id);

	if (line->line->service_id.state == CASELINT_BAD)
		cl_unknown(answer, place, cl_none(), CASELINT_ABSENT);
	else if (line->line->service_id.state == CASELINT_ABSENT)
		cl_fail_at(answer, "names-none", cl_whole(line->line));
	else if (line->may_be_for_service)
		unknown_as(answer, "may-be", place);
	else
		cl_fail_value(answer, "no-service", place, cl_none());
}

/* "for the missed services to be paid": the line is for a service that is on record, and for all of it. */
void
judge_lines_agree(struct cl_answer *answer, const struct case_view *view)
{
	uint32_t i = 0;

	for (i = 0; i < view->line_count; i++) {
		const struct line_view *line = &view->lines[i];

		if (line->service != NO_INDEX)
			judge_agreement(answer, line->line, view->services[line->service].service);
		else
			judge_line_of_none(answer, line);
	}
}

/* ---- The closing (WMS.6) --------------------------------------------------------------------- */

void
judge_closing_order(struct cl_answer *answer, const struct case_view *view)
{
	struct caselint_ref place = WMS_PLACE(view, closed_on);
	int32_t closed_on = view->record->wms->closed_on;

	if (!has_closed_stage(view) && view->is_wms_unclear)
		cl_unknown(answer, place, cl_none(), CASELINT_ABSENT);
	else if (!has_closed_stage(view))
		cl_missing(answer, step_place(view->record, STEP_STAGE_CLOSED), cl_none(), true);
	else if (!cl_is_known(closed_on) || !cl_is_known(view->record->stage->closed_on))
		cl_unknown(answer, place, cl_none(), CASELINT_ABSENT);
	else if (view->record->stage->closed_on <= closed_on)
		cl_pass(answer);
	else
		cl_fail_value(answer, NULL, place, cl_date(view->record->stage->closed_on));
}
