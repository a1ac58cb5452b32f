/*
 * caselint/row.h: help for the plugin of a jurisdiction with filling the row of a
 * worksheet. Which columns there are, and their types, stands in the ruleset; a column
 * without a cell stays empty. `static inline` functions over caselint/plugin.h only.
 */
#ifndef CASELINT_ROW_H
#define CASELINT_ROW_H

#include <string.h>

#include <caselint/answer.h>

#ifdef __cplusplus
extern "C" {
#endif

#define CL_ROW_CELLS 24U /* how many cells a row takes; more are left out */

/* A row being filled, on the stack. */
struct cl_row {
	struct caselint_named_value cells[CL_ROW_CELLS];
	uint32_t count;
};

static inline void
cl_row_begin(struct cl_row *row)
{
	row->count = 0;
}

/* A cell. Its value may be taken from a place (cl_at); only a restricted column may have that of a private field. */
static inline void
cl_row_cell(struct cl_row *row, const char *column, struct caselint_value value)
{
	if (row->count == CL_ROW_CELLS)
		return;
	row->cells[row->count].name = column;
	row->cells[row->count].value = value;
	row->count++;
}

/* A cell with a code of the ruleset. */
static inline void
cl_row_code(struct cl_row *row, const char *column, const struct caselint_text *code)
{
	struct caselint_value value = cl_text(code);

	value.kind = CASELINT_CODE;
	cl_row_cell(row, column, value);
}

/* Hands the row to the host, which copies it. From compute and reconcile. */
static inline void
cl_row_emit(const struct caselint_eval *eval, const char *worksheet, const struct cl_row *row)
{
	struct caselint_row given;

	memset(&given, 0, sizeof given);
	given.size = (uint32_t)sizeof given;
	given.worksheet = worksheet;
	given.cells.items = row->cells;
	given.cells.count = row->count;
	given.cells.stride = (uint32_t)sizeof row->cells[0];
	(void)eval->services->row(eval, &given);
}

#ifdef __cplusplus
}
#endif

#endif
