/* See report/rule_answers.h. */
#include "report/rule_answers.h"

#include "report/host_rules.h"

/* One record on its way through. */
struct walk {
	const struct run_facts *facts;
	const struct run_bundle *bundle;
	const struct result_record *record;
	rule_answer_fn *take;
	void *context;
	uint32_t next; /* finding */
};

const struct ruleset_rule *
rule_texts(const struct ruleset *ruleset, uint32_t number, struct text id)
{
	if (ruleset == NULL)
		return NULL;
	/* Plugins and their rulesets mostly have one order. */
	if (number < ruleset->rule_count && text_equals(id, ruleset->rules[number].id))
		return &ruleset->rules[number];
	for (size_t i = 0; i < ruleset->rule_count; i++) {
		if (text_equals(id, ruleset->rules[i].id))
			return &ruleset->rules[i];
	}
	return NULL;
}

static enum status
hand_out(struct walk *walk, uint32_t number, struct text rule, int32_t outcome, uint32_t finding_count)
{
	struct rule_answer answer = {
	    .bundle = walk->bundle,
	    .record = walk->record,
	    .number = number,
	    .rule = rule,
	    .outcome = outcome,
	    .findings = finding_count == 0 ? NULL : &walk->record->findings[walk->next],
	    .finding_count = finding_count,
	};

	answer.texts = rule_texts(record_ruleset(walk->facts, walk->record), number, rule);
	for (uint32_t i = 0; i < finding_count; i++)
		answer.outcome = outcome_worse(answer.outcome, answer.findings[i].outcome);
	walk->next += finding_count;
	return walk->take(walk->context, &answer);
}

/* How many findings from here on are of one rule: they stand together. */
static uint32_t
run_of(const struct walk *walk, struct text rule)
{
	uint32_t end = walk->next;

	while (end < walk->record->finding_count && text_equal(walk->record->findings[end].rule, rule))
		end++;
	return end - walk->next;
}

static enum status
hand_out_rules(struct walk *walk, bool all)
{
	const struct result_record *record = walk->record;
	enum status status = STATUS_OK;

	for (uint32_t i = 0; i < walk->bundle->plugin->rules.count && status == STATUS_OK; i++) {
		struct text rule = text_of(bundle_rule_id(walk->bundle, i));
		int32_t outcome = i < record->outcome_count ? record->outcomes[i] : 0;
		uint32_t findings = run_of(walk, rule);

		if (findings > 0 || outcome == CASELINT_ERROR || (all && outcome != 0))
			status = hand_out(walk, i, rule, outcome, findings);
	}
	return status;
}

enum status
rule_answers_each(
    const struct run_facts *facts, const struct result_record *record, bool all, rule_answer_fn *take, void *context)
{
	struct walk walk = {.facts = facts, .record = record, .take = take, .context = context};
	enum status status = STATUS_OK;

	if (record->bundle >= facts->bundle_count)
		return STATUS_INTERNAL;
	walk.bundle = &facts->bundles[record->bundle];
	if (all || record->finding_count > 0 || record->outcome == CASELINT_ERROR)
		status = hand_out_rules(&walk, all);
	while (status == STATUS_OK && walk.next < record->finding_count) {
		struct text rule = record->findings[walk.next].rule;

		status = hand_out(&walk, HOST_ANSWER, rule, 0, run_of(&walk, rule));
	}
	return status;
}

enum severity
rule_answer_severity(const struct rule_answer *answer)
{
	enum severity worst = SEVERITY_INFO;

	if (answer->finding_count == 0)
		return answer->texts == NULL || answer->outcome == CASELINT_ERROR ? SEVERITY_ERROR
		                                                                  : answer->texts->severity;
	for (uint32_t i = 0; i < answer->finding_count; i++) {
		if (answer->findings[i].severity > worst)
			worst = answer->findings[i].severity;
	}
	return worst;
}

const char *
rule_answer_title(const struct rule_answer *answer)
{
	if (answer->texts != NULL)
		return answer->texts->title == NULL ? "" : answer->texts->title;
	for (size_t i = 0; i < HOST_RULES; i++) {
		if (text_equals(answer->rule, host_rules[i].id))
			return host_rules[i].title;
	}
	return "";
}
