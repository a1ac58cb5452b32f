/*
 * Renderers of a diff: the diff in, one format out. A renderer writes to a sink,
 * and decides nothing.
 */
#ifndef CASELINT_DIFF_RENDER_H
#define CASELINT_DIFF_RENDER_H

#include "diff/diff.h"
#include "report/render.h"

/* Writes the whole answer. SHOW_FINDINGS lists what differs, SHOW_ALL what persists as well, SHOW_TOTALS nothing. Fails as
 * diff_read does; failures of the sink show at its commit. */
typedef enum status diff_render_fn(struct diff *diff, const struct render_options *options, struct sink *sink);

/* A format by name. */
struct diff_format {
	const char *name;
	diff_render_fn *render;
};

/* All formats, ended by an entry without a name. */
extern const struct diff_format diff_formats[];

diff_render_fn diff_render_text;
diff_render_fn diff_render_json;
diff_render_fn diff_render_csv;
diff_render_fn diff_render_markdown;

/* ---- What renderers share --------------------------------------------------------- */

/* Whether a finding or an amount is listed. Amounts of records that one run has alone are in the sums, and listed with
 * SHOW_ALL only. */
bool diff_lists_finding(enum show show, const struct diff_finding *finding);
bool diff_lists_amount(enum show show, const struct diff_amount *amount);

/* "fail (error)", or "fail (error), was pending (error)" where the two differ. */
void diff_outcomes_words(struct buffer *text, const struct diff_finding *finding);
/* "2008-02", "from 2008-01-01 to 2008-01-31", or nothing. */
void diff_time_words(struct buffer *text, const struct diff_amount *amount);

#endif
