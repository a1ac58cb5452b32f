/*
 * The options of all commands in one table (options.def), and their parsing by
 * argp. The table also feeds the help.
 */
#ifndef CASELINT_CLI_OPTIONS_H
#define CASELINT_CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/limits.h"
#include "base/status.h"
#include "cli/cli.h"
#include "report/model.h"
#include "report/render.h"

/* Commands as bits, for the table. */
#define FOR_CHECK 1U
#define FOR_EXPLAIN 2U
#define FOR_RULES 4U
#define FOR_PLUGINS 8U
#define FOR_VERSION 16U
#define FOR_DOCTOR 32U
#define FOR_REPORT 64U
#define FOR_NEW_PLUGIN 8192U
#define FOR_PLUGIN_TEST 16384U
#define FOR_PLUGIN_LINT 32768U
#define FOR_DIFF 128U
#define FOR_BASELINE 1024U

/* One -o, --worksheet or --restricted option. */
struct output_option {
	const char *format;    /* name */
	const char *path;      /* NULL: standard output */
	const char *worksheet; /* id of the worksheet this is a document of, owned; NULL: a report */
	bool named;            /* the document has names in it */
};

/* A growing list of words given on the command line. */
struct words {
	const char **items;
	size_t count;
};

struct pseudonyms;

/* How progress is shown. */
enum progress_style { PROGRESS_AUTO, PROGRESS_JSON, PROGRESS_NEVER };

/* Everything that can be asked for. A command looks at what is its own. */
struct options {
	struct words arguments;
	struct words select;
	struct words ignore;
	struct words plugin_folders;
	struct words waivers;
	struct words only;             /* ids of cases */
	struct words restricted;       /* ids of worksheets whose names were asked for, borrowed from the outputs */
	const char *profile;           /* NULL: none */
	const char *baseline;          /* NULL: none */
	const char *results;           /* NULL: none */
	const char *key_file;          /* NULL: a fresh key */
	struct pseudonyms *pseudonyms; /* once cli/strictness.h has made them */
	struct output_option outputs[LIMIT_OUTPUTS];
	size_t output_count;
	int32_t as_of;
	enum severity fail_on;
	enum show show;
	enum progress_style progress;
	int color; /* 0 auto, 1 always, -1 never */
	uint32_t jobs;
	uint32_t record_seconds;
	uint32_t memory_mib;
	uint32_t max_waiver_days;
	uint32_t suppress_below; /* 0: not given */
	uint32_t mutate;         /* how many changes; 0: none */
	uint32_t mutate_limit;   /* unnoticed changes that are allowed; UINT32_MAX: any number */
	uint32_t seed;
	bool fail_never;
	bool schema;
	bool matrix;
	bool sarif_github;
	bool isolated;
	bool update;
	bool strict; /* --privacy strict */
	bool privacy_is_given;
	bool accept_incomplete;
	bool owns_arguments; /* they are copies */
};

/* Parses. `command` is one of FOR_...; `arguments` is shown in the usage line, `summary` above the options. On a fault it
 * complains and returns EXIT_CODE_USAGE; after --help, -1 (the command is done, and clean); else 0. */
int options_parse(
    unsigned command, int argc, char **argv, const char *arguments, const char *summary, struct options *ret_options);
void options_clear(struct options *options);

/* ---- For manuals and completions, which are made from the table when caselint is built ---------- */

/* How a command is called. Texts are static. */
struct usage {
	unsigned command;      /* one of FOR_... */
	const char *arguments; /* "PATH..."; NULL or "": none */
	const char *summary;   /* what --help says above the options, and behind \v below them */
};

/* One row of the table. */
struct option_row {
	const char *name; /* without its dashes */
	int short_name;   /* 0: none */
	unsigned commands;
	const char *argument; /* NULL: none */
	const char *help;
};

/* What a command would say with --help; false for one that has no options. Nothing is run or written. */
bool options_usage(const struct command *command, struct usage *ret_usage);

/* Row `index`, from 0; false behind the last. --help is in no row: every command has it. */
bool options_row(size_t index, struct option_row *ret_row);

/* The words row `index` takes, as its own reader tells them, and of these the ones its help names when it names any; none
 * when it takes other words than a few. */
void options_words(size_t index, struct expectation *ret_words);

/* Whether a path stands for standard output, whichever name it is given. */
bool output_is_standard(const char *path);

#endif
