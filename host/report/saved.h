/*
 * Saved results read back: the lines of report/results.h into a report model
 * that renderers cannot tell from that of the run. One line at a time; results of
 * records go into a spool. What is damaged or not as it was written makes the
 * run incomplete and says why; it never passes for whole.
 */
#ifndef CASELINT_REPORT_SAVED_H
#define CASELINT_REPORT_SAVED_H

#include "base/status.h"
#include "report/marks.h"
#include "report/model.h"
#include "report/spool.h"
#include "report/tally.h"

struct saved;

/* Reads `path` ("-": standard input) to its end, or to its first fault: that is an input finding then, and the report
 * is of what stood before it. STATUS_IO when the spool cannot be kept: then there is no report. `threads` may make listings, as in a
 * run. `marks` (NULL: none; borrowed) are waivers and a baseline that come in the place of those of the run: the report is
 * as if the run had been given them. Free with saved_free. */
CASELINT_NODISCARD
enum status saved_read(const char *path, uint32_t threads, const struct marks *marks, struct saved **ret_saved);

/* Valid until saved_free. */
const struct run_facts *saved_facts(const struct saved *saved);
const struct tally *saved_tally(const struct saved *saved);
struct spool *saved_spool(const struct saved *saved);
/* What is wrong with the file itself; NULL when it is whole, whatever the run it was saved from was. */
const struct input_finding *saved_fault(const struct saved *saved);
/* NULL is allowed. */
void saved_free(struct saved *saved);

#endif
