/* Tests of cli/answer.h and of the order of exit codes: which code counts, and what JSON a text becomes. */
#include "support.h"

#include <string.h>

#include "base/memory.h"
#include "cli/answer.h"

static void
test_exit_codes(void **state)
{
	static const int from_worst[] = {6, 5, 2, 4, 3, 1, 0};
	size_t i = 0;
	size_t k = 0;

	(void)state;
	for (i = 0; i < sizeof from_worst / sizeof from_worst[0]; i++) {
		for (k = i; k < sizeof from_worst / sizeof from_worst[0]; k++) {
			assert_int_equal(exit_code_worse(from_worst[i], from_worst[k]), from_worst[i]);
			assert_int_equal(exit_code_worse(from_worst[k], from_worst[i]), from_worst[i]);
		}
	}
}

static void
test_commands(void **state)
{
	const struct command *command = NULL;

	(void)state;
	for (command = cli_commands; command->name != NULL; command++) {
		assert_non_null(command->run);
		assert_non_null(command->arguments);
		/* One line of help: name, and summary within 80 columns. */
		assert_true(strlen(command->name) < 13);
		assert_in_range(strlen(command->summary), 10, 65);
	}
	assert_int_equal(command - cli_commands, 13);
}

/* What answer_put_text writes for `text`, in a file of its own. */
static void
assert_written(const char *text, const char *expected)
{
	char *folder = support_folder();
	struct buffer path = {0};
	struct buffer bytes = {0};
	struct json_writer json = {0};
	struct sink *sink = NULL;

	buffer_append_format(&path, "%s/answer.json", folder);
	assert_int_equal(sink_open(buffer_text(&path), 0, &sink), STATUS_OK);
	json_writer_start(&json, sink);
	json_write_object_inline(&json);
	answer_put_text(&json, "key", text);
	json_write_object_end(&json);
	json_writer_finish(&json);
	assert_int_equal(sink_commit(sink), STATUS_OK);
	support_read(buffer_text(&path), &bytes);
	assert_string_equal(buffer_text(&bytes), expected);
	buffer_clear(&bytes);
	buffer_clear(&path);
	support_remove_folder(folder);
}

static void
test_texts(void **state)
{
	(void)state;
	assert_written("a \"path\"", "{\"key\": \"a \\\"path\\\"\"}\n");
	assert_written("Z\xC3\xBCrich", "{\"key\": \"Z\xC3\xBCrich\"}\n");
	assert_written("Z\xFCrich", "{\"key\": \"Z?rich\"}\n");
	assert_written("cut \xC3", "{\"key\": \"cut ?\"}\n");
	assert_written("\x1B[2J", "{\"key\": \"?[2J\"}\n");
	assert_written("", "{\"key\": null}\n");
	assert_written(NULL, "{\"key\": null}\n");
}

static void
test_widest(void **state)
{
	(void)state;
	assert_int_equal(answer_widest(3, "four"), 4);
	assert_int_equal(answer_widest(9, "four"), 9);
	assert_int_equal(answer_widest(0, "Z\xC3\xBCrich"), 6);
	assert_int_equal(answer_widest(0, ""), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_exit_codes),
	    cmocka_unit_test(test_commands),
	    cmocka_unit_test(test_texts),
	    cmocka_unit_test(test_widest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
