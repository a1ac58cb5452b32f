/* `caselint rules`: rules by ruleset, those of the host behind them, and the command; the matrix has its own file. */
#include "cli/rules.h"

#include <string.h>

#include "base/memory.h"
#include "engine/run.h"
#include "report/host_rules.h"
#include "report/profile_words.h"

#define INDENT 2U
#define GAP 2U
#define SEVERITY_COLUMNS 7U /* "warning" */
#define HOST_HEADING "caselint"

/* Widths of the columns of one list. */
struct widths {
	size_t id;
	size_t place; /* the paragraph, or the exit code */
};

/* ---- Which rules ------------------------------------------------------------------------ */

static struct run_options
selection_of(const struct rules_view *view)
{
	const struct options *options = view->options;

	return (struct run_options){
	    .select = options->select.items,
	    .select_count = options->select.count,
	    .ignore = options->ignore.items,
	    .ignore_count = options->ignore.count,
	    .profile = view->profile,
	};
}

/* One flag per rule of the host, by the same words as for those of plugins; free with memory_free. */
static bool *
select_host_rules(const struct run_options *selection)
{
	struct caselint_rule rules[HOST_RULES];
	struct caselint_plugin host = {.rules = CASELINT_ARRAY(rules)};
	size_t i = 0;

	for (i = 0; i < HOST_RULES; i++)
		rules[i] = (struct caselint_rule){.id = host_rules[i].id};
	return run_select_rules(&host, selection);
}

static size_t
count_selected(const bool *selected, size_t count)
{
	size_t chosen = 0;
	size_t i = 0;

	for (i = 0; i < count; i++)
		chosen += selected[i] ? 1 : 0;
	return chosen;
}

/* How many rules of plugins, each counted once for every ruleset it has texts in, and of the host. */
static void
count_rules(const struct rules_view *view, size_t *ret_rules, size_t *ret_host)
{
	struct run_options selection = selection_of(view);
	bool *selected = select_host_rules(&selection);
	size_t i = 0;

	*ret_host = count_selected(selected, HOST_RULES);
	*ret_rules = 0;
	memory_free(selected);
	for (i = 0; i < view->bundles->count; i++) {
		const struct bundle *bundle = &view->bundles->items[i];

		selected = run_select_rules(bundle->plugin, &selection);
		*ret_rules += count_selected(selected, bundle->plugin->rules.count) * bundle->ruleset_count;
		memory_free(selected);
	}
}

/* ---- Text ---------------------------------------------------------------------------------- */

static void
put_rule(struct page *page, const struct widths *widths, const char *id, enum severity severity, const char *place,
    const char *title)
{
	size_t hang = INDENT + widths->id + GAP + SEVERITY_COLUMNS + GAP + widths->place + GAP;

	page_spaces(page, INDENT);
	page_cell(page, text_of(id), widths->id + GAP, false);
	page_cell(page, text_of(severity_name(severity)), SEVERITY_COLUMNS + GAP, false);
	page_cell(page, text_of(place), widths->place + GAP, false);
	page_paragraph(page, 0, hang, PAGE_PLAIN, "", text_of(title));
}

static void
put_ruleset(struct page *page, const struct bundle *bundle, const struct bundle_ruleset *texts, const bool *selected)
{
	struct widths widths = {0, 0};
	uint32_t count = bundle->plugin->rules.count;
	uint32_t i = 0;

	if (count_selected(selected, count) == 0)
		return;
	for (i = 0; i < count; i++) {
		if (!selected[i])
			continue;
		widths.id = answer_widest(widths.id, texts->rules[i]->id);
		widths.place = answer_widest(widths.place, texts->rules[i]->cite);
	}
	page_heading(page, texts->ruleset->id);
	page_format(page, 0, 0, "%s", texts->ruleset->title);
	page_blank(page);
	for (i = 0; i < count; i++) {
		const struct ruleset_rule *rule = texts->rules[i];

		if (selected[i])
			put_rule(page, &widths, rule->id, rule->severity, rule->cite, rule->title);
	}
}

static void
put_host_rules(struct page *page, const bool *selected)
{
	struct widths widths = {0, sizeof "exit 3" - 1};
	size_t i = 0;

	if (count_selected(selected, HOST_RULES) == 0)
		return;
	for (i = 0; i < HOST_RULES; i++) {
		if (selected[i])
			widths.id = answer_widest(widths.id, host_rules[i].id);
	}
	page_heading(page, HOST_HEADING);
	page_format(page, 0, 0, "Faults of inputs, of their form and of plugins; each decides the exit code");
	page_blank(page);
	for (i = 0; i < HOST_RULES; i++) {
		const struct host_rule *rule = &host_rules[i];

		if (selected[i])
			put_rule(page, &widths, rule->id, rule->severity,
			    rule->exit_code == EXIT_CODE_INPUT ? "exit 3" : "exit 4", rule->title);
	}
}

static void
put_counts(struct page *page, const struct rules_view *view)
{
	struct buffer *draft = page_draft(page);
	size_t rules = 0;
	size_t host = 0;

	count_rules(view, &rules, &host);
	if (!view->complete)
		buffer_append_text(draft, "INCOMPLETE, see `caselint plugins`: ");
	words_count(draft, rules, "rule", "rules");
	buffer_append_format(draft, " of rulesets, %zu of caselint itself.", host);
	page_put_draft(page, 0, 0, PAGE_PLAIN, "");
}

static void
put_profile(struct page *page, const struct profile *profile)
{
	if (profile == NULL)
		return;
	profile_summary(page_draft(page), profile);
	page_put_draft(page, 0, 2, PAGE_YELLOW, "");
	for (size_t i = 0; i < profile->change_count; i++) {
		profile_change_words(page_draft(page), &profile->changes[i]);
		page_put_draft(page, 2, 4, PAGE_PLAIN, "- ");
	}
}

static void
put_list(const void *context, struct page *page)
{
	const struct rules_view *view = context;
	struct run_options selection = selection_of(view);
	bool *selected = NULL;
	size_t i = 0;
	size_t k = 0;

	put_counts(page, view);
	put_profile(page, view->profile);
	for (i = 0; i < view->bundles->count; i++) {
		const struct bundle *bundle = &view->bundles->items[i];

		selected = run_select_rules(bundle->plugin, &selection);
		for (k = 0; k < bundle->ruleset_count; k++)
			put_ruleset(page, bundle, &bundle->rulesets[k], selected);
		memory_free(selected);
	}
	selected = select_host_rules(&selection);
	put_host_rules(page, selected);
	memory_free(selected);
}

/* ---- JSON ------------------------------------------------------------------------------------- */

static void
put_rules_json(
    struct json_writer *json, const struct bundle *bundle, const struct bundle_ruleset *texts, const bool *selected)
{
	uint32_t i = 0;

	json_write_key(json, "rules");
	json_write_array(json);
	for (i = 0; i < bundle->plugin->rules.count; i++) {
		const struct ruleset_rule *rule = texts->rules[i];

		if (!selected[i])
			continue;
		json_write_object_inline(json);
		answer_put_text(json, "id", rule->id);
		answer_put_text(json, "severity", severity_name(rule->severity));
		answer_put_bool(json, "derived", rule->derived);
		answer_put_text(json, "cite", rule->cite);
		answer_put_text(json, "title", rule->title);
		json_write_object_end(json);
	}
	json_write_array_end(json);
}

static void
put_rulesets_json(struct json_writer *json, const struct bundle *bundle, const struct run_options *selection)
{
	bool *selected = run_select_rules(bundle->plugin, selection);
	size_t i = 0;

	for (i = 0; i < bundle->ruleset_count; i++) {
		const struct ruleset *ruleset = bundle->rulesets[i].ruleset;

		json_write_object(json);
		answer_put_text(json, "id", ruleset->id);
		answer_put_text(json, "plugin", ruleset->plugin);
		answer_put_text(json, "title", ruleset->title);
		answer_put_text(json, "sha256", ruleset->sha256);
		put_rules_json(json, bundle, &bundle->rulesets[i], selected);
		json_write_object_end(json);
	}
	memory_free(selected);
}

static void
put_host_rules_json(struct json_writer *json, const struct run_options *selection)
{
	bool *selected = select_host_rules(selection);
	size_t i = 0;

	json_write_key(json, "hostRules");
	json_write_array(json);
	for (i = 0; i < HOST_RULES; i++) {
		const struct host_rule *rule = &host_rules[i];

		if (!selected[i])
			continue;
		json_write_object_inline(json);
		answer_put_text(json, "id", rule->id);
		answer_put_text(json, "severity", severity_name(rule->severity));
		answer_put_count(json, "exitCode", (uint64_t)rule->exit_code);
		answer_put_text(json, "title", rule->title);
		json_write_object_end(json);
	}
	json_write_array_end(json);
	memory_free(selected);
}

static void
put_list_json(const void *context, struct json_writer *json)
{
	const struct rules_view *view = context;
	struct run_options selection = selection_of(view);
	size_t i = 0;

	json_write_object(json);
	answer_put_text(json, "schema", "caselint/rules/1");
	answer_put_bool(json, "complete", view->complete);
	if (view->profile != NULL) {
		json_write_key(json, "profile");
		profile_json(json, view->profile);
	}
	json_write_key(json, "rulesets");
	json_write_array(json);
	for (i = 0; i < view->bundles->count; i++)
		put_rulesets_json(json, &view->bundles->items[i], &selection);
	json_write_array_end(json);
	put_host_rules_json(json, &selection);
	json_write_object_end(json);
}

/* ---- Words that name no rule --------------------------------------------------------------------- */

/* All ids, for suggestions; free with memory_free. */
static const char **
collect_ids(const struct bundles *bundles, size_t *ret_count)
{
	const char **ids = NULL;
	size_t count = 0;
	size_t i = 0;
	uint32_t k = 0;

	for (i = 0; i < bundles->count; i++)
		count += bundles->items[i].plugin->rules.count;
	ids = memory_zeroed(count + HOST_RULES, sizeof *ids);
	count = 0;
	for (i = 0; i < bundles->count; i++) {
		const struct caselint_plugin *plugin = bundles->items[i].plugin;

		for (k = 0; k < plugin->rules.count; k++)
			ids[count++] = CASELINT_AT(plugin->rules, struct caselint_rule, k)->id;
	}
	for (i = 0; i < HOST_RULES; i++)
		ids[count++] = host_rules[i].id;
	*ret_count = count;
	return ids;
}

static bool
names_a_rule(const struct bundles *bundles, const char *word)
{
	const struct options only = {.select = {&word, 1}};
	const struct rules_view view = {bundles, &only, NULL, true};
	const char **ids = NULL;
	size_t rules = 0;
	size_t host = 0;
	size_t count = 0;

	count_rules(&view, &rules, &host);
	if (rules + host > 0)
		return true;
	ids = collect_ids(bundles, &count);
	cli_complain_unknown("rule", word, ids, count);
	memory_free(ids);
	return false;
}

static bool
rules_are_known(const struct bundles *bundles, const struct options *options)
{
	const struct words *lists[] = {&options->select, &options->ignore};
	size_t i = 0;
	size_t k = 0;

	for (i = 0; i < 2; i++) {
		for (k = 0; k < lists[i]->count; k++) {
			if (!names_a_rule(bundles, lists[i]->items[k]))
				return false;
		}
	}
	return true;
}

/* ---- The command ----------------------------------------------------------------------------------- */

static bool
options_agree(const struct options *options)
{
	if (options->arguments.count > 0) {
		cli_complain("rules takes no argument, but '%s' was given; `caselint explain` explains a rule",
		    options->arguments.items[0]);
		return false;
	}
	if (options->matrix && (options->select.count + options->ignore.count > 0 || options->profile != NULL)) {
		cli_complain("--matrix shows every sentence; leave out --select, --ignore and --profile");
		return false;
	}
	return true;
}

static int
execute(const struct options *options, const struct profile *profile, const struct bundles *bundles)
{
	struct rules_view view = {bundles, options, profile, answer_is_complete(bundles)};
	struct answer answer = {put_list, put_list_json, &view};
	int code = view.complete ? EXIT_CODE_CLEAN : EXIT_CODE_RULES;

	if (!rules_are_known(bundles, options))
		return EXIT_CODE_USAGE;
	if (options->matrix) {
		answer.page = rules_matrix_page;
		answer.document = rules_matrix_document;
		if (rules_matrix_gaps(bundles) > 0)
			code = exit_code_worse(code, EXIT_CODE_FINDINGS);
	}
	return exit_code_worse(code, answer_write(options, &answer));
}

int
command_rules(int argc, char **argv)
{
	static const struct answer_usage usage = {FOR_RULES, "rules", NULL,
	    "List the rules of every ruleset, and those of caselint itself.\v"
	    "Exit status: 1 when the matrix has a gap, 4 when a plugin was refused or none was "
	    "found. " ANSWER_ONE_OUTPUT};
	struct options options = {0};
	struct profile *profile = NULL;
	struct bundles *bundles = NULL;
	int code = answer_parse(&usage, argc, argv, &options);

	if (code == 0 && !options_agree(&options))
		code = EXIT_CODE_USAGE;
	if (code == 0)
		code = answer_load(&options, &profile, &bundles);
	if (code == 0)
		code = execute(&options, profile, bundles);
	bundles_free(bundles);
	profile_free(profile);
	options_clear(&options);
	return code < 0 ? EXIT_CODE_CLEAN : code;
}
