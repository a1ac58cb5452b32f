/*
 * Step 4 of the letter: what was paid, and the lines of the schedules that claim it. Each case is a fact under its
 * id, and each line gives one under the id it names; when all records have been read, the facts of one id come together.
 * A case goes as a whole, because its amount is worked out when its lines are known.
 */
#include <string.h>

#include <caselint/working.h>

#include "rules.h"

#define KEY_BYTES 512U
#define CASE_KEY "case/"

/* As they stand in `facts` of the plugin. */
enum { CASE_FACT = 0, LINE_FACT = 1 };

/* What a line has to say to a case. */
struct line_fact {
	struct caselint_ref place; /* the amount of the line */
	int64_t share;
	struct caselint_text county; /* of the schedule, as the next */
	int32_t mailed_on;
};

static const struct caselint_field line_fact_fields[] = {
    CASELINT_FIELD(struct line_fact, place, "place", CASELINT_PLACE, 0),
    CASELINT_FIELD(struct line_fact, share, "share", CASELINT_MONEY, 0),
    CASELINT_FIELD(struct line_fact, county, "county", CASELINT_CODE, 0),
    CASELINT_FIELD(struct line_fact, mailed_on, "mailedOn", CASELINT_DATE, 0),
};
const struct caselint_table line_fact_table = {
    NULL, CASELINT_ARRAY(line_fact_fields), {NULL, 0, 0}, sizeof(struct line_fact), 0};

/* ---- In the record alone ---------------------------------------------------------------- */

static bool
has_key(const struct caselint_text *id)
{
	return cl_text_is_known(id) && id->length > 0;
}

/* A line that names no case meets none. Reconciling answers for the others. */
int32_t
check_line(const struct caselint_eval *eval, const struct caselint_rule *rule)
{
	const struct claim_schedule *record = eval->record;
	struct cl_answer answer = cl_answer_to(eval, rule->id);
	uint32_t i = 0;

	for (i = 0; i < record->lines.count; i++) {
		const struct line *line = CL_ITEM(record->lines, struct line, i);

		if (!has_key(&line->case_id))
			cl_unknown(&answer, CL_PLACE(line, struct line, case_id), cl_none(), CASELINT_ABSENT);
	}
	return cl_outcome(&answer);
}

static bool
was_issued(const struct allowance_case *record)
{
	return record->payment != NULL && cl_was_done(record->payment->issued_on);
}

/* Whether there is something to claim; reconciling finds out whether it was claimed. */
int32_t
check_claimed(const struct caselint_eval *eval, const struct caselint_rule *rule)
{
	const struct parameters *p = eval->parameters;
	const struct view *view = eval->prepared;
	struct cl_answer answer = cl_answer_to(eval, rule->id);

	if (was_issued(eval->record) && !cl_is_known_money(view->share))
		cl_unknown(&answer, cl_nowhere(), cl_none(), p->mail_by);
	return cl_outcome(&answer);
}

/* ---- Facts ------------------------------------------------------------------------------- */

static int32_t
give(const struct caselint_eval *eval, const struct caselint_text *id, uint32_t table, const void *data)
{
	uint32_t length = (uint32_t)strlen(CASE_KEY);
	struct caselint_fact fact;
	char key[KEY_BYTES];

	if (!has_key(id) || id->length > KEY_BYTES - length)
		return CASELINT_OK;
	memcpy(key, CASE_KEY, length);
	memcpy(key + length, id->data, id->length);
	memset(&fact, 0, sizeof fact);
	fact.size = (uint32_t)sizeof fact;
	fact.table = table;
	fact.key = key;
	fact.key_length = length + id->length;
	fact.data = data;
	return eval->services->fact(eval, &fact);
}

static int32_t
collect_lines(const struct caselint_eval *eval, const struct claim_schedule *record)
{
	int32_t status = CASELINT_OK;
	uint32_t i = 0;

	for (i = 0; i < record->lines.count && status == CASELINT_OK; i++) {
		const struct line *line = CL_ITEM(record->lines, struct line, i);
		struct line_fact data;

		memset(&data, 0, sizeof data);
		data.place = CL_PLACE(line, struct line, state_share);
		data.share = line->state_share;
		data.county = record->county;
		data.mailed_on = record->mailed_on;
		status = give(eval, &line->case_id, LINE_FACT, &data);
	}
	return status;
}

int32_t
facts_collect(const struct caselint_eval *eval)
{
	const struct allowance_case *record = eval->record;

	if (eval->record_type == CLAIM_SCHEDULE)
		return collect_lines(eval, eval->record);
	return give(eval, &record->id, CASE_FACT, record);
}

/* ---- When all have been read ---------------------------------------------------------------- */

static const struct caselint_known_fact *
fact_at(const struct caselint_group *group, uint32_t index)
{
	return CASELINT_AT(group->facts, struct caselint_known_fact, index);
}

/* All that is known under one id. */
struct claim {
	const struct caselint_group *group;
	const struct allowance_case *record; /* the case; NULL: only lines name it */
	const struct caselint_eval *eval;    /* of the case */
	const struct view *view;             /* made again: that of the record is gone by now */
	struct cl_seen lines;                /* against the State's share */
};

static void
find_case(struct claim *claim)
{
	uint32_t i = 0;

	for (i = 0; i < claim->group->facts.count && claim->record == NULL; i++) {
		const struct caselint_known_fact *known = fact_at(claim->group, i);

		if (known->table == CASE_FACT) {
			claim->record = known->data;
			claim->eval = known->eval;
		}
	}
}

static void
see_lines(struct claim *claim)
{
	uint32_t i = 0;

	claim->lines = cl_seen_nothing(claim->view != NULL ? claim->view->share : CASELINT_BAD_MONEY);
	for (i = 0; i < claim->group->facts.count; i++) {
		const struct caselint_known_fact *known = fact_at(claim->group, i);
		const struct line_fact *line = known->data;

		if (known->table == LINE_FACT)
			cl_see(&claim->lines, line->share, line->place);
	}
}

/* What is wrong with a line before its amount is looked at; NULL: nothing. Step 4 comes after step 3 (L11): the payment
 * was issued when the schedule is mailed. */
static const char *
fault_of(const struct claim *claim, const struct line_fact *line)
{
	const struct allowance_case *record = claim->record;

	if (claim->lines.count > 1)
		return "twice";
	if (cl_text_is_known(&line->county) && cl_text_is_known(&record->county) &&
	    !cl_text_is(&line->county, &record->county))
		return "county";
	if (!was_issued(record))
		return "notpaid";
	if (cl_is_known(line->mailed_on) && cl_is_known(record->payment->issued_on) &&
	    line->mailed_on < record->payment->issued_on)
		return "early";
	return NULL;
}

/* A line whose case is not there cannot be judged: an export may have a part of the cases. */
static void
judge_line(const struct claim *claim, const struct caselint_known_fact *known)
{
	const struct line_fact *line = known->data;
	const char *fault = claim->record != NULL ? fault_of(claim, line) : NULL;
	struct cl_answer answer = cl_answer_to(known->eval, "ZZ-CLM-02");
	struct cl_instance lost = cl_instance_of("nocase", line->place, cl_none(), CASELINT_ABSENT);
	struct cl_instance partly = cl_instance_of("incomplete", line->place, cl_none(), CASELINT_ABSENT);

	if (claim->record == NULL)
		cl_report(&answer, CASELINT_UNKNOWN, &lost);
	else if (fault != NULL)
		cl_fail_at(&answer, fault, line->place);
	else if (line->mailed_on == CASELINT_BAD || claim->record->payment->issued_on == CASELINT_BAD ||
		 !cl_is_known_money(claim->view->share))
		cl_unknown(&answer, line->place, cl_none(), CASELINT_ABSENT);
	else
		cl_judge_amount(&answer, line->place, line->share, claim->view->share, NULL, 0);
	if (claim->group->incomplete && cl_outcome(&answer) == CASELINT_PASS)
		cl_report(&answer, CASELINT_UNKNOWN, &partly);
	cl_post(&answer);
}

/* A line that is missing only from what was read cannot be called missing. */
static void
judge_claimed(const struct claim *claim)
{
	const struct caselint_eval *eval = claim->eval;
	const struct parameters *p = eval->parameters;
	bool is_late = cl_is_known(eval->as_of) && eval->as_of > p->mail_by;
	struct caselint_value share = cl_money(claim->view->share);
	struct cl_answer answer = cl_answer_to(eval, "ZZ-CLM-03");
	struct cl_instance partly = cl_instance_of("incomplete", cl_nowhere(), share, p->mail_by);

	if (claim->lines.count > 0)
		cl_pass(&answer);
	else if (is_late && claim->group->incomplete)
		cl_report(&answer, CASELINT_UNKNOWN, &partly);
	else
		cl_not_done(&answer, cl_nowhere(), share, p->mail_by);
	cl_post(&answer);
}

/* The case, when there is a share to claim. */
static void
judge_case(const struct claim *claim)
{
	if (!was_issued(claim->record) || !cl_is_known_money(claim->view->share) || claim->view->share == 0)
		return;
	judge_claimed(claim);
	money_share(claim->eval, claim->view, &claim->lines, claim->group->incomplete == 0);
}

int32_t
facts_reconcile(void *instance, const struct caselint_group *group)
{
	struct claim claim;
	uint32_t i = 0;

	(void)instance;
	memset(&claim, 0, sizeof claim);
	claim.group = group;
	find_case(&claim);
	if (claim.record != NULL) {
		claim.view = view_make(claim.eval);
		if (claim.view == NULL)
			return CASELINT_REFUSED;
	}
	see_lines(&claim);
	for (i = 0; i < group->facts.count; i++) {
		if (fact_at(group, i)->table == LINE_FACT)
			judge_line(&claim, fact_at(group, i));
	}
	if (claim.record != NULL)
		judge_case(&claim);
	return CASELINT_OK;
}
