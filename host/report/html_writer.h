/*
 * A small writer of HTML into a buffer: elements that nest, attributes, and text
 * escaped for the place it goes to. Names of elements and attributes are fixed
 * words of the caller; everything else is escaped here and nowhere else. Nothing
 * of reports is known here.
 */
#ifndef CASELINT_REPORT_HTML_WRITER_H
#define CASELINT_REPORT_HTML_WRITER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/text.h"

#define HTML_DEPTH 32U /* elements open at once; a page needs 16 */

struct html {
	struct buffer *out; /* borrowed */
	unsigned depth;     /* elements open */
	const char *open[HTML_DEPTH];
	bool in_tag; /* the start tag of the innermost takes attributes still */
	struct buffer draft;
};

/* Writes behind what `out` has already. */
void html_start(struct html *html, struct buffer *out);
/* Closes what is open and frees what the writer has; the buffer stays. */
void html_finish(struct html *html);

/* Opens an element; with a class when that is not NULL. Attributes may follow until there is content. */
void html_open(struct html *html, const char *name, const char *class_name);
/* Closes the innermost element. */
void html_close(struct html *html);
/* Closes elements until `depth` of them are open. */
void html_close_to(struct html *html, unsigned depth);
/* Ends an element that has no content and no end tag: meta, br, rect. `html_open` came before. */
void html_void(struct html *html);

void html_attribute(struct html *html, const char *name, const char *value);
void html_attribute_text(struct html *html, const char *name, struct text value);
void html_attribute_format(struct html *html, const char *name, const char *format, ...) CASELINT_PRINTF(3, 4);

/* A value that has nothing to escape: anchors and names of pages, made by the report. */
void html_attribute_raw(struct html *html, const char *name, struct text value);

/* Character data. Controls and characters that reorder text are spelt out (\u202e); what is not UTF-8 becomes U+FFFD. */
void html_text(struct html *html, struct text text);
void html_words(struct html *html, const char *words);
void html_number(struct html *html, uint64_t number);
void html_format(struct html *html, const char *format, ...) CASELINT_PRINTF(2, 3);
/* An element with text and nothing else. */
void html_element(struct html *html, const char *name, const char *class_name, struct text text);

/* Bytes that are HTML already: a style, a script, or what another writer has made. */
void html_raw(struct html *html, struct text bytes);

/* An emptied buffer for the words of the next piece; valid until the next call. */
struct buffer *html_draft(struct html *html);
/* The text of the draft as character data. */
void html_put_draft(struct html *html);

#endif
