/*
 * See report/worksheets.h. A row is kept as its cells one behind the other,
 * behind the worksheet and the group it belongs to: base/sorter puts the rows of
 * a group together. The groups themselves, with their totals, stay in memory,
 * and so there is a limit to their number.
 */
#include "report/worksheets.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "base/money.h"
#include "base/sorter.h"
#include "report/shown.h"
#include "report/text_index.h"

#define ROW_BUFFER_BYTES (32U * 1024U) /* read of a sorted run at a time */

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

/* The rows of all worksheets. */
struct rows {
	struct sorter *sorter;
	struct text next; /* while they are read: the first of a group; empty: none is in hand */
};

/* The public list and what stands behind it. */
struct store {
	struct worksheets list;
	const struct run_facts *facts;
	bool with_widths;
	const char *only; /* id; NULL: all worksheets */
	bool named;       /* restricted columns keep their values */
	struct filling *fillings;
	size_t count;
	struct rows *rows;
	uint64_t row_count; /* of all; keeps rows of one group in document order */
	struct buffer row;  /* in hand, as it is kept */
	struct buffer text; /* of the value in hand */
};

/* A cell as it is kept. */
struct kept_cell {
	int64_t number;
	uint32_t text_bytes; /* behind it */
	uint16_t kind;
	uint16_t withheld;
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
	if (store->only != NULL && strcmp(store->only, ruleset->worksheets[number].id) != 0)
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

/* The rows of a group that has no room any more go into one for all of them; each still says where it belongs. */
static struct worksheet_group *
group_of(struct filling *filling, struct text name)
{
	struct worksheet *sheet = &filling->sheet;
	size_t place = text_index_add_up_to(&filling->names, name, LIMIT_GROUPS, text_of(OTHER_GROUPS));
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
	return group;
}

/* A private value that came along is shown from here on. */
static struct shown_value
named_cell(struct shown_value cell)
{
	cell.withheld = cell.withheld && cell.kind == 0;
	return cell;
}

/* The cell of a column as it may be shown: nothing of a restricted one, unless that was asked for. */
static struct shown_value
cell_of(const struct store *store, const struct ruleset_worksheet *sheet, const struct result_row *row, size_t column)
{
	struct shown_value cell = {0};

	if (column >= row->cell_count)
		return cell;
	cell = row->cells[column];
	if (store->named && sheet->columns[column].restricted)
		return named_cell(cell);
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
	struct kept_cell kept = {
	    cell->number, (uint32_t)cell->text.length, (uint16_t)cell->kind, cell->withheld ? 1 : 0};

	buffer_append(bytes, &kept, sizeof kept);
	buffer_append(bytes, cell->text.data, cell->text.length);
}

/* What the rows of a group begin with, so that worksheets and groups sort as they are listed. */
static void
put_head(struct buffer *bytes, const struct worksheet *sheet, uint32_t ruleset, uint32_t number, struct text name)
{
	char place[3 * sizeof(uint32_t)];

	sorter_put_u32(place, sheet->bundle);
	sorter_put_u32(place + sizeof(uint32_t), ruleset);
	sorter_put_u32(place + 2 * sizeof(uint32_t), number);
	buffer_append(bytes, place, sizeof place);
	buffer_append(bytes, name.data, name.length);
	buffer_append_byte(bytes, '\0');
}

static void
begin_row(struct store *store, const struct filling *filling, const struct worksheet_group *group)
{
	char place[sizeof(uint64_t)];

	buffer_reset(&store->row);
	put_head(&store->row, &filling->sheet, filling->ruleset, filling->number, group->name);
	sorter_put_u64(place, store->row_count++);
	buffer_append(&store->row, place, sizeof place);
}

static struct text
group_name(struct store *store, const struct filling *filling, const struct result_row *row)
{
	struct shown_value cell = {0};

	buffer_reset(&store->text);
	if (filling->group_column != NO_COLUMN) {
		cell = cell_of(store, filling->sheet.sheet, row, filling->group_column);
		shown_append(&cell, &store->text);
	}
	return text_view(buffer_text(&store->text), store->text.length);
}

static enum status
add_row(struct store *store, const struct result_record *record, const struct result_row *row)
{
	struct filling *filling = filling_of(store, record, row->worksheet);
	struct worksheet_group *group = NULL;

	if (filling == NULL)
		return STATUS_OK;
	group = group_of(filling, group_name(store, filling, row));
	group->row_count++;
	begin_row(store, filling, group);
	for (size_t i = 0; i < filling->sheet.sheet->column_count; i++) {
		struct shown_value cell = cell_of(store, filling->sheet.sheet, row, i);

		widen(store, &filling->sheet, i, &cell);
		if (filling->sheet.sheet->columns[i].total)
			add_to_total(&group->totals[i], &cell);
		keep_cell(&store->row, &cell);
	}
	return sorter_add(store->rows->sorter, text_view(store->row.data, store->row.length));
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

/* The next row, or with `from_start` the first one. */
static enum status
read_next(struct rows *rows, bool from_start)
{
	enum status status = from_start ? sorter_start(rows->sorter) : STATUS_OK;

	if (status == STATUS_OK)
		status = sorter_next(rows->sorter, &rows->next);
	if (status != STATUS_END)
		return status;
	rows->next = text_view("", 0);
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

static enum status
gather(struct store *store, struct spool *spool, struct worksheets **ret_worksheets)
{
	struct sorter_limits limits = {LIMIT_ADDED_MEMORY, ROW_BUFFER_BYTES, NULL};
	enum status status = STATUS_OK;

	store->rows = memory_zeroed(1, sizeof *store->rows);
	store->rows->sorter = sorter_new(&limits);
	if (any_declared(store->facts))
		status = spool_read_parts(spool, store->named ? SPOOL_NAMED : SPOOL_ROWS, add_record, store);
	if (status == STATUS_OK)
		status = read_next(store->rows, true);
	publish(store);
	if (status != STATUS_OK) {
		worksheets_free(&store->list);
		return status;
	}
	*ret_worksheets = &store->list;
	return STATUS_OK;
}

enum status
worksheets_gather(
    const struct run_facts *facts, struct spool *spool, bool with_widths, struct worksheets **ret_worksheets)
{
	struct store *store = memory_zeroed(1, sizeof *store);

	store->facts = facts;
	store->with_widths = with_widths;
	return gather(store, spool, ret_worksheets);
}

enum status
worksheets_gather_one(
    const struct run_facts *facts, struct spool *spool, const char *id, bool named, struct worksheets **ret_worksheets)
{
	struct store *store = memory_zeroed(1, sizeof *store);

	store->facts = facts;
	store->only = id;
	store->named = named;
	return gather(store, spool, ret_worksheets);
}

/* Takes the cells of a row; `bytes` begins with them. */
static enum status
take_cells(const struct worksheet *worksheet, struct text bytes, struct shown_value *cells)
{
	for (size_t i = 0; i < worksheet->sheet->column_count; i++) {
		struct kept_cell kept = {0};

		if (bytes.length < sizeof kept)
			return STATUS_IO;
		memcpy(&kept, bytes.data, sizeof kept);
		bytes = text_view(bytes.data + sizeof kept, bytes.length - sizeof kept);
		if (bytes.length < kept.text_bytes)
			return STATUS_IO;
		cells[i] = (struct shown_value){
		    kept.kind, kept.number, text_view(bytes.data, kept.text_bytes), kept.withheld != 0};
		bytes = text_view(bytes.data + kept.text_bytes, bytes.length - kept.text_bytes);
	}
	return STATUS_OK;
}

static int
compare_head(struct text row, struct text head)
{
	return text_compare(text_view(row.data, row.length < head.length ? row.length : head.length), head);
}

/* Brings the first row of a group into hand. Renderers ask for groups as they are listed, which is as rows are sorted. */
static enum status
find_group(struct rows *rows, struct text head)
{
	enum status status = STATUS_OK;

	if (rows->next.length == 0 || compare_head(rows->next, head) > 0)
		status = read_next(rows, true);
	while (status == STATUS_OK && rows->next.length > 0 && compare_head(rows->next, head) < 0)
		status = read_next(rows, false);
	return status;
}

static enum status
read_group(struct rows *rows, const struct worksheet *worksheet, struct text head, worksheet_row_fn *row, void *context,
    struct shown_value *cells)
{
	enum status status = find_group(rows, head);

	while (status == STATUS_OK && rows->next.length > 0 && compare_head(rows->next, head) == 0) {
		size_t before = head.length + sizeof(uint64_t);

		if (rows->next.length < before)
			return STATUS_IO;
		status = take_cells(worksheet, text_view(rows->next.data + before, rows->next.length - before), cells);
		if (status == STATUS_OK)
			status = row(context, worksheet, cells);
		if (status == STATUS_OK)
			status = read_next(rows, false);
	}
	/* What is left of the group must not be taken for its beginning. */
	if (status != STATUS_OK)
		rows->next = text_view("", 0);
	return status;
}

static const struct filling *
filling_behind(const struct store *store, const struct worksheet *worksheet)
{
	return &store->fillings[worksheet - store->list.items];
}

enum status
worksheets_read(const struct worksheets *worksheets, const struct worksheet *worksheet,
    const struct worksheet_group *group, worksheet_row_fn *row, void *context)
{
	const struct store *store = (const struct store *)(const void *)worksheets;
	const struct filling *filling = filling_behind(store, worksheet);
	struct shown_value *cells = memory_zeroed(worksheet->sheet->column_count, sizeof *cells);
	struct buffer head = {0};
	enum status status = STATUS_OK;

	put_head(&head, worksheet, filling->ruleset, filling->number, group->name);
	status = read_group(store->rows, worksheet, text_view(head.data, head.length), row, context, cells);
	buffer_clear(&head);
	memory_free(cells);
	return status;
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
			memory_free(sheet->groups[k].totals);
		memory_free(sheet->groups);
		memory_free(sheet->widths);
		text_index_clear(&store->fillings[i].names);
	}
	memory_free(store->fillings);
	memory_free(store->list.items);
	sorter_free(store->rows->sorter);
	memory_free(store->rows);
	buffer_clear(&store->row);
	buffer_clear(&store->text);
	memory_free(store);
}
