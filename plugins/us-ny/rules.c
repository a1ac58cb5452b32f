/*
 * The table of all rules: id, condition, what is asked; and the conditions. What an entry
 * can say stands here (caselint/rules.h); the functions are those of rules.h.
 */
#include "rules.h"

bool
applies_always(const struct case_view *view)
{
	(void)view;
	return true;
}

bool
has_intake(const struct case_view *view)
{
	return view->record->intake != NULL;
}

bool
has_signed(const struct case_view *view)
{
	return view_has_taken(view, STEP_SIGNED);
}

bool
has_link(const struct case_view *view)
{
	return has_intake(view) && (view->record->intake->link != NULL || view->is_intake_unclear);
}

bool
has_stage(const struct case_view *view)
{
	return view_has_taken(view, STEP_STAGE);
}

bool
has_closed_stage(const struct case_view *view)
{
	return view->has_closed_stage;
}

bool
has_closed_wms(const struct case_view *view)
{
	return view_has_taken(view, STEP_WMS_CLOSED);
}

bool
has_entry(const struct case_view *view)
{
	return view->has_entry;
}

bool
has_lines(const struct case_view *view)
{
	return view->line_count > 0 || view->is_wms_unclear;
}

bool
has_payments(const struct case_view *view)
{
	return view_has_taken(view, STEP_BICS) || view_has_taken(view, STEP_CHECK) || view->is_wms_unclear;
}

void
unknown_as(struct cl_answer *answer, const char *variant, struct caselint_ref place)
{
	struct cl_instance unknown = {variant, place, cl_none(), cl_none(), CASELINT_ABSENT};

	if (place.member != CASELINT_WHOLE)
		unknown.observed = cl_at(place);
	cl_report(answer, CASELINT_UNKNOWN, &unknown);
}

static int32_t
check_case(const struct caselint_eval *eval, const struct caselint_rule *rule)
{
	const struct ny_rule *with = rule->data;
	const struct case_view *view = view_of(eval);
	struct cl_answer answer;
	struct cl_instance unclear;

	if (!with->applies(view))
		return CASELINT_NOTAPPLICABLE;
	answer = cl_answer_to(eval, rule->id);
	if (with->is_of_lines && view->is_wms_unclear) {
		unclear =
		    (struct cl_instance){"unclear", cl_whole(view->record->wms), cl_none(), cl_none(), CASELINT_ABSENT};
		cl_report(&answer, CASELINT_UNKNOWN, &unclear);
	} else if (with->entry != NULL) {
		cl_judge(&answer, with->entry);
	} else {
		with->judge(&answer, view);
	}
	return cl_outcome(&answer);
}

/* ---- What the rules are about ------------------------------------------------------- */

static const struct cl_subject closed_case = CL_PART(struct ny_case, closed, NULL);
static const struct cl_subject services = CL_EACH(struct ny_case, services, NULL);
static const struct cl_subject intake = CL_PART(struct ny_case, intake, NULL);
static const struct cl_subject lines = CL_EACH_OF(struct ny_case, wms, struct ny_wms, lines, NULL);
static const struct cl_subject wms = CL_PART(struct ny_case, wms, NULL);

/* ---- The table ------------------------------------------------------------------------ */

#define P(member) CL_PARAMETER(struct ny_parameters, member)
#define V(member) CL_PREPARED(struct case_view, member)
/* An item of the intake: it is there, or pending until a later step was taken without it. */
#define ITEM(...) __VA_ARGS__, .absent = CL_IS_STEP, .later = V(is_past_signed)

#define ENTRY(id, ...) CL_RULE(id, 0, __VA_ARGS__)
#define CASE(id, applies, judge)                                                                 \
	{                                                                                        \
		(id), check_case, &(const struct ny_rule){(applies), (judge), NULL, false}, 0, 0 \
	}
#define LINES(id, applies, judge)                                                               \
	{                                                                                       \
		(id), check_case, &(const struct ny_rule){(applies), (judge), NULL, true}, 0, 0 \
	}
#define LINES_ENTRY(id, applies, ...)                                                                          \
	{                                                                                                      \
		(id), check_case,                                                                              \
		    &(const struct ny_rule){(applies), NULL, &(const struct cl_test){__VA_ARGS__}, true}, 0, 0 \
	}
#define STEP(id)                             \
	{                                    \
		(id), check_step, NULL, 0, 0 \
	}
#define ORDER(id)                             \
	{                                     \
		(id), check_order, NULL, 0, 0 \
	}

const struct caselint_rule ny_rules[NY_RULE_COUNT] = {
    CASE("NYS-APP-01", applies_always, judge_prior_closed),
    ENTRY("NYS-APP-02", CL_CODE_IS(&closed_case, struct ny_closed, case_type, P(case_type)), .none = CL_IS_UNKNOWN),
    /* "an additional or missed payment needs to be made" */
    ENTRY("NYS-APP-03", CL_CODE_AMONG(&services, struct ny_service, reason),
	.among = {P(reason_missed), P(reason_additional)}, .none = CL_IS_FAIL),
    ENTRY("NYS-FSI-01", ITEM(CL_PRESENT(&intake, struct ny_intake, source, CASELINT_ID))),
    CASE("NYS-FSI-02", has_intake, judge_source_authorizes),
    CASE("NYS-FSI-03", has_intake, judge_person_list),
    CASE("NYS-FSI-04", has_intake, judge_payees),
    CASE("NYS-FSI-05", has_intake, judge_child_listed),
    ENTRY("NYS-FSI-06", ITEM(CL_PRESENT(&intake, struct ny_intake, narrative, CASELINT_PRESENCE))),
    /* What it says is for a person to read. */
    ENTRY("NYS-FSI-07", CL_ATTEST(&intake, struct ny_intake, narrative, CASELINT_PRESENCE)),
    CASE("NYS-FSI-08", has_intake, judge_bcfi),
    ENTRY("NYS-FSI-09", ITEM(CL_CODE_IS(&intake, struct ny_intake, stage_type, P(stage_type)))),
    ENTRY("NYS-FSI-10", ITEM(CL_BOOLEAN_IS(&intake, struct ny_intake, preventive_only, P(preventive_only)))),
    /* "the date you are doing the work" */
    ENTRY(
	"NYS-FSI-11", ITEM(CL_DATE_IS(&intake, struct ny_intake, signed_on, CL_BESIDE(struct ny_intake, entered_on)))),
    CASE("NYS-FSI-12", has_signed, judge_not_back_dated),
    CASE("NYS-FSI-13", has_intake, judge_linked),
    CASE("NYS-FSI-14", has_link, judge_link_closed),
    CASE("NYS-FSI-15", has_link, judge_link_right),
    CASE("NYS-FSI-16", has_intake, judge_no_link),
    CASE("NYS-FSI-17", has_intake, judge_opened),
    CASE("NYS-FSS-01", applies_always, judge_stage_from_intake),
    STEP("NYS-FSS-02"),
    CASE("NYS-FSS-03", has_stage, judge_caretaker),
    CASE("NYS-FSS-04", has_stage, judge_no_caretaker),
    /* "in any way": whatever was done there */
    CASE("NYS-FSS-05", has_stage, judge_no_fasp),
    CASE("NYS-FSS-06", has_stage, judge_no_tracked),
    LINES("NYS-FSS-07", has_closed_stage, judge_authorized_before_close),
    LINES("NYS-FSS-08", has_closed_stage, judge_checks_before_close),
    CASE("NYS-FSS-09", has_closed_stage, judge_close_reason),
    CASE("NYS-FSS-10", has_lines, judge_stage_closed),
    CASE("NYS-WMS-01", applies_always, judge_application),
    STEP("NYS-WMS-02"),
    ENTRY("NYS-WMS-03", CL_BOOLEAN_IS(&wms, struct ny_wms, reuse_engaged, 0), .when = V(has_entry)),
    CASE("NYS-WMS-04", applies_always, judge_reuse_number),
    CASE("NYS-WMS-05", has_entry, judge_eligibility),
    STEP("NYS-WMS-06"),
    LINES("NYS-WMS-07", has_entry, judge_lines_written),
    LINES_ENTRY("NYS-WMS-08", has_lines, CL_CODE_IS(&lines, struct ny_pos, issue, P(issue_single))),
    LINES("NYS-WMS-09", has_lines, judge_lines_agree),
    LINES("NYS-WMS-10", has_lines, judge_line_issued),
    LINES("NYS-WMS-11", has_payments, judge_payment_of_line),
    CASE("NYS-WMS-12", has_closed_wms, judge_closing_order),
    /* Not closed on the day the stage was: still in time; afterwards it is late by so many days. */
    ENTRY("NYS-WMS-13", CL_PRESENT(&wms, struct ny_wms, closed_on, CASELINT_DATE), .absent = CL_IS_DUE,
	.none = CL_IS_DUE, .due = V(stage_closed_on), .when = V(has_closed_stage)),
    LINES("NYS-PAY-01", has_lines, judge_authorized_sum),
    LINES("NYS-PAY-02", has_payments, judge_issued_sum),
    ORDER("NYS-ORD-01"),
    ORDER("NYS-ORD-02"),
    ORDER("NYS-ORD-03"),
    ORDER("NYS-ORD-04"),
    ORDER("NYS-ORD-05"),
    ORDER("NYS-ORD-06"),
    /* A payment for a time after the closing belongs to another case. */
    ENTRY("NYS-ORD-09", CL_NOT_AFTER(&services, struct ny_service, to, V(prior_closed_on)), .absent = CL_IS_NOTHING),
    CASE("NYS-ORD-10", applies_always, judge_event_dates),
};
