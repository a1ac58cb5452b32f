/*
 * One child, one county (L8). No record can tell alone: each gives a fact under the child's key, and
 * when all have been read the facts of one key come together.
 */
#include <string.h>

#include "rules.h"

#define KEY_BYTES 512U
#define CHILD_KEY "child/"

/* What a case says of its child. */
struct child_fact {
	struct caselint_text county;
	int32_t month;
};

static const struct caselint_field fact_fields[] = {
    CASELINT_FIELD(struct child_fact, county, "county", CASELINT_CODE, 0),
    CASELINT_FIELD(struct child_fact, month, "month", CASELINT_MONTH, 0),
};
const struct caselint_table child_fact_table = {
    NULL, CASELINT_ARRAY(fact_fields), {NULL, 0, 0}, sizeof(struct child_fact), 0};

static bool
is_comparable(const struct care_case *record)
{
	return record->child != NULL && cl_text_is_known(&record->child->person_id) &&
	       cl_text_is_known(&record->county) && cl_is_known(record->month);
}

/* In the record alone: only whether there is something to compare. Reconciling answers the rest. */
int32_t
check_child_key(const struct caselint_eval *eval, const struct caselint_rule *rule)
{
	const struct care_case *record = eval->record;
	struct cl_answer answer = cl_answer_to(eval, rule->id);

	if (!is_comparable(record))
		cl_unknown(&answer, CL_PLACE(record, struct care_case, child), cl_none(), CASELINT_ABSENT);
	return cl_outcome(&answer);
}

int32_t
facts_collect(const struct caselint_eval *eval)
{
	const struct care_case *record = eval->record;
	uint32_t length = (uint32_t)strlen(CHILD_KEY);
	struct child_fact data;
	struct caselint_fact fact;
	char key[KEY_BYTES];

	if (!is_comparable(record) || record->child->person_id.length > KEY_BYTES - length)
		return CASELINT_OK;
	memcpy(key, CHILD_KEY, length);
	memcpy(key + length, record->child->person_id.data, record->child->person_id.length);
	data.county = record->county;
	data.month = record->month;
	memset(&fact, 0, sizeof fact);
	fact.size = (uint32_t)sizeof fact;
	fact.key = key;
	fact.key_length = length + record->child->person_id.length;
	fact.data = &data;
	return eval->services->fact(eval, &fact);
}

static const struct caselint_known_fact *
fact_at(const struct caselint_group *group, uint32_t index)
{
	return CASELINT_AT(group->facts, struct caselint_known_fact, index);
}

static bool
is_paid_elsewhere(const struct caselint_group *group, const struct child_fact *fact)
{
	uint32_t i = 0;

	for (i = 0; i < group->facts.count; i++) {
		const struct child_fact *other = fact_at(group, i)->data;

		if (other->month == fact->month && !cl_text_is(&other->county, &fact->county))
			return true;
	}
	return false;
}

/* Where some record could not be read, what was not found may only be missing: unknown, never a pass. */
int32_t
facts_reconcile(void *instance, const struct caselint_group *group)
{
	uint32_t i = 0;

	(void)instance;
	for (i = 0; i < group->facts.count; i++) {
		const struct caselint_known_fact *known = fact_at(group, i);
		struct cl_answer answer = cl_answer_to(known->eval, "XX-CHILD-01");
		struct cl_instance lost = cl_instance_of("incomplete", cl_nowhere(), cl_none(), CASELINT_ABSENT);

		if (is_paid_elsewhere(group, known->data))
			cl_fail_at(&answer, NULL, cl_nowhere());
		else if (group->incomplete)
			cl_report(&answer, CASELINT_UNKNOWN, &lost);
		else
			cl_pass(&answer);
		cl_post(&answer);
	}
	return CASELINT_OK;
}
