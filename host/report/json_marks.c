/* What is waived or known, in the JSON report: the waiver at a finding, and "marks" of the run; see report/json_parts.h. */
#include "report/json_parts.h"
#include "report/mark_words.h"

/* What the author of the waiver wrote. */
static void
put_grant(struct json_writer *json, const struct waiver *waiver)
{
	json_write_key(json, "reason");
	json_write_string(json, waiver->reason);
	json_write_key(json, "grantedBy");
	json_write_string(json, waiver->granted_by);
	json_write_key(json, "granted");
	json_write_date(json, waiver->granted);
	json_write_key(json, "expires");
	json_write_date(json, waiver->expires);
	json_write_key(json, "file");
	json_write_string(json, waiver->file);
	json_write_key(json, "line");
	json_write_line(json, waiver->line);
}

void
json_finding_marks(struct json_writer *json, const struct run_facts *facts, const struct result_finding *finding)
{
	const struct waiver *waiver = finding_waiver(facts, finding);
	const char *name = mark_name(finding);

	if (name == NULL)
		return;
	json_write_key(json, "status");
	json_write_string(json, name);
	if (waiver == NULL)
		return;
	json_write_key(json, "waiver");
	json_write_object(json);
	put_grant(json, waiver);
	json_write_object_end(json);
}

static void
put_baseline(struct json_writer *json, const struct run_baseline *baseline)
{
	json_write_key(json, "baseline");
	if (baseline->path == NULL) {
		json_write_null(json);
		return;
	}
	json_write_object_inline(json);
	json_write_key(json, "path");
	json_write_string(json, baseline->path);
	json_write_key(json, "findings");
	json_write_count(json, baseline->findings);
	json_write_key(json, "inRecords");
	json_write_count(json, baseline->in_records);
	json_write_key(json, "gone");
	json_write_count(json, baseline->gone);
	json_write_object_end(json);
}

static void
put_waiver(struct json_writer *json, const struct waiver *waiver, const struct tally_waiver *use)
{
	json_write_object_inline(json);
	json_write_key(json, "rules");
	json_write_array(json);
	for (size_t i = 0; i < waiver->rules.count; i++)
		json_write_string(json, waiver->rules.items[i]);
	json_write_array_end(json);
	json_write_key(json, "scope");
	json_write_string(json, waiver_scope_name(waiver->scope));
	json_write_key(json, "type");
	json_write_text_or_null(json, text_of(waiver->type));
	json_write_key(json, "id");
	json_write_text_or_null(json, text_of(waiver->id));
	put_grant(json, waiver);
	json_write_key(json, "waived");
	json_write_count(json, use->used);
	json_write_key(json, "expired");
	json_write_count(json, use->lapsed);
	json_write_object_end(json);
}

void
json_marks(struct json_writer *json, const struct run_facts *facts, const struct tally *tally)
{
	const struct run_marks *marks = facts->marks;

	if (marks == NULL)
		return;
	json_write_key(json, "marks");
	json_write_object(json);
	put_baseline(json, &marks->baseline);
	json_write_key(json, "waiverFiles");
	json_write_array_inline(json);
	for (size_t i = 0; i < marks->waiver_files.count; i++)
		json_write_string(json, marks->waiver_files.items[i]);
	json_write_array_end(json);
	json_write_key(json, "waivers");
	json_write_array(json);
	for (size_t i = 0; i < marks->waiver_count && i < tally->waiver_count; i++)
		put_waiver(json, &marks->waivers[i], &tally->waivers[i]);
	json_write_array_end(json);
	json_write_object_end(json);
}

/* ---- Counts ---- */

static void
put_severities(struct json_writer *json, const char *key, const uint64_t by_severity[SEVERITY_ERROR + 1])
{
	json_write_key(json, key);
	json_write_object_inline(json);
	for (int i = SEVERITY_ERROR; i >= SEVERITY_INFO; i--) {
		json_write_key(json, severity_name((enum severity)i));
		json_write_count(json, by_severity[i]);
	}
	json_write_object_end(json);
}

void
json_finding_counts(struct json_writer *json, const struct run_facts *facts, const struct run_counts *counts)
{
	json_write_key(json, "findings");
	json_write_object(json);
	put_severities(json, "open", counts->open);
	if (facts->marks != NULL) {
		put_severities(json, "waived", counts->waived);
		put_severities(json, "known", counts->known);
		json_write_key(json, "excusedRecords");
		json_write_count(json, counts->excused);
	}
	json_write_object_end(json);
}
