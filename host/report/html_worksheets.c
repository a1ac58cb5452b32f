/*
 * Worksheets in the HTML report, and as documents of their own to print: a table
 * for each county or district with its totals, and the lines the ruleset puts
 * under it. A document repeats these lines for each county, because each of them
 * sends its own.
 */
#include <inttypes.h>
#include <string.h>

#include "report/html_parts.h"
#include "report/shown.h"
#include "report/text_page.h"
#include "report/worksheet_document.h"

#define SHEETS_LIMIT 200000U /* bytes in one page */
#define WIDE_COLUMNS 9U      /* a table with more is printed across */
#define INPUTS_SHOWN 200U    /* in a document */

/* Where in the worksheets we are. */
struct sheets {
	struct html_report *report; /* NULL in a document */
	struct html_part *part;
	const struct worksheets *worksheets;
	const struct worksheet *worksheet; /* NULL: between worksheets */
	const struct worksheet_group *group;
	bool named;
	bool in_table;
	uint64_t left_out;
};

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
static void
put_lines(struct sheets *sheets)
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

static enum status
put_group(struct sheets *sheets)
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

static void
put_source(struct sheets *sheets)
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
	put_source(sheets);
	for (size_t i = 0; i < worksheet->group_count && status == STATUS_OK; i++) {
		sheets->group = &worksheet->groups[i];
		if (html_part_room(sheets->part))
			status = put_group(sheets);
		else
			sheets->left_out += sheets->group->row_count;
	}
	put_lines(sheets);
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

/* ---- As a document ------------------------------------------------------------------------ */

/* "County 25", by the title of the column that rows are grouped by. */
static void
put_group_heading(struct sheets *sheets)
{
	const struct ruleset_worksheet *sheet = sheets->worksheet->sheet;
	struct html *html = &sheets->part->html;

	html_open(html, "h2", NULL);
	for (size_t i = 0; sheet->group != NULL && i < sheet->column_count; i++) {
		if (text_equals(text_of(sheet->group), sheet->columns[i].id))
			html_words(html, sheet->columns[i].title);
	}
	html_words(html, sheet->group == NULL ? "All rows" : " ");
	if (sheet->group != NULL && sheets->group->name.length == 0)
		html_words(html, "not known");
	html_text(html, sheets->group->name);
	html_close(html);
}

/* A sheet that is taken from the others must say what it is, too. */
static void
put_again(struct sheets *sheets)
{
	const struct ruleset_worksheet *sheet = sheets->worksheet->sheet;
	struct html *html = &sheets->part->html;

	html_open(html, "div", "again");
	if (sheets->named) {
		html_open(html, "div", "notice");
		html_element(html, "p", NULL, text_of(worksheet_notice(sheet)));
		html_close(html);
	}
	html_element(html, "p", "title", text_of(sheet->title));
	html_close(html);
}

/* One county's or district's, on a sheet of paper of its own. */
static enum status
put_document_sheet(struct sheets *sheets, bool first)
{
	struct html *html = &sheets->part->html;
	enum status status = STATUS_OK;

	html_open(html, "section", "sheet");
	if (!first)
		put_again(sheets);
	put_group_heading(sheets);
	put_source(sheets);
	status = put_group(sheets);
	put_lines(sheets);
	html_close(html);
	return status;
}

static enum status
put_document_sheets(struct sheets *sheets)
{
	enum status status = STATUS_OK;

	for (size_t i = 0; i < sheets->worksheets->count; i++) {
		sheets->worksheet = &sheets->worksheets->items[i];
		for (size_t k = 0; k < sheets->worksheet->group_count && status == STATUS_OK; k++) {
			sheets->group = &sheets->worksheet->groups[k];
			status = put_document_sheet(sheets, i == 0 && k == 0);
		}
	}
	if (sheets->worksheets->count == 0)
		html_element(
		    &sheets->part->html, "p", NULL, text_of("No record of this run has a row on this worksheet."));
	return status;
}

/* ---- What it was made from ---------------------------------------------------------------- */

static void
put_parameters(struct html *html, const struct ruleset *ruleset)
{
	html_table(html, NULL, NULL, ruleset->title);
	html_open(html, "thead", NULL);
	html_open(html, "tr", NULL);
	html_column(html, NULL, "Parameter");
	html_column(html, NULL, "Value");
	html_column(html, NULL, "Paragraphs");
	html_close(html);
	html_close(html);
	html_open(html, "tbody", NULL);
	for (size_t i = 0; i < ruleset->parameter_count; i++) {
		html_open(html, "tr", NULL);
		html_open(html, "th", NULL);
		html_attribute(html, "scope", "row");
		html_words(html, ruleset->parameters[i].title);
		html_close(html);
		html_element(html, "td", NULL, text_of(ruleset->parameters[i].value));
		html_element(html, "td", NULL, text_of(ruleset->parameters[i].cite));
		html_close(html);
		html_words(html, "\n");
	}
	html_close(html);
	html_table_end(html);
}

static void
put_inputs(struct html *html, const struct run_facts *facts)
{
	html_open(html, "dl", "facts");
	for (size_t i = 0; i < facts->input_count && i < INPUTS_SHOWN; i++) {
		const struct run_input *input = &facts->inputs[i];
		struct buffer *draft = html_draft(html);

		buffer_append_text(draft, input->as_of == CASELINT_ABSENT ? "no as-of date" : "as of ");
		words_date(draft, input->as_of);
		buffer_append_format(draft, ", SHA-256 %s", input->sha256[0] == '\0' ? "not known" : input->sha256);
		html_element(html, "dt", NULL, input->path);
		html_open(html, "dd", NULL);
		html_put_draft(html);
		html_close(html);
	}
	html_close(html);
	if (facts->input_count > INPUTS_SHOWN) {
		html_open(html, "p", NULL);
		html_format(html, "And %zu more inputs.", facts->input_count - INPUTS_SHOWN);
		html_close(html);
	}
}

static void
put_annex(struct sheets *sheets, const struct worksheet_request *request)
{
	struct html *html = &sheets->part->html;
	const struct ruleset *last = NULL;

	html_open(html, "section", "sheet annex");
	html_heading(html, 2, NULL, "What this was made from");
	html_open(html, "p", NULL);
	html_format(html, "caselint %s, ruleset and plugin as named below. This page is for the file, not for mailing.",
	    request->facts->tool_version);
	html_close(html);
	html_heading(html, 3, NULL, "Inputs");
	put_inputs(html, request->facts);
	for (size_t i = 0; i < sheets->worksheets->count; i++) {
		const struct worksheet *worksheet = &sheets->worksheets->items[i];

		if (worksheet->ruleset == last)
			continue;
		last = worksheet->ruleset;
		html_heading(html, 3, NULL, "Parameters");
		html_open(html, "p", "hash");
		html_format(html, "%s, SHA-256 %s; %s %s", last->id, last->sha256,
		    request->facts->bundles[worksheet->bundle].plugin->id,
		    request->facts->bundles[worksheet->bundle].plugin->version);
		html_close(html);
		put_parameters(html, last);
		html_assumptions(html, request->tally, last, 3);
	}
	html_close(html);
}

/* The declaration of the worksheet by the first ruleset that has it. */
static const struct ruleset_worksheet *
declared(const struct run_facts *facts, const char *id)
{
	for (size_t i = 0; i < facts->bundle_count; i++) {
		for (size_t k = 0; k < facts->bundles[i].ruleset_count; k++) {
			const struct ruleset_worksheet *sheet =
			    ruleset_worksheet_named(facts->bundles[i].rulesets[k], id);

			if (sheet != NULL)
				return sheet;
		}
	}
	return NULL;
}

static enum status
put_document(const struct html_book *book, struct sheets *sheets, const struct worksheet_request *request)
{
	const struct ruleset_worksheet *sheet = declared(request->facts, request->id);
	const struct html_place place = {.title = sheet == NULL ? request->id : sheet->title,
	    .heading = sheet == NULL ? request->id : sheet->title,
	    .class_name = sheet != NULL && sheet->column_count > WIDE_COLUMNS ? "document across" : "document",
	    .product = "caselint worksheet",
	    .notice = request->named && sheet != NULL ? worksheet_notice(sheet) : NULL,
	    .is_index = true};
	enum status status = STATUS_OK;

	html_document_begin(book, &sheets->part->html, &place);
	status = put_document_sheets(sheets);
	put_annex(sheets, request);
	html_document_end(book, &sheets->part->html, &place);
	return status;
}

enum status
worksheet_html(const struct worksheet_request *request, struct sink *sink)
{
	struct html_book book;
	struct html_part part;
	struct worksheets *worksheets = NULL;
	struct sheets sheets = {.part = &part, .named = request->named};
	enum status status =
	    worksheets_gather_one(request->facts, request->spool, request->id, request->named, &worksheets);

	if (status != STATUS_OK)
		return status;
	sheets.worksheets = worksheets;
	html_book_start(&book, request->facts, request->tally, NULL);
	html_part_start(&part, &book, "document", "", NULL, NULL, 0);
	part.sink = sink;
	(void)html_part_room(&part);
	status = put_document(&book, &sheets, request);
	html_part_finish(&part);
	html_part_clear(&part);
	worksheets_free(worksheets);
	return status;
}
