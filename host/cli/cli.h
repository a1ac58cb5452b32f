/*
 * The command line: commands, their options, what they have in common. One file
 * per command; what a command does is in the rooms behind it.
 */
#ifndef CASELINT_CLI_CLI_H
#define CASELINT_CLI_CLI_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/status.h"
#include "plugin/loader.h"
#include "report/render.h"

/* What a run says with its exit status; see `caselint help exit-codes`. */
enum exit_code {
	EXIT_CODE_CLEAN = 0,
	EXIT_CODE_FINDINGS = 1,
	EXIT_CODE_USAGE = 2,
	EXIT_CODE_INPUT = 3,
	EXIT_CODE_RULES = 4,
	EXIT_CODE_OUTPUT = 5,
	EXIT_CODE_INTERNAL = 6,
};

/* Which of two exit codes counts: the order is 6, 5, 2, 4, 3, 1, 0. */
int exit_code_worse(int left, int right);

/* The version of caselint, "1.0.0". */
extern const char *const cli_version;

/* A command. */
struct command {
	const char *name;
	const char *arguments;             /* "PATH..." */
	const char *summary;               /* one line */
	int (*run)(int argc, char **argv); /* argv[0] is the command's name; returns an exit code */
};

/* All commands, ended by one without a name. */
extern const struct command cli_commands[];

int command_check(int argc, char **argv);
int command_report(int argc, char **argv);
int command_diff(int argc, char **argv);
int command_baseline(int argc, char **argv);
int command_explain(int argc, char **argv);
int command_rules(int argc, char **argv);
int command_plugins(int argc, char **argv);
int command_new_plugin(int argc, char **argv);
int command_plugin_test(int argc, char **argv);
int command_plugin_lint(int argc, char **argv);
int command_doctor(int argc, char **argv);
int command_version(int argc, char **argv);
int command_help(int argc, char **argv);

/* ---- Diagnostics ------------------------------------------------------------------ */

/* Writes "caselint: ..." to standard error. */
void cli_complain(const char *format, ...) CASELINT_PRINTF(1, 2);
/* The same for a word that is none of `candidates`; suggests the nearest. */
void cli_complain_unknown(const char *kind, const char *word, const char *const *candidates, size_t count);

#define EXPECTED_WORDS_MAX 32U

/* What an unknown word could have been. */
struct expectation {
	const char *words[EXPECTED_WORDS_MAX]; /* static texts */
	size_t count;
};
/* From here on complaints are not written; what an unknown word could have been is put there. Until called with NULL. For
 * the generator of completions, which asks the readers of options themselves what they take. */
void cli_listen(struct expectation *listener);

/* Whether text to `path` (NULL: standard output) is coloured: `color` 1 always, -1 never, 0 on a terminal that can and
 * unless NO_COLOR is set. */
bool cli_use_color(int color, const char *path);

/* After help was printed: EXIT_CODE_OUTPUT, with a complaint, when standard output did not take it. */
int cli_flush(void);

/* ---- Where things are ---------------------------------------------------------------- */

/* Where the program's own files lie: beside the executable in a build tree, in lib and share of its prefix
 * when installed. Valid until the process ends. */
struct places {
	const char *bundles;        /* folder of bundles */
	const char *envelope;       /* case-export.xsd */
	const char *rules_schema;   /* rules.xsd */
	const char *waivers_schema; /* waivers.xsd */
	const char *cases_schema;   /* plugin-cases.xsd */
	const char *profile_schema; /* profile.xsd */
};

/* STATUS_ABSENT, after a complaint, when they cannot be found. */
CASELINT_NODISCARD
enum status places_find(struct places *ret_places);

/*
 * Loads the one bundle a command is about: a folder, or the id of an installed one. Complains and returns an exit code when
 * there is none, or more than one, or (EXIT_CODE_RULES) when it was refused; EXIT_CODE_CLEAN otherwise.
 */
int cli_load_bundle(const char *word, const struct places *places, struct bundles **ret_bundles);
/* The folder `word` means: itself, or that of the installed bundle of this id. Valid until the next call. */
const char *cli_bundle_folder(const char *word, const struct places *places);

/* Loads the bundles of the folders given, or of the default folder when there are none, with rulesets changed by a profile
 * (NULL: none). Complains and returns an exit code when it cannot; EXIT_CODE_CLEAN otherwise (refusals are in the bundles). */
int cli_load_bundles(const char *const *folders, size_t count, const struct places *places, struct profile *profile,
    struct bundles **ret_bundles);

#endif
