/* Views of text, and UTF-8 as XML allows it. */
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include <string.h>

#include "base/utf8.h"

static void
test_views(void **state)
{
	(void)state;
	assert_int_equal(text_of(NULL).length, 0);
	assert_true(text_equal(text_of(NULL), text_of("")));
	assert_true(text_equal(text_of("ab"), text_view("abc", 2)));
	assert_false(text_equal(text_of("ab"), text_of("aB")));
	assert_true(text_equals(text_view("abc", 2), "ab"));
	assert_false(text_equals(text_of("ab"), "abc"));
	assert_true(text_starts_with(text_of("abc"), "ab"));
	assert_true(text_starts_with(text_of(NULL), ""));
	assert_false(text_starts_with(text_of("a"), "ab"));
}

static void
test_compare(void **state)
{
	(void)state;
	assert_int_equal(text_compare(text_of("a"), text_of("a")), 0);
	assert_int_equal(text_compare(text_of(NULL), text_of("")), 0);
	assert_true(text_compare(text_of("a"), text_of("ab")) < 0);
	assert_true(text_compare(text_of("b"), text_of("ab")) > 0);
	assert_true(text_compare(text_of("a"), text_of("\xC3")) < 0);
}

static void
test_blanks(void **state)
{
	(void)state;
	assert_true(text_equals(text_trim(text_of(" \t\r\n a b \n")), "a b"));
	assert_int_equal(text_trim(text_of(" \n ")).length, 0);
	assert_true(text_is_blank(text_of("")));
	assert_true(text_is_blank(text_of(" \t\r\n")));
	assert_false(text_is_blank(text_of("\xC2\xA0")));
	assert_false(text_is_blank(text_of("\v")));
}

static void
test_words(void **state)
{
	struct text words = text_of(" one\t\ntwo  three ");
	struct text word = {0};

	(void)state;
	assert_true(text_next_word(&words, &word));
	assert_true(text_equals(word, "one"));
	assert_true(text_next_word(&words, &word));
	assert_true(text_equals(word, "two"));
	assert_true(text_next_word(&words, &word));
	assert_true(text_equals(word, "three"));
	assert_false(text_next_word(&words, &word));
	assert_int_equal(word.length, 0);
	assert_int_equal(words.length, 0);
	words = text_view(NULL, 0);
	assert_false(text_next_word(&words, &word));
}

static void
test_lists_of_words(void **state)
{
	(void)state;
	assert_true(text_words_meet(text_of("L1"), text_of("L1")));
	assert_true(text_words_meet(text_of("L1 L2"), text_of("L3 L2")));
	assert_true(text_words_meet(text_of("  L2"), text_of("L2  ")));
	assert_false(text_words_meet(text_of("L1"), text_of("L12")));
	assert_false(text_words_meet(text_of("L12"), text_of("L1")));
	assert_false(text_words_meet(text_of(""), text_of("L1")));
	assert_false(text_words_meet(text_of("L1"), text_of(" ")));
	assert_false(text_words_meet(text_of(""), text_of("")));
}

static void
test_utf8(void **state)
{
	static const char *const good[] = {"", "plain\t\r\n", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF",
	    "\xEE\x80\x80", "\xEF\xBF\xBD", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF", "\x7F"};
	static const char *const bad[] = {"\x01", "\x1F", "\x80", "\xC0\x80", "\xC1\xBF", "\xC2", "\xC2 ",
	    "\xE0\x9F\xBF", "\xED\xA0\x80", "\xEF\xBF\xBE", "\xEF\xBF\xBF", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80",
	    "\xF5\x80\x80\x80", "\xFF", "\xE2\x82", "\xF0\x90\x80"};
	size_t i = 0;

	(void)state;
	for (i = 0; i < sizeof good / sizeof *good; i++)
		assert_true(text_is_xml_utf8(text_of(good[i])));
	for (i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(text_is_xml_utf8(text_of(bad[i])));
	assert_false(text_is_xml_utf8(text_view("a\0b", 3)));
	assert_int_equal(utf8_next("\xE2\x82", 2), UTF8_CUT);
	assert_int_equal(utf8_next("\xE2 ", 2), UTF8_WRONG);
}

/* The wrong byte is found wherever it is in or between the blocks that are looked at together. */
static void
test_utf8_places(void **state)
{
	static const char bytes[] = {0, 1, 8, 11, 14, 31, '\x80', '\xFF'};
	char text[200];
	size_t i = 0;
	size_t k = 0;

	(void)state;
	for (i = 0; i < sizeof text; i++) {
		for (k = 0; k < sizeof bytes; k++) {
			memset(text, 'x', sizeof text);
			text[i] = bytes[k];
			assert_int_equal(utf8_prefix(text, sizeof text), i);
		}
	}
}

static void
test_nearest(void **state)
{
	static const char *const words[] = {"check", "explain", "rules", "plugins"};

	(void)state;
	assert_null(text_nearest("chekc", words, 4));
	assert_string_equal(text_nearest("chek", words, 4), "check");
	assert_string_equal(text_nearest("explian", words, 4), "explain");
	assert_string_equal(text_nearest("rule", words, 4), "rules");
	assert_string_equal(text_nearest("plugins", words, 4), "plugins");
	assert_null(text_nearest("zebra", words, 4));
	assert_null(text_nearest("", words, 4));
	assert_null(text_nearest("rules", words, 0));
	assert_string_equal(text_nearest("ab", (const char *const[]){"ac", "aa"}, 2), "ac");
	assert_null(
	    text_nearest("a word far longer than any that could be meant by anyone who types at a keyboard", words, 4));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_views),
	    cmocka_unit_test(test_compare),
	    cmocka_unit_test(test_blanks),
	    cmocka_unit_test(test_words),
	    cmocka_unit_test(test_lists_of_words),
	    cmocka_unit_test(test_utf8),
	    cmocka_unit_test(test_utf8_places),
	    cmocka_unit_test(test_nearest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
