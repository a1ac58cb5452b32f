/*
 * "worksheets" and "summary" of the JSON report: tables and totals over all
 * records. A sum that left its range is null, with "overflow" beside it.
 */
#include "base/memory.h"
#include "report/json_parts.h"

static const char *const kind_names[] = {
    [CASELINT_TEXT] = "text",
    [CASELINT_CODE] = "code",
    [CASELINT_ID] = "id",
    [CASELINT_MONEY] = "money",
    [CASELINT_DATE] = "date",
    [CASELINT_MONTH] = "month",
    [CASELINT_TIME] = "time",
    [CASELINT_BOOLEAN] = "boolean",
    [CASELINT_COUNT] = "count",
    [CASELINT_PRESENCE] = "presence",
};

static const char *
kind_name(uint32_t kind)
{
	if (kind == 0 || kind >= sizeof kind_names / sizeof kind_names[0])
		return "text";
	return kind_names[kind];
}

/* ---- Worksheets ---- */

static void
put_columns(struct json_writer *json, const struct ruleset_worksheet *sheet)
{
	json_write_key(json, "columns");
	json_write_array(json);
	for (size_t i = 0; i < sheet->column_count; i++) {
		json_write_object_inline(json);
		json_write_key(json, "id");
		json_write_string(json, sheet->columns[i].id);
		json_write_key(json, "title");
		json_write_string(json, sheet->columns[i].title);
		json_write_key(json, "kind");
		json_write_string(json, kind_name(sheet->columns[i].kind));
		json_write_key(json, "restricted");
		json_write_bool(json, sheet->columns[i].restricted);
		json_write_object_end(json);
	}
	json_write_array_end(json);
}

/* What writes rows in a thread. */
struct row_writer {
	struct json_writer json;
	struct sink *sink;
};

static void *
open_row_writer(void)
{
	struct row_writer *writer = memory_zeroed(1, sizeof *writer);

	writer->sink = sink_keep();
	json_writer_start(&writer->json, writer->sink);
	return writer;
}

static void
close_row_writer(void *context)
{
	struct row_writer *writer = context;

	sink_abandon(writer->sink);
	memory_free(writer);
}

static void
write_row(void *context, const struct ruleset_worksheet *sheet, const struct shown_value *cells, struct buffer *bytes)
{
	struct row_writer *writer = context;
	struct json_writer *json = &writer->json;

	json_write_array_inline(json);
	for (size_t i = 0; i < sheet->column_count; i++)
		json_write_value(json, &cells[i]);
	json_write_array_end(json);
	json_writer_flush(json);
	sink_take(writer->sink, bytes);
}

static enum status
put_row(void *context, struct text row)
{
	struct json_writer *json = context;

	json_write_item(json, row);
	return sink_failed(json->sink) ? STATUS_IO : STATUS_OK;
}

static void
put_totals(struct json_writer *json, const struct ruleset_worksheet *sheet, const struct worksheet_group *group)
{
	bool overflow = false;

	json_write_key(json, "totals");
	json_write_object_inline(json);
	for (size_t i = 0; i < sheet->column_count; i++) {
		struct shown_value total = {.kind = sheet->columns[i].kind, .number = group->totals[i].sum};

		if (!sheet->columns[i].total)
			continue;
		json_write_key(json, sheet->columns[i].id);
		if (group->totals[i].overflow)
			json_write_null(json);
		else
			json_write_value(json, &total);
		overflow = overflow || group->totals[i].overflow;
	}
	json_write_object_end(json);
	if (overflow) {
		json_write_key(json, "overflow");
		json_write_bool(json, true);
	}
}

static enum status
put_groups(struct json_writer *json, const struct worksheets *worksheets, const struct worksheet *worksheet)
{
	enum status status = STATUS_OK;

	json_write_key(json, "groups");
	json_write_array(json);
	for (size_t i = 0; i < worksheet->group_count && status == STATUS_OK; i++) {
		const struct worksheet_group *group = &worksheet->groups[i];

		json_write_object(json);
		json_write_key(json, "group");
		json_write_text_or_null(json, group->name);
		json_write_key(json, "rows");
		json_write_array(json);
		status = worksheets_read_written(worksheets, worksheet, group, put_row, json);
		json_write_array_end(json);
		put_totals(json, worksheet->sheet, group);
		json_write_object_end(json);
	}
	json_write_array_end(json);
	return status;
}

static enum status
put_worksheet(struct json_writer *json, const struct run_facts *facts, const struct worksheets *worksheets,
    const struct worksheet *worksheet)
{
	const struct ruleset_worksheet *sheet = worksheet->sheet;
	enum status status = STATUS_OK;

	json_write_object(json);
	json_write_key(json, "id");
	json_write_string(json, sheet->id);
	json_write_key(json, "title");
	json_write_string(json, sheet->title);
	json_write_key(json, "jurisdiction");
	json_write_string(json, facts->bundles[worksheet->bundle].plugin->jurisdiction);
	json_write_key(json, "ruleset");
	json_write_string(json, worksheet->ruleset->id);
	json_write_key(json, "restricted");
	json_write_bool(json, sheet->restricted);
	put_columns(json, sheet);
	status = put_groups(json, worksheets, worksheet);
	json_write_key(json, "lines");
	json_write_array(json);
	for (size_t i = 0; i < sheet->line_count; i++)
		json_write_string(json, sheet->lines[i]);
	json_write_array_end(json);
	json_write_object_end(json);
	return status;
}

static const struct worksheet_writing writing = {open_row_writer, write_row, close_row_writer};

struct worksheets_gathering *
json_begin_worksheets(const struct run_facts *facts)
{
	return worksheets_begin(facts, &writing, facts->threads);
}

enum status
json_worksheets(
    struct json_writer *json, const struct run_facts *facts, struct spool *spool, struct worksheets_gathering *sheets)
{
	struct worksheets *worksheets = NULL;
	enum status status = sheets != NULL ? worksheets_end(sheets, spool, &worksheets)
	                                    : worksheets_gather_written(facts, spool, &writing, &worksheets);

	json_write_array(json);
	if (status != STATUS_OK)
		goto out;
	for (size_t i = 0; i < worksheets->count && status == STATUS_OK; i++)
		status = put_worksheet(json, facts, worksheets, &worksheets->items[i]);
out:
	json_write_array_end(json);
	worksheets_free(worksheets);
	return status;
}

/* ---- Summary ---- */

/* Counts by outcome; `all` lists those that did not occur too. */
static void
put_counts(struct json_writer *json, const uint64_t counts[OUTCOMES], bool all)
{
	for (int32_t i = CASELINT_ERROR; i < OUTCOMES; i++) {
		if (!all && counts[i] == 0)
			continue;
		json_write_key(json, outcome_name(i));
		json_write_count(json, counts[i]);
	}
}

static void
put_rules(struct json_writer *json, const struct tally *tally)
{
	json_write_key(json, "rules");
	json_write_object(json);
	for (size_t i = 0; i < tally->rule_count; i++) {
		json_write_key(json, tally->rules[i].id);
		json_write_object_inline(json);
		put_counts(json, tally->rules[i].outcomes, false);
		json_write_object_end(json);
	}
	json_write_object_end(json);
}

static void
put_states(struct json_writer *json, const struct tally_amount *amount)
{
	json_write_key(json, "byState");
	if (amount->overflow) {
		json_write_null(json);
		json_write_key(json, "overflow");
		json_write_bool(json, true);
		return;
	}
	json_write_object(json);
	for (int32_t i = CASELINT_RECORDED; i < AMOUNT_STATES; i++) {
		bool withheld = (amount->states_withheld & (1U << (uint32_t)i)) != 0;

		if (amount->by_state[i] == 0 && !withheld)
			continue;
		json_write_key(json, amount_state_name(i));
		if (withheld)
			json_write_null(json);
		else
			json_write_money(json, amount->by_state[i]);
	}
	json_write_object_end(json);
}

static void
put_amount(struct json_writer *json, const char *jurisdiction, const struct tally_amount *amount)
{
	json_write_object_inline(json);
	if (jurisdiction != NULL) {
		json_write_key(json, "jurisdiction");
		json_write_string(json, jurisdiction);
	}
	json_write_key(json, "kind");
	json_write_text(json, amount->kind);
	json_write_key(json, "title");
	json_write_text(json, amount->title);
	json_write_key(json, "count");
	json_write_count(json, amount->count);
	json_write_key(json, "value");
	if (amount->withheld || amount->overflow)
		json_write_null(json);
	else
		json_write_money(json, amount->value);
	if (amount->withheld) {
		json_write_key(json, "withheld");
		json_write_bool(json, true);
	} else {
		put_states(json, amount);
	}
	json_write_object_end(json);
}

/* The amounts of a group; they stand in the order of the groups, so each search goes on where the last one ended. */
static void
put_group_amounts(struct json_writer *json, const struct tally *tally, const struct tally_group *group, size_t *at)
{
	json_write_key(json, "amounts");
	json_write_array(json);
	for (; *at < tally->amount_count; *at += 1) {
		const struct tally_amount *amount = &tally->amounts[*at];

		if (amount->bundle != group->bundle || !text_equal(amount->group, group->group))
			break;
		put_amount(json, NULL, amount);
	}
	json_write_array_end(json);
}

static void
put_summary_groups(struct json_writer *json, const struct run_facts *facts, const struct tally *tally)
{
	size_t at = 0;

	json_write_key(json, "groups");
	json_write_array(json);
	for (size_t i = 0; i < tally->group_count; i++) {
		const struct tally_group *group = &tally->groups[i];

		json_write_object_inline(json);
		json_write_key(json, "jurisdiction");
		json_write_string(json, facts->bundles[group->bundle].plugin->jurisdiction);
		json_write_key(json, "group");
		json_write_text_or_null(json, group->group);
		json_write_key(json, "records");
		json_write_count(json, group->records);
		json_write_key(json, "outcomes");
		json_write_object(json);
		put_counts(json, group->outcomes, false);
		json_write_object_end(json);
		put_group_amounts(json, tally, group, &at);
		json_write_object_end(json);
	}
	json_write_array_end(json);
}

void
json_summary(struct json_writer *json, const struct run_facts *facts, const struct tally *tally)
{
	json_write_object(json);
	json_write_key(json, "records");
	json_write_count(json, tally->counts.records);
	json_write_key(json, "outcomes");
	json_write_object_inline(json);
	put_counts(json, tally->counts.records_by_outcome, true);
	json_write_object_end(json);
	json_finding_counts(json, facts, &tally->counts);
	put_rules(json, tally);
	put_summary_groups(json, facts, tally);
	if (tally->groups_withheld) {
		json_write_key(json, "groupsWithheld");
		json_write_bool(json, true);
	}
	json_write_key(json, "amounts");
	json_write_array(json);
	for (size_t i = 0; i < tally->total_count; i++)
		put_amount(json, facts->bundles[tally->totals[i].bundle].plugin->jurisdiction, &tally->totals[i]);
	json_write_array_end(json);
	json_write_object_end(json);
}
