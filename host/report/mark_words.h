/*
 * What is waived or known in words that every format shares: of a finding, and of
 * a run. Reason and person of a waiver are shown as its author wrote them.
 */
#ifndef CASELINT_REPORT_MARK_WORDS_H
#define CASELINT_REPORT_MARK_WORDS_H

#include "base/buffer.h"
#include "report/model.h"

/* "waived", "known", or "expired" of a finding that is open because its waiver is; NULL: nothing is to be said. */
const char *mark_name(const struct result_finding *finding);
/* Appends "waived until 2008-06-30 by the county fiscal officer: reason", "known from the baseline", "the waiver by ...
 * expired on 2008-06-30"; nothing for a finding without a mark. */
void mark_words(struct buffer *words, const struct run_facts *facts, const struct result_finding *finding);
/* How many there are of all severities; COUNT_WITHHELD when one of them is. */
uint64_t mark_count(const uint64_t by_severity[SEVERITY_ERROR + 1]);
/* Appends "2 findings waived, 3 known". */
void mark_counts(struct buffer *words, const struct run_counts *counts);

#endif
