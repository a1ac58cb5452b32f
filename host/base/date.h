/*
 * Calendar values as integers: days since 1970-01-01 of the proleptic Gregorian
 * calendar, months since 1970-01, seconds since midnight. Years 0001 to 9999.
 * No clock and no time zone: a date of an export is a date.
 */
#ifndef CASELINT_BASE_DATE_H
#define CASELINT_BASE_DATE_H

#include <stdint.h>

#include "base/status.h"
#include "base/text.h"

#define DATE_TEXT_BYTES 40U /* "YYYY-MM-DD", "YYYY-MM", "hh:mm:ss"; room for any int32_t, sane or not */

/* A day as people write it. */
struct date_parts {
	int32_t year;
	int32_t month; /* 1 to 12 */
	int32_t day;   /* 1 to 31 */
};

/* Reads YYYY-MM-DD of a day that exists; STATUS_INVALID otherwise (a zone is invalid too). */
CASELINT_NODISCARD
enum status date_parse(struct text text, int32_t *ret_days);
/* Reads YYYY-MM. */
CASELINT_NODISCARD
enum status month_parse(struct text text, int32_t *ret_months);
/* Reads hh:mm:ss, 00:00:00 to 23:59:59. */
CASELINT_NODISCARD
enum status time_parse(struct text text, int32_t *ret_seconds);

/* Each writes the text its reader takes, and returns ret_text. */
char *date_format(int32_t days, char ret_text[DATE_TEXT_BYTES]);
char *month_format(int32_t months, char ret_text[DATE_TEXT_BYTES]);
char *time_format(int32_t seconds, char ret_text[DATE_TEXT_BYTES]);

struct date_parts date_to_parts(int32_t days);
int32_t date_from_parts(struct date_parts parts);

#endif
