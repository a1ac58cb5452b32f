/* `caselint diff`: two saved results beside each other; what is compared, and how, is in diff/. */
#include <string.h>

#include "base/spill.h"
#include "cli/cli.h"
#include "cli/options.h"
#include "cli/outputs.h"
#include "diff/render.h"
#include "report/saved.h"

#define ARGUMENTS "OLD NEW"
#define FORMATS_MAX 8U
#define SUMMARY                                                                                                      \
	"Compare two runs that `check -o jsonl:FILE` saved: which findings are new, worse, fixed, there as before, " \
	"or cannot be compared, and which money changed. - is standard input.\v"                                     \
	"Formats are text, json, csv and markdown. A finding is fixed only where NEW looked and found it gone.\n\n"  \
	"Exit status: 0 nothing is new or worse at or above --fail-on, 1 something is, 2 usage, 3 results are "      \
	"damaged, or a run was not complete, or something that counts cannot be compared; 5 and 6 as for check."

/* A command in hand. */
struct comparison {
	struct options options;
	struct saved *saved[2];
	struct diff_options how;
	struct diff *diff;
};

static const char *const names[] = {"OLD", "NEW"};

/* ---- Options ------------------------------------------------------------------------------------- */

static const struct diff_format *
format_named(const char *name)
{
	const struct diff_format *format = diff_formats;

	while (format->name != NULL && strcmp(format->name, name) != 0)
		format++;
	return format;
}

static bool
formats_are_possible(const struct options *options)
{
	const char *possible[FORMATS_MAX] = {NULL};
	size_t count = 0;

	for (const struct diff_format *format = diff_formats; format->name != NULL && count < FORMATS_MAX; format++)
		possible[count++] = format->name;
	for (size_t i = 0; i < options->output_count; i++) {
		if (format_named(options->outputs[i].format)->name != NULL)
			continue;
		cli_complain_unknown("output format of diff", options->outputs[i].format, possible, count);
		return false;
	}
	return true;
}

static bool
arguments_are_two(const struct words *arguments)
{
	if (arguments->count != 2) {
		cli_complain("diff takes two files of results, OLD and NEW, but %zu %s given", arguments->count,
		    arguments->count == 1 ? "was" : "were");
		return false;
	}
	if (output_is_standard(arguments->items[0]) && output_is_standard(arguments->items[1])) {
		cli_complain("standard input is read once, so OLD and NEW cannot both be -");
		return false;
	}
	return true;
}

static int
prepare(struct comparison *comparison, int argc, char **argv)
{
	struct options *options = &comparison->options;
	int code = options_parse(FOR_DIFF, argc, argv, ARGUMENTS, SUMMARY, options);

	if (code != 0)
		return code;
	if (!arguments_are_two(&options->arguments) || !formats_are_possible(options))
		return EXIT_CODE_USAGE;
	if (options->output_count == 0)
		options->outputs[options->output_count++] = (struct output_option){.format = "text"};
	comparison->how = (struct diff_options){options->fail_on, options->fail_never};
	return outputs_are_apart(options) ? 0 : EXIT_CODE_USAGE;
}

/* ---- Privacy ----------------------------------------------------------------------------------------- */

static bool
refuse(const char *why)
{
	cli_complain("%s; nothing was compared", why);
	return false;
}

/* Records are known by their ids: where these are pseudonyms of another key, every record would seem to be gone, and new. */
static bool
ids_can_be_compared(const struct run_privacy *old, const struct run_privacy *new)
{
	if (!old->strict && !new->strict)
		return true;
	if (old->strict != new->strict)
		return refuse("one of the two was saved with --privacy strict, the other with ids; save both alike");
	if (!old->listed || !new->listed)
		return refuse("results that were saved with --privacy strict --show totals have no records");
	if (old->key_id.length == 0 || !text_equal(old->key_id, new->key_id))
		return refuse(
		    "the two were saved with --privacy strict and different keys; save both with the same --key-file");
	return true;
}

/* ---- Reading ---------------------------------------------------------------------------------------- */

static void
complain_of_temporary_file(void)
{
	cli_complain("results cannot be compared: %s; make room or set TMPDIR to a folder with room",
	    spill_failure() == NULL ? "the temporary file is damaged" : spill_failure());
}

/* Both are read even when the first is damaged, so that one look at the complaints is enough. */
static int
read_results(struct comparison *comparison)
{
	int code = 0;

	for (size_t i = 0; i < 2; i++) {
		const char *path = comparison->options.arguments.items[i];
		const struct input_finding *fault = NULL;

		if (saved_read(path, comparison->options.jobs, NULL, &comparison->saved[i]) != STATUS_OK) {
			complain_of_temporary_file();
			return EXIT_CODE_INTERNAL;
		}
		fault = saved_fault(comparison->saved[i]);
		if (fault == NULL)
			continue;
		cli_complain("%s: %s: %.*s (line %llu); nothing was compared. %.*s", names[i], fault->rule,
		    (int)fault->message.length, fault->message.data, (unsigned long long)fault->line,
		    (int)fault->remedy.length, fault->remedy.data);
		code = EXIT_CODE_INPUT;
	}
	return code;
}

static int
compare(struct comparison *comparison)
{
	struct diff_run runs[2];
	enum status status = STATUS_OK;

	for (size_t i = 0; i < 2; i++)
		runs[i] = (struct diff_run){comparison->options.arguments.items[i], saved_facts(comparison->saved[i]),
		    saved_tally(comparison->saved[i]), saved_spool(comparison->saved[i])};
	status = diff_make(&runs[0], &runs[1], &comparison->how, &comparison->diff);
	if (status == STATUS_OK)
		return diff_exit_code(comparison->diff);
	if (status == STATUS_LIMIT) {
		cli_complain("a record of the results has an entry longer than %u MiB; nothing was compared",
		    LIMIT_DIFF_MEMORY / 4U / 1024U / 1024U);
		return EXIT_CODE_INPUT;
	}
	complain_of_temporary_file();
	return EXIT_CODE_INTERNAL;
}

/* ---- Writing ----------------------------------------------------------------------------------------- */

static int
write_output(const struct comparison *comparison, const struct output_option *output)
{
	const struct render_options how = {
	    .show = comparison->options.show, .color = cli_use_color(comparison->options.color, output->path)};
	const char *why = NULL;
	struct sink *sink = NULL;
	enum status status = sink_open(output->path, 0, &sink);

	if (status == STATUS_OK) {
		status = format_named(output->format)->render(comparison->diff, &how, sink);
		if (status == STATUS_OK) {
			status = sink_commit(sink);
		} else {
			why = sink_failed(sink) ? NULL : "the temporary file cannot be read back";
			sink_abandon(sink);
		}
	}
	if (status == STATUS_OK)
		return EXIT_CODE_CLEAN;
	cli_complain("the %s comparison cannot be written to %s: %s", output->format,
	    output->path == NULL ? "standard output" : output->path, why == NULL ? sink_error() : why);
	return EXIT_CODE_OUTPUT;
}

/* With everything in files, one line says how it went. */
static void
say_verdict(const struct comparison *comparison)
{
	struct buffer verdict = {0};

	for (size_t i = 0; i < comparison->options.output_count; i++) {
		if (comparison->options.outputs[i].path == NULL)
			return;
	}
	diff_verdict(&verdict, comparison->diff);
	cli_complain("%s", buffer_text(&verdict));
	buffer_clear(&verdict);
}

static int
execute(struct comparison *comparison)
{
	int code = read_results(comparison);

	if (code == 0 && !ids_can_be_compared(
			     &saved_facts(comparison->saved[0])->privacy, &saved_facts(comparison->saved[1])->privacy))
		code = EXIT_CODE_USAGE;
	if (code == 0)
		code = compare(comparison);
	if (comparison->diff == NULL)
		return code;
	for (size_t i = 0; i < comparison->options.output_count; i++)
		code = exit_code_worse(code, write_output(comparison, &comparison->options.outputs[i]));
	say_verdict(comparison);
	return code;
}

int
command_diff(int argc, char **argv)
{
	struct comparison comparison;
	int code = 0;

	memset(&comparison, 0, sizeof comparison);
	code = prepare(&comparison, argc, argv);
	if (code == 0)
		code = execute(&comparison);
	else if (code < 0)
		code = EXIT_CODE_CLEAN;
	diff_free(comparison.diff);
	saved_free(comparison.saved[0]);
	saved_free(comparison.saved[1]);
	options_clear(&comparison.options);
	return code;
}
