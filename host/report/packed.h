/*
 * The compact form of a result, as far as the files that write, read and store
 * it share it. All numbers of the head are little-endian; behind it stand
 * varints (zigzag where a number may be negative). A text is a number: of a
 * text of the rulesets (report/lexicon.h), or of one of the record's own, which
 * are listed once, at the end: workings repeat paths and values. A step of a
 * ruleset is a number, too, and its texts are not there at all.
 *
 *   head      8 bytes  sequence
 *             4 bytes  length, head included
 *             4 bytes  where the rows begin
 *             4 bytes  where the amounts begin, with the ids of their steps
 *             4 bytes  where the workings begin
 *             4 bytes  where the texts begin
 *             4 bytes  number of texts
 *             4 bytes  number of findings
 *   body      the record, its outcomes and findings; rows; amounts; workings
 *   texts     of each the length and the bytes
 *
 * Each part can be read without those before it. Outcomes are a byte for each
 * rule, or, where that is shorter, the rules that have one: what reconciliation
 * adds is about few.
 */
#ifndef CASELINT_REPORT_PACKED_H
#define CASELINT_REPORT_PACKED_H

#include "base/arena.h"
#include "base/status.h"
#include "report/lexicon.h"
#include "report/model.h"
#include "report/spool.h"

#define PACKED_SEQUENCE_AT 0U
#define PACKED_LENGTH_AT 8U
#define PACKED_ROWS_AT 12U
#define PACKED_AMOUNTS_AT 16U
#define PACKED_WORKINGS_AT 20U
#define PACKED_TEXTS_AT 24U
#define PACKED_TEXT_COUNT_AT 28U
#define PACKED_FINDING_COUNT_AT 32U
#define PACKED_HEAD_BYTES 36U

/* Outcomes: twice their number, and 1 more where only those that are not 0 are listed, by the number of rules passed over
 * since the one before, times OUTCOMES, plus the outcome. */
#define PACKED_OUTCOMES_LISTED 1U

/* A text: nothing, or 1 + twice its number, and 1 more for one of the rulesets. */
#define PACKED_TEXT_EMPTY 0U
#define PACKED_TEXT_FIRST 1U

/* A step: one that brings its texts, or 1 + the number of one of the rulesets. */
#define PACKED_STEP_OWN 0U
#define PACKED_STEP_FIRST 1U

/* Set in the kind of a value that was withheld. */
#define PACKED_WITHHELD 0x80U

/* What the head says; where parts begin is counted from the head's first byte. */
struct packed_head {
	uint64_t sequence;
	uint32_t length;
	uint32_t rows;
	uint32_t amounts;
	uint32_t workings;
	uint32_t texts;
	uint32_t text_count;
	uint32_t finding_count;
};

/* STATUS_INVALID when the bytes are too few, or when what the head says is impossible. */
CASELINT_NODISCARD
enum status packed_head_read(struct text bytes, struct packed_head *ret_head);

/* result_unpack of some parts. */
CASELINT_NODISCARD
enum status packed_read(struct text bytes, enum spool_parts parts, const struct lexicon *lexicon, struct arena *arena,
    struct result_record *ret_record, size_t *ret_used);

#endif
