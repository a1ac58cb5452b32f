/*
 * Values of a generated record before they are written: dates as days since 1970-01-01,
 * months since 1970-01, money in cents, text by pointer. Each kind has a value for "is
 * not there" and one for "cannot be read"; NULL is the text that is not there.
 */
#ifndef GENERATE_VALUES_H
#define GENERATE_VALUES_H

#include <stdint.h>

#define NO_DATE INT32_MIN  /* also of months */
#define BAD_DATE INT32_MAX /* is written as a day that does not exist */
#define NO_MONEY INT64_MIN
#define BAD_MONEY INT64_MAX /* is written with a separator */
#define NO_COUNT (-1)

/* Days of the winter both letters speak of; one past the end of a month is the next month's first. */
#define DEC_2007(day) (13848 + (day)-1)
#define JAN_2008(day) (13879 + (day)-1)
#define FEB_2008(day) (13910 + (day)-1)
#define MAR_2008(day) (13939 + (day)-1)
#define APR_2008(day) (13970 + (day)-1)

#define MONTH_2008(month) (456 + (month)-1)

#endif
