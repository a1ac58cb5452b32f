/* Completion for zsh, by its _arguments. */
#include <string.h>

#include "cli/manual/manual.h"

static const char start[] =
    "#compdef caselint\n"
    "# Completion of caselint for zsh. Made from the table of options when caselint is built; not to be edited.\n"
    "\n"
    "# Words that stand before a colon, and files behind it.\n"
    "_caselint_behind_colon() {\n"
    "  if compset -P 1 '*:'; then\n"
    "    _files\n"
    "  else\n"
    "    compadd -S '' -- \"$@\"\n"
    "  fi\n"
    "}\n"
    "\n"
    "# Ids of rules: the first word of each line that is one.\n"
    "_caselint_rules() {\n"
    "  local -a ids\n"
    "  ids=(${(f)\"$(_call_program rules caselint rules --color never 2> /dev/null |\n"
    "    sed -n 's/^  \\([A-Z][A-Z0-9]*-[A-Z0-9-]*\\) .*/\\1/p')\"})\n"
    "  if [[ $1 == list ]]; then compset -P '*,'; compadd -S '' -a ids; else compadd -a ids; fi\n"
    "}\n"
    "\n"
    "_caselint_commands() {\n"
    "  local -a commands\n"
    "  commands=(\n";

static const char middle[] = "  )\n"
			     "  _describe -t commands command commands\n"
			     "}\n"
			     "\n"
			     "_caselint() {\n"
			     "  local curcontext=$curcontext state state_descr line\n"
			     "  typeset -A opt_args\n"
			     "  _arguments -C \\\n"
			     "    '(- *)'{-h,--help}'[Show help]' \\\n"
			     "    '(- *)'{-V,--version}'[Show versions]' \\\n"
			     "    '1: :_caselint_commands' '*:: :->arguments'\n"
			     "  [[ $state == arguments ]] || return\n"
			     "  curcontext=${curcontext%:*}-$words[1]:\n"
			     "  case $words[1] in\n";

static const char end[] = "  esac\n"
			  "}\n"
			  "\n"
			  "_caselint \"$@\"\n";

/* ---- Texts within single quotes -------------------------------------------------------------- */

/* `special` is what means something there besides the quote. */
static void
put_quoted(struct buffer *script, const char *text, const char *special)
{
	for (; *text != '\0'; text++) {
		if (*text == '\'')
			buffer_append_text(script, "'\\''");
		else
			manual_escape(script, text, text + 1, special, "\\");
	}
}

/* ---- What is offered --------------------------------------------------------------------------- */

static void
put_words(struct buffer *script, const char *before, const struct expectation *words, const char *behind)
{
	buffer_append_text(script, before);
	for (size_t i = 0; i < words->count; i++)
		buffer_append_format(script, "%s%s", i == 0 ? "" : " ", words->words[i]);
	buffer_append_text(script, behind);
}

/* An action of _arguments. */
static void
put_action(struct buffer *script, const struct offer *offer)
{
	if (offer->behind_colon)
		put_words(script, " _caselint_behind_colon ", &offer->words, "");
	else if (offer->words.count > 0)
		put_words(script, "(", &offer->words, ")");
	else if (offer->rules)
		buffer_append_text(script, offer->list ? " _caselint_rules list" : " _caselint_rules");
	else if (offer->files)
		buffer_append_text(script, "_files");
	else if (offer->folders)
		buffer_append_text(script, "_files -/");
	else
		buffer_append_byte(script, ' ');
}

static void
put_option(struct buffer *script, const struct option_row *row, size_t index)
{
	bool repeats = strstr(row->help, "repeatable") != NULL;
	const char *behind = row->argument != NULL ? "=" : "";

	buffer_append_text(script, " \\\n      ");
	if (row->short_name == 0)
		buffer_append_format(script, "'%s--%s%s[", repeats ? "*" : "", row->name, behind);
	else if (repeats)
		buffer_append_format(
		    script, "'*'{-%c%s,--%s%s}'[", row->short_name, *behind == '=' ? "+" : "", row->name, behind);
	else
		buffer_append_format(script, "'(-%c --%s)'{-%c%s,--%s%s}'[", row->short_name, row->name,
		    row->short_name, *behind == '=' ? "+" : "", row->name, behind);
	put_quoted(script, row->help, "[]:\\");
	buffer_append_byte(script, ']');
	if (row->argument != NULL) {
		struct offer offer = offer_of_option(index);

		buffer_append_byte(script, ':');
		put_quoted(script, row->argument, ":\\");
		buffer_append_byte(script, ':');
		put_action(script, &offer);
	}
	buffer_append_byte(script, '\'');
}

/* ---- Commands ------------------------------------------------------------------------------------ */

static void
put_positional(struct buffer *script, const struct offer *offer)
{
	if (offer->commands) {
		buffer_append_text(script, " \\\n      '1: :{ _caselint_commands; compadd");
		for (const struct topic *topic = help_topics; topic->name != NULL; topic++)
			buffer_append_format(script, " %s", topic->name);
		buffer_append_text(script, " }'");
		return;
	}
	if (offer->words.count > 0)
		put_words(script, " \\\n      '1: :(", &offer->words, ")'");
	if (offer->files)
		buffer_append_text(script, " \\\n      '*:file:_files'");
	else if (offer->folders)
		buffer_append_text(script, " \\\n      '*:folder:_files -/'");
	else if (offer->rules)
		buffer_append_text(script, " \\\n      '*:rule: _caselint_rules'");
}

static void
put_command(struct buffer *script, const struct command *command, struct buffer *storage)
{
	struct usage usage = manual_usage(command);
	struct offer offer = offer_of_arguments(usage.arguments, storage);
	struct option_row row = {0};

	buffer_append_format(
	    script, "  %s)\n    _arguments -s -S \\\n      '(- *)'{-h,--help}'[Show this help]'", command->name);
	for (size_t i = 0; options_row(i, &row); i++) {
		if ((row.commands & usage.command) != 0)
			put_option(script, &row, i);
	}
	put_positional(script, &offer);
	buffer_append_text(script, "\n    ;;\n");
}

void
completion_zsh(struct buffer *script)
{
	struct buffer storage = {0};
	const struct command *command = NULL;

	buffer_append_text(script, start);
	for (command = cli_commands; command->name != NULL; command++) {
		buffer_append_format(script, "    '%s:", command->name);
		put_quoted(script, command->summary, ":\\");
		buffer_append_text(script, "'\n");
	}
	buffer_append_text(script, middle);
	for (command = cli_commands; command->name != NULL; command++)
		put_command(script, command, &storage);
	buffer_append_text(script, end);
	buffer_clear(&storage);
}
