/*
 * Lines of a match invoice against the cases they name (L25, L26): the January and
 * February amounts, the match, and whether the line may be there at all; and the order
 * of the invoice's own dates, which follow the payments of those cases.
 */
#include "facts.h"
#include "rules.h"

/* A line has something to be compared with only when its case is live and claimable. */
static bool
is_comparable(const struct case_fact *found)
{
	return found == NULL || (found->claimable == 1 && found->route == ROUTE_LIVE);
}

static bool
has_amounts(const struct case_fact *found)
{
	return found != NULL && found->active == 1;
}

/* The case is not in what was read, or its amounts are unknown. */
static void
answer_without_case(struct cl_answer *answer, struct caselint_ref place, const struct case_fact *found)
{
	struct cl_instance missing = {"no-case", place, cl_none(), cl_none(), CASELINT_ABSENT};

	if (found == NULL)
		cl_report(answer, CASELINT_UNKNOWN, &missing);
	else
		cl_unknown(answer, place, cl_none(), CASELINT_ABSENT);
}

void
judge_line_january(struct cl_answer *answer, const struct oh_parameters *p, const struct line_fact *line,
    const struct case_fact *found)
{
	(void)p;
	if (!is_comparable(found))
		return;
	if (found == NULL || !cl_is_known_money(found->original))
		answer_without_case(answer, line->january_place, found);
	else
		cl_judge_amount(answer, line->january_place, line->january, found->original, NULL, 0);
}

/* What was paid in February; where the export has no payment, what should have been, as far as that is known. */
void
judge_line_february(struct cl_answer *answer, const struct oh_parameters *p, const struct line_fact *line,
    const struct case_fact *found)
{
	struct cl_wrong_amount wrong = {CASELINT_ABSENT_MONEY, "is-agreement"};
	int64_t expected = CASELINT_ABSENT_MONEY;

	(void)p;
	if (!is_comparable(found))
		return;
	if (found != NULL) {
		expected = found->february == CASELINT_ABSENT_MONEY ? found->raised : found->february;
		wrong.amount = found->agreed;
	}
	if (!cl_is_known_money(expected))
		answer_without_case(answer, line->february_place, found);
	else
		cl_judge_amount(answer, line->february_place, line->february, expected, &wrong, 1);
}

static int64_t
at_least_zero(int64_t cents)
{
	return cents > 0 ? cents : 0;
}

/* max(0, min(F - C, C - O)), from the line alone. */
static int64_t
own_match(const struct oh_parameters *p, const struct line_fact *line, const struct case_fact *found)
{
	int64_t over = line->february - p->ceiling;
	int64_t room = p->ceiling - line->january;
	int64_t match = at_least_zero(over < room ? over : room);

	return found == NULL ? match : share_of(p, (enum program)found->program, match);
}

static void
judge_match_by_line(struct cl_answer *answer, const struct oh_parameters *p, const struct line_fact *line,
    const struct case_fact *found)
{
	if (!cl_is_known_money(line->january) || !cl_is_known_money(line->february))
		cl_unknown(answer, cl_is_known_money(line->january) ? line->february_place : line->january_place,
		    cl_none(), CASELINT_ABSENT);
	else if (has_amounts(found) && own_match(p, line, found) == found->claim)
		return; /* said by the case's amount, with its variants */
	else
		cl_judge_amount(answer, line->match_place, line->match, own_match(p, line, found), NULL, 0);
}

/* Where February was not paid as computed, the two measures of the match cannot both be met: the line waits. */
static void
judge_match_by_case(struct cl_answer *answer, const struct line_fact *line, const struct case_fact *found)
{
	struct cl_wrong_amount wrongs[] = {
	    {found->underpayment, "is-underpayment"},
	    {found->match, "is-match"},
	};
	struct cl_wrong_amount unpaid = {line->match, "not-expended"};

	if (found->match_not_expended == 1)
		cl_judge_amount(answer, line->match_place, line->match, found->claim, &unpaid, 1);
	else
		cl_judge_amount(answer, line->match_place, line->match, found->claim, wrongs, 2);
}

/* Right by the line's own amounts, and R of the case. */
void
judge_line_match(struct cl_answer *answer, const struct oh_parameters *p, const struct line_fact *line,
    const struct case_fact *found)
{
	if (!is_comparable(found))
		return;
	if (!cl_is_known_money(line->match)) {
		cl_unknown(answer, line->match_place, cl_none(), CASELINT_ABSENT);
		return;
	}
	judge_match_by_line(answer, p, line, found);
	if (has_amounts(found))
		judge_match_by_case(answer, line, found);
	else
		answer_without_case(answer, line->match_place, found);
}

/* The match must have been expended before it is invoiced (L23), so the invoice is signed after the payment. */
void
judge_line_payment_order(struct cl_answer *answer, const struct oh_parameters *p, const struct line_fact *line,
    const struct case_fact *found)
{
	struct cl_instance early = {NULL, line->signed_place, cl_none(), cl_none(), CASELINT_ABSENT};

	(void)p;
	if (line->signed_on == CASELINT_ABSENT)
		return;
	if (found == NULL) {
		answer_without_case(answer, line->case_place, found);
		return;
	}
	if (found->february_unclear != 1 && found->february_last == CASELINT_ABSENT)
		return;
	if (found->february_unclear == 1 || !cl_is_known(line->signed_on))
		cl_unknown(answer, line->signed_place, cl_none(), CASELINT_ABSENT);
	if (found->february_last == CASELINT_ABSENT || !cl_is_known(line->signed_on))
		return;
	if (found->february_last <= line->signed_on) {
		cl_pass(answer);
		return;
	}
	early.observed = cl_date(line->signed_on);
	early.expected = cl_date(found->february_last);
	cl_fail(answer, &early);
}

/* ---- Whether the line may be there --------------------------------------------------------- */

static void
judge_county(struct cl_answer *answer, const struct line_fact *line, const struct case_fact *found)
{
	struct cl_instance elsewhere = {
	    "elsewhere", line->case_place, cl_text(&found->county), cl_text(&line->county), CASELINT_ABSENT};

	if (!cl_text_is_known(&found->county) || !cl_text_is_known(&line->county))
		cl_unknown(answer, line->case_place, cl_none(), CASELINT_ABSENT);
	else if (cl_text_is(&found->county, &line->county))
		cl_pass(answer);
	else
		cl_fail(answer, &elsewhere);
}

static void
judge_live(struct cl_answer *answer, const struct oh_parameters *p, const struct line_fact *line,
    const struct case_fact *found)
{
	struct cl_instance other = {
	    "not-live", line->case_place, cl_text(&found->paid_through), cl_text(&p->system_live), CASELINT_ABSENT};

	if (found->route == ROUTE_UNKNOWN)
		cl_unknown(answer, line->case_place, cl_none(), CASELINT_ABSENT);
	else if (found->route == ROUTE_LIVE)
		cl_pass(answer);
	else
		cl_fail(answer, &other);
}

void
judge_line_case(struct cl_answer *answer, const struct oh_parameters *p, const struct line_fact *line,
    const struct case_fact *found, uint32_t lines)
{
	struct cl_instance wrong = {"twice", line->case_place, cl_count(lines), cl_count(1), CASELINT_ABSENT};

	if (lines > 1) {
		cl_name(answer, "count", cl_count(lines));
		cl_fail(answer, &wrong);
	}
	if (found == NULL) {
		struct cl_instance missing = {"not-in-export", line->case_place, cl_none(), cl_none(), CASELINT_ABSENT};

		cl_report(answer, CASELINT_UNKNOWN, &missing);
		return;
	}
	judge_live(answer, p, line, found);
	judge_county(answer, line, found);
	if (found->claimable != 1) {
		wrong = (struct cl_instance){"not-claimable", line->case_place, cl_none(), cl_none(), CASELINT_ABSENT};
		cl_fail(answer, &wrong);
	}
}

/* ---- Lines that name no case ------------------------------------------------------------------ */

static void
judge_nameless(
    struct cl_answer *answer, const struct oh_invoice *invoice, const struct oh_parameters *p, judge_line_fn *judge)
{
	uint32_t i = 0;

	for (i = 0; i < invoice->lines.count; i++) {
		const struct oh_line *line = CL_ITEM(invoice->lines, struct oh_line, i);
		struct line_fact fact = line_fact_of(invoice, line);

		if (!cl_text_is_known(&line->case_id))
			judge(answer, p, &fact, NULL);
	}
}

static void
judge_nameless_line(struct cl_answer *answer, const struct oh_parameters *p, const struct line_fact *line,
    const struct case_fact *found)
{
	(void)p;
	(void)found;
	cl_unknown(answer, line->case_place, cl_none(), CASELINT_ABSENT);
}

/* What the line says by itself can be wrong all the same. */
static void
judge_nameless_match(struct cl_answer *answer, const struct oh_parameters *p, const struct line_fact *line,
    const struct case_fact *found)
{
	if (cl_is_known_money(line->match))
		judge_match_by_line(answer, p, line, found);
	judge_nameless_line(answer, p, line, found);
}

void
judge_lines_without_case(struct cl_answer *answer, const struct oh_invoice *invoice, const struct oh_parameters *p)
{
	judge_nameless(answer, invoice, p, judge_nameless_line);
}

void
judge_lines_without_case_match(
    struct cl_answer *answer, const struct oh_invoice *invoice, const struct oh_parameters *p)
{
	judge_nameless(answer, invoice, p, judge_nameless_match);
}

/* ---- The dates of the invoice itself ------------------------------------------------------------ */

/* A step of the invoice against the one before it; either may not have been taken. */
static void
judge_after(struct cl_answer *answer, const char *variant, struct caselint_ref place, int32_t date, int32_t before)
{
	if (!cl_was_done(date) || !cl_was_done(before))
		return;
	if (!cl_is_known(date) || !cl_is_known(before))
		cl_unknown(answer, place, cl_none(), CASELINT_ABSENT);
	else if (before <= date)
		cl_pass(answer);
	else
		cl_fail_value(answer, variant, place, cl_date(before));
}

/* OH-GEN-14 is a rule for cases: that nothing is later than the export is said of an invoice here. */
static void
judge_exported(struct cl_answer *answer, struct caselint_ref place, int32_t date)
{
	int32_t exported_on = answer->eval->exported_on;

	if (!cl_was_done(date) || !cl_was_done(exported_on))
		return;
	if (!cl_is_known(date) || !cl_is_known(exported_on))
		cl_unknown(answer, place, cl_none(), CASELINT_ABSENT);
	else if (date <= exported_on)
		cl_pass(answer);
	else
		cl_fail_value(answer, "after-export", place, cl_date(exported_on));
}

/* Signed, mailed (L27, L29), reimbursed ("upon receipt of the invoice", L27), exported; and the payments of cases that
 * cannot be told. */
void
judge_invoice_dates(struct cl_answer *answer, const struct oh_invoice *invoice, const struct oh_parameters *p)
{
	const struct oh_reimbursement *paid = invoice->reimbursement;
	struct caselint_ref mailed = CL_PLACE(invoice, struct oh_invoice, mailed_on);
	int32_t sent_on = cl_was_done(invoice->mailed_on) ? invoice->mailed_on : invoice->signed_on;

	if (cl_was_done(invoice->signed_on))
		judge_nameless(answer, invoice, p, judge_nameless_line);
	judge_after(answer, "mailed", mailed, invoice->mailed_on, invoice->signed_on);
	judge_exported(answer, CL_PLACE(invoice, struct oh_invoice, signed_on), invoice->signed_on);
	judge_exported(answer, mailed, invoice->mailed_on);
	if (paid == NULL)
		return;
	judge_after(
	    answer, "received", CL_PLACE(paid, struct oh_reimbursement, received_on), paid->received_on, sent_on);
	judge_exported(answer, CL_PLACE(paid, struct oh_reimbursement, received_on), paid->received_on);
}
