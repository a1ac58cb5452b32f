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
		const struct oh_event *event = ITEM(view->record->events, struct oh_event, i);

		if (is_event_0338(view, event) && was_done(event->updated_on) && n-- == 0)
			return event;
	}
	return NULL;
}

void
judge_event_updated(struct answer *answer, const struct case_view *view)
{
	int32_t due = view_event_cut_off(view);

	if (updated_event(view, 0) != NULL)
		answer_pass(answer);
	else
		answer_not_done(answer,
		    place_in_list(&view->record->events, PLACE(view->record, struct oh_case, events)), value_date(due),
		    due);
}

/* N + D in the event pays the underpayment twice: the JFS 01659 pays it. */
void
judge_event_amount(struct answer *answer, const struct case_view *view)
{
	struct wrong_amount wrong = {view->raised, "doubled"};
	const struct oh_event *event = NULL;
	uint32_t n = 0;

	answer_name_value(answer, "underpayment", value_money(view->underpayment));
	for (n = 0; (event = updated_event(view, n)) != NULL; n++)
		answer_amount(answer, PLACE(event, struct oh_event, amount), event->amount, view->agreed, &wrong, 1);
}

void
judge_event_date(struct answer *answer, const struct case_view *view)
{
	const struct oh_event *event = NULL;
	uint32_t n = 0;

	for (n = 0; (event = updated_event(view, n)) != NULL; n++)
		answer_date_by(
		    answer, PLACE(event, struct oh_event, updated_on), event->updated_on, view_event_cut_off(view));
}

/* ---- JFS 01659 (L13, L14) ------------------------------------------------------------- */

/* The n-th completed JFS 01659; NULL behind the last. */
static const struct oh_auxiliary *
completed_form(const struct case_view *view, uint32_t n)
{
	uint32_t i = 0;

	for (i = 0; i < view->record->auxiliary.count; i++) {
		const struct oh_auxiliary *form = ITEM(view->record->auxiliary, struct oh_auxiliary, i);

		if (is_auxiliary(view, form) && was_done(form->completed_on) && n-- == 0)
			return form;
	}
	return NULL;
}

void
judge_form_completed(struct answer *answer, const struct case_view *view)
{
	if (completed_form(view, 0) != NULL)
		answer_pass(answer);
	else
		answer_open(answer,
		    place_in_list(&view->record->auxiliary, PLACE(view->record, struct oh_case, auxiliary)),
		    value_none());
}

void
judge_form_benefit(struct answer *answer, const struct case_view *view)
{
	const struct oh_auxiliary *form = NULL;
	uint32_t n = 0;

	for (n = 0; (form = completed_form(view, n)) != NULL; n++)
		answer_text(answer, PLACE(form, struct oh_auxiliary, benefit_type), &form->benefit_type,
		    &view->p->benefit_type, NULL);
}

void
judge_form_transaction(struct answer *answer, const struct case_view *view)
{
	const struct oh_auxiliary *form = NULL;
	uint32_t n = 0;

	for (n = 0; (form = completed_form(view, n)) != NULL; n++)
		answer_text(answer, PLACE(form, struct oh_auxiliary, transaction_code), &form->transaction_code,
		    &view->p->transaction_code, NULL);
}

/* One of the two effective dates: the day expected, another day of the month, or outside it. */
static void
judge_effective(
    struct answer *answer, const struct case_view *view, struct caselint_ref place, int32_t found, int32_t expected)
{
	bool inside = found >= view->p->month_first && found <= view->p->month_last;
	struct instance wrong = {
	    inside ? "inside" : NULL, place, value_at(place), value_date(expected), CASELINT_ABSENT};

	if (!is_known(found))
		answer_unknown(answer, place, value_none(), CASELINT_ABSENT);
	else if (found == expected)
		answer_pass(answer);
	else
		answer_fail(answer, &wrong);
}

static void
judge_span(struct answer *answer, const struct case_view *view, const struct oh_auxiliary *form)
{
	struct caselint_ref from = PLACE(form, struct oh_auxiliary, effective_from);
	struct caselint_ref to = PLACE(form, struct oh_auxiliary, effective_to);
	struct instance reversed = {"reversed", from, value_at(from), value_none(), CASELINT_ABSENT};

	/* Half a span says nothing: the form is judged as one. */
	if (!is_known(form->effective_from) || !is_known(form->effective_to)) {
		answer_unknown(answer, is_known(form->effective_from) ? to : from, value_none(), CASELINT_ABSENT);
	} else if (form->effective_from > form->effective_to) {
		reversed.expected = value_at(to);
		answer_fail(answer, &reversed);
	} else {
		judge_effective(answer, view, from, form->effective_from, view->p->month_first);
		judge_effective(answer, view, to, form->effective_to, view->p->month_last);
	}
}

void
judge_form_span(struct answer *answer, const struct case_view *view)
{
	const struct oh_auxiliary *form = NULL;
	uint32_t n = 0;

	for (n = 0; (form = completed_form(view, n)) != NULL; n++)
		judge_span(answer, view, form);
}

void
judge_form_amount(struct answer *answer, const struct case_view *view)
{
	struct wrong_amount wrongs[] = {{view->agreed, "is-agreement"}, {view->raised, "is-february"}};
	const struct oh_auxiliary *form = NULL;
	uint32_t n = 0;

	for (n = 0; (form = completed_form(view, n)) != NULL; n++)
		answer_amount(
		    answer, PLACE(form, struct oh_auxiliary, amount), form->amount, view->underpayment, wrongs, 2);
}

void
judge_form_sent(struct answer *answer, const struct case_view *view)
{
	const struct oh_auxiliary *form = NULL;
	uint32_t n = 0;

	for (n = 0; (form = completed_form(view, n)) != NULL; n++) {
		if (was_done(form->sent_on))
			answer_free_text(answer, PLACE(form, struct oh_auxiliary, sent_to), &form->sent_to,
			    &view->p->auxiliary_addressee, "elsewhere");
		else
			answer_open(answer, PLACE(form, struct oh_auxiliary, sent_on), value_none());
	}
}

/* Each form is paid, completed or not yet. */
void
judge_form_single(struct answer *answer, const struct case_view *view)
{
	uint32_t count = count_auxiliary(view);
	struct instance several = {
	    NULL, PLACE(view->record, struct oh_case, auxiliary), value_count(count), value_count(1), CASELINT_ABSENT};

	if (count > 1) {
		answer_name_value(answer, "count", value_count(count));
		answer_fail(answer, &several);
	} else if (completed_form(view, 0) != NULL) {
		answer_pass(answer);
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
		int32_t signed_on = ITEM(agreement->parents, struct oh_signature, i)->signed_on;

		if (signed_on == CASELINT_ABSENT)
			return CASELINT_ABSENT;
		*ret_unreadable = *ret_unreadable || signed_on == CASELINT_BAD;
		last = signed_on > last ? signed_on : last;
	}
	return last;
}

void
judge_form_after_signing(struct answer *answer, const struct case_view *view)
{
	bool unreadable = false;
	int32_t last = last_signature(view, &unreadable);
	const struct oh_auxiliary *form = NULL;
	uint32_t n = 0;

	if (last == CASELINT_ABSENT)
		return;
	for (n = 0; (form = completed_form(view, n)) != NULL; n++) {
		struct caselint_ref place = PLACE(form, struct oh_auxiliary, completed_on);
		struct instance early = {NULL, place, value_at(place), value_date(last), CASELINT_ABSENT};

		if (is_known(form->completed_on) && is_known(last) && form->completed_on < last)
			answer_fail(answer, &early);
		else if (!is_known(form->completed_on) || unreadable)
			answer_unknown(answer, place, value_none(), CASELINT_ABSENT);
		else
			answer_pass(answer);
	}
}

/* ---- JFS 02820 (L15) -------------------------------------------------------------------- */

/* The n-th line of a JFS 02820; NULL behind the last. */
static const struct oh_statement *
statement_line(const struct case_view *view, uint32_t n)
{
	uint32_t i = 0;

	for (i = 0; i < view->record->statements.count; i++) {
		const struct oh_statement *line = ITEM(view->record->statements, struct oh_statement, i);

		if (is_statement(view, line) && n-- == 0)
			return line;
	}
	return NULL;
}

void
judge_statement_reported(struct answer *answer, const struct case_view *view)
{
	if (statement_line(view, 0) != NULL)
		answer_pass(answer);
	else
		answer_open(answer,
		    place_in_list(&view->record->statements, PLACE(view->record, struct oh_case, statements)),
		    value_none());
}

void
judge_statement_amount(struct answer *answer, const struct case_view *view)
{
	struct wrong_amount wrongs[] = {
	    {view->agreed, "january-forgotten"},
	    {view->raised + view->underpayment, "twice"},
	};
	const struct oh_statement *line = NULL;
	uint32_t n = 0;

	answer_name_value(answer, "underpayment", value_money(view->underpayment));
	for (n = 0; (line = statement_line(view, n)) != NULL; n++)
		answer_amount(answer, PLACE(line, struct oh_statement, amount), line->amount, view->raised, wrongs, 2);
}

void
judge_statement_financial(struct answer *answer, const struct case_view *view)
{
	const struct oh_statement *line = NULL;
	uint32_t n = 0;

	for (n = 0; (line = statement_line(view, n)) != NULL; n++)
		answer_text(answer, PLACE(line, struct oh_statement, financial_code), &line->financial_code,
		    &view->p->financial_code, NULL);
}

void
judge_statement_class(struct answer *answer, const struct case_view *view)
{
	const struct oh_statement *line = NULL;
	uint32_t n = 0;

	for (n = 0; (line = statement_line(view, n)) != NULL; n++)
		answer_text(answer, PLACE(line, struct oh_statement, classification_code), &line->classification_code,
		    &view->p->classification_code, NULL);
}

/* L15 says what the codes map to; a county may not have recorded it. */
void
judge_statement_line(struct answer *answer, const struct case_view *view)
{
	const struct oh_statement *line = NULL;
	uint32_t n = 0;

	for (n = 0; (line = statement_line(view, n)) != NULL; n++) {
		if (line->line_code.state != CASELINT_ABSENT)
			answer_text(answer, PLACE(line, struct oh_statement, line_code), &line->line_code,
			    &view->p->line_code, NULL);
	}
}

void
judge_statement_funding(struct answer *answer, const struct case_view *view)
{
	const struct oh_statement *line = NULL;
	uint32_t n = 0;

	for (n = 0; (line = statement_line(view, n)) != NULL; n++) {
		if (line->funding_source.state != CASELINT_ABSENT)
			answer_text(answer, PLACE(line, struct oh_statement, funding_source), &line->funding_source,
			    &view->p->funding_source, NULL);
	}
}

void
judge_statement_month(struct answer *answer, const struct case_view *view)
{
	const struct oh_statement *line = NULL;
	uint32_t n = 0;

	for (n = 0; (line = statement_line(view, n)) != NULL; n++) {
		struct caselint_ref place = PLACE(line, struct oh_statement, month);
		struct instance wrong = {
		    NULL, place, value_at(place), value_month(view->p->following_month), CASELINT_ABSENT};

		if (!is_known(line->month))
			answer_unknown(answer, place, wrong.expected, CASELINT_ABSENT);
		else if (line->month == view->p->following_month)
			answer_pass(answer);
		else
			answer_fail(answer, &wrong);
	}
}

/* The JFS 01659 is a Title IV-E form; SAMS is not Title IV-E money. */
void
judge_no_form(struct answer *answer, const struct case_view *view)
{
	uint32_t i = 0;

	answer_pass(answer);
	for (i = 0; i < view->record->auxiliary.count; i++) {
		const struct oh_auxiliary *form = ITEM(view->record->auxiliary, struct oh_auxiliary, i);
		struct instance wrong = {NULL, place_whole(form), value_none(), value_none(), CASELINT_ABSENT};

		if (is_auxiliary(view, form))
			answer_fail(answer, &wrong);
	}
}
