/*
 * Pieces of sentences that more than one format for people uses: values, places
 * and names in words. Layout and escapes are the formats' own.
 */
#ifndef CASELINT_REPORT_WORDS_H
#define CASELINT_REPORT_WORDS_H

#include "base/buffer.h"
#include "report/model.h"

/* "2008-02-01"; nothing for CASELINT_ABSENT. */
void words_date(struct buffer *text, int32_t days);
void words_month(struct buffer *text, int32_t months);
void words_money(struct buffer *text, int64_t cents);
/* "12"; "withheld" for COUNT_WITHHELD. */
void words_number(struct buffer *text, uint64_t count);
void words_view(struct buffer *text, struct text view);
/* The path of an input, with ":LINE" when there is one. */
void words_place(struct buffer *text, const struct run_facts *facts, uint32_t input, uint64_t line);
/* The URI of the path of an input: a relative one stays relative. */
void words_uri(struct buffer *uri, struct text path);
/* A typed value in words: also "(withheld)", "(unreadable)". */
void words_value(struct buffer *text, const struct shown_value *value);
/* The id of a record, or words for one without. */
void words_record_id(struct buffer *text, struct text id);

#endif
