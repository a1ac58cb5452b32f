/*
 * What the files of the spool share: its state, and the form in which supplements
 * are sorted. spool.c writes, spool_reader.c reads. Nobody else includes this.
 */
#ifndef CASELINT_REPORT_SPOOL_PARTS_H
#define CASELINT_REPORT_SPOOL_PARTS_H

#include <stdbool.h>

#include "base/sorter.h"
#include "base/spill.h"
#include "report/packed.h"

#define PIECE_RECORDS 256U /* records of a piece, the last may have fewer */

#define SUPPLEMENT_BUFFER_BYTES (32U * 1024U) /* read of a sorted run at a time */

/*
 * A supplement as it is sorted: the sequence of its record, a number that keeps those of one record in the order they
 * came, and the packed result. One that is too long for the sorter lies in a file of its own; the string says where.
 */
#define STRING_NUMBER_AT 8U
#define STRING_FORM_AT 16U
#define STRING_HEAD_BYTES 17U
#define STRING_PLACE_BYTES (2U * sizeof(uint64_t)) /* offset and length */

enum string_form { FORM_RESULT, FORM_PLACE };

struct spool {
	const char *directory;
	struct spill file;
	bool failed; /* a write failed: the file is not whole */
	bool any;    /* a record was appended */
	uint64_t last_sequence;
	uint64_t record_count;
	uint64_t *piece_offsets; /* in the file, of the first record of each piece */
	size_t piece_room;
	struct sorter *supplements;
	uint64_t supplement_count;
	struct spill long_ones; /* supplements that the sorter does not take */
	struct buffer string;   /* the one in hand */
	spool_rules_fn *rules;  /* NULL: no order known */
	void *rules_context;
	const struct lexicon *lexicon;
	spool_view_fn *view; /* NULL: records are handed out as they are */
	const void *view_context;
	spool_mark_fn *mark; /* NULL: none */
	const void *mark_context;
};

#endif
