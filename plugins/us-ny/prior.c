/*
 * The closed case: that the procedure is for it (P0), that it is linked (FSI.8), and that
 * its number is used again (WMS.2). Its eligibility is in eligibility.c.
 */
#include "rules.h"

/* The place of a member of the closed case, or where the case itself is missing. */
#define CLOSED_PLACE(view, member)                                                      \
	((view)->record->closed == NULL ? PLACE((view)->record, struct ny_case, closed) \
					: PLACE((view)->record->closed, struct ny_closed, member))

/* ---- What the procedure is for (P0) ------------------------------------------------- */

/* "when a WMS Child Welfare Services case is closed". */
void
judge_prior_closed(struct answer *answer, const struct case_view *view)
{
	const struct ny_intake *intake = view->record->intake;
	int32_t closed_on = view->record->closed == NULL ? CASELINT_ABSENT : view->record->closed->closed_on;
	struct caselint_ref place = CLOSED_PLACE(view, closed_on);
	struct instance wrong = {"absent", place, value_none(), value_none(), CASELINT_ABSENT};

	if (!was_done(closed_on)) {
		answer_fail(answer, &wrong);
	} else if (!is_known(closed_on)) {
		answer_unknown(answer, place, value_none(), CASELINT_ABSENT);
	} else if (intake == NULL) {
		answer_pass(answer);
	} else if (!is_known(intake->entered_on)) {
		answer_unknown(answer, PLACE(intake, struct ny_intake, entered_on), value_none(), CASELINT_ABSENT);
	} else if (closed_on <= intake->entered_on) {
		answer_pass(answer);
	} else {
		wrong.variant = NULL;
		wrong.observed = value_at(place);
		wrong.expected = value_date(intake->entered_on);
		answer_fail(answer, &wrong);
	}
}

void
judge_case_type(struct answer *answer, const struct case_view *view)
{
	struct caselint_ref place = CLOSED_PLACE(view, case_type);

	if (view->record->closed == NULL)
		answer_unknown(answer, place, value_text(&view->p->case_type), CASELINT_ABSENT);
	else
		answer_text(answer, place, &view->record->closed->case_type, &view->p->case_type, NULL);
}

/* "an additional or missed payment needs to be made". */
void
judge_services(struct answer *answer, const struct case_view *view)
{
	const struct caselint_list *services = &view->record->services;
	struct instance none = {
	    "absent", PLACE(view->record, struct ny_case, services), value_none(), value_none(), CASELINT_ABSENT};
	uint32_t i = 0;

	if (services->count == 0)
		answer_fail(answer, &none);
	for (i = 0; i < services->count; i++) {
		const struct ny_service *service = ITEM(*services, struct ny_service, i);
		struct caselint_ref place = PLACE(service, struct ny_service, reason);
		struct instance wrong = {NULL, place, value_at(place), value_none(), CASELINT_ABSENT};

		if (!text_is_known(&service->reason))
			answer_unknown(answer, place, value_none(), CASELINT_ABSENT);
		else if (text_is(&service->reason, &view->p->reason_missed) ||
			 text_is(&service->reason, &view->p->reason_additional))
			answer_pass(answer);
		else
			answer_fail(answer, &wrong);
	}
}

/* A payment for a time after the closing belongs to another case. */
void
judge_services_before_close(struct answer *answer, const struct case_view *view)
{
	const struct caselint_list *services = &view->record->services;
	uint32_t i = 0;

	if (view->record->closed == NULL || !was_done(view->record->closed->closed_on))
		return;
	for (i = 0; i < services->count; i++) {
		const struct ny_service *service = ITEM(*services, struct ny_service, i);
		struct caselint_ref place = PLACE(service, struct ny_service, to);

		if (was_done(service->to))
			answer_date_not_after(answer, place, service->to, view->record->closed->closed_on);
	}
}

/* ---- The link (FSI.8) ---------------------------------------------------------------- */

static bool
has_status(const struct case_view *view, const struct caselint_text *status)
{
	return view->record->closed != NULL && text_is(&view->record->closed->connections_status, status);
}

void
judge_linked(struct answer *answer, const struct case_view *view)
{
	const struct ny_intake *intake = view->record->intake;
	bool was_there = has_status(view, &view->p->status_converted) || has_status(view, &view->p->status_opened);

	if (view->record->closed == NULL || !text_is_known(&view->record->closed->connections_status))
		answer_unknown(answer, CLOSED_PLACE(view, connections_status), value_none(), CASELINT_ABSENT);
	else if (!was_there)
		return;
	else if (intake->people.state == CASELINT_BAD) /* the intake was given twice */
		answer_unknown(answer, PLACE(intake, struct ny_intake, link), value_none(), CASELINT_ABSENT);
	else if (intake->link != NULL)
		answer_pass(answer);
	else
		item_missing(answer, view, PLACE(intake, struct ny_intake, link), value_none());
}

/* Whether the linked case is the closed one: 1, 0, or -1 where an id is not known. */
static int
is_link_right(const struct case_view *view)
{
	const struct caselint_text *linked = &view->record->intake->link->connections_id;

	if (view->record->closed == NULL || !text_is_known(&view->record->closed->connections_id) ||
	    !text_is_known(linked))
		return -1;
	return text_is(linked, &view->record->closed->connections_id) ? 1 : 0;
}

/* Nothing is known of another case than the closed one. */
void
judge_link_closed(struct answer *answer, const struct case_view *view)
{
	struct caselint_ref place = PLACE(view->record->intake->link, struct ny_link, connections_id);
	struct instance open = {NULL, CLOSED_PLACE(view, closed_on), value_none(), value_none(), CASELINT_ABSENT};

	if (is_link_right(view) != 1 || view->record->closed->closed_on == CASELINT_BAD)
		answer_unknown(answer, place, value_none(), CASELINT_ABSENT);
	else if (was_done(view->record->closed->closed_on))
		answer_pass(answer);
	else
		answer_fail(answer, &open);
}

void
judge_link_right(struct answer *answer, const struct case_view *view)
{
	struct caselint_ref place = PLACE(view->record->intake->link, struct ny_link, connections_id);
	struct instance wrong = {NULL, place, value_at(place), value_none(), CASELINT_ABSENT};
	int right = is_link_right(view);

	if (right < 0) {
		answer_unknown(answer, place, value_none(), CASELINT_ABSENT);
	} else if (right == 1) {
		answer_pass(answer);
	} else {
		wrong.expected = value_at(CLOSED_PLACE(view, connections_id));
		answer_fail(answer, &wrong);
	}
}

/* A link of a case that never was in CONNECTIONS leads elsewhere, or the status is wrong. */
void
judge_no_link(struct answer *answer, const struct case_view *view)
{
	const struct ny_link *link = view->record->intake->link;
	struct instance found = {
	    NULL, PLACE(view->record->intake, struct ny_intake, link), value_none(), value_none(), CASELINT_ABSENT};

	if (!has_status(view, &view->p->status_never))
		return;
	if (link == NULL) {
		answer_pass(answer);
		return;
	}
	found.observed = value_at(PLACE(link, struct ny_link, connections_id));
	answer_fail(answer, &found);
}

/* ---- The number (WMS.2) --------------------------------------------------------------- */

void
judge_reuse_number(struct answer *answer, const struct case_view *view)
{
	const struct ny_wms *wms = view->record->wms;
	struct caselint_ref place = PLACE(wms, struct ny_wms, wms_number);

	if (wms == NULL || wms->reuse_engaged == 0 || wms->reuse_engaged == CASELINT_ABSENT)
		return;
	if (wms->reuse_engaged == CASELINT_BAD)
		answer_unknown(answer, PLACE(wms, struct ny_wms, reuse_engaged), value_none(), CASELINT_ABSENT);
	else if (view->record->closed == NULL || !text_is_known(&view->record->closed->wms_number))
		answer_unknown(answer, CLOSED_PLACE(view, wms_number), value_none(), CASELINT_ABSENT);
	else
		answer_text(answer, place, &wms->wms_number, &view->record->closed->wms_number, NULL);
}
