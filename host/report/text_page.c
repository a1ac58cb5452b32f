/* See report/text_page.h. */
#include "report/text_page.h"

#include <inttypes.h>
#include <stdarg.h>
#include <string.h>

#include "report/shown.h"

static const char *const style_starts[] = {
    [PAGE_PLAIN] = "",
    [PAGE_BOLD] = "\033[1m",
    [PAGE_RED] = "\033[1;31m",
    [PAGE_YELLOW] = "\033[1;33m",
    [PAGE_GREEN] = "\033[1;32m",
};

#define STYLE_END "\033[0m"

void
page_start(struct page *page, struct sink *sink, bool color)
{
	memset(page, 0, sizeof *page);
	page->sink = sink;
	page->color = color;
}

void
page_end(struct page *page)
{
	buffer_clear(&page->draft);
	buffer_clear(&page->word);
}

struct buffer *
page_draft(struct page *page)
{
	buffer_reset(&page->draft);
	return &page->draft;
}

/* ---- Characters ---- */

/* The bytes of a control or a reordering character at the start of `bytes`; 0: it is neither. */
static size_t
unsafe_bytes(const unsigned char *bytes, size_t length, unsigned *ret_code)
{
	if (bytes[0] < 0x20 || bytes[0] == 0x7f) {
		*ret_code = bytes[0];
		return 1;
	}
	if (length >= 2 && bytes[0] == 0xc2 && bytes[1] < 0xa0) {
		*ret_code = bytes[1];
		return 2;
	}
	if (length < 3 || bytes[0] != 0xe2 || (bytes[1] != 0x80 && bytes[1] != 0x81))
		return 0;
	*ret_code = 0x2000U | (bytes[1] & 0x3fU) << 6U | (bytes[2] & 0x3fU);
	if ((*ret_code >= 0x200e && *ret_code <= 0x200f) || (*ret_code >= 0x2028 && *ret_code <= 0x202e) ||
	    (*ret_code >= 0x2066 && *ret_code <= 0x2069))
		return 3;
	return 0;
}

/* Whether there is anything to look at more closely; hardly ever. */
static bool
may_be_unsafe(struct text text)
{
	for (size_t i = 0; i < text.length; i++) {
		unsigned char byte = (unsigned char)text.data[i];

		if (byte < 0x20 || byte == 0x7f || byte == 0xc2 || byte == 0xe2)
			return true;
	}
	return false;
}

/* The text with everything unsafe spelt out; valid until the next call. */
static struct text
made_safe(struct page *page, struct text text)
{
	size_t i = 0;

	if (!may_be_unsafe(text))
		return text;
	buffer_reset(&page->word);
	while (i < text.length) {
		unsigned code = 0;
		size_t bytes = unsafe_bytes((const unsigned char *)text.data + i, text.length - i, &code);

		if (bytes == 0) {
			buffer_append_byte(&page->word, text.data[i]);
			i++;
			continue;
		}
		buffer_append_format(&page->word, "\\u%04x", code);
		i += bytes;
	}
	return text_view(buffer_text(&page->word), page->word.length);
}

/* ---- Pieces ---- */

static void
put_waiting(struct page *page)
{
	static const char blanks[] = "                                ";

	while (page->waiting > 0) {
		size_t piece = page->waiting < sizeof blanks - 1 ? page->waiting : sizeof blanks - 1;

		sink_write(page->sink, blanks, piece);
		page->waiting -= piece;
	}
}

static void
put_styled(struct page *page, enum page_style style, struct text text)
{
	bool styled = page->color && style != PAGE_PLAIN;
	size_t blanks = 0;

	while (text.length > 0 && text.data[text.length - 1] == ' ') {
		text.length--;
		blanks++;
	}
	if (text.length == 0)
		styled = false;
	else
		put_waiting(page);
	if (styled)
		sink_text(page->sink, style_starts[style]);
	sink_write(page->sink, text.data, text.length);
	if (styled)
		sink_text(page->sink, STYLE_END);
	page->column += text_columns(text) + blanks;
	page->waiting += blanks;
}

void
page_piece(struct page *page, enum page_style style, struct text text)
{
	put_styled(page, style, made_safe(page, text));
}

void
page_spaces(struct page *page, size_t count)
{
	page->waiting += count;
	page->column += count;
}

void
page_cell(struct page *page, struct text text, size_t width, bool right)
{
	struct text safe = made_safe(page, text);
	size_t columns = text_columns(safe);
	size_t padding = columns < width ? width - columns : 0;

	if (right)
		page_spaces(page, padding);
	put_styled(page, PAGE_PLAIN, safe);
	if (!right)
		page_spaces(page, padding);
}

void
page_end_line(struct page *page)
{
	sink_write(page->sink, "\n", 1);
	page->column = 0;
	page->waiting = 0;
}

void
page_blank(struct page *page)
{
	page_end_line(page);
}

void
page_heading(struct page *page, const char *words)
{
	size_t length = strlen(words);

	page_blank(page);
	page_piece(page, PAGE_BOLD, text_of(words));
	page_end_line(page);
	for (size_t i = 0; i < length; i++)
		sink_write(page->sink, "-", 1);
	page_end_line(page);
}

/* ---- Paragraphs ---- */

/* One word where it fits; `fresh`: nothing but the indent or the lead stands on the line. */
static void
put_word(struct page *page, size_t hang, struct text word, bool fresh)
{
	struct text safe = made_safe(page, word);
	size_t gap = fresh ? 0 : 1;

	if (page->column + gap + text_columns(safe) > PAGE_COLUMNS && page->column > hang) {
		page_end_line(page);
		page_spaces(page, hang);
		gap = 0;
	}
	page_spaces(page, gap);
	put_styled(page, PAGE_PLAIN, safe);
}

void
page_paragraph(struct page *page, size_t indent, size_t hang, enum page_style style, const char *lead, struct text text)
{
	bool fresh = true;
	struct text word = {0};

	page_spaces(page, indent);
	page_piece(page, style, text_of(lead));
	while (text_next_word(&text, &word)) {
		put_word(page, hang, word, fresh);
		fresh = false;
	}
	page_end_line(page);
}

void
page_put_draft(struct page *page, size_t indent, size_t hang, enum page_style style, const char *lead)
{
	page_paragraph(page, indent, hang, style, lead, text_view(buffer_text(&page->draft), page->draft.length));
}

void
page_format(struct page *page, size_t indent, size_t hang, const char *format, ...)
{
	struct buffer *draft = page_draft(page);
	va_list arguments;

	va_start(arguments, format);
	buffer_append_format_v(draft, format, arguments);
	va_end(arguments);
	page_put_draft(page, indent, hang, PAGE_PLAIN, "");
}

void
page_label(struct page *page, size_t indent, size_t width, const char *label, struct text text)
{
	if (text_is_blank(text))
		return;
	page_spaces(page, indent);
	page_cell(page, text_of(label), width, false);
	page_paragraph(page, 0, indent + width, PAGE_PLAIN, "", text);
}

void
words_count(struct buffer *text, uint64_t count, const char *one, const char *many)
{
	if (count == COUNT_WITHHELD)
		buffer_append_format(text, "some %s", many);
	else
		buffer_append_format(text, "%" PRIu64 " %s", count, count == 1 ? one : many);
}
