/*
 * The JSON report from its first to its last brace, and the parts that describe
 * the run: tool, inputs, plugins, rulesets, assumptions, faults of inputs. Keys
 * and types are a contract with other programs; records, worksheets and the
 * summary have files of their own.
 */
#include "report/json_parts.h"
#include "report/profile_words.h"

#define JSON_SCHEMA "caselint/report/1"

static void
put_list(struct json_writer *json, const char *key, const char *const *items, size_t count)
{
	if (count == 0)
		return;
	json_write_key(json, key);
	json_write_array(json);
	for (size_t i = 0; i < count; i++)
		json_write_string(json, items[i]);
	json_write_array_end(json);
}

/* Only what was asked for on the command line and changes what the report says. */
static void
put_options(struct json_writer *json, const struct run_options *options)
{
	if (options == NULL || (options->as_of == CASELINT_ABSENT && options->select_count == 0 &&
				   options->ignore_count == 0 && options->schema && options->profile == NULL))
		return;
	json_write_key(json, "options");
	json_write_object(json);
	if (options->as_of != CASELINT_ABSENT) {
		json_write_key(json, "asOf");
		json_write_date(json, options->as_of);
	}
	put_list(json, "select", options->select, options->select_count);
	put_list(json, "ignore", options->ignore, options->ignore_count);
	if (options->profile != NULL) {
		json_write_key(json, "profile");
		profile_json(json, options->profile);
	}
	if (!options->schema) {
		json_write_key(json, "schema");
		json_write_bool(json, false);
	}
	json_write_object_end(json);
}

void
json_privacy(struct json_writer *json, const struct run_privacy *privacy)
{
	if (!privacy->strict)
		return;
	json_write_key(json, "privacy");
	json_write_object_inline(json);
	json_write_key(json, "level");
	json_write_string(json, "strict");
	json_write_key(json, "key");
	json_write_string(json, privacy->lasting_key ? "file" : "run");
	json_write_key(json, "keyId");
	json_write_text_or_null(json, privacy->key_id);
	json_write_key(json, "listed");
	json_write_bool(json, privacy->listed);
	json_write_key(json, "suppressBelow");
	json_write_count(json, privacy->suppress_below);
	json_write_object_end(json);
}

static void
put_tool(struct json_writer *json, const struct run_facts *facts)
{
	json_write_key(json, "tool");
	json_write_object_inline(json);
	json_write_key(json, "name");
	json_write_string(json, "caselint");
	json_write_key(json, "version");
	json_write_string(json, facts->tool_version);
	put_options(json, facts->options);
	json_privacy(json, &facts->privacy);
	json_write_object_end(json);
}

static void
put_inputs(struct json_writer *json, const struct run_facts *facts)
{
	json_write_key(json, "inputs");
	json_write_array(json);
	for (size_t i = 0; i < facts->input_count; i++) {
		const struct run_input *input = &facts->inputs[i];

		json_write_object_inline(json);
		json_write_key(json, "path");
		json_write_text(json, input->path);
		json_write_key(json, "bytes");
		json_write_count(json, input->bytes);
		json_write_key(json, "sha256");
		json_write_text_or_null(json, text_of(input->sha256));
		json_write_key(json, "records");
		json_write_count(json, input->records);
		json_write_key(json, "asOf");
		json_write_date(json, input->as_of);
		json_write_object_end(json);
	}
	json_write_array_end(json);
}

static void
put_plugins(struct json_writer *json, const struct run_facts *facts)
{
	json_write_key(json, "plugins");
	json_write_array(json);
	for (size_t i = 0; i < facts->bundle_count; i++) {
		const struct caselint_plugin *plugin = facts->bundles[i].plugin;

		json_write_object_inline(json);
		json_write_key(json, "id");
		json_write_string(json, plugin->id);
		json_write_key(json, "jurisdiction");
		json_write_string(json, plugin->jurisdiction);
		json_write_key(json, "version");
		json_write_string(json, plugin->version);
		json_write_object_end(json);
	}
	json_write_array_end(json);
}

static void
put_rulesets(struct json_writer *json, const struct run_facts *facts)
{
	json_write_key(json, "rulesets");
	json_write_array(json);
	for (size_t i = 0; i < facts->bundle_count; i++) {
		for (size_t k = 0; k < facts->bundles[i].ruleset_count; k++) {
			const struct ruleset *ruleset = facts->bundles[i].rulesets[k];

			json_write_object_inline(json);
			json_write_key(json, "id");
			json_write_string(json, ruleset->id);
			json_write_key(json, "sha256");
			json_write_string(json, ruleset->sha256);
			json_write_object_end(json);
		}
	}
	json_write_array_end(json);
}

static void
put_assumptions(struct json_writer *json, const struct tally *tally)
{
	json_write_key(json, "assumptions");
	json_write_array(json);
	for (size_t i = 0; i < tally->assumption_count; i++) {
		const struct ruleset_assumption *assumption = tally->assumptions[i];

		json_write_object_inline(json);
		json_write_key(json, "id");
		json_write_string(json, assumption->id);
		json_write_key(json, "cite");
		json_write_text_or_null(json, text_of(assumption->cite));
		json_write_key(json, "reading");
		json_write_string(json, assumption->reading);
		json_write_key(json, "because");
		json_write_string(json, assumption->because);
		json_write_object_end(json);
	}
	json_write_array_end(json);
}

static void
put_place_in_inputs(struct json_writer *json, const struct run_facts *facts, uint32_t input)
{
	bool known = input < facts->input_count;

	json_write_key(json, "input");
	if (known)
		json_write_count(json, input);
	else
		json_write_null(json);
	json_write_key(json, "path");
	if (known)
		json_write_text(json, facts->inputs[input].path);
	else
		json_write_null(json);
}

static void
put_input_finding(struct json_writer *json, const struct run_facts *facts, const struct input_finding *finding)
{
	json_write_object_inline(json);
	json_write_key(json, "rule");
	json_write_string(json, finding->rule);
	json_write_key(json, "severity");
	json_write_string(json, severity_name(finding->severity));
	put_place_in_inputs(json, facts, finding->input);
	json_write_key(json, "line");
	json_write_line(json, finding->line);
	json_write_key(json, "column");
	json_write_line(json, finding->column);
	if (finding->path.length > 0) {
		json_write_key(json, "elementPath");
		json_write_text(json, finding->path);
	}
	json_write_key(json, "message");
	json_write_text(json, finding->message);
	json_write_key(json, "remedy");
	json_write_text_or_null(json, finding->remedy);
	json_write_object_end(json);
}

static void
put_input_findings(struct json_writer *json, const struct run_facts *facts)
{
	json_write_key(json, "inputFindings");
	json_write_array(json);
	for (size_t i = 0; i < facts->input_finding_count; i++)
		put_input_finding(json, facts, &facts->input_findings[i]);
	json_write_array_end(json);
}

enum status
render_json(const struct run_facts *facts, const struct tally *tally, struct spool *spool,
    const struct render_options *options, struct sink *sink)
{
	struct json_writer json;
	/* The rows are gathered while records are listed; where none are, nobody reads them yet. */
	struct worksheets_gathering *sheets = options->show == SHOW_TOTALS ? NULL : json_begin_worksheets(facts);
	enum status status = STATUS_OK;

	json_writer_start(&json, sink);
	json_write_object(&json);
	json_write_key(&json, "schema");
	json_write_string(&json, JSON_SCHEMA);
	json_write_key(&json, "complete");
	json_write_bool(&json, facts->complete);
	put_tool(&json, facts);
	put_inputs(&json, facts);
	put_plugins(&json, facts);
	put_rulesets(&json, facts);
	put_assumptions(&json, tally);
	json_marks(&json, facts, tally);
	json_write_key(&json, "records");
	status = json_records(&json, facts, spool, options->show, sheets);
	if (status != STATUS_OK) {
		worksheets_give_up(sheets);
		goto out;
	}
	put_input_findings(&json, facts);
	json_write_key(&json, "worksheets");
	status = json_worksheets(&json, facts, spool, sheets);
	if (status != STATUS_OK)
		goto out;
	json_write_key(&json, "summary");
	json_summary(&json, facts, tally);
	json_write_object_end(&json);
	json_writer_finish(&json);
out:
	return status;
}
