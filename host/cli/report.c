/* `caselint report`: render saved results again, as the run itself would have. */
#include "cli/cli.h"
#include "cli/marking.h"
#include "cli/options.h"
#include "cli/reports.h"
#include "cli/strictness.h"
#include "cli/worksheets.h"
#include "report/saved.h"

#define ARGUMENTS "RESULTS"
#define SUMMARY                                                                                                       \
	"Render results that `check -o jsonl:RESULTS` saved: the same bytes in every format as from the run itself. " \
	"- is "                                                                                                       \
	"standard input.\v"                                                                                           \
	"Exits with the code of the run that was saved; with 3 when the results are truncated, damaged or changed: "  \
	"then "                                                                                                       \
	"the report is incomplete and says so."

static int
prepare(int argc, char **argv, struct options *options)
{
	int code = options_parse(FOR_REPORT, argc, argv, ARGUMENTS, SUMMARY, options);

	if (code != 0)
		return code;
	if (options->arguments.count != 1) {
		cli_complain(options->arguments.count == 0
				 ? "no results; give the file that `check -o jsonl:FILE` wrote, or - for standard input"
				 : "more than one file of results; give one");
		return EXIT_CODE_USAGE;
	}
	return reports_prepare(options) ? strictness_prepare(options) : EXIT_CODE_USAGE;
}

/* Of damaged results nobody knows what was in them; the report says that they are. */
static bool
can_be_rendered(const struct options *options, const struct saved *saved)
{
	if (!strictness_allows(options, saved_facts(saved)))
		return false;
	return saved_fault(saved) != NULL || worksheets_are_saved(options, saved_facts(saved));
}

static int
execute(const struct options *options, const struct marks *marks)
{
	struct saved *saved = NULL;
	struct results results = {0};
	int code = 0;

	if (saved_read(options->arguments.items[0], options->jobs, marks, &saved) != STATUS_OK) {
		cli_complain(
		    "results cannot be kept in a temporary file: no space, or no right to write in $TMPDIR or /tmp");
		return EXIT_CODE_INTERNAL;
	}
	results = (struct results){saved_facts(saved), saved_tally(saved), saved_spool(saved)};
	code = can_be_rendered(options, saved) ? reports_write(options, &results) : EXIT_CODE_USAGE;
	saved_free(saved);
	return code;
}

int
command_report(int argc, char **argv)
{
	struct options options = {0};
	struct marking marking = {0};
	int code = prepare(argc, argv, &options);

	if (code == 0)
		code = marking_prepare(&options, NULL, &marking);
	if (code == 0)
		code = execute(&options, marking.marks);
	else if (code < 0)
		code = EXIT_CODE_CLEAN;
	marking_clear(&marking);
	options_clear(&options);
	return code;
}
