/* Tests of the limits on names: declarations in force, and names of one record that no table binds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#include "base/memory.h"
#include "record/libxml.h"
#include "record_support.h"

#define CASE "<oh:AdoptionSubsidyCase id='C1' county='25' "
#define END "</oh:AdoptionSubsidyCase>"

static struct scribe *with_schema;
static struct scribe *without_schema;

static int
set_up(void **state)
{
	(void)state;
	with_schema = scribe_new(&ohio_plugin, true);
	without_schema = scribe_new(&ohio_plugin, false);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	scribe_free(with_schema);
	scribe_free(without_schema);
	libxml_release();
	return 0;
}

/* Reads with and without the schema; both must bind the same. */
static void
read_both(const char *body, enum status status)
{
	scribe_forget(with_schema);
	scribe_forget(without_schema);
	assert_int_equal(scribe_read(with_schema, body), status);
	assert_int_equal(scribe_read(without_schema, body), status);
	assert_string_equal(buffer_text(&with_schema->records), buffer_text(&without_schema->records));
	assert_string_equal(buffer_text(&with_schema->roots), buffer_text(&without_schema->roots));
}

/* The same problems either way. */
static void
check(const char *body, const char *problems)
{
	read_both(body, STATUS_OK);
	assert_string_equal(buffer_text(&without_schema->problems), problems);
	assert_string_equal(buffer_text(&with_schema->problems), problems);
}

/* Elements inside each other, `depth` of them, with `each` declarations, the first `first`. */
static void
declare(struct buffer *body, unsigned depth, unsigned each, unsigned first)
{
	for (unsigned i = 0; i < depth; i++) {
		buffer_append_text(body, "\n<a");
		for (unsigned k = 0; k < (i == 0 ? first : each); k++)
			buffer_append_format(body, " xmlns:p%u='u'", k);
		buffer_append_byte(body, '>');
	}
	for (unsigned i = 0; i < depth; i++)
		buffer_append_text(body, "</a>");
}

/* Three are declared outside: two by the root of scribe_read, one by the record. */
static void
test_namespaces_in_force(void **state)
{
	const char *elements = "UNKNOWN_ELEMENT 11:1 AdoptionSubsidyCase\n";
	struct buffer body = {0};

	(void)state;
	buffer_append_text(&body, CASE "xmlns:oh='" OHIO "'>");
	declare(&body, 4, 128, 125);
	buffer_append_text(&body, END);
	check(body.data, elements);
	buffer_reset(&body);
	buffer_append_text(&body, CASE "xmlns:oh='" OHIO "'>");
	declare(&body, 4, 128, 126);
	buffer_append_text(&body, END);
	read_both(body.data, STATUS_INVALID);
	assert_string_equal(
	    buffer_text(&with_schema->problems), "UNKNOWN_ELEMENT 11:1 AdoptionSubsidyCase\nNAMESPACES 14:1 \n");
	assert_string_equal(buffer_text(&without_schema->problems), buffer_text(&with_schema->problems));
	buffer_clear(&body);
}

/* However many there are one after the other. */
static void
test_namespaces_of_siblings(void **state)
{
	struct buffer body = {0};

	(void)state;
	for (unsigned i = 0; i < 2000; i++)
		buffer_append_format(&body, CASE "xmlns:oh='" OHIO "' xmlns:a%u='u'/>", i);
	check(body.data, "");
	assert_int_equal(with_schema->record_count, 2000);
	buffer_clear(&body);
}

/* Nobody looks into a record of nobody's, but the parser reads it. */
static void
test_namespaces_of_an_unknown_record(void **state)
{
	struct buffer body = {0};

	(void)state;
	buffer_append_text(&body, "<x xmlns='urn:none'>");
	declare(&body, 6, 128, 0);
	buffer_append_text(&body, "</x>");
	read_both(body.data, STATUS_INVALID);
	assert_string_equal(buffer_text(&with_schema->problems), "UNKNOWN_NAMESPACE 10:1 \nNAMESPACES 15:1 \n");
	buffer_clear(&body);
}

/* A record with `count` times the same bytes in it. */
static void
fill(struct buffer *body, const char *bytes, unsigned count)
{
	buffer_append_text(body, CASE "xmlns:oh='" OHIO "'>");
	for (unsigned i = 0; i < count; i++)
		buffer_append_text(body, bytes);
	buffer_append_text(body, END);
}

/* The declaration of `fill` counts, too: one less than the limit has room. */
static void
check_limit(const char *bytes, unsigned names)
{
	struct buffer body = {0};
	const char *last = NULL;

	fill(&body, bytes, (LIMIT_NAMES - 1) / names);
	read_both(body.data, STATUS_OK);
	assert_int_equal(with_schema->record_count, 1);
	buffer_reset(&body);
	fill(&body, bytes, (LIMIT_NAMES - 1) / names + 1);
	read_both(body.data, STATUS_INVALID);
	assert_int_equal(with_schema->record_count, 0);
	last = strstr(buffer_text(&with_schema->problems), "NAMES ");
	assert_non_null(last);
	assert_string_equal(strchr(last, '\n'), "\n");
	buffer_clear(&body);
}

static void
test_strange_names(void **state)
{
	(void)state;
	check_limit("<a/>", 1);
	check_limit("<a b='' c=''/>", 3);
	check_limit("<a><b/></a>", 2);
	check_limit("<?a?>", 1);
	check_limit("<oh:Payment a='' b='' c=''/>", 3);
	check_limit("<oh:Payment xmlns:a='u'/>", 1);
}

/* Each record has its own. */
static void
test_strange_names_of_records(void **state)
{
	struct buffer body = {0};

	(void)state;
	for (int i = 0; i < 3; i++)
		fill(&body, "<a/>", LIMIT_NAMES / 2);
	read_both(body.data, STATUS_OK);
	assert_int_equal(with_schema->record_count, 3);
	buffer_clear(&body);
}

/* What is bound is as much as fits. */
static void
test_bound_names(void **state)
{
	struct buffer body = {0};

	(void)state;
	fill(&body, "<oh:Payment month='2008-01'><oh:Amount>1.00</oh:Amount></oh:Payment>", 60000);
	read_both(body.data, STATUS_OK);
	assert_int_equal(with_schema->record_count, 1);
	buffer_clear(&body);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_namespaces_in_force),
	    cmocka_unit_test(test_namespaces_of_siblings),
	    cmocka_unit_test(test_namespaces_of_an_unknown_record),
	    cmocka_unit_test(test_strange_names),
	    cmocka_unit_test(test_strange_names_of_records),
	    cmocka_unit_test(test_bound_names),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
