/*
 * A worksheet as a page of its own, see report/worksheet_document.h: one sheet of
 * paper for each county or district, because each of them sends its own, and what
 * it all was made from.
 */
#include "report/html_sheets.h"
#include "report/text_page.h"
#include "report/worksheet_document.h"

#define WIDE_COLUMNS 9U   /* a table with more is printed across */
#define INPUTS_SHOWN 200U /* in a document */

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
	sheets_put_source(sheets);
	status = sheets_put_group(sheets);
	sheets_put_lines(sheets);
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
