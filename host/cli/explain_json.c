/* An explanation as JSON, schema caselint/explain/1. */
#include <string.h>

#include "cli/explain.h"

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

static json_t *
outcomes_of(const struct ruleset_rule *rule)
{
	json_t *outcomes = json_array();
	int32_t outcome = 0;

	for (outcome = 1; outcome <= OUTCOME_LAST; outcome++) {
		if ((rule->outcomes & 1U << outcome) != 0)
			json_array_append_new(outcomes, answer_text(outcome_name(outcome)));
	}
	return outcomes;
}

static json_t *
sentences_of(const struct explain_subject *subject)
{
	const struct ruleset *ruleset = subject->ruleset;
	json_t *sentences = json_array();
	size_t i = 0;

	for (i = 0; i < ruleset->sentence_count; i++) {
		const struct ruleset_sentence *sentence = &ruleset->sentences[i];

		if (explain_quotes(subject, sentence))
			json_array_append_new(sentences, json_pack("{s:o, s:o}", "cite", answer_text(sentence->cite),
							     "text", answer_text(sentence->text)));
	}
	return sentences;
}

static json_t *
parameters_of(const struct explain_subject *subject)
{
	const struct ruleset *ruleset = subject->ruleset;
	json_t *parameters = json_array();
	size_t i = 0;

	for (i = 0; i < ruleset->parameter_count; i++) {
		const struct ruleset_parameter *parameter = &ruleset->parameters[i];

		if (!explain_cites_meet(parameter->cite, explain_cite(subject)))
			continue;
		json_array_append_new(
		    parameters, json_pack("{s:o, s:o, s:s, s:o, s:o}", "name", answer_text(parameter->name), "kind",
				    answer_text(kind_name(parameter->kind)), "value", parameter->value, "cite",
				    answer_text(parameter->cite), "title", answer_text(parameter->title)));
	}
	return parameters;
}

static json_t *
steps_of(const struct explain_subject *subject)
{
	const struct ruleset *ruleset = subject->ruleset;
	json_t *steps = json_array();
	size_t i = 0;

	for (i = 0; i < ruleset->step_count; i++) {
		const struct ruleset_step *step = &ruleset->steps[i];

		if (!explain_cites_meet(step->cite, explain_cite(subject)))
			continue;
		json_array_append_new(steps,
		    json_pack("{s:o, s:o, s:o, s:o}", "id", answer_text(step->id), "label", answer_text(step->label),
			"formula", answer_text(step->formula), "cite", answer_text(step->cite)));
	}
	return steps;
}

static json_t *
assumptions_of(const struct explain_subject *subject)
{
	const struct names *ids = explain_readings(subject);
	json_t *assumptions = json_array();
	size_t i = 0;

	for (i = 0; i < ids->count; i++) {
		const struct ruleset_assumption *assumption = ruleset_assumption_named(subject->ruleset, ids->items[i]);

		if (assumption == NULL)
			continue;
		json_array_append_new(
		    assumptions, json_pack("{s:o, s:o, s:o, s:o, s:o}", "id", answer_text(assumption->id), "cite",
				     answer_text(assumption->cite), "text", answer_text(assumption->text), "reading",
				     answer_text(assumption->reading), "because", answer_text(assumption->because)));
	}
	return assumptions;
}

static json_t *
messages_of(const struct ruleset_rule *rule)
{
	json_t *messages = json_array();
	size_t i = 0;

	for (i = 0; i < rule->message_count; i++) {
		const struct ruleset_message *message = &rule->messages[i];

		json_array_append_new(
		    messages, json_pack("{s:o, s:s, s:o}", "variant", answer_text(message->variant), "severity",
				  severity_name(message->severity), "text", answer_text(message->template_text)));
	}
	return messages;
}

static json_t *
rule_document(const struct explain_subject *subject)
{
	const struct ruleset_rule *rule = subject->rule;
	json_t *texts = json_pack("{s:s, s:o, s:o, s:o, s:s, s:b, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "kind", "rule",
	    "id", answer_text(rule->id), "ruleset", answer_text(subject->ruleset->id), "title",
	    answer_text(rule->title), "severity", severity_name(rule->severity), "derived", rule->derived, "outcomes",
	    outcomes_of(rule), "cite", answer_text(rule->cite), "requirement", answer_text(rule->requirement), "why",
	    answer_text(rule->why), "remedy", answer_text(rule->remedy), "good", answer_text(rule->good), "bad",
	    answer_text(rule->bad));
	json_t *rest = json_pack("{s:o, s:o, s:o, s:o}", "sentences", sentences_of(subject), "parameters",
	    parameters_of(subject), "assumptions", assumptions_of(subject), "messages", messages_of(rule));

	json_object_update(texts, rest);
	json_decref(rest);
	return texts;
}

static json_t *
amount_document(const struct explain_subject *subject)
{
	const struct ruleset_amount *amount = subject->amount;

	return json_pack("{s:s, s:o, s:o, s:o, s:o, s:b, s:o, s:o, s:o, s:o}", "kind", "amount", "id",
	    answer_text(amount->kind), "ruleset", answer_text(subject->ruleset->id), "title",
	    answer_text(amount->title), "cite", answer_text(amount->cite), "claimable", amount->claimable, "sentences",
	    sentences_of(subject), "parameters", parameters_of(subject), "steps", steps_of(subject), "assumptions",
	    assumptions_of(subject));
}

static json_t *
host_document(const struct host_rule *rule)
{
	return json_pack("{s:s, s:o, s:o, s:s, s:i, s:o, s:o, s:o}", "kind", "hostRule", "id", answer_text(rule->id),
	    "title", answer_text(rule->title), "severity", severity_name(rule->severity), "exitCode", rule->exit_code,
	    "message", answer_text(rule->message), "why", answer_text(rule->why), "remedy", answer_text(rule->remedy));
}

json_t *
explain_document(const void *context)
{
	const struct explain_subjects *subjects = context;
	json_t *explained = json_array();
	size_t i = 0;

	for (i = 0; i < subjects->count; i++) {
		const struct explain_subject *subject = &subjects->items[i];

		if (subject->rule != NULL)
			json_array_append_new(explained, rule_document(subject));
		else if (subject->amount != NULL)
			json_array_append_new(explained, amount_document(subject));
		else
			json_array_append_new(explained, host_document(subject->host));
	}
	return json_pack("{s:s, s:o}", "schema", "caselint/explain/1", "explained", explained);
}
