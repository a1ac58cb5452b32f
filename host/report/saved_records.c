/* Records of saved results, their findings, amounts and rows; see report/saved_parts.h. */
#include <string.h>

#include "base/limits.h"
#include "report/rule_answers.h"
#include "report/saved_parts.h"

/* What the parts of a record refer to. */
struct place {
	const struct run_facts *facts;
	const struct run_bundle *bundle;
	const struct ruleset *ruleset;
};

static struct place
place_of(const struct run_facts *facts, const struct result_record *record)
{
	return (struct place){facts, &facts->bundles[record->bundle], record_ruleset(facts, record)};
}

/* Lists grow by doubling, whatever lines they come in; how much room a list has follows from its length. */
static size_t
room_of(size_t count)
{
	size_t room = 8;

	while (room < count)
		room *= 2;
	return count == 0 ? 0 : room;
}

/* The list with room for `more` elements behind those there are; *ret_new is the first of them. */
static void *
extend(struct taking *taking, const void *old, uint32_t count, size_t more, size_t size, void **ret_new)
{
	char *items = (char *)(uintptr_t)old;

	if (count + more > room_of(count)) {
		items = arena_take_array(taking->arena, room_of(count + more), size);
		if (count > 0)
			memcpy(items, old, count * size);
	}
	*ret_new = items + count * size;
	return items;
}

/* ---- Findings ---- */

static const struct ruleset_rule *
rule_of(const struct place *place, struct text id)
{
	for (uint32_t i = 0; i < place->bundle->plugin->rules.count; i++) {
		if (text_equals(id, bundle_rule_id(place->bundle, i)))
			return rule_texts(place->ruleset, i, id);
	}
	return NULL;
}

/* A mark that is for nothing the run was given would pass for one. */
static void
take_finding_marks(
    struct taking *taking, const json_t *object, const struct run_marks *marks, struct result_finding *finding)
{
	bool is_lacking = finding->outcome == CASELINT_FAIL || finding->outcome == CASELINT_UNKNOWN;

	finding->is_known = take_flag(taking, object, "known");
	finding->waiver = (uint32_t)take_count(taking, object, "waiver", marks == NULL ? 0 : marks->waiver_count);
	finding->is_lapsed = take_flag(taking, object, "lapsed");
	if (finding->is_known && (!is_lacking || marks == NULL || marks->baseline.path == NULL))
		take_fault(taking, "known");
	if (finding->waiver != 0 && !is_lacking)
		take_fault(taking, "waiver");
	if (finding->is_lapsed && finding->waiver == 0)
		take_fault(taking, "lapsed");
}

static void
take_finding(struct taking *taking, const json_t *object, const struct place *place, struct result_finding *finding)
{
	const struct ruleset_rule *rule = NULL;

	finding->rule = take_text(taking, object, "rule");
	rule = rule_of(place, finding->rule);
	finding->id = take_text(taking, object, "id");
	finding->variant = take_text(taking, object, "variant");
	finding->outcome = take_outcome(taking, object, "outcome");
	finding->severity = take_severity(taking, object, "severity");
	finding->line = take_count(taking, object, "line", INT64_MAX);
	finding->path = take_text(taking, object, "path");
	finding->field = take_own_text(taking, object, "field", results_default_field(finding->path));
	finding->observed = take_value(taking, object, "observed");
	finding->expected = take_value(taking, object, "expected");
	finding->due = take_day(taking, object, "due");
	finding->message = take_text(taking, object, "message");
	finding->remedy = take_own_text(taking, object, "remedy", text_of(rule == NULL ? NULL : rule->remedy));
	finding->fingerprint = take_text(taking, object, "fingerprint");
	take_finding_marks(taking, object, place->facts->marks, finding);
	finding->cite = take_own_text(taking, object, "cite", text_of(rule == NULL ? NULL : rule->cite));
	if (finding->rule.length == 0 || finding->outcome > CASELINT_MANUAL)
		take_fault(taking, "outcome");
}

static void
take_findings(struct taking *taking, const json_t *line, const struct place *place, struct result_record *record)
{
	size_t count = 0;
	const json_t *list =
	    take_list(taking, line, "findings", LIMIT_FINDINGS_PER_RECORD - record->finding_count, &count);
	void *new_items = NULL;
	struct result_finding *findings = NULL;

	if (count == 0)
		return;
	record->findings = extend(taking, record->findings, record->finding_count, count, sizeof *findings, &new_items);
	findings = new_items;
	for (size_t i = 0; i < count; i++)
		take_finding(taking, take_element(taking, list, i), place, &findings[i]);
	record->finding_count += (uint32_t)count;
}

/* ---- Amounts ---- */

static void
take_step_input(struct taking *taking, const json_t *object, const struct place *place, struct result_input *input)
{
	const struct ruleset_parameter *parameter = NULL;

	input->name = take_text(taking, object, "name");
	input->value = take_value(taking, object, "value");
	input->line = take_count(taking, object, "line", INT64_MAX);
	input->path = take_text(taking, object, "path");
	input->is_parameter = take_flag(taking, object, "parameter");
	if (input->is_parameter)
		parameter = results_parameter(place->ruleset, input->name);
	input->by_profile = parameter != NULL && parameter->by_profile;
	input->cite = take_own_text(taking, object, "cite", text_of(parameter == NULL ? NULL : parameter->cite));
}

static void
take_step(struct taking *taking, const json_t *object, const struct place *place, struct result_step *step)
{
	const struct ruleset_step *declared = NULL;
	const json_t *list = NULL;
	struct result_input *inputs = NULL;
	size_t count = 0;

	step->id = take_text(taking, object, "id");
	declared = results_step(place->ruleset, step->id);
	step->label = take_own_text(taking, object, "label", text_of(declared == NULL ? NULL : declared->label));
	step->formula = take_own_text(taking, object, "formula", text_of(declared == NULL ? NULL : declared->formula));
	step->cite = take_own_text(taking, object, "cite", text_of(declared == NULL ? NULL : declared->cite));
	step->value = take_value(taking, object, "value");
	list = take_list(taking, object, "inputs", LIMIT_STEP_INPUTS, &count);
	inputs = count == 0 ? NULL : arena_take_array(taking->arena, count, sizeof *inputs);
	for (size_t i = 0; i < count; i++)
		take_step_input(taking, take_element(taking, list, i), place, &inputs[i]);
	step->inputs = inputs;
	step->input_count = (uint32_t)count;
}

static int32_t
take_state(struct taking *taking, const json_t *object)
{
	struct text word = take_text(taking, object, "state");

	for (int32_t i = CASELINT_RECORDED; i < AMOUNT_STATES; i++) {
		if (text_equals(word, amount_state_name(i)))
			return i;
	}
	take_fault(taking, "state");
	return CASELINT_MANUAL_AMOUNT;
}

static void
take_amount(struct taking *taking, const json_t *object, const struct place *place, struct result_amount *amount)
{
	const struct ruleset_amount *declared = NULL;
	const json_t *list = NULL;
	struct result_step *steps = NULL;
	size_t count = 0;

	amount->kind = take_text(taking, object, "kind");
	declared = results_amount(place->ruleset, amount->kind);
	amount->subject = take_text(taking, object, "subject");
	amount->title = take_own_text(taking, object, "title", text_of(declared == NULL ? NULL : declared->title));
	amount->cite = take_own_text(taking, object, "cite", text_of(declared == NULL ? NULL : declared->cite));
	amount->value = take_money(taking, object, "value");
	amount->state = take_state(taking, object);
	amount->claimable = take_flag(taking, object, "claimable");
	amount->month = take_month(taking, object, "month");
	amount->from = take_day(taking, object, "from");
	amount->to = take_day(taking, object, "to");
	amount->due = take_day(taking, object, "due");
	amount->line = take_count(taking, object, "line", INT64_MAX);
	amount->path = take_text(taking, object, "path");
	amount->recorded = take_value(taking, object, "recorded");
	list = take_list(taking, object, "steps", LIMIT_STEPS, &count);
	steps = count == 0 ? NULL : arena_take_array(taking->arena, count, sizeof *steps);
	for (size_t i = 0; i < count; i++)
		take_step(taking, take_element(taking, list, i), place, &steps[i]);
	amount->steps = steps;
	amount->step_count = (uint32_t)count;
}

static void
take_amounts(struct taking *taking, const json_t *line, const struct place *place, struct result_record *record)
{
	size_t count = 0;
	const json_t *list =
	    take_list(taking, line, "amounts", LIMIT_AMOUNTS_PER_RECORD - record->amount_count, &count);
	void *new_items = NULL;
	struct result_amount *amounts = NULL;

	if (count == 0)
		return;
	record->amounts = extend(taking, record->amounts, record->amount_count, count, sizeof *amounts, &new_items);
	amounts = new_items;
	for (size_t i = 0; i < count; i++)
		take_amount(taking, take_element(taking, list, i), place, &amounts[i]);
	record->amount_count += (uint32_t)count;
}

/* ---- Rows ---- */

static void
take_row(struct taking *taking, const json_t *object, const struct place *place, struct result_row *row)
{
	const struct ruleset *ruleset = place->ruleset;
	const json_t *list = NULL;
	struct shown_value *cells = NULL;
	size_t count = 0;

	row->worksheet = (uint32_t)take_count(taking, object, "worksheet", UINT32_MAX);
	if (ruleset == NULL || row->worksheet >= ruleset->worksheet_count) {
		take_fault(taking, "worksheet");
		return;
	}
	list = take_list(taking, object, "cells", ruleset->worksheets[row->worksheet].column_count, &count);
	cells = count == 0 ? NULL : arena_take_array(taking->arena, count, sizeof *cells);
	for (size_t i = 0; i < count; i++)
		cells[i] = take_typed(taking, json_array_get(list, i));
	row->cells = cells;
	row->cell_count = (uint32_t)count;
}

static void
take_rows(struct taking *taking, const json_t *line, const struct place *place, struct result_record *record)
{
	size_t count = 0;
	const json_t *list = take_list(taking, line, "rows", LIMIT_ROWS_PER_RECORD - record->row_count, &count);
	void *new_items = NULL;
	struct result_row *rows = NULL;

	if (count == 0)
		return;
	record->rows = extend(taking, record->rows, record->row_count, count, sizeof *rows, &new_items);
	rows = new_items;
	for (size_t i = 0; i < count; i++)
		take_row(taking, take_element(taking, list, i), place, &rows[i]);
	record->row_count += (uint32_t)count;
}

/* ---- The record ---- */

static void
take_outcomes(struct taking *taking, const json_t *line, const struct run_bundle *bundle, struct result_record *record)
{
	struct text signs = take_text(taking, line, "outcomes");
	uint8_t *outcomes = arena_take(taking->arena, signs.length + 1);

	for (size_t i = 0; i < signs.length; i++) {
		const char *sign = strchr(RESULTS_OUTCOME_SIGNS, signs.data[i]);

		if (sign == NULL)
			take_fault(taking, "outcomes");
		else
			outcomes[i] = (uint8_t)(sign - RESULTS_OUTCOME_SIGNS);
	}
	if (signs.length > bundle->plugin->rules.count)
		take_fault(taking, "outcomes");
	record->outcomes = outcomes;
	record->outcome_count = (uint32_t)signs.length;
}

/* An index that must be below `count`. */
static uint32_t
take_index(struct taking *taking, const json_t *line, const char *key, size_t count)
{
	uint64_t index = take_count(taking, line, key, UINT32_MAX);

	if (index >= count)
		take_fault(taking, key);
	return (uint32_t)index;
}

void
saved_take_record(
    struct taking *taking, const json_t *line, const struct run_facts *facts, struct result_record *ret_record)
{
	const struct run_bundle *bundle = NULL;

	memset(ret_record, 0, sizeof *ret_record);
	ret_record->sequence = take_count(taking, line, "sequence", INT64_MAX);
	ret_record->input = take_index(taking, line, "input", facts->input_count);
	ret_record->line = take_count(taking, line, "line", INT64_MAX);
	ret_record->bundle = take_index(taking, line, "plugin", facts->bundle_count);
	if (!take_went_well(taking))
		return;
	bundle = &facts->bundles[ret_record->bundle];
	ret_record->ruleset = (uint32_t)take_count(taking, line, "ruleset", UINT32_MAX);
	ret_record->type = take_index(taking, line, "record", bundle->plugin->records.count);
	ret_record->id = take_text(taking, line, "id");
	ret_record->group = take_text(taking, line, "group");
	ret_record->outcome = take_outcome(taking, line, "outcome");
	take_outcomes(taking, line, bundle, ret_record);
}

void
saved_take_lists(struct taking *taking, const json_t *line, const struct run_facts *facts, struct result_record *record)
{
	struct place place = place_of(facts, record);

	take_findings(taking, line, &place, record);
	take_amounts(taking, line, &place, record);
	take_rows(taking, line, &place, record);
}
