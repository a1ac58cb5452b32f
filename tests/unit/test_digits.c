/* Numbers as digits: widths, the largest number, and agreement with printf. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/digits.h"
#include "support.h"

static void
check(uint64_t value, unsigned least, const char *expected)
{
	char text[DIGITS_MAX + 2];
	char *end = NULL;

	memset(text, '#', sizeof text);
	end = digits_put(text, value, least);
	assert_int_equal(end - text, strlen(expected));
	assert_memory_equal(text, expected, strlen(expected));
	assert_int_equal(*end, '#');
}

static void
test_widths(void **state)
{
	(void)state;
	check(0, 0, "0");
	check(0, 1, "0");
	check(0, 2, "00");
	check(7, 1, "7");
	check(7, 2, "07");
	check(42, 1, "42");
	check(42, 2, "42");
	check(42, 4, "0042");
	check(1970, 2, "1970");
	check(UINT64_MAX, 1, "18446744073709551615");
	check(0, DIGITS_MAX, "00000000000000000000");
	check(UINT64_MAX, DIGITS_MAX, "18446744073709551615");
}

static void
test_as_printf_writes_them(void **state)
{
	char expected[DIGITS_MAX + 1];
	uint64_t value = 1;

	(void)state;
	for (unsigned i = 0; i < 64; i++) {
		for (uint64_t near = value - 1; near <= value + 1; near++) {
			snprintf(expected, sizeof expected, "%" PRIu64, near);
			check(near, 1, expected);
			snprintf(expected, sizeof expected, "%09" PRIu64, near);
			check(near, 9, expected);
		}
		value *= 3;
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_widths),
	    cmocka_unit_test(test_as_printf_writes_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
