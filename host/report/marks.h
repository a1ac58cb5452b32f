/*
 * Marks: which findings are waived and which are known from a baseline. A mark
 * follows from a record, its input's date, the waivers and the baseline alone, so
 * records can be marked in any order and by any number of threads. It is put on
 * where results are read back (spool_use_marks), once they are merged.
 *
 * Marked are findings that fail or lack data, of rules of plugins. What could not
 * be judged, and what the host finds, cannot be waived and is never known.
 */
#ifndef CASELINT_REPORT_MARKS_H
#define CASELINT_REPORT_MARKS_H

#include "base/arena.h"
#include "report/baseline.h"
#include "report/host_rules.h"
#include "report/model.h"
#include "report/tally.h"

struct marks;

/* What to mark by; borrowed. Each may be missing: NULL, or no files. */
struct marks_sources {
	const struct baseline *baseline;
	struct names waiver_files;
	const struct waiver *waivers;
	size_t waiver_count;
};

struct marks *marks_new(const struct marks_sources *sources);
/* NULL is allowed. */
void marks_free(struct marks *marks);

/* Fills in what the report says of the sources before anything is counted: the lists of waivers and their files. What
 * there is no source for stays as it is. */
void marks_describe(const struct marks *marks, struct run_marks *ret_marks);

bool marks_have_baseline(const struct marks *marks);
bool marks_have_waivers(const struct marks *marks);

/* Marks the findings of a record anew: by the baseline, by the waivers, or both; what there is no source for keeps the
 * mark it has. Findings are copied to `arena` when they change. */
void marks_apply(
    const struct marks *marks, const struct run_facts *facts, struct result_record *record, struct arena *arena);
/* How many findings the baseline has of this record: to be summed in run_counts.expected. `marks` may be NULL. */
uint64_t marks_expected(const struct marks *marks, const struct run_facts *facts, const struct result_record *record);

/* Takes what is to be said of waivers and of the baseline as a finding of the host. */
typedef void marks_finding_fn(void *context, enum host_rule_index rule, const char *detail);
/*
 * Completes what the report says of the baseline, and says what has expired, was not used, is gone. What a run that was
 * not complete, or had not all rules, did not find is not said to be gone. `tally` is of all records.
 */
void marks_conclude(const struct marks *marks, const struct run_facts *facts, const struct tally *tally, bool complete,
    struct run_marks *ret_marks, marks_finding_fn *say, void *context);
/* What a finding of the host for which nothing is incomplete makes of the run: 1 when it is as grave as --fail-on, else 0. */
int marks_exit_code(enum severity severity, const struct run_options *options);

#endif
