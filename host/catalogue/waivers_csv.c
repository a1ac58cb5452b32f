/*
 * Waivers as CSV (RFC 4180), one a row, by libcsv: the first row names the
 * columns, in any order. Rows are counted in lines of the file, so that a
 * complaint says where; see catalogue/waivers_parts.h.
 */
#include <string.h>

#include <csv.h>

#include "base/limits.h"
#include "base/memory.h"
#include "catalogue/waivers_parts.h"

enum column {
	COLUMN_RULES,
	COLUMN_SCOPE,
	COLUMN_TYPE,
	COLUMN_ID,
	COLUMN_REASON,
	COLUMN_GRANTED_BY,
	COLUMN_GRANTED,
	COLUMN_EXPIRES,
	COLUMNS,
};

static const char *const column_names[COLUMNS] = {
    "rules", "scope", "type", "id", "reason", "granted_by", "granted", "expires"};

/* A file on its way through libcsv. */
struct table {
	const struct waivers_file *file;
	enum column order[COLUMNS]; /* of the fields of a row */
	bool has_head;
	struct text fields[COLUMNS]; /* of the row in hand, in the arena, as they stand */
	size_t count;                /* of its fields */
	uint32_t line;               /* being read */
	uint32_t row_line;           /* where the row in hand began */
	enum status status;
};

/* libcsv gives memory back and asks again; ours is never NULL. */
static void *
resize(void *block, size_t size)
{
	return memory_resize(block, size, 1);
}

/* What stands between quotes and commas belongs to the field. */
static int
is_no_space(unsigned char byte)
{
	(void)byte;
	return 0;
}

static enum status
take_head(struct table *table)
{
	bool seen[COLUMNS] = {false};

	for (size_t i = 0; i < table->count && i < COLUMNS; i++) {
		struct text name = text_trim(table->fields[i]);
		size_t column = 0;

		while (column < COLUMNS && !text_equals(name, column_names[column]))
			column++;
		if (column == COLUMNS || seen[column])
			return waivers_refuse(table->file, table->row_line,
			    "the first row does not name the columns; it must be "
			    "rules,scope,type,id,reason,granted_by,granted,expires in any order");
		seen[column] = true;
		table->order[i] = (enum column)column;
	}
	if (table->count != COLUMNS)
		return waivers_refuse(table->file, table->row_line,
		    "the first row names %zu columns; it must name all of "
		    "rules,scope,type,id,reason,granted_by,granted,expires",
		    table->count);
	table->has_head = true;
	return STATUS_OK;
}

static enum status
take_row(struct table *table)
{
	struct text by_column[COLUMNS] = {{0}};

	if (table->count != COLUMNS)
		return waivers_refuse(table->file, table->row_line,
		    "the row has %zu fields, not %u; look for commas that are not between quotes", table->count,
		    (unsigned)COLUMNS);
	for (size_t i = 0; i < COLUMNS; i++)
		by_column[table->order[i]] = text_trim(table->fields[i]);
	return waivers_add(table->file, &(struct waiver_draft){.line = table->row_line,
					    .rules = by_column[COLUMN_RULES],
					    .scope = by_column[COLUMN_SCOPE],
					    .type = by_column[COLUMN_TYPE],
					    .id = by_column[COLUMN_ID],
					    .reason = by_column[COLUMN_REASON],
					    .granted_by = by_column[COLUMN_GRANTED_BY],
					    .granted = by_column[COLUMN_GRANTED],
					    .expires = by_column[COLUMN_EXPIRES]});
}

static void
end_field(void *bytes, size_t length, void *context)
{
	struct table *table = context;

	if (table->count < COLUMNS)
		table->fields[table->count] =
		    text_view(arena_copy_text(&table->file->waivers->arena, bytes, length), length);
	table->count++;
}

static void
end_row(int end, void *context)
{
	struct table *table = context;

	(void)end;
	if (table->status == STATUS_OK)
		table->status = table->has_head ? take_row(table) : take_head(table);
	table->count = 0;
	table->row_line = table->line + 1;
}

static void
refuse_form(struct table *table)
{
	if (table->status == STATUS_OK)
		table->status = waivers_refuse(table->file, table->row_line,
		    "this is not CSV by RFC 4180 (nor XML): a quote stands where none may; put a field with quotes "
		    "between quotes, and double those inside");
}

/* Line by line, so that a row knows where it began. */
static void
feed(struct table *table, struct csv_parser *parser, struct text bytes)
{
	while (bytes.length > 0 && table->status == STATUS_OK) {
		const char *end = memchr(bytes.data, '\n', bytes.length);
		size_t length = end == NULL ? bytes.length : (size_t)(end - bytes.data) + 1;

		table->line++;
		if (csv_parse(parser, bytes.data, length, end_field, end_row, table) != length)
			refuse_form(table);
		/* A blank line ends no row. */
		if (table->count == 0 && parser->pstate == 0)
			table->row_line = table->line + 1;
		bytes = text_view(bytes.data + length, bytes.length - length);
	}
	if (csv_fini(parser, end_field, end_row, table) != 0)
		refuse_form(table);
}

enum status
waivers_read_csv(const struct waivers_file *file, struct text bytes)
{
	struct table table = {.file = file, .row_line = 1};
	struct csv_parser parser;

	if (memchr(bytes.data, '\0', bytes.length) != NULL)
		return waivers_refuse(file, 0, "it has bytes that no text has; give waivers as XML or CSV");
	if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
		memory_exhausted();
	csv_set_realloc_func(&parser, resize);
	csv_set_free_func(&parser, memory_free);
	csv_set_space_func(&parser, is_no_space);
	feed(&table, &parser, bytes);
	csv_free(&parser);
	if (table.status == STATUS_OK && !table.has_head)
		return waivers_refuse(file, 0, "it has no row; give waivers as XML or CSV, or leave --waivers out");
	return table.status;
}
