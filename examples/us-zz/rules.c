/*
 * The table of rules, in the order of the letter. Most are a sentence of <caselint/rules.h>; a rule
 * that no sentence fits is a function. Texts, severities and citations stand in the ruleset.
 */
#include "rules.h"

#include <caselint/rules.h>

/* ---- What the rules are about --------------------------------------------------------- */

static const struct cl_subject the_case = CL_THE_RECORD(NULL);
static const struct cl_subject the_schedule = CL_THE_RECORD(NULL);
static const struct cl_subject allowances = CL_EACH(struct allowance_case, allowances, NULL);
static const struct cl_subject request = CL_PART(struct allowance_case, request, NULL);
static const struct cl_subject payment = CL_PART(struct allowance_case, payment, NULL);

static const struct cl_dated steps[] = {
    {&request, CL_MEMBER(struct request, completed_on), 0},
    {&request, CL_MEMBER(struct request, signed_on), 0},
    {&payment, CL_MEMBER(struct payment, issued_on), 0},
};
static const struct cl_dated case_events[] = {
    {&allowances, CL_MEMBER(struct allowance, paid_on), 0},
    {&request, CL_MEMBER(struct request, completed_on), 0},
    {&request, CL_MEMBER(struct request, signed_on), 0},
    {&payment, CL_MEMBER(struct payment, issued_on), 0},
};
static const struct cl_dated schedule_events[] = {
    {&the_schedule, CL_MEMBER(struct claim_schedule, mailed_on), 0},
};

#define PARAMETER(member) CL_PARAMETER(struct parameters, member)
#define VIEW(member) CL_PREPARED(struct view, member)

/* ---- Rules that are functions ------------------------------------------------------------ */

/* Asked of a payment that was made: where none was, the rule about the payment answers. */
static int32_t
check_placed(const struct caselint_eval *eval, const struct caselint_rule *rule)
{
	const struct parameters *p = eval->parameters;
	const struct allowance_case *record = eval->record;
	const struct view *view = eval->prepared;
	struct caselint_ref place = CL_PLACE(record, struct allowance_case, placement);
	struct cl_answer answer = cl_answer_to(eval, rule->id);

	if (record->payment == NULL)
		return CASELINT_NOTAPPLICABLE;
	if (view->placed == YES)
		cl_pass(&answer);
	else if (view->placed == UNCLEAR)
		cl_unknown(&answer, place, cl_date(p->placed_on), CASELINT_ABSENT);
	else
		cl_fail_at(&answer, NULL, place);
	return cl_outcome(&answer);
}

/* Who they are is private: the host compares them. */
static int32_t
check_signer(const struct caselint_eval *eval, const struct caselint_rule *rule)
{
	const struct allowance_case *record = eval->record;
	const struct request *form = record->request;
	struct caselint_ref completed = CL_PLACE(form, struct request, completed_by);
	struct caselint_ref signer = CL_PLACE(form, struct request, signed_by);
	struct cl_answer answer = cl_answer_to(eval, rule->id);

	if (form == NULL || !cl_was_done(form->signed_on))
		return CASELINT_NOTAPPLICABLE;
	if (!cl_text_is_known(&form->signed_by) || form->signed_by.length == 0)
		cl_unknown(&answer, signer, cl_none(), CASELINT_ABSENT);
	else if (!cl_text_is_known(&form->completed_by) || form->completed_by.length == 0)
		cl_unknown(&answer, completed, cl_none(), CASELINT_ABSENT);
	else if (eval->services->same_text(eval, &completed, &signer) == 1)
		cl_fail_at(&answer, NULL, signer);
	else
		cl_pass(&answer);
	return cl_outcome(&answer);
}

/* ---- The table ---------------------------------------------------------------------------- */

const struct caselint_rule rules[RULE_COUNT] = {
    CL_RULE("ZZ-GEN-01", ALLOWANCE_CASE, CL_NOT_AFTER_EXPORT(case_events)),
    CL_RULE("ZZ-GEN-02", CLAIM_SCHEDULE, CL_NOT_AFTER_EXPORT(schedule_events)),
    {"ZZ-ELG-01", check_placed, NULL, ALLOWANCE_CASE, 0},
    /* No form at all is a step that was not done, too; where nothing is owed, none has to be. */
    CL_RULE("ZZ-REQ-01", ALLOWANCE_CASE, CL_BY(&request, struct request, completed_on, PARAMETER(request_by)),
	.absent = CL_IS_DUE, .none = CL_IS_DUE, .when = VIEW(needs_request), .doubt = VIEW(request_is_unclear)),
    /* A deadline by another date of the same struct: */
    CL_RULE("ZZ-SUP-01", ALLOWANCE_CASE,
	CL_BY(&request, struct request, signed_on, CL_BESIDE(struct request, completed_on)),
	.days = PARAMETER(sign_days), .absent = CL_IS_DUE),
    {"ZZ-SUP-02", check_signer, NULL, ALLOWANCE_CASE, 0},
    /* and by one of another struct, which `prepare` looked up. */
    CL_RULE("ZZ-PAY-01", ALLOWANCE_CASE, CL_BY(&payment, struct payment, issued_on, VIEW(signed_on)),
	.days = PARAMETER(issue_days), .absent = CL_IS_DUE, .none = CL_IS_DUE, .when = VIEW(needs_payment),
	.doubt = VIEW(payment_is_unclear)),
    CL_RULE("ZZ-PAY-02", ALLOWANCE_CASE, CL_CODE_IS(&payment, struct payment, service_code, PARAMETER(service_code))),
    /* Two messages: for any wrong amount, and for the whole allowance instead of the difference. */
    CL_RULE("ZZ-PAY-03", ALLOWANCE_CASE, CL_AMOUNT_IS(&payment, struct payment, amount, VIEW(difference)),
	.wrongs = {{VIEW(whole), "whole"}}),
    CL_RULE("ZZ-ORD-01", ALLOWANCE_CASE, CL_ORDER(steps)),
    CL_RULE("ZZ-FILE-01", ALLOWANCE_CASE,
	CL_PRESENT(&the_case, struct allowance_case, bulletin_on_file, CASELINT_BOOLEAN), .when = VIEW(has_payment)),
    CL_RULE("ZZ-CLM-01", CLAIM_SCHEDULE, CL_BY(&the_schedule, struct claim_schedule, mailed_on, PARAMETER(mail_by)),
	.absent = CL_IS_DUE),
    {"ZZ-CLM-02", check_line, NULL, CLAIM_SCHEDULE, 0},
    {"ZZ-CLM-03", check_claimed, NULL, ALLOWANCE_CASE, 0},
};
