/* See row.h. */
#include "row.h"

#include <string.h>

#include "answer.h"

void
row_begin(struct row *row)
{
	row->count = 0;
}

void
row_cell(struct row *row, const char *column, struct caselint_value value)
{
	if (row->count == ROW_CELLS)
		return;
	row->cells[row->count].name = column;
	row->cells[row->count].value = value;
	row->count++;
}

void
row_code(struct row *row, const char *column, const struct caselint_text *code)
{
	struct caselint_value value = value_text(code);

	value.kind = CASELINT_CODE;
	row_cell(row, column, value);
}

void
row_emit(const struct caselint_eval *eval, const char *worksheet, const struct row *row)
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
