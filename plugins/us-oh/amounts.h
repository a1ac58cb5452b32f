/*
 * The amounts of a case and the rows of its worksheets, with every step of their
 * working.
 */
#ifndef US_OH_AMOUNTS_H
#define US_OH_AMOUNTS_H

#include "facts.h"
#include "view.h"

/* Reports the amounts of an active case, but for the reimbursement, and the rows of its worksheets. */
int32_t amounts_compute(const struct caselint_eval *eval);
/* For the view given, in reconcile. */
void amounts_of(const struct caselint_eval *eval, const struct case_view *view);
/* Reports the reimbursement of a live case: what invoices claim is known only across records. `matches`: the match
 * amounts of its invoice lines; `incomplete`: more may stand on invoices that were not read. */
void amounts_reimbursement(const struct caselint_eval *eval, const struct case_fact *fact, const int64_t *matches,
    uint32_t match_count, bool incomplete);

#endif
