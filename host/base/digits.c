/* See base/digits.h. */
#include "base/digits.h"

#include <string.h>

char *
digits_put(char *at, uint64_t value, unsigned least)
{
	char digits[DIGITS_MAX];
	unsigned count = 0;

	while (value >= 10 || count + 1 < least) {
		digits[DIGITS_MAX - ++count] = (char)('0' + (char)(value % 10U));
		value /= 10U;
	}
	digits[DIGITS_MAX - ++count] = (char)('0' + (char)value);
	memcpy(at, digits + DIGITS_MAX - count, count);
	return at + count;
}
