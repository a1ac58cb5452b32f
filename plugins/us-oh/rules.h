/*
 * The rules. Most are entries of the table in rules.c; here are the functions that judge
 * what no entry says, each with what it judges.
 */
#ifndef US_OH_RULES_H
#define US_OH_RULES_H

#include "view.h"

/* Judges a case; reports through the answer. */
typedef void judge_case_fn(struct cl_answer *answer, const struct case_view *view);
/* Judges an invoice. */
typedef void judge_invoice_fn(
    struct cl_answer *answer, const struct oh_invoice *invoice, const struct oh_parameters *p);

/* All rules, in the order of the letter. */
#define OH_RULE_COUNT 68
extern const struct caselint_rule oh_rules[OH_RULE_COUNT];

/* All routes (general.c). */
judge_case_fn judge_request_recorded, judge_closing_hour, judge_increase, judge_january_payment, judge_route;
judge_case_fn judge_other_route, judge_effective_date, judge_child_key, judge_zero_payment;

/* Not live (not_live.c). */
judge_case_fn judge_form_span, judge_form_sent, judge_form_single, judge_form_after_signing;
/* Steps that only the name of an element shows, because its code or form is absent or unreadable: unknown, there. */
judge_case_fn judge_unnamed_event, judge_unnamed_form, judge_unnamed_statement;

/* Live (live.c). */
/* A review record that may be the one of February, or of March, but does not say: unknown, there. */
judge_case_fn judge_stray_february, judge_stray_march;
judge_case_fn judge_march_review_date, judge_letter_on_file, judge_review_order, judge_months_paid;

/* Payments of a month, for both (payments.c). */
judge_case_fn judge_february_paid, judge_march_paid;

/* Invoices (invoice.c); lines against their cases are in lines.c. */
judge_invoice_fn judge_totals, judge_certification, judge_signature, judge_invoice_dates;
/* Lines that do not say which case they are for: unknown, there; the match also by the line's own amounts. */
judge_invoice_fn judge_lines_without_case, judge_lines_without_case_match;

#endif
