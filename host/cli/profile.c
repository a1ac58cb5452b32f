/* See cli/profile.h. */
#include "cli/profile.h"

#include <string.h>

#include "base/memory.h"
#include "engine/run.h"

/* Ids or names that may have been meant. */
struct candidates {
	const char **items;
	size_t count;
};

static void
add_candidate(struct candidates *candidates, const char *item)
{
	candidates->items = memory_resize(candidates->items, candidates->count + 1, sizeof *candidates->items);
	candidates->items[candidates->count++] = item;
}

static void
complain(const struct profile *profile, const struct profile_change *change, const char *what, const char *word,
    const struct candidates *candidates)
{
	const char *nearest = text_nearest(word, candidates->items, candidates->count);

	if (nearest != NULL)
		cli_complain(
		    "%s:%u: unknown %s '%s'; did you mean '%s'?", profile->path, change->line, what, word, nearest);
	else
		cli_complain("%s:%u: unknown %s '%s'; `caselint rules` lists rules and rulesets", profile->path,
		    change->line, what, word);
}

/* ---- Rules -------------------------------------------------------------------------------------- */

static void
complain_of_rule(const struct profile *profile, const struct profile_change *change, const struct bundles *bundles)
{
	struct candidates candidates = {NULL, 0};

	for (size_t i = 0; i < bundles->count; i++) {
		const struct caselint_plugin *plugin = bundles->items[i].plugin;

		for (uint32_t k = 0; k < plugin->rules.count; k++)
			add_candidate(&candidates, CASELINT_AT(plugin->rules, struct caselint_rule, k)->id);
	}
	if (strncmp(change->subject, "CL-", 3) == 0)
		cli_complain("%s:%u: %s is a rule of caselint itself; a profile changes rules of rulesets only",
		    profile->path, change->line, change->subject);
	else
		complain(profile, change, "rule", change->subject, &candidates);
	memory_free(candidates.items);
}

/* Whether a word of Select or Ignore names a rule. */
static bool
names_a_rule(const char *word, const struct bundles *bundles)
{
	const struct run_options only = {.select = &word, .select_count = 1};
	bool found = false;

	for (size_t i = 0; i < bundles->count && !found; i++) {
		const struct caselint_plugin *plugin = bundles->items[i].plugin;
		bool *selected = run_select_rules(plugin, &only);

		for (uint32_t k = 0; k < plugin->rules.count; k++)
			found = found || selected[k];
		memory_free(selected);
	}
	return found;
}

/* ---- Parameters ---------------------------------------------------------------------------------- */

static const struct ruleset *
ruleset_named(const struct bundles *bundles, const char *id, struct candidates *candidates)
{
	for (size_t i = 0; i < bundles->count; i++) {
		for (size_t k = 0; k < bundles->items[i].ruleset_count; k++) {
			const struct ruleset *ruleset = bundles->items[i].rulesets[k].ruleset;

			if (strcmp(ruleset->id, id) == 0)
				return ruleset;
			add_candidate(candidates, ruleset->id);
		}
	}
	return NULL;
}

static void
complain_of_parameter(const struct profile *profile, const struct profile_change *change, const struct bundles *bundles)
{
	struct candidates rulesets = {NULL, 0};
	struct candidates parameters = {NULL, 0};
	const struct ruleset *ruleset = ruleset_named(bundles, change->ruleset, &rulesets);

	if (ruleset == NULL) {
		complain(profile, change, "ruleset", change->ruleset, &rulesets);
	} else if (change->fault != NULL) {
		cli_complain("%s:%u: parameter %s of %s %s", profile->path, change->line, change->subject, ruleset->id,
		    change->fault);
	} else {
		for (size_t i = 0; i < ruleset->parameter_count; i++)
			add_candidate(&parameters, ruleset->parameters[i].name);
		complain(profile, change, "parameter", change->subject, &parameters);
	}
	memory_free(rulesets.items);
	memory_free(parameters.items);
}

/* ---- All changes ------------------------------------------------------------------------------------ */

static bool
change_is_possible(const struct profile *profile, const struct profile_change *change, const struct bundles *bundles)
{
	bool is_choice = change->kind == PROFILE_SELECT || change->kind == PROFILE_IGNORE;

	if (is_choice ? names_a_rule(change->subject, bundles) : change->applied)
		return true;
	if (change->kind == PROFILE_PARAMETER)
		complain_of_parameter(profile, change, bundles);
	else
		complain_of_rule(profile, change, bundles);
	return false;
}

static bool
changes_are_possible(const struct profile *profile, const struct bundles *bundles)
{
	bool possible = true;

	for (size_t i = 0; profile != NULL && i < profile->change_count; i++)
		possible = change_is_possible(profile, &profile->changes[i], bundles) && possible;
	/* What is unknown may be of a plugin that was refused. */
	if (!possible && bundles->refusal_count > 0)
		cli_complain("%zu %s refused; `caselint plugins` says why", bundles->refusal_count,
		    bundles->refusal_count == 1 ? "plugin was" : "plugins were");
	return possible;
}

static int
read_file(const char *path, const struct places *places, struct profile **ret_profile)
{
	struct buffer why = {0};
	int code = 0;

	if (profile_read(path, places->profile_schema, ret_profile, &why) != STATUS_OK) {
		cli_complain("profile %s", buffer_text(&why));
		code = EXIT_CODE_USAGE;
	}
	buffer_clear(&why);
	return code;
}

int
profile_load(const struct options *options, const struct places *places, struct profile **ret_profile,
    struct bundles **ret_bundles)
{
	int code = options->profile == NULL ? 0 : read_file(options->profile, places, ret_profile);

	if (code == 0)
		code = cli_load_bundles(
		    options->plugin_folders.items, options->plugin_folders.count, places, *ret_profile, ret_bundles);
	if (code == 0 && !changes_are_possible(*ret_profile, *ret_bundles))
		code = EXIT_CODE_USAGE;
	return code;
}
