/*
 * The rules: each a condition under which it applies and a function that judges.
 * The table in rules.c ties them to their ids.
 */
#ifndef US_OH_RULES_H
#define US_OH_RULES_H

#include "view.h"

/* Judges a case; reports through the answer. */
typedef void judge_case_fn(struct cl_answer *answer, const struct case_view *view);
/* Judges an invoice. */
typedef void judge_invoice_fn(
    struct cl_answer *answer, const struct oh_invoice *invoice, const struct oh_parameters *p);

/* What stands behind a rule for cases. */
struct case_rule {
	bool (*applies)(const struct case_view *view);
	judge_case_fn *judge; /* NULL: answered when records are reconciled */
};

/* What stands behind a rule for invoices. */
struct invoice_rule {
	judge_invoice_fn *judge;
};

/* All rules, in the order of the letter. */
#define OH_RULE_COUNT 68
extern const struct caselint_rule oh_rules[OH_RULE_COUNT];

/* Conditions. */
bool applies_always(const struct case_view *view);
bool applies_requested(const struct case_view *view);
bool applies_facsis(const struct case_view *view);
bool applies_sis(const struct case_view *view);
bool applies_match(const struct case_view *view);

/* All routes (general.c). */
judge_case_fn judge_request_month, judge_program, judge_request_recorded, judge_parent_signatures,
    judge_agency_signature;
judge_case_fn judge_closing_hour, judge_increase, judge_january_payment, judge_route, judge_other_route;
judge_case_fn judge_effective_date, judge_child_key, judge_event_dates, judge_zero_payment;

/* Not live (not_live.c). */
judge_case_fn judge_event_updated, judge_event_amount, judge_event_date;
judge_case_fn judge_form_completed, judge_form_benefit, judge_form_transaction, judge_form_span, judge_form_amount;
judge_case_fn judge_form_sent, judge_form_single, judge_form_after_signing;
judge_case_fn judge_statement_amount, judge_statement_financial, judge_statement_class, judge_statement_line;
judge_case_fn judge_statement_funding, judge_statement_month, judge_no_form, judge_statement_reported;

/* Live (live.c). */
judge_case_fn judge_february_review, judge_february_review_date, judge_february_review_amount;
judge_case_fn judge_february_review_entered, judge_march_review, judge_march_review_date, judge_march_review_amount;
judge_case_fn judge_march_review_entered, judge_letter_on_file, judge_not_amended, judge_review_order;
judge_case_fn judge_months_paid, judge_review_program;

/* Payments of a month, for both (payments.c). */
judge_case_fn judge_february_paid, judge_march_paid;
void judge_month_paid(struct cl_answer *answer, const struct case_view *view, int32_t month, const char *wrong_variant);

/* Invoices (invoice.c); lines against their cases are in match.c. */
judge_invoice_fn judge_line_names, judge_totals, judge_certification, judge_signature, judge_mailing, judge_addressee;
judge_invoice_fn judge_mailing_order, judge_reimbursement, judge_certification_wording, judge_signature_authority;
judge_invoice_fn judge_lines_without_case_january, judge_lines_without_case_february, judge_lines_without_case_match;
judge_invoice_fn judge_lines_without_case;

#endif
