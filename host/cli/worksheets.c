/* See cli/worksheets.h. */
#include "cli/worksheets.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "cli/cli.h"
#include "report/worksheet_document.h"

#define FORMAT_HTML "html"
#define FORMAT_CSV "csv"
#define WORKSHEETS_NAMED 64U /* in a complaint */

/* ---- Reading the option ------------------------------------------------------------------ */

/* By the end of the file's name; NULL: it has another one. A name without an end is a page to print. */
static const char *
format_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *dot = strrchr(slash == NULL ? path : slash, '.');

	if (dot == NULL || strcmp(dot, ".html") == 0 || strcmp(dot, ".htm") == 0)
		return FORMAT_HTML;
	return strcmp(dot, ".csv") == 0 ? FORMAT_CSV : NULL;
}

bool
worksheet_option_read(struct options *options, const char *option, const char *argument, bool named)
{
	const char *colon = strchr(argument, ':');
	const char *format = NULL;

	if (options->output_count == LIMIT_OUTPUTS) {
		cli_complain("more than %u outputs", LIMIT_OUTPUTS);
		return false;
	}
	if (colon == NULL || colon == argument || output_is_standard(colon + 1)) {
		cli_complain("%s: '%s' is not WORKSHEET:FILE; a worksheet goes to a file of its own", option, argument);
		return false;
	}
	format = format_of(colon + 1);
	if (format == NULL) {
		cli_complain(
		    "%s: the file of a worksheet ends with .html (to print) or .csv, not like '%s'", option, colon + 1);
		return false;
	}
	options->outputs[options->output_count++] = (struct output_option){.format = format,
	    .path = colon + 1,
	    .worksheet = memory_copy_text(argument, (size_t)(colon - argument)),
	    .named = named};
	return true;
}

/* ---- Where it goes ------------------------------------------------------------------------ */

static bool
is_same_file(const struct stat *left, int descriptor)
{
	struct stat right;

	return fstat(descriptor, &right) == 0 && left->st_dev == right.st_dev && left->st_ino == right.st_ino;
}

static bool
goes_to_file(const struct output_option *output)
{
	struct stat status;

	if (stat(output->path, &status) != 0)
		return true;
	if (S_ISREG(status.st_mode) && !is_same_file(&status, STDOUT_FILENO) && !is_same_file(&status, STDERR_FILENO))
		return true;
	cli_complain("--restricted: %s is no file of its own; a document with names is written to a regular file only",
	    output->path);
	return false;
}

bool
worksheets_go_to_files(const struct options *options)
{
	for (size_t i = 0; i < options->output_count; i++) {
		if (options->outputs[i].named && !goes_to_file(&options->outputs[i]))
			return false;
	}
	return true;
}

/* ---- Which there are ---------------------------------------------------------------------- */

/* The ids of worksheets, for those who ask for another one. */
struct ids {
	const char *items[WORKSHEETS_NAMED];
	size_t count;
};

/* All that there are, and those of them that can be written with names. */
struct known {
	struct ids all;
	struct ids with_names;
};

static void
add_id(struct ids *ids, const char *id)
{
	if (ids->count < WORKSHEETS_NAMED)
		ids->items[ids->count++] = id;
}

static void
add_worksheets(struct known *known, const struct ruleset *ruleset)
{
	for (size_t i = 0; i < ruleset->worksheet_count; i++) {
		add_id(&known->all, ruleset->worksheets[i].id);
		if (ruleset->worksheets[i].restricted)
			add_id(&known->with_names, ruleset->worksheets[i].id);
	}
}

static bool
is_among(const struct known *known, const struct output_option *output)
{
	const struct ids *ids = output->named ? &known->with_names : &known->all;

	for (size_t i = 0; i < ids->count; i++) {
		if (strcmp(ids->items[i], output->worksheet) == 0)
			return true;
	}
	cli_complain_unknown(
	    output->named ? "worksheet with names" : "worksheet", output->worksheet, ids->items, ids->count);
	return false;
}

static bool
are_among(const struct known *known, const struct options *options)
{
	for (size_t i = 0; i < options->output_count; i++) {
		if (options->outputs[i].worksheet != NULL && !is_among(known, &options->outputs[i]))
			return false;
	}
	return true;
}

bool
worksheets_are_known(const struct options *options, const struct bundles *bundles)
{
	struct known known = {0};

	for (size_t i = 0; i < bundles->count; i++) {
		for (size_t k = 0; k < bundles->items[i].ruleset_count; k++)
			add_worksheets(&known, bundles->items[i].rulesets[k].ruleset);
	}
	/* Without a plugin no worksheet is known, and the run will say so. */
	return bundles->count == 0 || are_among(&known, options);
}

bool
worksheets_are_saved(const struct options *options, const struct run_facts *facts)
{
	struct known known = {0};

	for (size_t i = 0; i < facts->bundle_count; i++) {
		for (size_t k = 0; k < facts->bundles[i].ruleset_count; k++)
			add_worksheets(&known, facts->bundles[i].rulesets[k]);
	}
	return are_among(&known, options);
}

/* ---- Writing ------------------------------------------------------------------------------ */

enum status
worksheet_output_write(const struct results *results, const struct output_option *output, struct sink *sink)
{
	const struct worksheet_request request = {
	    results->facts, results->tally, results->spool, output->worksheet, output->named};

	return strcmp(output->format, FORMAT_CSV) == 0 ? worksheet_csv(&request, sink) : worksheet_html(&request, sink);
}
