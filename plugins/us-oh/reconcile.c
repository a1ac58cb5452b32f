/*
 * Answers that need several records: a case and the invoice lines that name it, and
 * the cases of one child. First round: one key per case; second: one key per child.
 */
#include <string.h>

#include "amounts.h"
#include "facts.h"
#include "rules.h"

/* Everything known under the key of a case. */
struct case_group {
	const struct caselint_group *group;
	uint32_t lines;         /* that name the case */
	int64_t *matches;       /* their match amounts */
	bool has_case;          /* some record of the case is there */
	struct case_fact found; /* the first one */
};

static const struct caselint_known_fact *
fact_at(const struct caselint_group *group, uint32_t index)
{
	return CASELINT_AT(group->facts, struct caselint_known_fact, index);
}

/* ---- A case and its lines ------------------------------------------------------------- */

/* The rule that rejects an invoice line for a case which can have none. */
static const char *
no_line_rule(const struct case_fact *fact)
{
	if (fact->route == ROUTE_LIVE)
		return fact->active == 1 && fact->claim > 0 ? NULL : "OH-MAT-02";
	if (fact->route == ROUTE_UNKNOWN)
		return NULL;
	if (fact->program == PROGRAM_AA)
		return "OH-NLA-12";
	return fact->program == PROGRAM_SAMS ? "OH-NLS-09" : NULL;
}

static void
answer_incomplete(struct cl_answer *answer, int32_t due)
{
	struct cl_instance incomplete = {"incomplete", cl_nowhere(), cl_none(), cl_none(), due};

	cl_report(answer, CASELINT_UNKNOWN, &incomplete);
}

static void
judge_no_line(const struct caselint_eval *eval, const struct case_group *work, const char *rule)
{
	struct cl_answer answer = cl_answer_to(eval, rule);
	struct cl_instance wrong = {NULL, cl_nowhere(), cl_none(), cl_none(), CASELINT_ABSENT};

	if (work->lines > 0)
		cl_fail(&answer, &wrong);
	else if (work->group->incomplete)
		answer_incomplete(&answer, CASELINT_ABSENT);
	else
		cl_pass(&answer);
	cl_post(&answer);
}

/* L25: "the county agency shall create a detailed invoice". A line that is missing only from what was read
 * cannot be called missing. */
static void
judge_invoiced(const struct caselint_eval *eval, const struct case_group *work, const struct case_fact *fact)
{
	const struct oh_parameters *p = eval->parameters;
	struct cl_answer answer = cl_answer_to(eval, "OH-INV-01");
	bool is_over = cl_is_known(eval->as_of) && eval->as_of > p->invoice_mail_by;
	struct cl_instance unclaimed = {
	    "unclaimed", cl_nowhere(), cl_none(), cl_money(fact->claim), p->invoice_mail_by};

	cl_name(&answer, "amount", cl_money(fact->claim));
	if (work->lines > 0)
		cl_pass(&answer);
	else if (is_over && work->group->incomplete)
		answer_incomplete(&answer, p->invoice_mail_by);
	else if (is_over)
		cl_fail(&answer, &unclaimed);
	else
		cl_not_done(&answer, cl_nowhere(), cl_money(fact->claim), p->invoice_mail_by);
	cl_post(&answer);
}

/* A case whose O or N is unknown has no amounts, and a line for it cannot be judged. */
static void
judge_case_lines(const struct caselint_eval *eval, const struct case_group *work, const struct case_fact *fact)
{
	const char *rule = no_line_rule(fact);

	if (fact->requested != 1 || (fact->claimable == 1 && fact->active != 1))
		return;
	if (rule != NULL)
		judge_no_line(eval, work, rule);
	if (fact->active != 1 || fact->route != ROUTE_LIVE)
		return;
	if (fact->claim > 0 && fact->match_not_expended != 1)
		judge_invoiced(eval, work, fact);
	amounts_reimbursement(eval, fact, work->matches, work->lines, work->group->incomplete == 1);
}

/* A record without a request that an invoice names is judged as requested: every rule anew. */
static bool
judge_again(const struct caselint_known_fact *known, const struct case_group *work, struct caselint_eval *ret_eval,
    struct case_fact *ret_fact)
{
	const struct case_view *view = NULL;
	uint32_t i = 0;

	*ret_eval = *known->eval;
	ret_eval->size = sizeof *ret_eval;
	view = view_make(ret_eval, work->lines);
	if (view == NULL)
		return false;
	ret_eval->prepared = view;
	*ret_fact = case_fact_of(view);
	if (work->lines == 0)
		return true;
	for (i = 0; i < OH_RULE_COUNT; i++) {
		const struct caselint_rule *rule = &oh_rules[i];
		struct cl_answer answer = cl_answer_to(ret_eval, rule->id);

		if (rule->record_type != OH_CASE)
			continue;
		answer.worst = rule->check(ret_eval, rule);
		cl_post(&answer);
	}
	amounts_of(ret_eval, view);
	return true;
}

static bool
read_case(const struct caselint_known_fact *known, const struct case_group *work, struct caselint_eval *ret_eval,
    struct case_fact *ret_fact)
{
	if (known->table == FACT_RECORD)
		return judge_again(known, work, ret_eval, ret_fact);
	*ret_eval = *known->eval;
	ret_eval->size = sizeof *ret_eval;
	memcpy(ret_fact, known->data, sizeof *ret_fact);
	return true;
}

/* ---- A line and its case ------------------------------------------------------------------ */

static void
judge_with(const struct caselint_eval *eval, const char *rule, judge_line_fn *judge, const struct line_fact *line,
    const struct case_fact *found)
{
	struct cl_answer answer = cl_answer_to(eval, rule);

	judge(&answer, eval->parameters, line, found);
	cl_post(&answer);
}

static void
judge_line(const struct caselint_eval *eval, const struct line_fact *line, const struct case_group *work)
{
	const struct case_fact *found = work->has_case ? &work->found : NULL;
	struct cl_answer answer = cl_answer_to(eval, "OH-INV-12");

	judge_with(eval, "OH-INV-03", judge_line_january, line, found);
	judge_with(eval, "OH-INV-04", judge_line_february, line, found);
	judge_with(eval, "OH-INV-05", judge_line_match, line, found);
	judge_with(eval, "OH-INV-11", judge_line_payment_order, line, found);
	judge_line_case(&answer, eval->parameters, line, found, work->lines);
	cl_post(&answer);
}

static bool
collect_line_matches(const struct caselint_group *group, struct case_group *work)
{
	uint32_t i = 0;

	memset(work, 0, sizeof *work);
	work->group = group;
	work->matches = fact_at(group, 0)->eval->services->scratch(
	    fact_at(group, 0)->eval, group->facts.count * sizeof *work->matches);
	if (work->matches == NULL)
		return false;
	for (i = 0; i < group->facts.count; i++) {
		const struct caselint_known_fact *known = fact_at(group, i);

		if (known->table == FACT_LINE)
			work->matches[work->lines++] = ((const struct line_fact *)known->data)->match;
	}
	return true;
}

static int32_t
reconcile_case(const struct caselint_group *group)
{
	struct case_group work;
	uint32_t i = 0;

	if (!collect_line_matches(group, &work))
		return CASELINT_REFUSED;
	for (i = 0; i < group->facts.count; i++) {
		struct caselint_eval eval;
		struct case_fact fact;

		if (fact_at(group, i)->table == FACT_LINE)
			continue;
		if (!read_case(fact_at(group, i), &work, &eval, &fact))
			return CASELINT_REFUSED;
		judge_case_lines(&eval, &work, &fact);
		if (facts_give_child(&eval, &fact) != CASELINT_OK)
			return CASELINT_REFUSED;
		if (!work.has_case)
			work.found = fact;
		work.has_case = true;
	}
	for (i = 0; i < group->facts.count; i++) {
		if (fact_at(group, i)->table == FACT_LINE)
			judge_line(fact_at(group, i)->eval, fact_at(group, i)->data, &work);
	}
	return CASELINT_OK;
}

/* ---- The cases of a child --------------------------------------------------------------------- */

static uint32_t
count_program(const struct caselint_group *group, enum program program)
{
	uint32_t count = 0;
	uint32_t i = 0;

	for (i = 0; i < group->facts.count; i++)
		count += ((const struct child_fact *)fact_at(group, i)->data)->program == (int32_t)program ? 1U : 0U;
	return count;
}

/* Whether both programs are there, or could be: a case whose program cannot be read may be of either. */
static enum tri
in_both_programs(const struct caselint_group *group)
{
	uint32_t missing =
	    (count_program(group, PROGRAM_AA) == 0 ? 1U : 0U) + (count_program(group, PROGRAM_SAMS) == 0 ? 1U : 0U);

	if (missing == 0)
		return TRI_YES;
	if (count_program(group, PROGRAM_UNKNOWN) >= missing && group->facts.count > 1)
		return TRI_UNKNOWN;
	return TRI_NO;
}

static void
judge_child(const struct caselint_known_fact *known, const struct caselint_group *group, enum tri both)
{
	struct cl_answer answer = cl_answer_to(known->eval, "OH-GEN-13");
	struct cl_instance wrong = {NULL, cl_nowhere(), cl_none(), cl_none(), CASELINT_ABSENT};

	if (both == TRI_YES)
		cl_fail(&answer, &wrong);
	else if (both == TRI_UNKNOWN)
		cl_unknown(&answer, cl_nowhere(), cl_none(), CASELINT_ABSENT);
	else if (group->incomplete)
		answer_incomplete(&answer, CASELINT_ABSENT);
	else
		cl_pass(&answer);
	cl_post(&answer);
}

static int32_t
reconcile_child(const struct caselint_group *group)
{
	enum tri both = in_both_programs(group);
	uint32_t i = 0;

	for (i = 0; i < group->facts.count; i++) {
		const struct caselint_known_fact *known = fact_at(group, i);

		if (((const struct child_fact *)known->data)->requested == 1)
			judge_child(known, group, both);
	}
	return CASELINT_OK;
}

int32_t
facts_reconcile(void *instance, const struct caselint_group *group)
{
	(void)instance;
	return fact_at(group, 0)->table == FACT_CHILD ? reconcile_child(group) : reconcile_case(group);
}
