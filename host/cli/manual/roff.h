/*
 * Manual pages in the man(7) macros of roff: texts made safe for it, and pages of
 * help turned into it.
 */
#ifndef CASELINT_CLI_MANUAL_ROFF_H
#define CASELINT_CLI_MANUAL_ROFF_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/text.h"

/* The head of a page: its title in capitals, its section ("1"), and the date of the release. */
void roff_head(struct buffer *page, const char *title, const char *section, const char *date);

/* A heading, in capitals. */
void roff_section(struct buffer *page, struct text heading);

/* Text in a line of its own; words between backquotes are bold. */
void roff_line(struct buffer *page, struct text text);

/* Text within a line, nothing but escaped. */
void roff_text(struct buffer *page, struct text text);

/* A text that begins with "Exit status: " under a heading of its own; false, and nothing, for another. */
bool roff_exit_status(struct buffer *page, struct text text);

/* A page of help, as 80 columns with bold headings: paragraphs, lists, labels with what they mean, and headings. Its
 * first line is left out, for it is the title. `heading` stands above what comes before the first heading. */
void roff_help(struct buffer *page, const char *heading, struct text help);

#endif
