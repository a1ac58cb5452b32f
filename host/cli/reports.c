/* See cli/reports.h. */
#include "cli/reports.h"

#include <string.h>

#include "base/spill.h"
#include "base/thread.h"
#include "cli/cli.h"
#include "cli/outputs.h"
#include "cli/worksheets.h"
#include "report/folder.h"
#include "report/mark_words.h"
#include "report/profile_words.h"
#include "report/strict.h"
#include "report/suppress.h"
#include "report/words.h"

/* A strict view, when one was asked for and the results are not strict already; `facts` is room for what those say. */
static enum status
look_strictly(
    const struct options *options, struct results *results, struct run_facts *facts, struct strict **ret_strict)
{
	const struct strict_setting setting = {.pseudonyms = options->pseudonyms,
	    .lasting_key = options->key_file != NULL,
	    .listed = options->show != SHOW_TOTALS,
	    .suppress_below = options->suppress_below == 0 ? SUPPRESS_USUAL : options->suppress_below};
	enum status status = STATUS_OK;

	if (results->facts->privacy.strict) {
		*facts = *results->facts;
		facts->privacy.listed = setting.listed;
		results->facts = facts;
		return STATUS_OK;
	}
	if (!options->strict)
		return STATUS_OK;
	status = strict_new(&setting, results->facts, results->tally, results->spool, ret_strict);
	if (status != STATUS_OK)
		return status;
	results->facts = strict_facts(*ret_strict);
	results->tally = strict_tally(*ret_strict);
	return STATUS_OK;
}

static const struct format *
format_named(const char *name)
{
	const struct format *format = report_formats;

	while (strcmp(format->name, name) != 0)
		format++;
	return format;
}

/* A report of many files. */
static enum status
write_folder(const struct results *results, const struct output_option *output, const struct render_options *how,
    const char **ret_why)
{
	struct folder *folder = NULL;
	enum status status = folder_open(output->path, &folder);

	if (status != STATUS_OK)
		return status;
	status =
	    format_named(output->format)->render_folder(results->facts, results->tally, results->spool, how, folder);
	if (status == STATUS_OK)
		return folder_commit(folder);
	if (!folder_failed(folder))
		*ret_why = "results cannot be read back from the temporary file";
	folder_abandon(folder);
	return status;
}

static void *
forget(void *spool)
{
	spool_forget(spool);
	return NULL;
}

/* Behind the last report nothing is read any more: results are given back while the report is committed, which is as long. */
static enum status
commit(struct sink *sink, struct spool *spool, bool is_last)
{
	enum status status = STATUS_OK;
	pthread_t thread;
	bool is_begun = is_last && thread_start(&thread, forget, spool);

	status = sink_commit(sink);
	if (is_begun)
		pthread_join(thread, NULL);
	return status;
}

/* A report, or a worksheet, of one file. */
static enum status
write_file(const struct results *results, const struct output_option *output, const struct render_options *how,
    bool is_last, const char **ret_why)
{
	struct sink *sink = NULL;
	enum status status = sink_open(output->path, output->named, &sink);

	if (status != STATUS_OK)
		return status;
	if (output->worksheet != NULL)
		status = worksheet_output_write(results, output, sink);
	else
		status =
		    format_named(output->format)->render(results->facts, results->tally, results->spool, how, sink);
	if (status == STATUS_OK)
		return commit(sink, results->spool, is_last);
	if (!sink_failed(sink))
		*ret_why = "results cannot be read back from the temporary file";
	sink_abandon(sink);
	return status;
}

/* `why` is what went wrong before anything was written; NULL: the writing did. */
static void
complain_of(const struct output_option *output, const char *why)
{
	const char *what = output->worksheet == NULL ? output->format : output->worksheet;
	const char *noun = output->worksheet == NULL ? "report" : "worksheet";
	const char *name = output->path == NULL ? "standard output" : output->path;

	if (why != NULL && spill_failure() != NULL)
		cli_complain("the %s %s cannot be written to %s: %s: %s", what, noun, name, why, spill_failure());
	else
		cli_complain(
		    "the %s %s cannot be written to %s: %s", what, noun, name, why == NULL ? sink_error() : why);
}

static int
write_report(const struct options *options, const struct results *results, const struct output_option *output)
{
	const struct render_options how = {.show = options->show,
	    .color = cli_use_color(options->color, output->path),
	    .sarif_github = options->sarif_github};
	bool is_last = output == &options->outputs[options->output_count - 1];
	const char *why = NULL;
	enum status status = output_is_folder(output) ? write_folder(results, output, &how, &why)
	                                              : write_file(results, output, &how, is_last, &why);

	if (status == STATUS_OK)
		return EXIT_CODE_CLEAN;
	complain_of(output, why);
	return EXIT_CODE_OUTPUT;
}

static bool
writes_to_stdout(const struct options *options)
{
	size_t i = 0;

	for (i = 0; i < options->output_count; i++) {
		if (options->outputs[i].path == NULL)
			return true;
	}
	return false;
}

/* With all reports in files, one line says how it went. */
static void
say_verdict(const struct options *options, const struct results *results)
{
	const struct run_facts *facts = results->facts;
	const struct tally *tally = results->tally;
	const struct run_counts *counts = &tally->counts;
	struct buffer selection = {0};
	struct buffer line = {0};

	if (writes_to_stdout(options))
		return;
	if (tally->rule_count < run_rule_count(facts))
		buffer_append_format(
		    &selection, ", by the %zu of %zu rules selected", tally->rule_count, run_rule_count(facts));
	if (mark_count(counts->waived) + mark_count(counts->known) > 0) {
		buffer_append_text(&selection, "; not counted: ");
		mark_counts(&selection, counts);
	}
	if (run_profile(facts) != NULL)
		buffer_append_format(&selection, ", by profile %s", run_profile(facts)->id);
	words_number(&line, counts->records);
	buffer_append_text(&line, " records, ");
	words_number(&line, counts->open[SEVERITY_ERROR]);
	buffer_append_text(&line, " errors, ");
	words_number(&line, counts->open[SEVERITY_WARNING]);
	buffer_append_text(&line, " warnings");
	cli_complain("%s%s%s", facts->complete ? "" : "INCOMPLETE: ", buffer_text(&line), buffer_text(&selection));
	buffer_clear(&selection);
	buffer_clear(&line);
}

bool
reports_prepare(struct options *options)
{
	size_t reports = 0;

	for (size_t i = 0; i < options->output_count; i++)
		reports += options->outputs[i].worksheet == NULL;
	if (reports == 0 && options->output_count < LIMIT_OUTPUTS)
		options->outputs[options->output_count++] = (struct output_option){.format = "text"};
	return worksheets_go_to_files(options) && outputs_are_apart(options);
}

int
reports_write(const struct options *options, const struct results *results)
{
	struct results shown = *results;
	struct run_facts facts = {0};
	struct strict *strict = NULL;
	int code = results->facts->exit_code;

	if (look_strictly(options, &shown, &facts, &strict) != STATUS_OK) {
		cli_complain("results cannot be read back from the temporary file; no report is written");
		return EXIT_CODE_INTERNAL;
	}
	for (size_t i = 0; i < options->output_count; i++)
		code = exit_code_worse(code, write_report(options, &shown, &options->outputs[i]));
	say_verdict(options, &shown);
	strict_free(strict);
	return code;
}
