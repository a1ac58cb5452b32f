/*
 * The rules for counties that are not live: AA by event 0338 and JFS 01659 (L12 to
 * L14), SAMS by the February payment and JFS 02820 (L15).
 */
#include "rules.h"

bool
applies_facsis(const struct case_view *view)
{
	return view_is_not_live_aa(view) && view->route == ROUTE_FACSIS;
}

bool
applies_sis(const struct case_view *view)
{
	return view_is_not_live_aa(view) && view->route == ROUTE_SIS;
}

/* ---- Event 0338 (L12) --------------------------------------------------------------- */

/* The n-th event 0338 that was updated; NULL behind the last. */
static const struct oh_event *
updated_event(const struct case_view *view, uint32_t n)
{
	uint32_t i = 0;

	for (i = 0; i < view->record->events.count; i++) {
		const struct oh_event *event = CL_ITEM(view->record->events, struct oh_event, i);

		if (is_event_0338(view, event) && cl_was_done(event->updated_on) && n-- == 0)
			return event;
	}
	return NULL;
}

void
judge_event_updated(struct cl_answer *answer, const struct case_view *view)
{
	int32_t due = view_event_cut_off(view);

	if (updated_event(view, 0) != NULL)
		cl_pass(answer);
	else
		cl_not_done(answer, cl_in_list(&view->record->events, CL_PLACE(view->record, struct oh_case, events)),
		    cl_date(due), due);
}

/* N + D in the event pays the underpayment twice: the JFS 01659 pays it. */
void
judge_event_amount(struct cl_answer *answer, const struct case_view *view)
{
	struct cl_wrong_amount wrong = {view->raised, "doubled"};
	const struct oh_event *event = NULL;
	uint32_t n = 0;

	cl_name(answer, "underpayment", cl_money(view->underpayment));
	for (n = 0; (event = updated_event(view, n)) != NULL; n++)
		cl_judge_amount(
		    answer, CL_PLACE(event, struct oh_event, amount), event->amount, view->agreed, &wrong, 1);
}

void
judge_event_date(struct cl_answer *answer, const struct case_view *view)
{
	const struct oh_event *event = NULL;
	uint32_t n = 0;

	for (n = 0; (event = updated_event(view, n)) != NULL; n++)
		cl_judge_deadline(
		    answer, CL_PLACE(event, struct oh_event, updated_on), event->updated_on, view_event_cut_off(view));
}

/* ---- JFS 01659 (L13, L14) ------------------------------------------------------------- */

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

void
judge_form_completed(struct cl_answer *answer, const struct case_view *view)
{
	if (completed_form(view, 0) != NULL)
		cl_pass(answer);
	else
		cl_open(answer, cl_in_list(&view->record->auxiliary, CL_PLACE(view->record, struct oh_case, auxiliary)),
		    cl_none());
}

void
judge_form_benefit(struct cl_answer *answer, const struct case_view *view)
{
	const struct oh_auxiliary *form = NULL;
	uint32_t n = 0;

	for (n = 0; (form = completed_form(view, n)) != NULL; n++)
		cl_judge_code(answer, CL_PLACE(form, struct oh_auxiliary, benefit_type), &form->benefit_type,
		    &view->p->benefit_type, NULL);
}

void
judge_form_transaction(struct cl_answer *answer, const struct case_view *view)
{
	const struct oh_auxiliary *form = NULL;
	uint32_t n = 0;

	for (n = 0; (form = completed_form(view, n)) != NULL; n++)
		cl_judge_code(answer, CL_PLACE(form, struct oh_auxiliary, transaction_code), &form->transaction_code,
		    &view->p->transaction_code, NULL);
}

/* One of the two effective dates: the day expected, another day of the month, or outside it. */
static void
judge_effective(
    struct cl_answer *answer, const struct case_view *view, struct caselint_ref place, int32_t found, int32_t expected)
{
	bool inside = found >= view->p->month_first && found <= view->p->month_last;
	struct cl_instance wrong = {inside ? "inside" : NULL, place, cl_at(place), cl_date(expected), CASELINT_ABSENT};

	if (!cl_is_known(found))
		cl_unknown(answer, place, cl_none(), CASELINT_ABSENT);
	else if (found == expected)
		cl_pass(answer);
	else
		cl_fail(answer, &wrong);
}

static void
judge_span(struct cl_answer *answer, const struct case_view *view, const struct oh_auxiliary *form)
{
	struct caselint_ref from = CL_PLACE(form, struct oh_auxiliary, effective_from);
	struct caselint_ref to = CL_PLACE(form, struct oh_auxiliary, effective_to);
	struct cl_instance reversed = {"reversed", from, cl_at(from), cl_none(), CASELINT_ABSENT};

	/* Half a span says nothing: the form is judged as one. */
	if (!cl_is_known(form->effective_from) || !cl_is_known(form->effective_to)) {
		cl_unknown(answer, cl_is_known(form->effective_from) ? to : from, cl_none(), CASELINT_ABSENT);
	} else if (form->effective_from > form->effective_to) {
		reversed.expected = cl_at(to);
		cl_fail(answer, &reversed);
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
judge_form_amount(struct cl_answer *answer, const struct case_view *view)
{
	struct cl_wrong_amount wrongs[] = {{view->agreed, "is-agreement"}, {view->raised, "is-february"}};
	const struct oh_auxiliary *form = NULL;
	uint32_t n = 0;

	for (n = 0; (form = completed_form(view, n)) != NULL; n++)
		cl_judge_amount(
		    answer, CL_PLACE(form, struct oh_auxiliary, amount), form->amount, view->underpayment, wrongs, 2);
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

/* The latest readable date of all signatures; `ret_unreadable` when one cannot be read, CASELINT_ABSENT when
 * one is still missing. */
static int32_t
last_signature(const struct case_view *view, bool *ret_unreadable)
{
	const struct oh_agreement *agreement = view->record->agreement;
	int32_t last = agency_signed_on(view);
	uint32_t i = 0;

	*ret_unreadable = last == CASELINT_BAD;
	if (agreement == NULL || agreement->parents.count == 0 || last == CASELINT_ABSENT)
		return CASELINT_ABSENT;
	for (i = 0; i < agreement->parents.count; i++) {
		int32_t signed_on = CL_ITEM(agreement->parents, struct oh_signature, i)->signed_on;

		if (signed_on == CASELINT_ABSENT)
			return CASELINT_ABSENT;
		*ret_unreadable = *ret_unreadable || signed_on == CASELINT_BAD;
		last = signed_on > last ? signed_on : last;
	}
	return last;
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
		struct cl_instance early = {NULL, place, cl_at(place), cl_date(last), CASELINT_ABSENT};

		if (cl_is_known(form->completed_on) && cl_is_known(last) && form->completed_on < last)
			cl_fail(answer, &early);
		else if (!cl_is_known(form->completed_on) || unreadable)
			cl_unknown(answer, place, cl_none(), CASELINT_ABSENT);
		else
			cl_pass(answer);
	}
}

/* ---- JFS 02820 (L15) -------------------------------------------------------------------- */

/* The n-th line of a JFS 02820; NULL behind the last. */
static const struct oh_statement *
statement_line(const struct case_view *view, uint32_t n)
{
	uint32_t i = 0;

	for (i = 0; i < view->record->statements.count; i++) {
		const struct oh_statement *line = CL_ITEM(view->record->statements, struct oh_statement, i);

		if (is_statement(view, line) && n-- == 0)
			return line;
	}
	return NULL;
}

void
judge_statement_reported(struct cl_answer *answer, const struct case_view *view)
{
	if (statement_line(view, 0) != NULL)
		cl_pass(answer);
	else
		cl_open(answer,
		    cl_in_list(&view->record->statements, CL_PLACE(view->record, struct oh_case, statements)),
		    cl_none());
}

void
judge_statement_amount(struct cl_answer *answer, const struct case_view *view)
{
	struct cl_wrong_amount wrongs[] = {
	    {view->agreed, "january-forgotten"},
	    {view->raised + view->underpayment, "twice"},
	};
	const struct oh_statement *line = NULL;
	uint32_t n = 0;

	cl_name(answer, "underpayment", cl_money(view->underpayment));
	for (n = 0; (line = statement_line(view, n)) != NULL; n++)
		cl_judge_amount(
		    answer, CL_PLACE(line, struct oh_statement, amount), line->amount, view->raised, wrongs, 2);
}

void
judge_statement_financial(struct cl_answer *answer, const struct case_view *view)
{
	const struct oh_statement *line = NULL;
	uint32_t n = 0;

	for (n = 0; (line = statement_line(view, n)) != NULL; n++)
		cl_judge_code(answer, CL_PLACE(line, struct oh_statement, financial_code), &line->financial_code,
		    &view->p->financial_code, NULL);
}

void
judge_statement_class(struct cl_answer *answer, const struct case_view *view)
{
	const struct oh_statement *line = NULL;
	uint32_t n = 0;

	for (n = 0; (line = statement_line(view, n)) != NULL; n++)
		cl_judge_code(answer, CL_PLACE(line, struct oh_statement, classification_code),
		    &line->classification_code, &view->p->classification_code, NULL);
}

/* L15 says what the codes map to; a county may not have recorded it. */
void
judge_statement_line(struct cl_answer *answer, const struct case_view *view)
{
	const struct oh_statement *line = NULL;
	uint32_t n = 0;

	for (n = 0; (line = statement_line(view, n)) != NULL; n++) {
		if (line->line_code.state != CASELINT_ABSENT)
			cl_judge_code(answer, CL_PLACE(line, struct oh_statement, line_code), &line->line_code,
			    &view->p->line_code, NULL);
	}
}

void
judge_statement_funding(struct cl_answer *answer, const struct case_view *view)
{
	const struct oh_statement *line = NULL;
	uint32_t n = 0;

	for (n = 0; (line = statement_line(view, n)) != NULL; n++) {
		if (line->funding_source.state != CASELINT_ABSENT)
			cl_judge_code(answer, CL_PLACE(line, struct oh_statement, funding_source),
			    &line->funding_source, &view->p->funding_source, NULL);
	}
}

void
judge_statement_month(struct cl_answer *answer, const struct case_view *view)
{
	const struct oh_statement *line = NULL;
	uint32_t n = 0;

	for (n = 0; (line = statement_line(view, n)) != NULL; n++) {
		struct caselint_ref place = CL_PLACE(line, struct oh_statement, month);
		struct cl_instance wrong = {
		    NULL, place, cl_at(place), cl_month(view->p->following_month), CASELINT_ABSENT};

		if (!cl_is_known(line->month))
			cl_unknown(answer, place, wrong.expected, CASELINT_ABSENT);
		else if (line->month == view->p->following_month)
			cl_pass(answer);
		else
			cl_fail(answer, &wrong);
	}
}

/* The JFS 01659 is a Title IV-E form; SAMS is not Title IV-E money. */
void
judge_no_form(struct cl_answer *answer, const struct case_view *view)
{
	uint32_t i = 0;

	cl_pass(answer);
	for (i = 0; i < view->record->auxiliary.count; i++) {
		const struct oh_auxiliary *form = CL_ITEM(view->record->auxiliary, struct oh_auxiliary, i);
		struct cl_instance wrong = {NULL, cl_whole(form), cl_none(), cl_none(), CASELINT_ABSENT};

		if (is_auxiliary(view, form))
			cl_fail(answer, &wrong);
	}
}
