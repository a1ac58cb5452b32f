/* Dates, months and times: all days of two centuries against an independent count, and every bad form. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/date.h"

/* The independent count: one day after the other, by the rules of the calendar. */
static int
length_of(int year, int month)
{
	switch (month) {
	case 2: return (year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)) ? 29 : 28;
	case 4:
	case 6:
	case 9:
	case 11: return 30;
	default: return 31;
	}
}

static void
check_day(int year, int month, int day, int32_t number)
{
	char text[40];
	char again[DATE_TEXT_BYTES];
	int32_t days = 0;
	struct date_parts parts;

	snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
	assert_int_equal(date_parse(text_of(text), &days), STATUS_OK);
	assert_int_equal(days, number);
	assert_string_equal(date_format(days, again), text);
	parts = date_to_parts(days);
	assert_int_equal(parts.year, year);
	assert_int_equal(parts.month, month);
	assert_int_equal(parts.day, day);
	assert_int_equal(date_from_parts(parts), number);
}

static void
test_every_day(void **state)
{
	int32_t number = -25567; /* 1900-01-01: 70 years of 365 days and 17 leap days before 1970 */

	(void)state;
	for (int year = 1900; year <= 2100; year++)
		for (int month = 1; month <= 12; month++)
			for (int day = 1; day <= length_of(year, month); day++)
				check_day(year, month, day, number++);
	assert_int_equal(number, 47847); /* 2101-01-01 */
}

static void
test_days_that_do_not_exist(void **state)
{
	char text[40];
	int32_t days = 77;

	(void)state;
	for (int year = 1900; year <= 2100; year++)
		for (int month = 0; month <= 13; month++)
			for (int day = 0; day <= 99; day++) {
				bool real = month >= 1 && month <= 12 && day >= 1 && day <= length_of(year, month);

				snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
				assert_int_equal(date_parse(text_of(text), &days), real ? STATUS_OK : STATUS_INVALID);
			}
}

static void
test_ends_of_the_range(void **state)
{
	int32_t days = 0;
	char text[DATE_TEXT_BYTES];

	(void)state;
	assert_int_equal(date_parse(text_of("0001-01-01"), &days), STATUS_OK);
	assert_int_equal(days, -719162);
	assert_string_equal(date_format(days, text), "0001-01-01");
	assert_int_equal(date_parse(text_of("9999-12-31"), &days), STATUS_OK);
	assert_int_equal(days, 2932896);
	assert_string_equal(date_format(days, text), "9999-12-31");
	assert_int_equal(date_parse(text_of("0000-12-31"), &days), STATUS_INVALID);
}

static void
test_formats_are_bounded(void **state)
{
	char text[DATE_TEXT_BYTES];

	(void)state;
	assert_non_null(date_format(INT32_MIN, text));
	assert_non_null(date_format(INT32_MAX, text));
	assert_non_null(month_format(INT32_MIN, text));
	assert_non_null(month_format(INT32_MAX, text));
	assert_non_null(time_format(INT32_MIN, text));
	assert_non_null(time_format(INT32_MAX, text));
}

static void
test_bad_dates(void **state)
{
	static const char *const bad[] = {
	    "",
	    "2008",
	    "2008-01",
	    "2008-1-15",
	    "08-01-15",
	    "2008-01-5",
	    "2008-01-015",
	    "2008/01/15",
	    "20080115",
	    "2008-01-15Z",
	    "2008-01-15+00:00",
	    "2008-01-15T00:00:00",
	    " 2008-01-15",
	    "2008-01-15 ",
	    "-2008-01-15",
	    "+2008-01-15",
	    "02008-01-15",
	    "2008-02-30",
	    "2007-02-29",
	    "1900-02-29",
	    "2008-13-01",
	    "2008-00-10",
	    "2008-01-00",
	    "2008-01-32",
	    "2008-0a-01",
	    "2008-01-1x",
	    "2008-01--1",
	    "01/15/2008",
	    "January 15",
	    "2008-01-\xd9\xa1\xd9\xa1",
	};
	int32_t days = 77;

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		assert_int_equal(date_parse(text_of(bad[i]), &days), STATUS_INVALID);
	assert_int_equal(days, 77);
}

static void
test_months(void **state)
{
	static const char *const bad[] = {"", "2008", "2008-1", "2008-00", "2008-13", "2008-01-01", "2008-01Z",
	    " 2008-01", "2008-01 ", "0000-01", "200801", "-200-01", "2008-0x", "2008/01"};
	int32_t months = 77;
	char text[DATE_TEXT_BYTES];
	char again[DATE_TEXT_BYTES];

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		assert_int_equal(month_parse(text_of(bad[i]), &months), STATUS_INVALID);
	assert_int_equal(months, 77);
	for (int year = 1; year <= 9999; year++)
		for (int month = 1; month <= 12; month++) {
			snprintf(text, sizeof text, "%04d-%02d", year % 10000, month % 100);
			assert_int_equal(month_parse(text_of(text), &months), STATUS_OK);
			assert_int_equal(months, (year - 1970) * 12 + month - 1);
			assert_string_equal(month_format(months, again), text);
		}
}

static void
test_times(void **state)
{
	static const char *const bad[] = {"", "12:00", "24:00:00", "12:60:00", "12:00:60", "1:00:00", "12:00:00Z",
	    "12:00:00.5", "12.00.00", "-1:00:00", " 12:00:00", "12:00:0", "ab:cd:ef"};
	int32_t seconds = 77;
	char text[40];
	char again[DATE_TEXT_BYTES];

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		assert_int_equal(time_parse(text_of(bad[i]), &seconds), STATUS_INVALID);
	assert_int_equal(seconds, 77);
	for (int second = 0; second < 86400; second++) {
		snprintf(text, sizeof text, "%02d:%02d:%02d", second / 3600, second / 60 % 60, second % 60);
		assert_int_equal(time_parse(text_of(text), &seconds), STATUS_OK);
		assert_int_equal(seconds, second);
		assert_string_equal(time_format(second, again), text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_every_day),
	    cmocka_unit_test(test_days_that_do_not_exist),
	    cmocka_unit_test(test_ends_of_the_range),
	    cmocka_unit_test(test_formats_are_bounded),
	    cmocka_unit_test(test_bad_dates),
	    cmocka_unit_test(test_months),
	    cmocka_unit_test(test_times),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
