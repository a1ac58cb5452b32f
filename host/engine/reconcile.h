/*
 * Reconciling: the facts of one key at a time, each group handed to the plugin
 * that gave them. This is the coordinator's part: which groups there are, and how
 * they go to the pool. What a plugin does with one is engine/groups.h's.
 */
#ifndef CASELINT_ENGINE_RECONCILE_H
#define CASELINT_ENGINE_RECONCILE_H

#include "base/status.h"
#include "engine/facts.h"
#include "engine/pool.h"

/* A record whose id another record has, too. */
typedef void duplicate_fn(void *context, const struct fact *fact);

/* One round over all keys. */
struct reconciliation {
	struct pool *pool;       /* answers with supplements, and with the facts of the next round */
	bool incomplete;         /* some record could not be read or evaluated */
	uint32_t round;          /* 1 or 2 */
	duplicate_fn *duplicate; /* called for every record after the first of an id, in order of ids */
	void *context;
};

/* Runs over all groups; everything is answered when it returns. What pool_drain returns. */
CASELINT_NODISCARD
enum status reconcile_round(const struct reconciliation *reconciliation, struct facts *facts);

#endif
