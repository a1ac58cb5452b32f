/*
 * The result of one record while it is being made: how a call of the plugin
 * begins and ends, and how the result is closed. What the calls add is in
 * services.c.
 */
#include <stdlib.h>
#include <string.h>

#include "plugin/draft.h"
#include "plugin/finding_id.h"
#include "plugin/resolve.h"
#include "plugin/services.h"
#include "report/host_rules.h"

static uint32_t
rule_count(const struct draft *draft)
{
	return draft->bundle->plugin->rules.count;
}

void
draft_begin(struct draft *draft)
{
	draft->eval.size = (uint32_t)sizeof draft->eval;
	draft->eval.services = &plugin_services;
	draft->eval.host = draft;
	draft->eval.instance = draft->bundle->instance;
	draft->eval.parameters = draft->ruleset->parameters;
	draft->eval.prepared = NULL;
	draft->call = CALL_NONE;
	draft->breach = NULL;
	draft->record_print[0] = '\0';
	draft->outcomes = arena_take_array(draft->output, rule_count(draft), 1);
	memset(&draft->findings, 0, sizeof draft->findings);
	memset(&draft->amounts, 0, sizeof draft->amounts);
	memset(&draft->rows, 0, sizeof draft->rows);
	draft->fact_count = 0;
	draft->scratch_used = 0;
}

void
draft_enter(struct draft *draft, enum call call, uint32_t rule)
{
	draft->call = call;
	draft->rule = rule;
	draft->beacon->rule = rule;
	draft->beacon->call = call;
	draft->breach = NULL;
	draft->worst = 0;
	draft->findings_before = draft->findings.count;
	draft->amounts_before = draft->amounts.count;
	draft->rows_before = draft->rows.count;
}

enum status
draft_leave(struct draft *draft)
{
	draft->call = CALL_NONE;
	draft->beacon->call = CALL_NONE;
	if (draft->breach == NULL)
		return STATUS_OK;
	draft->findings.count = draft->findings_before;
	draft->amounts.count = draft->amounts_before;
	draft->rows.count = draft->rows_before;
	return STATUS_BREACH;
}

const struct ruleset_rule *
draft_rule_texts(const struct draft *draft, uint32_t rule)
{
	return draft->ruleset->rules[rule];
}

/* Doubles an array in the output arena; the old one stays until the record is done. */
static void *
grow(struct draft *draft, const void *old, uint32_t count, uint32_t *room, size_t size)
{
	void *items = NULL;

	*room = *room == 0 ? 8 : *room * 2;
	items = arena_take_array(draft->output, *room, size);
	if (count > 0)
		memcpy(items, old, count * size);
	return items;
}

struct result_finding *
draft_new_finding(struct draft *draft, uint32_t rule)
{
	struct draft_findings *list = &draft->findings;
	uint32_t room = list->room;

	if (list->count == list->room) {
		list->items = grow(draft, list->items, list->count, &room, sizeof *list->items);
		room = list->room;
		list->rules = grow(draft, list->rules, list->count, &room, sizeof *list->rules);
		list->room = room;
	}
	list->rules[list->count] = rule;
	return &list->items[list->count++];
}

struct result_amount *
draft_new_amount(struct draft *draft)
{
	struct draft_amounts *list = &draft->amounts;

	if (list->count == list->room)
		list->items = grow(draft, list->items, list->count, &list->room, sizeof *list->items);
	return &list->items[list->count++];
}

struct result_row *
draft_new_row(struct draft *draft)
{
	struct draft_rows *list = &draft->rows;

	if (list->count == list->room)
		list->items = grow(draft, list->items, list->count, &list->room, sizeof *list->items);
	return &list->items[list->count++];
}

void
draft_set_finding_id(struct draft *draft, struct result_finding *finding, const char *variant)
{
	char id[FINDING_ID_DIGITS + 1];

	finding_id(finding->rule, draft->record_id, finding->path, variant, id);
	finding->id = text_view(arena_copy_text(draft->output, id, FINDING_ID_DIGITS), FINDING_ID_DIGITS);
}

static const char *
record_print(struct draft *draft)
{
	const struct caselint_plugin *plugin = draft->bundle->plugin;
	const struct caselint_table *table =
	    *CASELINT_AT(plugin->records, struct caselint_table *, draft->eval.record_type);

	if (draft->record_print[0] == '\0')
		fingerprint_of_record(plugin->id, table->element, draft->record_id, draft->record_print);
	return draft->record_print;
}

/* How long ago something is grows from day to day, and is no other finding for it (caselint/plugin.h). */
static bool
is_evidence(const struct caselint_named_value *named)
{
	return named->name != NULL && (named->value.kind != CASELINT_COUNT || strcmp(named->name, "days") != 0);
}

/* Of a finding about an element as a whole, below the record, what the element says is the evidence. Of one from a fact
 * only the place is left. */
static enum status
add_element(struct draft *draft, const struct caselint_finding *given, struct buffer *key)
{
	struct place place = {0};
	struct caselint_array fields = {0};
	enum status status = STATUS_OK;

	if (draft->call != CALL_CHECK || given->place.in == NULL ||
	    place_find(draft->input, &given->place, &place) != STATUS_OK || place.field != NULL ||
	    place.bound->parent == NULL)
		return STATUS_OK;
	fields = shape_table(place.bound->shape)->fields;
	for (uint32_t i = 0; i < fields.count && status == STATUS_OK; i++) {
		const struct caselint_field *field = CASELINT_AT(fields, struct caselint_field, i);
		const struct caselint_value value = {.from = {place.object, field->offset, 0}};
		struct shown_value shown = {0};

		if (field->kind == CASELINT_RECORD || field->kind == CASELINT_LIST)
			continue;
		status = resolve_value(draft, &value, true, &shown, NULL);
		fingerprint_add(key, text_of(field->path), &shown);
	}
	return status;
}

static enum status
add_named_values(struct draft *draft, const struct caselint_finding *given, struct buffer *key)
{
	enum status status = STATUS_OK;

	for (uint32_t i = 0; i < given->values.count && status == STATUS_OK; i++) {
		const struct caselint_named_value *named = CASELINT_AT(given->values, struct caselint_named_value, i);
		struct shown_value shown = {0};

		if (!is_evidence(named))
			continue;
		status = resolve_value(draft, &named->value, false, &shown, NULL);
		fingerprint_add(key, text_of(named->name), &shown);
	}
	return status;
}

enum status
draft_set_fingerprint(struct draft *draft, struct result_finding *finding, const struct caselint_finding *given)
{
	struct buffer key = {0};
	char hex[FINGERPRINT_DIGITS + 1];
	enum status status = STATUS_OK;

	if (finding->outcome != CASELINT_FAIL && finding->outcome != CASELINT_UNKNOWN)
		return STATUS_OK;
	fingerprint_begin(&key, finding, given->variant);
	if (finding->observed.kind == 0)
		status = add_element(draft, given, &key);
	if (status == STATUS_OK)
		status = add_named_values(draft, given, &key);
	fingerprint_finish(&key, record_print(draft), hex);
	finding->fingerprint = text_view(arena_copy_text(draft->output, hex, FINGERPRINT_DIGITS), FINGERPRINT_DIGITS);
	buffer_clear(&key);
	return status;
}

static void
name_rule(struct draft *draft, struct result_finding *finding, uint32_t rule, const struct host_rule *host_rule)
{
	finding->rule = text_of(host_rule->id);
	if (rule == RULE_OF_HOST)
		return;
	finding->rule = text_of(draft_rule_texts(draft, rule)->id);
	finding->cite = text_of(draft_rule_texts(draft, rule)->cite);
	draft->outcomes[rule] = CASELINT_ERROR;
}

/* `kind` tells findings of one rule apart. */
static void
add_error(struct draft *draft, uint32_t rule, const struct host_rule *host_rule, struct text message, const char *kind)
{
	struct result_finding *finding = draft_new_finding(draft, rule);
	struct resolved where = {0};
	struct caselint_ref nowhere = {NULL, 0, 0};

	memset(finding, 0, sizeof *finding);
	name_rule(draft, finding, rule, host_rule);
	finding->outcome = CASELINT_ERROR;
	finding->severity = SEVERITY_ERROR;
	finding->due = CASELINT_ABSENT;
	if (resolve_place(draft, &nowhere, &where) == STATUS_OK) {
		finding->line = where.line;
		finding->path = where.path;
	}
	finding->message = draft_copy_text(draft, message);
	finding->remedy = text_of(host_rule->remedy);
	draft_set_finding_id(draft, finding, kind);
}

void
draft_add_error(struct draft *draft, uint32_t rule, const char *what)
{
	struct buffer message = {0};

	buffer_append_format(&message, "plugin %s %s broke the contract: %s", draft->bundle->plugin->id,
	    draft->bundle->plugin->version, what);
	add_error(draft, rule, &host_rules[HOST_PLUGIN_BREACH], text_view(message.data, message.length), what);
	buffer_clear(&message);
}

void
draft_add_failure(struct draft *draft, uint32_t rule, enum host_rule_index host_rule, const char *message)
{
	add_error(draft, rule, &host_rules[host_rule], text_of(message), host_rules[host_rule].id);
}

void
draft_fail_rules(struct draft *draft)
{
	const struct caselint_plugin *plugin = draft->bundle->plugin;
	uint32_t i = 0;

	for (i = 0; i < plugin->rules.count; i++) {
		const struct caselint_rule *rule = CASELINT_AT(plugin->rules, struct caselint_rule, i);

		if (rule->record_type == draft->eval.record_type && draft->selected[i])
			draft->outcomes[i] = CASELINT_ERROR;
	}
}

struct sort_key {
	uint32_t rule;
	uint32_t position;
	uint64_t line;
};

static int
compare_keys(const void *left_pointer, const void *right_pointer)
{
	const struct sort_key *left = left_pointer;
	const struct sort_key *right = right_pointer;

	if (left->rule != right->rule)
		return left->rule < right->rule ? -1 : 1;
	if (left->line != right->line)
		return left->line < right->line ? -1 : 1;
	return left->position < right->position ? -1 : left->position > right->position;
}

static struct result_finding *
sorted_findings(struct draft *draft)
{
	const struct draft_findings *list = &draft->findings;
	struct result_finding *sorted = arena_take_array(draft->output, list->count, sizeof *sorted);
	struct sort_key *keys = arena_take_array(draft->scratch, list->count, sizeof *keys);
	uint32_t i = 0;

	for (i = 0; i < list->count; i++)
		keys[i] = (struct sort_key){list->rules[i], i, list->items[i].line};
	qsort(keys, list->count, sizeof *keys, compare_keys);
	for (i = 0; i < list->count; i++)
		sorted[i] = list->items[keys[i].position];
	return sorted;
}

void
draft_finish(struct draft *draft, struct result_record *ret_record)
{
	uint32_t i = 0;

	ret_record->outcome = outcomes_worst(draft->outcomes, rule_count(draft));
	for (i = 0; i < draft->findings.count; i++)
		ret_record->outcome = outcome_worse(ret_record->outcome, draft->findings.items[i].outcome);
	ret_record->outcomes = draft->outcomes;
	ret_record->outcome_count = rule_count(draft);
	ret_record->findings = sorted_findings(draft);
	ret_record->finding_count = draft->findings.count;
	ret_record->amounts = draft->amounts.items;
	ret_record->amount_count = draft->amounts.count;
	ret_record->rows = draft->rows.items;
	ret_record->row_count = draft->rows.count;
}
