/*
 * The strict view of a run, for reports that leave the office: --privacy strict.
 * It is made once, of the model that renderers see, so that no format can forget
 * it: records come out of the spool without ids and values, the facts of the run
 * name no file, and the totals are suppressed (report/suppress.h).
 *
 * Of a record are told: a pseudonym, its type, its outcome and those of its rules,
 * and its findings; not its county, its line, its amounts or rows of worksheets. Of
 * a finding: a pseudonym of its id, rule, severity, outcome, the path of the element
 * without numbers, the rule's remedy, and the message with words in place of
 * values; not what was observed or expected, nor a day.
 * Of an input: "input-1" and so on in the order they were read, the day it was judged
 * by, and a keyed hash in place of its SHA-256. Of its faults: which there were, not
 * where or how many. Parameters of the letter are no values of the export, and are told.
 */
#ifndef CASELINT_REPORT_STRICT_H
#define CASELINT_REPORT_STRICT_H

#include "base/status.h"
#include "report/model.h"
#include "report/pseudonym.h"
#include "report/spool.h"
#include "report/tally.h"

struct strict;

/* What a strict report is asked to be like. */
struct strict_setting {
	const struct pseudonyms *pseudonyms; /* borrowed, as long as the view */
	bool lasting_key;                    /* its key is of a file */
	bool listed;                         /* records are going to be listed */
	uint64_t suppress_below;             /* at least SUPPRESS_LEAST */
};

/* The view of a run. From now on `spool` gives every record strictly, to anybody. Everything handed in is borrowed and has
 * to outlive the view. STATUS_IO or STATUS_INTERNAL when the spool cannot be read. Free with strict_free. */
CASELINT_NODISCARD
enum status strict_new(const struct strict_setting *setting, const struct run_facts *facts, const struct tally *tally,
    struct spool *spool, struct strict **ret_strict);
/* Valid until strict_free. */
const struct run_facts *strict_facts(const struct strict *strict);
const struct tally *strict_tally(const struct strict *strict);
/* NULL is allowed. */
void strict_free(struct strict *strict);

/* What a reader of the report has to know about it, in sentences. */
void strict_note(const struct run_privacy *privacy, struct buffer *text);

#endif
