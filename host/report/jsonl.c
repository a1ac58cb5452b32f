/*
 * Saved results: the lines of the run itself, first and last, and how values are
 * written. Plugins, rulesets and records have files of their own. What is listed
 * does not depend on --show: a report of any extent can be made from it.
 */
#include "report/jsonl_parts.h"

#include <string.h>

#include "base/date.h"
#include "base/memory.h"
#include "base/sha256.h"
#include "report/json_parts.h"
#include "report/listing.h"
#include "report/profile_words.h"
#include "report/shown.h"

/* ---- Lines and keys ---- */

void
jsonl_open(struct jsonl *lines, const char *type)
{
	json_write_object_inline(&lines->json);
	jsonl_string(&lines->json, "type", type);
}

void
jsonl_close(struct jsonl *lines)
{
	json_write_object_end(&lines->json);
	json_writer_finish(&lines->json);
	lines->counts.lines++;
}

void
jsonl_string(struct json_writer *json, const char *key, const char *value)
{
	if (value == NULL || value[0] == '\0')
		return;
	json_write_key(json, key);
	json_write_string(json, value);
}

void
jsonl_text(struct json_writer *json, const char *key, struct text value)
{
	if (value.length == 0)
		return;
	json_write_key(json, key);
	json_write_text(json, value);
}

void
jsonl_count(struct json_writer *json, const char *key, uint64_t value)
{
	if (value == 0)
		return;
	json_write_key(json, key);
	json_write_count(json, value);
}

void
jsonl_flag(struct json_writer *json, const char *key, bool value)
{
	if (!value)
		return;
	json_write_key(json, key);
	json_write_bool(json, true);
}

/* Only what the reader's parser takes is written as a day; anything else keeps its number. */
static void
put_day(struct json_writer *json, int64_t days)
{
	char text[DATE_TEXT_BYTES];
	int32_t again = 0;

	if (days == CASELINT_BAD)
		json_write_string(json, "unreadable");
	else if (days == (int32_t)days && date_parse(text_of(date_format((int32_t)days, text)), &again) == STATUS_OK)
		json_write_string(json, text);
	else
		json_write_integer(json, days);
}

static void
put_month(struct json_writer *json, int64_t months)
{
	char text[DATE_TEXT_BYTES];
	int32_t again = 0;

	if (months == CASELINT_BAD)
		json_write_string(json, "unreadable");
	else if (months == (int32_t)months &&
		 month_parse(text_of(month_format((int32_t)months, text)), &again) == STATUS_OK)
		json_write_string(json, text);
	else
		json_write_integer(json, months);
}

static void
put_time(struct json_writer *json, int64_t seconds)
{
	char text[DATE_TEXT_BYTES];
	int32_t again = 0;

	if (seconds == (int32_t)seconds &&
	    time_parse(text_of(time_format((int32_t)seconds, text)), &again) == STATUS_OK)
		json_write_string(json, text);
	else
		json_write_integer(json, seconds);
}

void
jsonl_day(struct json_writer *json, const char *key, int32_t days)
{
	if (days == CASELINT_ABSENT)
		return;
	json_write_key(json, key);
	put_day(json, days);
}

void
jsonl_month(struct json_writer *json, const char *key, int32_t months)
{
	if (months == CASELINT_ABSENT)
		return;
	json_write_key(json, key);
	put_month(json, months);
}

static void
put_content(struct json_writer *json, const struct shown_value *value)
{
	switch (value->kind) {
	case CASELINT_TEXT:
	case CASELINT_CODE:
	case CASELINT_ID: json_write_text(json, value->text); break;
	case CASELINT_MONEY: json_write_money(json, value->number); break;
	case CASELINT_DATE: put_day(json, value->number); break;
	case CASELINT_MONTH: put_month(json, value->number); break;
	case CASELINT_TIME: put_time(json, value->number); break;
	case CASELINT_BOOLEAN:
	case CASELINT_PRESENCE: json_write_bool(json, value->number != 0); break;
	default: json_write_integer(json, value->number); break;
	}
}

void
jsonl_typed(struct json_writer *json, const struct shown_value *value)
{
	const char *kind = results_kind_name(value->kind);

	if (kind == NULL && !value->withheld) {
		json_write_null(json);
		return;
	}
	json_write_object_inline(json);
	json_write_key(json, kind == NULL ? "text" : kind);
	if (shown_is_there(value))
		put_content(json, value);
	else
		json_write_null(json);
	jsonl_flag(json, "withheld", value->withheld);
	jsonl_flag(json, "unreadable", !value->withheld && shown_is_bad(value));
	json_write_object_end(json);
}

void
jsonl_value(struct json_writer *json, const char *key, const struct shown_value *value)
{
	if (value->kind == 0 && !value->withheld)
		return;
	json_write_key(json, key);
	jsonl_typed(json, value);
}

void
jsonl_names(struct json_writer *json, const char *key, const char *const *items, size_t count)
{
	if (count == 0)
		return;
	json_write_key(json, key);
	json_write_array_inline(json);
	for (size_t i = 0; i < count; i++)
		json_write_string(json, items[i]);
	json_write_array_end(json);
}

void
jsonl_own_text(struct json_writer *json, const char *key, struct text value, struct text catalogue)
{
	if (text_equal(value, catalogue))
		return;
	json_write_key(json, key);
	json_write_text(json, value);
}

/* ---- The run ---- */

static void
put_options(struct json_writer *json, const struct run_options *options)
{
	if (options == NULL)
		return;
	json_write_key(json, "options");
	json_write_object_inline(json);
	jsonl_day(json, "asOf", options->as_of);
	jsonl_string(json, "failOn", severity_name(options->fail_on));
	jsonl_flag(json, "failNever", options->fail_never);
	json_write_key(json, "schema");
	json_write_bool(json, options->schema);
	jsonl_names(json, "select", options->select, options->select_count);
	jsonl_names(json, "ignore", options->ignore, options->ignore_count);
	if (options->profile != NULL) {
		json_write_key(json, "profile");
		profile_json(json, options->profile);
	}
	json_write_object_end(json);
}

static void
put_state(struct json_writer *json, const struct run_facts *facts)
{
	json_write_key(json, "complete");
	json_write_bool(json, facts->complete);
	json_write_key(json, "exitCode");
	json_write_integer(json, facts->exit_code);
}

/* The waivers themselves have lines of their own. */
static void
put_marks(struct json_writer *json, const struct run_marks *marks)
{
	if (marks == NULL)
		return;
	jsonl_names(json, "waiverFiles", marks->waiver_files.items, marks->waiver_files.count);
	if (marks->baseline.path == NULL)
		return;
	json_write_key(json, "baseline");
	json_write_object_inline(json);
	jsonl_string(json, "path", marks->baseline.path);
	json_write_key(json, "findings");
	json_write_count(json, marks->baseline.findings);
	json_write_key(json, "inRecords");
	json_write_count(json, marks->baseline.in_records);
	json_write_key(json, "gone");
	json_write_count(json, marks->baseline.gone);
	json_write_object_end(json);
}

static void
put_head(struct jsonl *lines)
{
	struct json_writer *json = &lines->json;

	jsonl_open(lines, "head");
	jsonl_string(json, "schema", RESULTS_SCHEMA);
	put_state(json, lines->facts);
	json_write_key(json, "tool");
	json_write_object_inline(json);
	jsonl_string(json, "name", "caselint");
	jsonl_string(json, "version", lines->facts->tool_version);
	json_write_object_end(json);
	put_options(json, lines->facts->options);
	json_privacy(json, &lines->facts->privacy);
	put_marks(json, lines->facts->marks);
	jsonl_close(lines);
}

static void
put_waiver(struct jsonl *lines, const struct waiver *waiver)
{
	struct json_writer *json = &lines->json;

	jsonl_open(lines, "waiver");
	jsonl_string(json, "file", waiver->file);
	jsonl_count(json, "line", waiver->line);
	jsonl_names(json, "rules", waiver->rules.items, waiver->rules.count);
	jsonl_string(json, "scope", waiver_scope_name(waiver->scope));
	jsonl_string(json, "record", waiver->type);
	jsonl_string(json, "id", waiver->id);
	jsonl_string(json, "reason", waiver->reason);
	jsonl_string(json, "grantedBy", waiver->granted_by);
	jsonl_day(json, "granted", waiver->granted);
	jsonl_day(json, "expires", waiver->expires);
	jsonl_close(lines);
}

static void
put_input(struct jsonl *lines, const struct run_input *input)
{
	struct json_writer *json = &lines->json;

	jsonl_open(lines, "input");
	json_write_key(json, "path");
	json_write_text(json, input->path);
	json_write_key(json, "bytes");
	json_write_count(json, input->bytes);
	jsonl_text(json, "sha256", text_of(input->sha256));
	json_write_key(json, "records");
	json_write_count(json, input->records);
	jsonl_day(json, "asOf", input->as_of);
	jsonl_day(json, "exportedOn", input->exported_on);
	jsonl_count(json, "unlistedFindings", input->unlisted_findings);
	jsonl_close(lines);
}

static void
put_input_finding(struct jsonl *lines, const struct input_finding *finding)
{
	struct json_writer *json = &lines->json;

	jsonl_open(lines, "inputFinding");
	jsonl_string(json, "rule", finding->rule);
	jsonl_string(json, "severity", severity_name(finding->severity));
	json_write_key(json, "exitCode");
	json_write_integer(json, finding->exit_code);
	if (finding->input != NO_INPUT) {
		json_write_key(json, "input");
		json_write_count(json, finding->input);
	}
	jsonl_count(json, "line", finding->line);
	jsonl_count(json, "column", finding->column);
	jsonl_text(json, "path", finding->path);
	jsonl_text(json, "message", finding->message);
	jsonl_text(json, "remedy", finding->remedy);
	jsonl_close(lines);
}

static enum status
put_record(void *context, const struct result_record *record)
{
	struct jsonl *lines = context;

	if (record->bundle >= lines->facts->bundle_count)
		return STATUS_INTERNAL;
	jsonl_record(lines, record);
	return STATUS_OK;
}

/* The lines as one thread writes them, with counts of its own. */
static void *
copy_lines(const void *context, struct sink *sink)
{
	struct jsonl *copy = memory_zeroed(1, sizeof *copy);

	json_writer_start(&copy->json, sink);
	copy->facts = ((const struct jsonl *)context)->facts;
	return copy;
}

static void
close_lines(void *context, void *made)
{
	struct jsonl *lines = context;
	struct jsonl *copy = made;

	if (lines != NULL) {
		lines->counts.lines += copy->counts.lines;
		lines->counts.records += copy->counts.records;
		lines->counts.findings += copy->counts.findings;
		lines->counts.amounts += copy->counts.amounts;
		lines->counts.rows += copy->counts.rows;
	}
	memory_free(copy);
}

static enum status
put_records(struct jsonl *lines, struct spool *spool)
{
	struct listing listing = {.spool = spool,
	    .parts = SPOOL_EVERYTHING,
	    .threads = lines->facts->threads,
	    .sink = lines->json.sink,
	    .context = lines,
	    .copy = copy_lines,
	    .record = put_record,
	    .close = close_lines};

	return listing_make(&listing);
}

static void
put_tail(struct jsonl *lines, const struct tally *tally, const char *sha256)
{
	struct json_writer *json = &lines->json;
	struct jsonl_counts counts = lines->counts;

	jsonl_open(lines, "tail");
	put_state(json, lines->facts);
	json_write_key(json, "lines");
	json_write_count(json, counts.lines);
	json_write_key(json, "records");
	json_write_count(json, counts.records);
	json_write_key(json, "findings");
	json_write_count(json, counts.findings);
	json_write_key(json, "amounts");
	json_write_count(json, counts.amounts);
	json_write_key(json, "rows");
	json_write_count(json, counts.rows);
	json_write_key(json, "summary");
	json_summary(json, lines->facts, tally);
	jsonl_string(json, "sha256", sha256);
	jsonl_close(lines);
}

enum status
render_jsonl(const struct run_facts *facts, const struct tally *tally, struct spool *spool,
    const struct render_options *options, struct sink *sink)
{
	struct jsonl lines = {.facts = facts};
	char sha256[SHA256_HEX_BYTES];
	enum status status = STATUS_OK;

	(void)options;
	sink_begin_digest(sink);
	json_writer_start(&lines.json, sink);
	put_head(&lines);
	for (size_t i = 0; facts->marks != NULL && i < facts->marks->waiver_count; i++)
		put_waiver(&lines, &facts->marks->waivers[i]);
	for (size_t i = 0; i < facts->input_count; i++)
		put_input(&lines, &facts->inputs[i]);
	for (size_t i = 0; i < facts->bundle_count; i++)
		jsonl_bundle(&lines, &facts->bundles[i]);
	for (size_t i = 0; i < facts->input_finding_count; i++)
		put_input_finding(&lines, &facts->input_findings[i]);
	if (facts->privacy.strict)
		jsonl_totals(&lines, tally);
	if (!facts->privacy.strict || facts->privacy.listed)
		status = put_records(&lines, spool);
	sink_end_digest(sink, sha256);
	if (status == STATUS_OK)
		put_tail(&lines, tally, sha256);
	return status;
}
