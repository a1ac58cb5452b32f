/* `caselint check`: run, then write every report that was asked for (cli/reports.h). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/interrupt.h"
#include "base/memory.h"
#include "cli/cli.h"
#include "cli/marking.h"
#include "cli/options.h"
#include "cli/profile.h"
#include "cli/progress.h"
#include "cli/reports.h"
#include "cli/strictness.h"
#include "cli/worksheets.h"
#include "engine/run.h"

#define ARGUMENTS "PATH..."
#define SIGNAL_BASE 128 /* a shell adds it to the number of the signal */
#define SUMMARY                                                                                                      \
	"Check case exports: files, folders, .gz, .zst, .zip and .tar archives, or - for standard input.\v"          \
	"Exit status: 0 clean, 1 findings at or above --fail-on, 2 usage, 3 an input was not fully read, 4 a rule "  \
	"was not "                                                                                                   \
	"fully run, 5 a report was not fully written, 6 internal error, 130 or 143 interrupted. A run that was not " \
	"complete never exits with 0 or 1."

/* A command in hand. */
struct check {
	struct options options;
	struct places places;
	struct profile *profile; /* NULL: none */
	struct bundles *bundles;
	struct run_options run_options;
	struct marking marking;
	struct run *run;
};

/* ---- Options that need each other -------------------------------------------------------- */

static size_t
count_rules(const struct bundles *bundles)
{
	size_t count = 0;
	size_t i = 0;

	for (i = 0; i < bundles->count; i++)
		count += bundles->items[i].plugin->rules.count;
	return count;
}

/* Whether a word names at least one rule; complains with the nearest id when not. */
static bool
names_a_rule(const struct bundles *bundles, const char *word)
{
	struct run_options only = {.select = &word, .select_count = 1};
	const char **ids = memory_zeroed(count_rules(bundles), sizeof *ids);
	size_t count = 0;
	bool found = false;
	size_t i = 0;
	uint32_t j = 0;

	for (i = 0; i < bundles->count; i++) {
		bool *selected = run_select_rules(bundles->items[i].plugin, &only);

		for (j = 0; j < bundles->items[i].plugin->rules.count; j++) {
			ids[count++] = CASELINT_AT(bundles->items[i].plugin->rules, struct caselint_rule, j)->id;
			found = found || selected[j];
		}
		memory_free(selected);
	}
	if (!found)
		cli_complain_unknown("rule", word, ids, count);
	memory_free(ids);
	return found;
}

static bool
rules_are_known(const struct check *check)
{
	const struct words *lists[] = {&check->options.select, &check->options.ignore};
	size_t i = 0;
	size_t j = 0;

	/* Without a plugin no rule is known, and the run will say so. */
	for (i = 0; i < 2 && check->bundles->count > 0; i++) {
		for (j = 0; j < lists[i]->count; j++) {
			if (!names_a_rule(check->bundles, lists[i]->items[j]))
				return false;
		}
	}
	return true;
}

/* What would look at nothing would find nothing; complains. */
static bool
selection_leaves_rules(const struct check *check)
{
	size_t left = 0;

	for (size_t i = 0; i < check->bundles->count; i++) {
		const struct caselint_plugin *plugin = check->bundles->items[i].plugin;
		bool *selected = run_select_rules(plugin, &check->run_options);

		for (uint32_t k = 0; k < plugin->rules.count; k++)
			left += selected[k] ? 1 : 0;
		memory_free(selected);
	}
	if (left > 0 || count_rules(check->bundles) == 0)
		return true;
	cli_complain(
	    "--select, --ignore and --profile leave no rule at all, so nothing would be checked; `caselint rules` "
	    "with the same options lists what is left");
	return false;
}

/* ---- The command -------------------------------------------------------------------------------- */

static struct run_options
run_options_of(const struct options *options)
{
	return (struct run_options){
	    .as_of = options->as_of,
	    .fail_on = options->fail_on,
	    .fail_never = options->fail_never,
	    .schema = options->schema,
	    .select = options->select.items,
	    .select_count = options->select.count,
	    .ignore = options->ignore.items,
	    .ignore_count = options->ignore.count,
	    .restricted = {options->restricted.items, options->restricted.count},
	};
}

static int
prepare(struct check *check, int argc, char **argv)
{
	int code = options_parse(FOR_CHECK, argc, argv, ARGUMENTS, SUMMARY, &check->options);

	if (code != 0)
		return code;
	if (check->options.arguments.count == 0) {
		cli_complain("no input; give files or folders, or - for standard input");
		return EXIT_CODE_USAGE;
	}
	if (!reports_prepare(&check->options))
		return EXIT_CODE_USAGE;
	code = strictness_prepare(&check->options);
	if (code != 0)
		return code;
	check->run_options = run_options_of(&check->options);
	if (places_find(&check->places) != STATUS_OK)
		return EXIT_CODE_INTERNAL;
	code = profile_load(&check->options, &check->places, &check->profile, &check->bundles);
	if (code != EXIT_CODE_CLEAN)
		return code;
	check->run_options.profile = check->profile;
	if (!rules_are_known(check) || !selection_leaves_rules(check) ||
	    !worksheets_are_known(&check->options, check->bundles))
		return EXIT_CODE_USAGE;
	return marking_prepare(&check->options, check->bundles, &check->marking);
}

/* What the shell says of a program that a signal has ended; a report that could not be written is worse. */
static int
code_of_interrupted(int code)
{
	return code == EXIT_CODE_OUTPUT || code == EXIT_CODE_INTERNAL ? code : SIGNAL_BASE + (int)interrupt_signal;
}

static int
write_reports(const struct run *run, const struct options *options)
{
	struct results results = {run_get_facts(run), run_get_tally(run), run_get_spool(run)};

	return reports_write(options, &results);
}

static int
execute(struct check *check)
{
	struct progress progress;
	struct run_request request = {
	    .paths = check->options.arguments.items,
	    .path_count = check->options.arguments.count,
	    .bundles = check->bundles,
	    .envelope = check->places.envelope,
	    .tool_version = cli_version,
	    .options = &check->run_options,
	    .marks = check->marking.marks,
	    .jobs = check->options.jobs,
	    .isolated = check->options.isolated,
	    .record_seconds = check->options.record_seconds,
	    .memory_mib = check->options.memory_mib,
	    .progress = progress_show,
	    .progress_context = &progress,
	};
	struct buffer why = {0};
	enum status status = STATUS_OK;
	int code = EXIT_CODE_INTERNAL;

	progress_begin(&progress, &check->options);
	interrupt_is_heard = 1;
	status = run_execute(&request, &check->run, &why);
	interrupt_is_heard = 0;
	progress_end(&progress);
	if (status == STATUS_OK)
		code = write_reports(check->run, &check->options);
	else
		cli_complain("%s", buffer_text(&why));
	buffer_clear(&why);
	if (interrupt_signal != 0)
		code = code_of_interrupted(code);
	progress_finish(&progress, code);
	return code;
}

int
command_check(int argc, char **argv)
{
	struct check check;
	int code = 0;

	memset(&check, 0, sizeof check);
	code = prepare(&check, argc, argv);
	if (code == 0)
		code = execute(&check);
	else if (code < 0)
		code = EXIT_CODE_CLEAN;
	run_free(check.run);
	marking_clear(&check.marking);
	bundles_free(check.bundles);
	profile_free(check.profile);
	options_clear(&check.options);
	return code;
}
