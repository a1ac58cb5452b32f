/* See report/json_writer.h. */
#include "report/json_writer.h"

#include <string.h>

#include "base/buffer.h"
#include "base/date.h"
#include "base/digits.h"
#include "base/money.h"
#include "report/shown.h"

/* What is put into the buffer at once; anything longer goes past it. */
#define PIECE_BYTES (JSON_BYTES / 4U)

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

/* Where `length` bytes may be written, which the caller then adds to `used`; at most PIECE_BYTES. */
static inline char *
room_for(struct json_writer *json, size_t length)
{
	if (length > sizeof json->bytes - json->used)
		flush(json);
	return json->bytes + json->used;
}

static inline void
put(struct json_writer *json, const char *bytes, size_t length)
{
	if (length > PIECE_BYTES) {
		flush(json);
		sink_write(json->sink, bytes, length);
		return;
	}
	if (length > 0)
		memcpy(room_for(json, length), bytes, length);
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
static inline void
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

void
json_writer_copy(const struct json_writer *json, struct json_writer *ret_copy, struct sink *sink)
{
	*ret_copy = *json;
	ret_copy->sink = sink;
	ret_copy->used = 0;
	ret_copy->any[json->depth - 1] = true;
}

void
json_writer_flush(struct json_writer *json)
{
	flush(json);
}

/* A piece begins with the comma that its first item has; the first item of all has none. */
void
json_write_piece(struct json_writer *json, struct text piece)
{
	size_t comma = json->any[json->depth - 1] ? 0 : 1;

	json->any[json->depth - 1] = true;
	flush(json);
	sink_write(json->sink, piece.data + comma, piece.length - comma);
}

void
json_write_item(struct json_writer *json, struct text item)
{
	begin_item(json);
	put(json, item.data, item.length);
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

/* Whether one of eight bytes is a control character, a quotation mark or a backslash. */
static inline bool
has_special(uint64_t bytes)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	const uint64_t tops = UINT64_C(0x8080808080808080);
	uint64_t quotes = bytes ^ (ones * '"');
	uint64_t backslashes = bytes ^ (ones * '\\');
	uint64_t below_blank = (bytes - ones * ' ') & ~bytes;

	/* A byte behind one that matches may seem to match, too; none that matches is missed. */
	return ((below_blank | ((quotes - ones) & ~quotes) | ((backslashes - ones) & ~backslashes)) & tops) != 0;
}

static inline uint64_t
word_at(const char *bytes)
{
	uint64_t word = 0;

	memcpy(&word, bytes, sizeof word);
	return word;
}

/* Whether a text can be written as it is. May say no to one that can. */
static inline bool
is_plain(struct text text)
{
	const size_t step = sizeof(uint64_t);
	const size_t half = sizeof(uint32_t);
	char few[sizeof(uint64_t)] = {' ', ' ', ' ', ' ', ' ', ' ', ' ', ' '};
	size_t i = 0;

	if (text.length < step) {
		/* Two halves may overlap; what is looked at twice is as plain the second time. */
		for (i = 0; text.length < half && i < text.length; i++)
			few[i] = text.data[i];
		if (text.length >= half) {
			memcpy(few, text.data, half);
			memcpy(few + half, text.data + text.length - half, half);
		}
		return !has_special(word_at(few));
	}
	for (i = 0; i + step <= text.length; i += step) {
		if (has_special(word_at(text.data + i)))
			return false;
	}
	return !has_special(word_at(text.data + text.length - step));
}

/* Pieces without anything to escape go out whole. */
static void
put_escaped(struct json_writer *json, struct text text)
{
	size_t start = 0;

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
}

/* In quotation marks, with `behind` behind. */
static inline void
put_quoted(struct json_writer *json, struct text text, const char *behind, size_t behind_length)
{
	char *room = NULL;

	if (text.length + 2 + behind_length > PIECE_BYTES || !is_plain(text)) {
		put(json, "\"", 1);
		put_escaped(json, text);
		put(json, "\"", 1);
		put(json, behind, behind_length);
		return;
	}
	room = room_for(json, text.length + 2 + behind_length);
	*room++ = '"';
	if (text.length > 0)
		memcpy(room, text.data, text.length);
	room += text.length;
	*room++ = '"';
	if (behind_length > 0)
		memcpy(room, behind, behind_length);
	json->used += text.length + 2 + behind_length;
}

void
json_write_key(struct json_writer *json, const char *key)
{
	begin_item(json);
	put_quoted(json, text_of(key), ": ", 2);
	json->after_key = true;
}

void
json_write_quoted_key(struct json_writer *json, const char *quoted, size_t length)
{
	begin_item(json);
	put(json, quoted, length);
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

static void
put_number(struct json_writer *json, uint64_t magnitude, bool negative)
{
	char *room = NULL;

	begin_item(json);
	room = room_for(json, DIGITS_MAX + 1U);
	if (negative)
		*room++ = '-';
	json->used = (size_t)(digits_put(room, magnitude, 1) - json->bytes);
}

void
json_write_integer(struct json_writer *json, int64_t value)
{
	put_number(json, value < 0 ? 0 - (uint64_t)value : (uint64_t)value, value < 0);
}

void
json_write_count(struct json_writer *json, uint64_t value)
{
	if (value == COUNT_WITHHELD)
		json_write_null(json);
	else
		put_number(json, value, false);
}

void
json_write_text(struct json_writer *json, struct text text)
{
	begin_item(json);
	put_quoted(json, text, NULL, 0);
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
