/* See report/profile_words.h. */
#include "report/profile_words.h"

#include <string.h>

#include "report/text_page.h"

const struct profile *
run_profile(const struct run_facts *facts)
{
	return facts->options == NULL ? NULL : facts->options->profile;
}

static size_t
count_kind(const struct profile *profile, enum profile_kind kind)
{
	size_t count = 0;

	for (size_t i = 0; i < profile->change_count; i++)
		count += profile->changes[i].kind == kind ? 1 : 0;
	return count;
}

/* Severities that hide what the ruleset would show. */
static size_t
count_lowered(const struct profile *profile)
{
	size_t count = 0;

	for (size_t i = 0; i < profile->change_count; i++)
		count += profile->changes[i].kind == PROFILE_SEVERITY &&
		         profile->changes[i].new_severity < profile->changes[i].old_severity;
	return count;
}

static void
append_count(struct buffer *text, size_t count, const char *one, const char *many, bool *any)
{
	if (count == 0)
		return;
	buffer_append_text(text, *any ? ", " : ": ");
	words_count(text, count, one, many);
	*any = true;
}

void
profile_summary(struct buffer *text, const struct profile *profile)
{
	size_t lowered = count_lowered(profile);
	bool any = false;

	buffer_append_format(text, "By profile %s", profile->id);
	append_count(text, count_kind(profile, PROFILE_SEVERITY), "rule re-graded", "rules re-graded", &any);
	if (lowered > 0)
		buffer_append_format(text, " (%zu to less)", lowered);
	append_count(text, count_kind(profile, PROFILE_PARAMETER), "parameter set", "parameters set", &any);
	append_count(text, count_kind(profile, PROFILE_SELECT) + count_kind(profile, PROFILE_IGNORE), "choice of rules",
	    "choices of rules", &any);
	buffer_append_text(text, ".");
}

void
profile_change_words(struct buffer *text, const struct profile_change *change)
{
	switch (change->kind) {
	case PROFILE_SELECT: buffer_append_format(text, "%s is selected", change->subject); break;
	case PROFILE_IGNORE: buffer_append_format(text, "%s is not run", change->subject); break;
	case PROFILE_SEVERITY:
		buffer_append_format(
		    text, "%s is %s instead of %s", change->subject, change->new_value, change->old_value);
		break;
	default:
		buffer_append_format(text, "%s of %s is %s instead of %s", change->subject, change->ruleset,
		    change->new_value, change->old_value);
		break;
	}
	buffer_append_format(text, ": %s", change->reason);
}

void
profile_name_words(struct buffer *text, const struct profile *profile)
{
	buffer_append_format(text, "%s, %s (SHA-256 %s)", profile->id, profile->title, profile->sha256);
}

static void
put_string(struct json_writer *json, const char *key, const char *value)
{
	json_write_key(json, key);
	json_write_text_or_null(json, text_of(value));
}

static void
put_change(struct json_writer *json, const struct profile_change *change)
{
	json_write_object_inline(json);
	put_string(json, "kind", profile_kind_name(change->kind));
	if (change->kind == PROFILE_PARAMETER)
		put_string(json, "ruleset", change->ruleset);
	put_string(json, change->kind == PROFILE_PARAMETER ? "name" : "rule", change->subject);
	if (change->kind == PROFILE_SEVERITY || change->kind == PROFILE_PARAMETER) {
		put_string(json, "old", change->old_value);
		put_string(json, "new", change->new_value);
	}
	put_string(json, "reason", change->reason);
	json_write_object_end(json);
}

void
profile_json(struct json_writer *json, const struct profile *profile)
{
	json_write_object(json);
	put_string(json, "id", profile->id);
	put_string(json, "title", profile->title);
	put_string(json, "sha256", profile->sha256);
	json_write_key(json, "changes");
	json_write_array(json);
	for (size_t i = 0; i < profile->change_count; i++)
		put_change(json, &profile->changes[i]);
	json_write_array_end(json);
	json_write_object_end(json);
}

enum severity
profile_original_severity(const struct run_facts *facts, const struct ruleset_rule *rule)
{
	const struct profile *profile = run_profile(facts);

	for (size_t i = 0; profile != NULL && i < profile->change_count; i++) {
		const struct profile_change *change = &profile->changes[i];

		if (change->kind == PROFILE_SEVERITY && strcmp(change->subject, rule->id) == 0)
			return change->old_severity;
	}
	return rule->severity;
}
