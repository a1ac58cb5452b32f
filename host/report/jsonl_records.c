/*
 * Saved results: the lines of a record. A record whose texts would make a line
 * too long goes on in lines of the type "more".
 */
#include "report/jsonl_parts.h"

#include "base/buffer.h"
#include "report/rule_answers.h"

/* The lists of a record, in the order they are written. */
enum list {
	LIST_FINDINGS,
	LIST_AMOUNTS,
	LIST_ROWS,
	LISTS,
};

static const char *const list_keys[LISTS] = {"findings", "amounts", "rows"};

/* One record on its way. */
struct writing {
	struct jsonl *lines;
	const struct result_record *record;
	const struct ruleset *ruleset;
	uint32_t next[LISTS]; /* what has not been written yet */
	size_t bytes;         /* of texts in this line, roughly */
};

/* ---- Findings ---- */

static const struct ruleset_rule *
rule_of(const struct writing *writing, struct text id)
{
	const struct run_bundle *bundle = &writing->lines->facts->bundles[writing->record->bundle];

	for (uint32_t i = 0; i < bundle->plugin->rules.count; i++) {
		if (text_equals(id, bundle_rule_id(bundle, i)))
			return rule_texts(writing->ruleset, i, id);
	}
	return NULL;
}

static void
put_finding(struct writing *writing, uint32_t number)
{
	const struct result_finding *finding = &writing->record->findings[number];
	const struct ruleset_rule *rule = rule_of(writing, finding->rule);
	struct json_writer *json = &writing->lines->json;

	json_write_object_inline(json);
	jsonl_text(json, "id", finding->id);
	jsonl_text(json, "fingerprint", finding->fingerprint);
	jsonl_text(json, "rule", finding->rule);
	jsonl_text(json, "variant", finding->variant);
	jsonl_string(json, "severity", severity_name(finding->severity));
	jsonl_string(json, "outcome", outcome_name(finding->outcome));
	jsonl_count(json, "line", finding->line);
	jsonl_text(json, "path", finding->path);
	jsonl_own_text(json, "field", finding->field, results_default_field(finding->path));
	jsonl_value(json, "observed", &finding->observed);
	jsonl_value(json, "expected", &finding->expected);
	jsonl_day(json, "due", finding->due);
	jsonl_text(json, "message", finding->message);
	jsonl_own_text(json, "remedy", finding->remedy, text_of(rule == NULL ? NULL : rule->remedy));
	jsonl_own_text(json, "cite", finding->cite, text_of(rule == NULL ? NULL : rule->cite));
	jsonl_flag(json, "known", finding->is_known);
	jsonl_count(json, "waiver", finding->waiver);
	jsonl_flag(json, "lapsed", finding->is_lapsed);
	json_write_object_end(json);
	writing->lines->counts.findings++;
	writing->bytes += finding->message.length + finding->remedy.length + finding->path.length +
	                  finding->observed.text.length + finding->expected.text.length + 256;
}

/* ---- Amounts ---- */

static void
put_step_input(struct writing *writing, const struct result_input *input)
{
	const struct ruleset_parameter *parameter =
	    input->is_parameter ? results_parameter(writing->ruleset, input->name) : NULL;
	struct json_writer *json = &writing->lines->json;

	json_write_object_inline(json);
	jsonl_text(json, "name", input->name);
	jsonl_value(json, "value", &input->value);
	jsonl_count(json, "line", input->line);
	jsonl_text(json, "path", input->path);
	jsonl_flag(json, "parameter", input->is_parameter);
	jsonl_own_text(json, "cite", input->cite, text_of(parameter == NULL ? NULL : parameter->cite));
	json_write_object_end(json);
	writing->bytes += input->name.length + input->path.length + input->value.text.length + 64;
}

static void
put_step(struct writing *writing, const struct result_step *step)
{
	const struct ruleset_step *declared = results_step(writing->ruleset, step->id);
	struct json_writer *json = &writing->lines->json;

	json_write_object_inline(json);
	jsonl_text(json, "id", step->id);
	jsonl_own_text(json, "label", step->label, text_of(declared == NULL ? NULL : declared->label));
	jsonl_own_text(json, "formula", step->formula, text_of(declared == NULL ? NULL : declared->formula));
	jsonl_own_text(json, "cite", step->cite, text_of(declared == NULL ? NULL : declared->cite));
	jsonl_value(json, "value", &step->value);
	if (step->input_count > 0) {
		json_write_key(json, "inputs");
		json_write_array_inline(json);
		for (uint32_t i = 0; i < step->input_count; i++)
			put_step_input(writing, &step->inputs[i]);
		json_write_array_end(json);
	}
	json_write_object_end(json);
	writing->bytes += step->label.length + step->formula.length + 64;
}

static void
put_steps(struct writing *writing, const struct result_amount *amount)
{
	struct json_writer *json = &writing->lines->json;

	if (amount->step_count == 0)
		return;
	json_write_key(json, "steps");
	json_write_array_inline(json);
	for (uint32_t i = 0; i < amount->step_count; i++)
		put_step(writing, &amount->steps[i]);
	json_write_array_end(json);
}

static void
put_amount(struct writing *writing, uint32_t number)
{
	const struct result_amount *amount = &writing->record->amounts[number];
	const struct ruleset_amount *declared = results_amount(writing->ruleset, amount->kind);
	struct json_writer *json = &writing->lines->json;

	json_write_object_inline(json);
	jsonl_text(json, "kind", amount->kind);
	jsonl_text(json, "subject", amount->subject);
	jsonl_own_text(json, "title", amount->title, text_of(declared == NULL ? NULL : declared->title));
	jsonl_own_text(json, "cite", amount->cite, text_of(declared == NULL ? NULL : declared->cite));
	json_write_key(json, "value");
	json_write_money(json, amount->value);
	jsonl_string(json, "state", amount_state_name(amount->state));
	jsonl_flag(json, "claimable", amount->claimable);
	jsonl_month(json, "month", amount->month);
	jsonl_day(json, "from", amount->from);
	jsonl_day(json, "to", amount->to);
	jsonl_day(json, "due", amount->due);
	jsonl_count(json, "line", amount->line);
	jsonl_text(json, "path", amount->path);
	jsonl_value(json, "recorded", &amount->recorded);
	put_steps(writing, amount);
	json_write_object_end(json);
	writing->lines->counts.amounts++;
	writing->bytes += amount->path.length + amount->recorded.text.length + 256;
}

/* ---- Rows ---- */

static void
put_cell(
    struct writing *writing, const struct ruleset_worksheet *sheet, uint32_t column, const struct shown_value *cell)
{
	struct shown_value withheld = {.withheld = true};

	if (sheet == NULL || column >= sheet->column_count || !sheet->columns[column].restricted) {
		jsonl_typed(&writing->lines->json, cell);
	} else {
		withheld.kind = sheet->columns[column].kind;
		jsonl_typed(&writing->lines->json, &withheld);
	}
	writing->bytes += cell->text.length + 32;
}

static void
put_row(struct writing *writing, uint32_t number)
{
	const struct result_row *row = &writing->record->rows[number];
	const struct ruleset_worksheet *sheet = NULL;
	struct json_writer *json = &writing->lines->json;

	if (writing->ruleset != NULL && row->worksheet < writing->ruleset->worksheet_count)
		sheet = &writing->ruleset->worksheets[row->worksheet];
	json_write_object_inline(json);
	json_write_key(json, "worksheet");
	json_write_count(json, row->worksheet);
	json_write_key(json, "cells");
	json_write_array_inline(json);
	for (uint32_t i = 0; i < row->cell_count; i++)
		put_cell(writing, sheet, i, &row->cells[i]);
	json_write_array_end(json);
	json_write_object_end(json);
	writing->lines->counts.rows++;
}

/* ---- Lines ---- */

static uint32_t
list_length(const struct result_record *record, enum list list)
{
	switch (list) {
	case LIST_FINDINGS: return record->finding_count;
	case LIST_AMOUNTS: return record->amount_count;
	default: return record->row_count;
	}
}

static void
put_item(struct writing *writing, enum list list, uint32_t number)
{
	switch (list) {
	case LIST_FINDINGS: put_finding(writing, number); break;
	case LIST_AMOUNTS: put_amount(writing, number); break;
	default: put_row(writing, number); break;
	}
}

/* As much of a list as the line takes; true when all of it has been written. */
static bool
put_list(struct writing *writing, enum list list)
{
	uint32_t *next = &writing->next[list];
	uint32_t count = list_length(writing->record, list);
	struct json_writer *json = &writing->lines->json;

	if (*next == count)
		return true;
	json_write_key(json, list_keys[list]);
	json_write_array_inline(json);
	for (; *next < count && writing->bytes < RESULTS_PART_BYTES; *next += 1)
		put_item(writing, list, *next);
	json_write_array_end(json);
	return *next == count;
}

/* Ends the line; true when nothing is left of the record. */
static bool
put_lists(struct writing *writing)
{
	bool all = true;

	writing->bytes = 0;
	for (int list = LIST_FINDINGS; list < LISTS && all; list++)
		all = put_list(writing, (enum list)list);
	jsonl_close(writing->lines);
	return all;
}

static void
put_outcomes(struct json_writer *json, const struct result_record *record)
{
	struct buffer signs = {0};

	for (uint32_t i = 0; i < record->outcome_count; i++)
		buffer_append_byte(&signs, RESULTS_OUTCOME_SIGNS[record->outcomes[i]]);
	json_write_key(json, "outcomes");
	json_write_text(json, text_view(buffer_text(&signs), signs.length));
	buffer_clear(&signs);
}

static void
put_head(struct jsonl *lines, const struct result_record *record)
{
	struct json_writer *json = &lines->json;

	json_write_key(json, "sequence");
	json_write_count(json, record->sequence);
	json_write_key(json, "input");
	json_write_count(json, record->input);
	jsonl_count(json, "line", record->line);
	json_write_key(json, "plugin");
	json_write_count(json, record->bundle);
	json_write_key(json, "ruleset");
	json_write_count(json, record->ruleset);
	json_write_key(json, "record");
	json_write_count(json, record->type);
	jsonl_text(json, "id", record->id);
	jsonl_text(json, "group", record->group);
	jsonl_string(json, "outcome", outcome_name(record->outcome));
	put_outcomes(json, record);
}

void
jsonl_record(struct jsonl *lines, const struct result_record *record)
{
	struct writing writing = {.lines = lines, .record = record, .ruleset = record_ruleset(lines->facts, record)};

	jsonl_open(lines, "record");
	put_head(lines, record);
	while (!put_lists(&writing)) {
		jsonl_open(lines, "more");
		json_write_key(&lines->json, "sequence");
		json_write_count(&lines->json, record->sequence);
	}
	lines->counts.records++;
}
