/*
 * The batch being gathered: whole records one behind the other in the window, and
 * the root's tags to put around them. Which bytes are a record is decided by the
 * splitter; when a batch is full is decided here.
 */
#ifndef CASELINT_INPUT_BATCHER_H
#define CASELINT_INPUT_BATCHER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "base/status.h"
#include "input/splitter.h"
#include "input/window.h"

/* Zero-initialise, then set the first three. */
struct batcher {
	struct window *window;
	enum status (*send)(void *context, const struct batch *batch);
	void *context;
	enum status status; /* what `send` answered; once not STATUS_OK, nothing more is sent */
	struct buffer root_tag;
	struct buffer root_end;
	uint64_t root_line;
	struct place body; /* of the first record */
	uint64_t last_end; /* behind the last record */
	uint32_t count;
	bool any_sent;
	struct batch_record records[LIMIT_BATCH_RECORDS];
};

void batcher_clear(struct batcher *batcher);

/* The root's start tag, which has the name `name`; one that is its own end tag is opened. */
void batcher_set_root(struct batcher *batcher, struct text tag, struct text name, uint64_t line);

/* Whether `name` is the root's, prefix and all. The root must be set. */
bool batcher_is_root(const struct batcher *batcher, struct text name);

/* A record from `place` to `end`. Sends the batch if it is full with it. */
void batcher_add(struct batcher *batcher, struct place place, uint64_t end);

/* Sends what was gathered, if anything. */
void batcher_flush(struct batcher *batcher);

/* The same, but an empty batch if none was ever sent: the root is looked at once. */
void batcher_finish(struct batcher *batcher);

/* The bytes [from, to) are no record. Between records of a batch they become blanks. */
void batcher_blank(struct batcher *batcher, uint64_t from, uint64_t to);

#endif
