/*
 * A diff as JSON (schema caselint/diff/1): the head, then records with what is
 * listed of them, one to a line.
 */
#include "diff/json_parts.h"

/* What is open. */
enum json_place { BETWEEN_RECORDS, IN_RECORD, IN_FINDINGS, IN_AMOUNTS };

struct json_diff {
	struct json_writer json;
	struct diff *diff;
	enum show show;
	struct buffer record; /* the record in hand: plugin, type, id */
	enum json_place place;
};

static void
put_side(struct json_writer *json, const char *key, const struct diff_side *side)
{
	json_write_key(json, key);
	if (!side->present) {
		json_write_null(json);
		return;
	}
	json_write_object_inline(json);
	json_put_text(json, "path", side->facts->inputs[side->input].path);
	json_write_key(json, "line");
	json_write_line(json, side->line);
	json_put_date(json, "asOf", side->facts->inputs[side->input].as_of);
	json_put_string(json, "ruleset", side->ruleset == NULL ? NULL : side->ruleset->id);
	json_write_object_end(json);
}

static void
close_record(struct json_diff *report)
{
	if (report->place == BETWEEN_RECORDS)
		return;
	if (report->place != IN_RECORD)
		json_write_array_end(&report->json);
	json_write_object_end(&report->json);
	report->place = BETWEEN_RECORDS;
}

static void
append_key(struct buffer *key, const struct diff_record *record)
{
	const struct text parts[] = {record->plugin, record->type, record->id};

	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
		buffer_append(key, parts[i].data, parts[i].length);
		buffer_append_byte(key, '\0');
	}
}

static bool
is_in_hand(const struct json_diff *report, const struct diff_record *record)
{
	struct buffer key = {0};
	bool is_same = false;

	append_key(&key, record);
	is_same = report->place != BETWEEN_RECORDS &&
	          text_equal(text_view(key.data, key.length), text_view(report->record.data, report->record.length));
	buffer_clear(&key);
	return is_same;
}

static void
open_record(struct json_diff *report, const struct diff_record *record)
{
	struct json_writer *json = &report->json;

	close_record(report);
	buffer_reset(&report->record);
	append_key(&report->record, record);
	json_write_object_inline(json);
	json_put_text(json, "id", record->id);
	json_put_text(json, "type", record->type);
	json_put_string(json, "jurisdiction", record->jurisdiction);
	json_put_text(json, "group", record->group);
	put_side(json, "old", &record->old);
	put_side(json, "new", &record->new);
	report->place = IN_RECORD;
}

static void
enter_list(struct json_diff *report, const struct diff_record *record, enum json_place place, const char *key)
{
	if (!is_in_hand(report, record))
		open_record(report, record);
	if (report->place == place)
		return;
	if (report->place != IN_RECORD)
		json_write_array_end(&report->json);
	json_write_key(&report->json, key);
	json_write_array_inline(&report->json);
	report->place = place;
}

static void
put_instance(struct json_writer *json, const char *key, const struct diff_instance *instance)
{
	json_write_key(json, key);
	if (!instance->present) {
		json_write_null(json);
		return;
	}
	json_write_object_inline(json);
	json_put_text(json, "id", instance->id);
	json_put_string(json, "outcome", outcome_name(instance->outcome));
	json_put_string(json, "severity", severity_name(instance->severity));
	json_write_key(json, "line");
	json_write_line(json, instance->line);
	json_put_date(json, "due", instance->due);
	json_put_cents(json, "stake", instance->stake, instance->stake != 0);
	json_put_text(json, "message", instance->message);
	json_write_object_end(json);
}

static void
put_finding(struct json_diff *report, const struct diff_finding *finding)
{
	struct json_writer *json = &report->json;

	json_write_object_inline(json);
	json_put_string(json, "class", diff_class_name(finding->class));
	json_put_string(json, "reason", diff_reason_name(finding->reason));
	json_put_text(json, "rule", finding->rule);
	json_put_text(json, "path", finding->path);
	put_instance(json, "old", &finding->old);
	put_instance(json, "new", &finding->new);
	if (finding->now != 0)
		json_put_string(json, "now", outcome_name(finding->now));
	json_write_object_end(json);
}

static void
put_money(struct json_writer *json, const char *key, const struct diff_money *money)
{
	json_write_key(json, key);
	if (!money->present) {
		json_write_null(json);
		return;
	}
	json_write_object_inline(json);
	json_put_cents(json, "value", money->value, true);
	json_put_string(json, "state", amount_state_name(money->state));
	json_put_date(json, "due", money->due);
	json_write_object_end(json);
}

static void
put_amount(struct json_diff *report, const struct diff_amount *amount)
{
	struct json_writer *json = &report->json;
	int64_t difference = 0;
	bool is_known = diff_amount_difference(amount, &difference) == STATUS_OK;

	json_write_object_inline(json);
	json_put_string(json, "change", diff_change_name(amount->change));
	json_put_string(json, "reason", diff_reason_name(amount->reason));
	json_put_text(json, "kind", amount->kind);
	json_put_text(json, "subject", amount->subject);
	json_write_key(json, "month");
	json_write_month(json, amount->month);
	json_put_date(json, "from", amount->from);
	json_put_date(json, "to", amount->to);
	json_put_text(json, "path", amount->path);
	put_money(json, "old", &amount->old);
	put_money(json, "new", &amount->new);
	json_put_cents(json, "difference", difference, is_known);
	json_write_object_end(json);
}

static enum status
put_item(void *context, const struct diff_record *record, const struct diff_finding *finding,
    const struct diff_amount *amount)
{
	struct json_diff *report = context;

	if (finding != NULL && diff_lists_finding(report->show, finding)) {
		enter_list(report, record, IN_FINDINGS, "findings");
		put_finding(report, finding);
	} else if (amount != NULL && diff_lists_amount(report->show, amount)) {
		enter_list(report, record, IN_AMOUNTS, "amounts");
		put_amount(report, amount);
	}
	return STATUS_OK;
}

enum status
diff_render_json(struct diff *diff, const struct render_options *options, struct sink *sink)
{
	struct json_diff report = {.diff = diff, .show = options->show};
	enum status status = STATUS_OK;

	json_writer_start(&report.json, sink);
	json_write_object(&report.json);
	json_head(&report.json, diff);
	json_write_key(&report.json, "records");
	json_write_array(&report.json);
	status = diff_read(diff, put_item, &report);
	close_record(&report);
	json_write_array_end(&report.json);
	json_write_object_end(&report.json);
	json_writer_finish(&report.json);
	buffer_clear(&report.record);
	return status;
}
