/* A worksheet as CSV; see report/worksheet_document.h. */
#include <inttypes.h>

#include "report/csv_writer.h"
#include "report/shown.h"
#include "report/verdict.h"
#include "report/worksheet_document.h"
#include "report/worksheets.h"

/* One document while it is written. */
struct table {
	const struct worksheet_request *request;
	struct csv_writer csv;
	size_t columns; /* cells of every row: RFC 4180 wants the same number in all */
};

/* A row of words, filled up with empty cells. */
static void
put_words(struct table *table, const char *part, struct text words)
{
	csv_string(&table->csv, part);
	csv_text(&table->csv, words);
	for (size_t i = 2; i < table->columns; i++)
		csv_empty(&table->csv);
	csv_end_row(&table->csv);
}

/* ---- Notices ------------------------------------------------------------------------------ */

static void
put_notices(struct table *table, const struct ruleset_worksheet *sheet)
{
	const struct worksheet_request *request = table->request;
	struct buffer words = {0};

	if (request->named)
		put_words(table, "notice", text_trim(text_of(worksheet_notice(sheet))));
	if (!request->facts->complete) {
		buffer_append_format(&words, "NOT COMPLETE: %s Rows may be missing or wrong. Do not file this.",
		    verdict_missing(request->facts, request->tally));
		put_words(table, "notice", text_of(buffer_text(&words)));
	}
	buffer_clear(&words);
}

/* ---- Rows --------------------------------------------------------------------------------- */

static void
put_titles(struct table *table, const struct ruleset_worksheet *sheet)
{
	csv_string(&table->csv, "part");
	for (size_t i = 0; i < sheet->column_count; i++)
		csv_string(&table->csv, sheet->columns[i].title);
	for (size_t i = sheet->column_count + 1; i < table->columns; i++)
		csv_empty(&table->csv);
	csv_end_row(&table->csv);
}

static void
put_cell(struct table *table, const struct ruleset_column *column, const struct shown_value *cell)
{
	if (cell->withheld)
		csv_string(&table->csv, table->request->named ? "(cannot be shown)" : "[name withheld]");
	else if (table->request->named && column->restricted && !shown_is_there(cell))
		csv_string(&table->csv, "(not in the export)");
	else
		csv_value(&table->csv, cell);
}

static enum status
put_row(void *context, const struct worksheet *worksheet, const struct shown_value *cells)
{
	struct table *table = context;

	csv_string(&table->csv, "row");
	for (size_t i = 0; i < worksheet->sheet->column_count; i++)
		put_cell(table, &worksheet->sheet->columns[i], &cells[i]);
	for (size_t i = worksheet->sheet->column_count + 1; i < table->columns; i++)
		csv_empty(&table->csv);
	csv_end_row(&table->csv);
	return sink_failed(table->csv.sink) ? STATUS_IO : STATUS_OK;
}

static void
put_total(struct table *table, const struct ruleset_column *column, const struct worksheet_total *total)
{
	struct shown_value value = {.kind = column->kind, .number = total->sum};

	if (total->overflow)
		csv_string(&table->csv, "out of range");
	else
		csv_value(&table->csv, &value);
}

/* The column that rows are grouped by has its value in the row of totals, too. */
static void
put_totals(struct table *table, const struct ruleset_worksheet *sheet, const struct worksheet_group *group)
{
	csv_string(&table->csv, "total");
	for (size_t i = 0; i < sheet->column_count; i++) {
		if (sheet->columns[i].total)
			put_total(table, &sheet->columns[i], &group->totals[i]);
		else if (sheet->group != NULL && text_equals(text_of(sheet->group), sheet->columns[i].id))
			csv_text(&table->csv, group->name);
		else
			csv_empty(&table->csv);
	}
	for (size_t i = sheet->column_count + 1; i < table->columns; i++)
		csv_empty(&table->csv);
	csv_end_row(&table->csv);
}

static void
put_lines(struct table *table, const struct ruleset_worksheet *sheet)
{
	for (size_t i = 0; i < sheet->line_count; i++) {
		if (!table->request->named || !worksheet_line_is_notice(sheet->lines[i]))
			put_words(table, "text", text_trim(text_of(sheet->lines[i])));
	}
}

/* ---- The document ------------------------------------------------------------------------- */

static const struct worksheet *
rows_of(const struct worksheets *worksheets, const struct ruleset_worksheet *sheet)
{
	for (size_t i = 0; i < worksheets->count; i++) {
		if (worksheets->items[i].sheet == sheet)
			return &worksheets->items[i];
	}
	return NULL;
}

static enum status
put_sheet(struct table *table, const struct worksheets *worksheets, const struct ruleset_worksheet *sheet)
{
	const struct worksheet *worksheet = rows_of(worksheets, sheet);
	enum status status = STATUS_OK;

	put_titles(table, sheet);
	for (size_t i = 0; worksheet != NULL && i < worksheet->group_count && status == STATUS_OK; i++) {
		status = worksheets_read(worksheets, worksheet, &worksheet->groups[i], put_row, table);
		if (status == STATUS_OK)
			put_totals(table, sheet, &worksheet->groups[i]);
	}
	put_lines(table, sheet);
	return status;
}

/* What is called for each ruleset that has the worksheet. */
typedef enum status sheet_fn(
    struct table *table, const struct worksheets *worksheets, const struct ruleset_worksheet *sheet);

static enum status
each_sheet(struct table *table, const struct worksheets *worksheets, sheet_fn *call)
{
	const struct run_facts *facts = table->request->facts;
	enum status status = STATUS_OK;

	for (size_t i = 0; i < facts->bundle_count; i++) {
		for (size_t k = 0; k < facts->bundles[i].ruleset_count && status == STATUS_OK; k++) {
			const struct ruleset_worksheet *sheet =
			    ruleset_worksheet_named(facts->bundles[i].rulesets[k], table->request->id);

			if (sheet != NULL)
				status = call(table, worksheets, sheet);
		}
	}
	return status;
}

static enum status
widen(struct table *table, const struct worksheets *worksheets, const struct ruleset_worksheet *sheet)
{
	(void)worksheets;
	if (sheet->column_count + 1 > table->columns)
		table->columns = sheet->column_count + 1;
	return STATUS_OK;
}

/* Before all rows, of whichever ruleset they are; the words are those of the first. */
static enum status
warn_once(struct table *table, const struct worksheets *worksheets, const struct ruleset_worksheet *sheet)
{
	(void)worksheets;
	put_notices(table, sheet);
	return STATUS_END;
}

enum status
worksheet_csv(const struct worksheet_request *request, struct sink *sink)
{
	struct table table = {.request = request, .csv = {.sink = sink}};
	struct worksheets *worksheets = NULL;
	enum status status =
	    worksheets_gather_one(request->facts, request->spool, request->id, request->named, &worksheets);

	if (status != STATUS_OK)
		return status;
	(void)each_sheet(&table, worksheets, widen);
	(void)each_sheet(&table, worksheets, warn_once);
	status = each_sheet(&table, worksheets, put_sheet);
	csv_clear(&table.csv);
	worksheets_free(worksheets);
	return status;
}
