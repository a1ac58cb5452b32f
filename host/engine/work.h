/*
 * Work: what the coordinator asks for and a worker does. A piece of work is a run
 * of items, records of a batch or keys of facts, that lie in a slot (engine/slots.h);
 * what comes back are messages (engine/wire.h). The request itself is one struct of
 * fixed size without pointers, for it crosses by a pipe.
 */
#ifndef CASELINT_ENGINE_WORK_H
#define CASELINT_ENGINE_WORK_H

#include <stdint.h>

#include "engine/death.h"

enum work_kind {
	WORK_BATCH = 1, /* records of a batch; engine/batch.h */
	WORK_GROUPS     /* facts of keys; engine/groups.h */
};

enum work_mode {
	WORK_RUN = 1, /* call the plugin */
	WORK_BLAME    /* do not: its outcomes are error, because of `death` */
};

struct work {
	uint32_t kind;
	uint32_t mode;
	uint32_t slot;
	uint32_t input;      /* of a batch: index of the input */
	uint32_t first;      /* the items to be done ... */
	uint32_t count;      /* ... and how many */
	uint32_t round;      /* of groups: 1 or 2 */
	uint32_t incomplete; /* of groups: some record could not be read or evaluated */
	uint64_t off;        /* one bit per bundle: switched off, not to be called */
	uint64_t bytes;      /* used in the slot */
	struct death death;  /* of WORK_BLAME */
	uint32_t reserved;
};

/* What goes before an answer. */
struct work_answer {
	uint32_t magic;  /* WORK_ANSWER_MAGIC */
	uint32_t status; /* enum status of the whole */
	uint64_t length; /* bytes of messages behind it */
};

#define WORK_ANSWER_MAGIC UINT32_C(0x636c616e)

#endif
