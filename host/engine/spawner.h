/*
 * The spawner: a process that is forked before any input is read, and makes
 * workers from then on. So a worker inherits the plugins and the schema, and
 * nothing of records or outputs. It also tells how workers died.
 */
#ifndef CASELINT_ENGINE_SPAWNER_H
#define CASELINT_ENGINE_SPAWNER_H

#include <stdint.h>
#include <sys/types.h>

#include "base/status.h"
#include "engine/worker.h"

/* What the spawner says. */
struct spawner_news {
	enum spawner_event {
		SPAWNER_BORN = 1,
		SPAWNER_FAILED, /* no process could be made; `error` is the errno */
		SPAWNER_DIED
	} event;
	uint32_t place; /* of BORN and FAILED: the worker asked for */
	pid_t process;  /* of BORN and DIED */
	int status;     /* of DIED: as waitpid gives it */
	int error;
	uint64_t peak_kib; /* of DIED: the most memory it had */
};

struct spawner;

/* Forks the spawner. `beacons`: a shared page for each place. The setting must outlive it. STATUS_IO with errno set. */
CASELINT_NODISCARD
enum status spawner_new(
    const struct worker_setting *setting, struct beacon *const *beacons, struct spawner **ret_spawner);

/*
 * Asks for a worker at a place; BORN or FAILED follows. `*ret_requests` and `*ret_answers` are the ends of its pipes, the
 * caller closes them. STATUS_IO when pipes cannot be made or the spawner is gone.
 */
CASELINT_NODISCARD
enum status spawner_ask(struct spawner *spawner, uint32_t place, int *ret_requests, int *ret_answers);
/* Asks for a worker to be killed; DIED follows. */
CASELINT_NODISCARD
enum status spawner_kill(struct spawner *spawner, pid_t process);
/* The next news; waits. STATUS_END when the spawner is gone. */
CASELINT_NODISCARD
enum status spawner_hear(struct spawner *spawner, struct spawner_news *ret_news);
/* Readable when there is news. */
int spawner_descriptor(const struct spawner *spawner);
/* Ends the spawner and every worker, and waits for them. */
void spawner_free(struct spawner *spawner);

#endif
