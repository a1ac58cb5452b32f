/*
 * The pool: work in, answers out, in the order the work was handed in, whoever
 * did it and whatever died on the way.
 *
 * A piece whose worker died is done again in parts, when everything before it is
 * answered: what came before the suspected record or key, then the suspect alone in a
 * fresh worker, then what came behind it. Only one that kills a fresh worker, too,
 * is given up. So the answers are the same for any number of workers, as long as
 * plugins answer the same on the same record.
 */
#ifndef CASELINT_ENGINE_POOL_H
#define CASELINT_ENGINE_POOL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/status.h"
#include "base/text.h"
#include "engine/crew.h"

struct pool_setting {
	struct crew_setting crew;
	bool isolated; /* false: all work is done in this process, when it is handed in */
};

struct pool_events {
	void *context;
	/* The messages of items [work->first, work->first + work->count), in order, every item once. Anything but
	 * STATUS_OK stops the pool with that status. */
	enum status (*answer)(void *context, const struct work *work, struct text wire);
	/* Called about ten times a second while the pool waits, and whenever work is handed in. May be NULL. */
	void (*tick)(void *context);
};

struct pool;

/* STATUS_IO with a sentence in `ret_why`. Workers are made when there is work for them. */
CASELINT_NODISCARD
enum status pool_new(const struct pool_setting *setting, const struct pool_events *events, struct pool **ret_pool,
    struct buffer *ret_why);

/*
 * Where the next piece is to be written, SLOT_BYTES; waits until there is room. The same slot until it is handed in. The
 * functions from here to pool_drain return what an answer returned, STATUS_END when the user interrupts, STATUS_IO
 * when there are no workers (pool_why), STATUS_INVALID when work makes no sense.
 */
CASELINT_NODISCARD
enum status pool_slot(struct pool *pool, char **ret_slot);
/* Hands in what was written: kind, input, round, incomplete and bytes of `work`, and its number of items. The rest is the
 * pool's. */
CASELINT_NODISCARD
enum status pool_hand_in(struct pool *pool, const struct work *work, uint32_t items);
/* Hands in messages that need no work, to be answered in their place. */
CASELINT_NODISCARD
enum status pool_note(struct pool *pool, uint32_t input, struct text wire);
/* Does what can be done without new work: takes answers, looks after workers. Does not wait. */
CASELINT_NODISCARD
enum status pool_attend(struct pool *pool);
/* Waits until everything is answered. */
CASELINT_NODISCARD
enum status pool_drain(struct pool *pool);

/* From the next item in the order on, no plugin function of this bundle is called. */
void pool_switch_off(struct pool *pool, uint32_t bundle);
/* Why the last call failed, a sentence; "" : for no reason of the pool's. */
const char *pool_why(const struct pool *pool);
/* Whatever is not answered yet is dropped. */
void pool_free(struct pool *pool);

#endif
