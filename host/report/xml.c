/*
 * The XML report from its first to its last tag, by xsd/report.xsd: the content of
 * the JSON report for tools that read XML. Records, worksheets and the summary
 * have files of their own.
 */
#include "report/profile_words.h"
#include "report/xml_parts.h"

#include "base/buffer.h"
#include "report/results.h"
#include "report/shown.h"
#include "report/verdict.h"

#define REPORT_NAMESPACE "urn:caselint:report:1"

/* ---- Values ---- */

const char *
xml_kind_name(uint32_t kind)
{
	const char *name = results_kind_name(kind);

	return name == NULL ? "text" : name;
}

void
xml_value_content(struct xml_writer *xml, const struct shown_value *value)
{
	struct buffer words = {0};

	xml_attribute_string(xml, "kind", xml_kind_name(value->kind));
	if (value->withheld)
		xml_attribute_flag(xml, "withheld", true);
	else if (shown_is_bad(value))
		xml_attribute_flag(xml, "unreadable", true);
	shown_append(value, &words);
	xml_text(xml, text_view(buffer_text(&words), words.length));
	buffer_clear(&words);
}

void
xml_value(struct xml_writer *xml, const char *element, const struct shown_value *value)
{
	if (!shown_is_there(value) && !value->withheld && !shown_is_bad(value))
		return;
	xml_open(xml, element);
	xml_value_content(xml, value);
	xml_close(xml);
}

/* ---- The run ---- */

static void
put_words(struct xml_writer *xml, const char *element, const char *const *items, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		xml_open(xml, element);
		xml_string(xml, items[i]);
		xml_close(xml);
	}
}

static void
put_marks(struct xml_writer *xml, const struct run_marks *marks)
{
	if (marks == NULL)
		return;
	if (marks->baseline.path != NULL) {
		xml_open(xml, "Baseline");
		xml_attribute_string(xml, "path", marks->baseline.path);
		xml_attribute_count(xml, "findings", marks->baseline.findings);
		xml_attribute_count(xml, "inRecords", marks->baseline.in_records);
		xml_attribute_count(xml, "gone", marks->baseline.gone);
		xml_close(xml);
	}
	put_words(xml, "Waivers", marks->waiver_files.items, marks->waiver_files.count);
}

static void
put_change(struct xml_writer *xml, const struct profile_change *change)
{
	xml_open(xml, "Change");
	xml_attribute_string(xml, "kind", profile_kind_name(change->kind));
	xml_attribute_if(xml, "ruleset", text_of(change->ruleset));
	xml_attribute_string(xml, change->kind == PROFILE_PARAMETER ? "name" : "rule", change->subject);
	if (change->kind == PROFILE_SEVERITY || change->kind == PROFILE_PARAMETER) {
		xml_attribute_string(xml, "old", change->old_value);
		xml_attribute_string(xml, "new", change->new_value);
	}
	xml_attribute_string(xml, "reason", change->reason);
	xml_close(xml);
}

static void
put_profile(struct xml_writer *xml, const struct profile *profile)
{
	if (profile == NULL)
		return;
	xml_open(xml, "Profile");
	xml_attribute_string(xml, "id", profile->id);
	xml_attribute_string(xml, "title", profile->title);
	xml_attribute_string(xml, "sha256", profile->sha256);
	for (size_t i = 0; i < profile->change_count; i++)
		put_change(xml, &profile->changes[i]);
	xml_close(xml);
}

static void
put_tool(struct xml_writer *xml, const struct run_facts *facts)
{
	const struct run_options *options = facts->options;

	xml_open(xml, "Tool");
	xml_attribute_string(xml, "name", "caselint");
	xml_attribute_string(xml, "version", facts->tool_version);
	if (options != NULL) {
		xml_attribute_date(xml, "asOf", options->as_of);
		xml_attribute_string(xml, "failOn", options->fail_never ? "never" : severity_name(options->fail_on));
		xml_attribute_flag(xml, "schema", options->schema);
	}
	if (facts->privacy.strict) {
		xml_attribute_string(xml, "privacy", "strict");
		xml_attribute_string(xml, "key", facts->privacy.lasting_key ? "file" : "run");
		xml_attribute_count(xml, "suppressBelow", facts->privacy.suppress_below);
	}
	if (options != NULL) {
		put_words(xml, "Select", options->select, options->select_count);
		put_words(xml, "Ignore", options->ignore, options->ignore_count);
		put_profile(xml, options->profile);
	}
	put_marks(xml, facts->marks);
	xml_close(xml);
}

static void
put_verdict(struct xml_writer *xml, const struct run_facts *facts, const struct tally *tally)
{
	struct buffer words = {0};

	verdict_line(facts, tally, &words);
	xml_open(xml, "Verdict");
	xml_string(xml, buffer_text(&words));
	xml_close(xml);
	buffer_clear(&words);
}

static void
put_inputs(struct xml_writer *xml, const struct run_facts *facts)
{
	xml_open(xml, "Inputs");
	for (size_t i = 0; i < facts->input_count; i++) {
		const struct run_input *input = &facts->inputs[i];

		xml_open(xml, "Input");
		xml_attribute(xml, "path", input->path);
		xml_attribute_count(xml, "bytes", input->bytes);
		xml_attribute_if(xml, "sha256", text_of(input->sha256));
		xml_attribute_count(xml, "records", input->records);
		xml_attribute_date(xml, "asOf", input->as_of);
		xml_attribute_date(xml, "exportedOn", input->exported_on);
		xml_close(xml);
	}
	xml_close(xml);
}

static void
put_ruleset(struct xml_writer *xml, const struct ruleset *ruleset)
{
	xml_open(xml, "Ruleset");
	xml_attribute_string(xml, "id", ruleset->id);
	xml_attribute_if(xml, "sha256", text_of(ruleset->sha256));
	xml_attribute_if(xml, "title", text_of(ruleset->title));
	xml_attribute_if(xml, "number", text_of(ruleset->source.number));
	xml_attribute_date(xml, "date", ruleset->source.date);
	xml_close(xml);
}

static void
put_plugins(struct xml_writer *xml, const struct run_facts *facts)
{
	xml_open(xml, "Plugins");
	for (size_t i = 0; i < facts->bundle_count; i++) {
		const struct run_bundle *bundle = &facts->bundles[i];

		xml_open(xml, "Plugin");
		xml_attribute_string(xml, "id", bundle->plugin->id);
		xml_attribute_string(xml, "jurisdiction", bundle->plugin->jurisdiction);
		xml_attribute_string(xml, "version", bundle->plugin->version);
		for (size_t k = 0; k < bundle->ruleset_count; k++)
			put_ruleset(xml, bundle->rulesets[k]);
		xml_close(xml);
	}
	xml_close(xml);
}

static void
put_assumptions(struct xml_writer *xml, const struct tally *tally)
{
	xml_open(xml, "Assumptions");
	for (size_t i = 0; i < tally->assumption_count; i++) {
		const struct ruleset_assumption *assumption = tally->assumptions[i];

		xml_open(xml, "Assumption");
		xml_attribute_string(xml, "id", assumption->id);
		xml_attribute_if(xml, "cite", text_of(assumption->cite));
		xml_element_if(xml, "Reading", text_of(assumption->reading));
		xml_element_if(xml, "Because", text_of(assumption->because));
		xml_close(xml);
	}
	xml_close(xml);
}

static void
put_input_findings(struct xml_writer *xml, const struct run_facts *facts)
{
	xml_open(xml, "InputFindings");
	for (size_t i = 0; i < facts->input_finding_count; i++) {
		const struct input_finding *finding = &facts->input_findings[i];

		xml_open(xml, "InputFinding");
		xml_attribute_string(xml, "rule", finding->rule);
		xml_attribute_string(xml, "severity", severity_name(finding->severity));
		if (finding->input < facts->input_count)
			xml_attribute_count(xml, "input", finding->input);
		xml_attribute_line(xml, "line", finding->line);
		xml_attribute_line(xml, "column", finding->column);
		xml_attribute_if(xml, "path", finding->path);
		xml_element_if(xml, "Message", finding->message);
		xml_element_if(xml, "Remedy", finding->remedy);
		xml_close(xml);
	}
	xml_close(xml);
}

enum status
render_xml(const struct run_facts *facts, const struct tally *tally, struct spool *spool,
    const struct render_options *options, struct sink *sink)
{
	struct xml_writer xml;
	enum status status = STATUS_OK;

	xml_writer_start(&xml, sink);
	xml_open(&xml, "Report");
	xml_attribute_string(&xml, "xmlns", REPORT_NAMESPACE);
	xml_attribute_flag(&xml, "complete", facts->complete);
	xml_attribute_count(&xml, "exitCode", (uint64_t)facts->exit_code);
	put_tool(&xml, facts);
	put_verdict(&xml, facts, tally);
	put_inputs(&xml, facts);
	put_plugins(&xml, facts);
	put_assumptions(&xml, tally);
	put_input_findings(&xml, facts);
	status = xml_records(&xml, facts, spool, options->show);
	if (status == STATUS_OK)
		status = xml_worksheets(&xml, facts, spool);
	if (status != STATUS_OK)
		return status;
	xml_summary(&xml, facts, tally);
	xml_close(&xml);
	xml_writer_finish(&xml);
	return STATUS_OK;
}
