/*
 * A worksheet as a document of its own, to print or to take into a spreadsheet:
 * its rows by county or district with their totals, the texts the ruleset puts
 * under it (certification, signature, where to send it and by when), and what it
 * was made from. With names only where they were asked for by name.
 */
#ifndef CASELINT_REPORT_WORKSHEET_DOCUMENT_H
#define CASELINT_REPORT_WORKSHEET_DOCUMENT_H

#include <stdbool.h>

#include "base/status.h"
#include "report/model.h"
#include "report/sink.h"
#include "report/spool.h"
#include "report/tally.h"

/* Which worksheet. */
struct worksheet_request {
	const struct run_facts *facts;
	const struct tally *tally;
	struct spool *spool;
	const char *id; /* of the worksheet; several rulesets may have one */
	bool named;     /* with what restricted columns carry: the sink must be a private file */
};

/* Each writes the whole document. STATUS_IO when rows cannot be read back; sink failures show at its commit. */
typedef enum status worksheet_document_fn(const struct worksheet_request *request, struct sink *sink);

/* A page for each county or district, ready to print. */
worksheet_document_fn worksheet_html;
/*
 * RFC 4180. The first column says what a row is: "notice" (what must be known before anything else: confidential, not
 * complete; such rows come before the titles), "row", "total" (of one county or district), "text" (a line of the
 * ruleset, in the second column). No text of the input can be run as a formula.
 */
worksheet_document_fn worksheet_csv;

/* The words at the head of a named document: the ruleset's own where it has some. */
const char *worksheet_notice(const struct ruleset_worksheet *sheet);
/* Whether a line of a worksheet is such a notice. */
bool worksheet_line_is_notice(const char *line);

#endif
