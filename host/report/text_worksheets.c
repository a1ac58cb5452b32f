/*
 * The worksheets in the text report: a table where the columns fit the page,
 * else one block of labels per row; totals per group, and the lines the ruleset
 * puts under it. Names are never here: restricted columns say so.
 */
#include <inttypes.h>
#include <string.h>

#include "base/memory.h"
#include "report/shown.h"
#include "report/text_parts.h"
#include "report/worksheets.h"

#define WITHHELD "[name withheld]"
#define TOTAL "Total"
#define OVERFLOW_WORDS "out of range"
#define GAP 2U
#define LABEL_MOST 30U /* columns of a label beside a value */

/* How a worksheet is laid out, and where in it we are. */
struct layout {
	struct page *page;
	size_t *widths; /* per column */
	bool table;
	uint64_t row; /* of the group, from 1 */
};

static size_t
longest(size_t left, size_t right)
{
	return left > right ? left : right;
}

static size_t
column_width(const struct worksheet *worksheet, size_t column)
{
	const struct ruleset_column *declared = &worksheet->sheet->columns[column];
	size_t width = longest(text_columns(text_of(declared->title)), worksheet->widths[column]);

	if (declared->restricted)
		width = longest(width, sizeof WITHHELD - 1);
	for (size_t i = 0; declared->total && i < worksheet->group_count; i++) {
		if (worksheet->groups[i].totals[column].overflow)
			width = longest(width, sizeof OVERFLOW_WORDS - 1);
	}
	return column == 0 ? longest(width, sizeof TOTAL - 1) : width;
}

static void
lay_out(struct layout *layout, const struct worksheet *worksheet)
{
	size_t columns = 0;

	layout->widths = memory_zeroed(worksheet->sheet->column_count, sizeof *layout->widths);
	for (size_t i = 0; i < worksheet->sheet->column_count; i++) {
		layout->widths[i] = column_width(worksheet, i);
		columns += GAP + layout->widths[i];
	}
	layout->table = columns <= PAGE_COLUMNS;
}

static bool
is_number(uint32_t kind)
{
	return kind == CASELINT_MONEY || kind == CASELINT_COUNT;
}

static void
append_cell(struct buffer *text, const struct shown_value *cell)
{
	if (cell->withheld)
		buffer_append_text(text, WITHHELD);
	else
		words_value(text, cell);
}

/* ---- As a table ---- */

static void
put_column_titles(const struct layout *layout, const struct ruleset_worksheet *sheet)
{
	for (size_t i = 0; i < sheet->column_count; i++) {
		page_spaces(layout->page, GAP);
		page_cell(layout->page, text_of(sheet->columns[i].title), layout->widths[i],
		    is_number(sheet->columns[i].kind));
	}
	page_end_line(layout->page);
}

static void
put_table_row(const struct layout *layout, const struct ruleset_worksheet *sheet, const struct shown_value *cells)
{
	for (size_t i = 0; i < sheet->column_count; i++) {
		struct buffer *draft = page_draft(layout->page);

		append_cell(draft, &cells[i]);
		page_spaces(layout->page, GAP);
		page_cell(layout->page, text_view(buffer_text(draft), draft->length), layout->widths[i],
		    is_number(sheet->columns[i].kind));
	}
	page_end_line(layout->page);
}

/* ---- As blocks ---- */

static size_t
label_width(const struct ruleset_worksheet *sheet)
{
	size_t width = 0;

	for (size_t i = 0; i < sheet->column_count; i++)
		width = longest(width, text_columns(text_of(sheet->columns[i].title)));
	return (width < LABEL_MOST ? width : LABEL_MOST) + GAP;
}

/* A value beside its label, or behind it when the label is long. */
static void
put_block_cell(const struct layout *layout, const char *title, size_t width, struct text value)
{
	struct buffer line = {0};

	if (text_columns(text_of(title)) <= LABEL_MOST) {
		page_label(layout->page, 4, width, title, value);
		return;
	}
	buffer_append_format(&line, "%s: ", title);
	words_view(&line, value);
	page_paragraph(layout->page, 4, 6, PAGE_PLAIN, "", text_view(line.data, line.length));
	buffer_clear(&line);
}

static void
put_block(const struct layout *layout, const struct ruleset_worksheet *sheet, const struct shown_value *cells)
{
	size_t width = label_width(sheet);

	page_format(layout->page, 2, 4, "Row %" PRIu64, layout->row);
	for (size_t i = 0; i < sheet->column_count; i++) {
		struct buffer *draft = page_draft(layout->page);

		append_cell(draft, &cells[i]);
		if (draft->length > 0)
			put_block_cell(layout, sheet->columns[i].title, width, text_view(draft->data, draft->length));
	}
}

static enum status
put_row(void *context, const struct worksheet *worksheet, const struct shown_value *cells)
{
	struct layout *layout = context;

	layout->row++;
	if (layout->table)
		put_table_row(layout, worksheet->sheet, cells);
	else
		put_block(layout, worksheet->sheet, cells);
	return sink_failed(layout->page->sink) ? STATUS_IO : STATUS_OK;
}

/* ---- Groups ---- */

static bool
has_totals(const struct ruleset_worksheet *sheet)
{
	for (size_t i = 0; i < sheet->column_count; i++) {
		if (sheet->columns[i].total)
			return true;
	}
	return false;
}

static void
append_total(
    struct buffer *text, const struct ruleset_worksheet *sheet, const struct worksheet_group *group, size_t column)
{
	struct shown_value total = {.kind = sheet->columns[column].kind, .number = group->totals[column].sum};

	if (!sheet->columns[column].total)
		buffer_append_text(text, column == 0 ? TOTAL : "");
	else if (group->totals[column].overflow)
		buffer_append_text(text, OVERFLOW_WORDS);
	else
		shown_append(&total, text);
}

static void
put_total_row(const struct layout *layout, const struct ruleset_worksheet *sheet, const struct worksheet_group *group)
{
	if (sheet->columns[0].total)
		page_format(layout->page, GAP, GAP, TOTAL);
	for (size_t i = 0; i < sheet->column_count; i++) {
		struct buffer *draft = page_draft(layout->page);

		append_total(draft, sheet, group, i);
		page_spaces(layout->page, GAP);
		page_cell(layout->page, text_view(buffer_text(draft), draft->length), layout->widths[i],
		    is_number(sheet->columns[i].kind));
	}
	page_end_line(layout->page);
}

static void
put_totals(const struct layout *layout, const struct ruleset_worksheet *sheet, const struct worksheet_group *group)
{
	if (!has_totals(sheet))
		return;
	if (layout->table) {
		put_total_row(layout, sheet, group);
		return;
	}
	page_format(layout->page, 2, 4, TOTAL);
	for (size_t i = 0; i < sheet->column_count; i++) {
		struct buffer sum = {0};

		append_total(&sum, sheet, group, i);
		if (sheet->columns[i].total)
			page_format(layout->page, 4, 6, "%s: %s", sheet->columns[i].title, buffer_text(&sum));
		buffer_clear(&sum);
	}
}

static enum status
put_group(struct layout *layout, const struct worksheets *worksheets, const struct worksheet *worksheet,
    const struct worksheet_group *group)
{
	enum status status = STATUS_OK;
	struct buffer *draft = page_draft(layout->page);

	if (worksheet->sheet->group != NULL) {
		buffer_append_text(draft, group->name.length > 0 ? "Group " : "No group");
		words_view(draft, group->name);
		page_put_draft(layout->page, 0, 2, PAGE_PLAIN, "");
	}
	layout->row = 0;
	if (layout->table)
		put_column_titles(layout, worksheet->sheet);
	status = worksheets_read(worksheets, worksheet, group, put_row, layout);
	if (status == STATUS_OK)
		put_totals(layout, worksheet->sheet, group);
	return status;
}

/* A text below the table, each of its lines on a line of its own: a place to sign stays one. */
static void
put_footer(struct page *page, const char *text)
{
	for (;;) {
		size_t length = strcspn(text, "\n");

		page_paragraph(page, 2, 2, PAGE_PLAIN, "", text_view(text, length));
		if (text[length] == '\0')
			return;
		text += length + 1;
	}
}

static enum status
put_worksheet(struct page *page, const struct worksheets *worksheets, const struct worksheet *worksheet)
{
	const struct ruleset_worksheet *sheet = worksheet->sheet;
	struct layout layout = {.page = page};
	enum status status = STATUS_OK;

	lay_out(&layout, worksheet);
	page_heading(page, sheet->title);
	page_format(page, 0, 2, "Worksheet %s of %s%s%s", sheet->id, worksheet->ruleset->id,
	    sheet->cite != NULL && sheet->cite[0] != '\0' ? ", " : "", sheet->cite != NULL ? sheet->cite : "");
	if (sheet->restricted)
		page_format(page, 0, 2, "Names are withheld in this report.");
	for (size_t i = 0; i < worksheet->group_count && status == STATUS_OK; i++)
		status = put_group(&layout, worksheets, worksheet, &worksheet->groups[i]);
	for (size_t i = 0; i < sheet->line_count; i++)
		put_footer(page, sheet->lines[i]);
	memory_free(layout.widths);
	return status;
}

enum status
text_worksheets(struct page *page, const struct run_facts *facts, struct spool *spool)
{
	struct worksheets *worksheets = NULL;
	enum status status = worksheets_gather(facts, spool, true, &worksheets);

	if (status != STATUS_OK)
		return status;
	for (size_t i = 0; i < worksheets->count && status == STATUS_OK; i++)
		status = put_worksheet(page, worksheets, &worksheets->items[i]);
	worksheets_free(worksheets);
	return status;
}
