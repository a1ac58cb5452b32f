/* Which rules `--select`, `--ignore` and a profile leave; see engine/run.h. */
#include <string.h>

#include "base/memory.h"
#include "engine/run.h"

static bool
matches_any(const char *id, const char *const *words, size_t count)
{
	size_t i = 0;

	for (i = 0; i < count; i++) {
		size_t length = strlen(words[i]);

		if (strncmp(id, words[i], length) == 0 &&
		    (id[length] == '\0' || id[length] == '-' || words[i][length - 1] == '-'))
			return true;
	}
	return false;
}

/* Whether the profile leaves a rule: one of its selections names it, or there is none, and it is not ignored. */
static bool
profile_leaves(const struct profile *profile, const char *id)
{
	bool any_selected = false;
	bool selected = false;

	for (size_t i = 0; profile != NULL && i < profile->change_count; i++) {
		const struct profile_change *change = &profile->changes[i];
		bool matches = matches_any(id, &change->subject, 1);

		if (change->kind == PROFILE_IGNORE && matches)
			return false;
		if (change->kind != PROFILE_SELECT)
			continue;
		any_selected = true;
		selected = selected || matches;
	}
	return selected || !any_selected;
}

bool *
run_select_rules(const struct caselint_plugin *plugin, const struct run_options *options)
{
	bool *selected = memory_zeroed(plugin->rules.count, sizeof *selected);
	uint32_t i = 0;

	for (i = 0; i < plugin->rules.count; i++) {
		const char *id = CASELINT_AT(plugin->rules, struct caselint_rule, i)->id;

		selected[i] = (options->select_count == 0 || matches_any(id, options->select, options->select_count)) &&
		              !matches_any(id, options->ignore, options->ignore_count) &&
		              profile_leaves(options->profile, id);
	}
	return selected;
}
