/* See report/csv_writer.h. */
#include "report/csv_writer.h"

#include <string.h>

#include "report/shown.h"
#include "report/words.h"

#define COUNT_BYTES 24U

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

/* A sign that starts a formula, also in the wide form that some programs take for the plain one. */
static bool
starts_formula(struct text text)
{
	static const char *const wide[] = {"\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0"};

	switch (*text.data) {
	case '=':
	case '+':
	case '-':
	case '@':
	case '\t':
	case '\r': return true;
	case '\xEF': break;
	default: return false;
	}
	for (size_t i = 0; i < sizeof wide / sizeof wide[0]; i++) {
		if (text_starts_with(text, wide[i]))
			return true;
	}
	return false;
}

/* Whether a spreadsheet would take the text for a formula, also one that drops blanks and line ends before it. */
static bool
looks_like_formula(struct text text)
{
	while (text.length > 1 && (*text.data == ' ' || *text.data == '\n'))
		text = text_view(text.data + 1, text.length - 1);
	return starts_formula(text);
}

/* Copies with every quote doubled; returns the end. */
static char *
copy_quoted(char *to, struct text text)
{
	const char *end = text.data + text.length;
	const char *at = text.data;

	while (at < end) {
		const char *quote = memchr(at, '"', (size_t)(end - at));
		size_t length = (size_t)((quote == NULL ? end : quote + 1) - at);

		memcpy(to, at, length);
		to += length;
		at += length;
		if (quote != NULL)
			*to++ = '"';
	}
	return to;
}

/* One reservation a cell: tables have millions of them. */
void
csv_text(struct csv_writer *csv, struct text text)
{
	struct buffer *row = &csv->row;
	char *to = NULL;

	begin_cell(csv);
	if (text.length == 0)
		return;
	to = buffer_reserve(row, 2 * text.length + 3);
	*to++ = '"';
	if (looks_like_formula(text))
		*to++ = '\'';
	to = copy_quoted(to, text);
	*to++ = '"';
	*to = '\0';
	row->length = (size_t)(to - row->data);
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
	char digits[COUNT_BYTES];
	size_t at = sizeof digits;

	begin_cell(csv);
	do {
		digits[--at] = (char)('0' + (char)(count % 10));
		count /= 10;
	} while (count != 0);
	buffer_append(&csv->row, digits + at, sizeof digits - at);
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
