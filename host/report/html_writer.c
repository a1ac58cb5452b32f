/* See report/html_writer.h. */
#include "report/html_writer.h"

#include <stdarg.h>
#include <string.h>

#include "base/digits.h"
#include "base/utf8.h"

#define REPLACEMENT "\xef\xbf\xbd" /* U+FFFD */

void
html_start(struct html *html, struct buffer *out)
{
	memset(html, 0, sizeof *html);
	html->out = out;
}

void
html_finish(struct html *html)
{
	html_close_to(html, 0);
	buffer_clear(&html->draft);
}

/* Most pieces are a few bytes long, and the buffer has room for nearly all of them. */
static inline void
put(struct html *html, const char *bytes, size_t length)
{
	struct buffer *out = html->out;

	if (length >= out->capacity - out->length) {
		buffer_append(out, bytes, length);
		return;
	}
	memcpy(out->data + out->length, bytes, length);
	out->length += length;
	out->data[out->length] = '\0';
}

static void
put_word(struct html *html, const char *word)
{
	put(html, word, strlen(word));
}

/* Content is about to come: no attribute can any more. */
static void
end_tag(struct html *html)
{
	if (html->in_tag)
		put(html, ">", 1);
	html->in_tag = false;
}

/* ---- Elements ---- */

void
html_open(struct html *html, const char *name, const char *class_name)
{
	end_tag(html);
	put(html, "<", 1);
	put_word(html, name);
	html->in_tag = true;
	if (html->depth < HTML_DEPTH)
		html->open[html->depth] = name;
	html->depth++;
	if (class_name != NULL)
		html_attribute(html, "class", class_name);
}

void
html_close(struct html *html)
{
	end_tag(html);
	if (html->depth == 0)
		return;
	html->depth--;
	if (html->depth >= HTML_DEPTH)
		return;
	put(html, "</", 2);
	put_word(html, html->open[html->depth]);
	put(html, ">", 1);
}

void
html_close_to(struct html *html, unsigned depth)
{
	while (html->depth > depth)
		html_close(html);
}

void
html_void(struct html *html)
{
	end_tag(html);
	html->depth--;
}

/* ---- Characters ---- */

/* Bytes that stand for themselves wherever they are: ASCII without markup and controls. */
static inline bool
is_plain(unsigned char byte)
{
	return byte >= 0x20 && byte < 0x7f && byte != '&' && byte != '<' && byte != '>' && byte != '"';
}

/* The character that `bytes` of well-formed UTF-8 make. */
static unsigned
code_of(const unsigned char *bytes, int length)
{
	static const unsigned char masks[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
	unsigned code = bytes[0] & masks[length];

	for (int i = 1; i < length; i++)
		code = code << 6U | (bytes[i] & 0x3fU);
	return code;
}

/* Controls, and characters that change the order or the place of what stands around them. */
static bool
is_unsafe(unsigned code)
{
	return (code >= 0x7f && code < 0xa0) || (code >= 0x200e && code <= 0x200f) ||
	       (code >= 0x2028 && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069) || code == 0xfeff ||
	       (code >= 0xfdd0 && code <= 0xfdef) || (code & 0xfffeU) == 0xfffeU;
}

static void
put_spelt_out(struct html *html, unsigned code)
{
	buffer_append_format(html->out, "\\u%04x", code);
}

static void
put_ascii(struct html *html, unsigned char byte)
{
	switch (byte) {
	case '&': put(html, "&amp;", 5); break;
	case '<': put(html, "&lt;", 4); break;
	case '>': put(html, "&gt;", 4); break;
	case '"': put(html, "&quot;", 6); break;
	case '\n':
	case '\t': put(html, byte == '\n' ? "\n" : "\t", 1); break;
	default: put_spelt_out(html, byte); break;
	}
}

/* Writes the one character at the start and returns its bytes. */
static size_t
put_character(struct html *html, struct text text)
{
	const unsigned char *bytes = (const unsigned char *)text.data;
	int length = 0;

	if (bytes[0] < 0x80) {
		put_ascii(html, bytes[0]);
		return 1;
	}
	length = utf8_next(text.data, text.length);
	if (length <= 0) {
		put(html, REPLACEMENT, sizeof REPLACEMENT - 1);
		return 1;
	}
	if (is_unsafe(code_of(bytes, length)))
		put_spelt_out(html, code_of(bytes, length));
	else
		put(html, text.data, (size_t)length);
	return (size_t)length;
}

/* The same for character data and for attributes, which always stand in double quotes. */
static void
put_escaped(struct html *html, struct text text)
{
	size_t start = 0;
	size_t i = 0;

	while (i < text.length) {
		if (is_plain((unsigned char)text.data[i])) {
			i++;
			continue;
		}
		put(html, text.data + start, i - start);
		i += put_character(html, text_view(text.data + i, text.length - i));
		start = i;
	}
	if (i > start)
		put(html, text.data + start, i - start);
}

/* ---- Attributes ---- */

void
html_attribute_text(struct html *html, const char *name, struct text value)
{
	if (!html->in_tag)
		return;
	put(html, " ", 1);
	put_word(html, name);
	put(html, "=\"", 2);
	put_escaped(html, value);
	put(html, "\"", 1);
}

void
html_attribute(struct html *html, const char *name, const char *value)
{
	html_attribute_text(html, name, text_of(value));
}

static void draft_format(struct html *html, const char *format, va_list arguments) CASELINT_PRINTF(2, 0);

static void
draft_format(struct html *html, const char *format, va_list arguments)
{
	buffer_reset(&html->draft);
	buffer_append_format_v(&html->draft, format, arguments);
}

void
html_attribute_format(struct html *html, const char *name, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	draft_format(html, format, arguments);
	va_end(arguments);
	html_attribute_text(html, name, text_view(buffer_text(&html->draft), html->draft.length));
}

/* ---- Content ---- */

void
html_text(struct html *html, struct text text)
{
	end_tag(html);
	put_escaped(html, text);
}

void
html_words(struct html *html, const char *words)
{
	html_text(html, text_of(words));
}

void
html_number(struct html *html, uint64_t number)
{
	char digits[DIGITS_MAX];

	end_tag(html);
	put(html, digits, (size_t)(digits_put(digits, number, 1) - digits));
}

void
html_attribute_raw(struct html *html, const char *name, struct text value)
{
	if (!html->in_tag)
		return;
	put(html, " ", 1);
	put_word(html, name);
	put(html, "=\"", 2);
	put(html, value.data, value.length);
	put(html, "\"", 1);
}

void
html_format(struct html *html, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	draft_format(html, format, arguments);
	va_end(arguments);
	html_put_draft(html);
}

void
html_element(struct html *html, const char *name, const char *class_name, struct text text)
{
	html_open(html, name, class_name);
	html_text(html, text);
	html_close(html);
}

void
html_raw(struct html *html, struct text bytes)
{
	end_tag(html);
	put(html, bytes.data, bytes.length);
}

struct buffer *
html_draft(struct html *html)
{
	buffer_reset(&html->draft);
	return &html->draft;
}

void
html_put_draft(struct html *html)
{
	html_text(html, text_view(buffer_text(&html->draft), html->draft.length));
}
