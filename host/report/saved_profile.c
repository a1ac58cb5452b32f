/* The profile of a run, from the first line of saved results; see report/saved_parts.h. */
#include <string.h>

#include "base/limits.h"
#include "report/saved_parts.h"

static enum profile_kind
take_kind(struct taking *taking, const json_t *object)
{
	const char *word = take_string(taking, object, "kind");

	for (int kind = PROFILE_SELECT; word != NULL && kind < PROFILE_KINDS; kind++) {
		if (strcmp(word, profile_kind_name((enum profile_kind)kind)) == 0)
			return (enum profile_kind)kind;
	}
	take_fault(taking, "kind");
	return PROFILE_SELECT;
}

static const char *
needed(struct taking *taking, const json_t *object, const char *key)
{
	const char *text = take_string(taking, object, key);

	if (text == NULL || text[0] == '\0')
		take_fault(taking, key);
	return text == NULL ? "" : text;
}

/* The severity that a text like "error; late: warning" begins with. */
static enum severity
first_severity(struct taking *taking, const char *text, const char *key)
{
	struct text word = text_view(text, strcspn(text, ";"));

	for (enum severity severity = SEVERITY_INFO; severity <= SEVERITY_ERROR; severity++) {
		if (text_equals(word, severity_name(severity)))
			return severity;
	}
	take_fault(taking, key);
	return SEVERITY_ERROR;
}

static void
take_change(struct taking *taking, const json_t *object, struct profile_change *change)
{
	bool is_parameter = false;

	change->kind = take_kind(taking, object);
	is_parameter = change->kind == PROFILE_PARAMETER;
	change->ruleset = is_parameter ? needed(taking, object, "ruleset") : "";
	change->subject = needed(taking, object, is_parameter ? "name" : "rule");
	change->reason = needed(taking, object, "reason");
	change->old_value = "";
	change->new_value = "";
	if (is_parameter || change->kind == PROFILE_SEVERITY) {
		change->old_value = needed(taking, object, "old");
		change->new_value = needed(taking, object, "new");
	}
	if (change->kind == PROFILE_SEVERITY && take_went_well(taking)) {
		change->old_severity = first_severity(taking, change->old_value, "old");
		change->new_severity = first_severity(taking, change->new_value, "new");
	}
	change->applied = true;
}

const struct profile *
saved_take_profile(struct taking *taking, const json_t *options)
{
	const json_t *object = json_object_get(options, "profile");
	const json_t *list = NULL;
	struct profile *profile = NULL;
	size_t count = 0;

	if (object == NULL)
		return NULL;
	if (!json_is_object(object)) {
		take_fault(taking, "profile");
		return NULL;
	}
	profile = arena_take(taking->arena, sizeof *profile);
	profile->path = "";
	profile->id = needed(taking, object, "id");
	profile->title = needed(taking, object, "title");
	take_sha256(taking, object, "sha256", profile->sha256);
	list = take_list(taking, object, "changes", LIMIT_PROFILE_CHANGES, &count);
	profile->changes = arena_take_array(taking->arena, count, sizeof *profile->changes);
	for (size_t i = 0; i < count; i++)
		take_change(taking, take_element(taking, list, i), &profile->changes[i]);
	profile->change_count = count;
	return profile;
}
