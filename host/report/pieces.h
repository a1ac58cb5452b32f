/*
 * Pieces: a long listing made by several threads at once. The records of a spool
 * are cut into pieces of some hundred; each thread makes every n-th piece, and the
 * pieces are put together in the order of the records. So a listing has the same
 * bytes for any number of threads. No plugin is called here.
 */
#ifndef CASELINT_REPORT_PIECES_H
#define CASELINT_REPORT_PIECES_H

#include <stdint.h>

#include "base/buffer.h"
#include "base/status.h"
#include "report/spool.h"

/*
 * What makes pieces. Each thread has a maker of its own; what they share through `context` is not changed while they
 * work. With one thread, few records, or where threads cannot be started, everything runs in the caller's.
 */
struct pieces {
	struct spool *spool;
	enum spool_parts parts;
	uint32_t threads; /* 1 or more */
	void *context;
	/* Called in the thread that the maker is for, one after the other and before anything is put. */
	void *(*open)(void *context);
	/* Makes bytes of a record, or keeps what it needs; anything but STATUS_OK stops. */
	spool_record_fn *record; /* its context is the maker */
	/* Appends the bytes of the piece to `bytes` and begins a new piece. NULL: no bytes are made. */
	enum status (*end)(void *maker, struct buffer *bytes);
	/* Called in the maker's thread behind its last piece, when nothing went wrong; NULL: there is nothing to be done. */
	enum status (*finish)(void *maker);
	/* Takes a piece that is not empty, in order, in the caller's thread. NULL without `end`. */
	enum status (*put)(void *context, struct text bytes);
	/* Called in the caller's thread for every maker when all is done, in the order of the threads; with a NULL context when
	 * it did not come to a good end. */
	void (*close)(void *context, void *maker);
};

/* STATUS_IO when the spool cannot be read; STATUS_INTERNAL when a supplement belongs to no record; else what a function of
 * `pieces` returned. */
CASELINT_NODISCARD
enum status pieces_make(const struct pieces *pieces);

#endif
