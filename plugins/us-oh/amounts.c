/*
 * The amounts of the letter: D (L13), N in event 0338 (L12), F (L15, L19, L20), N
 * again (L21), M, R and the county's own share (L23, L25). A computed amount is
 * reported also when it is 0.00.
 */
#include "amounts.h"

#include <caselint/working.h>

#include "rules.h"
#include "worksheets.h"

/* One amount on its way out. */
struct report {
	const struct caselint_eval *eval;
	bool manual; /* a person decides on every amount of the case */
	bool held;   /* not to be claimed as it stands */
};

static void
report_amount(const struct report *report, const char *kind, int32_t month, int64_t cents, int32_t due, int32_t state,
    struct caselint_value recorded, const struct cl_working *working)
{
	struct caselint_amount amount = cl_amount(kind, cents, working);

	amount.state = report->manual ? CASELINT_MANUAL_AMOUNT : state;
	amount.month = month;
	amount.due = due;
	amount.recorded = recorded;
	amount.flags = report->held ? CASELINT_HELD : 0;
	(void)report->eval->services->amount(report->eval, &amount);
}

static void
report_seen(const struct report *report, const char *kind, int32_t month, int32_t due, const struct cl_seen *seen,
    const struct cl_working *working)
{
	report_amount(
	    report, kind, month, seen->expected, due, cl_state_seen(report->eval, seen, due), seen->recorded, working);
}

/* ---- Steps --------------------------------------------------------------------------- */

static void
step_original(struct cl_working *working, const struct case_view *view)
{
	uint32_t i = 0;

	if (!view->january.there) {
		cl_working_step(working, "O-prior", cl_money(view->original));
		cl_working_input(
		    working, "prior", cl_at(CL_PLACE(view->record->agreement, struct oh_agreement, prior_amount)));
		return;
	}
	cl_working_step(working, "O-paid", cl_money(view->original));
	for (i = 0; i < view->record->payments.count; i++) {
		const struct oh_payment *payment = CL_ITEM(view->record->payments, struct oh_payment, i);

		if (is_issued_for(payment, view->p->month))
			cl_working_input(working, "payment", cl_at(CL_PLACE(payment, struct oh_payment, amount)));
	}
}

static void
step_agreed(struct cl_working *working, const struct case_view *view)
{
	cl_working_step(working, "N", cl_money(view->agreed));
	cl_working_input(working, "agreement", cl_at(CL_PLACE(view->record->agreement, struct oh_agreement, amount)));
}

static struct caselint_value
money_from(int64_t cents, struct caselint_ref place)
{
	struct caselint_value value = cl_money(cents);

	value.from = place;
	return value;
}

/* D and F from O and N, given with their places. */
static void
step_underpayment(struct cl_working *working, struct caselint_value original, struct caselint_value agreed)
{
	cl_working_step(working, "D", cl_money(agreed.number - original.number));
	cl_working_input(working, "N", agreed);
	cl_working_input(working, "O", original);
}

static void
step_raised(struct cl_working *working, int64_t agreed, int64_t underpayment)
{
	cl_working_step(working, "F", cl_money(agreed + underpayment));
	cl_working_input(working, "N", cl_money(agreed));
	cl_working_input(working, "D", cl_money(underpayment));
}

static void
step_match(struct cl_working *working, int64_t raised, int64_t match)
{
	cl_working_step(working, "M", cl_money(match));
	cl_working_input(working, "F", cl_money(raised));
	cl_working_parameter(working, "ceiling");
}

static void
step_reimbursable(struct cl_working *working, const struct case_fact *fact)
{
	cl_working_step(working, "S", cl_money(fact->state_share));
	cl_working_input(working, "N", cl_money(fact->agreed));
	cl_working_input(working, "O", cl_money(fact->original));
	cl_working_parameter(working, "ceiling");
	cl_working_step(working, "R", cl_money(fact->reimbursable));
	cl_working_input(working, "M", cl_money(fact->match));
	cl_working_input(working, "S", cl_money(fact->state_share));
}

static void
step_share(
    struct cl_working *working, const char *id, const struct oh_parameters *p, enum program program, int64_t whole)
{
	if (!share_applies(p, program))
		return;
	cl_working_step(working, id, cl_money(share_of(p, program, whole)));
	cl_working_input(working, "whole", cl_money(whole));
	cl_working_parameter(working, "nonFederalShareBasisPoints");
}

/* O, N and D of a case: how every working but the last begins. */
static void
begin_working(struct cl_working *working, const struct case_view *view)
{
	cl_working_begin(working);
	step_original(working, view);
	step_agreed(working, view);
	step_underpayment(working, cl_money(view->original), cl_money(view->agreed));
}

/* ---- Not live ----------------------------------------------------------------------------- */

static void
report_event(const struct report *report, const struct case_view *view)
{
	struct cl_working working;
	struct cl_seen seen = cl_seen_nothing(view->agreed);
	uint32_t i = 0;

	for (i = 0; i < view->record->events.count; i++) {
		const struct oh_event *event = CL_ITEM(view->record->events, struct oh_event, i);

		if (is_event_0338(view, event) && cl_was_done(event->updated_on))
			cl_see(&seen, event->amount, CL_PLACE(event, struct oh_event, amount));
	}
	cl_working_begin(&working);
	step_agreed(&working, view);
	report_seen(report, "event-0338", view->p->following_month, view->event_cut_off, &seen, &working);
}

static void
report_form(const struct report *report, const struct case_view *view)
{
	struct cl_working working;
	struct cl_seen seen = cl_seen_nothing(view->underpayment);
	uint32_t i = 0;

	for (i = 0; i < view->record->auxiliary.count; i++) {
		const struct oh_auxiliary *form = CL_ITEM(view->record->auxiliary, struct oh_auxiliary, i);

		if (is_auxiliary(view, form) && cl_was_done(form->completed_on))
			cl_see(&seen, form->amount, CL_PLACE(form, struct oh_auxiliary, amount));
	}
	begin_working(&working, view);
	report_seen(report, "jfs-01659-column-4", view->p->month, CASELINT_ABSENT, &seen, &working);
}

static void
report_february_payment(const struct report *report, const struct case_view *view)
{
	struct cl_working working;
	struct cl_seen seen = cl_seen_nothing(view->raised);

	if (view->february.there)
		cl_see(&seen, view->february.cents, view->february.place);
	begin_working(&working, view);
	step_raised(&working, view->agreed, view->underpayment);
	report_seen(report, "february-payment", view->p->following_month, CASELINT_ABSENT, &seen, &working);
}

static void
report_statement(const struct report *report, const struct case_view *view)
{
	struct cl_working working;
	struct cl_seen seen = cl_seen_nothing(view->raised);
	uint32_t i = 0;

	for (i = 0; i < view->record->statements.count; i++) {
		const struct oh_statement *line = CL_ITEM(view->record->statements, struct oh_statement, i);

		if (is_statement(view, line))
			cl_see(&seen, line->amount, CL_PLACE(line, struct oh_statement, amount));
	}
	begin_working(&working, view);
	step_raised(&working, view->agreed, view->underpayment);
	report_seen(report, "jfs-02820", view->p->following_month, CASELINT_ABSENT, &seen, &working);
}

/* ---- Live ------------------------------------------------------------------------------------ */

static void
report_review(const struct report *report, const struct case_view *view, const struct governing *review,
    const char *kind, int32_t month, int64_t cents, int32_t due, const struct cl_working *working)
{
	struct cl_seen seen = cl_seen_nothing(cents);

	if (review->record != NULL)
		cl_see(&seen, review->unclear ? CASELINT_BAD_MONEY : review->record->amount,
		    CL_PLACE(review->record, struct oh_review, amount));
	if (review->record == NULL && view->stray_review != NULL)
		report_amount(report, kind, month, cents, due, CASELINT_COMPUTED, cl_none(), working);
	else
		report_seen(report, kind, month, due, &seen, working);
}

static void
report_reviews(const struct report *report, const struct case_view *view)
{
	struct cl_working working;

	begin_working(&working, view);
	step_raised(&working, view->agreed, view->underpayment);
	report_review(report, view, &view->february_review, "february-review", view->p->following_month, view->raised,
	    view->p->february_review_cut_off, &working);
	cl_working_begin(&working);
	step_agreed(&working, view);
	report_review(report, view, &view->march_review, "march-review", view->p->revert_month, view->agreed,
	    view->p->march_review_cut_off, &working);
}

static void
report_match(const struct report *report, const struct case_view *view)
{
	struct case_fact fact = case_fact_of(view);
	struct cl_working working;

	begin_working(&working, view);
	step_raised(&working, view->agreed, view->underpayment);
	step_match(&working, view->raised, view->match);
	step_share(&working, "share-M", view->p, view->program, view->match);
	report_amount(report, "county-match", view->p->following_month, view->county_match, CASELINT_ABSENT,
	    CASELINT_COMPUTED, cl_none(), &working);
	step_reimbursable(&working, &fact);
	step_share(&working, "share-R", view->p, view->program, view->reimbursable);
	cl_working_step(&working, "own", cl_money(view->county_match - view->claim));
	cl_working_input(&working, "M", cl_money(view->county_match));
	cl_working_input(&working, "R", cl_money(view->claim));
	report_amount(report, "county-own-share", view->p->following_month, view->county_match - view->claim,
	    CASELINT_ABSENT, CASELINT_COMPUTED, cl_none(), &working);
}

/* Nothing to compare with: nothing is claimed, or a line that is late may only be missing from what was read. */
static int32_t
claim_state(const struct caselint_eval *eval, const struct cl_seen *seen, int32_t due, bool incomplete)
{
	int32_t state = cl_state_seen(eval, seen, due);
	bool is_nothing = seen->expected == 0 && seen->count == 0;

	return is_nothing || (incomplete && state == CASELINT_OVERDUE) ? CASELINT_COMPUTED : state;
}

void
amounts_reimbursement(const struct caselint_eval *eval, const struct case_fact *fact, const int64_t *matches,
    uint32_t match_count, bool incomplete)
{
	const struct oh_parameters *p = eval->parameters;
	int32_t due = fact->claim > 0 ? p->invoice_mail_by : CASELINT_ABSENT;
	/* Match that was not expended, that a person must look at, or that may stand on an invoice which could not be read. */
	bool is_held = fact->match_not_expended == 1 || fact->manual == 1 || fact->original == 0 ||
	               (incomplete && match_count == 0);
	struct report report = {eval, fact->manual == 1, is_held};
	struct cl_working working;
	struct cl_seen seen = cl_seen_nothing(fact->claim);
	uint32_t i = 0;

	for (i = 0; i < match_count; i++)
		cl_see(&seen, matches[i], cl_nowhere());
	cl_working_begin(&working);
	step_underpayment(
	    &working, money_from(fact->original, fact->original_place), money_from(fact->agreed, fact->agreed_place));
	step_raised(&working, fact->agreed, fact->underpayment);
	step_match(&working, fact->raised, fact->match);
	step_reimbursable(&working, fact);
	step_share(&working, "share-R", p, (enum program)fact->program, fact->reimbursable);
	report_amount(&report, "odjfs-reimbursement", p->following_month, fact->claim, due,
	    claim_state(eval, &seen, due, incomplete), seen.recorded, &working);
}

/* ---- All -------------------------------------------------------------------------------------- */

void
amounts_of(const struct caselint_eval *eval, const struct case_view *view)
{
	bool is_late = is_effective_late(view);
	struct report report = {eval, is_late, is_late || is_unpaid_before(view)};
	struct cl_working working;

	if (!view->active)
		return;
	begin_working(&working, view);
	report_amount(&report, "underpayment", view->p->month, view->underpayment, CASELINT_ABSENT, CASELINT_COMPUTED,
	    cl_none(), &working);
	if (view->is_not_live_aa) {
		report_event(&report, view);
		report_form(&report, view);
	} else if (view->is_not_live_sams) {
		report_february_payment(&report, view);
		report_statement(&report, view);
	} else if (view->is_live) {
		report_reviews(&report, view);
		report_match(&report, view);
	}
	worksheets_of(eval, view);
}

int32_t
amounts_compute(const struct caselint_eval *eval)
{
	if (eval->record_type == OH_CASE)
		amounts_of(eval, view_of(eval));
	return CASELINT_OK;
}
