/* See plugin/bind.h. Everything that is made here lives in the memory of the bundle. */
#include "plugin/bind.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "plugin/search.h"
#include "record/values.h"

#define PARAMETER_STRUCT_BYTES (1024U * 1024U) /* far above any letter's */
#define RULESET_SUFFIX ".xml"

static const struct caselint_field *
field_at(const struct caselint_table *table, uint32_t index)
{
	return CASELINT_AT(table->fields, struct caselint_field, index);
}

/* ---- The parameter table --------------------------------------------------------------- */

static const char *
array_fault(const struct caselint_table *table)
{
	const struct caselint_array *fields = &table->fields;

	if (table->struct_size == 0 || table->struct_size > PARAMETER_STRUCT_BYTES)
		return "has a struct_size of 0 or above 1 MiB";
	if (fields->count > LIMIT_FIELDS)
		return "has more than 4096 fields";
	if (fields->count > 0 && (fields->items == NULL || fields->stride < sizeof(struct caselint_field) ||
				     fields->stride % _Alignof(struct caselint_field) != 0))
		return "has fields that are missing, or whose stride is too small";
	return NULL;
}

static bool
is_parameter_kind(uint32_t kind)
{
	return (kind >= CASELINT_TEXT && kind <= CASELINT_COUNT) && kind != CASELINT_ID;
}

static const char *
field_fault(const struct caselint_table *table, const struct caselint_field *field)
{
	if (!is_parameter_kind(field->kind))
		return "has a kind that no parameter can have";
	if (field->offset % value_alignment(field->kind) != 0)
		return "lies at an offset that its kind does not allow";
	if ((uint64_t)field->offset + value_size(field->kind) > table->struct_size)
		return "lies outside the struct";
	return NULL;
}

static bool
fields_overlap(const struct caselint_field *left, const struct caselint_field *right)
{
	return left->offset < right->offset + value_size(right->kind) &&
	       right->offset < left->offset + value_size(left->kind);
}

static enum status
bad_field(const struct caselint_field *field, const char *what, struct objection *objection)
{
	objection_why(objection, "parameter %s of the plugin's table %s", field->path, what);
	return objection_remedy(objection, "describe the member with CASELINT_FIELD(), and build the plugin again");
}

static enum status
check_against_earlier(const struct caselint_table *table, uint32_t index, struct objection *objection)
{
	const struct caselint_field *field = field_at(table, index);
	uint32_t i = 0;

	for (i = 0; i < index; i++) {
		const struct caselint_field *earlier = field_at(table, i);

		if (strcmp(field->path, earlier->path) == 0)
			return bad_field(field, "is there twice", objection);
		if (fields_overlap(field, earlier))
			return bad_field(field, "shares its member with another", objection);
	}
	return STATUS_OK;
}

static enum status
check_field(const struct caselint_table *table, uint32_t index, struct objection *objection)
{
	const struct caselint_field *field = field_at(table, index);
	const char *fault = NULL;

	if (field->path == NULL || field->path[0] == '\0') {
		objection_why(objection, "parameter %" PRIu32 " of the plugin's table has no name", index + 1);
		return objection_remedy(objection, "give it the name it has in the ruleset");
	}
	fault = field_fault(table, field);
	if (fault != NULL)
		return bad_field(field, fault, objection);
	return check_against_earlier(table, index, objection);
}

enum status
bind_check_table(const struct caselint_plugin *plugin, struct objection *objection)
{
	const struct caselint_table *table = plugin->parameters;
	const char *fault = table == NULL ? NULL : array_fault(table);
	enum status status = STATUS_OK;
	uint32_t i = 0;

	if (table == NULL)
		return STATUS_OK;
	if (fault != NULL) {
		objection_why(objection, "the plugin's parameter table %s", fault);
		return objection_remedy(
		    objection, "fill in the table as caselint/plugin.h says, and build the plugin again");
	}
	for (i = 0; i < table->fields.count && status == STATUS_OK; i++)
		status = check_field(table, i, objection);
	return status;
}

/* ---- Parameters -------------------------------------------------------------------------- */

static enum status
bind_field(const struct caselint_field *field, const struct ruleset *ruleset, struct arena *memory, void *object,
    struct objection *objection)
{
	const struct ruleset_parameter *parameter = ruleset_parameter_named(ruleset, field->path);

	value_set_absent(field, object);
	if (parameter == NULL && (field->flags & CASELINT_REQUIRED) == 0)
		return STATUS_OK;
	if (parameter == NULL) {
		objection_why(objection, "%s has no parameter %s; the plugin needs one of kind %s", ruleset->path,
		    field->path, value_kind_name(field->kind));
		return objection_remedy(objection, "add <Parameter name=\"%s\" kind=\"%s\"> to the ruleset",
		    field->path, value_kind_name(field->kind));
	}
	if (parameter->kind != field->kind) {
		objection_why(objection, "%s gives parameter %s as %s; the plugin reads it as %s", ruleset->path,
		    field->path, value_kind_name(parameter->kind), value_kind_name(field->kind));
		return objection_remedy(
		    objection, "set kind=\"%s\" and write the value in that form", value_kind_name(field->kind));
	}
	if (!value_read(field, text_of(parameter->value), memory, object)) {
		objection_why(objection, "%s gives parameter %s a value that is no %s", ruleset->path, field->path,
		    value_kind_name(field->kind));
		return objection_remedy(objection, "correct the value");
	}
	return STATUS_OK;
}

static bool
table_has(const struct caselint_table *table, const char *name)
{
	uint32_t i = 0;

	for (i = 0; table != NULL && i < table->fields.count; i++) {
		if (strcmp(field_at(table, i)->path, name) == 0)
			return true;
	}
	return false;
}

static enum status
check_surplus(const struct caselint_table *table, const struct ruleset *ruleset, struct objection *objection)
{
	size_t i = 0;

	for (i = 0; i < ruleset->parameter_count; i++) {
		const char *name = ruleset->parameters[i].name;

		if (table_has(table, name))
			continue;
		objection_why(
		    objection, "%s gives a parameter %s; the plugin has none of this name", ruleset->path, name);
		return objection_remedy(objection, "correct the name, or take the parameter out of the ruleset");
	}
	return STATUS_OK;
}

static enum status
bind_parameters(struct bundle *bundle, struct bundle_ruleset *bound, struct objection *objection)
{
	const struct caselint_table *table = bundle->plugin->parameters;
	enum status status = check_surplus(table, bound->ruleset, objection);
	void *object = NULL;
	uint32_t i = 0;

	if (status != STATUS_OK || table == NULL)
		return status;
	object = arena_take(&bundle->memory, table->struct_size);
	for (i = 0; i < table->fields.count && status == STATUS_OK; i++)
		status = bind_field(field_at(table, i), bound->ruleset, &bundle->memory, object, objection);
	bound->parameters = object;
	return status;
}

/* ---- Rules and texts ------------------------------------------------------------------------ */

static bool
plugin_has_rule(const struct caselint_plugin *plugin, const char *id)
{
	uint32_t i = 0;

	for (i = 0; i < plugin->rules.count; i++) {
		if (strcmp(CASELINT_AT(plugin->rules, struct caselint_rule, i)->id, id) == 0)
			return true;
	}
	return false;
}

static enum status
match_rules(struct bundle *bundle, struct bundle_ruleset *bound, struct objection *objection)
{
	const struct caselint_plugin *plugin = bundle->plugin;
	const struct ruleset *ruleset = bound->ruleset;
	size_t i = 0;

	bound->rules = arena_take_array(&bundle->memory, plugin->rules.count, sizeof *bound->rules);
	for (i = 0; i < plugin->rules.count; i++) {
		const char *id = CASELINT_AT(plugin->rules, struct caselint_rule, i)->id;

		bound->rules[i] = ruleset_rule_named(ruleset, id);
		if (bound->rules[i] != NULL)
			continue;
		objection_why(objection, "the plugin has a rule %s; %s has no texts for it", id, ruleset->path);
		return objection_remedy(
		    objection, "add <Rule id=\"%s\"> to the ruleset, or take the rule out of the plugin", id);
	}
	for (i = 0; i < ruleset->rule_count; i++) {
		const char *id = ruleset->rules[i].id;

		if (plugin_has_rule(plugin, id))
			continue;
		objection_why(objection, "%s has texts for a rule %s; the plugin has no such rule", ruleset->path, id);
		return objection_remedy(objection, "correct the id, or take the rule out of the ruleset");
	}
	return STATUS_OK;
}

/* ---- Files ------------------------------------------------------------------------------------ */

static enum status
check_owner(const struct bundle *bundle, const struct ruleset *ruleset, struct objection *objection)
{
	if (strcmp(ruleset->plugin, bundle->plugin->id) == 0)
		return STATUS_OK;
	objection_why(objection, "%s is a ruleset of plugin \"%s\"; it lies in the folder of \"%s\"", ruleset->path,
	    ruleset->plugin, bundle->plugin->id);
	return objection_remedy(
	    objection, "move the file to the bundle of %s, or correct its attribute plugin", ruleset->plugin);
}

/* Takes one file into the bundle before it is judged, so that it is freed with the bundle. */
static enum status
bind_file(struct bundle *bundle, const char *path, const char *rules_schema, struct profile *profile,
    struct objection *objection)
{
	struct bundle_ruleset *bound = &bundle->rulesets[bundle->ruleset_count];
	struct buffer why = {NULL, 0, 0};
	enum status status = ruleset_read(path, rules_schema, &bound->ruleset, &why);

	if (status != STATUS_OK) {
		objection_why(objection, "%s", buffer_text(&why));
		buffer_clear(&why);
		return objection_remedy(
		    objection, "correct the ruleset; its form is described by the schema of rulesets");
	}
	buffer_clear(&why);
	bundle->ruleset_count++;
	status = check_owner(bundle, bound->ruleset, objection);
	if (status == STATUS_OK && profile != NULL)
		profile_apply(profile, bound->ruleset);
	if (status == STATUS_OK)
		status = match_rules(bundle, bound, objection);
	return status == STATUS_OK ? bind_parameters(bundle, bound, objection) : status;
}

static int
compare_rulesets(const void *left, const void *right)
{
	return strcmp(
	    ((const struct bundle_ruleset *)left)->ruleset->id, ((const struct bundle_ruleset *)right)->ruleset->id);
}

static enum status
check_unique(const struct bundle *bundle, struct objection *objection)
{
	size_t i = 0;

	for (i = 1; i < bundle->ruleset_count; i++) {
		const struct ruleset *one = bundle->rulesets[i - 1].ruleset;
		const struct ruleset *other = bundle->rulesets[i].ruleset;

		if (strcmp(one->id, other->id) != 0)
			continue;
		objection_why(objection, "%s and %s both have the id %s", one->path, other->path, one->id);
		return objection_remedy(objection, "give every ruleset an id of its own, or remove one of the files");
	}
	return STATUS_OK;
}

enum status
bind_rulesets(struct bundle *bundle, const char *rules_schema, struct profile *profile, struct objection *objection)
{
	struct listing files = {NULL, 0};
	enum status status = search_list(bundle->folder, RULESET_SUFFIX, &bundle->memory, &files);
	size_t i = 0;

	if (status != STATUS_OK) {
		objection_why(objection, "%s cannot be read: %s", bundle->folder, strerrordesc_np(errno));
		return objection_remedy(objection, "copy the bundle again, whole and readable");
	}
	if (files.count == 0) {
		objection_why(objection, "the folder of the bundle holds no ruleset; a plugin needs at least one");
		return objection_remedy(
		    objection, "copy the plugin's rulesets (*%s) into %s", RULESET_SUFFIX, bundle->folder);
	}
	bundle->rulesets = arena_take_array(&bundle->memory, files.count, sizeof *bundle->rulesets);
	for (i = 0; i < files.count && status == STATUS_OK; i++)
		status = bind_file(bundle, search_join(&bundle->memory, bundle->folder, files.names[i]), rules_schema,
		    profile, objection);
	if (status != STATUS_OK)
		return status;
	qsort(bundle->rulesets, bundle->ruleset_count, sizeof *bundle->rulesets, compare_rulesets);
	return check_unique(bundle, objection);
}
