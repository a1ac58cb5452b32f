/*
 * A row of a worksheet being filled. Which columns there are stands in the ruleset; a
 * column without a cell stays empty.
 */
#ifndef SHARED_ROW_H
#define SHARED_ROW_H

#include <caselint/plugin.h>

#define ROW_CELLS 24U

struct row {
	struct caselint_named_value cells[ROW_CELLS];
	uint32_t count;
};

void row_begin(struct row *row);
void row_cell(struct row *row, const char *column, struct caselint_value value);
void row_code(struct row *row, const char *column, const struct caselint_text *code);
/* Hands the row to the host. */
void row_emit(const struct caselint_eval *eval, const char *worksheet, const struct row *row);

#endif
