/*
 * What each rule answered for a record, one rule at a time with its findings:
 * the unit of formats that list tests or results rather than records. Order and
 * choice are the same in all of them.
 */
#ifndef CASELINT_REPORT_RULE_ANSWERS_H
#define CASELINT_REPORT_RULE_ANSWERS_H

#include <stdbool.h>

#include "base/status.h"
#include "report/model.h"

#define HOST_ANSWER UINT32_MAX /* `number` of a rule of the host, CL-... */

/* What one rule said of one record. */
struct rule_answer {
	const struct run_bundle *bundle;
	const struct result_record *record;
	const struct ruleset_rule *texts; /* NULL: a rule of the host, or one the ruleset does not know */
	uint32_t number;                  /* of the rule in the plugin, or HOST_ANSWER */
	struct text rule;                 /* id */
	int32_t outcome;                  /* the rule's for the record: the worst of its findings, if it has any */
	const struct result_finding *findings;
	uint32_t finding_count; /* 0: pass, notapplicable, or an error that has its finding elsewhere */
};

/* Called for each answer; valid during the call. Anything but STATUS_OK stops. */
typedef enum status rule_answer_fn(void *context, const struct rule_answer *answer);

/*
 * Hands out the answers of a record: in the order of the plugin's rules, then what the host found. With `all` every rule
 * that was asked; without, those with findings and those that could not run. STATUS_INTERNAL when the record belongs to
 * no bundle; else what `take` answered.
 */
CASELINT_NODISCARD
enum status rule_answers_each(
    const struct run_facts *facts, const struct result_record *record, bool all, rule_answer_fn *take, void *context);

/* The weight of an answer: of its worst finding, else of the rule. */
enum severity rule_answer_severity(const struct rule_answer *answer);
/* What the rule is about, a phrase; "" when nobody knows. */
const char *rule_answer_title(const struct rule_answer *answer);

/* The texts of a rule by its number in the plugin and its id; NULL: the ruleset has none. */
const struct ruleset_rule *rule_texts(const struct ruleset *ruleset, uint32_t number, struct text id);

#endif
