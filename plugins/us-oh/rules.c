/*
 * The table of all rules: id, condition, what is asked. What an entry can say stands here
 * (caselint/rules.h); FUNCTION is what it cannot, RECONCILED is answered when records are
 * reconciled (reconcile.c). Below the subjects, in the order of the letter.
 */
#include "rules.h"

#include <caselint/rules.h>

/* ---- What the rules are about ------------------------------------------------------- */

static bool
is_updated_event(const struct caselint_eval *eval, const void *object)
{
	const struct oh_event *event = object;

	return is_event_0338(view_of(eval), event) && cl_was_done(event->updated_on);
}

static bool
is_form(const struct caselint_eval *eval, const void *object)
{
	return is_auxiliary(view_of(eval), object);
}

static bool
is_completed_form(const struct caselint_eval *eval, const void *object)
{
	const struct oh_auxiliary *form = object;

	return is_auxiliary(view_of(eval), form) && cl_was_done(form->completed_on);
}

static bool
is_statement_line(const struct caselint_eval *eval, const void *object)
{
	return is_statement(view_of(eval), object);
}

static bool
is_entered_review(const struct caselint_eval *eval, const void *object)
{
	(void)eval;
	return cl_was_done(((const struct oh_review *)object)->entered_on);
}

static bool
is_mailed(const struct caselint_eval *eval, const void *object)
{
	(void)eval;
	return cl_was_done(((const struct oh_invoice *)object)->mailed_on);
}

static const struct cl_subject whole = CL_THE_RECORD(NULL);
static const struct cl_subject request = CL_PART(struct oh_case, request, NULL);
static const struct cl_subject agreement = CL_PART(struct oh_case, agreement, NULL);
static const struct cl_subject parents = CL_EACH_OF(struct oh_case, agreement, struct oh_agreement, parents, NULL);
static const struct cl_subject agency = CL_EACH_OF(struct oh_case, agreement, struct oh_agreement, agency, NULL);
static const struct cl_subject payments = CL_EACH(struct oh_case, payments, NULL);
static const struct cl_subject events = CL_EACH(struct oh_case, events, NULL);
static const struct cl_subject updated_events = CL_EACH(struct oh_case, events, is_updated_event);
static const struct cl_subject all_forms = CL_EACH(struct oh_case, auxiliary, NULL);
static const struct cl_subject forms = CL_EACH(struct oh_case, auxiliary, is_form);
static const struct cl_subject completed_forms = CL_EACH(struct oh_case, auxiliary, is_completed_form);
static const struct cl_subject statement = CL_EACH(struct oh_case, statements, is_statement_line);
static const struct cl_subject letters = CL_EACH(struct oh_case, letters, NULL);
static const struct cl_subject reviews = CL_EACH(struct oh_case, reviews, NULL);
static const struct cl_subject entered_reviews = CL_EACH(struct oh_case, reviews, is_entered_review);
static const struct cl_subject february = CL_CHOSEN(struct case_view, february_review.record, struct oh_case, reviews);
static const struct cl_subject march = CL_CHOSEN(struct case_view, march_review.record, struct oh_case, reviews);
static const struct cl_subject lines = CL_EACH(struct oh_invoice, lines, NULL);
static const struct cl_subject mailed_invoice = CL_THE_RECORD(is_mailed);
static const struct cl_subject reimbursement = CL_PART(struct oh_invoice, reimbursement, NULL);

/* What happens on a day. Effective and review dates are no events. */
static const struct cl_dated happenings[] = {
    {&request, CL_MEMBER(struct oh_request, requested_on), 0},
    {&agreement, CL_MEMBER(struct oh_agreement, amended_on), 0},
    {&agency, CL_MEMBER(struct oh_signature, signed_on), 0},
    {&parents, CL_MEMBER(struct oh_signature, signed_on), 0},
    {&payments, CL_MEMBER(struct oh_payment, issued_on), 0},
    {&reviews, CL_MEMBER(struct oh_review, entered_on), 0},
    {&events, CL_MEMBER(struct oh_event, updated_on), 0},
    {&letters, CL_MEMBER(struct oh_letter, filed_on), 0},
    {&all_forms, CL_MEMBER(struct oh_auxiliary, completed_on), 0},
    {&all_forms, CL_MEMBER(struct oh_auxiliary, sent_on), 0},
};

/* ---- Rules that are functions ----------------------------------------------------------- */

/* What stands behind such a rule for cases; without a judgement it is answered when records are reconciled. */
struct case_rule {
	uint32_t when; /* where: the condition; 0: always */
	judge_case_fn *judge;
	const struct cl_test *entry; /* what is asked where the judgement has nothing to say; NULL: nothing */
};

struct invoice_rule {
	judge_invoice_fn *judge;
};

static int32_t
check_case(const struct caselint_eval *eval, const struct caselint_rule *rule)
{
	const struct case_rule *with = rule->data;
	struct cl_answer answer = cl_answer_to(eval, rule->id);

	if (with->judge != NULL && (with->when == 0 || cl_holds(eval, NULL, with->when)))
		with->judge(&answer, view_of(eval));
	if (with->entry != NULL && cl_outcome(&answer) == CASELINT_NOTAPPLICABLE)
		cl_judge(&answer, with->entry);
	return cl_outcome(&answer);
}

static int32_t
check_invoice(const struct caselint_eval *eval, const struct caselint_rule *rule)
{
	const struct invoice_rule *with = rule->data;
	struct cl_answer answer = cl_answer_to(eval, rule->id);

	with->judge(&answer, eval->record, eval->parameters);
	return cl_outcome(&answer);
}

/* ---- The table ---------------------------------------------------------------------------- */

#define V(member) CL_PREPARED(struct case_view, member)
#define P(member) CL_PARAMETER(struct oh_parameters, member)
#define UNDERPAYMENT                                            \
	{                                                       \
		"underpayment", CASELINT_MONEY, V(underpayment) \
	}

#define CASE(id, when_, ...) CL_RULE(id, OH_CASE, .when = (when_), __VA_ARGS__)
#define FUNCTION(id, when, judge)                                                              \
	{                                                                                      \
		(id), check_case, &(const struct case_rule){(when), (judge), NULL}, OH_CASE, 0 \
	}
/* A step is there. Where what is there does not say which step it is, that is unknown. */
#define NAMED(id, when_, judge, ...)                                                              \
	{                                                                                         \
		(id), check_case,                                                                 \
		    &(const struct case_rule){                                                    \
			(when_), (judge), &(const struct cl_test){.when = (when_), __VA_ARGS__}}, \
		    OH_CASE, 0                                                                    \
	}
#define RECONCILED(id) FUNCTION(id, 0, NULL)
#define INVOICE(id, ...) CL_RULE(id, OH_INVOICE, __VA_ARGS__)
#define INVOICE_FUNCTION(id, judge)                                                       \
	{                                                                                 \
		(id), check_invoice, &(const struct invoice_rule){(judge)}, OH_INVOICE, 0 \
	}

const struct caselint_rule oh_rules[OH_RULE_COUNT] = {
    CASE("OH-GEN-01", V(requested), CL_MONTH_IS(&request, struct oh_request, month, P(month))),
    CASE("OH-GEN-02", V(requested), CL_CODE_AMONG(&whole, struct oh_case, program),
	.among = {P(program_aa), P(program_sams)}),
    FUNCTION("OH-GEN-03", 0, judge_request_recorded),
    CASE("OH-GEN-04", V(requested), CL_SIGNED(&parents, struct oh_signature, signed_on, P(signed_by))),
    CASE("OH-GEN-05", V(requested), CL_SIGNED(&agency, struct oh_signature, signed_on, P(signed_by))),
    FUNCTION("OH-GEN-06", V(requested), judge_closing_hour),
    FUNCTION("OH-GEN-07", V(requested), judge_increase),
    FUNCTION("OH-GEN-09", V(requested), judge_january_payment),
    FUNCTION("OH-GEN-10", V(requested), judge_route),
    FUNCTION("OH-GEN-11", V(requested), judge_other_route),
    FUNCTION("OH-GEN-12", V(requested), judge_effective_date),
    FUNCTION("OH-GEN-13", V(requested), judge_child_key),
    CASE("OH-GEN-14", V(requested), CL_NOT_AFTER_EXPORT(happenings)),
    FUNCTION("OH-GEN-15", V(requested), judge_zero_payment),
    NAMED("OH-NLA-01", V(is_not_live_aa), judge_unnamed_event, CL_EXISTS_BY(&updated_events, V(event_cut_off))),
    /* N + D in the event pays the underpayment twice: the JFS 01659 pays it. */
    CASE("OH-NLA-02", V(is_not_live_aa), CL_AMOUNT_IS(&updated_events, struct oh_event, amount, V(agreed)),
	.wrongs = {{V(raised), "doubled"}}, .names = {UNDERPAYMENT}),
    CASE("OH-NLA-03", V(is_facsis), CL_BY(&updated_events, struct oh_event, updated_on, V(event_cut_off))),
    CASE("OH-NLA-04", V(is_sis), CL_BY(&updated_events, struct oh_event, updated_on, V(event_cut_off))),
    NAMED("OH-NLA-05", V(is_not_live_aa), judge_unnamed_form, CL_EXISTS(&completed_forms)),
    CASE("OH-NLA-06", V(is_not_live_aa),
	CL_CODE_IS(&completed_forms, struct oh_auxiliary, benefit_type, P(benefit_type))),
    CASE("OH-NLA-07", V(is_not_live_aa),
	CL_CODE_IS(&completed_forms, struct oh_auxiliary, transaction_code, P(transaction_code))),
    FUNCTION("OH-NLA-08", V(is_not_live_aa), judge_form_span),
    CASE("OH-NLA-09", V(is_not_live_aa), CL_AMOUNT_IS(&completed_forms, struct oh_auxiliary, amount, V(underpayment)),
	.wrongs = {{V(agreed), "is-agreement"}, {V(raised), "is-february"}}),
    FUNCTION("OH-NLA-10", V(is_not_live_aa), judge_form_sent),
    FUNCTION("OH-NLA-11", V(is_not_live_aa), judge_form_single),
    RECONCILED("OH-NLA-12"),
    FUNCTION("OH-NLA-13", V(is_not_live_aa), judge_form_after_signing),
    FUNCTION("OH-NLS-01", V(is_not_live_sams), judge_february_paid),
    CASE("OH-NLS-02", V(is_not_live_sams), CL_AMOUNT_IS(&statement, struct oh_statement, amount, V(raised)),
	.wrongs = {{V(agreed), "january-forgotten"}, {V(raised_twice), "twice"}}, .names = {UNDERPAYMENT}),
    CASE("OH-NLS-03", V(is_not_live_sams),
	CL_CODE_IS(&statement, struct oh_statement, financial_code, P(financial_code))),
    CASE("OH-NLS-04", V(is_not_live_sams),
	CL_CODE_IS(&statement, struct oh_statement, classification_code, P(classification_code))),
    /* L15 says what the codes map to; a county may not have recorded it. */
    CASE("OH-NLS-05", V(is_not_live_sams), CL_CODE_IS(&statement, struct oh_statement, line_code, P(line_code)),
	.absent = CL_IS_NOTHING),
    CASE("OH-NLS-06", V(is_not_live_sams),
	CL_CODE_IS(&statement, struct oh_statement, funding_source, P(funding_source)), .absent = CL_IS_NOTHING),
    CASE("OH-NLS-07", V(is_not_live_sams), CL_MONTH_IS(&statement, struct oh_statement, month, P(following_month))),
    /* The JFS 01659 is a Title IV-E form; SAMS is not Title IV-E money. */
    CASE("OH-NLS-08", V(is_not_live_sams), CL_NO(&forms)),
    RECONCILED("OH-NLS-09"),
    FUNCTION("OH-NLS-10", V(is_not_live_sams), judge_march_paid),
    NAMED("OH-NLS-11", V(is_not_live_sams), judge_unnamed_statement, CL_EXISTS(&statement)),
    NAMED("OH-LIV-01", V(is_live), judge_stray_february, CL_EXISTS_BY(&february, P(february_review_cut_off))),
    CASE("OH-LIV-02", V(is_live), CL_DATE_IS(&february, struct oh_review, review_date, P(february_review_date))),
    CASE("OH-LIV-03", V(is_live), CL_AMOUNT_IS(&february, struct oh_review, amount, V(raised)),
	.wrongs = {{V(agreed), "january-forgotten"}}, .names = {UNDERPAYMENT}, .doubt = V(february_review.unclear)),
    CASE("OH-LIV-04", V(is_live), CL_BY(&february, struct oh_review, entered_on, P(february_review_cut_off)),
	.doubt = V(february_review.unclear)),
    NAMED("OH-LIV-05", V(is_live), judge_stray_march, CL_EXISTS_BY(&march, P(march_review_cut_off))),
    FUNCTION("OH-LIV-06", V(is_live), judge_march_review_date),
    CASE("OH-LIV-07", V(is_live), CL_AMOUNT_IS(&march, struct oh_review, amount, V(agreed)),
	.doubt = V(march_review.unclear)),
    CASE("OH-LIV-08", V(is_live), CL_BY(&march, struct oh_review, entered_on, P(march_review_cut_off)),
	.names = {UNDERPAYMENT}, .doubt = V(march_review.unclear)),
    FUNCTION("OH-LIV-09", V(is_live), judge_letter_on_file),
    /* L19, L20: "there is no requirement to amend the adoption subsidy agreement". */
    CASE("OH-LIV-10", V(is_live), CL_VOID(&agreement, struct oh_agreement, amended_on, CASELINT_DATE)),
    FUNCTION("OH-LIV-11", V(is_live), judge_review_order),
    FUNCTION("OH-LIV-12", V(is_live), judge_months_paid),
    /* A review record without a program is the agreement's. */
    CASE("OH-LIV-13", V(is_live),
	CL_CODE_IS(&entered_reviews, struct oh_review, program, CL_RECORD(struct oh_case, program)),
	.absent = CL_IS_PASS),
    RECONCILED("OH-MAT-02"),
    FUNCTION("OH-MAT-03", V(has_claim), judge_february_paid),
    RECONCILED("OH-INV-01"),
    /* L26: "the name of the adopted child". Only whether it is there. */
    INVOICE("OH-INV-02", CL_PRESENT(&lines, struct oh_line, name, CASELINT_PRESENCE)),
    INVOICE_FUNCTION("OH-INV-03", judge_lines_without_case),
    INVOICE_FUNCTION("OH-INV-04", judge_lines_without_case),
    INVOICE_FUNCTION("OH-INV-05", judge_lines_without_case_match),
    INVOICE_FUNCTION("OH-INV-06", judge_totals),
    INVOICE_FUNCTION("OH-INV-07", judge_certification),
    INVOICE_FUNCTION("OH-INV-08", judge_signature),
    INVOICE("OH-INV-09", CL_BY(&whole, struct oh_invoice, mailed_on, P(invoice_mail_by)), .absent = CL_IS_DUE),
    INVOICE("OH-INV-10", CL_TEXT_IS(&mailed_invoice, struct oh_invoice, addressee, P(invoice_addressee))),
    INVOICE_FUNCTION("OH-INV-11", judge_invoice_dates),
    INVOICE_FUNCTION("OH-INV-12", judge_lines_without_case),
    INVOICE("OH-INV-13",
	CL_AMOUNT_IS(&reimbursement, struct oh_reimbursement, amount, CL_RECORD(struct oh_invoice, match_total))),
    INVOICE("OH-INV-14", CL_ATTEST(&whole, struct oh_invoice, certified, CASELINT_BOOLEAN)),
    INVOICE("OH-INV-15", CL_ATTEST(&whole, struct oh_invoice, signed_on, CASELINT_DATE)),
};
