/*
 * The SARIF 2.1.0 report: one run with its rules, inputs, results, and what the
 * host has to say of the run. Rules and results have files of their own. The
 * profile `github` keeps to what GitHub code scanning takes and shows.
 */
#include "report/json_parts.h"
#include "report/profile_words.h"
#include "report/sarif_parts.h"

#include "report/verdict.h"
#include "report/words.h"

#define SARIF_SCHEMA "https://json.schemastore.org/sarif-2.1.0.json"

/* ---- Words ---- */

void
sarif_message(struct json_writer *json, const char *key, struct text text)
{
	json_write_key(json, key);
	json_write_object_inline(json);
	json_write_key(json, "text");
	json_write_text(json, text);
	json_write_object_end(json);
}

const char *
sarif_level(enum severity severity)
{
	switch (severity) {
	case SEVERITY_ERROR: return "error";
	case SEVERITY_WARNING: return "warning";
	default: return "note";
	}
}

/* ---- Parts of the run ---- */

static void
put_tool(struct sarif *sarif)
{
	struct json_writer *json = &sarif->json;

	json_write_key(json, "tool");
	json_write_object(json);
	json_write_key(json, "driver");
	json_write_object(json);
	json_write_key(json, "name");
	json_write_string(json, "caselint");
	json_write_key(json, "version");
	json_write_string(json, sarif->facts->tool_version);
	json_write_key(json, "semanticVersion");
	json_write_string(json, sarif->facts->tool_version);
	json_write_key(json, "rules");
	sarif_rules(sarif);
	json_write_key(json, "notifications");
	sarif_notifications(sarif);
	json_write_object_end(json);
	json_write_object_end(json);
}

static void
put_artifact(struct sarif *sarif, const struct run_input *input)
{
	struct json_writer *json = &sarif->json;

	buffer_reset(&sarif->words);
	words_uri(&sarif->words, input->path);
	json_write_object_inline(json);
	json_write_key(json, "location");
	json_write_object_inline(json);
	json_write_key(json, "uri");
	json_write_string(json, buffer_text(&sarif->words));
	json_write_object_end(json);
	if (input->bytes != COUNT_WITHHELD) {
		json_write_key(json, "length");
		json_write_count(json, input->bytes);
	}
	json_write_key(json, "roles");
	json_write_array_inline(json);
	json_write_string(json, "analysisTarget");
	json_write_array_end(json);
	if (input->sha256[0] != '\0') {
		json_write_key(json, "hashes");
		json_write_object_inline(json);
		json_write_key(json, sarif->facts->privacy.strict ? "caselint-keyed" : "sha-256");
		json_write_string(json, input->sha256);
		json_write_object_end(json);
	}
	json_write_object_end(json);
}

static void
put_artifacts(struct sarif *sarif)
{
	json_write_key(&sarif->json, "artifacts");
	json_write_array(&sarif->json);
	for (size_t i = 0; i < sarif->facts->input_count; i++)
		put_artifact(sarif, &sarif->facts->inputs[i]);
	json_write_array_end(&sarif->json);
}

/* ---- What the host says of the run ---- */

static void
put_notification(struct sarif *sarif, const char *level, const char *text)
{
	struct json_writer *json = &sarif->json;

	json_write_object_inline(json);
	json_write_key(json, "level");
	json_write_string(json, level);
	sarif_message(json, "message", text_of(text));
	json_write_object_end(json);
}

static void
put_verdict(struct sarif *sarif)
{
	buffer_reset(&sarif->words);
	verdict_line(sarif->facts, sarif->tally, &sarif->words);
	put_notification(sarif, sarif->facts->complete ? "note" : "error", buffer_text(&sarif->words));
}

/* What was left out, and where it stands. */
static void
put_cut(struct sarif *sarif)
{
	struct buffer *words = &sarif->words;
	unsigned long long all = 0;

	if (sarif->unlisted > 0) {
		for (int i = 0; i <= SEVERITY_ERROR; i++)
			all += sarif->found[i];
		buffer_reset(words);
		buffer_append_format(words,
		    "%llu of %llu results are not listed: GitHub shows %u of one analysis. The worst are "
		    "here; -o sarif without --sarif-profile github has all of them.",
		    (unsigned long long)sarif->unlisted, all, SARIF_GITHUB_RESULTS);
		put_notification(sarif, "warning", buffer_text(words));
	}
	if (sarif->waiting > 0) {
		buffer_reset(words);
		buffer_append_format(words,
		    "%llu findings are no alerts and not listed: steps still in time, and what a person attests.",
		    (unsigned long long)sarif->waiting);
		put_notification(sarif, "note", buffer_text(words));
	}
	if (sarif->decided > 0) {
		buffer_reset(words);
		buffer_append_format(
		    words, "%llu findings are waived or known, and not listed.", (unsigned long long)sarif->decided);
		put_notification(sarif, "note", buffer_text(words));
	}
}

static void
put_input_finding(struct sarif *sarif, const struct input_finding *finding)
{
	struct json_writer *json = &sarif->json;

	json_write_object_inline(json);
	json_write_key(json, "descriptor");
	json_write_object_inline(json);
	json_write_key(json, "id");
	json_write_string(json, finding->rule);
	json_write_object_end(json);
	json_write_key(json, "level");
	json_write_string(json, sarif_level(finding->severity));
	sarif_message(json, "message", finding->message);
	if (finding->input != NO_INPUT)
		sarif_locations(sarif, finding->input, finding->line, finding->path, text_of(NULL), text_of(NULL));
	json_write_object_end(json);
}

static void
put_override(struct json_writer *json, const struct profile_change *change)
{
	json_write_object_inline(json);
	json_write_key(json, "descriptor");
	json_write_object_inline(json);
	json_write_key(json, "id");
	json_write_string(json, change->subject);
	json_write_object_end(json);
	json_write_key(json, "configuration");
	json_write_object_inline(json);
	json_write_key(json, "level");
	json_write_string(json, sarif_level(change->new_severity));
	json_write_object_end(json);
	json_write_object_end(json);
}

/* Severities in SARIF's own words; everything, with reasons, among the properties. */
static void
put_profile(struct sarif *sarif)
{
	const struct profile *profile = run_profile(sarif->facts);
	struct json_writer *json = &sarif->json;

	if (profile == NULL)
		return;
	json_write_key(json, "ruleConfigurationOverrides");
	json_write_array(json);
	for (size_t i = 0; i < profile->change_count; i++) {
		if (profile->changes[i].kind == PROFILE_SEVERITY)
			put_override(json, &profile->changes[i]);
	}
	json_write_array_end(json);
	json_write_key(json, "properties");
	json_write_object(json);
	json_write_key(json, "profile");
	profile_json(json, profile);
	json_write_object_end(json);
}

static void
put_invocation(struct sarif *sarif)
{
	struct json_writer *json = &sarif->json;

	json_write_key(json, "invocations");
	json_write_array(json);
	json_write_object(json);
	json_write_key(json, "executionSuccessful");
	json_write_bool(json, sarif->facts->complete);
	json_write_key(json, "exitCode");
	json_write_integer(json, sarif->facts->exit_code);
	put_profile(sarif);
	json_write_key(json, "toolExecutionNotifications");
	json_write_array(json);
	put_verdict(sarif);
	put_cut(sarif);
	for (size_t i = 0; i < sarif->facts->input_finding_count; i++)
		put_input_finding(sarif, &sarif->facts->input_findings[i]);
	json_write_array_end(json);
	json_write_object_end(json);
	json_write_array_end(json);
}

static void
put_properties(struct sarif *sarif)
{
	struct json_writer *json = &sarif->json;
	const struct run_counts *counts = &sarif->tally->counts;

	json_write_key(json, "properties");
	json_write_object(json);
	json_write_key(json, "complete");
	json_write_bool(json, sarif->facts->complete);
	json_write_key(json, "profile");
	json_write_string(json, sarif->options->sarif_github ? "github" : "full");
	json_privacy(json, &sarif->facts->privacy);
	json_write_key(json, "records");
	json_write_count(json, counts->records);
	json_write_key(json, "outcomes");
	json_write_object_inline(json);
	for (int32_t i = CASELINT_ERROR; i < OUTCOMES; i++) {
		json_write_key(json, outcome_name(i));
		json_write_count(json, counts->records_by_outcome[i]);
	}
	json_write_object_end(json);
	json_finding_counts(json, sarif->facts, counts);
	json_write_object_end(json);
}

static enum status
put_run(struct sarif *sarif, struct spool *spool)
{
	struct json_writer *json = &sarif->json;
	enum status status = STATUS_OK;

	json_write_object(json);
	put_tool(sarif);
	put_artifacts(sarif);
	json_write_key(json, "results");
	status = sarif_results(sarif, spool);
	if (status != STATUS_OK)
		return status;
	put_invocation(sarif);
	put_properties(sarif);
	json_write_object_end(json);
	return STATUS_OK;
}

enum status
render_sarif(const struct run_facts *facts, const struct tally *tally, struct spool *spool,
    const struct render_options *options, struct sink *sink)
{
	struct sarif sarif = {.facts = facts, .tally = tally, .options = options};
	struct json_writer *json = &sarif.json;
	enum status status = STATUS_OK;

	json_writer_start(json, sink);
	json_write_object(json);
	json_write_key(json, "$schema");
	json_write_string(json, SARIF_SCHEMA);
	json_write_key(json, "version");
	json_write_string(json, "2.1.0");
	json_write_key(json, "runs");
	json_write_array(json);
	status = put_run(&sarif, spool);
	if (status != STATUS_OK)
		goto out;
	json_write_array_end(json);
	json_write_object_end(json);
	json_writer_finish(json);
out:
	buffer_clear(&sarif.words);
	return status;
}
