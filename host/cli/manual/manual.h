/*
 * Manual pages and completions of shells, made of the commands, the table of
 * options and the pages of help when caselint is built. Whatever a command says
 * with --help is here, too, and nothing else is: nobody writes it twice.
 */
#ifndef CASELINT_CLI_MANUAL_MANUAL_H
#define CASELINT_CLI_MANUAL_MANUAL_H

#include <stdbool.h>

#include "base/buffer.h"
#include "cli/cli.h"
#include "cli/help.h"
#include "cli/options.h"

/* ---- Manual pages ----------------------------------------------------------------- */

/* caselint(1). `date` is that of the release, YYYY-MM-DD. */
void manual_program(struct buffer *page, const char *date);
/* caselint-COMMAND(1). */
void manual_command(struct buffer *page, const struct command *command, const char *date);
/* caselint-TOPIC(7). */
void manual_topic(struct buffer *page, const struct topic *topic, const char *date);

/* ---- Completions ------------------------------------------------------------------ */

void completion_bash(struct buffer *script);
void completion_zsh(struct buffer *script);
void completion_fish(struct buffer *script);

/* What can stand in a place of the command line. Several may be set. */
struct offer {
	bool files;
	bool folders;
	bool rules;        /* ids of rules */
	bool list;         /* several, with commas between */
	bool commands;     /* commands and topics */
	bool behind_colon; /* files stand behind a word and a colon only */
	struct expectation words;
};

/* What row `index` of the table of options takes. */
struct offer offer_of_option(size_t index);
/* What the arguments of a command can be, by how its usage line calls them: "PATH...", "create|prune FILE". Words in
 * small letters stand for themselves and live as long as `storage`, which is emptied first. */
struct offer offer_of_arguments(const char *arguments, struct buffer *storage);

/* The usage of a command; one without options has the arguments of the table of commands. */
struct usage manual_usage(const struct command *command);

/* Appends `text` up to `end` (NULL: all of it), with `escape` before each byte of `special`. */
void manual_escape(struct buffer *out, const char *text, const char *end, const char *special, const char *escape);

#endif
