/*
 * What of a result counts as noticing a change: outcomes, findings by rule,
 * outcome, severity, variant and last day, amounts, the number of rows, and what
 * the host found. Not lines, ids, or values that are only repeated.
 */
#ifndef CASELINT_AUTHORING_FINGERPRINT_H
#define CASELINT_AUTHORING_FINGERPRINT_H

#include "authoring/case_run.h"

/* Appends bytes that are equal for two results of one bundle exactly when nothing that counts differs. */
void fingerprint_append(const struct bundle *bundle, const struct case_result *result, struct buffer *bytes);

#endif
