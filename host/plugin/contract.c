/* The checks of plugin/contract.h, each with its own words: both values, and what to do. */
#include "plugin/contract.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "base/text.h"

/* Bytes of the entry that every version of the contract has. */
#define ENTRY_FROZEN_BYTES offsetof(struct caselint_entry, needs_minor)
#define MEMBER_BYTES 256U /* of an id, a title, a namespace */
/* Namespaces of the host itself, of any version. */
#define EXPORT_NAMESPACES "urn:caselint:export:"
#define RULES_NAMESPACES "urn:caselint:rules:"
/* Rule ids of the host itself (report/host_rules.def). */
#define HOST_RULES "CL-"

#define REMEDY_ENTRY \
	"define caselint_plugin_entry with CASELINT_ENTRY() of caselint/plugin.h, and build the plugin again"
#define REMEDY_RESERVED "leave members called reserved zero, and build the plugin again"
#define REMEDY_HEADER "build the plugin again with the header of caselint %" PRIu32 ".%" PRIu32 " or later"

/* ---- The entry ----------------------------------------------------------------------- */

static enum status
check_magic(const struct caselint_entry *entry, struct objection *objection)
{
	if (entry->magic == CASELINT_MAGIC)
		return STATUS_OK;
	objection_why(objection,
	    "caselint_plugin_entry begins with 0x%08" PRIx32 "; a caselint plugin begins with 0x%08" PRIx32,
	    entry->magic, CASELINT_MAGIC);
	return objection_remedy(objection, REMEDY_ENTRY);
}

static enum status
check_size(const struct caselint_entry *entry, uint64_t bytes, struct objection *objection)
{
	const size_t needed = offsetof(struct caselint_entry, plugin) + sizeof entry->plugin;

	if (!CASELINT_HAS(entry, struct caselint_entry, plugin)) {
		objection_why(objection,
		    "caselint_plugin_entry says it is %" PRIu32 " bytes long; the contract has %zu", entry->size,
		    needed);
		return objection_remedy(objection, REMEDY_ENTRY);
	}
	if (entry->size > bytes) {
		objection_why(objection,
		    "caselint_plugin_entry says it is %" PRIu32 " bytes long; in the file it has %" PRIu64, entry->size,
		    bytes);
		return objection_remedy(objection, REMEDY_ENTRY);
	}
	return STATUS_OK;
}

static enum status
check_versions(const struct caselint_entry *entry, struct objection *objection)
{
	if (entry->abi_major != CASELINT_ABI_MAJOR) {
		objection_why(objection, "caselint_plugin_entry says ABI major %" PRIu32 "; this caselint has %" PRIu32,
		    entry->abi_major, CASELINT_ABI_MAJOR);
		return objection_remedy(objection,
		    "rebuild the plugin with the caselint %" PRIu32 ".x header, or use a caselint of major %" PRIu32,
		    CASELINT_ABI_MAJOR, entry->abi_major);
	}
	if (entry->needs_minor > CASELINT_ABI_MINOR) {
		objection_why(objection,
		    "the plugin needs a caselint of ABI %" PRIu32 ".%" PRIu32 " or later; this one has %" PRIu32
		    ".%" PRIu32,
		    entry->abi_major, entry->needs_minor, CASELINT_ABI_MAJOR, CASELINT_ABI_MINOR);
		return objection_remedy(objection,
		    "use a caselint of ABI %" PRIu32 ".%" PRIu32 " or later, or an older release of the plugin",
		    entry->abi_major, entry->needs_minor);
	}
	return STATUS_OK;
}

enum status
contract_check_entry(
    const void *object, uint64_t bytes, const struct caselint_plugin **ret_plugin, struct objection *objection)
{
	const struct caselint_entry *entry = object;
	enum status status = STATUS_OK;

	if (bytes < ENTRY_FROZEN_BYTES || (uintptr_t)object % _Alignof(struct caselint_entry) != 0) {
		objection_why(objection,
		    "caselint_plugin_entry is not a struct caselint_entry: it has %" PRIu64
		    " bytes, and its first four members alone take %zu",
		    bytes, ENTRY_FROZEN_BYTES);
		return objection_remedy(objection, REMEDY_ENTRY);
	}
	status = check_magic(entry, objection);
	if (status == STATUS_OK)
		status = check_size(entry, bytes, objection);
	if (status == STATUS_OK)
		status = check_versions(entry, objection);
	if (status != STATUS_OK)
		return status;
	if (entry->plugin == NULL) {
		objection_why(objection, "caselint_plugin_entry points to no struct caselint_plugin");
		return objection_remedy(objection, REMEDY_ENTRY);
	}
	if (entry->reserved != 0) {
		objection_why(objection, "the reserved member of caselint_plugin_entry is %" PRIu32 "; it has to be 0",
		    entry->reserved);
		return objection_remedy(objection, REMEDY_RESERVED);
	}
	*ret_plugin = entry->plugin;
	return STATUS_OK;
}

/* ---- The descriptor ---------------------------------------------------------------------- */

static enum status
missing_member(const char *member, const char *needed, struct objection *objection)
{
	objection_why(objection, "the plugin's member %s %s", member, needed);
	return objection_remedy(
	    objection, "fill in struct caselint_plugin as caselint/plugin.h says, and build the plugin again");
}

static enum status
check_text(const char *text, const char *member, struct objection *objection)
{
	size_t length = text == NULL ? 0 : strnlen(text, MEMBER_BYTES + 1);

	if (length == 0)
		return missing_member(member, "is missing", objection);
	if (length > MEMBER_BYTES)
		return missing_member(member, "is longer than 256 bytes", objection);
	if (!text_is_xml_utf8(text_view(text, length)) || strpbrk(text, "\t\n\r") != NULL)
		return missing_member(member, "is not one line of UTF-8", objection);
	return STATUS_OK;
}

static enum status
check_texts(const struct caselint_plugin *plugin, struct objection *objection)
{
	const struct {
		const char *text;
		const char *member;
	} members[] = {
	    {plugin->id, "id"},
	    {plugin->jurisdiction, "jurisdiction"},
	    {plugin->title, "title"},
	    {plugin->version, "version"},
	    {plugin->record_namespace, "record_namespace"},
	    {plugin->schema, "schema"},
	};
	enum status status = STATUS_OK;
	size_t i = 0;

	for (i = 0; i < sizeof members / sizeof members[0] && status == STATUS_OK; i++)
		status = check_text(members[i].text, members[i].member, objection);
	return status;
}

/* An array that can be walked: items there, stride no smaller than the element and keeping it aligned. */
static enum status
check_array(const struct caselint_array *array, size_t element_bytes, const char *member, struct objection *objection)
{
	if (array->count == 0)
		return STATUS_OK;
	if (array->items == NULL || (uintptr_t)array->items % _Alignof(void *) != 0)
		return missing_member(member, "has a count but no items, or misaligned ones", objection);
	if (array->count > LIMIT_RULES)
		return missing_member(member, "has more than 4096 items", objection);
	if (array->stride >= element_bytes && array->stride % _Alignof(void *) == 0)
		return STATUS_OK;
	objection_why(objection, "the plugin's member %s has a stride of %" PRIu32 " bytes; its elements have %zu",
	    member, array->stride, element_bytes);
	return objection_remedy(objection, "fill in %s with CASELINT_ARRAY(), and build the plugin again", member);
}

static enum status
check_tables(const struct caselint_array *tables, const char *member, struct objection *objection)
{
	enum status status = check_array(tables, sizeof(const struct caselint_table *), member, objection);
	uint32_t i = 0;

	for (i = 0; i < tables->count && status == STATUS_OK; i++) {
		if (*CASELINT_AT(*tables, struct caselint_table *, i) == NULL)
			status = missing_member(member, "has an item that is NULL", objection);
	}
	return status;
}

static enum status
check_members(const struct caselint_plugin *plugin, struct objection *objection)
{
	enum status status = check_texts(plugin, objection);

	if (status == STATUS_OK)
		status = check_tables(&plugin->records, "records", objection);
	if (status == STATUS_OK)
		status = check_tables(&plugin->facts, "facts", objection);
	if (status == STATUS_OK)
		status = check_array(&plugin->rules, sizeof(struct caselint_rule), "rules", objection);
	if (status != STATUS_OK)
		return status;
	if (strchr(plugin->schema, '/') != NULL)
		return missing_member("schema", "has a slash; the schema lies in the bundle's folder", objection);
	if (plugin->records.count == 0)
		return missing_member("records", "is empty", objection);
	if (plugin->rules.count == 0)
		return missing_member("rules", "is empty", objection);
	if (plugin->facts.count > 0 && plugin->collect == NULL)
		return missing_member("collect", "is missing, though the plugin has facts", objection);
	if (plugin->facts.count > 0 && plugin->reconcile == NULL)
		return missing_member("reconcile", "is missing, though the plugin has facts", objection);
	return STATUS_OK;
}

static enum status
check_names(const struct caselint_plugin *plugin, const char *name, struct objection *objection)
{
	if (strcmp(plugin->id, name) != 0) {
		objection_why(
		    objection, "the plugin's id is \"%s\"; its folder and file are called \"%s\"", plugin->id, name);
		return objection_remedy(
		    objection, "rename the folder to %s and the file to %s.so", plugin->id, plugin->id);
	}
	if (text_starts_with(text_of(plugin->record_namespace), EXPORT_NAMESPACES) ||
	    text_starts_with(text_of(plugin->record_namespace), RULES_NAMESPACES)) {
		objection_why(objection, "the plugin's record_namespace \"%s\" is one of caselint's own",
		    plugin->record_namespace);
		return objection_remedy(
		    objection, "give the records a namespace of their own, in the plugin and in its schema");
	}
	return STATUS_OK;
}

enum status
contract_check_plugin(const struct caselint_plugin *plugin, const char *name, struct objection *objection)
{
	const size_t needed = offsetof(struct caselint_plugin, reconcile) + sizeof plugin->reconcile;
	enum status status = STATUS_OK;

	if (!CASELINT_HAS(plugin, struct caselint_plugin, reconcile)) {
		objection_why(objection,
		    "struct caselint_plugin says it is %" PRIu32 " bytes long; the contract has %zu", plugin->size,
		    needed);
		return objection_remedy(objection, REMEDY_HEADER, CASELINT_ABI_MAJOR, CASELINT_ABI_MINOR);
	}
	if (plugin->reserved != 0) {
		objection_why(objection, "the reserved member of struct caselint_plugin is %" PRIu32 "; it has to be 0",
		    plugin->reserved);
		return objection_remedy(objection, REMEDY_RESERVED);
	}
	status = check_members(plugin, objection);
	return status == STATUS_OK ? check_names(plugin, name, objection) : status;
}

/* ---- The rules ----------------------------------------------------------------------------- */

static const struct caselint_rule *
rule_at(const struct caselint_plugin *plugin, uint32_t index)
{
	return CASELINT_AT(plugin->rules, struct caselint_rule, index);
}

static enum status
check_rule(const struct caselint_plugin *plugin, uint32_t index, struct objection *objection)
{
	const struct caselint_rule *rule = rule_at(plugin, index);

	if (rule->id == NULL || rule->id[0] == '\0' || strnlen(rule->id, MEMBER_BYTES + 1) > MEMBER_BYTES) {
		objection_why(objection, "rule %" PRIu32 " of the plugin has no usable id", index + 1);
		return objection_remedy(objection, "give every rule the id it has in the ruleset");
	}
	if (text_starts_with(text_of(rule->id), HOST_RULES)) {
		objection_why(
		    objection, "rule %s has an id of caselint's own: they begin with %s", rule->id, HOST_RULES);
		return objection_remedy(objection, "rename the rule in the plugin and in its rulesets");
	}
	if (rule->check == NULL) {
		objection_why(objection, "rule %s has no check function", rule->id);
		return objection_remedy(
		    objection, "give the rule its function, or take it out of the plugin and its rulesets");
	}
	if (rule->reserved != 0) {
		objection_why(objection, "rule %s has a reserved member of %" PRIu32 "; it has to be 0", rule->id,
		    rule->reserved);
		return objection_remedy(objection, REMEDY_RESERVED);
	}
	if (rule->record_type >= plugin->records.count) {
		objection_why(objection,
		    "rule %s is for record type %" PRIu32 "; the plugin has %" PRIu32 ", counted from 0", rule->id,
		    rule->record_type, plugin->records.count);
		return objection_remedy(objection, "give the rule the index of a table in `records`");
	}
	return STATUS_OK;
}

static int
compare_ids(const void *left, const void *right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static enum status
check_unique(const struct caselint_plugin *plugin, struct objection *objection)
{
	const char **ids = memory_zeroed(plugin->rules.count, sizeof *ids);
	enum status status = STATUS_OK;
	uint32_t i = 0;

	for (i = 0; i < plugin->rules.count; i++)
		ids[i] = rule_at(plugin, i)->id;
	qsort(ids, plugin->rules.count, sizeof *ids, compare_ids);
	for (i = 1; i < plugin->rules.count && status == STATUS_OK; i++) {
		if (strcmp(ids[i - 1], ids[i]) != 0)
			continue;
		objection_why(objection, "two rules of the plugin have the id %s", ids[i]);
		status = objection_remedy(objection, "give every rule an id of its own");
	}
	memory_free(ids);
	return status;
}

enum status
contract_check_rules(const struct caselint_plugin *plugin, struct objection *objection)
{
	enum status status = STATUS_OK;
	uint32_t i = 0;

	for (i = 0; i < plugin->rules.count && status == STATUS_OK; i++)
		status = check_rule(plugin, i, objection);
	return status == STATUS_OK ? check_unique(plugin, objection) : status;
}
