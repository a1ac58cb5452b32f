/* Cents read, written and added; see base/money.h. No rounding happens here. */
#include "base/money.h"

#include <stdbool.h>

#include "base/digits.h"

#define CENT_DIGITS 2U
#define WHOLE_DIGITS_MAX 9U

static bool
is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

/* Whether the text is 1 to 9 digits, a point and two digits. */
static bool
has_form(struct text text)
{
	size_t whole = 0;
	size_t i = 0;

	if (text.length < CENT_DIGITS + 2U || text.length > WHOLE_DIGITS_MAX + CENT_DIGITS + 1U)
		return false;
	whole = text.length - CENT_DIGITS - 1U;
	for (i = 0; i < text.length; i++) {
		if (i == whole ? text.data[i] != '.' : !is_digit(text.data[i]))
			return false;
	}
	return true;
}

enum status
money_parse(struct text text, int64_t *ret_cents)
{
	int64_t cents = 0;
	size_t i = 0;

	if (!has_form(text))
		return STATUS_INVALID;
	for (i = 0; i < text.length; i++) {
		if (text.data[i] != '.')
			cents = cents * 10 + (text.data[i] - '0');
	}
	*ret_cents = cents;
	return STATUS_OK;
}

char *
money_format(int64_t cents, char ret_text[MONEY_TEXT_BYTES])
{
	/* Unsigned, so that INT64_MIN has a magnitude. */
	uint64_t magnitude = cents < 0 ? UINT64_C(0) - (uint64_t)cents : (uint64_t)cents;
	char *at = ret_text;

	if (cents < 0)
		*at++ = '-';
	at = digits_put(at, magnitude / 100U, 1);
	*at++ = '.';
	at = digits_put(at, magnitude % 100U, CENT_DIGITS);
	*at = '\0';
	return ret_text;
}

enum status
money_add(int64_t left, int64_t right, int64_t *ret_sum)
{
	int64_t sum = 0;

	if (__builtin_add_overflow(left, right, &sum))
		return STATUS_OVERFLOW;
	*ret_sum = sum;
	return STATUS_OK;
}

enum status
money_subtract(int64_t left, int64_t right, int64_t *ret_difference)
{
	int64_t difference = 0;

	if (__builtin_sub_overflow(left, right, &difference))
		return STATUS_OVERFLOW;
	*ret_difference = difference;
	return STATUS_OK;
}
