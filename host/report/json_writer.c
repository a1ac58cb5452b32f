/* See report/json_writer.h. */
#include "report/json_writer.h"

#include <string.h>

#include "base/buffer.h"
#include "base/date.h"
#include "base/money.h"
#include "report/shown.h"

#define INTEGER_TEXT_BYTES 24U

void
json_writer_start(struct json_writer *json, struct sink *sink)
{
	json->sink = sink;
	json->used = 0;
	json->depth = 0;
	json->inline_depth = 0;
	json->after_key = false;
}

static void
flush(struct json_writer *json)
{
	sink_write(json->sink, json->bytes, json->used);
	json->used = 0;
}

static void
put(struct json_writer *json, const char *bytes, size_t length)
{
	if (length > sizeof json->bytes - json->used)
		flush(json);
	if (length > sizeof json->bytes) {
		sink_write(json->sink, bytes, length);
		return;
	}
	if (length > 0)
		memcpy(json->bytes + json->used, bytes, length);
	json->used += length;
}

void
json_writer_finish(struct json_writer *json)
{
	put(json, "\n", 1);
	flush(json);
}

static bool
is_inline(const struct json_writer *json)
{
	return json->inline_depth != 0;
}

static void
new_line(struct json_writer *json)
{
	static const char blanks[] = "                                ";
	size_t indent = (size_t)json->depth * 2;

	put(json, "\n", 1);
	put(json, blanks, indent < sizeof blanks ? indent : sizeof blanks - 1);
}

/* What stands before a value or a key: the comma, and the place in the layout. */
static void
begin_item(struct json_writer *json)
{
	if (json->after_key) {
		json->after_key = false;
		return;
	}
	if (json->depth == 0)
		return;
	if (json->any[json->depth - 1])
		put(json, ", ", is_inline(json) ? 2 : 1);
	json->any[json->depth - 1] = true;
	if (!is_inline(json))
		new_line(json);
}

static void
open_container(struct json_writer *json, char bracket, bool stays_inline)
{
	begin_item(json);
	put(json, &bracket, 1);
	if (json->depth < JSON_DEPTH)
		json->any[json->depth] = false;
	json->depth++;
	if (stays_inline && !is_inline(json))
		json->inline_depth = json->depth;
}

static void
close_container(struct json_writer *json, char bracket)
{
	bool any = json->any[json->depth - 1];
	bool broken = !is_inline(json);

	if (json->inline_depth == json->depth)
		json->inline_depth = 0;
	json->depth--;
	if (any && broken)
		new_line(json);
	put(json, &bracket, 1);
}

void
json_write_object(struct json_writer *json)
{
	open_container(json, '{', false);
}

void
json_write_object_inline(struct json_writer *json)
{
	open_container(json, '{', true);
}

void
json_write_object_end(struct json_writer *json)
{
	close_container(json, '}');
}

void
json_write_array(struct json_writer *json)
{
	open_container(json, '[', false);
}

void
json_write_array_inline(struct json_writer *json)
{
	open_container(json, '[', true);
}

void
json_write_array_end(struct json_writer *json)
{
	close_container(json, ']');
}

static void
put_escape(struct json_writer *json, unsigned char byte)
{
	static const char hex[] = "0123456789abcdef";
	char escape[] = {'\\', 'u', '0', '0', hex[byte >> 4U], hex[byte & 15U]};

	switch (byte) {
	case '"': put(json, "\\\"", 2); break;
	case '\\': put(json, "\\\\", 2); break;
	case '\n': put(json, "\\n", 2); break;
	case '\r': put(json, "\\r", 2); break;
	case '\t': put(json, "\\t", 2); break;
	default: put(json, escape, sizeof escape); break;
	}
}

/* Pieces without anything to escape go out whole. */
static void
put_quoted(struct json_writer *json, struct text text)
{
	size_t start = 0;

	put(json, "\"", 1);
	for (size_t i = 0; i < text.length; i++) {
		unsigned char byte = (unsigned char)text.data[i];

		if (byte >= 0x20 && byte != '"' && byte != '\\')
			continue;
		put(json, text.data + start, i - start);
		put_escape(json, byte);
		start = i + 1;
	}
	if (text.length > start)
		put(json, text.data + start, text.length - start);
	put(json, "\"", 1);
}

void
json_write_key(struct json_writer *json, const char *key)
{
	begin_item(json);
	put_quoted(json, text_of(key));
	put(json, ": ", 2);
	json->after_key = true;
}

static void
put_word(struct json_writer *json, const char *word)
{
	begin_item(json);
	put(json, word, strlen(word));
}

void
json_write_null(struct json_writer *json)
{
	put_word(json, "null");
}

void
json_write_bool(struct json_writer *json, bool value)
{
	put_word(json, value ? "true" : "false");
}

/* Digits by hand: reports hold a number in every other place, and printf is slow. */
static void
put_number(struct json_writer *json, uint64_t magnitude, bool negative)
{
	char digits[INTEGER_TEXT_BYTES];
	size_t at = sizeof digits;

	do {
		digits[--at] = (char)('0' + (char)(magnitude % 10));
		magnitude /= 10;
	} while (magnitude != 0);
	if (negative)
		digits[--at] = '-';
	begin_item(json);
	put(json, digits + at, sizeof digits - at);
}

void
json_write_integer(struct json_writer *json, int64_t value)
{
	put_number(json, value < 0 ? 0 - (uint64_t)value : (uint64_t)value, value < 0);
}

void
json_write_count(struct json_writer *json, uint64_t value)
{
	put_number(json, value, false);
}

void
json_write_text(struct json_writer *json, struct text text)
{
	begin_item(json);
	put_quoted(json, text);
}

void
json_write_string(struct json_writer *json, const char *text)
{
	json_write_text(json, text_of(text));
}

void
json_write_text_or_null(struct json_writer *json, struct text text)
{
	if (text.length == 0)
		json_write_null(json);
	else
		json_write_text(json, text);
}

void
json_write_line(struct json_writer *json, uint64_t line)
{
	if (line == 0)
		json_write_null(json);
	else
		json_write_count(json, line);
}

void
json_write_money(struct json_writer *json, int64_t cents)
{
	char text[MONEY_TEXT_BYTES];

	json_write_string(json, money_format(cents, text));
}

void
json_write_date(struct json_writer *json, int32_t days)
{
	char text[DATE_TEXT_BYTES];

	if (days == CASELINT_ABSENT || days == CASELINT_BAD)
		json_write_null(json);
	else
		json_write_string(json, date_format(days, text));
}

void
json_write_month(struct json_writer *json, int32_t months)
{
	char text[DATE_TEXT_BYTES];

	if (months == CASELINT_ABSENT || months == CASELINT_BAD)
		json_write_null(json);
	else
		json_write_string(json, month_format(months, text));
}

void
json_write_value(struct json_writer *json, const struct shown_value *value)
{
	struct buffer text = {0};

	if (!shown_is_there(value)) {
		json_write_null(json);
		return;
	}
	switch (value->kind) {
	case CASELINT_MONEY: json_write_money(json, value->number); break;
	case CASELINT_DATE: json_write_date(json, (int32_t)value->number); break;
	case CASELINT_MONTH: json_write_month(json, (int32_t)value->number); break;
	case CASELINT_BOOLEAN:
	case CASELINT_PRESENCE: json_write_bool(json, value->number != 0); break;
	case CASELINT_COUNT: json_write_integer(json, value->number); break;
	case CASELINT_TEXT:
	case CASELINT_CODE:
	case CASELINT_ID: json_write_text(json, value->text); break;
	default:
		shown_append(value, &text);
		json_write_string(json, buffer_text(&text));
		buffer_clear(&text);
		break;
	}
}
