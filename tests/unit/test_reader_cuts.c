/*
 * The parser is given some thousand bytes at a time: where they end must not
 * matter, neither for what is malformed nor for what is not.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
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

static void
check_at_every_place(const char *before, const char *what, enum status status, uint32_t records)
{
	struct buffer body = {0};

	for (size_t blanks = 3600; blanks < 4100; blanks++) {
		buffer_reset(&body);
		buffer_append_text(&body, before);
		memset(buffer_reserve(&body, blanks), ' ', blanks);
		body.length += blanks;
		buffer_append_text(&body, what);
		buffer_append_text(&body, END);
		scribe_forget(with_schema);
		scribe_forget(without_schema);
		assert_int_equal(scribe_read(with_schema, buffer_text(&body)), status);
		assert_int_equal(scribe_read(without_schema, buffer_text(&body)), status);
		assert_int_equal(with_schema->record_count, records);
		assert_int_equal(without_schema->record_count, records);
		assert_string_equal(buffer_text(&with_schema->problems), buffer_text(&without_schema->problems));
		assert_int_equal(strstr(buffer_text(&with_schema->problems), "MALFORMED") != NULL, status != STATUS_OK);
	}
	buffer_clear(&body);
}

static void
test_where_reading_stops(void **state)
{
	static const char *const bad[] = {
	    "]]>", "]]]>", "&secret;", "&#0;", "\x01", "\xff\xfe", "<!-- -- -->", "</oh:secret>"};
	static const char *const good[] = {"<!-- ]]> -->", "<?pi ]]> ?>", "&#32;\r\n", "<!---->"};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		check_at_every_place(CASE ">", bad[i], STATUS_INVALID, 0);
		check_at_every_place(CASE "/>" CASE ">", bad[i], STATUS_INVALID, 1);
	}
	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
		check_at_every_place(CASE "/>" CASE ">", good[i], STATUS_OK, 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_where_reading_stops),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
