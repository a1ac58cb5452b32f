/*
 * The rules: each a condition under which it applies and a function that judges.
 * The table in rules.c ties them to their ids.
 */
#ifndef US_NY_RULES_H
#define US_NY_RULES_H

#include <caselint/rules.h>

#include "view.h"

/* Judges a record; reports through the answer. */
typedef void judge_fn(struct cl_answer *answer, const struct case_view *view);

/* What stands behind a rule. */
struct ny_rule {
	bool (*applies)(const struct case_view *view);
	judge_fn *judge;
	const struct cl_test *entry; /* instead of a judgement; NULL: none */
	bool is_of_lines;            /* it is about lines or payments: unknown where these cannot be told */
};

/* All rules, in the order of the letter. */
#define NY_RULE_COUNT 53
extern const struct caselint_rule ny_rules[NY_RULE_COUNT];

/* Conditions. */
bool applies_always(const struct case_view *view);
bool has_intake(const struct case_view *view);
bool has_signed(const struct case_view *view);
/* A link that is there, or that may be: the intake was given twice. */
bool has_link(const struct case_view *view);
bool has_stage(const struct case_view *view);
bool has_closed_stage(const struct case_view *view);
bool has_closed_wms(const struct case_view *view);
bool has_entry(const struct case_view *view);
/* Lines that are written, whether authorized or not; and where these cannot be told. */
bool has_lines(const struct case_view *view);
bool has_payments(const struct case_view *view);

/* The closed case: what the procedure is for, and what it is compared with (prior.c). */
judge_fn judge_prior_closed, judge_linked, judge_link_closed, judge_link_right;
judge_fn judge_no_link, judge_reuse_number;

/* The eligibility, now and at the time of the services (eligibility.c). */
judge_fn judge_eligibility;

/* People: the list, and the caretaker (people.c). */
judge_fn judge_person_list, judge_payees, judge_child_listed, judge_caretaker, judge_no_caretaker;

/* The Family Services Intake (intake.c). */
judge_fn judge_source_authorizes, judge_bcfi;
judge_fn judge_not_back_dated, judge_opened;
/* An item of the intake that is not there: pending until it is opened. */
void item_missing(
    struct cl_answer *answer, const struct case_view *view, struct caselint_ref place, struct caselint_value expected);

/* The Family Services Stage (stage.c). */
judge_fn judge_stage_from_intake, judge_no_fasp, judge_no_tracked, judge_authorized_before_close;
judge_fn judge_checks_before_close, judge_close_reason, judge_stage_closed;

/* The WMS case (wms.c). */
judge_fn judge_application, judge_lines_written, judge_lines_agree;
judge_fn judge_closing_order;

/* Payments and sums (payments.c). */
judge_fn judge_line_issued, judge_payment_of_line, judge_authorized_sum, judge_issued_sum;

/* An instance that cannot be judged for a reason of its own: the variant tells it, and shows what stands at the place. */
void unknown_as(struct cl_answer *answer, const char *variant, struct caselint_ref place);

/* Steps and their order, from the table of steps (order.c). */
judge_fn judge_event_dates;
/* The rule that requires a step: once what it waits for was taken. */
void judge_step(struct cl_answer *answer, const struct case_view *view, enum ny_step step);
/* The check of a rule that requires a step and asks nothing more of it. */
caselint_check check_step;
/* The check of a rule of order: the steps that name it are not before what they wait for. */
caselint_check check_order;

#endif
