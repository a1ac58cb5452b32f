/*
 * Inside report/worksheets: what one thread gathers of the rows, before the
 * shares of all threads are put together. A row is kept as its cells one behind
 * the other, behind the worksheet, the group and the place in the run it belongs
 * to, so that it sorts as it is listed; or as what a renderer has written of it.
 */
#ifndef CASELINT_REPORT_WORKSHEETS_PARTS_H
#define CASELINT_REPORT_WORKSHEETS_PARTS_H

#include "base/sorter.h"
#include "report/text_index.h"
#include "report/worksheets.h"

/* What is gathered, and how. */
struct worksheets_request {
	const struct run_facts *facts;
	const char *only; /* id; NULL: all worksheets */
	bool with_widths;
	bool named;                              /* restricted columns keep their values */
	const struct worksheet_writing *writing; /* NULL: rows are kept as cells */
};

/* A sum that no number of rows makes too large; whether it can be shown is seen at the end. */
__extension__ typedef __int128 wide_sum;

/* A group while it is filled; its name has its number in the filling's names. */
struct filling_group {
	uint64_t row_count;
	wide_sum *sums; /* one per column */
};

/* A worksheet while it is filled. */
struct filling {
	uint32_t bundle;
	uint32_t ruleset; /* index in the bundle's */
	uint32_t number;  /* index in the ruleset's worksheets */
	const struct ruleset *letter;
	const struct ruleset_worksheet *sheet;
	size_t group_column; /* or WORKSHEETS_NO_COLUMN */
	size_t *widths;      /* one per column */
	struct text_index names;
	struct filling_group *groups; /* one per name */
	size_t group_room;
};

#define WORKSHEETS_NO_COLUMN SIZE_MAX

/* The rows of some of the records. */
struct shelf {
	const struct worksheets_request *request;
	struct filling *fillings;
	size_t count;
	struct sorter *rows;
	void *writer;              /* of request->writing */
	struct shown_value *cells; /* of the row in hand */
	size_t cell_room;
	struct buffer row;  /* in hand, as it is kept */
	struct buffer text; /* of the value in hand */
};

/* `memory`: bytes of rows that wait in memory. */
struct shelf *shelf_new(const struct worksheets_request *request, size_t memory);
/* Takes the rows of a record; a spool_record_fn whose context is the shelf. */
enum status shelf_add(void *context, const struct result_record *record);
/* Whether groups were too many: which of them are named then depends on the order of the records. */
bool shelf_is_over(const struct shelf *shelf);
/* Widths, groups and sums of `other` are added; its rows stay where they are. */
void shelf_absorb(struct shelf *shelf, const struct shelf *other);
/* NULL is allowed. */
void shelf_free(struct shelf *shelf);

/* ---- Rows as they are kept ---- */

/* What the rows of a group begin with. The place of the row follows, WORKSHEETS_PLACE_BYTES of it, and then its cells. */
void worksheets_put_head(struct buffer *bytes, const struct filling *filling, struct text group);
#define WORKSHEETS_PLACE_BYTES (sizeof(uint64_t) + sizeof(uint32_t))
/* Takes the cells of a row; `bytes` begins with them, and the texts are views of it. STATUS_IO: they are damaged. */
CASELINT_NODISCARD
enum status worksheets_take_cells(const struct ruleset_worksheet *sheet, struct text bytes, struct shown_value *cells);
/* The characters of a value as it is shown; `text` is for the work. */
size_t worksheets_width(const struct shown_value *cell, struct buffer *text);

#endif
