/* What saved results say of the waivers and the baseline that the run was given; see report/saved_parts.h. */
#include "base/limits.h"
#include "report/saved_parts.h"

void
saved_take_marks(struct taking *taking, const json_t *line, struct run_marks *marks)
{
	const json_t *baseline = json_object_get(line, "baseline");

	marks->waiver_files = take_names(taking, line, "waiverFiles", LIMIT_WAIVER_FILES);
	if (baseline == NULL)
		return;
	baseline = take_object(taking, line, "baseline");
	marks->baseline = (struct run_baseline){.path = take_string(taking, baseline, "path"),
	    .findings = take_count(taking, baseline, "findings", INT64_MAX),
	    .in_records = take_count(taking, baseline, "inRecords", INT64_MAX),
	    .gone = take_count(taking, baseline, "gone", INT64_MAX)};
	if (marks->baseline.path == NULL)
		take_fault(taking, "baseline");
}

/* A text that is never NULL, and empty only where the scope has none. */
static const char *
take_part(struct taking *taking, const json_t *line, const char *key, bool is_needed)
{
	const char *text = take_string(taking, line, key);

	if (text == NULL && is_needed)
		take_fault(taking, key);
	return text == NULL ? "" : text;
}

void
saved_take_waiver(struct taking *taking, const json_t *line, struct waiver *waiver)
{
	waiver->file = take_part(taking, line, "file", true);
	waiver->line = (uint32_t)take_count(taking, line, "line", UINT32_MAX);
	waiver->rules = take_names(taking, line, "rules", LIMIT_RULES);
	waiver->scope = waiver_scope_named(take_text(taking, line, "scope"));
	waiver->type = take_part(taking, line, "record", waiver->scope == WAIVER_RECORD);
	waiver->id = take_part(taking, line, "id", waiver->scope != WAIVER_ALL);
	waiver->reason = take_part(taking, line, "reason", true);
	waiver->granted_by = take_part(taking, line, "grantedBy", true);
	waiver->granted = take_day(taking, line, "granted");
	waiver->expires = take_day(taking, line, "expires");
	if (waiver->scope == WAIVER_SCOPES)
		take_fault(taking, "scope");
	if (waiver->rules.count == 0)
		take_fault(taking, "rules");
	if (waiver->granted == CASELINT_ABSENT || waiver->expires == CASELINT_ABSENT)
		take_fault(taking, "expires");
}
