/*
 * The little calendar arithmetic the letters need. Days since 1970-01-01, months
 * since 1970-01, as in the contract.
 */
#ifndef SHARED_CALENDAR_H
#define SHARED_CALENDAR_H

#include <stdint.h>

/* The first and the last day of a month. */
int32_t calendar_first_day(int32_t month);
int32_t calendar_last_day(int32_t month);

/* The whole years from one day to a later one: the age on `day` of who was born on `birth`. Who was born on
 * February 29 is a year older on March 1 of a common year. Negative before the birth. */
int32_t calendar_years_between(int32_t birth, int32_t day);

#endif
