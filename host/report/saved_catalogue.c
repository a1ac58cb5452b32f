/* Plugins and rulesets of saved results; see report/saved_parts.h. What a report does not show is left empty. */
#include <string.h>

#include "base/limits.h"
#include "report/saved_parts.h"

#define LIST_MOST 65536U /* elements of any list of a ruleset: no file within its limit has more */

/* ---- Plugins ---- */

static struct caselint_array
take_records(struct taking *taking, const json_t *line)
{
	struct names names = take_names(taking, line, "records", LIMIT_FIELDS);
	struct caselint_table *tables = arena_take_array(taking->arena, names.count + 1, sizeof *tables);
	const struct caselint_table **items = arena_take_array(taking->arena, names.count + 1, sizeof *items);

	for (size_t i = 0; i < names.count; i++) {
		tables[i].element = names.items[i];
		items[i] = &tables[i];
	}
	return (struct caselint_array){items, (uint32_t)names.count, (uint32_t)sizeof *items};
}

static bool *
take_selection(struct taking *taking, const json_t *line, const struct names *rules)
{
	struct names left_out = take_names(taking, line, "notSelected", LIMIT_RULES);
	bool *selected = arena_take_array(taking->arena, rules->count + 1, sizeof *selected);
	size_t next = 0;

	/* Both stand in one order. */
	for (size_t i = 0; i < rules->count; i++) {
		selected[i] = next == left_out.count || strcmp(rules->items[i], left_out.items[next]) != 0;
		next += selected[i] ? 0 : 1;
	}
	if (next != left_out.count)
		take_fault(taking, "notSelected");
	return selected;
}

void
saved_take_plugin(struct taking *taking, const json_t *line, struct run_bundle *ret_bundle)
{
	struct caselint_plugin *plugin = arena_take(taking->arena, sizeof *plugin);
	struct names rules = take_names(taking, line, "rules", LIMIT_RULES);
	struct caselint_rule *described = arena_take_array(taking->arena, rules.count + 1, sizeof *described);

	for (size_t i = 0; i < rules.count; i++)
		described[i].id = rules.items[i];
	plugin->size = (uint32_t)sizeof *plugin;
	plugin->id = take_string(taking, line, "id");
	plugin->jurisdiction = take_string(taking, line, "jurisdiction");
	plugin->title = take_string(taking, line, "title");
	if (plugin->title == NULL)
		plugin->title = "";
	plugin->version = take_string(taking, line, "version");
	plugin->records = take_records(taking, line);
	plugin->rules = (struct caselint_array){described, (uint32_t)rules.count, (uint32_t)sizeof *described};
	if (plugin->id == NULL || plugin->jurisdiction == NULL || plugin->version == NULL)
		take_fault(taking, "id");
	*ret_bundle = (struct run_bundle){
	    .plugin = plugin, .path = "", .selected = take_selection(taking, line, &rules), .rule_ids = rules.items};
}

/* ---- Rulesets ---- */

/* A text that is never NULL in the model, though it may be empty. */
static const char *
optional(struct taking *taking, const json_t *object, const char *key)
{
	const char *text = take_string(taking, object, key);

	return text == NULL ? "" : text;
}

/* One that is never empty, either. */
static const char *
needed(struct taking *taking, const json_t *object, const char *key)
{
	const char *text = take_string(taking, object, key);

	if (text == NULL)
		take_fault(taking, key);
	return text;
}

static uint32_t
take_kind(struct taking *taking, const json_t *object)
{
	const char *name = needed(taking, object, "kind");
	uint32_t kind = name == NULL ? 0 : results_kind_named(name);

	if (kind == 0)
		take_fault(taking, "kind");
	return kind;
}

/* An array in the arena for the elements of a list, and its length. */
static void *
room_for(struct taking *taking, size_t count, size_t size, size_t *ret_count)
{
	*ret_count = count;
	return count == 0 ? NULL : arena_take_array(taking->arena, count, size);
}

static void
take_source(struct taking *taking, const json_t *line, struct ruleset_source *source)
{
	const json_t *object = take_object(taking, line, "source");

	source->title = optional(taking, object, "title");
	source->number = optional(taking, object, "number");
	source->issuer = optional(taking, object, "issuer");
	source->date = take_day(taking, object, "date");
	source->sha256 = optional(taking, object, "sha256");
}

static void
take_parameters(struct taking *taking, const json_t *line, struct ruleset *ruleset)
{
	size_t count = 0;
	const json_t *list = take_list(taking, line, "parameters", LIST_MOST, &count);
	struct ruleset_parameter *items = room_for(taking, count, sizeof *items, &ruleset->parameter_count);

	for (size_t i = 0; i < count; i++) {
		const json_t *object = take_element(taking, list, i);

		items[i] = (struct ruleset_parameter){.name = needed(taking, object, "name"),
		    .kind = take_kind(taking, object),
		    .value = optional(taking, object, "value"),
		    .cite = optional(taking, object, "cite"),
		    .title = optional(taking, object, "title"),
		    .by_profile = take_flag(taking, object, "byProfile")};
	}
	ruleset->parameters = items;
}

static void
take_assumptions(struct taking *taking, const json_t *line, struct ruleset *ruleset)
{
	size_t count = 0;
	const json_t *list = take_list(taking, line, "assumptions", LIST_MOST, &count);
	struct ruleset_assumption *items = room_for(taking, count, sizeof *items, &ruleset->assumption_count);

	for (size_t i = 0; i < count; i++) {
		const json_t *object = take_element(taking, list, i);

		items[i] = (struct ruleset_assumption){.id = needed(taking, object, "id"),
		    .cite = optional(taking, object, "cite"),
		    .text = optional(taking, object, "text"),
		    .reading = optional(taking, object, "reading"),
		    .because = optional(taking, object, "because")};
	}
	ruleset->assumptions = items;
}

static void
take_messages(struct taking *taking, const json_t *object, struct ruleset_rule *rule)
{
	size_t count = 0;
	const json_t *list = take_list(taking, object, "messages", LIST_MOST, &count);
	struct ruleset_message *items = room_for(taking, count, sizeof *items, &rule->message_count);

	for (size_t i = 0; i < count; i++) {
		const json_t *message = take_element(taking, list, i);

		items[i] = (struct ruleset_message){.variant = take_string(taking, message, "variant"),
		    .template_text = optional(taking, message, "template"),
		    .severity = take_severity(taking, message, "severity"),
		    .remedy = take_string(taking, message, "remedy")};
	}
	rule->messages = items;
}

static uint32_t
take_outcomes(struct taking *taking, const json_t *object)
{
	struct names words = take_names(taking, object, "outcomes", OUTCOMES);
	uint32_t outcomes = 0;

	for (size_t i = 0; i < words.count; i++) {
		for (int32_t k = CASELINT_ERROR; k < OUTCOMES; k++) {
			if (strcmp(words.items[i], outcome_name(k)) == 0)
				outcomes |= UINT32_C(1) << (unsigned)k;
		}
	}
	return outcomes;
}

static void
take_rule(struct taking *taking, const json_t *object, struct ruleset_rule *rule)
{
	*rule = (struct ruleset_rule){.id = needed(taking, object, "id"),
	    .cite = optional(taking, object, "cite"),
	    .severity = take_severity(taking, object, "severity"),
	    .derived = take_flag(taking, object, "derived"),
	    .outcomes = take_outcomes(taking, object),
	    .title = optional(taking, object, "title"),
	    .requirement = optional(taking, object, "requirement"),
	    .why = optional(taking, object, "why"),
	    .remedy = optional(taking, object, "remedy"),
	    .good = optional(taking, object, "good"),
	    .bad = optional(taking, object, "bad"),
	    .assumptions = take_names(taking, object, "assumptions", LIST_MOST)};
	take_messages(taking, object, rule);
}

static void
take_rules(struct taking *taking, const json_t *line, struct ruleset *ruleset)
{
	size_t count = 0;
	const json_t *list = take_list(taking, line, "rules", LIMIT_RULES, &count);
	struct ruleset_rule *items = room_for(taking, count, sizeof *items, &ruleset->rule_count);

	for (size_t i = 0; i < count; i++)
		take_rule(taking, take_element(taking, list, i), &items[i]);
	ruleset->rules = items;
}

static void
take_amounts(struct taking *taking, const json_t *line, struct ruleset *ruleset)
{
	size_t count = 0;
	const json_t *list = take_list(taking, line, "amounts", LIST_MOST, &count);
	struct ruleset_amount *items = room_for(taking, count, sizeof *items, &ruleset->amount_count);

	for (size_t i = 0; i < count; i++) {
		const json_t *object = take_element(taking, list, i);

		items[i] = (struct ruleset_amount){.kind = needed(taking, object, "kind"),
		    .title = optional(taking, object, "title"),
		    .cite = optional(taking, object, "cite"),
		    .claimable = take_flag(taking, object, "claimable"),
		    .assumptions = take_names(taking, object, "assumptions", LIST_MOST)};
	}
	ruleset->amounts = items;
}

static void
take_steps(struct taking *taking, const json_t *line, struct ruleset *ruleset)
{
	size_t count = 0;
	const json_t *list = take_list(taking, line, "steps", LIST_MOST, &count);
	struct ruleset_step *items = room_for(taking, count, sizeof *items, &ruleset->step_count);

	for (size_t i = 0; i < count; i++) {
		const json_t *object = take_element(taking, list, i);

		items[i] = (struct ruleset_step){.id = needed(taking, object, "id"),
		    .label = optional(taking, object, "label"),
		    .formula = optional(taking, object, "formula"),
		    .cite = optional(taking, object, "cite"),
		    .assumptions = take_names(taking, object, "assumptions", LIST_MOST)};
	}
	ruleset->steps = items;
}

static void
take_columns(struct taking *taking, const json_t *object, struct ruleset_worksheet *sheet)
{
	size_t count = 0;
	const json_t *list = take_list(taking, object, "columns", LIMIT_FIELDS, &count);
	struct ruleset_column *items = room_for(taking, count, sizeof *items, &sheet->column_count);

	for (size_t i = 0; i < count; i++) {
		const json_t *column = take_element(taking, list, i);

		items[i] = (struct ruleset_column){.id = needed(taking, column, "id"),
		    .title = optional(taking, column, "title"),
		    .kind = take_kind(taking, column),
		    .restricted = take_flag(taking, column, "restricted"),
		    .total = take_flag(taking, column, "total")};
		if (items[i].total && items[i].kind != CASELINT_MONEY && items[i].kind != CASELINT_COUNT)
			take_fault(taking, "total");
	}
	/* A layout has a first column. */
	if (count == 0)
		take_fault(taking, "columns");
	sheet->columns = items;
}

static void
take_worksheets(struct taking *taking, const json_t *line, struct ruleset *ruleset)
{
	size_t count = 0;
	const json_t *list = take_list(taking, line, "worksheets", LIST_MOST, &count);
	struct ruleset_worksheet *items = room_for(taking, count, sizeof *items, &ruleset->worksheet_count);

	for (size_t i = 0; i < count; i++) {
		const json_t *object = take_element(taking, list, i);
		struct names lines = take_names(taking, object, "lines", LIST_MOST);

		items[i] = (struct ruleset_worksheet){.id = needed(taking, object, "id"),
		    .title = optional(taking, object, "title"),
		    .cite = optional(taking, object, "cite"),
		    .restricted = take_flag(taking, object, "restricted"),
		    .group = take_string(taking, object, "group"),
		    .lines = lines.items,
		    .line_count = lines.count};
		take_columns(taking, object, &items[i]);
	}
	ruleset->worksheets = items;
}

static enum sentence_state
take_state(struct taking *taking, const json_t *object)
{
	const char *word = needed(taking, object, "state");

	if (word != NULL && strcmp(word, "rules") == 0)
		return SENTENCE_RULES;
	if (word != NULL && strcmp(word, "manual") == 0)
		return SENTENCE_MANUAL;
	if (word == NULL || strcmp(word, "context") != 0)
		take_fault(taking, "state");
	return SENTENCE_CONTEXT;
}

static void
take_sentences(struct taking *taking, const json_t *line, struct ruleset *ruleset)
{
	size_t count = 0;
	const json_t *list = take_list(taking, line, "sentences", LIST_MOST, &count);
	struct ruleset_sentence *items = room_for(taking, count, sizeof *items, &ruleset->sentence_count);

	for (size_t i = 0; i < count; i++) {
		const json_t *object = take_element(taking, list, i);

		items[i] = (struct ruleset_sentence){.cite = optional(taking, object, "cite"),
		    .text = optional(taking, object, "text"),
		    .state = take_state(taking, object),
		    .rules = take_names(taking, object, "rules", LIST_MOST),
		    .parameters = take_names(taking, object, "parameters", LIST_MOST),
		    .reason = optional(taking, object, "reason")};
	}
	ruleset->sentences = items;
}

void
saved_take_ruleset(struct taking *taking, const json_t *line, struct ruleset *ret_ruleset)
{
	memset(ret_ruleset, 0, sizeof *ret_ruleset);
	ret_ruleset->id = needed(taking, line, "id");
	ret_ruleset->plugin = optional(taking, line, "plugin");
	ret_ruleset->title = optional(taking, line, "title");
	ret_ruleset->path = "";
	take_sha256(taking, line, "sha256", ret_ruleset->sha256);
	take_source(taking, line, &ret_ruleset->source);
	take_parameters(taking, line, ret_ruleset);
	take_assumptions(taking, line, ret_ruleset);
	take_rules(taking, line, ret_ruleset);
	take_amounts(taking, line, ret_ruleset);
	take_steps(taking, line, ret_ruleset);
	take_worksheets(taking, line, ret_ruleset);
	take_sentences(taking, line, ret_ruleset);
}
