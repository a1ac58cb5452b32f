/* An explanation as JSON, schema caselint/explain/1. */
#include <string.h>

#include "cli/explain.h"
#include "report/profile_words.h"

#define OUTCOME_LAST CASELINT_NOTAPPLICABLE

/* The kind of a parameter, as rules.xsd spells it. */
static const char *
kind_name(uint32_t kind)
{
	switch (kind) {
	case CASELINT_TEXT: return "text";
	case CASELINT_CODE: return "code";
	case CASELINT_MONEY: return "money";
	case CASELINT_DATE: return "date";
	case CASELINT_MONTH: return "month";
	case CASELINT_TIME: return "time";
	case CASELINT_BOOLEAN: return "boolean";
	case CASELINT_COUNT: return "count";
	default: return NULL;
	}
}

static void
put_outcomes(struct json_writer *json, const struct ruleset_rule *rule)
{
	int32_t outcome = 0;

	json_write_key(json, "outcomes");
	json_write_array_inline(json);
	for (outcome = 1; outcome <= OUTCOME_LAST; outcome++) {
		if ((rule->outcomes & 1U << outcome) != 0)
			json_write_string(json, outcome_name(outcome));
	}
	json_write_array_end(json);
}

static void
put_sentences(struct json_writer *json, const struct explain_subject *subject)
{
	const struct ruleset *ruleset = subject->ruleset;
	size_t i = 0;

	json_write_key(json, "sentences");
	json_write_array(json);
	for (i = 0; i < ruleset->sentence_count; i++) {
		if (!explain_quotes(subject, &ruleset->sentences[i]))
			continue;
		json_write_object(json);
		answer_put_text(json, "cite", ruleset->sentences[i].cite);
		answer_put_text(json, "text", ruleset->sentences[i].text);
		json_write_object_end(json);
	}
	json_write_array_end(json);
}

static void
put_parameters(struct json_writer *json, const struct explain_subject *subject)
{
	const struct ruleset *ruleset = subject->ruleset;
	size_t i = 0;

	json_write_key(json, "parameters");
	json_write_array(json);
	for (i = 0; i < ruleset->parameter_count; i++) {
		const struct ruleset_parameter *parameter = &ruleset->parameters[i];

		if (!explain_cites_meet(parameter->cite, explain_cite(subject)))
			continue;
		json_write_object(json);
		answer_put_text(json, "name", parameter->name);
		answer_put_text(json, "kind", kind_name(parameter->kind));
		answer_put_text(json, "value", parameter->value);
		if (parameter->by_profile)
			answer_put_bool(json, "byProfile", true);
		answer_put_text(json, "cite", parameter->cite);
		answer_put_text(json, "title", parameter->title);
		json_write_object_end(json);
	}
	json_write_array_end(json);
}

static void
put_steps(struct json_writer *json, const struct explain_subject *subject)
{
	const struct ruleset *ruleset = subject->ruleset;
	size_t i = 0;

	json_write_key(json, "steps");
	json_write_array(json);
	for (i = 0; i < ruleset->step_count; i++) {
		const struct ruleset_step *step = &ruleset->steps[i];

		if (!explain_cites_meet(step->cite, explain_cite(subject)))
			continue;
		json_write_object(json);
		answer_put_text(json, "id", step->id);
		answer_put_text(json, "label", step->label);
		answer_put_text(json, "formula", step->formula);
		answer_put_text(json, "cite", step->cite);
		json_write_object_end(json);
	}
	json_write_array_end(json);
}

static void
put_assumptions(struct json_writer *json, const struct explain_subject *subject)
{
	const struct names *ids = explain_readings(subject);
	size_t i = 0;

	json_write_key(json, "assumptions");
	json_write_array(json);
	for (i = 0; i < ids->count; i++) {
		const struct ruleset_assumption *assumption = ruleset_assumption_named(subject->ruleset, ids->items[i]);

		if (assumption == NULL)
			continue;
		json_write_object(json);
		answer_put_text(json, "id", assumption->id);
		answer_put_text(json, "cite", assumption->cite);
		answer_put_text(json, "text", assumption->text);
		answer_put_text(json, "reading", assumption->reading);
		answer_put_text(json, "because", assumption->because);
		json_write_object_end(json);
	}
	json_write_array_end(json);
}

static void
put_messages(struct json_writer *json, const struct ruleset_rule *rule)
{
	size_t i = 0;

	json_write_key(json, "messages");
	json_write_array(json);
	for (i = 0; i < rule->message_count; i++) {
		json_write_object(json);
		answer_put_text(json, "variant", rule->messages[i].variant);
		answer_put_text(json, "severity", severity_name(rule->messages[i].severity));
		answer_put_text(json, "text", rule->messages[i].template_text);
		json_write_object_end(json);
	}
	json_write_array_end(json);
}

static void
put_rule(struct json_writer *json, const struct explain_subject *subject)
{
	const struct ruleset_rule *rule = subject->rule;

	answer_put_text(json, "kind", "rule");
	answer_put_text(json, "id", rule->id);
	answer_put_text(json, "ruleset", subject->ruleset->id);
	answer_put_text(json, "title", rule->title);
	answer_put_text(json, "severity", severity_name(rule->severity));
	answer_put_bool(json, "derived", rule->derived);
	put_outcomes(json, rule);
	answer_put_text(json, "cite", rule->cite);
	answer_put_text(json, "requirement", rule->requirement);
	answer_put_text(json, "why", rule->why);
	answer_put_text(json, "remedy", rule->remedy);
	answer_put_text(json, "good", rule->good);
	answer_put_text(json, "bad", rule->bad);
	put_sentences(json, subject);
	put_parameters(json, subject);
	put_assumptions(json, subject);
	put_messages(json, rule);
}

static void
put_amount(struct json_writer *json, const struct explain_subject *subject)
{
	const struct ruleset_amount *amount = subject->amount;

	answer_put_text(json, "kind", "amount");
	answer_put_text(json, "id", amount->kind);
	answer_put_text(json, "ruleset", subject->ruleset->id);
	answer_put_text(json, "title", amount->title);
	answer_put_text(json, "cite", amount->cite);
	answer_put_bool(json, "claimable", amount->claimable);
	put_sentences(json, subject);
	put_parameters(json, subject);
	put_steps(json, subject);
	put_assumptions(json, subject);
}

static void
put_host_rule(struct json_writer *json, const struct host_rule *rule)
{
	answer_put_text(json, "kind", "hostRule");
	answer_put_text(json, "id", rule->id);
	answer_put_text(json, "title", rule->title);
	answer_put_text(json, "severity", severity_name(rule->severity));
	answer_put_count(json, "exitCode", (uint64_t)rule->exit_code);
	answer_put_text(json, "message", rule->message);
	answer_put_text(json, "why", rule->why);
	answer_put_text(json, "remedy", rule->remedy);
}

void
explain_document(const void *context, struct json_writer *json)
{
	const struct explain_subjects *subjects = context;
	size_t i = 0;

	json_write_object(json);
	answer_put_text(json, "schema", "caselint/explain/1");
	if (subjects->profile != NULL) {
		json_write_key(json, "profile");
		profile_json(json, subjects->profile);
	}
	json_write_key(json, "explained");
	json_write_array(json);
	for (i = 0; i < subjects->count; i++) {
		json_write_object(json);
		if (subjects->items[i].rule != NULL)
			put_rule(json, &subjects->items[i]);
		else if (subjects->items[i].amount != NULL)
			put_amount(json, &subjects->items[i]);
		else
			put_host_rule(json, subjects->items[i].host);
		json_write_object_end(json);
	}
	json_write_array_end(json);
	json_write_object_end(json);
}
