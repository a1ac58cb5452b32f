/*
 * "records" of the JSON report: one record per line, with its outcomes, findings
 * and amounts, streamed from the spool.
 */
#include "report/json_parts.h"

/* One run through the spool. */
struct listing {
	struct json_writer *json;
	const struct run_facts *facts;
	enum show show;
};

static bool
has_finding_of(const struct result_record *record, const char *rule)
{
	for (uint32_t i = 0; i < record->finding_count; i++) {
		if (text_equals(record->findings[i].rule, rule))
			return true;
	}
	return false;
}

/* Whether the rule's outcome is listed. A rule that could not run has no finding of its own, but must be seen. */
static bool
is_listed(const struct listing *listing, const struct result_record *record, uint8_t outcome, const char *rule)
{
	if (outcome == 0)
		return false;
	if (listing->show == SHOW_ALL || outcome == CASELINT_ERROR)
		return true;
	return outcome < CASELINT_PASS && has_finding_of(record, rule);
}

/* Every rule that answered, or only those with findings. */
static void
put_outcomes(const struct listing *listing, const struct run_bundle *bundle, const struct result_record *record)
{
	json_write_key(listing->json, "outcomes");
	json_write_object(listing->json);
	for (uint32_t i = 0; i < record->outcome_count && i < bundle->plugin->rules.count; i++) {
		const char *rule = bundle_rule_id(bundle, i);

		if (is_listed(listing, record, record->outcomes[i], rule)) {
			json_write_key(listing->json, rule);
			json_write_string(listing->json, outcome_name(record->outcomes[i]));
		}
	}
	json_write_object_end(listing->json);
}

static void
put_finding(struct json_writer *json, const struct result_finding *finding)
{
	json_write_object(json);
	json_write_key(json, "id");
	json_write_text_or_null(json, finding->id);
	json_write_key(json, "rule");
	json_write_text(json, finding->rule);
	json_write_key(json, "severity");
	json_write_string(json, severity_name(finding->severity));
	json_write_key(json, "outcome");
	json_write_string(json, outcome_name(finding->outcome));
	json_write_key(json, "line");
	json_write_line(json, finding->line);
	json_write_key(json, "path");
	json_write_text_or_null(json, finding->path);
	json_write_key(json, "field");
	json_write_text_or_null(json, finding->field);
	json_write_key(json, "observed");
	json_write_value(json, &finding->observed);
	json_write_key(json, "expected");
	json_write_value(json, &finding->expected);
	json_write_key(json, "due");
	json_write_date(json, finding->due);
	json_write_key(json, "message");
	json_write_text(json, finding->message);
	json_write_key(json, "remedy");
	json_write_text_or_null(json, finding->remedy);
	json_write_key(json, "cite");
	json_write_text_or_null(json, finding->cite);
	json_write_object_end(json);
}

static void
put_findings(struct json_writer *json, const struct result_record *record)
{
	json_write_key(json, "findings");
	json_write_array(json);
	for (uint32_t i = 0; i < record->finding_count; i++)
		put_finding(json, &record->findings[i]);
	json_write_array_end(json);
}

static void
put_step_input(struct json_writer *json, const struct result_input *input)
{
	json_write_object(json);
	json_write_key(json, "name");
	json_write_text(json, input->name);
	json_write_key(json, "value");
	json_write_value(json, &input->value);
	json_write_key(json, "line");
	json_write_line(json, input->line);
	json_write_key(json, "path");
	json_write_text_or_null(json, input->path);
	if (input->is_parameter) {
		json_write_key(json, "parameter");
		json_write_bool(json, true);
	}
	if (input->cite.length > 0) {
		json_write_key(json, "cite");
		json_write_text(json, input->cite);
	}
	json_write_object_end(json);
}

static void
put_step(struct json_writer *json, const struct result_step *step)
{
	json_write_object(json);
	json_write_key(json, "id");
	json_write_text(json, step->id);
	json_write_key(json, "label");
	json_write_text(json, step->label);
	json_write_key(json, "formula");
	json_write_text_or_null(json, step->formula);
	json_write_key(json, "value");
	json_write_value(json, &step->value);
	json_write_key(json, "cite");
	json_write_text_or_null(json, step->cite);
	json_write_key(json, "inputs");
	json_write_array(json);
	for (uint32_t i = 0; i < step->input_count; i++)
		put_step_input(json, &step->inputs[i]);
	json_write_array_end(json);
	json_write_object_end(json);
}

/* A month, or else the first and last day. */
static void
put_period(struct json_writer *json, const struct result_amount *amount)
{
	if (amount->month != CASELINT_ABSENT || (amount->from == CASELINT_ABSENT && amount->to == CASELINT_ABSENT)) {
		json_write_key(json, "month");
		json_write_month(json, amount->month);
		return;
	}
	json_write_key(json, "from");
	json_write_date(json, amount->from);
	json_write_key(json, "to");
	json_write_date(json, amount->to);
}

static void
put_amount(struct json_writer *json, const struct result_amount *amount)
{
	json_write_object(json);
	json_write_key(json, "kind");
	json_write_text(json, amount->kind);
	if (amount->subject.length > 0) {
		json_write_key(json, "subject");
		json_write_text(json, amount->subject);
	}
	put_period(json, amount);
	json_write_key(json, "value");
	json_write_money(json, amount->value);
	json_write_key(json, "due");
	json_write_date(json, amount->due);
	json_write_key(json, "state");
	json_write_string(json, amount_state_name(amount->state));
	json_write_key(json, "title");
	json_write_text(json, amount->title);
	json_write_key(json, "cite");
	json_write_text_or_null(json, amount->cite);
	json_write_key(json, "recorded");
	json_write_value(json, &amount->recorded);
	json_write_key(json, "path");
	json_write_text_or_null(json, amount->path);
	json_write_key(json, "working");
	json_write_array(json);
	for (uint32_t i = 0; i < amount->step_count; i++)
		put_step(json, &amount->steps[i]);
	json_write_array_end(json);
	json_write_object_end(json);
}

static void
put_amounts(struct json_writer *json, const struct result_record *record)
{
	json_write_key(json, "amounts");
	json_write_array(json);
	for (uint32_t i = 0; i < record->amount_count; i++)
		put_amount(json, &record->amounts[i]);
	json_write_array_end(json);
}

static enum status
put_record(void *context, const struct result_record *record)
{
	const struct listing *listing = context;
	struct json_writer *json = listing->json;
	const struct run_bundle *bundle = NULL;

	if (record->bundle >= listing->facts->bundle_count)
		return STATUS_INTERNAL;
	if (listing->show != SHOW_ALL && record->finding_count == 0)
		return STATUS_OK;
	bundle = &listing->facts->bundles[record->bundle];
	json_write_object_inline(json);
	json_write_key(json, "id");
	json_write_text_or_null(json, record->id);
	json_write_key(json, "type");
	json_write_string(json, bundle_record_type(bundle, record->type));
	json_write_key(json, "jurisdiction");
	json_write_string(json, bundle->plugin->jurisdiction);
	json_write_key(json, "group");
	json_write_text_or_null(json, record->group);
	json_write_key(json, "input");
	json_write_count(json, record->input);
	json_write_key(json, "line");
	json_write_line(json, record->line);
	json_write_key(json, "outcome");
	json_write_string(json, outcome_name(record->outcome));
	put_outcomes(listing, bundle, record);
	put_findings(json, record);
	put_amounts(json, record);
	json_write_object_end(json);
	return sink_failed(json->sink) ? STATUS_IO : STATUS_OK;
}

enum status
json_records(struct json_writer *json, const struct run_facts *facts, struct spool *spool, enum show show)
{
	struct listing listing = {.json = json, .facts = facts, .show = show};
	enum spool_parts parts = show == SHOW_ALL ? SPOOL_EVERYTHING : SPOOL_LISTED;
	enum status status = STATUS_OK;

	json_write_array(json);
	if (show != SHOW_TOTALS)
		status = spool_read_parts(spool, parts, put_record, &listing);
	json_write_array_end(json);
	return status;
}
