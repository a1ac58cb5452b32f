/*
 * Typed values as people and programs read them: money with two decimals, dates
 * as YYYY-MM-DD, texts as they are. No format of a report stands here.
 */
#ifndef CASELINT_REPORT_SHOWN_H
#define CASELINT_REPORT_SHOWN_H

#include <stdbool.h>

#include "base/buffer.h"
#include "report/model.h"

/* Whether there is a value to show: a kind, not withheld, neither absent nor unreadable. */
bool shown_is_there(const struct shown_value *value);

/* Whether the value is text of the input rather than a number. */
bool shown_is_text(const struct shown_value *value);

/* Whether a sentinel stands for an unreadable value. */
bool shown_is_bad(const struct shown_value *value);

/* The characters of a text: bytes of UTF-8 that start one. */
size_t text_columns(struct text text);

/* Appends the value; nothing when there is none to show. */
void shown_append(const struct shown_value *value, struct buffer *text);

#endif
