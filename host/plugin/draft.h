/*
 * Making the parts of a draft; for the services only. The draft itself is
 * declared in plugin/services.h.
 */
#ifndef CASELINT_PLUGIN_DRAFT_H
#define CASELINT_PLUGIN_DRAFT_H

#include "plugin/services.h"

/* The draft behind what a plugin was handed. */
static inline struct draft *
draft_of(const struct caselint_eval *eval)
{
	return eval->host;
}

/* A copy that lives as long as the result. */
static inline struct text
draft_copy_text(struct draft *draft, struct text text)
{
	return text_view(arena_copy_text(draft->output, text.data, text.length), text.length);
}

/* One more finding, amount or row at the end of the draft's list; the content is not initialised. The
 * pointer is valid until the next one is made. */
struct result_finding *draft_new_finding(struct draft *draft, uint32_t rule);
struct result_amount *draft_new_amount(struct draft *draft);
struct result_row *draft_new_row(struct draft *draft);

/* Sets the id from rule, record id, path and variant: never from a line or a value. */
void draft_set_finding_id(struct draft *draft, struct result_finding *finding, const char *variant);

/* Sets the fingerprint (report/fingerprint.h) of a finding that is whole but for its texts, from it and the named values
 * given with it. Only what is open has one: fail and unknown. STATUS_BREACH when a named value is refused. */
CASELINT_NODISCARD
enum status draft_set_fingerprint(
    struct draft *draft, struct result_finding *finding, const struct caselint_finding *given);

/* ---- Services that are not in services.c, which has the vtable ---- */

/* services_money.c: as struct caselint_services says. */
int32_t service_amount(const struct caselint_eval *eval, const struct caselint_amount *given);
int32_t service_row(const struct caselint_eval *eval, const struct caselint_row *given);

#endif
