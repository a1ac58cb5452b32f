/*
 * The verdict on a run, in words that every format for people shares: what the
 * records that were checked came to, and what keeps the run from being complete.
 * A run that did not see everything says so before anything else.
 */
#ifndef CASELINT_REPORT_VERDICT_H
#define CASELINT_REPORT_VERDICT_H

#include "base/buffer.h"
#include "report/model.h"
#include "report/tally.h"

#define VERDICT_INTERRUPTED 128 /* exit codes from here on: ended by a signal */

/* How bad it looks. */
enum verdict_tone {
	VERDICT_BAD,
	VERDICT_OPEN,
	VERDICT_GOOD,
};

/* The word for it, and the sentence behind it. Zero-initialise; clear the sentence. */
struct verdict {
	const char *word; /* "NOT COMPLIANT: " */
	enum verdict_tone tone;
	struct buffer sentence; /* "2 of 8 records fail." */
};

/* The verdict on the records that were checked, by the worst of them apart from what is waived or known, which is counted
 * in the sentence: only a run without any is good. Says nothing of whether all were. */
void verdict_of(const struct run_counts *counts, struct verdict *ret_verdict);
/* Why a run that is not complete is not: "inputs were not read in full." */
const char *verdict_missing(const struct run_facts *facts, const struct tally *tally);
/* Appends all of it as one line: "INCOMPLETE: inputs were not read in full. Of what was checked: NOT COMPLIANT: ...". */
void verdict_line(const struct run_facts *facts, const struct tally *tally, struct buffer *line);

#endif
