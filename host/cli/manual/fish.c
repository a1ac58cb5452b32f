/* Completion for fish: one line for each option of each command. */
#include "cli/manual/manual.h"

static const char start[] =
    "# Completion of caselint for fish. Made from the table of options when caselint is built; not to be edited.\n"
    "\n"
    "function __caselint_has_no_command\n"
    "    test (count (commandline -opc)) -lt 2\n"
    "end\n"
    "\n"
    "function __caselint_command_is\n"
    "    set -l words (commandline -opc)\n"
    "    test (count $words) -ge 2; and test \"$words[2]\" = $argv[1]\n"
    "end\n"
    "\n"
    "# Words that stand before a colon, and files behind it.\n"
    "function __caselint_behind_colon\n"
    "    set -l value (commandline -ct | string replace -r '^--[a-z-]+=' '')\n"
    "    if string match -q '*:*' -- $value\n"
    "        set -l prefix (string replace -r ':.*' ':' -- $value)\n"
    "        for path in (__fish_complete_path (string replace -r '^[^:]*:' '' -- $value))\n"
    "            echo $prefix$path\n"
    "        end\n"
    "    else\n"
    "        printf '%s\\n' $argv\n"
    "    end\n"
    "end\n"
    "\n"
    "# Ids of rules: the first word of each line that is one.\n"
    "function __caselint_rules\n"
    "    caselint rules --color never 2>/dev/null | string match -r '^  [A-Z][A-Z0-9]*-[A-Z0-9-]* ' | string trim\n"
    "end\n"
    "\n"
    "function __caselint_rule_list\n"
    "    set -l value (commandline -ct | string replace -r '^--[a-z-]+=' '')\n"
    "    set -l prefix (string match -r '.*,' -- $value)\n"
    "    for id in (__caselint_rules)\n"
    "        echo $prefix$id\n"
    "    end\n"
    "end\n"
    "\n"
    "complete -c caselint -f\n"
    "complete -c caselint -n __caselint_has_no_command -s h -l help -d 'Show help'\n"
    "complete -c caselint -n __caselint_has_no_command -s V -l version -d 'Show versions'\n";

/* ---- What is offered ----------------------------------------------------------------------- */

static void
put_description(struct buffer *script, const char *text)
{
	buffer_append_text(script, " -d '");
	manual_escape(script, text, NULL, "'\\", "\\");
	buffer_append_text(script, "'\n");
}

static void
put_words(struct buffer *script, const char *before, const struct expectation *words, const char *behind)
{
	buffer_append_text(script, before);
	for (size_t i = 0; i < words->count; i++)
		buffer_append_format(script, "%s%s", i == 0 ? "" : " ", words->words[i]);
	buffer_append_text(script, behind);
}

static void
put_offer(struct buffer *script, const struct offer *offer)
{
	if (offer->behind_colon)
		put_words(script, " -a '(__caselint_behind_colon ", &offer->words, ")'");
	else if (offer->words.count > 0)
		put_words(script, " -a '", &offer->words, "'");
	else if (offer->rules)
		buffer_append_text(script, offer->list ? " -a '(__caselint_rule_list)'" : " -a '(__caselint_rules)'");
	else if (offer->folders)
		buffer_append_text(script, " -a '(__fish_complete_directories)'");
}

/* ---- Options and arguments of each command ---------------------------------------------------- */

static void
put_option(struct buffer *script, const struct command *command, const struct option_row *row, size_t index)
{
	buffer_append_format(script, "complete -c caselint -n '__caselint_command_is %s'", command->name);
	if (row->short_name != 0)
		buffer_append_format(script, " -s %c", row->short_name);
	buffer_append_format(script, " -l %s", row->name);
	if (row->argument != NULL) {
		struct offer offer = offer_of_option(index);

		buffer_append_text(script, offer.files && !offer.behind_colon ? " -r -F" : " -x");
		put_offer(script, &offer);
	}
	put_description(script, row->help);
}

static void
put_topics(struct buffer *script, const struct command *command)
{
	buffer_append_format(script, "complete -c caselint -n '__caselint_command_is %s' -a '", command->name);
	for (const struct command *other = cli_commands; other->name != NULL; other++)
		buffer_append_format(script, "%s ", other->name);
	for (const struct topic *topic = help_topics; topic->name != NULL; topic++)
		buffer_append_format(script, "%s%s", topic == help_topics ? "" : " ", topic->name);
	buffer_append_text(script, "'\n");
}

static void
put_positional(struct buffer *script, const struct command *command, const struct offer *offer)
{
	struct offer words = *offer;

	if (offer->commands) {
		put_topics(script, command);
		return;
	}
	if (offer->files)
		buffer_append_format(script, "complete -c caselint -n '__caselint_command_is %s' -F\n", command->name);
	words.behind_colon = false;
	if (offer->words.count > 0 || offer->rules || offer->folders) {
		buffer_append_format(script, "complete -c caselint -n '__caselint_command_is %s'", command->name);
		put_offer(script, &words);
		buffer_append_byte(script, '\n');
	}
}

static void
put_command(struct buffer *script, const struct command *command, struct buffer *storage)
{
	struct usage usage = manual_usage(command);
	struct offer offer = offer_of_arguments(usage.arguments, storage);
	struct option_row row = {0};

	buffer_append_format(script, "\ncomplete -c caselint -n __caselint_has_no_command -a %s", command->name);
	put_description(script, command->summary);
	buffer_append_format(script, "complete -c caselint -n '__caselint_command_is %s' -s h -l help", command->name);
	put_description(script, "Show this help");
	for (size_t i = 0; options_row(i, &row); i++) {
		if ((row.commands & usage.command) != 0)
			put_option(script, command, &row, i);
	}
	put_positional(script, command, &offer);
}

void
completion_fish(struct buffer *script)
{
	struct buffer storage = {0};

	buffer_append_text(script, start);
	for (const struct command *command = cli_commands; command->name != NULL; command++)
		put_command(script, command, &storage);
	buffer_clear(&storage);
}
