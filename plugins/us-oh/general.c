/*
 * What no entry of the table says of every route: a request that is not recorded, the
 * hour of a signature, the increase, the route itself (L8, L10, L17).
 */
#include "rules.h"

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
	for (i = 0; i < agreement->agency.count; i++)
		judge_hour(answer, view, CL_ITEM(agreement->agency, struct oh_signature, i));
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
	if (!view->january.there)
		return cl_in_list(&view->record->payments, CL_PLACE(view->record, struct oh_case, payments));
	return view->january.place;
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
	cl_fail_at(answer, NULL, cl_whole(object));
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
