/*
 * Money: int64_t cents with checked arithmetic. Nothing here rounds except where
 * the function says how; no floating point anywhere.
 */
#ifndef CASELINT_BASE_MONEY_H
#define CASELINT_BASE_MONEY_H

#include <stdint.h>

#include "base/status.h"
#include "base/text.h"

#define MONEY_TEXT_BYTES 24U /* room for any amount as text, with sign and NUL */

/* Reads 1 to 9 digits, a point and exactly two digits; no sign, blank, exponent or separator.
 * STATUS_INVALID otherwise. */
CASELINT_NODISCARD
enum status money_parse(struct text text, int64_t *ret_cents);

/* Writes cents with two decimals ("-0.05" for -5) and returns ret_text. */
char *money_format(int64_t cents, char ret_text[MONEY_TEXT_BYTES]);

/* left + right, STATUS_OVERFLOW when it leaves int64_t; the result is then untouched. */
CASELINT_NODISCARD
enum status money_add(int64_t left, int64_t right, int64_t *ret_sum);
CASELINT_NODISCARD
enum status money_subtract(int64_t left, int64_t right, int64_t *ret_difference);

#endif
