/*
 * Saved results: the lines of plugins and rulesets. Everything of a ruleset is
 * written but where its file lies and on which lines: what a report can show.
 */
#include "report/jsonl_parts.h"

/* ---- Parts of a ruleset ---- */

static void
open_list(struct json_writer *json, const char *key)
{
	json_write_key(json, key);
	json_write_array_inline(json);
}

static void
put_assumption_ids(struct json_writer *json, const struct names *names)
{
	jsonl_names(json, "assumptions", names->items, names->count);
}

static void
put_source(struct json_writer *json, const struct ruleset_source *source)
{
	json_write_key(json, "source");
	json_write_object_inline(json);
	jsonl_string(json, "title", source->title);
	jsonl_string(json, "number", source->number);
	jsonl_string(json, "issuer", source->issuer);
	jsonl_day(json, "date", source->date);
	jsonl_string(json, "sha256", source->sha256);
	json_write_object_end(json);
}

static void
put_parameters(struct json_writer *json, const struct ruleset *ruleset)
{
	open_list(json, "parameters");
	for (size_t i = 0; i < ruleset->parameter_count; i++) {
		const struct ruleset_parameter *parameter = &ruleset->parameters[i];

		json_write_object_inline(json);
		jsonl_string(json, "name", parameter->name);
		jsonl_string(json, "kind", results_kind_name(parameter->kind));
		jsonl_string(json, "value", parameter->value);
		jsonl_string(json, "cite", parameter->cite);
		jsonl_string(json, "title", parameter->title);
		jsonl_flag(json, "byProfile", parameter->by_profile);
		json_write_object_end(json);
	}
	json_write_array_end(json);
}

static void
put_assumptions(struct json_writer *json, const struct ruleset *ruleset)
{
	open_list(json, "assumptions");
	for (size_t i = 0; i < ruleset->assumption_count; i++) {
		const struct ruleset_assumption *assumption = &ruleset->assumptions[i];

		json_write_object_inline(json);
		jsonl_string(json, "id", assumption->id);
		jsonl_string(json, "cite", assumption->cite);
		jsonl_string(json, "text", assumption->text);
		jsonl_string(json, "reading", assumption->reading);
		jsonl_string(json, "because", assumption->because);
		json_write_object_end(json);
	}
	json_write_array_end(json);
}

static void
put_messages(struct json_writer *json, const struct ruleset_rule *rule)
{
	open_list(json, "messages");
	for (size_t i = 0; i < rule->message_count; i++) {
		const struct ruleset_message *message = &rule->messages[i];

		json_write_object_inline(json);
		jsonl_string(json, "variant", message->variant);
		jsonl_string(json, "template", message->template_text);
		jsonl_string(json, "severity", severity_name(message->severity));
		jsonl_string(json, "remedy", message->remedy);
		json_write_object_end(json);
	}
	json_write_array_end(json);
}

static void
put_outcomes(struct json_writer *json, const struct ruleset_rule *rule)
{
	open_list(json, "outcomes");
	for (int32_t i = CASELINT_ERROR; i < OUTCOMES; i++) {
		if ((rule->outcomes & (UINT32_C(1) << (unsigned)i)) != 0)
			json_write_string(json, outcome_name(i));
	}
	json_write_array_end(json);
}

static void
put_rules(struct json_writer *json, const struct ruleset *ruleset)
{
	open_list(json, "rules");
	for (size_t i = 0; i < ruleset->rule_count; i++) {
		const struct ruleset_rule *rule = &ruleset->rules[i];

		json_write_object_inline(json);
		jsonl_string(json, "id", rule->id);
		jsonl_string(json, "cite", rule->cite);
		jsonl_string(json, "severity", severity_name(rule->severity));
		jsonl_flag(json, "derived", rule->derived);
		put_outcomes(json, rule);
		jsonl_string(json, "title", rule->title);
		jsonl_string(json, "requirement", rule->requirement);
		jsonl_string(json, "why", rule->why);
		jsonl_string(json, "remedy", rule->remedy);
		jsonl_string(json, "good", rule->good);
		jsonl_string(json, "bad", rule->bad);
		put_messages(json, rule);
		put_assumption_ids(json, &rule->assumptions);
		json_write_object_end(json);
	}
	json_write_array_end(json);
}

static void
put_amounts(struct json_writer *json, const struct ruleset *ruleset)
{
	open_list(json, "amounts");
	for (size_t i = 0; i < ruleset->amount_count; i++) {
		const struct ruleset_amount *amount = &ruleset->amounts[i];

		json_write_object_inline(json);
		jsonl_string(json, "kind", amount->kind);
		jsonl_string(json, "title", amount->title);
		jsonl_string(json, "cite", amount->cite);
		jsonl_flag(json, "claimable", amount->claimable);
		put_assumption_ids(json, &amount->assumptions);
		json_write_object_end(json);
	}
	json_write_array_end(json);
}

static void
put_steps(struct json_writer *json, const struct ruleset *ruleset)
{
	open_list(json, "steps");
	for (size_t i = 0; i < ruleset->step_count; i++) {
		const struct ruleset_step *step = &ruleset->steps[i];

		json_write_object_inline(json);
		jsonl_string(json, "id", step->id);
		jsonl_string(json, "label", step->label);
		jsonl_string(json, "formula", step->formula);
		jsonl_string(json, "cite", step->cite);
		put_assumption_ids(json, &step->assumptions);
		json_write_object_end(json);
	}
	json_write_array_end(json);
}

static void
put_columns(struct json_writer *json, const struct ruleset_worksheet *sheet)
{
	open_list(json, "columns");
	for (size_t i = 0; i < sheet->column_count; i++) {
		const struct ruleset_column *column = &sheet->columns[i];

		json_write_object_inline(json);
		jsonl_string(json, "id", column->id);
		jsonl_string(json, "title", column->title);
		jsonl_string(json, "kind", results_kind_name(column->kind));
		jsonl_flag(json, "restricted", column->restricted);
		jsonl_flag(json, "total", column->total);
		json_write_object_end(json);
	}
	json_write_array_end(json);
}

static void
put_worksheets(struct json_writer *json, const struct ruleset *ruleset)
{
	open_list(json, "worksheets");
	for (size_t i = 0; i < ruleset->worksheet_count; i++) {
		const struct ruleset_worksheet *sheet = &ruleset->worksheets[i];

		json_write_object_inline(json);
		jsonl_string(json, "id", sheet->id);
		jsonl_string(json, "title", sheet->title);
		jsonl_string(json, "cite", sheet->cite);
		jsonl_flag(json, "restricted", sheet->restricted);
		jsonl_string(json, "group", sheet->group);
		put_columns(json, sheet);
		jsonl_names(json, "lines", sheet->lines, sheet->line_count);
		json_write_object_end(json);
	}
	json_write_array_end(json);
}

static void
put_sentences(struct json_writer *json, const struct ruleset *ruleset)
{
	static const char *const states[] = {NULL, "rules", "manual", "context"};

	open_list(json, "sentences");
	for (size_t i = 0; i < ruleset->sentence_count; i++) {
		const struct ruleset_sentence *sentence = &ruleset->sentences[i];

		json_write_object_inline(json);
		jsonl_string(json, "cite", sentence->cite);
		jsonl_string(json, "text", sentence->text);
		jsonl_string(json, "state", states[sentence->state]);
		jsonl_names(json, "rules", sentence->rules.items, sentence->rules.count);
		jsonl_names(json, "parameters", sentence->parameters.items, sentence->parameters.count);
		jsonl_string(json, "reason", sentence->reason);
		json_write_object_end(json);
	}
	json_write_array_end(json);
}

/* ---- Lines ---- */

static void
put_ruleset(struct jsonl *lines, const struct ruleset *ruleset)
{
	struct json_writer *json = &lines->json;

	jsonl_open(lines, "ruleset");
	jsonl_string(json, "id", ruleset->id);
	jsonl_string(json, "plugin", ruleset->plugin);
	jsonl_string(json, "title", ruleset->title);
	jsonl_text(json, "sha256", text_of(ruleset->sha256));
	put_source(json, &ruleset->source);
	put_parameters(json, ruleset);
	put_assumptions(json, ruleset);
	put_rules(json, ruleset);
	put_amounts(json, ruleset);
	put_steps(json, ruleset);
	put_worksheets(json, ruleset);
	put_sentences(json, ruleset);
	jsonl_close(lines);
}

void
jsonl_bundle(struct jsonl *lines, const struct run_bundle *bundle)
{
	const struct caselint_plugin *plugin = bundle->plugin;
	struct json_writer *json = &lines->json;

	jsonl_open(lines, "plugin");
	jsonl_string(json, "id", plugin->id);
	jsonl_string(json, "jurisdiction", plugin->jurisdiction);
	jsonl_string(json, "title", plugin->title);
	jsonl_string(json, "version", plugin->version);
	open_list(json, "records");
	for (uint32_t i = 0; i < plugin->records.count; i++)
		json_write_string(json, bundle_record_type(bundle, i));
	json_write_array_end(json);
	open_list(json, "rules");
	for (uint32_t i = 0; i < plugin->rules.count; i++)
		json_write_string(json, bundle_rule_id(bundle, i));
	json_write_array_end(json);
	open_list(json, "notSelected");
	for (uint32_t i = 0; i < plugin->rules.count; i++) {
		if (bundle->selected != NULL && !bundle->selected[i])
			json_write_string(json, bundle_rule_id(bundle, i));
	}
	json_write_array_end(json);
	jsonl_close(lines);
	for (size_t i = 0; i < bundle->ruleset_count; i++)
		put_ruleset(lines, bundle->rulesets[i]);
}
