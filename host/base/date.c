/* Calendar arithmetic without clock, zone or locale; see base/date.h. */
#include "base/date.h"

#include <stdbool.h>
#include <stdio.h>

#include "base/digits.h"

#define DAYS_PER_ERA 146097  /* of 400 years */
#define DAYS_TO_EPOCH 719468 /* from 0000-03-01 to 1970-01-01 */
#define YEAR_MIN 1
#define YEAR_MAX 9999
#define SECONDS_PER_MINUTE 60
#define SECONDS_PER_HOUR 3600

/* Reads text that looks like `form`, where each '0' stands for a digit and every other byte for
 * itself; the numbers between the separators go to ret_parts. */
static bool
read_form(struct text text, const char *form, int32_t *ret_parts)
{
	size_t i = 0;
	size_t part = 0;

	ret_parts[0] = 0;
	for (i = 0; form[i] != '\0'; i++) {
		if (i >= text.length)
			return false;
		if (form[i] != '0') {
			if (text.data[i] != form[i])
				return false;
			ret_parts[++part] = 0;
		} else {
			if (text.data[i] < '0' || text.data[i] > '9')
				return false;
			ret_parts[part] = ret_parts[part] * 10 + (text.data[i] - '0');
		}
	}
	return i == text.length;
}

static inline bool
is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

static inline int32_t
two_digits(const char *at)
{
	return (at[0] - '0') * 10 + (at[1] - '0');
}

/* "0000-00-00" without a loop: records are full of dates. */
static bool
read_date(struct text text, int32_t ret_parts[3])
{
	const char *at = text.data;

	if (text.length != 10 || at[4] != '-' || at[7] != '-')
		return false;
	if (is_digit(at[0]) + is_digit(at[1]) + is_digit(at[2]) + is_digit(at[3]) + is_digit(at[5]) + is_digit(at[6]) +
		is_digit(at[8]) + is_digit(at[9]) !=
	    8)
		return false;
	ret_parts[0] = two_digits(at) * 100 + two_digits(at + 2);
	ret_parts[1] = two_digits(at + 5);
	ret_parts[2] = two_digits(at + 8);
	return true;
}

static bool
is_leap(int32_t year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int32_t
days_in_month(int32_t year, int32_t month)
{
	static const int32_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

static bool
is_month(int32_t year, int32_t month)
{
	return year >= YEAR_MIN && year <= YEAR_MAX && month >= 1 && month <= 12;
}

enum status
date_parse(struct text text, int32_t *ret_days)
{
	int32_t parts[3];

	if (!read_date(text, parts) || !is_month(parts[0], parts[1]))
		return STATUS_INVALID;
	if (parts[2] < 1 || parts[2] > days_in_month(parts[0], parts[1]))
		return STATUS_INVALID;
	*ret_days = date_from_parts((struct date_parts){parts[0], parts[1], parts[2]});
	return STATUS_OK;
}

enum status
month_parse(struct text text, int32_t *ret_months)
{
	int32_t parts[2];

	if (!read_form(text, "0000-00", parts) || !is_month(parts[0], parts[1]))
		return STATUS_INVALID;
	*ret_months = (parts[0] - 1970) * 12 + parts[1] - 1;
	return STATUS_OK;
}

enum status
time_parse(struct text text, int32_t *ret_seconds)
{
	int32_t parts[3];

	if (!read_form(text, "00:00:00", parts))
		return STATUS_INVALID;
	if (parts[0] > 23 || parts[1] > 59 || parts[2] > 59)
		return STATUS_INVALID;
	*ret_seconds = parts[0] * SECONDS_PER_HOUR + parts[1] * SECONDS_PER_MINUTE + parts[2];
	return STATUS_OK;
}

/* Years that no date of a record has are written, too. */
static char *
put_month(char *at, int64_t year, int64_t month)
{
	if (year < 0)
		*at++ = '-';
	at = digits_put(at, (uint64_t)(year < 0 ? -year : year), 4);
	*at++ = '-';
	return digits_put(at, (uint64_t)month, 2);
}

char *
date_format(int32_t days, char ret_text[DATE_TEXT_BYTES])
{
	struct date_parts parts = date_to_parts(days);
	char *at = put_month(ret_text, parts.year, parts.month);

	*at++ = '-';
	at = digits_put(at, (uint64_t)parts.day, 2);
	*at = '\0';
	return ret_text;
}

char *
month_format(int32_t months, char ret_text[DATE_TEXT_BYTES])
{
	int64_t count = (int64_t)months + INT64_C(1970) * 12;
	int64_t year = count >= 0 ? count / 12 : -((11 - count) / 12);

	*put_month(ret_text, year, count - year * 12 + 1) = '\0';
	return ret_text;
}

char *
time_format(int32_t seconds, char ret_text[DATE_TEXT_BYTES])
{
	snprintf(ret_text, DATE_TEXT_BYTES, "%02d:%02d:%02d", (int)(seconds / SECONDS_PER_HOUR),
	    (int)(seconds / SECONDS_PER_MINUTE % 60), (int)(seconds % 60));
	return ret_text;
}

/* Years are taken to begin in March, so that the leap day is the last day of one. */
struct date_parts
date_to_parts(int32_t days)
{
	int64_t count = (int64_t)days + DAYS_TO_EPOCH;
	int64_t era = (count >= 0 ? count : count - (DAYS_PER_ERA - 1)) / DAYS_PER_ERA;
	int64_t day_of_era = count - era * DAYS_PER_ERA;
	int64_t year_of_era =
	    (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / (DAYS_PER_ERA - 1)) / 365;
	int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int64_t march_month = (5 * day_of_year + 2) / 153;
	int64_t month = march_month < 10 ? march_month + 3 : march_month - 9;
	struct date_parts parts = {
	    .year = (int32_t)(year_of_era + era * 400 + (month <= 2 ? 1 : 0)),
	    .month = (int32_t)month,
	    .day = (int32_t)(day_of_year - (153 * march_month + 2) / 5 + 1),
	};

	return parts;
}

int32_t
date_from_parts(struct date_parts parts)
{
	int64_t year = (int64_t)parts.year - (parts.month <= 2 ? 1 : 0);
	int64_t era = (year >= 0 ? year : year - 399) / 400;
	int64_t year_of_era = year - era * 400;
	int64_t march_month = parts.month > 2 ? parts.month - 3 : parts.month + 9;
	int64_t day_of_year = (153 * march_month + 2) / 5 + parts.day - 1;
	int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

	return (int32_t)(era * DAYS_PER_ERA + day_of_era - DAYS_TO_EPOCH);
}
