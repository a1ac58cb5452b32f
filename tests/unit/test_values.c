/* Values of every kind: read, absent, bad, and told back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#include "record/values.h"

/* Room for a member of any kind, with guards around it. */
struct box {
	uint64_t before;
	union {
		struct caselint_text text;
		struct caselint_list list;
		struct caselint_ref ref;
		int64_t money;
		int32_t number;
		void *record;
		unsigned char bytes[32];
	} member;
	uint64_t behind;
};

#define GUARD UINT64_C(0x5a5a5a5a5a5a5a5a)

static struct arena arena;

static struct caselint_field
field_of(uint32_t kind)
{
	return (struct caselint_field){"x", NULL, kind, (uint32_t)offsetof(struct box, member), 0, 0};
}

static struct box
fresh_box(void)
{
	struct box box;

	memset(&box, 0x5a, sizeof box);
	return box;
}

static void
check_guards(const struct box *box, uint32_t kind)
{
	assert_int_equal(box->before, GUARD);
	assert_int_equal(box->behind, GUARD);
	for (size_t i = value_size(kind); i < sizeof box->member.bytes; i++)
		assert_int_equal(box->member.bytes[i], 0x5a);
}

static void
test_sizes(void **state)
{
	(void)state;
	for (uint32_t kind = 1; kind <= CASELINT_PLACE; kind++) {
		assert_true(value_size(kind) > 0);
		assert_true(value_alignment(kind) >= 4);
		assert_int_equal(value_size(kind) % value_alignment(kind), 0);
		assert_string_not_equal(value_kind_name(kind), "unknown");
	}
	assert_int_equal(value_size(CASELINT_MONEY), 8);
	assert_int_equal(value_size(CASELINT_DATE), 4);
	assert_int_equal(value_size(0), 0);
	assert_int_equal(value_size(CASELINT_PLACE + 1), 0);
	assert_int_equal(value_size(UINT32_MAX), 0);
	assert_string_equal(value_kind_name(UINT32_MAX), "unknown");
}

static void
test_absent_and_bad_differ(void **state)
{
	(void)state;
	for (uint32_t kind = 1; kind <= CASELINT_PLACE; kind++) {
		struct caselint_field field = field_of(kind);
		struct box box = fresh_box();

		value_set_absent(&field, &box);
		check_guards(&box, kind);
		assert_int_equal(value_is_absent(&field, &box), kind != CASELINT_LIST);
		assert_false(value_is_bad(&field, &box));
		assert_int_equal(value_of(&field, &box).kind, 0);
		value_set_bad(&field, &box);
		check_guards(&box, kind);
		if (kind != CASELINT_RECORD && kind != CASELINT_PLACE) {
			assert_true(value_is_bad(&field, &box));
			assert_false(value_is_absent(&field, &box));
		}
		assert_int_equal(value_of(&field, &box).kind, 0);
	}
}

static void
test_lists_start_empty(void **state)
{
	struct caselint_field field = field_of(CASELINT_LIST);
	struct box box = fresh_box();

	(void)state;
	value_set_absent(&field, &box);
	assert_int_equal(box.member.list.count, 0);
	assert_int_equal(box.member.list.state, CASELINT_PRESENT);
	value_set_bad(&field, &box);
	assert_int_equal(box.member.list.count, 0);
	assert_int_equal(box.member.list.state, CASELINT_BAD);
}

static void
test_numbers(void **state)
{
	static const struct {
		uint32_t kind;
		const char *text;
		int64_t number;
	} good[] = {
	    {CASELINT_MONEY, "250.00", 25000},
	    {CASELINT_MONEY, " \t\r\n0.01 ", 1},
	    {CASELINT_DATE, "1970-01-02", 1},
	    {CASELINT_DATE, "\n2008-02-29\n", 13938},
	    {CASELINT_MONTH, "2008-01", 456},
	    {CASELINT_TIME, "17:00:00", 61200},
	    {CASELINT_BOOLEAN, "true", 1},
	    {CASELINT_BOOLEAN, "1", 1},
	    {CASELINT_BOOLEAN, "false", 0},
	    {CASELINT_BOOLEAN, " 0 ", 0},
	    {CASELINT_COUNT, "0", 0},
	    {CASELINT_COUNT, "999999999", 999999999},
	    {CASELINT_COUNT, "007", 7},
	    {CASELINT_PRESENCE, "", 0},
	    {CASELINT_PRESENCE, " \n\t\r", 0},
	    {CASELINT_PRESENCE, "\xc2\xa0", 0},
	    {CASELINT_PRESENCE, "\t\xc2\xa0 \xc2\xa0", 0},
	    {CASELINT_PRESENCE, " x ", 1},
	    {CASELINT_PRESENCE, "\xc2\xa0x", 1},
	    {CASELINT_PRESENCE, "\xc2\xa1", 1},
	    {CASELINT_PRESENCE, "\xe2\x80\xa0", 1},
	};

	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
		struct caselint_field field = field_of(good[i].kind);
		struct box box = fresh_box();
		struct caselint_value value;

		assert_true(value_read(&field, text_of(good[i].text), &arena, &box));
		check_guards(&box, good[i].kind);
		value = value_of(&field, &box);
		assert_int_equal(value.kind, good[i].kind);
		assert_int_equal(value.number, good[i].number);
		assert_null(value.from.in);
		assert_false(value_is_absent(&field, &box));
		assert_false(value_is_bad(&field, &box));
	}
}

static void
test_bad_numbers(void **state)
{
	static const struct {
		uint32_t kind;
		const char *text;
	} bad[] = {
	    {CASELINT_MONEY, ""},
	    {CASELINT_MONEY, "250"},
	    {CASELINT_MONEY, "-1.00"},
	    {CASELINT_MONEY, "1.00 0"},
	    {CASELINT_DATE, ""},
	    {CASELINT_DATE, "2008-02-30"},
	    {CASELINT_DATE, "2008-01"},
	    {CASELINT_DATE, "2008-01-01Z"},
	    {CASELINT_MONTH, "2008-01-01"},
	    {CASELINT_MONTH, "January"},
	    {CASELINT_TIME, "24:00:00"},
	    {CASELINT_TIME, "17:00"},
	    {CASELINT_BOOLEAN, "TRUE"},
	    {CASELINT_BOOLEAN, "yes"},
	    {CASELINT_BOOLEAN, ""},
	    {CASELINT_BOOLEAN, "true true"},
	    {CASELINT_COUNT, "1000000000"},
	    {CASELINT_COUNT, "-1"},
	    {CASELINT_COUNT, "+1"},
	    {CASELINT_COUNT, "1.0"},
	    {CASELINT_COUNT, ""},
	    {CASELINT_COUNT, "1 2"},
	    {CASELINT_RECORD, "x"},
	    {CASELINT_LIST, "x"},
	    {CASELINT_PLACE, "x"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		struct caselint_field field = field_of(bad[i].kind);
		struct box box = fresh_box();

		value_set_absent(&field, &box);
		assert_false(value_read(&field, text_of(bad[i].text), &arena, &box));
		check_guards(&box, bad[i].kind);
		if (bad[i].kind != CASELINT_RECORD && bad[i].kind != CASELINT_PLACE)
			assert_true(value_is_bad(&field, &box));
	}
}

static void
check_text(uint32_t kind, const char *text, const char *wanted)
{
	struct caselint_field field = field_of(kind);
	struct box box = fresh_box();
	struct caselint_value value;

	assert_int_equal(value_read(&field, text_of(text), &arena, &box), wanted != NULL);
	check_guards(&box, kind);
	assert_int_equal(box.member.text.state, wanted == NULL ? CASELINT_BAD : CASELINT_PRESENT);
	if (wanted == NULL)
		return;
	assert_int_equal(box.member.text.length, strlen(wanted));
	assert_memory_equal(box.member.text.data, wanted, strlen(wanted));
	assert_true(box.member.text.data != text);
	value = value_of(&field, &box);
	assert_int_equal(value.kind, kind);
	assert_int_equal(value.length, strlen(wanted));
}

static void
test_texts(void **state)
{
	(void)state;
	check_text(CASELINT_TEXT, "", "");
	check_text(CASELINT_TEXT, " \n ", "");
	check_text(CASELINT_TEXT, " two  words\n", "two  words");
	check_text(CASELINT_CODE, " H ", "H");
	check_text(CASELINT_CODE, "JFS 01659", "JFS 01659");
	check_text(CASELINT_CODE, "0000", "0000");
	check_text(CASELINT_CODE, "", NULL);
	check_text(CASELINT_CODE, "  ", NULL);
	check_text(CASELINT_CODE, "a  b", NULL);
	check_text(CASELINT_CODE, "a\tb", NULL);
	check_text(CASELINT_CODE, "a\nb", NULL);
	check_text(CASELINT_ID, "OH-25-000101", "OH-25-000101");
	check_text(CASELINT_ID, "", NULL);
	check_text(CASELINT_ID, "a\rb", NULL);
}

static void
test_lengths(void **state)
{
	static char long_text[LIMIT_TEXT_BYTES + 2];
	struct caselint_field id = field_of(CASELINT_ID);
	struct caselint_field text = field_of(CASELINT_TEXT);
	struct box box = fresh_box();

	(void)state;
	memset(long_text, 'x', sizeof long_text);
	assert_true(value_read(&id, text_view(long_text, LIMIT_ID_BYTES), &arena, &box));
	assert_false(value_read(&id, text_view(long_text, LIMIT_ID_BYTES + 1), &arena, &box));
	assert_true(value_read(&text, text_view(long_text, LIMIT_TEXT_BYTES), &arena, &box));
	assert_false(value_read(&text, text_view(long_text, LIMIT_TEXT_BYTES + 1), &arena, &box));
}

static void
test_forms_have_words(void **state)
{
	(void)state;
	assert_null(value_form(CASELINT_TEXT));
	assert_null(value_form(CASELINT_PRESENCE));
	for (uint32_t kind = CASELINT_CODE; kind <= CASELINT_COUNT; kind++)
		assert_non_null(value_form(kind));
}

static int
tear_down(void **state)
{
	(void)state;
	arena_clear(&arena);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_sizes),
	    cmocka_unit_test(test_absent_and_bad_differ),
	    cmocka_unit_test(test_lists_start_empty),
	    cmocka_unit_test(test_numbers),
	    cmocka_unit_test(test_bad_numbers),
	    cmocka_unit_test(test_texts),
	    cmocka_unit_test(test_lengths),
	    cmocka_unit_test(test_forms_have_words),
	};

	return cmocka_run_group_tests(tests, NULL, tear_down);
}
