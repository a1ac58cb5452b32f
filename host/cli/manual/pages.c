/* The manual pages: of the program, of each command, and of each topic of help; see cli/manual/manual.h. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "cli/manual/manual.h"
#include "cli/manual/roff.h"

#define TITLE_BYTES 64U

/* ---- Parts -------------------------------------------------------------------------------- */

static void
put_name(struct buffer *page, const char *name, const char *summary)
{
	roff_section(page, text_of("Name"));
	roff_text(page, text_of(name));
	buffer_append_text(page, " \\- ");
	roff_text(page, text_of(summary));
	buffer_append_byte(page, '\n');
}

/* The other pages but `own`, in the order of help. */
static void
put_see_also(struct buffer *page, const char *own)
{
	const struct command *command = NULL;
	const struct topic *topic = NULL;
	const char *gap = "";

	roff_section(page, text_of("See also"));
	if (own != NULL) {
		buffer_append_text(page, ".BR caselint (1)");
		gap = ",\n";
	}
	for (command = cli_commands; command->name != NULL; command++) {
		if (own != NULL && strcmp(own, command->name) == 0)
			continue;
		buffer_append_format(page, "%s.BR caselint\\-", gap);
		roff_text(page, text_of(command->name));
		buffer_append_text(page, " (1)");
		gap = ",\n";
	}
	for (topic = help_topics; topic->name != NULL; topic++) {
		if (own != NULL && strcmp(own, topic->name) == 0)
			continue;
		buffer_append_format(page, "%s.BR caselint\\-", gap);
		roff_text(page, text_of(topic->name));
		buffer_append_text(page, " (7)");
	}
	buffer_append_format(page, "%s.BR caselint\\-plugin (7)\n", gap);
}

#define EXIT_STATUS "Exit status: "

/* The lines of a text as paragraphs: those that tell the exit status, or the others. Returns how many there were. */
static size_t
put_paragraphs(struct buffer *page, const char *text, bool of_exit_status, bool starts)
{
	size_t count = 0;

	while (*text != '\0') {
		struct text line = text_view(text, strcspn(text, "\n"));
		bool is_exit_status = text_starts_with(line, EXIT_STATUS);

		text += line.length + (text[line.length] == '\n' ? 1 : 0);
		if (line.length == 0 || is_exit_status != of_exit_status)
			continue;
		if (is_exit_status)
			line = text_view(line.data + strlen(EXIT_STATUS), line.length - strlen(EXIT_STATUS));
		if (starts || count > 0)
			buffer_append_text(page, ".PP\n");
		roff_line(page, line);
		count++;
	}
	return count;
}

/* What the notes say of it, and where all codes are explained. */
static void
put_exit_status(struct buffer *page, const char *notes)
{
	roff_section(page, text_of("Exit status"));
	if (put_paragraphs(page, notes, true, false) > 0)
		buffer_append_text(page, ".PP\n");
	buffer_append_text(page, "See\n.BR caselint\\-exit\\-codes (7).\n");
}

/* What a page of help says, with its headings marked. */
static void
append_help(struct buffer *out, void (*put)(const void *context, struct page *page))
{
	struct page page = {0};
	struct sink *sink = sink_keep();

	page_start(&page, sink, true);
	put(NULL, &page);
	page_end(&page);
	sink_take(sink, out);
	sink_abandon(sink);
}

/* ---- Options ------------------------------------------------------------------------------- */

static void
put_option(struct buffer *page, const struct option_row *row)
{
	buffer_append_text(page, ".TP\n");
	if (row->short_name != 0)
		buffer_append_format(page, "\\fB\\-%c\\fR, ", row->short_name);
	buffer_append_text(page, "\\fB\\-\\-");
	roff_text(page, text_of(row->name));
	buffer_append_text(page, "\\fR");
	if (row->argument != NULL) {
		buffer_append_text(page, "=\\fI");
		roff_text(page, text_of(row->argument));
		buffer_append_text(page, "\\fR");
	}
	buffer_append_byte(page, '\n');
	roff_line(page, text_of(row->help));
}

static void
put_options(struct buffer *page, unsigned command)
{
	static const struct option_row help = {"help", 'h', 0, NULL, "Show this help"};
	struct option_row row = {0};
	size_t i = 0;

	roff_section(page, text_of("Options"));
	for (i = 0; options_row(i, &row); i++) {
		if ((row.commands & command) != 0)
			put_option(page, &row);
	}
	put_option(page, &help);
}

/* ---- Pages --------------------------------------------------------------------------------- */

static void
put_synopsis(struct buffer *page, const struct command *command, const struct usage *usage)
{
	roff_section(page, text_of("Synopsis"));
	buffer_append_text(page, ".B caselint ");
	roff_text(page, text_of(command->name));
	buffer_append_text(page, usage->command != 0 ? "\n[\\fIOPTION\\fR...]\n" : "\n");
	if (usage->arguments[0] != '\0') {
		buffer_append_text(page, "\\fI");
		roff_text(page, text_of(usage->arguments));
		buffer_append_text(page, "\\fR\n");
	}
}

void
manual_command(struct buffer *page, const struct command *command, const char *date)
{
	struct usage usage = manual_usage(command);
	size_t length = strcspn(usage.summary, "\v");
	const char *notes = usage.summary + length + (usage.summary[length] == '\v' ? 1 : 0);
	struct buffer above = {0};
	char title[TITLE_BYTES];

	buffer_append(&above, usage.summary, length);
	snprintf(title, sizeof title, "caselint-%s", command->name);
	roff_head(page, title, "1", date);
	put_name(page, title, command->summary);
	put_synopsis(page, command, &usage);
	roff_section(page, text_of("Description"));
	put_paragraphs(page, buffer_text(&above), false, false);
	put_paragraphs(page, notes, false, true);
	buffer_clear(&above);
	if (usage.command != 0)
		put_options(page, usage.command);
	put_exit_status(page, notes);
	put_see_also(page, command->name);
}

void
manual_program(struct buffer *page, const char *date)
{
	struct buffer help = {0};

	append_help(&help, help_overview);
	roff_head(page, "caselint", "1", date);
	put_name(page, "caselint", "check child-welfare case exports and compute the payments due");
	roff_section(page, text_of("Synopsis"));
	buffer_append_text(page, ".B caselint\n\\fICOMMAND\\fR\n[\\fIOPTION\\fR...]\n[\\fIARGUMENT\\fR...]\n.br\n"
				 ".B caselint\n\\fB\\-\\-help\\fR | \\fB\\-\\-version\\fR\n");
	roff_help(page, "Description", text_of(buffer_text(&help)));
	roff_section(page, text_of("Options"));
	buffer_append_text(page, ".TP\n\\fB\\-h\\fR, \\fB\\-\\-help\\fR\nAs\n.BR \"caselint help\" .\n"
				 ".TP\n\\fB\\-V\\fR, \\fB\\-\\-version\\fR\nAs\n.BR \"caselint version\" .\n");
	roff_section(page, text_of("Files"));
	buffer_append_text(page,
	    ".TP\n.I lib/caselint/bundles/\nBelow the prefix caselint is installed under: one folder "
	    "per jurisdiction, with its plugin, its schema and its rulesets.\n"
	    ".TP\n.I share/caselint/xsd/\nThe schemas of exports, of rulesets and of the XML report.\n");
	put_see_also(page, NULL);
	buffer_clear(&help);
}

void
manual_topic(struct buffer *page, const struct topic *topic, const char *date)
{
	struct buffer help = {0};
	struct text heading = {0};
	char title[TITLE_BYTES];
	char words[TITLE_BYTES];

	append_help(&help, topic->page);
	/* The first line, between its marks. */
	heading = text_of(buffer_text(&help));
	heading.length = strcspn(heading.data, "\n");
	snprintf(title, sizeof title, "caselint-%s", topic->name);
	if (heading.length > 8 && heading.data[0] == '\033')
		heading = text_view(heading.data + 4, heading.length - 8);
	snprintf(words, sizeof words, "%.*s of caselint", (int)heading.length, heading.data);
	words[0] = (char)tolower((unsigned char)words[0]);
	roff_head(page, title, "7", date);
	put_name(page, title, words);
	roff_help(page, "Description", text_of(buffer_text(&help)));
	put_see_also(page, topic->name);
	buffer_clear(&help);
}
