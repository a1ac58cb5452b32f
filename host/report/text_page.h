/*
 * A page of plain text, 80 columns wide: paragraphs wrapped at words with a
 * hanging indent, headings, labels, and emphasis that can be switched off.
 * Characters that could steer a terminal are shown as \uXXXX. A word longer than
 * a line (a path, an id) stays whole. Nothing of reports is known here.
 */
#ifndef CASELINT_REPORT_TEXT_PAGE_H
#define CASELINT_REPORT_TEXT_PAGE_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/text.h"
#include "report/sink.h"

#define PAGE_COLUMNS 80U

/* Emphasis; never the only sign of anything. */
enum page_style {
	PAGE_PLAIN,
	PAGE_BOLD,
	PAGE_RED,
	PAGE_YELLOW,
	PAGE_GREEN,
};

struct page {
	struct sink *sink;
	bool color;
	size_t column;       /* characters on the line so far, blanks that wait included */
	size_t waiting;      /* blanks not written yet: none stand at the end of a line */
	struct buffer draft; /* see page_draft */
	struct buffer word;  /* made safe */
};

void page_start(struct page *page, struct sink *sink, bool color);
void page_end(struct page *page);

/* An emptied buffer for the text of the next paragraph; valid until the next call. */
struct buffer *page_draft(struct page *page);

void page_blank(struct page *page);
/* A blank line, the words, and a line under them. */
void page_heading(struct page *page, const char *words);

/* `lead` in its style at `indent`, behind it `text`; further lines start at `hang`. An empty text leaves the lead. */
void page_paragraph(
    struct page *page, size_t indent, size_t hang, enum page_style style, const char *lead, struct text text);
/* The same with the text of page_draft. */
void page_put_draft(struct page *page, size_t indent, size_t hang, enum page_style style, const char *lead);
/* A paragraph without a lead. */
void page_format(struct page *page, size_t indent, size_t hang, const char *format, ...) CASELINT_PRINTF(4, 5);
/* A label padded to `width` and its text; nothing at all for an empty text. */
void page_label(struct page *page, size_t indent, size_t width, const char *label, struct text text);

/* Pieces of a line that is laid out by the caller. */
void page_spaces(struct page *page, size_t count);
void page_piece(struct page *page, enum page_style style, struct text text);
/* Padded to `width`, blanks before it when `right`, else behind it. */
void page_cell(struct page *page, struct text text, size_t width, bool right);
void page_end_line(struct page *page);

/* "1 record", "2 records" */
void words_count(struct buffer *text, uint64_t count, const char *one, const char *many);

#endif
