/* Reading a ruleset from end to end, freeing it, and finding things in it; see catalogue/ruleset.h. */
#include "catalogue/ruleset.h"

#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "catalogue/ruleset_parts.h"

#define RULESET_NAMESPACE "urn:caselint:rules:1"
#define HASH_START UINT32_C(2166136261) /* FNV-1a */
#define HASH_FACTOR UINT32_C(16777619)

/* ---- Names ---- */

/* The place of a name in the table: its own, or the free one it belongs to. At most half of them are taken. */
static struct ruleset_name *
place_of_name(const struct ruleset *ruleset, const char *name)
{
	uint32_t hash = HASH_START;
	size_t place = 0;

	for (const char *at = name; *at != '\0'; at++)
		hash = (hash ^ (unsigned char)*at) * HASH_FACTOR;
	for (place = hash & ruleset->name_mask; ruleset->names[place].name != NULL;
	     place = (place + 1) & ruleset->name_mask) {
		if (strcmp(ruleset->names[place].name, name) == 0)
			break;
	}
	return &ruleset->names[place];
}

static void
index_names(struct ruleset *ruleset)
{
	size_t count = ruleset->step_count + ruleset->parameter_count;
	size_t places = 1;

	while (places < 2 * count + 1)
		places *= 2;
	ruleset->names = arena_take_array(&ruleset->arena, places, sizeof *ruleset->names);
	ruleset->name_mask = places - 1;
	for (size_t i = 0; i < ruleset->step_count; i++) {
		struct ruleset_name *place = place_of_name(ruleset, ruleset->steps[i].id);

		place->name = ruleset->steps[i].id;
		place->step = (uint32_t)i + 1;
	}
	for (size_t i = 0; i < ruleset->parameter_count; i++) {
		struct ruleset_name *place = place_of_name(ruleset, ruleset->parameters[i].name);

		if (place->name == NULL)
			place->name = ruleset->parameters[i].name;
		place->parameter = (uint32_t)i + 1;
	}
}

const struct ruleset_name *
ruleset_name_named(const struct ruleset *ruleset, const char *name)
{
	const struct ruleset_name *place = ruleset->names == NULL ? NULL : place_of_name(ruleset, name);

	return place == NULL || place->name == NULL ? NULL : place;
}

/* ---- From end to end ---- */

enum status
ruleset_read(const char *path, const char *schema_path, struct ruleset **ret_ruleset, struct buffer *ret_why)
{
	static const struct document_kind kind = {
	    "Ruleset", RULESET_NAMESPACE, "the schema of rulesets", LIMIT_RULESET_BYTES};
	struct document_refusal refusal = {path, ret_why};
	struct ruleset *ruleset = memory_zeroed(1, sizeof *ruleset);
	struct buffer bytes = {0};
	xmlDoc *document = NULL;
	enum status status = document_read(&refusal, &kind, schema_path, &document, &bytes);

	if (status != STATUS_OK)
		goto out;
	sha256_of(buffer_text(&bytes), bytes.length, ruleset->sha256);
	ruleset->path = arena_copy_text(&ruleset->arena, path, strlen(path));
	ruleset_fill(xmlDocGetRootElement(document), ruleset);
	status = ruleset_check(ruleset, &refusal);
	if (status != STATUS_OK)
		goto out;
	index_names(ruleset);
	*ret_ruleset = ruleset;
	ruleset = NULL;
out:
	xmlFreeDoc(document);
	buffer_clear(&bytes);
	ruleset_free(ruleset);
	return status;
}

void
ruleset_free(struct ruleset *ruleset)
{
	if (ruleset == NULL)
		return;
	arena_clear(&ruleset->arena);
	memory_free(ruleset);
}

const void *
ruleset_find(const void *items, size_t count, size_t stride, const char *id)
{
	const char *item = items;

	for (size_t i = 0; i < count; i++, item += stride) {
		const char *const *item_id = (const char *const *)(const void *)item;

		/* Most ids differ early, and a call takes longer than a look. */
		if ((*item_id)[0] == id[0] && strcmp(*item_id, id) == 0)
			return item;
	}
	return NULL;
}

const struct ruleset_parameter *
ruleset_parameter_named(const struct ruleset *ruleset, const char *name)
{
	return ruleset_find(ruleset->parameters, ruleset->parameter_count, sizeof *ruleset->parameters, name);
}

const struct ruleset_rule *
ruleset_rule_named(const struct ruleset *ruleset, const char *id)
{
	return ruleset_find(ruleset->rules, ruleset->rule_count, sizeof *ruleset->rules, id);
}

const struct ruleset_amount *
ruleset_amount_named(const struct ruleset *ruleset, const char *kind)
{
	return ruleset_find(ruleset->amounts, ruleset->amount_count, sizeof *ruleset->amounts, kind);
}

const struct ruleset_step *
ruleset_step_named(const struct ruleset *ruleset, const char *id)
{
	return ruleset_find(ruleset->steps, ruleset->step_count, sizeof *ruleset->steps, id);
}

const struct ruleset_worksheet *
ruleset_worksheet_named(const struct ruleset *ruleset, const char *id)
{
	return ruleset_find(ruleset->worksheets, ruleset->worksheet_count, sizeof *ruleset->worksheets, id);
}

const struct ruleset_assumption *
ruleset_assumption_named(const struct ruleset *ruleset, const char *id)
{
	return ruleset_find(ruleset->assumptions, ruleset->assumption_count, sizeof *ruleset->assumptions, id);
}

static bool
is_variant(const struct ruleset_message *message, const char *variant)
{
	if (message->variant == NULL || variant == NULL)
		return message->variant == variant;
	return strcmp(message->variant, variant) == 0;
}

const struct ruleset_message *
ruleset_message_of(const struct ruleset_rule *rule, const char *variant)
{
	for (size_t i = 0; i < rule->message_count; i++) {
		if (is_variant(&rule->messages[i], variant))
			return &rule->messages[i];
	}
	return NULL;
}

static const char *const severity_names[] = {
    [SEVERITY_INFO] = "info",
    [SEVERITY_WARNING] = "warning",
    [SEVERITY_ERROR] = "error",
};

const char *
severity_name(enum severity severity)
{
	return severity_names[severity];
}

enum status
severity_parse(const char *word, enum severity *ret_severity)
{
	for (enum severity severity = SEVERITY_INFO; severity <= SEVERITY_ERROR; severity++) {
		if (strcmp(word, severity_names[severity]) != 0)
			continue;
		*ret_severity = severity;
		return STATUS_OK;
	}
	return STATUS_INVALID;
}
