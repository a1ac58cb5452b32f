/* What commands have in common: complaints, exit codes, finding and loading; see cli/cli.h. */
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "cli/cli.h"

const char *const cli_version = CASELINT_VERSION;

static int
weight(int exit_code)
{
	static const int by_weight[] = {
	    EXIT_CODE_CLEAN, EXIT_CODE_FINDINGS, EXIT_CODE_INPUT, EXIT_CODE_RULES, EXIT_CODE_USAGE, EXIT_CODE_OUTPUT};
	int i = 0;

	for (i = 0; i < (int)(sizeof by_weight / sizeof by_weight[0]); i++) {
		if (by_weight[i] == exit_code)
			return i;
	}
	return i;
}

int
exit_code_worse(int left, int right)
{
	return weight(left) >= weight(right) ? left : right;
}

static struct expectation *listening;

void
cli_listen(struct expectation *listener)
{
	listening = listener;
}

void
cli_complain(const char *format, ...)
{
	struct buffer line = {0};
	va_list arguments;

	if (listening != NULL)
		return;
	buffer_append_text(&line, "caselint: ");
	va_start(arguments, format);
	buffer_append_format_v(&line, format, arguments);
	va_end(arguments);
	buffer_append_byte(&line, '\n');
	/* There is nobody left to tell that complaining failed. */
	if (fwrite(line.data, 1, line.length, stderr) != line.length)
		clearerr(stderr);
	buffer_clear(&line);
}

void
cli_complain_unknown(const char *kind, const char *word, const char *const *candidates, size_t count)
{
	const char *nearest = text_nearest(word, candidates, count);
	struct buffer list = {0};
	size_t i = 0;

	for (i = 0; listening != NULL && i < count && listening->count < EXPECTED_WORDS_MAX; i++)
		listening->words[listening->count++] = candidates[i];
	for (i = 0; i < count; i++)
		buffer_append_format(&list, "%s%s", i == 0 ? "" : ", ", candidates[i]);
	if (nearest != NULL)
		cli_complain("unknown %s '%s'; did you mean '%s'?", kind, word, nearest);
	else if (count <= 16)
		cli_complain("unknown %s '%s'; it can be: %s", kind, word, buffer_text(&list));
	else
		cli_complain("unknown %s '%s'", kind, word);
	buffer_clear(&list);
}

bool
cli_use_color(int color, const char *path)
{
	const char *term = secure_getenv("TERM");

	if (color != 0)
		return color > 0;
	if (secure_getenv("NO_COLOR") != NULL || path != NULL)
		return false;
	return isatty(STDOUT_FILENO) == 1 && term != NULL && strcmp(term, "dumb") != 0;
}

int
cli_flush(void)
{
	if (fflush(stdout) == 0 && ferror(stdout) == 0)
		return EXIT_CODE_CLEAN;
	cli_complain("the help cannot be written to standard output");
	return EXIT_CODE_OUTPUT;
}

/* ---- Where things are -------------------------------------------------------------------- */

struct layout {
	bool is_prefix; /* relative to the parent of the executable's folder, not to the folder */
	const char *bundles;
	const char *schemas;
};

/* A build tree, then a prefix that caselint is installed under; packaging/install.cmake has the same names. */
static const struct layout layouts[] = {
    {false, "bundles", "xsd"},
    {true, "lib/caselint/bundles", "share/caselint/xsd"},
};

static char found_bundles[PATH_MAX];
static char found_envelope[PATH_MAX];
static char found_rules_schema[PATH_MAX];
static char found_cases_schema[PATH_MAX];
static char found_waivers_schema[PATH_MAX];
static char found_profile_schema[PATH_MAX];

static bool
join(char *ret_path, const char *folder, const char *part, const char *name)
{
	int length = snprintf(ret_path, PATH_MAX, "%s/%s%s%s", folder, part, name[0] == '\0' ? "" : "/", name);

	return length > 0 && length < PATH_MAX;
}

static bool
try_layout(const char *folder, const struct layout *layout)
{
	return join(found_bundles, folder, layout->bundles, "") &&
	       join(found_envelope, folder, layout->schemas, "case-export.xsd") &&
	       join(found_rules_schema, folder, layout->schemas, "rules.xsd") &&
	       join(found_waivers_schema, folder, layout->schemas, "waivers.xsd") &&
	       join(found_cases_schema, folder, layout->schemas, "plugin-cases.xsd") &&
	       join(found_profile_schema, folder, layout->schemas, "profile.xsd") &&
	       access(found_envelope, R_OK) == 0 && access(found_rules_schema, R_OK) == 0 &&
	       access(found_profile_schema, R_OK) == 0;
}

/* Cuts the last name off a path, and the slash before it. */
static void
cut_name(char *path)
{
	char *slash = strrchr(path, '/');

	if (slash != NULL)
		*slash = '\0';
}

enum status
places_find(struct places *ret_places)
{
	char program[PATH_MAX] = {0};
	char folder[PATH_MAX];
	/* A link to the program is followed by the kernel. */
	bool is_known = readlink("/proc/self/exe", program, sizeof program - 1) > 0;
	size_t i = 0;

	cut_name(program);
	for (i = 0; is_known && i < sizeof layouts / sizeof layouts[0]; i++) {
		memcpy(folder, program, sizeof folder);
		if (layouts[i].is_prefix)
			cut_name(folder);
		if (try_layout(folder, &layouts[i])) {
			*ret_places = (struct places){found_bundles, found_envelope, found_rules_schema,
			    found_waivers_schema, found_cases_schema, found_profile_schema};
			return STATUS_OK;
		}
	}
	cli_complain("its own files (xsd/case-export.xsd, xsd/rules.xsd, xsd/profile.xsd) are not beside the program; "
		     "build or install it again");
	return STATUS_ABSENT;
}

int
cli_load_bundles(const char *const *folders, size_t count, const struct places *places, struct profile *profile,
    struct bundles **ret_bundles)
{
	bool is_default = count == 0;
	struct buffer why = {0};
	int code = EXIT_CODE_CLEAN;
	enum status status = STATUS_OK;

	status = bundles_load_by_profile(is_default ? &places->bundles : folders, is_default ? 1 : count,
	    places->rules_schema, profile, ret_bundles, &why);
	if (status != STATUS_OK) {
		cli_complain("%s", buffer_text(&why));
		code = count > 0 && status == STATUS_ABSENT ? EXIT_CODE_USAGE : EXIT_CODE_RULES;
	}
	buffer_clear(&why);
	return code;
}

/* ---- One bundle ---------------------------------------------------------------------------- */

const char *
cli_bundle_folder(const char *word, const struct places *places)
{
	static char folder[PATH_MAX];
	struct stat facts;

	if (stat(word, &facts) == 0 || strchr(word, '/') != NULL || !join(folder, places->bundles, word, "") ||
	    stat(folder, &facts) != 0)
		return word;
	return folder;
}

int
cli_load_bundle(const char *word, const struct places *places, struct bundles **ret_bundles)
{
	const char *folder = cli_bundle_folder(word, places);
	int code = cli_load_bundles(&folder, 1, places, NULL, ret_bundles);
	const struct bundles *bundles = *ret_bundles;

	if (code != EXIT_CODE_CLEAN)
		return code;
	for (size_t i = 0; i < bundles->refusal_count; i++)
		cli_complain("%s: refused: %s; %s", bundles->refusals[i].path, bundles->refusals[i].why,
		    bundles->refusals[i].remedy);
	if (bundles->refusal_count > 0)
		return EXIT_CODE_RULES;
	if (bundles->count == 1)
		return EXIT_CODE_CLEAN;
	cli_complain("'%s' holds %zu bundles; give the folder of one, such as .../us-oh", word, bundles->count);
	return EXIT_CODE_USAGE;
}
