/*
 * The person list (FSI.2) and the primary caretaker (FSS.1). Who is an adult is told by
 * the kind recorded, else by the age on the day the application was signed.
 */
#include "rules.h"

/* Somebody who is on the list is not the place of somebody who is not. */
static struct caselint_ref
list_place(const struct case_view *view)
{
	const struct ny_intake *intake = view->record->intake;

	return person_count(view) == 0 ? CL_PLACE(intake, struct ny_intake, people) : cl_whole(intake);
}

/* Whether the list cannot be told: its intake was given twice. */
static bool
is_list_unclear(struct cl_answer *answer, const struct case_view *view)
{
	if (!view->is_intake_unclear)
		return false;
	cl_unknown(answer, list_place(view), cl_none(), CASELINT_ABSENT);
	return true;
}

/* ---- The list (FSI.2) ------------------------------------------------------------------ */

static void
judge_person_id(struct cl_answer *answer, const struct case_view *view, const struct ny_person *person)
{
	struct caselint_ref place = CL_PLACE(person, struct ny_person, person_id);

	if (person->person_id.state == CASELINT_ABSENT)
		item_missing(answer, view, place, cl_none());
	else if (!cl_text_is_known(&person->person_id))
		cl_unknown(answer, place, cl_none(), CASELINT_ABSENT);
	else
		cl_pass(answer);
}

static void
judge_person_kind(struct cl_answer *answer, const struct case_view *view, const struct ny_person *person)
{
	bool has_no_kind = person->kind.state == CASELINT_ABSENT;
	struct caselint_ref place = CL_PLACE(person, struct ny_person, kind);

	if (has_no_kind && person->birth_date == CASELINT_ABSENT)
		item_missing(answer, view, place, cl_none());
	else if (person->kind.state == CASELINT_BAD || (has_no_kind && person->birth_date == CASELINT_BAD))
		cl_unknown(answer, place, cl_none(), CASELINT_ABSENT);
	else
		cl_pass(answer);
}

void
judge_person_list(struct cl_answer *answer, const struct case_view *view)
{
	uint32_t i = 0;

	if (is_list_unclear(answer, view))
		return;
	if (person_count(view) == 0)
		item_missing(answer, view, list_place(view), cl_none());
	for (i = 0; i < person_count(view); i++) {
		judge_person_id(answer, view, person_at(view, i));
		judge_person_kind(answer, view, person_at(view, i));
	}
}

/* A person may be listed twice; one mark is enough. */
static int32_t
beneficiary_mark(const struct case_view *view, const struct caselint_text *person_id)
{
	int32_t mark = CASELINT_ABSENT;
	uint32_t i = 0;

	for (i = 0; i < person_count(view) && mark != 1; i++) {
		const struct ny_person *person = person_at(view, i);

		if (cl_text_is(person_id, &person->person_id) && person->beneficiary > mark)
			mark = person->beneficiary;
	}
	return mark;
}

static void
judge_payee(struct cl_answer *answer, const struct case_view *view, const struct ny_service *service)
{
	struct caselint_ref place = CL_PLACE(service, struct ny_service, person_id);
	int32_t mark = view->is_intake_unclear ? CASELINT_BAD : beneficiary_mark(view, &service->person_id);

	if (service->person_id.state == CASELINT_ABSENT)
		return;
	cl_name(answer, "person", cl_at(place));
	if (!cl_text_is_known(&service->person_id) || mark == CASELINT_BAD)
		cl_unknown(answer, place, cl_none(), CASELINT_ABSENT);
	else if (mark == 1)
		cl_pass(answer);
	else
		item_missing(answer, view, place, cl_none());
}

/* "the individuals for whom the payment is being made". */
void
judge_payees(struct cl_answer *answer, const struct case_view *view)
{
	uint32_t i = 0;

	for (i = 0; i < view->record->services.count; i++)
		judge_payee(answer, view, CL_ITEM(view->record->services, struct ny_service, i));
}

/* "If the individual is an adult, there must be one child in the person list also." */
void
judge_child_listed(struct cl_answer *answer, const struct case_view *view)
{
	bool is_unclear = view->beneficiaries.unclear > 0 || view->is_beneficiary_unclear;

	if (is_list_unclear(answer, view))
		return;
	if (view->beneficiaries.adults == 0) {
		if (is_unclear)
			cl_unknown(answer, list_place(view), cl_none(), CASELINT_ABSENT);
		return;
	}
	if (view->all.children > 0)
		cl_pass(answer);
	else if (view->all.unclear > 0)
		cl_unknown(answer, list_place(view), cl_none(), CASELINT_ABSENT);
	else
		item_missing(answer, view, list_place(view), cl_none());
}

/* ---- The caretaker (FSS.1) ---------------------------------------------------------------- */

static void
judge_caretaker_found(struct cl_answer *answer, const struct case_view *view)
{
	struct caselint_ref place = CL_PLACE(view->record->stage, struct ny_stage, caretaker);
	struct cl_instance wrong = {"unlisted", place, cl_at(place), cl_none(), CASELINT_ABSENT};
	struct people_count found = count_persons(view, &view->record->stage->caretaker);

	if (found.adults + found.children + found.unclear == 0) {
		cl_fail(answer, &wrong);
	} else if (found.adults > 0 && found.children == 0) {
		cl_pass(answer);
	} else if (found.adults > 0 || found.unclear > 0) {
		cl_unknown(answer, place, cl_none(), CASELINT_ABSENT);
	} else {
		wrong.variant = "child";
		cl_fail(answer, &wrong);
	}
}

/* "Identify a primary caretaker". */
void
judge_caretaker(struct cl_answer *answer, const struct case_view *view)
{
	const struct ny_stage *stage = view->record->stage;
	struct caselint_ref place = CL_PLACE(stage, struct ny_stage, caretaker);

	if (is_list_unclear(answer, view))
		return;
	if (view->all.adults == 0) {
		if (view->all.unclear > 0)
			cl_unknown(answer, place, cl_none(), CASELINT_ABSENT);
		return;
	}
	if (stage->caretaker.state == CASELINT_ABSENT)
		cl_missing(answer, place, cl_none(), view_is_past(view, STEP_STAGE));
	else if (!cl_text_is_known(&stage->caretaker))
		cl_unknown(answer, place, cl_none(), CASELINT_ABSENT);
	else
		judge_caretaker_found(answer, view);
}

/* "if child only, no caretaker". */
void
judge_no_caretaker(struct cl_answer *answer, const struct case_view *view)
{
	const struct ny_stage *stage = view->record->stage;
	struct caselint_ref place = CL_PLACE(stage, struct ny_stage, caretaker);

	if (is_list_unclear(answer, view) || view->all.adults > 0 || person_count(view) == 0)
		return;
	if (view->all.unclear > 0 || stage->caretaker.state == CASELINT_BAD)
		cl_unknown(answer, place, cl_none(), CASELINT_ABSENT);
	else if (stage->caretaker.state == CASELINT_ABSENT)
		cl_pass(answer);
	else
		cl_fail_value(answer, NULL, place, cl_none());
}
