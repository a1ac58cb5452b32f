/*
 * The Family Services Intake (FSI.1 to FSI.9). Its items come before it is opened: until
 * then what is not there is pending, afterwards it fails. The person list is in people.c,
 * the link in prior.c.
 */
#include "rules.h"

#define INTAKE_PLACE(view, member) CL_PLACE((view)->record->intake, struct ny_intake, member)

void
item_missing(
    struct cl_answer *answer, const struct case_view *view, struct caselint_ref place, struct caselint_value expected)
{
	cl_missing(answer, place, expected, view->is_past_signed);
}

/* ---- Source (FSI.1) ------------------------------------------------------------- */

/* Whether the source is among those who authorized; worker ids are private, so the host compares them. */
struct authorizers {
	bool some;     /* somebody authorized */
	bool unclear;  /* it is not known who did */
	bool is_found; /* the source did */
};

static void
meet_authorizer(
    struct authorizers *met, const struct case_view *view, struct caselint_ref by, const struct caselint_text *worker)
{
	struct caselint_ref source = INTAKE_PLACE(view, source);

	met->some = true;
	if (!cl_text_is_known(worker))
		met->unclear = true;
	else if (view->eval->services->same_text(view->eval, &source, &by) == 1)
		met->is_found = true;
}

static struct authorizers
meet_authorizers(const struct case_view *view)
{
	struct authorizers met = {false, false, false};
	const struct ny_wms *wms = view->record->wms;
	uint32_t i = 0;

	for (i = 0; wms != NULL && i < wms->direct.count; i++) {
		const struct ny_direct *direct = CL_ITEM(wms->direct, struct ny_direct, i);

		if (cl_was_done(direct->authorized_on))
			meet_authorizer(
			    &met, view, CL_PLACE(direct, struct ny_direct, authorized_by), &direct->authorized_by);
	}
	for (i = 0; i < view->line_count; i++) {
		const struct ny_pos *line = view->lines[i].line;

		if (view->lines[i].is_authorized)
			meet_authorizer(&met, view, CL_PLACE(line, struct ny_pos, authorized_by), &line->authorized_by);
	}
	return met;
}

/* "the worker authorizing the retro payment": any of them, where there are several. */
void
judge_source_authorizes(struct cl_answer *answer, const struct case_view *view)
{
	struct caselint_ref place = INTAKE_PLACE(view, source);
	struct authorizers met = {false, false, false};

	if (view->record->intake->source.state == CASELINT_ABSENT)
		return;
	met = meet_authorizers(view);
	if (!met.some && !view->is_wms_unclear)
		return;
	if (met.is_found)
		cl_pass(answer);
	else if (met.unclear || view->is_wms_unclear || !cl_text_is_known(&view->record->intake->source))
		cl_unknown(answer, place, cl_none(), CASELINT_ABSENT);
	else
		cl_fail_at(answer, NULL, place);
}

/* ---- Narrative, BCFI (FSI.3, FSI.4) ----------------------------------------------- */

/* "Any choice will satisfy the requirement": which one is never asked. */
void
judge_bcfi(struct cl_answer *answer, const struct case_view *view)
{
	const struct ny_bcfi *bcfi = view->record->intake->bcfi;
	struct caselint_ref place = INTAKE_PLACE(view, bcfi);
	struct cl_instance empty = {
	    "no-choice", CL_PLACE(bcfi, struct ny_bcfi, choices), cl_count(0), cl_none(), CASELINT_ABSENT};

	if (view->is_intake_unclear)
		cl_unknown(answer, place, cl_none(), CASELINT_ABSENT);
	else if (bcfi == NULL)
		item_missing(answer, view, place, cl_none());
	else if (!cl_was_done(bcfi->completed_on))
		item_missing(answer, view, CL_PLACE(bcfi, struct ny_bcfi, completed_on), cl_none());
	else if (!cl_is_known(bcfi->completed_on))
		cl_unknown(answer, CL_PLACE(bcfi, struct ny_bcfi, completed_on), cl_none(), CASELINT_ABSENT);
	else if (!cl_is_known(bcfi->choices))
		cl_unknown(answer, empty.place, cl_none(), CASELINT_ABSENT);
	else if (bcfi->choices == 0)
		cl_fail(answer, &empty);
	else
		cl_pass(answer);
}

/* ---- Stage type, decision (FSI.5, FSI.6) --------------------------------------------- */

/* ---- The application date signed (FSI.7) ------------------------------------------------ */

/* The date is after the end of a missed service, because the work is done afterwards. */
static void
judge_after_service(struct cl_answer *answer, const struct case_view *view, const struct ny_service *service)
{
	struct caselint_ref place = INTAKE_PLACE(view, signed_on);

	if (!cl_is_known(service->to))
		cl_unknown(answer, CL_PLACE(service, struct ny_service, to), cl_none(), CASELINT_ABSENT);
	else if (view->record->intake->signed_on > service->to)
		cl_pass(answer);
	else
		cl_fail_value(answer, "service", place, cl_date(service->to));
}

static void
judge_after_entry(struct cl_answer *answer, const struct case_view *view)
{
	const struct ny_intake *intake = view->record->intake;
	struct caselint_ref place = INTAKE_PLACE(view, signed_on);

	if (intake->entered_on == CASELINT_BAD)
		cl_unknown(answer, INTAKE_PLACE(view, entered_on), cl_none(), CASELINT_ABSENT);
	else if (intake->signed_on >= intake->entered_on)
		cl_pass(answer);
	else
		cl_fail_value(answer, NULL, place, cl_date(intake->entered_on));
}

/* "Do not try to back date". Without the day of the entry only the services tell. */
void
judge_not_back_dated(struct cl_answer *answer, const struct case_view *view)
{
	const struct ny_intake *intake = view->record->intake;
	const struct caselint_list *services = &view->record->services;
	uint32_t i = 0;

	if (!cl_is_known(intake->signed_on)) {
		cl_unknown(answer, INTAKE_PLACE(view, signed_on), cl_none(), CASELINT_ABSENT);
		return;
	}
	if (cl_was_done(intake->entered_on))
		judge_after_entry(answer, view);
	for (i = 0; i < services->count; i++)
		judge_after_service(answer, view, CL_ITEM(*services, struct ny_service, i));
	if (cl_outcome(answer) == CASELINT_NOTAPPLICABLE)
		cl_unknown(answer, INTAKE_PLACE(view, entered_on), cl_none(), CASELINT_ABSENT);
}

/* ---- Opening (FSI.9) ------------------------------------------------------------------------ */

void
judge_opened(struct cl_answer *answer, const struct case_view *view)
{
	const struct ny_intake *intake = view->record->intake;
	struct caselint_ref place = INTAKE_PLACE(view, outcome);
	bool is_late = view_is_past(view, STEP_OPENED);
	struct cl_instance undated = {"no-day", INTAKE_PLACE(view, opened_on), cl_none(), cl_none(), CASELINT_ABSENT};

	if (cl_text_is_known(&intake->outcome) && !cl_text_is(&intake->outcome, &view->p->outcome))
		cl_fail_value(answer, NULL, place, cl_text(&view->p->outcome));
	else if (!cl_was_done(intake->opened_on) && cl_text_is_known(&intake->outcome))
		cl_report(answer, is_late ? CASELINT_FAIL : CASELINT_PENDING, &undated);
	else if (!cl_was_done(intake->opened_on))
		cl_missing(answer, undated.place, cl_none(), is_late);
	else if (!cl_text_is_known(&intake->outcome))
		cl_unknown(answer, place, cl_text(&view->p->outcome), CASELINT_ABSENT);
	else if (!cl_is_known(intake->opened_on))
		cl_unknown(answer, INTAKE_PLACE(view, opened_on), cl_none(), CASELINT_ABSENT);
	else
		cl_pass(answer);
}
