/* Reading a profile, and changing rulesets by it; see catalogue/profile.h. */
#include "catalogue/profile.h"

#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "catalogue/ruleset_parts.h"

#define PROFILE_NAMESPACE "urn:caselint:profile:1"

static const char *const kind_names[PROFILE_KINDS] = {
    [PROFILE_SELECT] = "select",
    [PROFILE_IGNORE] = "ignore",
    [PROFILE_SEVERITY] = "severity",
    [PROFILE_PARAMETER] = "parameter",
};

/* Elements of the file, by kind of change. */
static const char *const elements[PROFILE_KINDS] = {
    [PROFILE_SELECT] = "Select",
    [PROFILE_IGNORE] = "Ignore",
    [PROFILE_SEVERITY] = "Severity",
    [PROFILE_PARAMETER] = "Parameter",
};

const char *
profile_kind_name(enum profile_kind kind)
{
	return kind_names[kind];
}

/* ---- Reading ----------------------------------------------------------------------------------- */

/* 0 for what is no element of a change: text, a comment. */
static enum profile_kind
kind_of(const xmlNode *node)
{
	for (int kind = PROFILE_SELECT; kind < PROFILE_KINDS; kind++) {
		if (node->type == XML_ELEMENT_NODE && xmlStrEqual(node->name, BAD_CAST elements[kind]))
			return (enum profile_kind)kind;
	}
	return 0;
}

static void
read_change(struct arena *arena, const xmlNode *element, struct profile_change *change)
{
	change->kind = kind_of(element);
	change->line = (uint32_t)xmlGetLineNo(element);
	change->reason = ruleset_attribute(arena, element, "reason");
	change->ruleset = ruleset_attribute(arena, element, "ruleset");
	change->subject = ruleset_attribute(arena, element, change->kind == PROFILE_PARAMETER ? "name" : "rule");
	change->old_value = "";
	change->new_value = "";
	switch (change->kind) {
	case PROFILE_SELECT: change->new_value = "selected"; break;
	case PROFILE_IGNORE: change->new_value = "not run"; break;
	case PROFILE_SEVERITY:
		change->new_value = ruleset_attribute(arena, element, "severity");
		/* The schema has seen that it is one. */
		if (severity_parse(change->new_value, &change->new_severity) != STATUS_OK)
			change->new_severity = SEVERITY_ERROR;
		break;
	default: change->new_value = ruleset_content(arena, element); break;
	}
}

static void
read_changes(struct profile *profile, const xmlNode *root)
{
	size_t count = 0;
	size_t next = 0;

	for (const xmlNode *node = root->children; node != NULL; node = node->next)
		count += kind_of(node) != 0 ? 1 : 0;
	profile->changes = arena_take_array(&profile->arena, count, sizeof *profile->changes);
	profile->change_count = count;
	for (const xmlNode *node = root->children; node != NULL; node = node->next) {
		if (kind_of(node) != 0)
			read_change(&profile->arena, node, &profile->changes[next++]);
	}
}

static bool
change_the_same(const struct profile_change *left, const struct profile_change *right)
{
	return left->kind == right->kind && strcmp(left->ruleset, right->ruleset) == 0 &&
	       strcmp(left->subject, right->subject) == 0;
}

static enum status
check_changes(const struct profile *profile, const struct document_refusal *refusal)
{
	if (profile->change_count > LIMIT_PROFILE_CHANGES)
		return document_refuse(
		    refusal, 0, "has %zu changes; %u are allowed", profile->change_count, LIMIT_PROFILE_CHANGES);
	for (size_t i = 0; i < profile->change_count; i++) {
		for (size_t k = 0; k < i; k++) {
			if (change_the_same(&profile->changes[i], &profile->changes[k]))
				return document_refuse(refusal, profile->changes[i].line,
				    "%s %s is there a second time; the first is in line %u",
				    elements[profile->changes[i].kind], profile->changes[i].subject,
				    profile->changes[k].line);
		}
	}
	return STATUS_OK;
}

enum status
profile_read(const char *path, const char *schema_path, struct profile **ret_profile, struct buffer *ret_why)
{
	static const struct document_kind kind = {
	    "Profile", PROFILE_NAMESPACE, "the schema of profiles", LIMIT_RULESET_BYTES};
	struct document_refusal refusal = {path, ret_why};
	struct profile *profile = memory_zeroed(1, sizeof *profile);
	struct buffer bytes = {0};
	xmlDoc *document = NULL;
	enum status status = document_read(&refusal, &kind, schema_path, &document, &bytes);

	if (status != STATUS_OK)
		goto out;
	sha256_of(buffer_text(&bytes), bytes.length, profile->sha256);
	profile->path = arena_copy_text(&profile->arena, path, strlen(path));
	profile->id = ruleset_attribute(&profile->arena, xmlDocGetRootElement(document), "id");
	profile->title = ruleset_attribute(&profile->arena, xmlDocGetRootElement(document), "title");
	read_changes(profile, xmlDocGetRootElement(document));
	status = check_changes(profile, &refusal);
	if (status != STATUS_OK)
		goto out;
	*ret_profile = profile;
	profile = NULL;
out:
	xmlFreeDoc(document);
	buffer_clear(&bytes);
	profile_free(profile);
	return status;
}

void
profile_free(struct profile *profile)
{
	if (profile == NULL)
		return;
	arena_clear(&profile->arena);
	memory_free(profile);
}

/* ---- Changing rulesets ------------------------------------------------------------------------------ */

/* A copy in the ruleset's arena that may be changed; the tables of a ruleset are read-only. */
static void *
copy_items(struct ruleset *ruleset, const void *items, size_t count, size_t size)
{
	void *copy = arena_take_array(&ruleset->arena, count, size);

	if (count > 0)
		memcpy(copy, items, count * size);
	return copy;
}

/* "error", or "error; late: warning" where a variant has a severity of its own. */
static const char *
severities_of(struct arena *arena, const struct ruleset_rule *rule)
{
	struct buffer words = {0};
	const char *copy = NULL;

	buffer_append_text(&words, severity_name(rule->severity));
	for (size_t i = 0; i < rule->message_count; i++) {
		const struct ruleset_message *message = &rule->messages[i];

		if (message->severity != rule->severity)
			buffer_append_format(&words, "; %s: %s", message->variant == NULL ? "" : message->variant,
			    severity_name(message->severity));
	}
	copy = arena_copy_text(arena, buffer_text(&words), words.length);
	buffer_clear(&words);
	return copy;
}

static void
grade_rule(struct profile *profile, struct profile_change *change, struct ruleset *ruleset, struct ruleset_rule *rule)
{
	struct ruleset_message *messages = copy_items(ruleset, rule->messages, rule->message_count, sizeof *messages);

	/* Of several rulesets the first has the say on what was. */
	if (!change->applied) {
		change->old_value = severities_of(&profile->arena, rule);
		change->old_severity = rule->severity;
	}
	change->applied = true;
	rule->severity = change->new_severity;
	for (size_t i = 0; i < rule->message_count; i++)
		messages[i].severity = change->new_severity;
	rule->messages = messages;
}

static void
apply_severity(struct profile *profile, struct profile_change *change, struct ruleset *ruleset)
{
	struct ruleset_rule *rules = NULL;

	if (ruleset_rule_named(ruleset, change->subject) == NULL)
		return;
	rules = copy_items(ruleset, ruleset->rules, ruleset->rule_count, sizeof *rules);
	ruleset->rules = rules;
	for (size_t i = 0; i < ruleset->rule_count; i++) {
		if (strcmp(rules[i].id, change->subject) == 0)
			grade_rule(profile, change, ruleset, &rules[i]);
	}
}

static void
set_parameter(struct profile *profile, struct profile_change *change, struct ruleset_parameter *parameter)
{
	struct buffer fault = {0};

	if (ruleset_value_is_of_kind(parameter->kind, change->new_value)) {
		change->old_value = arena_copy_text(&profile->arena, parameter->value, strlen(parameter->value));
		change->applied = true;
		parameter->value = change->new_value;
		parameter->by_profile = true;
		return;
	}
	buffer_append_format(
	    &fault, "is \"%s\"; it must be %s", change->new_value, ruleset_form_of_kind(parameter->kind));
	change->fault = arena_copy_text(&profile->arena, buffer_text(&fault), fault.length);
	buffer_clear(&fault);
}

static void
apply_parameter(struct profile *profile, struct profile_change *change, struct ruleset *ruleset)
{
	struct ruleset_parameter *parameters = NULL;

	if (strcmp(change->ruleset, ruleset->id) != 0 || ruleset_parameter_named(ruleset, change->subject) == NULL)
		return;
	parameters = copy_items(ruleset, ruleset->parameters, ruleset->parameter_count, sizeof *parameters);
	ruleset->parameters = parameters;
	for (size_t i = 0; i < ruleset->parameter_count; i++) {
		if (strcmp(parameters[i].name, change->subject) == 0)
			set_parameter(profile, change, &parameters[i]);
	}
}

void
profile_apply(struct profile *profile, struct ruleset *ruleset)
{
	for (size_t i = 0; i < profile->change_count; i++) {
		struct profile_change *change = &profile->changes[i];

		if (change->kind == PROFILE_SEVERITY)
			apply_severity(profile, change, ruleset);
		else if (change->kind == PROFILE_PARAMETER)
			apply_parameter(profile, change, ruleset);
	}
}
