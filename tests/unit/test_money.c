/* Money: every accepted form, every refused one, and arithmetic at the ends of its range. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/money.h"

static void
test_parse_good(void **state)
{
	static const struct {
		const char *text;
		int64_t cents;
	} good[] = {
	    {"0.00", 0},
	    {"0.01", 1},
	    {"250.00", 25000},
	    {"299.99", 29999},
	    {"007.50", 750},
	    {"999999999.99", INT64_C(99999999999)},
	    {"000000000.00", 0},
	    {"1.10", 110},
	};

	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
		int64_t cents = -1;

		assert_int_equal(money_parse(text_of(good[i].text), &cents), STATUS_OK);
		assert_int_equal(cents, good[i].cents);
	}
}

static void
test_parse_bad(void **state)
{
	static const char *const bad[] = {
	    "",
	    ".",
	    ".00",
	    "1",
	    "1.",
	    "1.0",
	    "1.000",
	    "-1.00",
	    "+1.00",
	    " 1.00",
	    "1.00 ",
	    "1,00",
	    "1,000.00",
	    "1.00.00",
	    "1e2.00",
	    "0x1.00",
	    "$250.00",
	    "250.00$",
	    "1.0a",
	    "a.00",
	    "NaN",
	    "INF",
	    "1234567890.00",
	    "0000000000.00",
	    "1 .00",
	    "1.\t00",
	    "1..00",
	    "\xd9\xa1.00",
	    "..00",
	    "12345",
	};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		int64_t cents = 77;

		assert_int_equal(money_parse(text_of(bad[i]), &cents), STATUS_INVALID);
		assert_int_equal(cents, 77);
	}
	int64_t cents = 77;
	assert_int_equal(money_parse(text_view("1.\0000", 5), &cents), STATUS_INVALID);
	assert_int_equal(money_parse(text_view(NULL, 0), &cents), STATUS_INVALID);
}

static void
test_parse_reads_only_the_view(void **state)
{
	int64_t cents = 0;

	(void)state;
	assert_int_equal(money_parse(text_view("12.345", 5), &cents), STATUS_OK);
	assert_int_equal(cents, 1234);
}

static void
test_format(void **state)
{
	char text[MONEY_TEXT_BYTES];

	(void)state;
	assert_string_equal(money_format(0, text), "0.00");
	assert_string_equal(money_format(-5, text), "-0.05");
	assert_string_equal(money_format(5, text), "0.05");
	assert_string_equal(money_format(35000, text), "350.00");
	assert_string_equal(money_format(-123456, text), "-1234.56");
	assert_string_equal(money_format(INT64_MAX, text), "92233720368547758.07");
	assert_string_equal(money_format(INT64_MIN, text), "-92233720368547758.08");
}

static void
test_round_trip(void **state)
{
	char text[MONEY_TEXT_BYTES];

	(void)state;
	for (int64_t cents = 0; cents < 200000; cents++) {
		int64_t back = -1;

		assert_int_equal(money_parse(text_of(money_format(cents, text)), &back), STATUS_OK);
		assert_int_equal(back, cents);
	}
}

static void
test_arithmetic(void **state)
{
	int64_t result = 11;

	(void)state;
	assert_int_equal(money_add(2, 3, &result), STATUS_OK);
	assert_int_equal(result, 5);
	assert_int_equal(money_subtract(2, 3, &result), STATUS_OK);
	assert_int_equal(result, -1);
	assert_int_equal(money_add(INT64_MAX, 0, &result), STATUS_OK);
	assert_int_equal(result, INT64_MAX);
	result = 11;
	assert_int_equal(money_add(INT64_MAX, 1, &result), STATUS_OVERFLOW);
	assert_int_equal(money_add(INT64_MIN, -1, &result), STATUS_OVERFLOW);
	assert_int_equal(money_subtract(INT64_MIN, 1, &result), STATUS_OVERFLOW);
	assert_int_equal(money_subtract(0, INT64_MIN, &result), STATUS_OVERFLOW);
	assert_int_equal(result, 11);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_parse_good),
	    cmocka_unit_test(test_parse_bad),
	    cmocka_unit_test(test_parse_reads_only_the_view),
	    cmocka_unit_test(test_format),
	    cmocka_unit_test(test_round_trip),
	    cmocka_unit_test(test_arithmetic),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
