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
