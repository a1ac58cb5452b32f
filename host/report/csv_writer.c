/* See report/csv_writer.h. */
#include "report/csv_writer.h"

#include <inttypes.h>
#include <string.h>

#include "report/shown.h"
#include "report/words.h"

void
csv_clear(struct csv_writer *csv)
{
	buffer_clear(&csv->row);
	buffer_clear(&csv->words);
}

static void
begin_cell(struct csv_writer *csv)
{
	if (csv->any)
		buffer_append_byte(&csv->row, ',');
	csv->any = true;
}

/*
 * Whether a spreadsheet would take the text for a formula: by its first sign, also where blanks or line ends before it
 * are dropped on reading, and by the wide forms of these signs that some take for the plain ones.
 */
static bool
looks_like_formula(struct text text)
{
	static const char *const signs[] = {
	    "=", "+", "-", "@", "\t", "\r", "\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0"};

	for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
		if (text_starts_with(text, signs[i]))
			return true;
	}
	while (text.length > 0 && (*text.data == ' ' || *text.data == '\n')) {
		text = text_view(text.data + 1, text.length - 1);
		if (text.length > 0 && strchr("=+-@\t\r", *text.data) != NULL)
			return true;
	}
	return false;
}

static void
put_quoted(struct buffer *row, struct text text)
{
	size_t start = 0;

	for (size_t i = 0; i < text.length; i++) {
		if (text.data[i] != '"')
			continue;
		buffer_append(row, text.data + start, i - start + 1);
		buffer_append_byte(row, '"');
		start = i + 1;
	}
	buffer_append(row, text.data + start, text.length - start);
}

void
csv_text(struct csv_writer *csv, struct text text)
{
	begin_cell(csv);
	if (text.length == 0)
		return;
	buffer_append_byte(&csv->row, '"');
	if (looks_like_formula(text))
		buffer_append_byte(&csv->row, '\'');
	put_quoted(&csv->row, text);
	buffer_append_byte(&csv->row, '"');
}

void
csv_string(struct csv_writer *csv, const char *text)
{
	csv_text(csv, text_of(text));
}

void
csv_empty(struct csv_writer *csv)
{
	begin_cell(csv);
}

void
csv_count(struct csv_writer *csv, uint64_t count)
{
	begin_cell(csv);
	buffer_append_format(&csv->row, "%" PRIu64, count);
}

void
csv_line(struct csv_writer *csv, uint64_t line)
{
	if (line == 0)
		csv_empty(csv);
	else
		csv_count(csv, line);
}

void
csv_money(struct csv_writer *csv, int64_t cents)
{
	begin_cell(csv);
	words_money(&csv->row, cents);
}

void
csv_date(struct csv_writer *csv, int32_t days)
{
	begin_cell(csv);
	words_date(&csv->row, days);
}

void
csv_month(struct csv_writer *csv, int32_t months)
{
	begin_cell(csv);
	words_month(&csv->row, months);
}

void
csv_value(struct csv_writer *csv, const struct shown_value *value)
{
	if (shown_is_there(value) && !shown_is_text(value)) {
		begin_cell(csv);
		shown_append(value, &csv->row);
		return;
	}
	buffer_reset(&csv->words);
	words_value(&csv->words, value);
	csv_text(csv, text_view(buffer_text(&csv->words), csv->words.length));
}

void
csv_head(struct csv_writer *csv, const char *const *titles)
{
	for (size_t i = 0; titles[i] != NULL; i++) {
		begin_cell(csv);
		buffer_append_text(&csv->row, titles[i]);
	}
	csv_end_row(csv);
}

void
csv_end_row(struct csv_writer *csv)
{
	buffer_append_text(&csv->row, "\r\n");
	sink_write(csv->sink, csv->row.data, csv->row.length);
	buffer_reset(&csv->row);
	csv->any = false;
}
