/* Message templates: what is well-formed, how it is filled, and every way to fail. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#include "base/memory.h"
#include "catalogue/message.h"

/* Knows "observed", "amount2" and "braces"; "long" gives more than a message may have. */
static bool
lookup(void *context, struct text name, struct buffer *message)
{
	size_t *calls = context;

	(*calls)++;
	if (text_equals(name, "observed"))
		buffer_append_text(message, "300.00");
	else if (text_equals(name, "amount2"))
		buffer_append_text(message, "50.00");
	else if (text_equals(name, "braces"))
		buffer_append_text(message, "{observed}");
	else if (text_equals(name, "long"))
		memset(buffer_reserve(message, LIMIT_MESSAGE_BYTES), 'x', LIMIT_MESSAGE_BYTES),
		    message->length += LIMIT_MESSAGE_BYTES;
	else
		return false;
	return true;
}

static void
test_well_formed(void **state)
{
	static const char *const good[] = {
	    "",
	    "plain",
	    "{a}",
	    "{aB9}{c}",
	    "it is {observed}, not {expected}.",
	    "{{",
	    "}}",
	    "{{a}}",
	    "{{{a}}}",
	    "${amount}",
	    "{{}}",
	    "a {{ b }} c",
	    "{a}}}x",
	    "\xc3\xa9{a}",
	};
	static const char *const bad[] = {
	    "{",
	    "}",
	    "{}",
	    "{a",
	    "a}",
	    "{1a}",
	    "{a b}",
	    "{a-b}",
	    "{ a}",
	    "{a }",
	    "{a{b}",
	    "{{a}",
	    "{a}}",
	    "{{{a}}",
	    "x {a} {",
	    "}{",
	    "{_a}",
	    "{a.b}",
	    "{\xc3\xa9}",
	};

	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
		assert_true(message_is_well_formed(good[i]));
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		assert_false(message_is_well_formed(bad[i]));
}

static void
check_filled(const char *template_text, const char *expected)
{
	struct buffer message = {0};
	struct text unknown = {0};
	size_t calls = 0;

	buffer_append_text(&message, "before|");
	assert_int_equal(message_fill(template_text, lookup, &calls, &message, &unknown), STATUS_OK);
	assert_memory_equal(buffer_text(&message), "before|", 7);
	assert_string_equal(buffer_text(&message) + 7, expected);
	assert_null(unknown.data);
	buffer_clear(&message);
}

static void
test_fill(void **state)
{
	(void)state;
	check_filled("", "");
	check_filled("no placeholder", "no placeholder");
	check_filled("{observed}", "300.00");
	check_filled("found ${observed} and ${amount2}.", "found $300.00 and $50.00.");
	check_filled("{{observed}}", "{observed}");
	check_filled("{{{observed}}}", "{300.00}");
	check_filled("{braces}", "{observed}"); /* what is filled in is not a template again */
}

static void
check_failure(const char *template_text, enum status expected, const char *unknown_name)
{
	struct buffer message = {0};
	struct text unknown = {0};
	size_t calls = 0;

	buffer_append_text(&message, "kept");
	assert_int_equal(message_fill(template_text, lookup, &calls, &message, &unknown), expected);
	assert_string_equal(buffer_text(&message), "kept");
	assert_int_equal(message.length, 4);
	if (unknown_name == NULL) {
		assert_null(unknown.data);
	} else {
		assert_true(text_equals(unknown, unknown_name));
		assert_true(unknown.data > template_text && unknown.data < template_text + strlen(template_text));
	}
	buffer_clear(&message);
}

static void
test_failures(void **state)
{
	(void)state;
	check_failure("it is {nobody} here", STATUS_BREACH, "nobody");
	check_failure("{observed} {Observed}", STATUS_BREACH, "Observed");
	check_failure("{observed} and {", STATUS_INVALID, NULL);
	check_failure("}", STATUS_INVALID, NULL);
	check_failure("{a b}", STATUS_INVALID, NULL);
	check_failure("{long}!", STATUS_LIMIT, NULL);
	check_failure("{long}{long}", STATUS_LIMIT, NULL);
}

static void
test_limit_is_of_the_message_alone(void **state)
{
	struct buffer message = {0};
	struct text unknown = {0};
	size_t calls = 0;

	(void)state;
	buffer_append_text(&message, "before");
	assert_int_equal(message_fill("{long}", lookup, &calls, &message, &unknown), STATUS_OK);
	assert_int_equal(message.length, 6 + LIMIT_MESSAGE_BYTES);
	buffer_clear(&message);
}

static void
test_nothing_is_asked_after_a_failure(void **state)
{
	struct buffer message = {0};
	struct text unknown = {0};
	size_t calls = 0;

	(void)state;
	assert_int_equal(message_fill("{nobody} {observed}", lookup, &calls, &message, &unknown), STATUS_BREACH);
	assert_int_equal(calls, 1);
	buffer_clear(&message);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_well_formed),
	    cmocka_unit_test(test_fill),
	    cmocka_unit_test(test_failures),
	    cmocka_unit_test(test_limit_is_of_the_message_alone),
	    cmocka_unit_test(test_nothing_is_asked_after_a_failure),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
