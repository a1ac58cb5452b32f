/*
 * The answer of a command that looks something up: a page of text or one JSON
 * document, written whole to standard output or to a file. What it says is the
 * command's.
 */
#ifndef CASELINT_CLI_ANSWER_H
#define CASELINT_CLI_ANSWER_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/cli.h"
#include "cli/options.h"
#include "report/json_writer.h"
#include "report/text_page.h"

/* For the summary: the table of options is of all commands. */
#define ANSWER_ONE_OUTPUT "There is one answer, so -o is given once at most."

/* How a command is called. */
struct answer_usage {
	unsigned command;      /* one of FOR_... */
	const char *name;      /* "explain" */
	const char *arguments; /* "RULE..."; NULL: none */
	const char *summary;   /* above the options; behind \v below them */
};

/* What is said, in both formats. */
struct answer {
	void (*page)(const void *context, struct page *page);
	void (*document)(const void *context, struct json_writer *json); /* NULL: text only */
	const void *context;
};

/* Parses like options_parse, and wants at most one -o, of text or json. 0 to go on, -1 when the help was shown, else
 * an exit code after a complaint. The options are to be cleared in any case. */
int answer_parse(const struct answer_usage *usage, int argc, char **argv, struct options *ret_options);

/* Finds and loads the bundles the options ask for, by their profile (cli/profile.h); 0, or an exit code after a complaint.
 * `ret_profile` NULL: the command has no --profile. */
int answer_load(const struct options *options, struct profile **ret_profile, struct bundles **ret_bundles);

/* Writes the answer where -o says, else as text to standard output. EXIT_CODE_CLEAN, or an exit code after a complaint. */
int answer_write(const struct options *options, const struct answer *answer);

/* Complains when plugins were refused or there are none; whether the answer is complete. */
bool answer_is_complete(const struct bundles *bundles);

/* ---- JSON: a key and its value -------------------------------------------------- */

/* null for NULL and for the empty text; '?' stands for bytes that are no characters (a path may hold any). */
void answer_put_text(struct json_writer *json, const char *key, const char *text);
void answer_put_bool(struct json_writer *json, const char *key, bool value);
void answer_put_count(struct json_writer *json, const char *key, uint64_t value);
/* "pluginAbi": the version of the contract with plugins. */
void answer_put_abi(struct json_writer *json);
void answer_put_names(struct json_writer *json, const char *key, const struct names *names);

/* ---- Text ----------------------------------------------------------------------- */

/* The larger of `width` and the columns of `label`. */
size_t answer_widest(size_t width, const char *label);
/* A blank line and a heading in bold. */
void answer_section(struct page *page, const char *heading);
/* Words with ", " between. */
void answer_append_names(struct buffer *text, const struct names *names);

#endif
