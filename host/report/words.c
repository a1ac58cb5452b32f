/* See report/words.h. */
#include "report/words.h"

#include <inttypes.h>
#include <string.h>

#include "base/date.h"
#include "base/digits.h"
#include "base/money.h"
#include "report/shown.h"

void
words_date(struct buffer *text, int32_t days)
{
	char date[DATE_TEXT_BYTES];

	if (days != CASELINT_ABSENT && days != CASELINT_BAD)
		buffer_append_text(text, date_format(days, date));
}

void
words_month(struct buffer *text, int32_t months)
{
	char month[DATE_TEXT_BYTES];

	if (months != CASELINT_ABSENT && months != CASELINT_BAD)
		buffer_append_text(text, month_format(months, month));
}

void
words_money(struct buffer *text, int64_t cents)
{
	char money[MONEY_TEXT_BYTES];

	buffer_append_text(text, money_format(cents, money));
}

void
words_number(struct buffer *text, uint64_t count)
{
	if (count == COUNT_WITHHELD)
		buffer_append_text(text, "withheld");
	else
		buffer_append_format(text, "%" PRIu64, count);
}

void
words_view(struct buffer *text, struct text view)
{
	buffer_append(text, view.data, view.length);
}

static void
append_line(struct buffer *text, const char *before, uint64_t line)
{
	char digits[DIGITS_MAX];

	buffer_append_text(text, before);
	buffer_append(text, digits, (size_t)(digits_put(digits, line, 1) - digits));
}

void
words_place(struct buffer *text, const struct run_facts *facts, uint32_t input, uint64_t line)
{
	if (input < facts->input_count)
		words_view(text, facts->inputs[input].path);
	else if (line != 0)
		buffer_append_text(text, "line ");
	if (line != 0)
		append_line(text, input < facts->input_count ? ":" : "", line);
}

static bool
stands_for_itself(char sign)
{
	return (sign >= 'A' && sign <= 'Z') || (sign >= 'a' && sign <= 'z') || (sign >= '0' && sign <= '9') ||
	       memchr("-._~/!", sign, 6) != NULL;
}

void
words_uri(struct buffer *uri, struct text path)
{
	if (text_starts_with(path, "/"))
		buffer_append_text(uri, "file://");
	for (size_t i = 0; i < path.length; i++) {
		if (stands_for_itself(path.data[i]))
			buffer_append_byte(uri, path.data[i]);
		else
			buffer_append_format(uri, "%%%02X", (unsigned)(unsigned char)path.data[i]);
	}
}

void
words_value(struct buffer *text, const struct shown_value *value)
{
	if (value->withheld)
		buffer_append_text(text, "(withheld)");
	else if (shown_is_bad(value))
		buffer_append_text(text, "(unreadable)");
	else
		shown_append(value, text);
}

void
words_record_id(struct buffer *text, struct text id)
{
	if (id.length > 0)
		words_view(text, id);
	else
		buffer_append_text(text, "(record without an id)");
}
