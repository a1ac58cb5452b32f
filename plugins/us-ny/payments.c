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

		if (view->payment_lines[i] != line || !was_done(payment->issued_on))
			continue;
		if (!text_is_known(&payment->kind))
			issues.unclear = payment;
		else if (!text_is(&payment->kind, &view->p->bics_single))
			issues.other = payment;
		else if (is_known(payment->issued_on))
			issues.is_single = true;
		else
			issues.unclear = payment;
	}
	return issues;
}

static void
judge_issue(struct answer *answer, const struct case_view *view, uint32_t index)
{
	const struct line_view *line = &view->lines[index];
	struct issues issues = issues_of(view, index);
	struct caselint_ref place = PLACE(line->line, struct ny_pos, id);
	struct instance wrong = {
	    NULL, PLACE(issues.other, struct ny_payment, kind), value_none(), value_none(), CASELINT_ABSENT};

	answer_name_value(answer, "line", value_at(place));
	if (!text_is_known(&line->line->id)) {
		answer_unknown(answer, place, value_none(), CASELINT_ABSENT);
	} else if (issues.is_single) {
		answer_pass(answer);
	} else if (issues.unclear != NULL) {
		answer_unknown(answer, place_whole(issues.unclear), value_none(), CASELINT_ABSENT);
	} else if (issues.other != NULL) {
		wrong.observed = value_at(wrong.place);
		wrong.expected = value_text(&view->p->bics_single);
		answer_fail(answer, &wrong);
	} else {
		answer_missing(answer, place_whole(line->line), value_none(), view_is_line_past(view, line, STEP_BICS));
	}
}

void
judge_line_issued(struct answer *answer, const struct case_view *view)
{
	uint32_t i = 0;

	for (i = 0; i < view->line_count; i++) {
		if (view->lines[i].is_authorized)
			judge_issue(answer, view, i);
	}
}

/* ---- Each payment ---------------------------------------------------------------------- */

static void
judge_payment_amount(struct answer *answer, const struct ny_payment *payment, const struct ny_pos *line)
{
	struct caselint_ref place = PLACE(payment, struct ny_payment, amount);

	if (is_known_money(line->amount))
		answer_amount(answer, place, payment->amount, line->amount, NULL, 0);
	else
		answer_unknown(answer, PLACE(line, struct ny_pos, amount), value_none(), CASELINT_ABSENT);
}

static void
judge_payment(struct answer *answer, const struct case_view *view, uint32_t index)
{
	const struct ny_payment *payment = payment_at(view, index);
	const struct line_view *line = NULL;
	struct caselint_ref place = PLACE(payment, struct ny_payment, line_id);
	struct instance wrong = {"no-line", place, value_at(place), value_none(), CASELINT_ABSENT};

	if (!text_is_known(&payment->line_id)) {
		answer_unknown(answer, place, value_none(), CASELINT_ABSENT);
	} else if (view->payment_lines[index] == NO_INDEX) {
		answer_fail(answer, &wrong);
	} else {
		line = &view->lines[view->payment_lines[index]];
		judge_payment_amount(answer, payment, line->line);
		answer_name_value(answer, "count", value_count(line->payment_count));
		wrong.variant = "twice";
		if (line->payment_count > 1)
			answer_fail(answer, &wrong);
	}
}

void
judge_payment_of_line(struct answer *answer, const struct case_view *view)
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
judge_sum(struct answer *answer, const struct service_view *service, int64_t sum, bool at_most)
{
	struct instance wrong = {NULL, place_whole(service->service), value_none(), value_none(), CASELINT_ABSENT};

	answer_name_value(answer, "service", value_at(PLACE(service->service, struct ny_service, id)));
	if (!is_known_money(sum) || !is_known_money(service->missed)) {
		answer_unknown(answer, wrong.place, value_none(), CASELINT_ABSENT);
	} else if (sum == service->missed || (at_most && sum < service->missed)) {
		answer_pass(answer);
	} else {
		wrong.observed = value_money(sum);
		wrong.expected = value_money(service->missed);
		answer_fail(answer, &wrong);
	}
}

void
judge_authorized_sum(struct answer *answer, const struct case_view *view)
{
	uint32_t i = 0;

	for (i = 0; i < view->record->services.count; i++) {
		if (view->services[i].line_count > 0)
			judge_sum(answer, &view->services[i], view->services[i].authorized, false);
	}
}

void
judge_issued_sum(struct answer *answer, const struct case_view *view)
{
	uint32_t i = 0;

	for (i = 0; i < view->record->services.count; i++) {
		if (view->services[i].payment_count > 0)
			judge_sum(answer, &view->services[i], view->services[i].issued, true);
	}
}
