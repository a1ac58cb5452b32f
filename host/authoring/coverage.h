/*
 * What the cases of a bundle have shown: which outcomes of which rules, which
 * kinds of amounts. An outcome counts when a case names rule and outcome and the
 * record came to it; that it happened somewhere is not enough.
 */
#ifndef CASELINT_AUTHORING_COVERAGE_H
#define CASELINT_AUTHORING_COVERAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "authoring/cases.h"
#include "plugin/loader.h"

/* A rule of the bundle, over all its rulesets. Outcomes are bits, 1 << enum caselint_outcome. */
struct covered_rule {
	const char *id;
	uint32_t declared;
	uint32_t shown;
	uint32_t excused; /* by an Untested */
};

struct covered_amount {
	const char *kind;
	bool shown;
	bool excused;
};

/* A message of a rule in a ruleset. */
struct covered_message {
	const struct ruleset_rule *rule;
	const struct ruleset_message *message;
	bool came_up; /* in any record of any case, expected by name or not */
};

struct coverage {
	struct covered_rule *rules; /* in the order of the plugin */
	size_t rule_count;
	struct covered_message *messages; /* of all rulesets */
	size_t message_count;
	struct covered_amount *amounts; /* in the order of the rulesets */
	size_t amount_count;
};

/* The outcomes every rule that declares them needs a case for: pass, fail, notapplicable. */
#define COVERAGE_NEEDED \
	(1U << (uint32_t)CASELINT_PASS | 1U << (uint32_t)CASELINT_FAIL | 1U << (uint32_t)CASELINT_NOTAPPLICABLE)

/* Borrows the bundle's ids. */
void coverage_begin(struct coverage *coverage, const struct bundle *bundle);
/* NULL when there is none. */
struct covered_rule *coverage_rule(const struct coverage *coverage, const char *id);
struct covered_amount *coverage_amount(const struct coverage *coverage, const char *kind);
/* Notes that the message of this variant ("": the ordinary one) came up. */
void coverage_note_message(struct coverage *coverage, const struct ruleset_rule *rule, const char *variant);
/* What may be left out. NULL, or the id that the bundle does not know. */
const char *coverage_excuse(struct coverage *coverage, const struct case_untested *untested);
/* Outcomes of a rule that need a case and have none. */
uint32_t coverage_missing(const struct covered_rule *rule);
/* Outcomes that are declared, need none, and were not shown. */
uint32_t coverage_unshown(const struct covered_rule *rule);
void coverage_clear(struct coverage *coverage);

#endif
