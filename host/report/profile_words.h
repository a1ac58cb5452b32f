/*
 * What a profile changed, in the words and the JSON that formats share: no report
 * on a run by a profile leaves it out.
 */
#ifndef CASELINT_REPORT_PROFILE_WORDS_H
#define CASELINT_REPORT_PROFILE_WORDS_H

#include "report/json_writer.h"
#include "report/model.h"

/* The profile of a run; NULL when it had none. */
const struct profile *run_profile(const struct run_facts *facts);
/* "By profile county-25: 3 rules re-graded (1 to less), 1 parameter set, 2 choices of rules." */
void profile_summary(struct buffer *text, const struct profile *profile);
/* "OH-INV-01 is error instead of warning: REASON" */
void profile_change_words(struct buffer *text, const struct profile_change *change);
/* "county-25, County 25, fiscal year 2026 (SHA-256 ...)" */
void profile_name_words(struct buffer *text, const struct profile *profile);
/* The value: id, title, sha256, changes. */
void profile_json(struct json_writer *json, const struct profile *profile);
/* The severity the ruleset gives a rule, whatever a profile made of it. */
enum severity profile_original_severity(const struct run_facts *facts, const struct ruleset_rule *rule);

#endif
