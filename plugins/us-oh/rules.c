/*
 * The table of all rules: id, condition, judgement. A rule without a judgement is
 * answered when records are reconciled (reconcile.c).
 */
#include "rules.h"

static int32_t
check_case(const struct caselint_eval *eval, const struct caselint_rule *rule)
{
	const struct case_rule *with = rule->data;
	const struct case_view *view = view_of(eval);
	struct cl_answer answer;

	if (with->judge == NULL || !with->applies(view))
		return CASELINT_NOTAPPLICABLE;
	answer = cl_answer_to(eval, rule->id);
	with->judge(&answer, view);
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

#define CASE(id, applies, judge)                                                            \
	{                                                                                   \
		(id), check_case, &(const struct case_rule){(applies), (judge)}, OH_CASE, 0 \
	}
#define INVOICE(id, judge)                                                                \
	{                                                                                 \
		(id), check_invoice, &(const struct invoice_rule){(judge)}, OH_INVOICE, 0 \
	}

const struct caselint_rule oh_rules[OH_RULE_COUNT] = {
    CASE("OH-GEN-01", applies_requested, judge_request_month),
    CASE("OH-GEN-02", applies_requested, judge_program),
    CASE("OH-GEN-03", applies_always, judge_request_recorded),
    CASE("OH-GEN-04", applies_requested, judge_parent_signatures),
    CASE("OH-GEN-05", applies_requested, judge_agency_signature),
    CASE("OH-GEN-06", applies_requested, judge_closing_hour),
    CASE("OH-GEN-07", applies_requested, judge_increase),
    CASE("OH-GEN-09", applies_requested, judge_january_payment),
    CASE("OH-GEN-10", applies_requested, judge_route),
    CASE("OH-GEN-11", applies_requested, judge_other_route),
    CASE("OH-GEN-12", applies_requested, judge_effective_date),
    CASE("OH-GEN-13", applies_requested, judge_child_key),
    CASE("OH-GEN-14", applies_requested, judge_event_dates),
    CASE("OH-GEN-15", applies_requested, judge_zero_payment),
    CASE("OH-NLA-01", view_is_not_live_aa, judge_event_updated),
    CASE("OH-NLA-02", view_is_not_live_aa, judge_event_amount),
    CASE("OH-NLA-03", applies_facsis, judge_event_date),
    CASE("OH-NLA-04", applies_sis, judge_event_date),
    CASE("OH-NLA-05", view_is_not_live_aa, judge_form_completed),
    CASE("OH-NLA-06", view_is_not_live_aa, judge_form_benefit),
    CASE("OH-NLA-07", view_is_not_live_aa, judge_form_transaction),
    CASE("OH-NLA-08", view_is_not_live_aa, judge_form_span),
    CASE("OH-NLA-09", view_is_not_live_aa, judge_form_amount),
    CASE("OH-NLA-10", view_is_not_live_aa, judge_form_sent),
    CASE("OH-NLA-11", view_is_not_live_aa, judge_form_single),
    CASE("OH-NLA-12", NULL, NULL),
    CASE("OH-NLA-13", view_is_not_live_aa, judge_form_after_signing),
    CASE("OH-NLS-01", view_is_not_live_sams, judge_february_paid),
    CASE("OH-NLS-02", view_is_not_live_sams, judge_statement_amount),
    CASE("OH-NLS-03", view_is_not_live_sams, judge_statement_financial),
    CASE("OH-NLS-04", view_is_not_live_sams, judge_statement_class),
    CASE("OH-NLS-05", view_is_not_live_sams, judge_statement_line),
    CASE("OH-NLS-06", view_is_not_live_sams, judge_statement_funding),
    CASE("OH-NLS-07", view_is_not_live_sams, judge_statement_month),
    CASE("OH-NLS-08", view_is_not_live_sams, judge_no_form),
    CASE("OH-NLS-09", NULL, NULL),
    CASE("OH-NLS-10", view_is_not_live_sams, judge_march_paid),
    CASE("OH-NLS-11", view_is_not_live_sams, judge_statement_reported),
    CASE("OH-LIV-01", view_is_live, judge_february_review),
    CASE("OH-LIV-02", view_is_live, judge_february_review_date),
    CASE("OH-LIV-03", view_is_live, judge_february_review_amount),
    CASE("OH-LIV-04", view_is_live, judge_february_review_entered),
    CASE("OH-LIV-05", view_is_live, judge_march_review),
    CASE("OH-LIV-06", view_is_live, judge_march_review_date),
    CASE("OH-LIV-07", view_is_live, judge_march_review_amount),
    CASE("OH-LIV-08", view_is_live, judge_march_review_entered),
    CASE("OH-LIV-09", view_is_live, judge_letter_on_file),
    CASE("OH-LIV-10", view_is_live, judge_not_amended),
    CASE("OH-LIV-11", view_is_live, judge_review_order),
    CASE("OH-LIV-12", view_is_live, judge_months_paid),
    CASE("OH-LIV-13", view_is_live, judge_review_program),
    CASE("OH-MAT-02", NULL, NULL),
    CASE("OH-MAT-03", applies_match, judge_february_paid),
    CASE("OH-INV-01", NULL, NULL),
    INVOICE("OH-INV-02", judge_line_names),
    INVOICE("OH-INV-03", judge_lines_without_case_january),
    INVOICE("OH-INV-04", judge_lines_without_case_february),
    INVOICE("OH-INV-05", judge_lines_without_case_match),
    INVOICE("OH-INV-06", judge_totals),
    INVOICE("OH-INV-07", judge_certification),
    INVOICE("OH-INV-08", judge_signature),
    INVOICE("OH-INV-09", judge_mailing),
    INVOICE("OH-INV-10", judge_addressee),
    INVOICE("OH-INV-11", judge_mailing_order),
    INVOICE("OH-INV-12", judge_lines_without_case),
    INVOICE("OH-INV-13", judge_reimbursement),
    INVOICE("OH-INV-14", judge_certification_wording),
    INVOICE("OH-INV-15", judge_signature_authority),
};
