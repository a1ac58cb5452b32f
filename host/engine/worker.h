/*
 * A worker: a process that does one piece of work after the other until nobody
 * asks for more. It has a pipe to be asked by, a pipe to answer by, slots to read, a
 * beacon to write, and nothing else.
 */
#ifndef CASELINT_ENGINE_WORKER_H
#define CASELINT_ENGINE_WORKER_H

#include <stdint.h>

#include "engine/evaluate.h"
#include "engine/slots.h"

/* Reserved exit statuses; a plugin that uses them gains nothing. */
#define WORKER_EXIT_MEMORY 71 /* memory has run out */
#define WORKER_EXIT_PIPE 72   /* a pipe to the coordinator failed */

/* What a worker is born with. Borrowed. */
struct worker_setting {
	const struct evaluation_setting *evaluation;
	struct slots *slots; /* of which the spawner makes a reader's view */
	uint32_t memory_mib; /* 0: no limit */
};

/* Works, and ends the process. `requests` and `answers` are descriptors of pipes. */
__attribute__((noreturn)) void worker_run(
    const struct worker_setting *setting, struct beacon *beacon, int requests, int answers);

#endif
