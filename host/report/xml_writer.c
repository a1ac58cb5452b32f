/* See report/xml_writer.h. */
#include "report/xml_writer.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/money.h"
#include "base/utf8.h"

#define COUNT_BYTES 24U

void
xml_writer_flush(struct xml_writer *xml)
{
	sink_write(xml->sink, xml->bytes, xml->used);
	xml->used = 0;
}

static inline void
put(struct xml_writer *xml, const char *bytes, size_t length)
{
	if (length > sizeof xml->bytes - xml->used)
		xml_writer_flush(xml);
	if (length > sizeof xml->bytes) {
		sink_write(xml->sink, bytes, length);
		return;
	}
	if (length > 0)
		memcpy(xml->bytes + xml->used, bytes, length);
	xml->used += length;
}

static void
put_string(struct xml_writer *xml, const char *text)
{
	put(xml, text, strlen(text));
}

void
xml_writer_start(struct xml_writer *xml, struct sink *sink)
{
	xml->sink = sink;
	xml->used = 0;
	xml->depth = 0;
	xml->tag_open = false;
	xml->has_text = false;
	put_string(xml, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
}

void
xml_writer_finish(struct xml_writer *xml)
{
	put(xml, "\n", 1);
	xml_writer_flush(xml);
}

/* ---- Escapes ---- */

/* What stands for a byte; NULL: itself. Blanks are kept in attributes, too. */
static const char *
escape_of(unsigned char byte, bool in_attribute)
{
	switch (byte) {
	case '&': return "&amp;";
	case '<': return "&lt;";
	case '>': return "&gt;";
	case '"': return in_attribute ? "&quot;" : NULL;
	case '\t': return in_attribute ? "&#9;" : NULL;
	case '\n': return in_attribute ? "&#10;" : NULL;
	case '\r': return "&#13;";
	default: return byte < 0x20 ? "\xEF\xBF\xBD" : NULL;
	}
}

/* Pieces without anything to escape go out whole. */
static void
put_escaped(struct xml_writer *xml, struct text text, bool in_attribute)
{
	size_t start = 0;
	size_t at = 0;

	while (at < text.length) {
		unsigned char byte = (unsigned char)text.data[at];
		int step = byte < 0x80 ? 1 : utf8_next(text.data + at, text.length - at);
		const char *escape = step <= 0 ? "\xEF\xBF\xBD" : escape_of(byte, in_attribute);
		size_t length = step <= 0 ? 1 : (size_t)step;

		if (escape != NULL) {
			put(xml, text.data + start, at - start);
			put_string(xml, escape);
			start = at + length;
		}
		at += length;
	}
	if (text.length > start)
		put(xml, text.data + start, text.length - start);
}

/* ---- Elements ---- */

static void
new_line(struct xml_writer *xml)
{
	static const char blanks[] = "                                ";
	size_t indent = (size_t)xml->depth * 2;

	put(xml, "\n", 1);
	put(xml, blanks, indent < sizeof blanks ? indent : sizeof blanks - 1);
}

static void
end_tag(struct xml_writer *xml)
{
	if (xml->tag_open)
		put(xml, ">", 1);
	xml->tag_open = false;
}

void
xml_open(struct xml_writer *xml, const char *name)
{
	end_tag(xml);
	if (!xml->has_text)
		new_line(xml);
	put(xml, "<", 1);
	put_string(xml, name);
	if (xml->depth < XML_DEPTH)
		xml->names[xml->depth] = name;
	xml->depth++;
	xml->tag_open = true;
}

void
xml_close(struct xml_writer *xml)
{
	xml->depth--;
	if (xml->tag_open) {
		put(xml, "/>", 2);
		xml->tag_open = false;
	} else {
		if (!xml->has_text)
			new_line(xml);
		put(xml, "</", 2);
		put_string(xml, xml->names[xml->depth]);
		put(xml, ">", 1);
	}
	xml->has_text = false;
}

void
xml_writer_copy(const struct xml_writer *xml, struct xml_writer *ret_copy, struct sink *sink)
{
	ret_copy->sink = sink;
	ret_copy->used = 0;
	memcpy(ret_copy->names, xml->names, sizeof xml->names);
	ret_copy->depth = xml->depth;
	ret_copy->has_text = xml->has_text;
	ret_copy->tag_open = false;
}

void
xml_piece(struct xml_writer *xml, struct text piece)
{
	end_tag(xml);
	put(xml, piece.data, piece.length);
}

void
xml_text(struct xml_writer *xml, struct text text)
{
	if (text.length == 0)
		return;
	end_tag(xml);
	xml->has_text = true;
	put_escaped(xml, text, false);
}

void
xml_string(struct xml_writer *xml, const char *text)
{
	xml_text(xml, text_of(text));
}

void
xml_element_if(struct xml_writer *xml, const char *name, struct text text)
{
	if (text.length == 0)
		return;
	xml_open(xml, name);
	xml_text(xml, text);
	xml_close(xml);
}

/* ---- Attributes ---- */

void
xml_attribute(struct xml_writer *xml, const char *name, struct text value)
{
	put(xml, " ", 1);
	put_string(xml, name);
	put(xml, "=\"", 2);
	put_escaped(xml, value, true);
	put(xml, "\"", 1);
}

void
xml_attribute_string(struct xml_writer *xml, const char *name, const char *value)
{
	xml_attribute(xml, name, text_of(value));
}

void
xml_attribute_count(struct xml_writer *xml, const char *name, uint64_t value)
{
	char digits[COUNT_BYTES];

	if (value == COUNT_WITHHELD)
		return;
	snprintf(digits, sizeof digits, "%" PRIu64, value);
	xml_attribute_string(xml, name, digits);
}

void
xml_attribute_flag(struct xml_writer *xml, const char *name, bool value)
{
	xml_attribute_string(xml, name, value ? "true" : "false");
}

void
xml_attribute_if(struct xml_writer *xml, const char *name, struct text value)
{
	if (value.length > 0)
		xml_attribute(xml, name, value);
}

void
xml_attribute_line(struct xml_writer *xml, const char *name, uint64_t line)
{
	if (line != 0)
		xml_attribute_count(xml, name, line);
}

void
xml_attribute_date(struct xml_writer *xml, const char *name, int32_t days)
{
	char text[DATE_TEXT_BYTES];

	if (days != CASELINT_ABSENT && days != CASELINT_BAD)
		xml_attribute_string(xml, name, date_format(days, text));
}

void
xml_attribute_month(struct xml_writer *xml, const char *name, int32_t months)
{
	char text[DATE_TEXT_BYTES];

	if (months != CASELINT_ABSENT && months != CASELINT_BAD)
		xml_attribute_string(xml, name, month_format(months, text));
}

void
xml_attribute_money(struct xml_writer *xml, const char *name, int64_t cents)
{
	char text[MONEY_TEXT_BYTES];

	xml_attribute_string(xml, name, money_format(cents, text));
}
