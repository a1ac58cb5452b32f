/* See authoring/coverage.h. */
#include "authoring/coverage.h"

#include <string.h>

#include "base/memory.h"

#define ALL_OUTCOMES UINT32_MAX

static void
add_rules(struct coverage *coverage, const struct bundle *bundle)
{
	const struct caselint_array *rules = &bundle->plugin->rules;

	coverage->rules = memory_zeroed(rules->count, sizeof *coverage->rules);
	coverage->rule_count = rules->count;
	for (uint32_t i = 0; i < rules->count; i++) {
		coverage->rules[i].id = CASELINT_AT(*rules, struct caselint_rule, i)->id;
		for (size_t k = 0; k < bundle->ruleset_count; k++)
			coverage->rules[i].declared |= bundle->rulesets[k].rules[i]->outcomes;
	}
}

static void
add_amounts(struct coverage *coverage, const struct ruleset *ruleset)
{
	for (size_t i = 0; i < ruleset->amount_count; i++) {
		const char *kind = ruleset->amounts[i].kind;

		if (coverage_amount(coverage, kind) != NULL)
			continue;
		coverage->amounts =
		    memory_resize(coverage->amounts, coverage->amount_count + 1, sizeof *coverage->amounts);
		coverage->amounts[coverage->amount_count++] = (struct covered_amount){kind, false, false};
	}
}

static void
add_messages(struct coverage *coverage, const struct ruleset *ruleset)
{
	for (size_t i = 0; i < ruleset->rule_count; i++) {
		const struct ruleset_rule *rule = &ruleset->rules[i];

		coverage->messages = memory_resize(
		    coverage->messages, coverage->message_count + rule->message_count, sizeof *coverage->messages);
		for (size_t k = 0; k < rule->message_count; k++)
			coverage->messages[coverage->message_count++] =
			    (struct covered_message){rule, &rule->messages[k], false};
	}
}

void
coverage_note_message(struct coverage *coverage, const struct ruleset_rule *rule, const char *variant)
{
	const struct ruleset_message *message = ruleset_message_of(rule, *variant == '\0' ? NULL : variant);

	for (size_t i = 0; i < coverage->message_count; i++) {
		if (coverage->messages[i].message == message)
			coverage->messages[i].came_up = true;
	}
}

void
coverage_begin(struct coverage *coverage, const struct bundle *bundle)
{
	memset(coverage, 0, sizeof *coverage);
	add_rules(coverage, bundle);
	for (size_t i = 0; i < bundle->ruleset_count; i++) {
		add_amounts(coverage, bundle->rulesets[i].ruleset);
		add_messages(coverage, bundle->rulesets[i].ruleset);
	}
}

struct covered_rule *
coverage_rule(const struct coverage *coverage, const char *id)
{
	for (size_t i = 0; i < coverage->rule_count; i++) {
		if (strcmp(coverage->rules[i].id, id) == 0)
			return &coverage->rules[i];
	}
	return NULL;
}

struct covered_amount *
coverage_amount(const struct coverage *coverage, const char *kind)
{
	for (size_t i = 0; i < coverage->amount_count; i++) {
		if (strcmp(coverage->amounts[i].kind, kind) == 0)
			return &coverage->amounts[i];
	}
	return NULL;
}

const char *
coverage_excuse(struct coverage *coverage, const struct case_untested *untested)
{
	for (size_t i = 0; i < untested->rules.count; i++) {
		struct covered_rule *rule = coverage_rule(coverage, untested->rules.items[i]);

		if (rule == NULL)
			return untested->rules.items[i];
		rule->excused |= untested->outcome == 0 ? ALL_OUTCOMES : 1U << (uint32_t)untested->outcome;
	}
	for (size_t i = 0; i < untested->amounts.count; i++) {
		struct covered_amount *amount = coverage_amount(coverage, untested->amounts.items[i]);

		if (amount == NULL)
			return untested->amounts.items[i];
		amount->excused = true;
	}
	return NULL;
}

uint32_t
coverage_missing(const struct covered_rule *rule)
{
	return rule->declared & COVERAGE_NEEDED & ~rule->shown & ~rule->excused;
}

uint32_t
coverage_unshown(const struct covered_rule *rule)
{
	return rule->declared & ~COVERAGE_NEEDED & ~rule->shown & ~rule->excused;
}

void
coverage_clear(struct coverage *coverage)
{
	memory_free(coverage->rules);
	memory_free(coverage->amounts);
	memory_free(coverage->messages);
	memset(coverage, 0, sizeof *coverage);
}
