/*
 * Rows of CSV by RFC 4180: commas, CRLF, quotes doubled. Every text is quoted,
 * so that a program that takes another sign for a comma cannot start a cell
 * inside it; and one that a spreadsheet would run as a formula is led by an
 * apostrophe. Numbers, money and dates are made here, and stand bare.
 */
#ifndef CASELINT_REPORT_CSV_WRITER_H
#define CASELINT_REPORT_CSV_WRITER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/text.h"
#include "report/model.h"
#include "report/sink.h"

struct csv_writer {
	struct sink *sink;
	bool any;            /* the row has a cell */
	struct buffer row;   /* the row in hand */
	struct buffer words; /* of a value */
};

/* Zero-initialise, set the sink; csv_clear frees. */
void csv_clear(struct csv_writer *csv);

/* Cells, from left to right. An empty text is an empty cell. */
void csv_text(struct csv_writer *csv, struct text text);
void csv_string(struct csv_writer *csv, const char *text);
void csv_empty(struct csv_writer *csv);
void csv_count(struct csv_writer *csv, uint64_t count);
/* Lines and columns count from 1; 0 is an empty cell. */
void csv_line(struct csv_writer *csv, uint64_t line);
void csv_money(struct csv_writer *csv, int64_t cents);
/* Nothing for CASELINT_ABSENT and CASELINT_BAD. */
void csv_date(struct csv_writer *csv, int32_t days);
void csv_month(struct csv_writer *csv, int32_t months);
/* A value, or "(withheld)", or "(unreadable)". */
void csv_value(struct csv_writer *csv, const struct shown_value *value);

/* A row of column titles, ended by NULL. */
void csv_head(struct csv_writer *csv, const char *const *titles);
/* Ends the row and hands it to the sink. */
void csv_end_row(struct csv_writer *csv);

#endif
