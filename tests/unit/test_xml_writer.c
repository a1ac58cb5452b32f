/* Tests of the streaming XML writer: what it writes is well-formed and read back as it was, whatever the texts hold. */
#include "report_support.h"

#include <string.h>

#include "report/xml_writer.h"

static struct buffer document;
static struct xml_writer xml;
static char *folder;
static struct buffer path;

static int
set_up(void **state)
{
	struct sink *sink = NULL;

	(void)state;
	folder = sample_folder();
	buffer_append_format(&path, "%s/document", folder);
	assert_int_equal(sink_open(buffer_text(&path), 0, &sink), STATUS_OK);
	xml_writer_start(&xml, sink);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	sample_remove_folder(folder);
	buffer_clear(&document);
	buffer_clear(&path);
	return 0;
}

static void
assert_document(const char *expected)
{
	xml_writer_finish(&xml);
	assert_int_equal(sink_commit(xml.sink), STATUS_OK);
	sample_read_file(buffer_text(&path), &document);
	assert_string_equal(buffer_text(&document), expected);
}

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

static void
test_layout(void **state)
{
	(void)state;
	xml_open(&xml, "a");
	xml_attribute_count(&xml, "n", UINT64_MAX - 1);
	xml_attribute_count(&xml, "none", COUNT_WITHHELD);
	xml_open(&xml, "b");
	xml_close(&xml);
	xml_open(&xml, "c");
	xml_string(&xml, "text");
	xml_close(&xml);
	xml_open(&xml, "d");
	xml_open(&xml, "e");
	xml_close(&xml);
	xml_close(&xml);
	xml_close(&xml);
	assert_document(HEAD "<a n=\"18446744073709551614\">\n  <b/>\n  <c>text</c>\n  <d>\n    <e/>\n  </d>\n</a>\n");
}

static void
test_nothing_to_say(void **state)
{
	(void)state;
	xml_open(&xml, "a");
	xml_attribute_if(&xml, "text", text_of(""));
	xml_attribute_line(&xml, "line", 0);
	xml_attribute_date(&xml, "date", CASELINT_ABSENT);
	xml_attribute_date(&xml, "date", CASELINT_BAD);
	xml_attribute_month(&xml, "month", CASELINT_ABSENT);
	xml_element_if(&xml, "b", text_of(""));
	xml_string(&xml, "");
	xml_close(&xml);
	assert_document(HEAD "<a/>\n");
}

static void
test_values(void **state)
{
	(void)state;
	xml_open(&xml, "a");
	xml_attribute_date(&xml, "date", 13899);
	xml_attribute_month(&xml, "month", 457);
	xml_attribute_money(&xml, "money", -5);
	xml_attribute_flag(&xml, "flag", false);
	xml_attribute_line(&xml, "line", 7);
	xml_close(&xml);
	assert_document(HEAD "<a date=\"2008-01-21\" month=\"2008-02\" money=\"-0.05\" flag=\"false\" line=\"7\"/>\n");
}

static void
test_escapes(void **state)
{
	(void)state;
	xml_open(&xml, "a");
	xml_attribute_string(&xml, "v", "<&>\"'\t\r\n]]>");
	xml_string(&xml, "<&>\"'\t\r\n]]>");
	xml_close(&xml);
	assert_document(HEAD "<a v=\"&lt;&amp;&gt;&quot;'&#9;&#13;&#10;]]&gt;\">&lt;&amp;&gt;\"'\t&#13;\n]]&gt;</a>\n");
}

static void
test_what_xml_does_not_allow(void **state)
{
	(void)state;
	xml_open(&xml, "a");
	xml_text(&xml, text_view("a\001b\0c\x1F", 6));
	xml_string(&xml, "\xEF\xBF\xBE"); /* U+FFFE */
	xml_string(&xml, "\xED\xA0\x80"); /* a surrogate */
	xml_string(&xml, "\xC3");         /* cut */
	xml_string(&xml, "\xC3\xA4\xF0\x9F\x98\x80");
	xml_close(&xml);
	assert_document(HEAD "<a>a\xEF\xBF\xBD"
			     "b\xEF\xBF\xBD"
			     "c\xEF\xBF\xBD"
			     "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"
			     "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"
			     "\xEF\xBF\xBD"
			     "\xC3\xA4\xF0\x9F\x98\x80</a>\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_layout, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_nothing_to_say, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_values, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_escapes, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_what_xml_does_not_allow, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
