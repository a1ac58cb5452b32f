/*
 * Worksheets as tables, one for each county or district with its totals, and the
 * lines the ruleset puts under them; and the part of the HTML report that holds
 * them all.
 */
#include <inttypes.h>
#include <string.h>

#include "report/html_sheets.h"
#include "report/shown.h"
#include "report/text_page.h"
#include "report/worksheet_document.h"

#define SHEETS_LIMIT 200000U /* bytes in one page */

/* ---- A table ------------------------------------------------------------------------------ */

static bool
is_number(uint32_t kind)
{
	return kind == CASELINT_MONEY || kind == CASELINT_COUNT;
}

static const char *
column_class(uint32_t kind)
{
	if (is_number(kind))
		return "number";
	return kind == CASELINT_DATE || kind == CASELINT_MONTH ? "date" : NULL;
}

static void
open_table(struct sheets *sheets)
{
	const struct ruleset_worksheet *sheet = sheets->worksheet->sheet;
	struct html *html = &sheets->part->html;
	struct buffer label = {0};

	buffer_append_text(&label, sheet->title);
	if (sheets->group->name.length > 0)
		buffer_append_text(&label, ", ");
	words_view(&label, sheets->group->name);
	html_table(html, NULL, NULL, buffer_text(&label));
	buffer_clear(&label);
	html_open(html, "thead", NULL);
	html_open(html, "tr", NULL);
	for (size_t i = 0; i < sheet->column_count; i++)
		html_column(html, column_class(sheet->columns[i].kind), sheet->columns[i].title);
	html_close(html);
	html_close(html);
	html_open(html, "tbody", NULL);
	sheets->in_table = true;
}

/* A table that is cut by the end of a page goes on on the next. */
static void
open_frame(void *context, struct html_part *part)
{
	struct sheets *sheets = context;

	if (sheets->worksheet == NULL)
		return;
	html_open(&part->html, "section", "sheet");
	if (sheets->in_table)
		open_table(sheets);
}

static void
put_cell(struct sheets *sheets, const struct ruleset_column *column, const struct shown_value *cell)
{
	struct html *html = &sheets->part->html;
	struct buffer *draft = NULL;

	html_open(html, "td", column_class(column->kind));
	if (cell->withheld) {
		html_words(html, sheets->named ? "(cannot be shown)" : "[name withheld]");
	} else if (sheets->named && column->restricted && !shown_is_there(cell)) {
		html_words(html, "(not in the export)");
	} else {
		draft = html_draft(html);
		words_value(draft, cell);
		html_put_draft(html);
	}
	html_close(html);
}

static enum status
put_row(void *context, const struct worksheet *worksheet, const struct shown_value *cells)
{
	struct sheets *sheets = context;
	struct html *html = &sheets->part->html;

	if (!html_part_room(sheets->part)) {
		sheets->left_out++;
		return STATUS_OK;
	}
	html_open(html, "tr", NULL);
	for (size_t i = 0; i < worksheet->sheet->column_count; i++)
		put_cell(sheets, &worksheet->sheet->columns[i], &cells[i]);
	html_close(html);
	html_words(html, "\n");
	return html_part_failed(sheets->part) ? STATUS_IO : STATUS_OK;
}

static void
put_total(struct html *html, const struct ruleset_column *column, const struct worksheet_total *total)
{
	struct shown_value value = {.kind = column->kind, .number = total->sum};
	struct buffer *draft = html_draft(html);

	if (total->overflow)
		buffer_append_text(draft, "out of range");
	else
		shown_append(&value, draft);
	html_open(html, "td", "number");
	html_put_draft(html);
	html_close(html);
}

static void
put_totals(struct sheets *sheets)
{
	const struct ruleset_worksheet *sheet = sheets->worksheet->sheet;
	struct html *html = &sheets->part->html;
	bool any = false;

	for (size_t i = 0; i < sheet->column_count; i++)
		any = any || sheet->columns[i].total;
	if (!any)
		return;
	html_open(html, "tfoot", NULL);
	html_open(html, "tr", NULL);
	for (size_t i = 0; i < sheet->column_count; i++) {
		if (sheet->columns[i].total) {
			put_total(html, &sheet->columns[i], &sheets->group->totals[i]);
		} else if (i == 0) {
			html_open(html, "th", NULL);
			html_attribute(html, "scope", "row");
			html_words(html, "Total of ");
			html_count_words(html, sheets->group->row_count, "row", "rows");
			html_close(html);
		} else {
			html_element(html, "td", NULL, text_of(""));
		}
	}
	html_close(html);
	html_close(html);
}

/* ---- What stands around it ---------------------------------------------------------------- */

/* A document has the line on confidentiality at its head. */
void
sheets_put_lines(struct sheets *sheets)
{
	const struct ruleset_worksheet *sheet = sheets->worksheet->sheet;
	struct html *html = &sheets->part->html;

	html_open(html, "div", "sheet-lines");
	for (size_t i = 0; i < sheet->line_count; i++) {
		if (!sheets->named || !worksheet_line_is_notice(sheet->lines[i]))
			html_element(html, "p", NULL, text_trim(text_of(sheet->lines[i])));
	}
	html_close(html);
	html_words(html, "\n");
}

enum status
sheets_put_group(struct sheets *sheets)
{
	struct html_part *part = sheets->part;
	enum status status = STATUS_OK;
	unsigned depth = part->html.depth;

	open_table(sheets);
	status = worksheets_read(sheets->worksheets, sheets->worksheet, sheets->group, put_row, sheets);
	html_close(&part->html);
	put_totals(sheets);
	sheets->in_table = false;
	html_close_to(&part->html, depth);
	return status;
}

void
sheets_put_source(struct sheets *sheets)
{
	const struct worksheet *worksheet = sheets->worksheet;
	struct html *html = &sheets->part->html;

	html_open(html, "p", "soft");
	html_format(html, "Worksheet %s of %s", worksheet->sheet->id, worksheet->ruleset->id);
	if (worksheet->sheet->cite != NULL && worksheet->sheet->cite[0] != '\0') {
		html_words(html, ", paragraphs ");
		if (sheets->report != NULL)
			html_cites(html, sheets->report, worksheet->ruleset, text_of(worksheet->sheet->cite));
		else
			html_words(html, worksheet->sheet->cite);
	}
	html_words(html, ".");
	if (worksheet->sheet->restricted && !sheets->named)
		html_words(html, " Names are withheld here.");
	html_close(html);
}

/* ---- In the report ------------------------------------------------------------------------ */

static enum status
put_worksheet(struct sheets *sheets, const struct worksheet *worksheet)
{
	unsigned depth = 0;
	enum status status = STATUS_OK;

	if (!html_part_room(sheets->part)) {
		for (size_t i = 0; i < worksheet->group_count; i++)
			sheets->left_out += worksheet->groups[i].row_count;
		return STATUS_OK;
	}
	depth = sheets->part->html.depth;
	sheets->worksheet = worksheet;
	html_open(&sheets->part->html, "section", "sheet");
	html_heading(&sheets->part->html, html_part_level(sheets->part), NULL, worksheet->sheet->title);
	sheets_put_source(sheets);
	for (size_t i = 0; i < worksheet->group_count && status == STATUS_OK; i++) {
		sheets->group = &worksheet->groups[i];
		if (html_part_room(sheets->part))
			status = sheets_put_group(sheets);
		else
			sheets->left_out += sheets->group->row_count;
	}
	sheets_put_lines(sheets);
	sheets->worksheet = NULL;
	html_close_to(&sheets->part->html, depth);
	return status;
}

enum status
html_worksheets_write(struct html_report *report)
{
	struct worksheets *worksheets = NULL;
	struct sheets sheets = {.report = report, .part = &report->worksheets};
	enum status status = STATUS_OK;

	html_part_start(sheets.part, &report->book, "worksheets", "Worksheets", open_frame, &sheets, SHEETS_LIMIT);
	if (report->show != SHOW_TOTALS)
		status = worksheets_gather(report->facts, report->spool, false, &worksheets);
	sheets.worksheets = worksheets;
	for (size_t i = 0; worksheets != NULL && i < worksheets->count && status == STATUS_OK; i++)
		status = put_worksheet(&sheets, &worksheets->items[i]);
	report->rows_left_out = sheets.left_out;
	html_part_finish(sheets.part);
	worksheets_free(worksheets);
	return status;
}
