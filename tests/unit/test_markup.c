/* Where elements and attributes stand: positions of every kind of tag, lines, and bytes that are no document. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "authoring/markup.h"
#include "base/buffer.h"
#include "base/memory.h"

static const char document[] = "<?xml version='1.0'?>\n"
			       "<!-- <not><an>element -->\n"
			       "<a:root xmlns:a = \"u\" b='>'>\n"
			       "  <leaf/>text<![CDATA[<no/>]]><?pi <no/> ?>\n"
			       "  <a:leaf c=\"1\"\n    d='2' >two</a:leaf >\n"
			       "</a:root>\n";

static struct text
view(const struct markup *markup, struct markup_range range)
{
	return text_view(markup->text.data + range.start, range.end - range.start);
}

static void
assert_range(const struct markup *markup, struct markup_range range, const char *expected)
{
	struct text text = view(markup, range);

	if (!text_equals(text, expected))
		fail_msg("got '%.*s' instead of '%s'", (int)text.length, text.data, expected);
}

static void
test_elements(void **state)
{
	struct markup markup = {0};

	(void)state;
	assert_int_equal(markup_read(text_of(document), &markup), STATUS_OK);
	assert_int_equal(markup.element_count, 3);
	assert_true(text_equals(markup.elements[0].name, "a:root"));
	assert_int_equal(markup.elements[0].parent, MARKUP_NONE);
	assert_int_equal(markup.elements[0].children, 2);
	assert_int_equal(markup.elements[0].line, 3);
	assert_range(&markup, markup.elements[1].whole, "<leaf/>");
	assert_range(&markup, markup.elements[1].inside, "");
	assert_int_equal(markup.elements[1].parent, 0);
	assert_range(&markup, markup.elements[2].whole, "<a:leaf c=\"1\"\n    d='2' >two</a:leaf >");
	assert_range(&markup, markup.elements[2].inside, "two");
	assert_int_equal(markup.elements[2].line, 5);
	assert_true(text_equals(markup_local_name(markup.elements[2].name), "leaf"));
	assert_true(text_equals(markup_local_name(markup.elements[1].name), "leaf"));
	markup_clear(&markup);
}

static void
test_attributes(void **state)
{
	struct markup markup = {0};
	const struct markup_element *leaf = NULL;

	(void)state;
	assert_int_equal(markup_read(text_of(document), &markup), STATUS_OK);
	assert_int_equal(markup.elements[0].attribute_count, 2);
	assert_range(&markup, markup.attributes[0].whole, " xmlns:a = \"u\"");
	assert_range(&markup, markup.attributes[1].value, ">");
	leaf = &markup.elements[2];
	assert_int_equal(leaf->attribute_count, 2);
	assert_range(&markup, markup.attributes[leaf->first_attribute + 1].whole, "\n    d='2'");
	assert_range(&markup, markup.attributes[leaf->first_attribute + 1].value, "2");
	assert_int_equal(markup.attributes[leaf->first_attribute + 1].line, 6);
	markup_clear(&markup);
}

static void
test_bytes_that_are_no_document(void **state)
{
	static const char *const texts[] = {"", "text", "<", "<a", "<a>", "<a></a", "</a>", "<a/><b/>", "<a b></a>",
	    "<a b=c/>", "<a b='></a>", "<a/ >", "<!DOCTYPE a><a/>", "<!-- <a/>", "<a><![CDATA[</a>", "<a><?pi</a>",
	    "<a></a></a>", "< a/>"};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		struct markup markup = {0};

		if (markup_read(text_of(texts[i]), &markup) != STATUS_INVALID)
			fail_msg("'%s' was taken", texts[i]);
		markup_clear(&markup);
	}
}

/* Nested too deep; and every beginning of a document. */
static void
test_limits(void **state)
{
	struct buffer deep = {0};
	struct markup markup = {0};

	(void)state;
	for (int i = 0; i < 100; i++)
		buffer_append_text(&deep, "<a>");
	for (int i = 0; i < 100; i++)
		buffer_append_text(&deep, "</a>");
	assert_int_equal(markup_read(text_of(buffer_text(&deep)), &markup), STATUS_INVALID);
	markup_clear(&markup);
	buffer_clear(&deep);
	for (size_t length = 0; length + 2 < sizeof document - 1; length++) {
		char *copy = memory_copy_text(document, length);

		assert_int_equal(markup_read(text_view(copy, length), &markup), STATUS_INVALID);
		markup_clear(&markup);
		memory_free(copy);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_elements),
	    cmocka_unit_test(test_attributes),
	    cmocka_unit_test(test_bytes_that_are_no_document),
	    cmocka_unit_test(test_limits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
