/* Tests of what manuals and completions are made from: rows of the table, the words an option takes, usages, and offers. */
#include "support.h"

#include <string.h>

#include "cli/manual/manual.h"

static const struct command *
command_called(const char *name)
{
	const struct command *command = cli_commands;

	while (command->name != NULL && strcmp(command->name, name) != 0)
		command++;
	assert_non_null(command->name);
	return command;
}

/* The index of the first row with this name that is of one of these commands. */
static size_t
index_of(const char *name, unsigned commands)
{
	struct option_row row = {0};
	size_t i = 0;

	while (options_row(i, &row) && (strcmp(row.name, name) != 0 || (row.commands & commands) == 0))
		i++;
	assert_true(options_row(i, &row));
	return i;
}

static void
assert_words(const struct expectation *words, const char *expected)
{
	struct buffer list = {0};
	size_t i = 0;

	for (i = 0; i < words->count; i++)
		buffer_append_format(&list, "%s%s", i == 0 ? "" : " ", words->words[i]);
	assert_string_equal(buffer_text(&list), expected);
	buffer_clear(&list);
}

static void
test_rows(void **state)
{
	struct option_row row = {0};
	size_t count = 0;

	(void)state;
	while (options_row(count, &row)) {
		assert_non_null(row.name);
		assert_non_null(row.help);
		assert_int_not_equal(row.commands, 0);
		count++;
	}
	assert_true(count > 10);
	assert_false(options_row(count + 1000, &row));
	assert_true(options_row(index_of("jobs", FOR_CHECK), &row));
	assert_int_equal(row.short_name, 'j');
	assert_string_equal(row.argument, "N");
	assert_true(options_row(index_of("matrix", FOR_RULES), &row));
	assert_int_equal(row.short_name, 0);
	assert_null(row.argument);
}

static void
test_words_are_those_the_reader_takes(void **state)
{
	struct expectation words = {0};

	(void)state;
	options_words(index_of("fail-on", FOR_CHECK), &words);
	assert_words(&words, "error warning info never");
	options_words(index_of("show", FOR_CHECK), &words);
	assert_words(&words, "findings all totals");
	options_words(index_of("as-of", FOR_CHECK), &words);
	assert_words(&words, "");
	options_words(index_of("matrix", FOR_RULES), &words);
	assert_words(&words, "");
	options_words(index_of("plugin-dir", FOR_CHECK), &words);
	assert_words(&words, "");
}

/* All formats where the help names none, and those it names where it does. */
static void
test_words_that_the_help_names(void **state)
{
	struct expectation words = {0};

	(void)state;
	options_words(index_of("output", FOR_EXPLAIN), &words);
	assert_words(&words, "text json");
	options_words(index_of("output", FOR_CHECK), &words);
	assert_true(words.count > 10);
}

static void
test_usage_runs_nothing(void **state)
{
	struct usage usage = {0};

	(void)state;
	assert_true(options_usage(command_called("check"), &usage));
	assert_int_equal(usage.command, FOR_CHECK);
	assert_string_equal(usage.arguments, "PATH...");
	assert_non_null(strstr(usage.summary, "Check case exports"));
	assert_true(options_usage(command_called("version"), &usage));
	assert_int_equal(usage.command, FOR_VERSION);
	assert_false(options_usage(command_called("help"), &usage));
	usage = manual_usage(command_called("help"));
	assert_string_equal(usage.arguments, "[COMMAND|TOPIC]");
	usage = manual_usage(command_called("version"));
	assert_string_equal(usage.arguments, "");
}

/* A command that does not read its options by the table has no usage, and the next one's is not taken for it. */
static int
run_without_options(int argc, char **argv)
{
	assert_int_equal(argc, 2);
	assert_string_equal(argv[1], "--help");
	cli_complain("nobody hears this");
	return EXIT_CODE_USAGE;
}

static void
test_usage_of_a_command_without_options(void **state)
{
	const struct command command = {"own", "FILE", "does as it likes", run_without_options};
	struct usage usage = {FOR_CHECK, "left over", "left over"};

	(void)state;
	assert_false(options_usage(&command, &usage));
	usage = manual_usage(&command);
	assert_int_equal(usage.command, 0);
	assert_string_equal(usage.arguments, "FILE");
	assert_string_equal(usage.summary, "does as it likes");
}

static void
test_offers_of_options(void **state)
{
	struct offer offer = offer_of_option(index_of("output", FOR_CHECK));

	(void)state;
	assert_true(offer.files);
	assert_true(offer.behind_colon);
	assert_true(offer.words.count > 10);
	offer = offer_of_option(index_of("plugin-dir", FOR_CHECK));
	assert_true(offer.folders);
	assert_false(offer.files);
	offer = offer_of_option(index_of("select", FOR_CHECK));
	assert_true(offer.rules);
	assert_true(offer.list);
	offer = offer_of_option(index_of("matrix", FOR_RULES));
	assert_false(offer.files || offer.folders || offer.rules || offer.commands);
	assert_int_equal(offer.words.count, 0);
}

static void
test_offers_of_arguments(void **state)
{
	struct buffer storage = {0};
	struct offer offer = offer_of_arguments("PATH...", &storage);

	(void)state;
	assert_true(offer.files);
	assert_int_equal(offer.words.count, 0);
	offer = offer_of_arguments("create|prune-old [FILE]", &storage);
	assert_true(offer.files);
	assert_words(&offer.words, "create prune-old");
	offer = offer_of_arguments("RULE...", &storage);
	assert_true(offer.rules);
	assert_false(offer.list);
	offer = offer_of_arguments("[COMMAND|TOPIC]", &storage);
	assert_true(offer.commands);
	assert_false(offer.files);
	offer = offer_of_arguments(NULL, &storage);
	assert_false(offer.files || offer.folders || offer.rules || offer.commands);
	buffer_clear(&storage);
}

static void
test_escape(void **state)
{
	struct buffer out = {0};

	(void)state;
	manual_escape(&out, "a:b]c", NULL, ":]", "\\");
	assert_string_equal(buffer_text(&out), "a\\:b\\]c");
	buffer_reset(&out);
	manual_escape(&out, "abc", NULL, "", "\\");
	assert_string_equal(buffer_text(&out), "abc");
	buffer_clear(&out);
}

/* Heard is what a word could have been; afterwards complaints are written again. */
static void
test_listening(void **state)
{
	static const char *const candidates[] = {"one", "two"};
	struct expectation heard = {0};

	(void)state;
	cli_listen(&heard);
	cli_complain_unknown("number", "three", candidates, 2);
	cli_complain("and more");
	cli_listen(NULL);
	assert_words(&heard, "one two");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_rows),
	    cmocka_unit_test(test_words_are_those_the_reader_takes),
	    cmocka_unit_test(test_words_that_the_help_names),
	    cmocka_unit_test(test_usage_runs_nothing),
	    cmocka_unit_test(test_usage_of_a_command_without_options),
	    cmocka_unit_test(test_offers_of_options),
	    cmocka_unit_test(test_offers_of_arguments),
	    cmocka_unit_test(test_escape),
	    cmocka_unit_test(test_listening),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
