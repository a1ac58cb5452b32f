/*
 * Files of cases read: what is asked of records, where exports stand, and the documents they become. Files that are none are
 * in e2e/test_plugin_test.py.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "authoring/cases.h"
#include "base/date.h"
#include "record/libxml.h"

#define SCHEMA CASELINT_SOURCE_DIR "/xsd/plugin-cases.xsd"

static const char document[] =
    "<c:PluginCases xmlns:c='urn:caselint:plugin-cases:1' plugin='xx' xmlns:a='urn:a&amp;b' xmlns:b='urn:one' "
    "xmlns='urn:default'>\n"
    "<c:Case id='one' asOf='2008-02-29' xmlns:b='urn:two'>\n"
    "<c:Title> two\n words </c:Title>\n"
    "<c:Export exportedOn='2008-03-01' system='A &lt;B&gt; \"C\"'><!-- \xc3\xa9 -->\n"
    "  <a:Record\n id='1'>&#65;<![CDATA[<x/>]]></a:Record>\n"
    "</c:Export>\n"
    "<c:Export/>\n"
    "<c:ExpectInput rule='CL-SCHEMA-VALUE'/>\n"
    "<c:Expect record='1' others='any'>\n"
    "<c:Rule id=' X-1\n X-2 ' outcome='fail' variant='' findings='3'/>\n"
    "<c:Amount kind='k' subject='s' from='2008-01-01' to='2008-01-31' value='123456789012.34' state='differs' "
    "due='2008-02-01'/>\n"
    "<c:Amount kind='n' none='true'/>\n"
    "<c:Row worksheet='w'><c:Cell column='q'> a  b </c:Cell></c:Row>\n"
    "</c:Expect>\n"
    "</c:Case>\n"
    "<c:Untested rule='X-3 X-4' outcome='unknown' amount='z'>Not now.</c:Untested>\n"
    "</c:PluginCases>\n";

static char path[] = "/tmp/caselint-cases-XXXXXX";

static struct case_file *
read_document(void)
{
	struct case_file *file = NULL;
	struct buffer why = {0};

	if (case_file_read(path, SCHEMA, &file, &why) != STATUS_OK)
		fail_msg("%s", buffer_text(&why));
	buffer_clear(&why);
	return file;
}

static void
test_expectations(void **state)
{
	struct case_file *file = read_document();
	const struct plugin_case *one = &file->cases[0];
	const struct case_expect *expect = &one->expects[0];
	char text[DATE_TEXT_BYTES];

	(void)state;
	assert_string_equal(file->plugin, "xx");
	assert_int_equal(file->case_count, 1);
	assert_string_equal(one->title, "two words");
	assert_string_equal(date_format(one->as_of, text), "2008-02-29");
	assert_int_equal(one->input_count, 1);
	assert_int_equal(one->inputs[0].count, CASES_ANY_COUNT);
	assert_int_equal(expect->rule_count, 2);
	assert_string_equal(expect->rules[1].id, "X-2");
	assert_int_equal(expect->rules[1].outcome, CASELINT_FAIL);
	assert_string_equal(expect->rules[1].variant, "");
	assert_int_equal(expect->rules[1].findings, 3);
	assert_true(expect->any_others);
	assert_int_equal(expect->amount_count, 2);
	assert_true(expect->amounts[0].value == INT64_C(12345678901234));
	assert_int_equal(expect->amounts[0].state, CASELINT_DIFFERS);
	assert_int_equal(expect->amounts[0].month, CASELINT_ABSENT);
	assert_string_equal(date_format(expect->amounts[0].to, text), "2008-01-31");
	assert_true(expect->amounts[1].none);
	assert_string_equal(expect->rows[0].cells[0].text, "a b");
	assert_int_equal(expect->line, 11);
	assert_int_equal(file->untested_count, 1);
	assert_int_equal(file->untested[0].rules.count, 2);
	assert_int_equal(file->untested[0].outcome, CASELINT_UNKNOWN);
	assert_string_equal(file->untested[0].amounts.items[0], "z");
	case_file_free(file);
}

/* Byte by byte what stands in the file, at the same lines, with the namespaces in force there. */
static void
test_exports(void **state)
{
	static const char records[] = "<!-- \xc3\xa9 -->\n  <a:Record\n id='1'>&#65;<![CDATA[<x/>]]></a:Record>\n";
	struct case_file *file = read_document();
	const struct plugin_case *one = &file->cases[0];
	struct buffer bytes = {0};
	const char *at = NULL;
	int lines = 1;

	(void)state;
	assert_int_equal(one->export_count, 2);
	case_export_write(file, &one->exports[0], (struct text){NULL, 0}, &bytes);
	at = strstr(buffer_text(&bytes), records);
	assert_non_null(at);
	for (const char *byte = bytes.data; byte != at; byte++)
		lines += *byte == '\n' ? 1 : 0;
	assert_int_equal(lines, 5);
	assert_int_equal(one->exports[0].line, 5);
	assert_non_null(strstr(bytes.data, " xmlns:a='urn:a&amp;b'"));
	assert_non_null(strstr(bytes.data, " system=\"A &lt;B> &quot;C&quot;\""));
	assert_non_null(strstr(bytes.data, " exportedOn=\"2008-03-01\""));
	assert_non_null(strstr(bytes.data, " xmlns:b='urn:two'"));
	assert_null(strstr(bytes.data, "urn:one"));
	assert_null(strstr(bytes.data, "urn:default"));
	assert_string_equal(at + sizeof records - 1, CASES_EXPORT_TAIL);
	buffer_reset(&bytes);
	case_export_write(file, &one->exports[0], text_of("<other/>"), &bytes);
	assert_non_null(strstr(buffer_text(&bytes), "\"><other/>" CASES_EXPORT_TAIL));
	buffer_reset(&bytes);
	case_export_write(file, &one->exports[1], (struct text){NULL, 0}, &bytes);
	assert_non_null(strstr(buffer_text(&bytes), "system=\"plugin-test\">" CASES_EXPORT_TAIL));
	buffer_clear(&bytes);
	case_file_free(file);
}

static int
make_file(void **state)
{
	int descriptor = mkstemp(path);

	(void)state;
	libxml_prepare();
	if (descriptor < 0 || write(descriptor, document, sizeof document - 1) != (ssize_t)sizeof document - 1)
		return -1;
	return close(descriptor);
}

static int
remove_file(void **state)
{
	(void)state;
	libxml_release();
	return unlink(path);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_expectations),
	    cmocka_unit_test(test_exports),
	};

	return cmocka_run_group_tests(tests, make_file, remove_file);
}
