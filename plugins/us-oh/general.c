/*
 * The rules for every route: the request, the signatures, the increase, the route
 * itself (L8, L10, L17), and what follows from them.
 */
#include "rules.h"

bool
applies_always(const struct case_view *view)
{
	(void)view;
	return true;
}

bool
applies_requested(const struct case_view *view)
{
	return view->requested;
}

/* L8: "for the January 2008 adoption subsidy payment". */
void
judge_request_month(struct cl_answer *answer, const struct case_view *view)
{
	const struct oh_request *request = view->record->request;
	struct cl_instance wrong = {
	    NULL, CL_PLACE(request, struct oh_request, month), cl_none(), cl_month(view->p->month), CASELINT_ABSENT};

	if (request == NULL)
		return;
	if (!cl_is_known(request->month)) {
		cl_unknown(answer, wrong.place, wrong.expected, CASELINT_ABSENT);
	} else if (request->month == view->p->month) {
		cl_pass(answer);
	} else {
		wrong.observed = cl_at(wrong.place);
		cl_fail(answer, &wrong);
	}
}

/* L8: AA or SAMS. */
void
judge_program(struct cl_answer *answer, const struct case_view *view)
{
	struct caselint_ref place = CL_PLACE(view->record, struct oh_case, program);
	struct cl_instance wrong = {NULL, place, cl_at(place), cl_none(), CASELINT_ABSENT};

	if (view->program == PROGRAM_UNKNOWN)
		cl_unknown(answer, place, cl_none(), CASELINT_ABSENT);
	else if (view->program == PROGRAM_OTHER)
		cl_fail(answer, &wrong);
	else
		cl_pass(answer);
}

/* L8: steps of a retroactive payment come from a request. */
void
judge_request_recorded(struct cl_answer *answer, const struct case_view *view)
{
	struct cl_instance missing = {
	    NULL, CL_PLACE(view->record, struct oh_case, request), cl_none(), cl_none(), CASELINT_ABSENT};

	if (view->has_request)
		return;
	if (view->requested)
		cl_fail(answer, &missing);
	else if (view->artefact == TRI_UNKNOWN)
		cl_unknown(answer, missing.place, cl_none(), CASELINT_ABSENT);
}

/* ---- Signatures ------------------------------------------------------------------- */

static void
judge_signature_date(
    struct cl_answer *answer, const struct case_view *view, struct caselint_ref place, int32_t signed_on)
{
	int32_t due = view->p->signed_by;

	if (cl_was_done(signed_on))
		cl_judge_deadline(answer, place, signed_on, due);
	else
		cl_not_done(answer, place, cl_date(due), due);
}

void
judge_parent_signatures(struct cl_answer *answer, const struct case_view *view)
{
	const struct oh_agreement *agreement = view->record->agreement;
	uint32_t i = 0;

	if (agreement == NULL) {
		judge_signature_date(answer, view, CL_PLACE(view->record, struct oh_case, agreement), CASELINT_ABSENT);
		return;
	}
	if (is_unreadable_agreement(agreement) || agreement->parents.count == 0) {
		judge_signature_date(answer, view, CL_PLACE(agreement, struct oh_agreement, parents),
		    is_unreadable_agreement(agreement) ? CASELINT_BAD : CASELINT_ABSENT);
		return;
	}
	for (i = 0; i < agreement->parents.count; i++) {
		const struct oh_signature *parent = CL_ITEM(agreement->parents, struct oh_signature, i);

		judge_signature_date(answer, view, CL_PLACE(parent, struct oh_signature, signed_on), parent->signed_on);
	}
}

void
judge_agency_signature(struct cl_answer *answer, const struct case_view *view)
{
	const struct oh_agreement *agreement = view->record->agreement;
	struct caselint_ref place = CL_PLACE(view->record, struct oh_case, agreement);

	if (agreement != NULL && agreement->agency != NULL)
		place = CL_PLACE(agreement->agency, struct oh_signature, signed_on);
	else if (agreement != NULL)
		place = CL_PLACE(agreement, struct oh_agreement, agency);
	judge_signature_date(answer, view, place, agency_signed_on(view));
}

/* L8: "by the close of business". Only where the ruleset knows the hour. */
static void
judge_hour(struct cl_answer *answer, const struct case_view *view, const struct oh_signature *signature)
{
	struct cl_instance late = {"manual", CL_PLACE(signature, struct oh_signature, signed_at), cl_none(),
	    cl_time(view->p->closing_hour), CASELINT_ABSENT};

	if (signature->signed_on != view->p->signed_by || signature->signed_at == CASELINT_ABSENT)
		return;
	late.observed = cl_at(late.place);
	if (signature->signed_at == CASELINT_BAD)
		cl_unknown(answer, late.place, late.expected, CASELINT_ABSENT);
	else if (signature->signed_at <= view->p->closing_hour)
		cl_pass(answer);
	else
		cl_report(answer, CASELINT_MANUAL, &late);
}

void
judge_closing_hour(struct cl_answer *answer, const struct case_view *view)
{
	const struct oh_agreement *agreement = view->record->agreement;
	uint32_t i = 0;

	if (agreement == NULL || !cl_is_known(view->p->closing_hour))
		return;
	for (i = 0; i < agreement->parents.count; i++)
		judge_hour(answer, view, CL_ITEM(agreement->parents, struct oh_signature, i));
	if (agreement->agency != NULL)
		judge_hour(answer, view, agreement->agency);
}

/* ---- Amounts and route --------------------------------------------------------------- */

static struct caselint_ref
agreed_place(const struct case_view *view)
{
	const struct oh_agreement *agreement = view->record->agreement;

	if (agreement == NULL)
		return CL_PLACE(view->record, struct oh_case, agreement);
	return CL_PLACE(agreement, struct oh_agreement, amount);
}

static struct caselint_ref
january_place(const struct case_view *view)
{
	if (view->january.first == NULL)
		return cl_in_list(&view->record->payments, CL_PLACE(view->record, struct oh_case, payments));
	return CL_PLACE(view->january.first, struct oh_payment, amount);
}

static struct caselint_ref
prior_place(const struct case_view *view)
{
	const struct oh_agreement *agreement = view->record->agreement;

	if (agreement == NULL)
		return CL_PLACE(view->record, struct oh_case, agreement);
	return CL_PLACE(agreement, struct oh_agreement, prior_amount);
}

/* Where O comes from. */
static struct caselint_ref
original_place(const struct case_view *view)
{
	return view->january.there ? january_place(view) : prior_place(view);
}

/* L12 to L20: "where the subsidy agreement has been increased". */
void
judge_increase(struct cl_answer *answer, const struct case_view *view)
{
	struct cl_instance wrong = {"equal", agreed_place(view), cl_none(), cl_none(), CASELINT_ABSENT};

	if (!cl_is_known_money(view->original) || !cl_is_known_money(view->agreed)) {
		cl_unknown(answer, cl_is_known_money(view->agreed) ? original_place(view) : wrong.place, cl_none(),
		    CASELINT_ABSENT);
		return;
	}
	if (view->agreed > view->original) {
		cl_pass(answer);
		return;
	}
	if (view->agreed < view->original)
		wrong.variant = "decrease";
	wrong.observed = cl_money(view->agreed);
	cl_name(answer, "amount", cl_money(view->original));
	cl_fail(answer, &wrong);
}

/* L13 speaks of the original payment; it should be the amount agreed before. */
void
judge_january_payment(struct cl_answer *answer, const struct case_view *view)
{
	const struct oh_agreement *agreement = view->record->agreement;
	int64_t prior = agreement == NULL ? CASELINT_ABSENT_MONEY : agreement->prior_amount;

	if (!view->january.there || !cl_is_known_money(prior))
		cl_unknown(
		    answer, view->january.there ? prior_place(view) : january_place(view), cl_none(), CASELINT_ABSENT);
	else
		cl_judge_amount(answer, january_place(view), view->january.cents, prior, NULL, 0);
}

/* L10, L17: live in SACWIS or not. */
void
judge_route(struct cl_answer *answer, const struct case_view *view)
{
	struct caselint_ref place = CL_PLACE(view->record, struct oh_case, paid_through);
	struct cl_instance unknown = {NULL, place, cl_at(place), cl_none(), CASELINT_ABSENT};

	if (view->route != ROUTE_UNKNOWN) {
		cl_pass(answer);
		return;
	}
	if (cl_text_is_known(&view->record->paid_through))
		unknown.variant = "unrecognised";
	cl_report(answer, CASELINT_UNKNOWN, &unknown);
}

static void
reject(struct cl_answer *answer, const void *object)
{
	struct cl_instance wrong = {NULL, cl_whole(object), cl_none(), cl_none(), CASELINT_ABSENT};

	cl_fail(answer, &wrong);
}

static void
judge_live_artefacts(struct cl_answer *answer, const struct case_view *view)
{
	const struct oh_case *record = view->record;
	uint32_t i = 0;

	cl_pass(answer);
	for (i = 0; i < record->events.count; i++) {
		if (is_event_0338(view, CL_ITEM(record->events, struct oh_event, i)))
			reject(answer, record->events.items[i]);
	}
	for (i = 0; i < record->auxiliary.count; i++) {
		if (is_auxiliary(view, CL_ITEM(record->auxiliary, struct oh_auxiliary, i)))
			reject(answer, record->auxiliary.items[i]);
	}
	for (i = 0; i < record->statements.count; i++) {
		if (is_statement(view, CL_ITEM(record->statements, struct oh_statement, i)))
			reject(answer, record->statements.items[i]);
	}
}

static void
judge_not_live_review(struct cl_answer *answer, const struct case_view *view, const struct oh_review *review)
{
	struct cl_instance wrong = {
	    "review", CL_PLACE(review, struct oh_review, amount), cl_none(), cl_none(), CASELINT_ABSENT};

	if (cl_is_known(review->review_date) && review->review_date != view->p->february_review_date)
		return;
	if (!cl_is_known_money(review->amount) || !cl_is_known_money(view->agreed)) {
		cl_unknown(answer, wrong.place, cl_none(), CASELINT_ABSENT);
	} else if (review->amount > view->agreed && !cl_is_known(review->review_date)) {
		cl_unknown(answer, CL_PLACE(review, struct oh_review, review_date), cl_none(), CASELINT_ABSENT);
	} else if (review->amount > view->agreed) {
		wrong.observed = cl_at(wrong.place);
		cl_fail(answer, &wrong);
	}
}

/* L10, L17: the headings part the routes; what belongs to the other one pays twice. */
void
judge_other_route(struct cl_answer *answer, const struct case_view *view)
{
	uint32_t i = 0;

	if (view->route == ROUTE_UNKNOWN)
		return;
	if (view->route == ROUTE_LIVE) {
		judge_live_artefacts(answer, view);
		return;
	}
	cl_pass(answer);
	if (cl_is_known_money(view->agreed))
		cl_name(answer, "agreement", cl_money(view->agreed));
	for (i = 0; i < view->record->reviews.count; i++)
		judge_not_live_review(answer, view, CL_ITEM(view->record->reviews, struct oh_review, i));
}

/* ---- Facts that a person or the calendar decides ----------------------------------------- */

/* The letter pays a whole month; it has no rule for part of one. */
void
judge_effective_date(struct cl_answer *answer, const struct case_view *view)
{
	const struct oh_agreement *agreement = view->record->agreement;
	struct cl_instance late = {"manual", CL_PLACE(agreement, struct oh_agreement, effective_on), cl_none(),
	    cl_date(view->p->month_first), CASELINT_ABSENT};

	if (agreement == NULL)
		return;
	if (!cl_is_known(agreement->effective_on)) {
		cl_unknown(answer, late.place, late.expected, CASELINT_ABSENT);
	} else if (is_effective_late(view)) {
		late.observed = cl_at(late.place);
		cl_report(answer, CASELINT_MANUAL, &late);
	}
}

/* Both programs for one child are found across records; here only whether the child can be told. */
void
judge_child_key(struct cl_answer *answer, const struct case_view *view)
{
	const struct oh_child *child = view->record->child;

	if (child == NULL)
		cl_unknown(answer, CL_PLACE(view->record, struct oh_case, child), cl_none(), CASELINT_ABSENT);
	else if (!cl_text_is_known(&child->person_id))
		cl_unknown(answer, CL_PLACE(child, struct oh_child, person_id), cl_none(), CASELINT_ABSENT);
}

#define EVENT(object, type, member) cl_event(answer, CL_PLACE(object, type, member), (object)->member)

static void
judge_agreement_events(struct cl_answer *answer, const struct oh_agreement *agreement)
{
	uint32_t i = 0;

	if (agreement == NULL)
		return;
	EVENT(agreement, struct oh_agreement, amended_on);
	if (agreement->agency != NULL)
		EVENT(agreement->agency, struct oh_signature, signed_on);
	for (i = 0; i < agreement->parents.count; i++)
		EVENT(CL_ITEM(agreement->parents, struct oh_signature, i), struct oh_signature, signed_on);
}

static void
judge_payment_events(struct cl_answer *answer, const struct oh_case *record)
{
	uint32_t i = 0;

	for (i = 0; i < record->payments.count; i++)
		EVENT(CL_ITEM(record->payments, struct oh_payment, i), struct oh_payment, issued_on);
	for (i = 0; i < record->reviews.count; i++)
		EVENT(CL_ITEM(record->reviews, struct oh_review, i), struct oh_review, entered_on);
	for (i = 0; i < record->events.count; i++)
		EVENT(CL_ITEM(record->events, struct oh_event, i), struct oh_event, updated_on);
	for (i = 0; i < record->letters.count; i++)
		EVENT(CL_ITEM(record->letters, struct oh_letter, i), struct oh_letter, filed_on);
	for (i = 0; i < record->auxiliary.count; i++) {
		EVENT(CL_ITEM(record->auxiliary, struct oh_auxiliary, i), struct oh_auxiliary, completed_on);
		EVENT(CL_ITEM(record->auxiliary, struct oh_auxiliary, i), struct oh_auxiliary, sent_on);
	}
}

/* Nothing can have happened after the export was made. Effective and review dates are no events. */
void
judge_event_dates(struct cl_answer *answer, const struct case_view *view)
{
	if (!cl_begin_events(answer))
		return;
	if (view->record->request != NULL)
		EVENT(view->record->request, struct oh_request, requested_on);
	judge_agreement_events(answer, view->record->agreement);
	judge_payment_events(answer, view->record);
}

/* L13: an underpayment is the difference of two payments; nothing paid is no original payment. */
void
judge_zero_payment(struct cl_answer *answer, const struct case_view *view)
{
	struct cl_instance zero = {"manual", january_place(view), cl_money(0), cl_none(), CASELINT_ABSENT};

	if (!view->january.there)
		return;
	if (!cl_is_known_money(view->january.cents))
		cl_unknown(answer, zero.place, cl_none(), CASELINT_ABSENT);
	else if (view->january.cents == 0)
		cl_report(answer, CASELINT_MANUAL, &zero);
}
