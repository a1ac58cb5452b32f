/*
 * How a worker came to its end, and which rule of the host that is. A death is
 * first of all a reason to try again; only the second one, of a fresh worker that
 * had nothing else to do, is blamed.
 */
#ifndef CASELINT_ENGINE_DEATH_H
#define CASELINT_ENGINE_DEATH_H

#include <stdint.h>

#include "base/buffer.h"
#include "report/host_rules.h"

enum death_kind {
	DEATH_NONE,
	DEATH_SIGNAL,      /* number: the signal */
	DEATH_EXIT,        /* number: the status */
	DEATH_TIME,        /* number: the limit in seconds */
	DEATH_MEMORY,      /* number: the limit in MiB */
	DEATH_SYSTEM_CALL, /* number: of the system call */
	DEATH_ANSWER,      /* what it answered was damaged or too long */
	DEATH_SWITCHED_OFF /* it did not die: its plugin is no longer called; number: after how many deaths */
};

/* Holds no pointer: it crosses between processes. */
struct death {
	uint32_t kind;
	int32_t number;
	uint32_t bundle; /* the rest: where the beacon stood */
	uint32_t call;   /* enum call; CALL_NONE: no plugin was running */
	uint32_t rule;
};

enum host_rule_index death_rule(const struct death *death);

/* Appends what happened as a phrase: "ended the process by signal 11 (SIGSEGV) in rule OH-LIV-03"; `rule_id` may be NULL. */
void death_describe(const struct death *death, const char *rule_id, struct buffer *text);

#endif
