/*
 * The worksheets of a run: rows of all records, gathered from the spool, put
 * into their groups and totalled. Rows of any number take bounded memory: what
 * does not fit waits in a temporary file, sorted by group. Values of restricted columns are
 * dropped on the way in, unless they were asked for. How a worksheet looks is the renderer's.
 */
#ifndef CASELINT_REPORT_WORKSHEETS_H
#define CASELINT_REPORT_WORKSHEETS_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/status.h"
#include "report/model.h"
#include "report/spool.h"

/* The sum of a column over the rows of a group. */
struct worksheet_total {
	bool overflow; /* the sum left the range: it is not shown */
	int64_t sum;   /* cents, or a count */
};

/* The rows that have one value in the grouping column. */
struct worksheet_group {
	struct text name; /* "" : no grouping, or no value; OTHER_GROUPS: what is over LIMIT_GROUPS */
	uint64_t row_count;
	struct worksheet_total *totals; /* one per column; used where the column has a total */
};

/* One worksheet that has rows. */
struct worksheet {
	uint32_t bundle;
	const struct ruleset *ruleset;
	const struct ruleset_worksheet *sheet;
	size_t *widths; /* per column: the characters of its longest value or total, if asked for */
	struct worksheet_group *groups;
	size_t group_count;
};

/* All of them, in order of bundles, rulesets and worksheets; groups in byte order. */
struct worksheets {
	struct worksheet *items;
	size_t count;
};

/* Reads the spool once; `with_widths` for a layout in columns. STATUS_IO when the spool or the temporary file fails.
 * Free with worksheets_free. */
CASELINT_NODISCARD
enum status worksheets_gather(
    const struct run_facts *facts, struct spool *spool, bool with_widths, struct worksheets **ret_worksheets);
/* The same of the worksheets with one id only, without widths. `named`: restricted columns keep what the run was asked to
 * keep (run_options.restricted), for a document that may show it. */
CASELINT_NODISCARD
enum status worksheets_gather_one(
    const struct run_facts *facts, struct spool *spool, const char *id, bool named, struct worksheets **ret_worksheets);

/* How a renderer writes rows while they are gathered, by several threads: each has a writer of its own, made by `open` and
 * freed by `close`. `write` appends a row to `bytes`; `cells` has one value per column. */
struct worksheet_writing {
	void *(*open)(void);
	void (*write)(
	    void *writer, const struct ruleset_worksheet *sheet, const struct shown_value *cells, struct buffer *bytes);
	void (*close)(void *writer);
};

/* worksheets_gather for worksheets_read_written: what is kept of a row is what was written. */
CASELINT_NODISCARD
enum status worksheets_gather_written(const struct run_facts *facts, struct spool *spool,
    const struct worksheet_writing *writing, struct worksheets **ret_worksheets);
/* Called for each row in document order; `row` is valid during the call. */
typedef enum status worksheet_written_fn(void *context, struct text row);
/* As worksheets_read. */
CASELINT_NODISCARD
enum status worksheets_read_written(const struct worksheets *worksheets, const struct worksheet *worksheet,
    const struct worksheet_group *group, worksheet_written_fn *row, void *context);

/*
 * worksheets_gather_written by somebody who reads the spool anyway: all of it once, with SPOOL_LISTED_AND_ROWS or all parts,
 * in up to `threads` threads, each with a share of its own.
 */
struct worksheets_gathering;
/* NULL: no ruleset of the run has a worksheet. */
struct worksheets_gathering *worksheets_begin(
    const struct run_facts *facts, const struct worksheet_writing *writing, uint32_t threads);
struct shelf;
struct shelf *worksheets_open_share(const struct worksheets_gathering *gathering);
/* Any number of shares may add at a time, each its own records. STATUS_IO when the temporary file fails. */
CASELINT_NODISCARD
enum status worksheets_add(struct shelf *share, const struct result_record *record);
/* Behind its last record, in any thread: puts its rows in order. STATUS_IO as above. */
CASELINT_NODISCARD
enum status worksheets_finish_share(struct shelf *share);
/* One after the other, in the same order for the same number of threads. NULL: what was gathered is not wanted. */
void worksheets_close_share(struct worksheets_gathering *gathering, struct shelf *share);
/* The end of gathering. Reads the spool again where it has more groups than are told apart. */
CASELINT_NODISCARD
enum status worksheets_end(
    struct worksheets_gathering *gathering, struct spool *spool, struct worksheets **ret_worksheets);
/* Instead of worksheets_end; NULL is allowed. */
void worksheets_give_up(struct worksheets_gathering *gathering);

/* Called for each row in document order; `cells` has one value per column and is valid during the call. */
typedef enum status worksheet_row_fn(void *context, const struct worksheet *worksheet, const struct shown_value *cells);
/* Groups read as they are listed are read in one go; any other order costs a new start. STATUS_IO when the temporary file
 * cannot be read back; else what `row` answered. */
CASELINT_NODISCARD
enum status worksheets_read(const struct worksheets *worksheets, const struct worksheet *worksheet,
    const struct worksheet_group *group, worksheet_row_fn *row, void *context);
void worksheets_free(struct worksheets *worksheets);

#endif
