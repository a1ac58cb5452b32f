/*
 * Whole numbers as decimal digits, for the formats that are written by the
 * million: printf takes fifty times as long. No locale, no sign, no separator.
 */
#ifndef CASELINT_BASE_DIGITS_H
#define CASELINT_BASE_DIGITS_H

#include <stdint.h>

#define DIGITS_MAX 20U /* of any uint64_t */

/* Writes `value` in at least `least` digits (at most DIGITS_MAX), with zeros before it where it has fewer. Returns the
 * place behind the last one; no NUL is written. */
char *digits_put(char *at, uint64_t value, unsigned least);

#endif
