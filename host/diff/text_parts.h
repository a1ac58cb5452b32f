/*
 * What the files of a diff as text share: the page in hand, and the lines that
 * stand before findings and amounts. Nothing outside them includes this.
 */
#ifndef CASELINT_DIFF_TEXT_PARTS_H
#define CASELINT_DIFF_TEXT_PARTS_H

#include "diff/render.h"
#include "report/text_page.h"

#define LABEL_COLUMNS 13U /* "Exit status  " */

struct text_diff {
	struct page page;
	struct diff *diff;
	enum show show;
	enum diff_class class;   /* of the section in hand */
	struct buffer last;      /* the record listed last: plugin, type, id */
	struct buffer candidate; /* the same of the record in hand */
	bool any;                /* something was listed in the section */
};

/* "New", "Worsened", ..., by class. */
extern const char *const text_class_titles[DIFF_CLASSES];

/* The answer, the runs, and the counts. */
void text_head(struct text_diff *text);
/* The heading of a section, before the first thing in it. */
void text_section(struct text_diff *text, const char *title);
/* The line of a record, before the first thing that is listed of it. */
void text_record(struct text_diff *text, const struct diff_record *record);
/* A label and its text, under a finding or an amount. */
void text_label(struct page *page, const char *label, const struct buffer *draft);
/* Money by kind. */
void text_sums(struct text_diff *text);
/* Lists an amount; the context is a struct text_diff. */
diff_item_fn text_list_amount;

#endif
