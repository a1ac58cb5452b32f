/* argp over the table of options.def; see cli/options.h. */
#include "cli/options.h"

#include <argp.h>
#include <errno.h>
#include <sched.h>
#include <string.h>

#include "base/date.h"
#include "base/memory.h"
#include "cli/cli.h"
#include "cli/worksheets.h"
#include "report/pseudonym.h"
#include "report/suppress.h"

#define FIRST_LONG_KEY 256
#define NAME_BYTES 64U
#define SECONDS_MAX 86400U
#define MEMORY_MIB_MIN 64U
#define MEMORY_MIB_MAX 65536U
#define FORMATS_MAX 32U
#define MUTATIONS_MAX 10000000U
#define MAX_WAIVER_DAYS 366U
#define MAX_WAIVER_DAYS_MOST 36525U

/* Keys of options; those without a short form are numbered. */
enum key {
	KEY_NONE = FIRST_LONG_KEY,
#define OPTION(name, long_name, short_key, commands, argument, help) KEY_##name,
#include "cli/options.def"
#undef OPTION
};

struct entry {
	const char *name;
	int key;
	unsigned commands;
	const char *argument;
	const char *help;
};

static const struct entry table[] = {
#define OPTION(name, long_name, short_key, commands, argument, help) \
	{long_name, (short_key) != 0 ? (short_key) : KEY_##name, commands, argument, help},
#include "cli/options.def"
#undef OPTION
};

#define TABLE_COUNT (sizeof table / sizeof table[0])

/* A word for a setting. */
struct choice {
	const char *word;
	int value;
};

/* ---- Reading one option -------------------------------------------------------------- */

static bool
choose(const char *option, const char *word, const struct choice *choices, size_t count, int *ret_value)
{
	const char *words[8] = {NULL};
	size_t i = 0;

	for (i = 0; i < count; i++) {
		if (strcmp(word, choices[i].word) == 0) {
			*ret_value = choices[i].value;
			return true;
		}
		words[i] = choices[i].word;
	}
	cli_complain_unknown(option, word, words, count);
	return false;
}

static bool
read_as_of(struct options *options, const char *word)
{
	if (date_parse(text_of(word), &options->as_of) == STATUS_OK)
		return true;
	cli_complain("--as-of: '%s' is not a day that exists, written like 2008-04-15", word);
	return false;
}

static bool
read_fail_on(struct options *options, const char *word)
{
	static const struct choice choices[] = {
	    {"error", SEVERITY_ERROR}, {"warning", SEVERITY_WARNING}, {"info", SEVERITY_INFO}, {"never", 0}};
	int value = 0;

	if (!choose("--fail-on", word, choices, 4, &value))
		return false;
	options->fail_never = value == 0;
	options->fail_on = value == 0 ? SEVERITY_ERROR : (enum severity)value;
	return true;
}

static bool
read_show(struct options *options, const char *word)
{
	static const struct choice choices[] = {
	    {"findings", SHOW_FINDINGS}, {"all", SHOW_ALL}, {"totals", SHOW_TOTALS}};
	int value = 0;

	if (!choose("--show", word, choices, 3, &value))
		return false;
	options->show = (enum show)value;
	return true;
}

static bool
read_schema(struct options *options, const char *word)
{
	static const struct choice choices[] = {{"on", 1}, {"off", 0}};
	int value = 0;

	if (!choose("--schema", word, choices, 2, &value))
		return false;
	options->schema = value == 1;
	return true;
}

static bool
read_sarif_profile(struct options *options, const char *word)
{
	static const struct choice choices[] = {{"full", 0}, {"github", 1}};
	int value = 0;

	if (!choose("--sarif-profile", word, choices, 2, &value))
		return false;
	options->sarif_github = value == 1;
	return true;
}

static bool
read_color(struct options *options, const char *word)
{
	static const struct choice choices[] = {{"auto", 0}, {"always", 1}, {"never", -1}};

	return choose("--color", word, choices, 3, &options->color);
}

/* A whole number within bounds; complains. */
static bool
read_number(const char *option, const char *word, uint32_t least, uint32_t most, uint32_t *ret_number)
{
	uint64_t number = 0;
	const char *at = word;

	while (*at >= '0' && *at <= '9' && number <= most)
		number = number * 10 + (uint64_t)(*at++ - '0');
	if (at != word && *at == '\0' && number >= least && number <= most) {
		*ret_number = (uint32_t)number;
		return true;
	}
	cli_complain("%s: '%s' is not a whole number from %u to %u", option, word, least, most);
	return false;
}

static bool
read_isolate(struct options *options, const char *word)
{
	static const struct choice choices[] = {{"process", 1}, {"none", 0}};
	int value = 0;

	if (!choose("--isolate", word, choices, 2, &value))
		return false;
	options->isolated = value == 1;
	return true;
}

static bool
read_progress(struct options *options, const char *word)
{
	static const struct choice choices[] = {
	    {"auto", PROGRESS_AUTO}, {"json", PROGRESS_JSON}, {"never", PROGRESS_NEVER}};
	int value = 0;

	if (!choose("--progress", word, choices, 3, &value))
		return false;
	options->progress = (enum progress_style)value;
	return true;
}

static bool
read_privacy(struct options *options, const char *word)
{
	static const struct choice choices[] = {{"ids", 0}, {"strict", 1}};
	int value = 0;

	if (!choose("--privacy", word, choices, 2, &value))
		return false;
	options->strict = value == 1;
	options->privacy_is_given = true;
	return true;
}

/* Processors that this process may run on. */
static uint32_t
processors(void)
{
	cpu_set_t set;
	int count = 1;

	if (sched_getaffinity(0, sizeof set, &set) == 0)
		count = CPU_COUNT(&set);
	return count > (int)LIMIT_JOBS ? LIMIT_JOBS : (uint32_t)count;
}

bool
output_is_standard(const char *path)
{
	static const char *const names[] = {"", "-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"};
	size_t i = 0;

	for (i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (strcmp(path, names[i]) == 0)
			return true;
	}
	return false;
}

static bool
read_output(struct options *options, const char *word)
{
	const char *colon = strchr(word, ':');
	size_t length = colon == NULL ? strlen(word) : (size_t)(colon - word);
	const char *names[FORMATS_MAX] = {NULL};
	size_t count = 0;
	struct output_option *output = &options->outputs[options->output_count];

	if (options->output_count == LIMIT_OUTPUTS) {
		cli_complain("more than %u outputs", LIMIT_OUTPUTS);
		return false;
	}
	for (count = 0; count < FORMATS_MAX && report_formats[count].name != NULL; count++) {
		names[count] = report_formats[count].name;
		if (strlen(names[count]) == length && strncmp(names[count], word, length) == 0)
			output->format = names[count];
	}
	if (output->format == NULL) {
		char *name = memory_copy_text(word, length);

		cli_complain_unknown("output format", name, names, count);
		memory_free(name);
		return false;
	}
	output->path = colon == NULL || output_is_standard(colon + 1) ? NULL : colon + 1;
	options->output_count++;
	return true;
}

static void
add_word(struct words *words, const char *word)
{
	words->items = memory_resize(words->items, words->count + 1, sizeof *words->items);
	words->items[words->count++] = word;
}

/* Words with commas between; the pieces live until the process ends. */
static bool
add_list(struct words *words, const char *option, const char *list)
{
	const char *at = list;

	for (;;) {
		size_t length = strcspn(at, ",");

		if (length == 0) {
			cli_complain("%s: an empty id in '%s'", option, list);
			return false;
		}
		add_word(words, memory_copy_text(at, length));
		if (at[length] == '\0')
			return true;
		at += length + 1;
	}
}

/* Options of how to work. */
static bool
take_work_option(struct options *options, int key, const char *argument)
{
	switch (key) {
	case 'j': return read_number("--jobs", argument, 1, LIMIT_JOBS, &options->jobs);
	case KEY_ISOLATE: return read_isolate(options, argument);
	case KEY_RECORD_TIMEOUT:
		return read_number("--record-timeout", argument, 1, SECONDS_MAX, &options->record_seconds);
	case KEY_MEMORY_LIMIT:
		return read_number("--memory-limit", argument, MEMORY_MIB_MIN, MEMORY_MIB_MAX, &options->memory_mib);
	case KEY_PROGRESS: return read_progress(options, argument);
	case KEY_PRIVACY: return read_privacy(options, argument);
	case KEY_KEY_FILE: options->key_file = argument; return true;
	case KEY_SUPPRESS_BELOW:
		return read_number(
		    "--suppress-below", argument, SUPPRESS_LEAST, SUPPRESS_MOST, &options->suppress_below);
	default: return false;
	}
}

static bool
read_restricted(struct options *options, const char *argument)
{
	if (!worksheet_option_read(options, "--restricted", argument, true))
		return false;
	add_word(&options->restricted, options->outputs[options->output_count - 1].worksheet);
	return true;
}

/* Options of those who write plugins. */
static bool
take_author_option(struct options *options, int key, const char *argument)
{
	switch (key) {
	case KEY_ONLY: return add_list(&options->only, "--only", argument);
	case KEY_UPDATE: options->update = true; return true;
	case KEY_MUTATE: return read_number("--mutate", argument, 1, MUTATIONS_MAX, &options->mutate);
	case KEY_SEED: return read_number("--seed", argument, 0, UINT32_MAX - 1, &options->seed);
	case KEY_MUTATE_LIMIT: return read_number("--mutate-limit", argument, 0, MUTATIONS_MAX, &options->mutate_limit);
	default: return take_work_option(options, key, argument);
	}
}

/* Two profiles could change one thing twice. */
static bool
read_profile(struct options *options, const char *argument)
{
	if (options->profile != NULL) {
		cli_complain("--profile is given twice; put all changes into one file");
		return false;
	}
	options->profile = argument;
	return true;
}

static bool
add_waivers(struct options *options, const char *path)
{
	if (options->waivers.count == LIMIT_WAIVER_FILES) {
		cli_complain("more than %u files of waivers", LIMIT_WAIVER_FILES);
		return false;
	}
	for (size_t i = 0; i < options->waivers.count; i++) {
		if (strcmp(options->waivers.items[i], path) != 0)
			continue;
		cli_complain("--waivers: %s is given twice", path);
		return false;
	}
	add_word(&options->waivers, path);
	return true;
}

/* A second one would be silently forgotten, or silently forget the first. */
static bool
take_once(const char *option, const char *argument, const char **ret_word)
{
	if (*ret_word != NULL) {
		cli_complain("%s: there can be one, and %s is given as well as %s", option, argument, *ret_word);
		return false;
	}
	*ret_word = argument;
	return true;
}

/* Options of what is decided already. */
static bool
take_mark_option(struct options *options, int key, const char *argument)
{
	switch (key) {
	case KEY_BASELINE: return take_once("--baseline", argument, &options->baseline);
	case KEY_WAIVERS: return add_waivers(options, argument);
	case KEY_MAX_WAIVER_DAYS:
		return read_number("--max-waiver-days", argument, 1, MAX_WAIVER_DAYS_MOST, &options->max_waiver_days);
	case KEY_RESULTS: return take_once("--results", argument, &options->results);
	case KEY_ACCEPT_INCOMPLETE: options->accept_incomplete = true; return true;
	default: return take_author_option(options, key, argument);
	}
}

static bool
take_option(struct options *options, int key, const char *argument)
{
	switch (key) {
	case 'o': return read_output(options, argument);
	case KEY_WORKSHEET: return worksheet_option_read(options, "--worksheet", argument, false);
	case KEY_RESTRICTED: return read_restricted(options, argument);
	case KEY_AS_OF: return read_as_of(options, argument);
	case KEY_FAIL_ON: return read_fail_on(options, argument);
	case KEY_SHOW: return read_show(options, argument);
	case KEY_SELECT: return add_list(&options->select, "--select", argument);
	case KEY_IGNORE: return add_list(&options->ignore, "--ignore", argument);
	case KEY_PROFILE: return read_profile(options, argument);
	case KEY_PLUGIN_DIR: add_word(&options->plugin_folders, argument); return true;
	case KEY_SCHEMA: return read_schema(options, argument);
	case KEY_MATRIX: options->matrix = true; return true;
	case KEY_SARIF_PROFILE: return read_sarif_profile(options, argument);
	case KEY_COLOR: return read_color(options, argument);
	default: return take_mark_option(options, key, argument);
	}
}

/* ---- argp ---------------------------------------------------------------------------------- */

static error_t
parse(int key, char *argument, struct argp_state *state)
{
	struct options *options = state->input;

	if (key == 'h') {
		argp_state_help(state, stdout, ARGP_HELP_STD_HELP & ~(unsigned)ARGP_HELP_EXIT_OK);
		return ECANCELED;
	}
	if (key == ARGP_KEY_ARG) {
		add_word(&options->arguments, argument);
		return 0;
	}
	if (key == 'o' || key == 'j' || (key > FIRST_LONG_KEY && key <= FIRST_LONG_KEY + (int)TABLE_COUNT))
		return take_option(options, key, argument) ? 0 : EINVAL;
	return ARGP_ERR_UNKNOWN;
}

/* argp names an unknown option but suggests nothing, so it is looked for first. */
static bool
knows_all_options(unsigned command, int argc, char **argv)
{
	const char *names[TABLE_COUNT + 1] = {"help"};
	size_t count = 1;
	size_t i = 0;
	int argument = 0;

	for (i = 0; i < TABLE_COUNT; i++) {
		if ((table[i].commands & command) != 0)
			names[count++] = table[i].name;
	}
	for (argument = 1; argument < argc && strcmp(argv[argument], "--") != 0; argument++) {
		const char *word = argv[argument] + 2;
		size_t length = strcspn(argv[argument], "=");

		if (strncmp(argv[argument], "--", 2) != 0)
			continue;
		for (i = 0; i < count && strncmp(names[i], word, length - 2) != 0; i++)
			continue;
		if (i == count) {
			char *name = memory_copy_text(word, length - 2);

			cli_complain_unknown("option", name, names, count);
			memory_free(name);
			return false;
		}
	}
	return true;
}

static void
fill_argp(unsigned command, struct argp_option *ret_options)
{
	size_t count = 0;
	size_t i = 0;

	for (i = 0; i < TABLE_COUNT; i++) {
		if ((table[i].commands & command) == 0)
			continue;
		ret_options[count++] = (struct argp_option){
		    .name = table[i].name, .key = table[i].key, .arg = table[i].argument, .doc = table[i].help};
	}
	ret_options[count++] = (struct argp_option){.name = "help", .key = 'h', .doc = "Show this help", .group = -1};
	ret_options[count] = (struct argp_option){0};
}

/* Where a usage goes that was asked for instead of a run. */
static struct usage *usage_asked;

int
options_parse(
    unsigned command, int argc, char **argv, const char *arguments, const char *summary, struct options *ret_options)
{
	struct argp_option entries[TABLE_COUNT + 2];
	struct argp argp = {entries, parse, arguments, summary, NULL, NULL, NULL};
	char name[NAME_BYTES];
	char *given = argv[0];
	error_t error = 0;

	memset(ret_options, 0, sizeof *ret_options);
	if (usage_asked != NULL) {
		*usage_asked = (struct usage){command, arguments, summary};
		return -1;
	}
	ret_options->as_of = CASELINT_ABSENT;
	ret_options->fail_on = SEVERITY_ERROR;
	ret_options->schema = true;
	ret_options->isolated = true;
	ret_options->jobs = processors();
	ret_options->record_seconds = LIMIT_RECORD_SECONDS;
	ret_options->memory_mib = LIMIT_WORKER_MIB;
	ret_options->seed = 1;
	ret_options->mutate_limit = UINT32_MAX;
	ret_options->max_waiver_days = MAX_WAIVER_DAYS;
	if (!knows_all_options(command, argc, argv))
		return EXIT_CODE_USAGE;
	fill_argp(command, entries);
	argp_err_exit_status = EXIT_CODE_USAGE;
	/* argp calls itself by the first word, in the usage and in complaints. */
	snprintf(name, sizeof name, "caselint %s", argv[0]);
	argv[0] = name;
	error = argp_parse(&argp, argc, argv, ARGP_NO_HELP | ARGP_NO_EXIT, NULL, ret_options);
	argv[0] = given;
	if (error == ENOMEM)
		memory_exhausted();
	if (error == ECANCELED)
		return cli_flush() == EXIT_CODE_CLEAN ? -1 : EXIT_CODE_OUTPUT;
	return error == 0 ? 0 : EXIT_CODE_USAGE;
}

void
options_clear(struct options *options)
{
	size_t i = 0;

	for (i = 0; i < options->select.count; i++)
		memory_free((void *)options->select.items[i]);
	for (i = 0; i < options->ignore.count; i++)
		memory_free((void *)options->ignore.items[i]);
	for (i = 0; i < options->only.count; i++)
		memory_free((void *)options->only.items[i]);
	for (i = 0; i < options->output_count; i++)
		memory_free((void *)options->outputs[i].worksheet);
	for (i = 0; options->owns_arguments && i < options->arguments.count; i++)
		memory_free((void *)options->arguments.items[i]);
	pseudonyms_free(options->pseudonyms);
	memory_free(options->select.items);
	memory_free(options->ignore.items);
	memory_free(options->only.items);
	memory_free(options->waivers.items);
	memory_free(options->restricted.items);
	memory_free(options->plugin_folders.items);
	memory_free(options->arguments.items);
	memset(options, 0, sizeof *options);
}

/* ---- For manuals and completions ------------------------------------------------------------ */

bool
options_usage(const struct command *command, struct usage *ret_usage)
{
	char name[NAME_BYTES] = {0};
	char option[] = "--help";
	char *arguments[] = {name, option, NULL};
	struct expectation ignored = {0};

	*ret_usage = (struct usage){0};
	snprintf(name, sizeof name, "%s", command->name);
	if (command->run == command_help)
		return false;
	usage_asked = ret_usage;
	cli_listen(&ignored);
	(void)command->run(2, arguments);
	cli_listen(NULL);
	usage_asked = NULL;
	return ret_usage->command != 0;
}

bool
options_row(size_t index, struct option_row *ret_row)
{
	if (index >= TABLE_COUNT)
		return false;
	*ret_row = (struct option_row){
	    .name = table[index].name,
	    .short_name = table[index].key < FIRST_LONG_KEY ? table[index].key : 0,
	    .commands = table[index].commands,
	    .argument = table[index].argument,
	    .help = table[index].help,
	};
	return true;
}

static bool
is_letter(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '-';
}

static bool
names_word(const char *text, const char *word)
{
	size_t length = strlen(word);
	const char *at = text;

	for (at = strstr(text, word); at != NULL; at = strstr(at + 1, word)) {
		if ((at == text || !is_letter(at[-1])) && !is_letter(at[length]))
			return true;
	}
	return false;
}

void
options_words(size_t index, struct expectation *ret_words)
{
	struct options options = {0};
	struct expectation all = {0};
	size_t i = 0;

	*ret_words = (struct expectation){0};
	if (table[index].argument == NULL)
		return;
	/* A word that no option takes, with which none of them does more than read it. */
	cli_listen(&all);
	(void)take_option(&options, table[index].key, "\001");
	cli_listen(NULL);
	options_clear(&options);
	for (i = 0; i < all.count; i++) {
		if (names_word(table[index].help, all.words[i]))
			ret_words->words[ret_words->count++] = all.words[i];
	}
	if (ret_words->count == 0)
		*ret_words = all;
}
