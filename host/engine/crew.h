/*
 * The crew: the workers of a run as the coordinator sees them. It finds one for a
 * piece of work, reads answers, notices deaths, and keeps the time. In which order
 * work is done, and what follows from a death, is the pool's business.
 */
#ifndef CASELINT_ENGINE_CREW_H
#define CASELINT_ENGINE_CREW_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/status.h"
#include "engine/death.h"
#include "engine/evaluate.h"
#include "engine/slots.h"
#include "engine/work.h"

/* How a run is worked on. Results do not depend on it. */
struct crew_setting {
	const struct evaluation_setting *evaluation;
	uint32_t jobs;           /* workers, 1 to LIMIT_JOBS */
	uint32_t record_seconds; /* for one record or key */
	uint32_t memory_mib;     /* of one worker beyond what it is born with; 0: no limit */
};

/* What becomes of a piece of work; `tag` is the one it was given with. */
struct crew_events {
	void *context;
	/* Its messages; the buffer may be swapped for another, whose memory the next answer has. `status` is what performing
	 * it came to. */
	void (*answered)(void *context, uint32_t tag, enum status status, struct buffer *answer);
	/* Its worker died; `item` is where it seemed to be. */
	void (*died)(void *context, uint32_t tag, const struct death *death, uint32_t item);
	/* Nobody began it. */
	void (*returned)(void *context, uint32_t tag);
};

struct crew;

/* Forks the spawner. STATUS_IO with a sentence in `ret_why`. */
CASELINT_NODISCARD
enum status crew_new(const struct crew_setting *setting, struct slots *slots, const struct crew_events *events,
    struct crew **ret_crew, struct buffer *ret_why);

/*
 * Gives the work to a worker, making one if there is room; when all are at work, to one who does it next. `fresh`: to one
 * that has done nothing yet; one that is idle makes room for it. STATUS_ABSENT when nobody is free now. STATUS_IO when there is no worker and none can be made, or none of many takes work.
 */
CASELINT_NODISCARD
enum status crew_give(struct crew *crew, const struct work *work, uint32_t tag, bool fresh);

/* Of whom answers are read even when much waits to be taken: the piece that everybody waits for. */
void crew_prefer(struct crew *crew, uint32_t tag);

/* Bytes of answers that were read and are not taken yet; over a limit only the preferred one is read on. */
void crew_set_waiting(struct crew *crew, uint64_t bytes);

/* Waits up to `timeout_ms` for something to happen, and calls the events. STATUS_IO when the spawner is gone. */
CASELINT_NODISCARD
enum status crew_wait(struct crew *crew, int timeout_ms);

/* A sentence on why crew_give or crew_wait failed. */
const char *crew_why(const struct crew *crew);
/* Ends all workers, whatever they are doing. */
void crew_free(struct crew *crew);

#endif
