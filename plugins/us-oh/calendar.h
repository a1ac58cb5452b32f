/*
 * The little calendar arithmetic the letter needs. Days since 1970-01-01, months
 * since 1970-01, as in the contract.
 */
#ifndef US_OH_CALENDAR_H
#define US_OH_CALENDAR_H

#include <stdint.h>

/* The first and the last day of a month. */
int32_t calendar_first_day(int32_t month);
int32_t calendar_last_day(int32_t month);

#endif
