/* See report/shown.h. */
#include "report/shown.h"

#include <inttypes.h>

#include "base/date.h"
#include "base/money.h"

bool
shown_is_text(const struct shown_value *value)
{
	return value->kind == CASELINT_TEXT || value->kind == CASELINT_CODE || value->kind == CASELINT_ID;
}

/* Whether the number is `money` for amounts of money, `other` for everything else. */
static bool
is_sentinel(const struct shown_value *value, int64_t money, int64_t other)
{
	if (value->kind == 0 || shown_is_text(value))
		return false;
	return value->number == (value->kind == CASELINT_MONEY ? money : other);
}

bool
shown_is_bad(const struct shown_value *value)
{
	return is_sentinel(value, CASELINT_BAD_MONEY, CASELINT_BAD);
}

bool
shown_is_there(const struct shown_value *value)
{
	return value->kind != 0 && !value->withheld && !is_sentinel(value, CASELINT_ABSENT_MONEY, CASELINT_ABSENT) &&
	       !shown_is_bad(value);
}

size_t
text_columns(struct text text)
{
	size_t columns = 0;

	for (size_t i = 0; i < text.length; i++)
		columns += ((unsigned char)text.data[i] & 0xc0U) != 0x80U;
	return columns;
}

void
shown_append(const struct shown_value *value, struct buffer *text)
{
	char money[MONEY_TEXT_BYTES];
	char date[DATE_TEXT_BYTES];

	if (!shown_is_there(value))
		return;
	switch (value->kind) {
	case CASELINT_TEXT:
	case CASELINT_CODE:
	case CASELINT_ID: buffer_append(text, value->text.data, value->text.length); break;
	case CASELINT_MONEY: buffer_append_text(text, money_format(value->number, money)); break;
	case CASELINT_DATE: buffer_append_text(text, date_format((int32_t)value->number, date)); break;
	case CASELINT_MONTH: buffer_append_text(text, month_format((int32_t)value->number, date)); break;
	case CASELINT_TIME: buffer_append_text(text, time_format((int32_t)value->number, date)); break;
	case CASELINT_BOOLEAN: buffer_append_text(text, value->number != 0 ? "true" : "false"); break;
	case CASELINT_PRESENCE: buffer_append_text(text, value->number != 0 ? "present" : "blank"); break;
	default: buffer_append_format(text, "%" PRId64, value->number); break;
	}
}
