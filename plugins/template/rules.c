/*
 * The table of rules, in the order of the letter. Most are a sentence of <caselint/rules.h>; a rule
 * that no sentence fits is a function. Texts, severities and citations stand in the ruleset.
 */
#include "rules.h"

#include <caselint/rules.h>

/* ---- What the rules are about --------------------------------------------------------- */

static const struct cl_subject whole = CL_THE_RECORD(NULL);
static const struct cl_subject supplement = CL_PART(struct care_case, supplement, NULL);

static const struct cl_subject payments = CL_EACH(struct care_case, payments, NULL);

static const struct cl_dated steps[] = {
    {&supplement, CL_MEMBER(struct supplement, approved_on), 0},
    {&supplement, CL_MEMBER(struct supplement, issued_on), 0},
};
static const struct cl_dated events[] = {
    {&payments, CL_MEMBER(struct payment, paid_on), 0},
    {&supplement, CL_MEMBER(struct supplement, approved_on), 0},
    {&supplement, CL_MEMBER(struct supplement, issued_on), 0},
};

#define PARAMETER(member) CL_PARAMETER(struct parameters, member)
#define VIEW(member) CL_PREPARED(struct view, member)

/* ---- A rule that is a function ----------------------------------------------------------- */

/* A month has only so many days. */
static int32_t
check_days(const struct caselint_eval *eval, const struct caselint_rule *rule)
{
	const struct care_case *record = eval->record;
	const struct care *care = record->care;
	struct cl_answer answer = cl_answer_to(eval, rule->id);
	int32_t most = 0;

	if (care == NULL) {
		cl_unknown(&answer, CL_PLACE(record, struct care_case, care), cl_none(), CASELINT_ABSENT);
	} else if (!cl_is_known(care->days) || !cl_is_known(record->month)) {
		cl_unknown(&answer, CL_PLACE(care, struct care, days), cl_none(), CASELINT_ABSENT);
	} else {
		most = cl_last_day(record->month) - cl_first_day(record->month) + 1;
		if (care->days <= most)
			cl_pass(&answer);
		else
			cl_fail_value(&answer, NULL, CL_PLACE(care, struct care, days), cl_count((uint32_t)most));
	}
	return cl_outcome(&answer);
}

/* ---- The table ---------------------------------------------------------------------------- */

const struct caselint_rule rules[RULE_COUNT] = {
    CL_RULE("XX-GEN-01", 0, CL_MONTH_IS(&whole, struct care_case, month, PARAMETER(month))),
    {"XX-GEN-02", check_days, NULL, 0, 0},
    CL_RULE("XX-GEN-03", 0, CL_NOT_AFTER_EXPORT(events)),
    /* A supplement has to be there by the day it has to be approved; before that it is pending. */
    CL_RULE("XX-SUP-01", 0, CL_EXISTS_BY(&supplement, PARAMETER(approve_by)), .when = VIEW(may_be_owed),
	.doubt = VIEW(is_unclear)),
    /* Two messages: for any wrong amount, and for the whole month instead of the difference. */
    CL_RULE("XX-SUP-02", 0, CL_AMOUNT_IS(&supplement, struct supplement, amount, VIEW(supplement)),
	.wrongs = {{VIEW(agreed), "whole-month"}}),
    CL_RULE(
	"XX-SUP-03", 0, CL_BY(&supplement, struct supplement, approved_on, PARAMETER(approve_by)), .absent = CL_IS_DUE),
    /* A deadline that depends on another step: not applicable until that was taken. */
    CL_RULE("XX-SUP-04", 0, CL_BY(&supplement, struct supplement, issued_on, CL_BESIDE(struct supplement, approved_on)),
	.days = PARAMETER(issue_days), .absent = CL_IS_DUE),
    CL_RULE("XX-SUP-05", 0, CL_CODE_IS(&supplement, struct supplement, code, PARAMETER(payment_code))),
    CL_RULE("XX-SUP-06", 0, CL_ORDER(steps)),
    /* A private text: only whether it is there can be asked. */
    CL_RULE(
	"XX-FILE-01", 0, CL_PRESENT(&whole, struct care_case, reason, CASELINT_PRESENCE), .when = VIEW(may_be_owed)),
    {"XX-CHILD-01", check_child_key, NULL, 0, 0},
};
