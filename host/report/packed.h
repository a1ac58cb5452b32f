/*
 * The compact form of a result, as far as the files that write, read and store
 * it share it. All numbers of the head are little-endian; behind it stand
 * varints (zigzag where a number may be negative) and texts. A text is written
 * once and referred to afterwards: workings repeat paths and paragraphs.
 *
 *   head      8 bytes  length, head included
 *             8 bytes  sequence
 *             4 bytes  number of texts written out
 *   body      the record, its outcomes, findings, rows, amounts with the ids of
 *             their steps, workings
 *
 * What is needed least often comes last, so that a reader can stop before it.
 */
#ifndef CASELINT_REPORT_PACKED_H
#define CASELINT_REPORT_PACKED_H

#include "base/arena.h"
#include "base/status.h"
#include "report/model.h"
#include "report/spool.h"

#define PACKED_LENGTH_AT 0U
#define PACKED_SEQUENCE_AT 8U
#define PACKED_TEXTS_AT 16U
#define PACKED_HEAD_BYTES 20U

/* How a text begins: nothing, a text written out, or 2 + the number of an earlier one. */
#define PACKED_TEXT_EMPTY 0U
#define PACKED_TEXT_NEW 1U
#define PACKED_TEXT_FIRST 2U

/* Set in the kind of a value that was withheld. */
#define PACKED_WITHHELD 0x80U

/* What the head says. */
struct packed_head {
	uint64_t length;
	uint64_t sequence;
	uint32_t texts;
};

/* STATUS_INVALID when the bytes are too few or the length is impossible. */
CASELINT_NODISCARD
enum status packed_head_read(struct text bytes, struct packed_head *ret_head);

/* result_unpack of some parts. */
CASELINT_NODISCARD
enum status packed_read(
    struct text bytes, enum spool_parts parts, struct arena *arena, struct result_record *ret_record, size_t *ret_used);

#endif
