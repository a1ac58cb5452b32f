/*
 * What tables of worksheets in the report and in documents of their own share.
 * Nothing outside the HTML report includes this.
 */
#ifndef CASELINT_REPORT_HTML_SHEETS_H
#define CASELINT_REPORT_HTML_SHEETS_H

#include "report/html_parts.h"
#include "report/worksheets.h"

/* Where in the worksheets we are. */
struct sheets {
	struct html_report *report; /* NULL in a document */
	struct html_part *part;
	const struct worksheets *worksheets;
	const struct worksheet *worksheet; /* NULL: between worksheets */
	const struct worksheet_group *group;
	bool named;
	bool in_table;
	uint64_t left_out;
};

/* The table of the group in hand, with its totals. */
CASELINT_NODISCARD
enum status sheets_put_group(struct sheets *sheets);
/* The lines of the ruleset; a document with names has the one on confidentiality at its head. */
void sheets_put_lines(struct sheets *sheets);
/* Which worksheet of which ruleset, and the paragraphs it is made by. */
void sheets_put_source(struct sheets *sheets);

#endif
