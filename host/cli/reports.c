/* See cli/reports.h. */
#include "cli/reports.h"

#include <string.h>

#include "base/spill.h"
#include "cli/cli.h"
#include "cli/outputs.h"
#include "report/folder.h"

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

static int
write_report(const struct options *options, const struct results *results, const struct output_option *output)
{
	struct render_options how = {.show = options->show,
	    .color = cli_use_color(options->color, output->path),
	    .sarif_github = options->sarif_github};
	const char *name = output->path == NULL ? "standard output" : output->path;
	const char *why = NULL;
	struct sink *sink = NULL;
	enum status status = STATUS_OK;

	if (output_is_folder(output)) {
		status = write_folder(results, output, &how, &why);
	} else if ((status = sink_open(output->path, 0, &sink)) == STATUS_OK) {
		status =
		    format_named(output->format)->render(results->facts, results->tally, results->spool, &how, sink);
		if (status != STATUS_OK && !sink_failed(sink))
			why = "results cannot be read back from the temporary file";
		if (status == STATUS_OK)
			status = sink_commit(sink);
		else
			sink_abandon(sink);
	}
	if (status == STATUS_OK)
		return EXIT_CODE_CLEAN;
	if (why != NULL && spill_failure() != NULL)
		cli_complain(
		    "the %s report cannot be written to %s: %s: %s", output->format, name, why, spill_failure());
	else
		cli_complain("the %s report cannot be written to %s: %s", output->format, name,
		    why == NULL ? sink_error() : why);
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

	if (writes_to_stdout(options))
		return;
	if (tally->rule_count < run_rule_count(facts))
		buffer_append_format(
		    &selection, ", by the %zu of %zu rules selected", tally->rule_count, run_rule_count(facts));
	cli_complain("%s%llu records, %llu errors, %llu warnings%s",
	    facts->complete ? "" : "INCOMPLETE: ", (unsigned long long)counts->records,
	    (unsigned long long)counts->open[SEVERITY_ERROR], (unsigned long long)counts->open[SEVERITY_WARNING],
	    buffer_text(&selection));
	buffer_clear(&selection);
}

bool
reports_prepare(struct options *options)
{
	if (options->output_count == 0)
		options->outputs[options->output_count++] = (struct output_option){"text", NULL};
	return outputs_are_apart(options);
}

int
reports_write(const struct options *options, const struct results *results)
{
	int code = results->facts->exit_code;

	for (size_t i = 0; i < options->output_count; i++)
		code = exit_code_worse(code, write_report(options, results, &options->outputs[i]));
	say_verdict(options, results);
	return code;
}
