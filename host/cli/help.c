/* `caselint help`: what caselint is for, the help of each command, and the topics that belong to no command. */
#include <string.h>

#include "cli/answer.h"
#include "cli/help.h"

#define COMMAND_COLUMNS 13U
#define CODE_COLUMNS 10U
#define FORMAT_COLUMNS 13U
#define WORDS_MAX 32U

/* A row of a table: what stands before, and what is said. */
struct row {
	const char *label;
	const char *text;
};

/* ---- The pages ------------------------------------------------------------------------- */

void
help_overview(const void *context, struct page *page)
{
	const struct command *command = NULL;

	(void)context;
	page_format(page, 0, 0,
	    "caselint checks child-welfare case exports against the procedures of a state and computes the payments "
	    "that are due under them.");
	page_blank(page);
	page_format(page, 0, 2, "Usage: caselint COMMAND [OPTION...] [ARGUMENT...]");
	answer_section(page, "Commands");
	for (command = cli_commands; command->name != NULL; command++)
		page_label(page, 2, COMMAND_COLUMNS, command->name, text_of(command->summary));
	page_blank(page);
	page_format(page, 2, 2, "`caselint help COMMAND` shows the options of a command.");
	answer_section(page, "Examples");
	page_format(page, 2, 4, "caselint check -o text -o json:report.json export.xml");
	page_format(page, 2, 4, "caselint explain CL-INPUT-TRUNCATED");
	page_format(page, 2, 4, "caselint check --baseline baseline.jsonl --waivers waivers.xml export.xml");
	page_blank(page);
	page_format(page, 0, 0,
	    "Exit status: 0 clean, 1 findings, 2 usage, 3 input, 4 rules, 5 output, 6 internal; see `caselint help "
	    "exit-codes`.");
}

static const struct row code_rows[] = {
    {"0", "Clean: everything asked for was evaluated, and no finding reaches --fail-on."},
    {"1", "Findings: everything asked for was evaluated, and a finding reaches --fail-on. For `diff`: one that does is "
	  "new "
	  "or worse. For `rules --matrix`: the matrix has a gap."},
    {"2", "Usage: an option, an argument, a rule id, a baseline or a file of waivers is wrong. Nothing was evaluated."},
    {"3", "Input: an input could not be read in full, or violates its schema. The rest was evaluated and reported. "
	  "For `diff`: results are damaged, a run was not complete, or something that counts cannot be compared."},
    {"4", "Rules: a rule could not be run, because its plugin is not there, was refused, crashed, hung, or broke the "
	  "contract. The "
	  "rest was evaluated and reported."},
    {"5", "Output: a report or an answer could not be written in full."},
    {"6", "Internal: a defect of caselint, or memory has run out."},
    {"7", "Kept for commands that merge and verify results; no command of this version exits with it."},
    {"130, 143", "Interrupted (SIGINT, SIGTERM): reports say what was found until then, and are not complete."},
};

static void
put_rows(struct page *page, const struct row *rows, size_t count)
{
	size_t i = 0;

	for (i = 0; i < count; i++)
		page_label(page, 2, CODE_COLUMNS, rows[i].label, text_of(rows[i].text));
}

static void
put_exit_codes(const void *context, struct page *page)
{
	(void)context;
	page_piece(page, PAGE_BOLD, text_of("Exit codes"));
	page_end_line(page);
	page_blank(page);
	put_rows(page, code_rows, sizeof code_rows / sizeof code_rows[0]);
	page_blank(page);
	page_format(page, 0, 0, "When several apply, the first of these counts: 6, 5, 7, 2, 4, 3, 1, 0.");
	page_blank(page);
	page_format(page, 0, 0,
	    "A run that was not complete never exits with 0 or 1, however few findings it has. The code is never a "
	    "number of findings.");
}

static const char *const privacy_shown[] = {
    "ids of records, and the county or district they belong to",
    "dates, months, amounts of money, and codes such as programs, forms and systems",
    "paths of files and names of members of archives, as given: a person's name in one is shown, too",
    "paths of elements, and line numbers",
    "the reason of a waiver and who granted it, as its author wrote them",
};

static const char *const privacy_never[] = {
    "names of children, parents and other people",
    "birth dates",
    "narratives and other free text about people",
    "ids of workers",
};

static const char *const privacy_strict[] = {
    "ids are pseudonyms, keyed hashes: the same in all runs with the same --key-file, else of this run alone",
    "values, dates, amounts, worksheets, lines, counties of records and names of files are left out; messages have "
    "words "
    "like (date) in their place",
    "totals of fewer than --suppress-below (11) are withheld, with others that would give them away",
    "verdict and exit code stay",
};

static void
put_list(struct page *page, const char *heading, const char *const *items, size_t count)
{
	size_t i = 0;

	answer_section(page, heading);
	for (i = 0; i < count; i++)
		page_paragraph(page, 2, 4, PAGE_PLAIN, "- ", text_of(items[i]));
}

static void
put_privacy(const void *context, struct page *page)
{
	(void)context;
	page_piece(page, PAGE_BOLD, text_of("Privacy"));
	page_end_line(page);
	page_blank(page);
	page_format(page, 0, 0,
	    "What reports show and what they never show is the same in every format. This is what they show by default "
	    "(--privacy ids).");
	put_list(page, "Shown", privacy_shown, sizeof privacy_shown / sizeof privacy_shown[0]);
	put_list(page, "Never shown", privacy_never, sizeof privacy_never / sizeof privacy_never[0]);
	page_blank(page);
	page_format(page, 0, 0,
	    "A plugin marks such fields as private, and caselint refuses to take their values into a finding, an "
	    "amount "
	    "or a worksheet: the place is named, the value is withheld. Columns for names in worksheets say so. "
	    "Messages of the XML library are never passed on, because they quote the input.");
	page_blank(page);
	page_format(page, 0, 0,
	    "One document may carry names: a restricted worksheet that `check --restricted WORKSHEET:FILE` asks for. "
	    "It goes to that file, which only its owner can read, and nowhere else.");
	put_list(page, "With --privacy strict", privacy_strict, sizeof privacy_strict / sizeof privacy_strict[0]);
	page_blank(page);
	page_format(page, 0, 0,
	    "A list of records can be counted all the same; --show totals lists none. A key file has 32 random bytes "
	    "or more "
	    "and is its owner's alone: `(umask 077; head -c 32 /dev/urandom > FILE)`. Keep it as you keep the export. "
	    "docs/privacy.md tells the rest, and what strict does not do.");
	page_blank(page);
	page_format(page, 0, 0,
	    "A report still names records, by id or by pseudonym. Keep it as you keep the export. Nothing is sent "
	    "anywhere: caselint reads "
	    "files, writes files, and uses no network.");
}

static void
put_formats(const void *context, struct page *page)
{
	const struct format *format = NULL;

	(void)context;
	page_piece(page, PAGE_BOLD, text_of("Formats of reports"));
	page_end_line(page);
	page_blank(page);
	page_format(page, 0, 0,
	    "-o FORMAT:PATH writes to a file that appears whole or not at all, -o FORMAT to standard output. One run "
	    "writes any number of reports: repeat -o. With html a PATH that does not end with .html is a folder of "
	    "pages; "
	    "it must be new, empty or an earlier report.");
	page_blank(page);
	for (format = report_formats; format->name != NULL; format++)
		page_label(page, 2, FORMAT_COLUMNS, format->name, text_of(format->summary));
	page_blank(page);
	page_format(page, 0, 0,
	    "Every format says whether the run was complete. docs/formats.md tells how findings, outcomes and amounts "
	    "are mapped to the words of each.");
}

const struct topic help_topics[] = {
    {"exit-codes", put_exit_codes},
    {"formats", put_formats},
    {"privacy", put_privacy},
    {NULL, NULL},
};

#define TOPIC_COUNT (sizeof help_topics / sizeof help_topics[0] - 1)

/* ---- The command ------------------------------------------------------------------------ */

static int
show(void (*page)(const void *context, struct page *page))
{
	const struct options options = {0};
	const struct answer answer = {page, NULL, NULL};

	return answer_write(&options, &answer);
}

static int
show_command(const struct command *command)
{
	char name[32] = {0};
	char option[] = "--help";
	char *arguments[] = {name, option, NULL};
	int code = 0;

	if (command->run == command_help)
		return show(help_overview);
	memcpy(name, command->name, strnlen(command->name, sizeof name - 1));
	code = command->run(2, arguments);
	return code == EXIT_CODE_CLEAN ? cli_flush() : code;
}

static int
complain_of_word(const char *word)
{
	const char *words[WORDS_MAX] = {NULL};
	size_t count = 0;
	size_t i = 0;

	for (i = 0; cli_commands[i].name != NULL && count < WORDS_MAX; i++)
		words[count++] = cli_commands[i].name;
	for (i = 0; i < TOPIC_COUNT && count < WORDS_MAX; i++)
		words[count++] = help_topics[i].name;
	cli_complain_unknown("command or topic", word, words, count);
	return EXIT_CODE_USAGE;
}

static int
show_word(const char *word)
{
	const struct command *command = NULL;
	size_t i = 0;

	for (command = cli_commands; command->name != NULL; command++) {
		if (strcmp(command->name, word) == 0)
			return show_command(command);
	}
	for (i = 0; i < TOPIC_COUNT; i++) {
		if (strcmp(help_topics[i].name, word) == 0)
			return show(help_topics[i].page);
	}
	return complain_of_word(word);
}

int
command_help(int argc, char **argv)
{
	if (argc > 2) {
		cli_complain("help takes one command or topic, but '%s' was given, too", argv[2]);
		return EXIT_CODE_USAGE;
	}
	if (argc < 2 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
		return show(help_overview);
	if (argv[1][0] == '-') {
		cli_complain("help has no option '%s'; give a command or a topic", argv[1]);
		return EXIT_CODE_USAGE;
	}
	return show_word(argv[1]);
}
