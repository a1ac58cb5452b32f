/*
 * The closed case: that the procedure is for it (P0), that it is linked (FSI.8), and that
 * its number is used again (WMS.2). Its eligibility is in eligibility.c.
 */
#include "rules.h"

/* The place of a member of the closed case, or where the case itself is missing. */
#define CLOSED_PLACE(view, member)                                                         \
	((view)->record->closed == NULL ? CL_PLACE((view)->record, struct ny_case, closed) \
					: CL_PLACE((view)->record->closed, struct ny_closed, member))

/* ---- What the procedure is for (P0) ------------------------------------------------- */

/* "when a WMS Child Welfare Services case is closed". */
void
judge_prior_closed(struct cl_answer *answer, const struct case_view *view)
{
	const struct ny_intake *intake = view->record->intake;
	int32_t closed_on = view->record->closed == NULL ? CASELINT_ABSENT : view->record->closed->closed_on;
	struct caselint_ref place = CLOSED_PLACE(view, closed_on);
	struct cl_instance wrong = {"absent", place, cl_none(), cl_none(), CASELINT_ABSENT};

	if (!cl_was_done(closed_on)) {
		cl_fail(answer, &wrong);
	} else if (!cl_is_known(closed_on)) {
		cl_unknown(answer, place, cl_none(), CASELINT_ABSENT);
	} else if (intake == NULL) {
		cl_pass(answer);
	} else if (!cl_is_known(intake->entered_on)) {
		cl_unknown(answer, CL_PLACE(intake, struct ny_intake, entered_on), cl_none(), CASELINT_ABSENT);
	} else if (closed_on <= intake->entered_on) {
		cl_pass(answer);
	} else {
		wrong.variant = NULL;
		wrong.observed = cl_at(place);
		wrong.expected = cl_date(intake->entered_on);
		cl_fail(answer, &wrong);
	}
}

/* ---- The link (FSI.8) ---------------------------------------------------------------- */

static bool
has_status(const struct case_view *view, const struct caselint_text *status)
{
	return view->record->closed != NULL && cl_text_is(&view->record->closed->connections_status, status);
}

void
judge_linked(struct cl_answer *answer, const struct case_view *view)
{
	const struct ny_intake *intake = view->record->intake;
	bool was_there = has_status(view, &view->p->status_converted) || has_status(view, &view->p->status_opened);

	if (view->record->closed == NULL || !cl_text_is_known(&view->record->closed->connections_status))
		cl_unknown(answer, CLOSED_PLACE(view, connections_status), cl_none(), CASELINT_ABSENT);
	else if (!was_there)
		return;
	else if (view->is_intake_unclear)
		cl_unknown(answer, CL_PLACE(intake, struct ny_intake, link), cl_none(), CASELINT_ABSENT);
	else if (intake->link != NULL)
		cl_pass(answer);
	else
		item_missing(answer, view, CL_PLACE(intake, struct ny_intake, link), cl_none());
}

static struct caselint_ref
link_place(const struct case_view *view)
{
	const struct ny_intake *intake = view->record->intake;

	if (intake->link == NULL)
		return CL_PLACE(intake, struct ny_intake, link);
	return CL_PLACE(intake->link, struct ny_link, connections_id);
}

/* Whether the linked case is the closed one: 1, 0, or -1 where an id is not known. */
static int
is_link_right(const struct case_view *view)
{
	const struct caselint_text *linked = NULL;

	if (view->is_intake_unclear)
		return -1;
	linked = &view->record->intake->link->connections_id;
	if (view->record->closed == NULL || !cl_text_is_known(&view->record->closed->connections_id) ||
	    !cl_text_is_known(linked))
		return -1;
	return cl_text_is(linked, &view->record->closed->connections_id) ? 1 : 0;
}

/* Nothing is known of another case than the closed one. */
void
judge_link_closed(struct cl_answer *answer, const struct case_view *view)
{
	struct caselint_ref place = link_place(view);

	if (is_link_right(view) != 1 || view->record->closed->closed_on == CASELINT_BAD)
		cl_unknown(answer, place, cl_none(), CASELINT_ABSENT);
	else if (cl_was_done(view->record->closed->closed_on))
		cl_pass(answer);
	else
		cl_fail_at(answer, NULL, CLOSED_PLACE(view, closed_on));
}

void
judge_link_right(struct cl_answer *answer, const struct case_view *view)
{
	struct caselint_ref place = link_place(view);
	int right = is_link_right(view);

	if (right < 0)
		cl_unknown(answer, place, cl_none(), CASELINT_ABSENT);
	else if (right == 1)
		cl_pass(answer);
	else
		cl_fail_value(answer, NULL, place, cl_at(CLOSED_PLACE(view, connections_id)));
}

/* A link of a case that never was in CONNECTIONS leads elsewhere, or the status is wrong. */
void
judge_no_link(struct cl_answer *answer, const struct case_view *view)
{
	const struct ny_link *link = view->record->intake->link;
	struct cl_instance found = {
	    NULL, CL_PLACE(view->record->intake, struct ny_intake, link), cl_none(), cl_none(), CASELINT_ABSENT};

	if (!has_status(view, &view->p->status_never))
		return;
	if (view->is_intake_unclear) {
		cl_unknown(answer, found.place, cl_none(), CASELINT_ABSENT);
		return;
	}
	if (link == NULL) {
		cl_pass(answer);
		return;
	}
	if (cl_text_is_known(&link->connections_id))
		found.observed = cl_at(CL_PLACE(link, struct ny_link, connections_id));
	else
		found.variant = "no-id";
	cl_fail(answer, &found);
}

/* ---- The number (WMS.2) --------------------------------------------------------------- */

void
judge_reuse_number(struct cl_answer *answer, const struct case_view *view)
{
	const struct ny_wms *wms = view->record->wms;
	struct caselint_ref place = CL_PLACE(wms, struct ny_wms, wms_number);

	if (wms == NULL || wms->reuse_engaged == 0 || wms->reuse_engaged == CASELINT_ABSENT)
		return;
	if (wms->reuse_engaged == CASELINT_BAD)
		cl_unknown(answer, CL_PLACE(wms, struct ny_wms, reuse_engaged), cl_none(), CASELINT_ABSENT);
	else if (view->record->closed == NULL || !cl_text_is_known(&view->record->closed->wms_number))
		cl_unknown(answer, CLOSED_PLACE(view, wms_number), cl_none(), CASELINT_ABSENT);
	else
		cl_judge_code(answer, place, &wms->wms_number, &view->record->closed->wms_number, NULL);
}
