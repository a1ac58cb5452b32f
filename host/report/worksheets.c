/*
 * See report/worksheets.h. A row is kept as its cells one behind the other;
 * the rows of a group stand in pieces of the temporary file, in order, and
 * behind them what has not been written yet.
 */
#include "report/worksheets.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/money.h"
#include "report/shown.h"
#include "base/spill.h"
#include "report/text_index.h"

#define MEMORY_BYTES (4U * 1024U * 1024U) /* of rows, over all groups; then they go to the file */

/* A piece of the file that holds whole rows of one group. */
struct piece {
	uint64_t offset;
	size_t length;
};

struct worksheet_rows {
	struct piece *pieces;
	size_t piece_count;
	struct buffer waiting;
};

/* A worksheet while it is filled. */
struct filling {
	struct worksheet sheet;
	uint32_t ruleset;    /* index in the bundle's */
	uint32_t number;     /* index in the ruleset's worksheets */
	size_t group_column; /* or no column */
	struct text_index names;
	size_t group_room;
};

#define NO_COLUMN SIZE_MAX

/* The public list and what stands behind it. */
struct store {
	struct worksheets list;
	const struct run_facts *facts;
	bool with_widths;
	struct filling *fillings;
	size_t count;
	struct spill file;
	size_t memory_bytes; /* waiting in all groups */
	struct buffer text;  /* of the value in hand */
};

/* A cell as it is kept. */
struct kept_cell {
	int64_t number;
	uint32_t kind;
	uint32_t text_bytes; /* behind it */
	uint32_t withheld;
	uint32_t reserved;
};

static size_t
column_of(const struct ruleset_worksheet *sheet, const char *id)
{
	for (size_t i = 0; id != NULL && i < sheet->column_count; i++) {
		if (strcmp(sheet->columns[i].id, id) == 0)
			return i;
	}
	return NO_COLUMN;
}

/* The worksheet a row belongs to, made when it is the first; NULL when the ruleset declares no such worksheet. */
static struct filling *
filling_of(struct store *store, const struct result_record *record, uint32_t number)
{
	const struct ruleset *ruleset = record_ruleset(store->facts, record);
	struct filling *filling = NULL;

	if (ruleset == NULL || number >= ruleset->worksheet_count)
		return NULL;
	for (size_t i = 0; i < store->count; i++) {
		filling = &store->fillings[i];
		if (filling->sheet.bundle == record->bundle && filling->ruleset == record->ruleset &&
		    filling->number == number)
			return filling;
	}
	store->fillings = memory_resize(store->fillings, store->count + 1, sizeof *store->fillings);
	filling = &store->fillings[store->count++];
	memset(filling, 0, sizeof *filling);
	filling->ruleset = record->ruleset;
	filling->number = number;
	filling->sheet.bundle = record->bundle;
	filling->sheet.ruleset = ruleset;
	filling->sheet.sheet = &ruleset->worksheets[number];
	filling->sheet.widths = memory_zeroed(filling->sheet.sheet->column_count, sizeof(size_t));
	filling->group_column = column_of(filling->sheet.sheet, filling->sheet.sheet->group);
	return filling;
}

static struct worksheet_group *
group_of(struct filling *filling, struct text name)
{
	struct worksheet *sheet = &filling->sheet;
	size_t place = text_index_add(&filling->names, name);
	struct worksheet_group *group = NULL;

	if (place < sheet->group_count)
		return &sheet->groups[place];
	if (sheet->group_count == filling->group_room) {
		filling->group_room = filling->group_room == 0 ? 16 : filling->group_room * 2;
		sheet->groups = memory_resize(sheet->groups, filling->group_room, sizeof *sheet->groups);
	}
	group = &sheet->groups[sheet->group_count++];
	memset(group, 0, sizeof *group);
	group->name = filling->names.items[place];
	group->totals = memory_zeroed(sheet->sheet->column_count, sizeof *group->totals);
	group->rows = memory_zeroed(1, sizeof *group->rows);
	return group;
}

/* The cell of a column as it may be shown: nothing of a restricted one. */
static struct shown_value
cell_of(const struct ruleset_worksheet *sheet, const struct result_row *row, size_t column)
{
	struct shown_value cell = {0};

	if (column >= row->cell_count)
		return cell;
	cell = row->cells[column];
	if (sheet->columns[column].restricted || cell.withheld)
		return (struct shown_value){.kind = sheet->columns[column].kind, .withheld = true};
	return cell;
}

static void
widen(struct store *store, struct worksheet *sheet, size_t column, const struct shown_value *cell)
{
	size_t width = 0;

	if (!store->with_widths)
		return;
	buffer_reset(&store->text);
	shown_append(cell, &store->text);
	width = text_columns(text_view(buffer_text(&store->text), store->text.length));
	if (width > sheet->widths[column])
		sheet->widths[column] = width;
}

static void
add_to_total(struct worksheet_total *total, const struct shown_value *cell)
{
	if (!shown_is_there(cell) || shown_is_text(cell) || total->overflow)
		return;
	if (money_add(total->sum, cell->number, &total->sum) != STATUS_OK)
		total->overflow = true;
}

static void
keep_cell(struct buffer *bytes, const struct shown_value *cell)
{
	struct kept_cell kept = {cell->number, cell->kind, (uint32_t)cell->text.length, cell->withheld, 0};

	buffer_append(bytes, &kept, sizeof kept);
	buffer_append(bytes, cell->text.data, cell->text.length);
}

static enum status
flush_group(struct store *store, struct worksheet_rows *rows)
{
	enum status status = STATUS_OK;

	if (rows->waiting.length == 0)
		return STATUS_OK;
	if (store->file.fd < 0 && spill_open(&store->file, NULL) != STATUS_OK)
		return STATUS_IO;
	rows->pieces = memory_resize(rows->pieces, rows->piece_count + 1, sizeof *rows->pieces);
	rows->pieces[rows->piece_count++] =
	    (struct piece){store->file.bytes + store->file.waiting.length, rows->waiting.length};
	status = spill_append(&store->file, rows->waiting.data, rows->waiting.length);
	buffer_clear(&rows->waiting);
	return status;
}

static enum status
flush_all(struct store *store)
{
	for (size_t i = 0; i < store->count; i++) {
		for (size_t k = 0; k < store->fillings[i].sheet.group_count; k++) {
			enum status status = flush_group(store, store->fillings[i].sheet.groups[k].rows);

			if (status != STATUS_OK)
				return status;
		}
	}
	store->memory_bytes = 0;
	return spill_flush(&store->file);
}

static struct text
group_name(struct store *store, const struct filling *filling, const struct result_row *row)
{
	struct shown_value cell = {0};

	buffer_reset(&store->text);
	if (filling->group_column != NO_COLUMN) {
		cell = cell_of(filling->sheet.sheet, row, filling->group_column);
		shown_append(&cell, &store->text);
	}
	return text_view(buffer_text(&store->text), store->text.length);
}

static enum status
add_row(struct store *store, const struct result_record *record, const struct result_row *row)
{
	struct filling *filling = filling_of(store, record, row->worksheet);
	struct worksheet_group *group = NULL;
	size_t before = 0;

	if (filling == NULL)
		return STATUS_OK;
	group = group_of(filling, group_name(store, filling, row));
	before = group->rows->waiting.length;
	group->row_count++;
	for (size_t i = 0; i < filling->sheet.sheet->column_count; i++) {
		struct shown_value cell = cell_of(filling->sheet.sheet, row, i);

		widen(store, &filling->sheet, i, &cell);
		if (filling->sheet.sheet->columns[i].total)
			add_to_total(&group->totals[i], &cell);
		keep_cell(&group->rows->waiting, &cell);
	}
	store->memory_bytes += group->rows->waiting.length - before;
	return store->memory_bytes > MEMORY_BYTES ? flush_all(store) : STATUS_OK;
}

static enum status
add_record(void *context, const struct result_record *record)
{
	for (uint32_t i = 0; i < record->row_count; i++) {
		enum status status = add_row(context, record, &record->rows[i]);

		if (status != STATUS_OK)
			return status;
	}
	return STATUS_OK;
}

static int
filling_compare(const void *left_pointer, const void *right_pointer)
{
	const struct filling *left = left_pointer;
	const struct filling *right = right_pointer;

	if (left->sheet.bundle != right->sheet.bundle)
		return left->sheet.bundle < right->sheet.bundle ? -1 : 1;
	if (left->ruleset != right->ruleset)
		return left->ruleset < right->ruleset ? -1 : 1;
	return left->number < right->number ? -1 : left->number > right->number;
}

static int
group_compare(const void *left_pointer, const void *right_pointer)
{
	const struct worksheet_group *left = left_pointer;
	const struct worksheet_group *right = right_pointer;

	return text_compare(left->name, right->name);
}

/* Totals are printed below the values, so they take part in the widths. */
static void
widen_by_totals(struct store *store, struct worksheet *sheet)
{
	for (size_t i = 0; i < sheet->group_count; i++) {
		for (size_t k = 0; k < sheet->sheet->column_count; k++) {
			struct shown_value total = {
			    .kind = sheet->sheet->columns[k].kind, .number = sheet->groups[i].totals[k].sum};

			if (sheet->sheet->columns[k].total && !sheet->groups[i].totals[k].overflow)
				widen(store, sheet, k, &total);
		}
	}
}

/* Puts everything in order and into the public list. */
static void
publish(struct store *store)
{
	if (store->count > 0)
		qsort(store->fillings, store->count, sizeof *store->fillings, filling_compare);
	store->list.items = memory_zeroed(store->count, sizeof *store->list.items);
	store->list.count = store->count;
	for (size_t i = 0; i < store->count; i++) {
		struct worksheet *sheet = &store->fillings[i].sheet;

		qsort(sheet->groups, sheet->group_count, sizeof *sheet->groups, group_compare);
		widen_by_totals(store, sheet);
		store->list.items[i] = *sheet;
	}
}

static bool
any_declared(const struct run_facts *facts)
{
	for (size_t i = 0; i < facts->bundle_count; i++) {
		for (size_t k = 0; k < facts->bundles[i].ruleset_count; k++) {
			if (facts->bundles[i].rulesets[k]->worksheet_count > 0)
				return true;
		}
	}
	return false;
}

enum status
worksheets_gather(
    const struct run_facts *facts, struct spool *spool, bool with_widths, struct worksheets **ret_worksheets)
{
	struct store *store = memory_zeroed(1, sizeof *store);
	enum status status = STATUS_OK;

	store->facts = facts;
	store->with_widths = with_widths;
	spill_init(&store->file);
	if (any_declared(facts))
		status = spool_read_parts(spool, SPOOL_WITHOUT_AMOUNTS, add_record, store);
	if (status == STATUS_OK && store->file.fd >= 0)
		status = spill_flush(&store->file);
	publish(store);
	if (status != STATUS_OK) {
		worksheets_free(&store->list);
		return status;
	}
	*ret_worksheets = &store->list;
	return STATUS_OK;
}

/* The rows in `bytes`, one after the other. */
static enum status
read_rows(const struct worksheet *worksheet, struct text bytes, worksheet_row_fn *row, void *context,
    struct shown_value *cells)
{
	const char *at = bytes.data;
	const char *end = bytes.data + bytes.length;

	while (at < end) {
		enum status status = STATUS_OK;

		for (size_t i = 0; i < worksheet->sheet->column_count; i++) {
			struct kept_cell kept = {0};

			if ((size_t)(end - at) < sizeof kept)
				return STATUS_IO;
			memcpy(&kept, at, sizeof kept);
			at += sizeof kept;
			if ((size_t)(end - at) < kept.text_bytes)
				return STATUS_IO;
			cells[i] = (struct shown_value){
			    kept.kind, kept.number, text_view(at, kept.text_bytes), kept.withheld != 0};
			at += kept.text_bytes;
		}
		status = row(context, worksheet, cells);
		if (status != STATUS_OK)
			return status;
	}
	return STATUS_OK;
}

enum status
worksheets_read(const struct worksheets *worksheets, const struct worksheet *worksheet,
    const struct worksheet_group *group, worksheet_row_fn *row, void *context)
{
	const struct store *store = (const struct store *)(const void *)worksheets;
	struct shown_value *cells = memory_zeroed(worksheet->sheet->column_count, sizeof *cells);
	struct buffer bytes = {0};
	enum status status = STATUS_OK;

	for (size_t i = 0; i < group->rows->piece_count && status == STATUS_OK; i++) {
		const struct piece *piece = &group->rows->pieces[i];
		size_t got = 0;

		buffer_reset(&bytes);
		status =
		    spill_read(&store->file, piece->offset, buffer_reserve(&bytes, piece->length), piece->length, &got);
		bytes.length = got;
		if (status == STATUS_OK)
			status = got == piece->length
			             ? read_rows(worksheet, text_view(bytes.data, got), row, context, cells)
			             : STATUS_IO;
	}
	if (status == STATUS_OK)
		status = read_rows(worksheet,
		    text_view(buffer_text(&group->rows->waiting), group->rows->waiting.length), row, context, cells);
	buffer_clear(&bytes);
	memory_free(cells);
	return status;
}

static void
group_clear(struct worksheet_group *group)
{
	memory_free(group->totals);
	memory_free(group->rows->pieces);
	buffer_clear(&group->rows->waiting);
	memory_free(group->rows);
}

void
worksheets_free(struct worksheets *worksheets)
{
	struct store *store = (struct store *)(void *)worksheets;

	if (store == NULL)
		return;
	for (size_t i = 0; i < store->count; i++) {
		struct worksheet *sheet = &store->fillings[i].sheet;

		for (size_t k = 0; k < sheet->group_count; k++)
			group_clear(&sheet->groups[k]);
		memory_free(sheet->groups);
		memory_free(sheet->widths);
		text_index_clear(&store->fillings[i].names);
	}
	memory_free(store->fillings);
	memory_free(store->list.items);
	spill_clear(&store->file);
	buffer_clear(&store->text);
	memory_free(store);
}
