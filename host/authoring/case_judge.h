/*
 * Is what came of a case what it expects? Every difference is a failure: who
 * expected what, where it is written, and what was got instead. Reporting is not
 * done here.
 */
#ifndef CASELINT_AUTHORING_CASE_JUDGE_H
#define CASELINT_AUTHORING_CASE_JUDGE_H

#include "authoring/case_run.h"
#include "authoring/cases.h"
#include "authoring/coverage.h"

/* One difference. Texts are in the arena of the judgement. */
struct case_failure {
	const struct case_file *file;
	const struct plugin_case *of;
	const char *record; /* id; "" : the case as a whole */
	const char *what;   /* "rule OH-LIV-03", "amount february-review 2008-02" */
	const char *expected;
	const char *got;
	uint32_t line; /* of the expectation */
	bool is_error; /* a rule could not be run */
};

/* Judging in hand. Zero-initialise but for the first two. */
struct judgement {
	const struct bundle *bundle;
	struct coverage *coverage; /* is told of what held */
	struct arena arena;
	struct case_failure *failures;
	size_t count;
	size_t room;
};

/* Judges one case; adds its failures. */
void case_judge(struct judgement *judgement, const struct case_file *file, const struct plugin_case *one,
    const struct case_result *result);
void judgement_clear(struct judgement *judgement);

/* The variant of a finding: "" for the ordinary message; NULL when it is none the ruleset knows. */
const char *case_variant_of(
    const struct ruleset_rule *texts, const struct result_record *record, const struct result_finding *finding);

/* The texts of a rule of the bundle as the record was judged; NULL when there are none. */
const struct ruleset_rule *case_rule_texts(
    const struct bundle *bundle, const struct result_record *record, const char *id, uint32_t *ret_number);

/* Whether an amount of the record is the one an expectation speaks of; its value is another matter. */
bool case_amount_is_meant(const struct case_amount *expected, const struct result_amount *amount);

#endif
