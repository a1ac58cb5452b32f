/*
 * Texts for pages of Markdown: whatever they hold, they are text there, and no
 * markup, link or mention. How a page is laid out is the renderers' own.
 */
#ifndef CASELINT_REPORT_MARKDOWN_TEXT_H
#define CASELINT_REPORT_MARKDOWN_TEXT_H

#include "base/buffer.h"
#include "base/text.h"

#define MARKDOWN_SHORT_BYTES 400U /* of one message; a job page takes a megabyte */

/* Appends the text. Signs that could be markup are written as references, which no flavour takes for it. */
void markdown_text(struct buffer *row, struct text text);
/* As much of it as MARKDOWN_SHORT_BYTES are, never half a character, then " ..." where some is left out. */
void markdown_short(struct buffer *row, struct text text);

#endif
