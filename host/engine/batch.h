/*
 * A batch on its way: how records of a document are put into a slot, and how the
 * one who takes them out evaluates a run of them. Reading the document is input/'s,
 * judging a record engine/evaluate.h's.
 */
#ifndef CASELINT_ENGINE_BATCH_H
#define CASELINT_ENGINE_BATCH_H

#include "base/buffer.h"
#include "base/status.h"
#include "base/text.h"
#include "engine/evaluate.h"
#include "engine/work.h"
#include "input/splitter.h"

/* Writes the batch to `slot` (SLOT_BYTES); `sequence` is that of its first record. Returns the bytes used; 0: it does
 * not fit. */
size_t batch_store(const struct batch *batch, uint64_t sequence, char *slot);

/*
 * Evaluates records [work->first, work->first + work->count) of the batch in `slot`; its messages are appended to `wire`.
 * A run that is not well-formed is read again record by record, so that a bad record costs itself only; of a
 * bad record only what is wrong with it is said. STATUS_INVALID when `slot` holds no such records.
 */
CASELINT_NODISCARD
enum status batch_perform(struct evaluator *evaluator, const struct work *work, struct text slot, struct buffer *wire);

/* Where a record of a stored batch begins in its document; 0 when there is none. */
uint64_t batch_line_of(struct text slot, uint32_t record, uint64_t *ret_column);

#endif
