/*
 * The letter's arithmetic and its conditions, from one case; see view.h. The
 * formulas are those of L13 (D), L15, L19 and L20 (F), L23 (M, S and R).
 */
#include "view.h"

#include <string.h>

#include <caselint/calendar.h>

#define BASIS_POINTS 10000

const struct case_view *
view_of(const struct caselint_eval *eval)
{
	return eval->prepared;
}

/* ---- Elements ------------------------------------------------------------------ */

static bool
is_or_absent(const struct caselint_text *text, const struct caselint_text *expected)
{
	return !cl_text_is_known(text) || cl_text_is(text, expected);
}

bool
is_event_0338(const struct case_view *view, const struct oh_event *event)
{
	return is_or_absent(&event->code, &view->p->event_code);
}

bool
is_auxiliary(const struct case_view *view, const struct oh_auxiliary *form)
{
	return is_or_absent(&form->form, &view->p->auxiliary_form);
}

bool
is_statement(const struct case_view *view, const struct oh_statement *line)
{
	return is_or_absent(&line->form, &view->p->statement_form);
}

uint32_t
count_events(const struct case_view *view)
{
	uint32_t count = 0;
	uint32_t i = 0;

	for (i = 0; i < view->record->events.count; i++)
		count += is_event_0338(view, CL_ITEM(view->record->events, struct oh_event, i)) ? 1U : 0U;
	return count;
}

uint32_t
count_auxiliary(const struct case_view *view)
{
	uint32_t count = 0;
	uint32_t i = 0;

	for (i = 0; i < view->record->auxiliary.count; i++)
		count += is_auxiliary(view, CL_ITEM(view->record->auxiliary, struct oh_auxiliary, i)) ? 1U : 0U;
	return count;
}

uint32_t
count_statements(const struct case_view *view)
{
	uint32_t count = 0;
	uint32_t i = 0;

	for (i = 0; i < view->record->statements.count; i++)
		count += is_statement(view, CL_ITEM(view->record->statements, struct oh_statement, i)) ? 1U : 0U;
	return count;
}

/* ---- Payments ------------------------------------------------------------------- */

bool
is_issued_for(const struct oh_payment *payment, int32_t month)
{
	return cl_was_done(payment->issued_on) && (!cl_is_known(payment->month) || payment->month == month);
}

/* What of a payment cannot be read; its amount when nothing. */
static struct caselint_ref
place_in(const struct oh_payment *payment)
{
	if (!cl_is_known(payment->month))
		return CL_PLACE(payment, struct oh_payment, month);
	return CL_PLACE(payment, struct oh_payment, amount);
}

/* A payment without its date was not issued; one whose month cannot be read may belong to any month, so that no sum is
 * certain. */
static struct month_sum
sum_month(const struct oh_case *record, int32_t month)
{
	struct month_sum sum = {false, 0, {NULL, 0, 0}};
	bool is_known = false;
	uint32_t i = 0;

	for (i = 0; i < record->payments.count; i++) {
		const struct oh_payment *payment = CL_ITEM(record->payments, struct oh_payment, i);

		if (!is_issued_for(payment, month) || sum.cents == CASELINT_BAD_MONEY)
			continue;
		is_known = cl_is_known(payment->month) && cl_is_known_money(payment->amount);
		if (!sum.there || !is_known)
			sum.place = place_in(payment);
		sum.there = true;
		sum.cents = is_known ? sum.cents + payment->amount : CASELINT_BAD_MONEY;
	}
	return sum;
}

/* ---- Requests ------------------------------------------------------------------------ */

/* Whether a review record of the following month carries more than the agreed amount. */
static enum tri
raised_review(const struct case_view *view, const struct oh_review *review)
{
	int32_t first = cl_first_day(view->p->following_month);
	int32_t last = cl_last_day(view->p->following_month);

	if (cl_is_known(review->review_date) && (review->review_date < first || review->review_date > last))
		return TRI_NO;
	if (!cl_is_known_money(review->amount) || !cl_is_known_money(view->agreed))
		return TRI_UNKNOWN;
	if (review->amount <= view->agreed)
		return TRI_NO;
	return cl_is_known(review->review_date) ? TRI_YES : TRI_UNKNOWN;
}

static enum tri
find_artefact(const struct case_view *view)
{
	enum tri found = count_auxiliary(view) > 0 ? TRI_YES : TRI_NO;
	uint32_t i = 0;

	for (i = 0; i < view->record->reviews.count && found != TRI_YES; i++) {
		enum tri raised = raised_review(view, CL_ITEM(view->record->reviews, struct oh_review, i));

		if (raised != TRI_NO)
			found = raised;
	}
	return found;
}

/* ---- Gates ------------------------------------------------------------------------------ */

/* Whether one signature fails: not before the last day has passed. */
static bool
signature_fails(const struct case_view *view, int32_t signed_on)
{
	int32_t as_of = view->eval->as_of;

	if (cl_was_done(signed_on))
		return cl_is_known(signed_on) && signed_on > view->p->signed_by;
	return cl_is_known(as_of) && as_of > view->p->signed_by;
}

bool
is_effective_late(const struct case_view *view)
{
	const struct oh_agreement *agreement = view->record->agreement;

	return agreement != NULL && cl_is_known(agreement->effective_on) &&
	       agreement->effective_on > view->p->month_first;
}

bool
is_unpaid_before(const struct case_view *view)
{
	return view->original == 0;
}

/* Whether one of them fails, or there is none and should be. */
static bool
signatures_fail(const struct case_view *view, const struct caselint_list *signatures)
{
	uint32_t i = 0;

	if (signatures->count == 0)
		return signature_fails(view, CASELINT_ABSENT);
	for (i = 0; i < signatures->count; i++) {
		if (signature_fails(view, CL_ITEM(*signatures, struct oh_signature, i)->signed_on))
			return true;
	}
	return false;
}

/* An agreement that was given twice has signatures, but nobody can tell which. */
static bool
is_unsigned(const struct case_view *view)
{
	const struct oh_agreement *agreement = view->record->agreement;

	if (agreement == NULL)
		return signature_fails(view, CASELINT_ABSENT);
	if (agreement->parents.state == CASELINT_BAD)
		return false;
	return signatures_fail(view, &agreement->parents) || signatures_fail(view, &agreement->agency);
}

static bool
wrong_month(const struct case_view *view)
{
	const struct oh_request *request = view->record->request;

	return request != NULL && cl_is_known(request->month) && request->month != view->p->month;
}

static bool
is_known_pair(const struct case_view *view)
{
	return cl_is_known_money(view->original) && cl_is_known_money(view->agreed);
}

static bool
is_claimable(const struct case_view *view)
{
	bool not_increased = is_known_pair(view) && view->agreed <= view->original;

	return !wrong_month(view) && view->program != PROGRAM_OTHER && !is_unsigned(view) && !not_increased;
}

/* ---- Amounts ------------------------------------------------------------------------------- */

bool
share_applies(const struct oh_parameters *p, enum program program)
{
	return program == PROGRAM_AA && cl_is_known(p->non_federal_share);
}

int64_t
share_of(const struct oh_parameters *p, enum program program, int64_t cents)
{
	if (!share_applies(p, program))
		return cents;
	return (cents * p->non_federal_share + BASIS_POINTS / 2) / BASIS_POINTS;
}

static int64_t
lesser(int64_t left, int64_t right)
{
	return left < right ? left : right;
}

/* Amounts have at most nine digits before the point each, so that nothing here comes near the range of int64_t. */
static void
compute_amounts(struct case_view *view)
{
	int64_t ceiling = view->p->ceiling;

	view->underpayment = view->agreed - view->original;
	view->raised = view->agreed + view->underpayment;
	view->match = view->raised > ceiling ? view->raised - ceiling : 0;
	view->state_share = lesser(view->agreed, ceiling) - lesser(view->original, ceiling);
	view->reimbursable = lesser(view->match, view->state_share);
	view->county_match = share_of(view->p, view->program, view->match);
	view->claim = share_of(view->p, view->program, view->reimbursable);
	view->raised_twice = view->raised + view->underpayment;
}

/* ---- The view --------------------------------------------------------------------------------- */

static enum route
route_of(const struct oh_parameters *p, const struct caselint_text *system)
{
	if (cl_text_is(system, &p->system_live))
		return ROUTE_LIVE;
	if (cl_text_is(system, &p->system_facsis))
		return ROUTE_FACSIS;
	return cl_text_is(system, &p->system_sis) ? ROUTE_SIS : ROUTE_UNKNOWN;
}

static enum program
program_of(const struct oh_parameters *p, const struct caselint_text *program)
{
	if (!cl_text_is_known(program))
		return PROGRAM_UNKNOWN;
	if (cl_text_is(program, &p->program_aa))
		return PROGRAM_AA;
	return cl_text_is(program, &p->program_sams) ? PROGRAM_SAMS : PROGRAM_OTHER;
}

static void
look_up_facts(struct case_view *view)
{
	const struct oh_case *record = view->record;
	const struct oh_agreement *agreement = record->agreement;

	view->has_request = record->request != NULL;
	view->route = route_of(view->p, &record->paid_through);
	view->program = program_of(view->p, &record->program);
	view->january = sum_month(record, view->p->month);
	view->february = sum_month(record, view->p->following_month);
	view->march = sum_month(record, view->p->revert_month);
	view->agreed = agreement == NULL ? CASELINT_ABSENT_MONEY : agreement->amount;
	view->original = agreement == NULL ? CASELINT_ABSENT_MONEY : agreement->prior_amount;
	if (view->january.there)
		view->original = view->january.cents;
}

static void
look_up_route(struct case_view *view)
{
	bool is_not_live = view->active && (view->route == ROUTE_FACSIS || view->route == ROUTE_SIS);

	view->is_live = view->active && view->route == ROUTE_LIVE;
	view->is_not_live_aa = is_not_live && view->program == PROGRAM_AA;
	view->is_not_live_sams = is_not_live && view->program == PROGRAM_SAMS;
	view->is_facsis = view->is_not_live_aa && view->route == ROUTE_FACSIS;
	view->is_sis = view->is_not_live_aa && view->route == ROUTE_SIS;
	view->has_claim = view->is_live && view->claim > 0;
	view->event_cut_off = view->route == ROUTE_FACSIS ? view->p->facsis_cut_off : view->p->sis_cut_off;
}

const struct case_view *
view_make(const struct caselint_eval *eval, uint32_t invoice_lines)
{
	struct case_view *view = eval->services->scratch(eval, sizeof *view);

	if (view == NULL)
		return NULL;
	view->eval = eval;
	view->p = eval->parameters;
	view->record = eval->record;
	view->invoice_lines = invoice_lines;
	look_up_facts(view);
	view_look_up_reviews(view);
	view->artefact = find_artefact(view);
	view->requested = view->has_request || view->artefact == TRI_YES || invoice_lines > 0;
	view->claimable = view->requested && is_claimable(view);
	view->active = view->claimable && is_known_pair(view);
	if (view->active)
		compute_amounts(view);
	look_up_route(view);
	return view;
}

bool
is_match_unexpended(const struct case_view *view)
{
	return view->active && view->february.there && cl_is_known_money(view->february.cents) &&
	       view->february.cents != view->raised;
}
