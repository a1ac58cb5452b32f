/*
 * The WMS case (WMS.1 to WMS.6): the application, the reuse number, the purchased service
 * lines, the closing. Payments are in payments.c; number and eligibility in prior.c.
 */
#include "rules.h"

#define WMS_PLACE(view, member) PLACE((view)->record->wms, struct ny_wms, member)

/* ---- Application and reuse number (WMS.1, WMS.2) -------------------------------------- */

/* "Continue processing the WMS application": linked and processed. */
void
judge_application(struct answer *answer, const struct case_view *view)
{
	bool is_due = view_has_taken(view, STEP_APP_REG);

	if (is_due && view_has_taken(view, STEP_PROCESSED) && !text_is_known(&view->record->wms->application_id))
		answer_unknown(answer, WMS_PLACE(view, application_id), value_none(), CASELINT_ABSENT);
	else
		judge_step(answer, view, STEP_PROCESSED);
}

void
judge_reuse(struct answer *answer, const struct case_view *view)
{
	int32_t engaged = view->record->wms->reuse_engaged;
	struct caselint_ref place = WMS_PLACE(view, reuse_engaged);
	struct instance wrong = {NULL, place, value_at(place), value_none(), CASELINT_ABSENT};

	if (!is_known(engaged))
		answer_unknown(answer, place, value_none(), CASELINT_ABSENT);
	else if (engaged == 1)
		answer_pass(answer);
	else
		answer_fail(answer, &wrong);
}

/* ---- Purchased service lines (WMS.4) ----------------------------------------------------- */

static void
judge_line_written(struct answer *answer, const struct case_view *view, const struct service_view *service)
{
	const struct ny_service *missed = service->service;
	struct caselint_ref place = PLACE(missed, struct ny_service, id);

	answer_name_value(answer, "service", value_at(place));
	if (service->dated_count > 0)
		answer_pass(answer);
	else if (!text_is_known(&missed->id))
		answer_unknown(answer, place, value_none(), CASELINT_ABSENT);
	else if (service->authorized_count > 0)
		answer_unknown(answer, place_whole(missed), value_none(), CASELINT_ABSENT);
	else
		answer_missing(answer, place_whole(missed), value_none(), view_is_past(view, STEP_POS));
}

void
judge_lines_written(struct answer *answer, const struct case_view *view)
{
	uint32_t i = 0;

	for (i = 0; i < view->record->services.count; i++) {
		const struct ny_service *missed = view->services[i].service;

		if (is_purchased(view, missed))
			judge_line_written(answer, view, &view->services[i]);
		else if (!text_is_known(&missed->kind))
			answer_unknown(answer, PLACE(missed, struct ny_service, kind), value_none(), CASELINT_ABSENT);
	}
}

void
judge_single_issue(struct answer *answer, const struct case_view *view)
{
	uint32_t i = 0;

	for (i = 0; i < view->line_count; i++) {
		const struct ny_pos *line = view->lines[i].line;

		answer_text(answer, PLACE(line, struct ny_pos, issue), &line->issue, &view->p->issue_single, NULL);
	}
}

static void
judge_same_date(struct answer *answer, struct caselint_ref place, int32_t found, int32_t expected)
{
	if (is_known(expected))
		answer_date_is(answer, place, found, expected);
	else
		answer_unknown(answer, place, value_none(), CASELINT_ABSENT);
}

static void
judge_same_code(struct answer *answer, struct caselint_ref place, const struct caselint_text *found,
    const struct caselint_text *expected)
{
	if (text_is_known(expected))
		answer_text(answer, place, found, expected, NULL);
	else
		answer_unknown(answer, place, value_none(), CASELINT_ABSENT);
}

static void
judge_agreement(struct answer *answer, const struct ny_pos *line, const struct ny_service *service)
{
	judge_same_code(answer, PLACE(line, struct ny_pos, code), &line->code, &service->code);
	judge_same_date(answer, PLACE(line, struct ny_pos, from), line->from, service->from);
	judge_same_date(answer, PLACE(line, struct ny_pos, to), line->to, service->to);
	judge_same_code(answer, PLACE(line, struct ny_pos, person_id), &line->person_id, &service->person_id);
}

/* "for the missed services to be paid": the line is for a service that is on record, and for all of it. */
void
judge_lines_agree(struct answer *answer, const struct case_view *view)
{
	uint32_t i = 0;

	for (i = 0; i < view->line_count; i++) {
		const struct line_view *line = &view->lines[i];
		struct caselint_ref place = PLACE(line->line, struct ny_pos, service_id);
		struct instance stray = {"no-service", place, value_at(place), value_none(), CASELINT_ABSENT};

		if (line->service != NO_INDEX)
			judge_agreement(answer, line->line, view->services[line->service].service);
		else if (line->line->service_id.state == CASELINT_BAD)
			answer_unknown(answer, place, value_none(), CASELINT_ABSENT);
		else
			answer_fail(answer, &stray);
	}
}

/* ---- The closing (WMS.6) --------------------------------------------------------------------- */

void
judge_closing_order(struct answer *answer, const struct case_view *view)
{
	struct caselint_ref place = WMS_PLACE(view, closed_on);
	int32_t closed_on = view->record->wms->closed_on;
	struct instance wrong = {NULL, place, value_at(place), value_none(), CASELINT_ABSENT};

	if (!has_closed_stage(view)) {
		answer_missing(answer, step_place(view->record, STEP_STAGE_CLOSED), value_none(), true);
	} else if (!is_known(closed_on) || !is_known(view->record->stage->closed_on)) {
		answer_unknown(answer, place, value_none(), CASELINT_ABSENT);
	} else if (view->record->stage->closed_on <= closed_on) {
		answer_pass(answer);
	} else {
		wrong.expected = value_date(view->record->stage->closed_on);
		answer_fail(answer, &wrong);
	}
}

/* The case is not closed on the day the stage was: still in time; afterwards it is late by so many days. */
void
judge_wms_closed(struct answer *answer, const struct case_view *view)
{
	if (has_closed_wms(view) && !is_known(view->record->wms->closed_on))
		answer_unknown(answer, WMS_PLACE(view, closed_on), value_none(), CASELINT_ABSENT);
	else if (has_closed_wms(view))
		answer_pass(answer);
	else
		answer_overdue(answer, step_place(view->record, STEP_WMS_CLOSED), view->record->stage->closed_on);
}
