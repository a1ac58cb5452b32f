/* Completion for bash, by nothing but what bash has itself. */
#include "cli/manual/manual.h"

/* Bash cuts words at = and :, so what is typed is read from the line itself, and of a reply is kept what bash will put in
 * the place of the piece it calls the current word. */
static const char start[] =
    "# Completion of caselint for bash. Made from the table of options when caselint is built; not to be edited.\n"
    "\n"
    "# Of the lines that come in, those that begin with the value are replies.\n"
    "_caselint_reply() {\n"
    "\tlocal line\n"
    "\twhile IFS= read -r line; do\n"
    "\t\tif [[ $line == \"$value\"* ]]; then COMPREPLY+=(\"${line:${#value} - ${#current}}\"); fi\n"
    "\tdone\n"
    "}\n"
    "\n"
    "_caselint_words() {\n"
    "\t_caselint_reply < <(printf '%s\\n' \"$@\")\n"
    "}\n"
    "\n"
    "# _caselint_paths file|directory [PREFIX PATH]\n"
    "_caselint_paths() {\n"
    "\tcompopt -o filenames 2> /dev/null\n"
    "\tif (($# > 1)); then\n"
    "\t\t_caselint_reply < <(compgen -A \"$1\" -P \"$2\" -- \"$3\")\n"
    "\telse\n"
    "\t\tmapfile -t COMPREPLY < <(compgen -A \"$1\" -- \"$current\")\n"
    "\tfi\n"
    "}\n"
    "\n"
    "# Files behind a word and a colon.\n"
    "_caselint_behind_colon() {\n"
    "\tif [[ $value == *:* ]]; then\n"
    "\t\t_caselint_paths file \"${value%%:*}:\" \"${value#*:}\"\n"
    "\telse\n"
    "\t\tcompopt -o nospace 2> /dev/null\n"
    "\tfi\n"
    "}\n"
    "\n"
    "# Ids of rules, behind the last comma; the first word of each line that is one.\n"
    "_caselint_rules() {\n"
    "\tlocal before=\n"
    "\tif [[ $value == *,* ]]; then before=${value%,*},; fi\n"
    "\t_caselint_reply < <(\"${COMP_WORDS[0]}\" rules --color never 2> /dev/null |\n"
    "\t\tsed -n \"s/^  \\([A-Z][A-Z0-9]*-[A-Z0-9-]*\\) .*/$before\\1/p\")\n"
    "}\n"
    "\n"
    "_caselint() {\n"
    "\tlocal line=${COMP_LINE:0:COMP_POINT} current=${COMP_WORDS[COMP_CWORD]} value option i\n"
    "\tlocal -a before\n"
    "\tCOMPREPLY=()\n"
    "\tif [[ $current == [=:] ]]; then current=; fi\n"
    "\tvalue=${line##*[[:blank:]]}\n"
    "\tread -r -a before <<< \"${line%\"$value\"}\"\n"
    "\tif ((${#before[@]} < 2)); then\n"
    "\t\tcase $value in\n"
    "\t\t-*) _caselint_words --help -h --version -V ;;\n"
    "\t\t*) _caselint_words";

static const char middle[] = " ;;\n"
			     "\t\tesac\n"
			     "\t\treturn\n"
			     "\tfi\n"
			     "\tfor ((i = 2; i < ${#before[@]}; i++)); do\n"
			     "\t\tif [[ ${before[i]} == -- ]]; then option=--; fi\n"
			     "\tdone\n"
			     "\tif [[ $option != -- ]]; then\n"
			     "\t\tcase $value in\n"
			     "\t\t--*=*) option=${value%%=*} value=${value#*=} ;;\n"
			     "\t\t*) option=${before[-1]} ;;\n"
			     "\t\tesac\n"
			     "\tfi\n"
			     "\tcase ${before[1]}:$option in\n";

static const char options_start[] = "\tesac\n"
				    "\tcase ${before[1]} in\n";

static const char end[] = "\tesac\n"
			  "}\n"
			  "\n"
			  "complete -F _caselint caselint\n";

/* ---- What is offered ----------------------------------------------------------------------- */

static void
put_words(struct buffer *script, const struct expectation *words)
{
	if (words->count == 0)
		return;
	buffer_append_text(script, "\t\t_caselint_words");
	for (size_t i = 0; i < words->count; i++)
		buffer_append_format(script, " %s", words->words[i]);
	buffer_append_byte(script, '\n');
}

static void
put_commands(struct buffer *script)
{
	for (const struct command *command = cli_commands; command->name != NULL; command++)
		buffer_append_format(script, " %s", command->name);
}

static void
put_offer(struct buffer *script, const struct offer *offer)
{
	put_words(script, &offer->words);
	if (offer->behind_colon)
		buffer_append_text(script, "\t\t_caselint_behind_colon\n");
	else if (offer->files)
		buffer_append_text(script, "\t\t_caselint_paths file\n");
	else if (offer->folders)
		buffer_append_text(script, "\t\t_caselint_paths directory\n");
	if (offer->list)
		buffer_append_text(script, "\t\tcompopt -o nospace 2> /dev/null\n");
	if (offer->rules)
		buffer_append_text(script, "\t\t_caselint_rules\n");
	if (offer->commands) {
		buffer_append_text(script, "\t\t_caselint_words");
		put_commands(script);
		for (const struct topic *topic = help_topics; topic->name != NULL; topic++)
			buffer_append_format(script, " %s", topic->name);
		buffer_append_byte(script, '\n');
	}
}

/* ---- Values of options ---------------------------------------------------------------------- */

/* The option under both names for each of its commands, as patterns. */
static void
put_patterns(struct buffer *script, const struct option_row *row)
{
	const char *gap = "\t";

	for (const struct command *command = cli_commands; command->name != NULL; command++) {
		if ((manual_usage(command).command & row->commands) == 0)
			continue;
		buffer_append_format(script, "%s%s:--%s", gap, command->name, row->name);
		gap = " | ";
		if (row->short_name != 0)
			buffer_append_format(script, " | %s:-%c", command->name, row->short_name);
	}
	buffer_append_text(script, ")\n");
}

static bool
has_commands(const struct option_row *row)
{
	for (const struct command *command = cli_commands; command->name != NULL; command++) {
		if ((manual_usage(command).command & row->commands) != 0)
			return true;
	}
	return false;
}

static void
put_values(struct buffer *script)
{
	struct option_row row = {0};

	for (size_t i = 0; options_row(i, &row); i++) {
		struct offer offer = {0};

		if (row.argument == NULL || !has_commands(&row))
			continue;
		offer = offer_of_option(i);
		put_patterns(script, &row);
		put_offer(script, &offer);
		buffer_append_text(script, "\t\treturn\n\t\t;;\n");
	}
}

/* ---- Options and arguments of each command ---------------------------------------------------- */

static void
put_names(struct buffer *script, unsigned command)
{
	struct option_row row = {0};

	buffer_append_text(script, "\t\tif [[ $value == -* && $option != -- ]]; then\n\t\t\t_caselint_words --help -h");
	for (size_t i = 0; options_row(i, &row); i++) {
		if ((row.commands & command) == 0)
			continue;
		buffer_append_format(script, " --%s", row.name);
		if (row.short_name != 0)
			buffer_append_format(script, " -%c", row.short_name);
	}
	buffer_append_text(script, "\n\t\t\treturn\n\t\tfi\n");
}

static void
put_command(struct buffer *script, const struct command *command, struct buffer *storage)
{
	struct usage usage = manual_usage(command);
	struct offer offer = offer_of_arguments(usage.arguments, storage);

	buffer_append_format(script, "\t%s)\n", command->name);
	put_names(script, usage.command);
	put_offer(script, &offer);
	buffer_append_text(script, "\t\t;;\n");
}

void
completion_bash(struct buffer *script)
{
	struct buffer storage = {0};

	buffer_append_text(script, start);
	put_commands(script);
	buffer_append_text(script, middle);
	put_values(script);
	buffer_append_text(script, options_start);
	for (const struct command *command = cli_commands; command->name != NULL; command++)
		put_command(script, command, &storage);
	buffer_append_text(script, end);
	buffer_clear(&storage);
}
