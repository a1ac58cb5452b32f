/*
 * What a missed service comes to: what was missed, what its lines and payments carry, and
 * for purchased services what is still due or was paid over. Sums of the record, no
 * entitlement: the letter has no formula for a payment.
 */
#ifndef US_NY_AMOUNTS_H
#define US_NY_AMOUNTS_H

#include "view.h"

/* What is missing of the amount missed, and what was paid beyond it: never below 0. Both want the sums known. */
bool amounts_are_known(const struct service_view *service);
int64_t amount_still_due(const struct service_view *service);
int64_t amount_overpaid(const struct service_view *service);

/* Reports the amounts and the worksheet rows of a record. */
int32_t amounts_compute(const struct caselint_eval *eval);

#endif
