/*
 * Payments in BICS (WMS.5), and what lines and payments come to against the amount missed.
 */
#include "rules.h"

/* ---- Each line (WMS.5) ------------------------------------------------------------ */

/* What was issued for a line. */
struct issues {
	bool is_single;                   /* as a single issue */
	const struct ny_payment *other;   /* otherwise */
	const struct ny_payment *unclear; /* it is not known how, or when */
};

static struct issues
issues_of(const struct case_view *view, uint32_t line)
{
	struct issues issues = {false, NULL, NULL};
	uint32_t i = 0;

	for (i = 0; i < payment_count(view); i++) {
		const struct ny_payment *payment = payment_at(view, i);

		if (view->payment_lines[i] != line || !cl_was_done(payment->issued_on))
			continue;
		if (!cl_text_is_known(&payment->kind))
			issues.unclear = payment;
		else if (!cl_text_is(&payment->kind, &view->p->bics_single))
			issues.other = payment;
		else if (cl_is_known(payment->issued_on))
			issues.is_single = true;
		else
			issues.unclear = payment;
	}
	return issues;
}

static void
judge_issue(struct cl_answer *answer, const struct case_view *view, uint32_t index)
{
	const struct line_view *line = &view->lines[index];
	struct issues issues = issues_of(view, index);
	struct caselint_ref place = CL_PLACE(line->line, struct ny_pos, id);
	struct cl_instance wrong = {
	    NULL, CL_PLACE(issues.other, struct ny_payment, kind), cl_none(), cl_none(), CASELINT_ABSENT};

	if (!cl_text_is_known(&line->line->id)) {
		unknown_as(answer, "no-id", cl_whole(line->line));
		return;
	}
	cl_name(answer, "line", cl_at(place));
	if (issues.is_single) {
		cl_pass(answer);
	} else if (issues.unclear != NULL) {
		cl_unknown(answer, cl_whole(issues.unclear), cl_none(), CASELINT_ABSENT);
	} else if (issues.other != NULL) {
		wrong.observed = cl_at(wrong.place);
		wrong.expected = cl_text(&view->p->bics_single);
		cl_fail(answer, &wrong);
	} else if (line->may_be_paid) {
		unknown_as(answer, "may-be", cl_whole(line->line));
	} else if (line->last_cut != NULL) {
		cl_fail_at(answer, "not-issued", CL_PLACE(line->last_cut, struct ny_payment, issued_on));
	} else {
		cl_missing(answer, cl_whole(line->line), cl_none(), view_is_line_past(view, line, STEP_BICS));
	}
}

void
judge_line_issued(struct cl_answer *answer, const struct case_view *view)
{
	uint32_t i = 0;

	for (i = 0; i < view->line_count; i++) {
		if (view->lines[i].is_authorized)
			judge_issue(answer, view, i);
	}
}

/* ---- Each payment ---------------------------------------------------------------------- */

static void
judge_payment_amount(struct cl_answer *answer, const struct ny_payment *payment, const struct ny_pos *line)
{
	struct caselint_ref place = CL_PLACE(payment, struct ny_payment, amount);

	if (cl_is_known_money(line->amount))
		cl_judge_amount(answer, place, payment->amount, line->amount, NULL, 0);
	else
		cl_unknown(answer, CL_PLACE(line, struct ny_pos, amount), cl_none(), CASELINT_ABSENT);
}

static bool
may_be_for_any(const struct case_view *view, const struct ny_payment *payment)
{
	uint32_t i = 0;

	for (i = 0; i < view->line_count; i++) {
		if (payment_may_be_for(payment, &view->lines[i]))
			return true;
	}
	return false;
}

static void
judge_payment(struct cl_answer *answer, const struct case_view *view, uint32_t index)
{
	const struct ny_payment *payment = payment_at(view, index);
	const struct line_view *line = NULL;
	struct caselint_ref place = CL_PLACE(payment, struct ny_payment, line_id);
	struct cl_instance wrong = {"no-line", place, cl_at(place), cl_none(), CASELINT_ABSENT};

	if (!cl_text_is_known(&payment->line_id)) {
		cl_unknown(answer, place, cl_none(), CASELINT_ABSENT);
	} else if (view->payment_lines[index] == NO_INDEX && may_be_for_any(view, payment)) {
		unknown_as(answer, "may-be", place);
	} else if (view->payment_lines[index] == NO_INDEX) {
		cl_fail(answer, &wrong);
	} else {
		line = &view->lines[view->payment_lines[index]];
		judge_payment_amount(answer, payment, line->line);
		cl_name(answer, "count", cl_count(line->payment_count));
		wrong.variant = "twice";
		if (line->payment_count > 1)
			cl_fail(answer, &wrong);
	}
}

void
judge_payment_of_line(struct cl_answer *answer, const struct case_view *view)
{
	uint32_t i = 0;

	for (i = 0; i < payment_count(view); i++) {
		if (payment_is_there(payment_at(view, i)))
			judge_payment(answer, view, i);
	}
}

/* ---- Each missed service ------------------------------------------------------------------ */

/* A sum against the amount missed: it must be it, or (`at_most`) not be more. */
static void
judge_sum(struct cl_answer *answer, const struct service_view *service, int64_t sum, bool at_most)
{
	struct cl_instance wrong = {NULL, cl_whole(service->service), cl_none(), cl_none(), CASELINT_ABSENT};

	if (!cl_text_is_known(&service->service->id)) {
		unknown_as(answer, "no-id", wrong.place);
		return;
	}
	cl_name(answer, "service", cl_at(CL_PLACE(service->service, struct ny_service, id)));
	if (!cl_is_known_money(sum) || !cl_is_known_money(service->missed)) {
		cl_unknown(answer, wrong.place, cl_none(), CASELINT_ABSENT);
	} else if (sum == service->missed || (at_most && sum < service->missed)) {
		cl_pass(answer);
	} else {
		wrong.observed = cl_money(sum);
		wrong.expected = cl_money(service->missed);
		cl_fail(answer, &wrong);
	}
}

void
judge_authorized_sum(struct cl_answer *answer, const struct case_view *view)
{
	uint32_t i = 0;

	for (i = 0; i < view->record->services.count; i++) {
		if (view->services[i].line_count > 0 || view->services[i].may_have_lines)
			judge_sum(answer, &view->services[i], view->services[i].authorized, false);
	}
}

void
judge_issued_sum(struct cl_answer *answer, const struct case_view *view)
{
	uint32_t i = 0;

	for (i = 0; i < view->record->services.count; i++) {
		if (view->services[i].payment_count > 0 || view->services[i].may_have_payments)
			judge_sum(answer, &view->services[i], view->services[i].issued, true);
	}
}
