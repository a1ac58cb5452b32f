/* `caselint plugin-test -o json`: the same as the page, every case and every change that went unnoticed. */
#include <string.h>

#include "authoring/place.h"
#include "cli/plugin_test.h"

static void
put_outcomes(struct json_writer *json, const char *key, uint32_t outcomes)
{
	json_write_key(json, key);
	json_write_array_inline(json);
	for (int32_t outcome = CASELINT_ERROR; outcome < OUTCOMES; outcome++) {
		if ((outcomes & 1U << (uint32_t)outcome) != 0)
			json_write_string(json, outcome_name(outcome));
	}
	json_write_array_end(json);
}

/* ---- Cases -------------------------------------------------------------------------------- */

static void
put_failures(struct json_writer *json, const struct suite *suite, const struct suite_case *one)
{
	json_write_key(json, "failures");
	json_write_array(json);
	for (size_t i = 0; i < one->failure_count; i++) {
		const struct case_failure *failure = &suite->judgement.failures[one->first_failure + i];

		json_write_object(json);
		answer_put_text(json, "record", failure->record);
		answer_put_text(json, "what", failure->what);
		answer_put_text(json, "expected", failure->expected);
		answer_put_text(json, "got", failure->got);
		answer_put_count(json, "line", failure->line);
		json_write_object_end(json);
	}
	json_write_array_end(json);
}

static const char *
result_of(const struct suite_case *one)
{
	if (!one->was_run)
		return "not run";
	return one->failure_count > 0 ? "failed" : "passed";
}

static void
put_cases(struct json_writer *json, const struct suite *suite)
{
	json_write_key(json, "cases");
	json_write_array(json);
	for (size_t i = 0; i < suite->case_count; i++) {
		const struct suite_case *one = &suite->cases[i];

		json_write_object(json);
		answer_put_text(json, "id", one->of->id);
		answer_put_text(json, "title", one->of->title);
		answer_put_text(json, "file", one->file->path);
		answer_put_count(json, "line", one->of->line);
		answer_put_text(json, "result", result_of(one));
		put_failures(json, suite, one);
		json_write_object_end(json);
	}
	json_write_array_end(json);
}

/* ---- What cases show ---------------------------------------------------------------------- */

static void
put_rules(struct json_writer *json, const struct coverage *coverage)
{
	json_write_key(json, "rules");
	json_write_array(json);
	for (size_t i = 0; i < coverage->rule_count; i++) {
		const struct covered_rule *rule = &coverage->rules[i];

		json_write_object_inline(json);
		answer_put_text(json, "id", rule->id);
		put_outcomes(json, "declared", rule->declared);
		put_outcomes(json, "shown", rule->shown);
		put_outcomes(json, "missing", coverage_missing(rule));
		json_write_object_end(json);
	}
	json_write_array_end(json);
	json_write_key(json, "amounts");
	json_write_array(json);
	for (size_t i = 0; i < coverage->amount_count; i++) {
		json_write_object_inline(json);
		answer_put_text(json, "kind", coverage->amounts[i].kind);
		answer_put_bool(json, "shown", coverage->amounts[i].shown);
		answer_put_bool(json, "missing", !coverage->amounts[i].shown && !coverage->amounts[i].excused);
		json_write_object_end(json);
	}
	json_write_array_end(json);
}

static void
put_silent_messages(struct json_writer *json, const struct coverage *coverage)
{
	json_write_key(json, "silentMessages");
	json_write_array(json);
	for (size_t i = 0; i < coverage->message_count; i++) {
		const struct covered_message *message = &coverage->messages[i];

		if (message->came_up)
			continue;
		json_write_object_inline(json);
		answer_put_text(json, "rule", message->rule->id);
		answer_put_text(json, "variant", message->message->variant);
		json_write_object_end(json);
	}
	json_write_array_end(json);
}

static void
put_untested(struct json_writer *json, const struct suite *suite)
{
	json_write_key(json, "untested");
	json_write_array(json);
	for (size_t i = 0; i < suite->file_count; i++) {
		for (size_t k = 0; k < suite->files[i]->untested_count; k++) {
			const struct case_untested *untested = &suite->files[i]->untested[k];

			json_write_object(json);
			answer_put_names(json, "rules", &untested->rules);
			put_outcomes(json, "outcomes", untested->outcome == 0 ? 0 : 1U << (uint32_t)untested->outcome);
			answer_put_names(json, "amounts", &untested->amounts);
			answer_put_text(json, "reason", untested->reason);
			answer_put_text(json, "file", suite->files[i]->path);
			answer_put_count(json, "line", untested->line);
			json_write_object_end(json);
		}
	}
	json_write_array_end(json);
}

static void
put_sentences(struct json_writer *json, const struct bundle *bundle)
{
	json_write_key(json, "sentencesWithoutRule");
	json_write_array(json);
	for (size_t i = 0; i < bundle->ruleset_count; i++) {
		const struct ruleset *ruleset = bundle->rulesets[i].ruleset;

		for (size_t k = 0; k < ruleset->sentence_count; k++) {
			const struct ruleset_sentence *sentence = &ruleset->sentences[k];

			if (sentence->rules.count > 0)
				continue;
			json_write_object(json);
			answer_put_text(json, "ruleset", ruleset->id);
			answer_put_text(json, "cite", sentence->cite);
			answer_put_text(json, "state", sentence->state == SENTENCE_MANUAL ? "manual" : "context");
			answer_put_text(json, "reason", sentence->reason);
			json_write_object_end(json);
		}
	}
	json_write_array_end(json);
}

/* One text a line, as a list. */
static void
put_lines(struct json_writer *json, const char *key, const struct buffer *lines)
{
	const char *at = buffer_text(lines);

	json_write_key(json, key);
	json_write_array(json);
	while (*at != '\0') {
		size_t length = strcspn(at, "\n");

		json_write_text(json, text_view(at, length));
		at += length + (at[length] == '\n' ? 1 : 0);
	}
	json_write_array_end(json);
}

/* ---- Changes ---------------------------------------------------------------------------------- */

static void
put_group(struct json_writer *json, const struct suite *suite, const struct mutation_group *group)
{
	const struct mutation *example = group->example;

	json_write_object(json);
	answer_put_text(json, "path", example->path);
	answer_put_text(json, "kind", example->kind);
	answer_put_text(json, "note", place_note(suite->bundle->plugin, example->path));
	answer_put_text(json, "change", change_name(example->change));
	answer_put_count(json, "tried", group->tried);
	answer_put_count(json, "unnoticed", group->unnoticed);
	answer_put_text(json, "case", suite->cases[example->one].of->id);
	answer_put_text(json, "file", suite->cases[example->one].file->path);
	answer_put_count(json, "line", example->line);
	json_write_object_end(json);
}

static void
put_mutations(struct json_writer *json, const struct plugin_test *test)
{
	const struct mutations *mutations = &test->mutations;

	json_write_key(json, "mutations");
	if (test->options->mutate == 0) {
		json_write_null(json);
		return;
	}
	json_write_object(json);
	answer_put_count(json, "seed", test->options->seed);
	answer_put_count(json, "possible", mutations->possible);
	answer_put_count(json, "tried", mutations->tried);
	answer_put_count(json, "unnoticed", mutations->unnoticed);
	json_write_key(json, "places");
	json_write_array(json);
	for (size_t i = 0; i < mutations->group_count; i++) {
		if (mutations->groups[i].unnoticed > 0)
			put_group(json, &test->suite, &mutations->groups[i]);
	}
	json_write_array_end(json);
	json_write_object_end(json);
}

void
plugin_test_document(const void *context, struct json_writer *json)
{
	const struct plugin_test *test = context;
	const struct suite *suite = &test->suite;

	json_write_object(json);
	answer_put_text(json, "schema", "caselint/plugin-test/1");
	answer_put_text(json, "plugin", suite->bundle->plugin->id);
	answer_put_text(json, "version", suite->bundle->plugin->version);
	answer_put_bool(json, "passed", plugin_test_passes(test));
	answer_put_bool(json, "whole", test->is_whole);
	answer_put_count(json, "casesRun", suite->run_count);
	answer_put_count(json, "casesFailed", suite->failed_count);
	put_cases(json, suite);
	put_rules(json, &suite->coverage);
	put_silent_messages(json, &suite->coverage);
	put_untested(json, suite);
	put_lines(json, "unread", &test->unread);
	put_sentences(json, suite->bundle);
	put_mutations(json, test);
	put_lines(json, "updated", &test->updated);
	json_write_object_end(json);
}
