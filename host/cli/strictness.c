/* See cli/strictness.h. */
#include "cli/strictness.h"

#include <string.h>
#include <sys/stat.h>

#include "base/memory.h"
#include "cli/cli.h"
#include "cli/key_file.h"
#include "report/pseudonym.h"

static bool
complain_of_worksheets(const struct options *options)
{
	for (size_t i = 0; i < options->output_count; i++) {
		if (options->outputs[i].worksheet == NULL)
			continue;
		cli_complain(
		    "--privacy strict shows no values, and a worksheet is made of them; leave out %s, or write it "
		    "in a run of its own",
		    options->outputs[i].named ? "--restricted" : "--worksheet");
		return true;
	}
	return false;
}

static bool
complain_of_marks(const struct options *options)
{
	if (options->baseline == NULL && options->waivers.count == 0)
		return false;
	cli_complain(
	    "--privacy strict withholds small totals, and what is waived or known beside what is open would give "
	    "them away; leave out %s, or write that report in a run of its own",
	    options->baseline != NULL ? "--baseline" : "--waivers");
	return true;
}

static bool
options_go_together(const struct options *options)
{
	if (options->strict)
		return !complain_of_worksheets(options) && !complain_of_marks(options);
	if (options->key_file != NULL || options->suppress_below != 0) {
		cli_complain("%s is for --privacy strict; give that, too",
		    options->key_file != NULL ? "--key-file" : "--suppress-below");
		return false;
	}
	return true;
}

/* A report in its place would be the end of the key. */
static bool
is_written_over(const struct options *options, const char *path)
{
	struct stat key;
	struct stat output;

	for (size_t i = 0; i < options->output_count && stat(path, &key) == 0; i++) {
		if (options->outputs[i].path == NULL || stat(options->outputs[i].path, &output) != 0 ||
		    key.st_dev != output.st_dev || key.st_ino != output.st_ino)
			continue;
		cli_complain(
		    "the %s report would take the place of the key; give -o another path", options->outputs[i].format);
		return true;
	}
	return false;
}

/* The names of files may be those of people, and /proc/PID/cmdline is for everybody to read. */
static void
hide_arguments(struct options *options)
{
	for (size_t i = 0; i < options->arguments.count; i++) {
		char *given = (char *)(uintptr_t)options->arguments.items[i];
		size_t length = strlen(given);

		options->arguments.items[i] = memory_copy_text(given, length);
		memset(given, '*', length);
	}
	options->owns_arguments = true;
}

static int
make_pseudonyms(struct options *options)
{
	if (options->key_file != NULL && is_written_over(options, options->key_file))
		return EXIT_CODE_USAGE;
	if (options->key_file != NULL)
		return key_file_read(options->key_file, &options->pseudonyms);
	if (pseudonyms_new(NULL, 0, &options->pseudonyms) == STATUS_OK)
		return 0;
	cli_complain("the system refuses memory that can be kept secret");
	return EXIT_CODE_INTERNAL;
}

int
strictness_prepare(struct options *options)
{
	int code = 0;

	if (!options_go_together(options))
		return EXIT_CODE_USAGE;
	if (!options->strict)
		return 0;
	code = make_pseudonyms(options);
	if (code != 0)
		return code;
	hide_arguments(options);
	return 0;
}

/* ---- Saved results ---- */

static bool
refuse(const char *why)
{
	cli_complain("these results were saved with --privacy strict: %s", why);
	return false;
}

bool
strictness_allows(const struct options *options, const struct run_facts *facts)
{
	if (options->strict && facts->marks != NULL) {
		cli_complain(
		    "these results were saved with --baseline or --waivers, and what is waived or known beside what is "
		    "open would give small totals away; save them without for --privacy strict");
		return false;
	}
	if (!facts->privacy.strict)
		return true;
	if (options->baseline != NULL || options->waivers.count > 0)
		return refuse("a baseline and waivers name records that have pseudonyms in them");
	if (options->privacy_is_given && !options->strict)
		return refuse("ids and values are not in them, and no option brings them back");
	if (options->key_file != NULL)
		return refuse("their ids are pseudonyms already; leave out --key-file");
	if (options->suppress_below != 0 && options->suppress_below != facts->privacy.suppress_below)
		return refuse("their totals were suppressed then, and another --suppress-below comes too late");
	if (options->show != SHOW_TOTALS && !facts->privacy.listed)
		return refuse("they have no list of records; give --show totals");
	return true;
}
