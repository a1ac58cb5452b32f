/*
 * Performing: one piece of work from slot to messages, of whatever kind. It is all
 * that a worker does, and all that the coordinator does itself without isolation.
 */
#ifndef CASELINT_ENGINE_PERFORM_H
#define CASELINT_ENGINE_PERFORM_H

#include "base/buffer.h"
#include "base/status.h"
#include "base/text.h"
#include "engine/evaluate.h"
#include "engine/work.h"

struct performer;

/* Borrows both. */
struct performer *performer_new(const struct evaluation_setting *setting, struct beacon *beacon);
/* Appends what the work in `slot` yields. STATUS_INVALID when the work or the slot makes no sense. */
CASELINT_NODISCARD
enum status performer_do(struct performer *performer, const struct work *work, struct text slot, struct buffer *wire);
void performer_free(struct performer *performer);

#endif
