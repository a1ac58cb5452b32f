/*
 * caselint/calendar.h: the little calendar arithmetic that letters need, for plugins.
 * Days are counted since 1970-01-01 and months since 1970-01, as in caselint/plugin.h,
 * in the Gregorian calendar. No time zone, no clock; `static inline` functions only.
 */
#ifndef CASELINT_CALENDAR_H
#define CASELINT_CALENDAR_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The first day of a month. Years are counted from March, so that the leap day is the last of its year. */
static inline int32_t
cl_first_day(int32_t month)
{
	int32_t since_march_of_year_0 = month + 1970 * 12 - 2;
	int32_t year = since_march_of_year_0 / 12;
	int32_t month_of_year = since_march_of_year_0 % 12;
	int32_t days_before_month = (153 * month_of_year + 2) / 5;

	return 365 * year + year / 4 - year / 100 + year / 400 + days_before_month - 719468;
}

/* The last day of a month. */
static inline int32_t
cl_last_day(int32_t month)
{
	return cl_first_day(month + 1) - 1;
}

/* A day as year * 10000 + month * 100 + day of the month. */
static inline int32_t
cl_written_day(int32_t day)
{
	int32_t since = day + 719468;
	int32_t era = (since >= 0 ? since : since - 146096) / 146097;
	int32_t day_of_era = since - era * 146097;
	int32_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int32_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int32_t month_from_march = (5 * day_of_year + 2) / 153;
	int32_t month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
	int32_t year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);

	return year * 10000 + month * 100 + day_of_year - (153 * month_from_march + 2) / 5 + 1;
}

/* The month a day is in. */
static inline int32_t
cl_month_of(int32_t day)
{
	int32_t written = cl_written_day(day);

	return (written / 10000 - 1970) * 12 + written / 100 % 100 - 1;
}

/* The day so many months later: the same day of the month, or the last one where that month is shorter. One month
 * after January 31 is the last of February. */
static inline int32_t
cl_months_later(int32_t day, int32_t months)
{
	int32_t month = cl_month_of(day);
	int32_t later = cl_first_day(month + months) + (day - cl_first_day(month));
	int32_t last = cl_last_day(month + months);

	return later < last ? later : last;
}

/* The whole years from one day to a later one: the age on `day` of who was born on `birth`. Who was born on
 * February 29 is a year older on March 1 of a common year. Negative before the birth. */
static inline int32_t
cl_years_between(int32_t birth, int32_t day)
{
	int32_t between = cl_written_day(day) - cl_written_day(birth);

	/* rounded down, also below zero */
	return between >= 0 ? between / 10000 : -((9999 - between) / 10000);
}

#ifdef __cplusplus
}
#endif

#endif
