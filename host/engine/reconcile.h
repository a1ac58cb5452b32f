/*
 * Reconciling: the facts of one key at a time, each handed to the plugin that
 * gave them, and what it answers added to the records they came from.
 */
#ifndef CASELINT_ENGINE_RECONCILE_H
#define CASELINT_ENGINE_RECONCILE_H

#include "base/status.h"
#include "engine/evaluate.h"
#include "engine/facts.h"
#include "report/spool.h"

/* A record whose id another record has, too. */
typedef void duplicate_fn(void *context, const struct fact *fact);

struct reconciliation {
	const struct evaluation_setting *setting;
	struct spool *spool;     /* takes the supplements */
	bool incomplete;         /* some record could not be read or evaluated */
	duplicate_fn *duplicate; /* called for every record after the first of an id, in order of ids */
	void *context;
};

/* Runs over all groups. STATUS_IO when the spool fails. */
CASELINT_NODISCARD
enum status reconcile_all(const struct reconciliation *reconciliation, struct facts *facts);

#endif
