/* See calendar.h. */
#include "calendar.h"

/* Days from 1970-01-01 to the first of a month: years are counted from March, so that the leap day is
 * the last of its year. */
int32_t
calendar_first_day(int32_t month)
{
	int32_t since_march_of_year_0 = month + 1970 * 12 - 2;
	int32_t year = since_march_of_year_0 / 12;
	int32_t month_of_year = since_march_of_year_0 % 12;
	int32_t days_before_month = (153 * month_of_year + 2) / 5;

	return 365 * year + year / 4 - year / 100 + year / 400 + days_before_month - 719468;
}

int32_t
calendar_last_day(int32_t month)
{
	return calendar_first_day(month + 1) - 1;
}

/* A day as year * 10000 + month * 100 + day of the month. */
static int32_t
written_day(int32_t day)
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

int32_t
calendar_years_between(int32_t birth, int32_t day)
{
	int32_t between = written_day(day) - written_day(birth);

	/* rounded down, also below zero */
	return between >= 0 ? between / 10000 : -((9999 - between) / 10000);
}
