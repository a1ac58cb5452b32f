/*
 * What no entry of the table says of counties that are not live: a step that does not
 * say which it is (L12, L13, L15); the span of a JFS 01659, that it was sent, that it is
 * the only one and not older than the signatures (L13, L14).
 */
#include "rules.h"

/* ---- Steps that only the name of an element shows -------------------------------------- */

void
judge_unnamed_event(struct cl_answer *answer, const struct case_view *view)
{
	const struct oh_event *unnamed = NULL;
	uint32_t i = 0;

	for (i = 0; i < view->record->events.count; i++) {
		const struct oh_event *event = CL_ITEM(view->record->events, struct oh_event, i);

		if (!is_event_0338(view, event) || !cl_was_done(event->updated_on))
			continue;
		if (cl_text_is_known(&event->code))
			return;
		unnamed = event;
	}
	if (unnamed != NULL)
		cl_unknown(answer, CL_PLACE(unnamed, struct oh_event, code), cl_none(), CASELINT_ABSENT);
}

void
judge_unnamed_form(struct cl_answer *answer, const struct case_view *view)
{
	const struct oh_auxiliary *unnamed = NULL;
	uint32_t i = 0;

	for (i = 0; i < view->record->auxiliary.count; i++) {
		const struct oh_auxiliary *form = CL_ITEM(view->record->auxiliary, struct oh_auxiliary, i);

		if (!is_auxiliary(view, form) || !cl_was_done(form->completed_on))
			continue;
		if (cl_text_is_known(&form->form))
			return;
		unnamed = form;
	}
	if (unnamed != NULL)
		cl_unknown(answer, CL_PLACE(unnamed, struct oh_auxiliary, form), cl_none(), CASELINT_ABSENT);
}

void
judge_unnamed_statement(struct cl_answer *answer, const struct case_view *view)
{
	const struct oh_statement *unnamed = NULL;
	uint32_t i = 0;

	for (i = 0; i < view->record->statements.count; i++) {
		const struct oh_statement *line = CL_ITEM(view->record->statements, struct oh_statement, i);

		if (!is_statement(view, line))
			continue;
		if (cl_text_is_known(&line->form))
			return;
		unnamed = line;
	}
	if (unnamed != NULL)
		cl_unknown(answer, CL_PLACE(unnamed, struct oh_statement, form), cl_none(), CASELINT_ABSENT);
}

/* ---- The JFS 01659 ------------------------------------------------------------------------ */

/* The n-th completed JFS 01659; NULL behind the last. */
static const struct oh_auxiliary *
completed_form(const struct case_view *view, uint32_t n)
{
	uint32_t i = 0;

	for (i = 0; i < view->record->auxiliary.count; i++) {
		const struct oh_auxiliary *form = CL_ITEM(view->record->auxiliary, struct oh_auxiliary, i);

		if (is_auxiliary(view, form) && cl_was_done(form->completed_on) && n-- == 0)
			return form;
	}
	return NULL;
}

/* One of the two effective dates: the day expected, another day of the month, or outside it. */
static void
judge_effective(
    struct cl_answer *answer, const struct case_view *view, struct caselint_ref place, int32_t found, int32_t expected)
{
	bool inside = found >= view->p->month_first && found <= view->p->month_last;

	if (!cl_is_known(found))
		cl_unknown(answer, place, cl_none(), CASELINT_ABSENT);
	else if (found == expected)
		cl_pass(answer);
	else
		cl_fail_value(answer, inside ? "inside" : NULL, place, cl_date(expected));
}

static void
judge_span(struct cl_answer *answer, const struct case_view *view, const struct oh_auxiliary *form)
{
	struct caselint_ref from = CL_PLACE(form, struct oh_auxiliary, effective_from);
	struct caselint_ref to = CL_PLACE(form, struct oh_auxiliary, effective_to);

	/* Half a span says nothing: the form is judged as one. */
	if (!cl_is_known(form->effective_from) || !cl_is_known(form->effective_to)) {
		cl_unknown(answer, cl_is_known(form->effective_from) ? to : from, cl_none(), CASELINT_ABSENT);
	} else if (form->effective_from > form->effective_to) {
		cl_fail_value(answer, "reversed", from, cl_at(to));
	} else {
		judge_effective(answer, view, from, form->effective_from, view->p->month_first);
		judge_effective(answer, view, to, form->effective_to, view->p->month_last);
	}
}

void
judge_form_span(struct cl_answer *answer, const struct case_view *view)
{
	const struct oh_auxiliary *form = NULL;
	uint32_t n = 0;

	for (n = 0; (form = completed_form(view, n)) != NULL; n++)
		judge_span(answer, view, form);
}

void
judge_form_sent(struct cl_answer *answer, const struct case_view *view)
{
	const struct oh_auxiliary *form = NULL;
	uint32_t n = 0;

	for (n = 0; (form = completed_form(view, n)) != NULL; n++) {
		if (cl_was_done(form->sent_on))
			cl_judge_free_text(answer, CL_PLACE(form, struct oh_auxiliary, sent_to), &form->sent_to,
			    &view->p->auxiliary_addressee, "elsewhere");
		else
			cl_open(answer, CL_PLACE(form, struct oh_auxiliary, sent_on), cl_none());
	}
}

/* Each form is paid, completed or not yet. */
void
judge_form_single(struct cl_answer *answer, const struct case_view *view)
{
	uint32_t count = count_auxiliary(view);
	struct cl_instance several = {
	    NULL, CL_PLACE(view->record, struct oh_case, auxiliary), cl_count(count), cl_count(1), CASELINT_ABSENT};

	if (count > 1) {
		cl_name(answer, "count", cl_count(count));
		cl_fail(answer, &several);
	} else if (completed_form(view, 0) != NULL) {
		cl_pass(answer);
	}
}

/* The latest date of some signatures, CASELINT_BAD when none can be read and CASELINT_ABSENT when one is still
 * missing; `*ret_unreadable` becomes true when one cannot be read. */
static int32_t
last_of(const struct caselint_list *signatures, bool *ret_unreadable)
{
	int32_t last = CASELINT_ABSENT;
	uint32_t i = 0;

	for (i = 0; i < signatures->count; i++) {
		int32_t signed_on = CL_ITEM(*signatures, struct oh_signature, i)->signed_on;

		if (signed_on == CASELINT_ABSENT)
			return CASELINT_ABSENT;
		*ret_unreadable = *ret_unreadable || signed_on == CASELINT_BAD;
		last = signed_on > last ? signed_on : last;
	}
	return last;
}

/* The same of all signatures of the agreement. */
static int32_t
last_signature(const struct case_view *view, bool *ret_unreadable)
{
	const struct oh_agreement *agreement = view->record->agreement;
	int32_t parents = CASELINT_ABSENT;
	int32_t agency = CASELINT_ABSENT;

	if (agreement == NULL)
		return CASELINT_ABSENT;
	parents = last_of(&agreement->parents, ret_unreadable);
	agency = last_of(&agreement->agency, ret_unreadable);
	if (parents == CASELINT_ABSENT || agency == CASELINT_ABSENT)
		return CASELINT_ABSENT;
	return parents > agency ? parents : agency;
}

void
judge_form_after_signing(struct cl_answer *answer, const struct case_view *view)
{
	bool unreadable = false;
	int32_t last = last_signature(view, &unreadable);
	const struct oh_auxiliary *form = NULL;
	uint32_t n = 0;

	if (last == CASELINT_ABSENT)
		return;
	for (n = 0; (form = completed_form(view, n)) != NULL; n++) {
		struct caselint_ref place = CL_PLACE(form, struct oh_auxiliary, completed_on);

		if (cl_is_known(form->completed_on) && cl_is_known(last) && form->completed_on < last)
			cl_fail_value(answer, NULL, place, cl_date(last));
		else if (!cl_is_known(form->completed_on) || unreadable)
			cl_unknown(answer, place, cl_none(), CASELINT_ABSENT);
		else
			cl_pass(answer);
	}
}
