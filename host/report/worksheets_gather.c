/* One thread's share of the rows; see report/worksheets_parts.h. */
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "report/shown.h"
#include "report/worksheets_parts.h"

#define ROW_BUFFER_BYTES (32U * 1024U) /* read of a sorted run at a time */

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
	return WORKSHEETS_NO_COLUMN;
}

static void
open_filling(struct filling *filling, const struct ruleset *letter, uint32_t number)
{
	filling->number = number;
	filling->letter = letter;
	filling->sheet = &letter->worksheets[number];
	filling->widths = memory_zeroed(filling->sheet->column_count, sizeof(size_t));
	filling->group_column = column_of(filling->sheet, filling->sheet->group);
}

static const struct ruleset *
letter_of(const struct run_facts *facts, uint32_t bundle, uint32_t ruleset)
{
	struct result_record record = {.bundle = bundle, .ruleset = ruleset};

	return record_ruleset(facts, &record);
}

struct filling *
shelf_filling(struct shelf *shelf, uint32_t bundle, uint32_t ruleset, uint32_t number)
{
	const struct ruleset *letter = NULL;
	struct filling *filling = NULL;

	for (size_t i = 0; i < shelf->count; i++) {
		filling = &shelf->fillings[i];
		if (filling->bundle == bundle && filling->ruleset == ruleset && filling->number == number)
			return filling;
	}
	letter = letter_of(shelf->request->facts, bundle, ruleset);
	if (letter == NULL || number >= letter->worksheet_count ||
	    (shelf->request->only != NULL && strcmp(shelf->request->only, letter->worksheets[number].id) != 0))
		return NULL;
	shelf->fillings = memory_resize(shelf->fillings, shelf->count + 1, sizeof *shelf->fillings);
	filling = &shelf->fillings[shelf->count++];
	memset(filling, 0, sizeof *filling);
	filling->bundle = bundle;
	filling->ruleset = ruleset;
	open_filling(filling, letter, number);
	return filling;
}

/* The rows of a group that has no room any more go into one for all of them; each still says where it belongs. */
struct filling_group *
filling_group(struct filling *filling, struct text name)
{
	size_t known = filling->names.count;
	size_t place = text_index_add_up_to(&filling->names, name, LIMIT_GROUPS, text_of(OTHER_GROUPS));
	struct filling_group *group = NULL;

	if (place < known)
		return &filling->groups[place];
	if (place >= filling->group_room) {
		filling->group_room = filling->group_room == 0 ? 16 : filling->group_room * 2;
		filling->groups = memory_resize(filling->groups, filling->group_room, sizeof *filling->groups);
	}
	group = &filling->groups[place];
	group->row_count = 0;
	group->sums = memory_zeroed(filling->sheet->column_count, sizeof *group->sums);
	return group;
}

bool
shelf_is_over(const struct shelf *shelf)
{
	for (size_t i = 0; i < shelf->count; i++) {
		if (shelf->fillings[i].names.count > LIMIT_GROUPS)
			return true;
	}
	return false;
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
cell_of(const struct worksheets_request *request, const struct ruleset_worksheet *sheet, const struct result_row *row, size_t column)
{
	struct shown_value cell = {0};

	if (column >= row->cell_count)
		return cell;
	cell = row->cells[column];
	if (request->named && sheet->columns[column].restricted)
		return named_cell(cell);
	if (sheet->columns[column].restricted || cell.withheld)
		return (struct shown_value){.kind = sheet->columns[column].kind, .withheld = true};
	return cell;
}

size_t
worksheets_width(const struct shown_value *cell, struct buffer *text)
{
	buffer_reset(text);
	shown_append(cell, text);
	return text_columns(text_view(buffer_text(text), text->length));
}

static void
widen(size_t *width, size_t other)
{
	if (other > *width)
		*width = other;
}

static void
keep_cell(struct buffer *bytes, const struct shown_value *cell)
{
	struct kept_cell kept = {
	    cell->number, (uint32_t)cell->text.length, (uint16_t)cell->kind, cell->withheld ? 1 : 0};

	buffer_append(bytes, &kept, sizeof kept);
	buffer_append(bytes, cell->text.data, cell->text.length);
}

void
worksheets_put_head(struct buffer *bytes, const struct filling *filling, struct text group)
{
	char place[3 * sizeof(uint32_t)];

	sorter_put_u32(place, filling->bundle);
	sorter_put_u32(place + sizeof(uint32_t), filling->ruleset);
	sorter_put_u32(place + 2 * sizeof(uint32_t), filling->number);
	buffer_append(bytes, place, sizeof place);
	buffer_append(bytes, group.data, group.length);
	buffer_append_byte(bytes, '\0');
}

/* Rows of one group stay in document order. */
static void
begin_row(struct shelf *shelf, const struct filling *filling, struct text group, uint64_t sequence, uint32_t row)
{
	char place[WORKSHEETS_PLACE_BYTES];

	buffer_reset(&shelf->row);
	worksheets_put_head(&shelf->row, filling, group);
	sorter_put_u64(place, sequence);
	sorter_put_u32(place + sizeof(uint64_t), row);
	buffer_append(&shelf->row, place, sizeof place);
}

static struct text
group_name(struct shelf *shelf, const struct filling *filling, const struct result_row *row)
{
	struct shown_value cell = {0};

	buffer_reset(&shelf->text);
	if (filling->group_column != WORKSHEETS_NO_COLUMN) {
		cell = cell_of(shelf->request, filling->sheet, row, filling->group_column);
		shown_append(&cell, &shelf->text);
	}
	return text_view(buffer_text(&shelf->text), shelf->text.length);
}

static void
take_cell(struct shelf *shelf, struct filling *filling, struct filling_group *group, size_t column,
    const struct shown_value *cell)
{
	if (shelf->request->with_widths)
		widen(&filling->widths[column], worksheets_width(cell, &shelf->text));
	if (filling->sheet->columns[column].total && shown_is_there(cell) && !shown_is_text(cell))
		group->sums[column] += cell->number;
	keep_cell(&shelf->row, cell);
}

static enum status
add_row(struct shelf *shelf, const struct result_record *record, uint32_t number)
{
	const struct result_row *row = &record->rows[number];
	struct filling *filling = shelf_filling(shelf, record->bundle, record->ruleset, row->worksheet);
	struct filling_group *group = NULL;
	struct text name = {"", 0};

	if (filling == NULL)
		return STATUS_OK;
	group = filling_group(filling, group_name(shelf, filling, row));
	name = filling->names.items[group - filling->groups];
	group->row_count++;
	begin_row(shelf, filling, name, record->sequence, number);
	for (size_t i = 0; i < filling->sheet->column_count; i++) {
		struct shown_value cell = cell_of(shelf->request, filling->sheet, row, i);

		take_cell(shelf, filling, group, i, &cell);
	}
	return sorter_add(shelf->rows, text_view(shelf->row.data, shelf->row.length));
}

enum status
shelf_add(void *context, const struct result_record *record)
{
	enum status status = STATUS_OK;

	for (uint32_t i = 0; i < record->row_count && status == STATUS_OK; i++)
		status = add_row(context, record, i);
	return status;
}

static void
absorb_filling(struct filling *filling, const struct filling *other)
{
	size_t columns = filling->sheet->column_count;

	for (size_t i = 0; i < columns; i++)
		widen(&filling->widths[i], other->widths[i]);
	for (size_t i = 0; i < other->names.count; i++) {
		struct filling_group *group = filling_group(filling, other->names.items[i]);

		group->row_count += other->groups[i].row_count;
		for (size_t k = 0; k < columns; k++)
			group->sums[k] += other->groups[i].sums[k];
	}
}

void
shelf_absorb(struct shelf *shelf, const struct shelf *other)
{
	for (size_t i = 0; i < other->count; i++) {
		const struct filling *filling = &other->fillings[i];

		absorb_filling(shelf_filling(shelf, filling->bundle, filling->ruleset, filling->number), filling);
	}
}

enum status
worksheets_take_cells(const struct ruleset_worksheet *sheet, struct text bytes, struct shown_value *cells)
{
	for (size_t i = 0; i < sheet->column_count; i++) {
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

struct shelf *
shelf_new(const struct worksheets_request *request, size_t memory)
{
	struct sorter_limits limits = {memory, ROW_BUFFER_BYTES, NULL};
	struct shelf *shelf = memory_zeroed(1, sizeof *shelf);

	shelf->request = request;
	shelf->rows = sorter_new(&limits);
	return shelf;
}

static void
clear_filling(struct filling *filling)
{
	for (size_t i = 0; i < filling->names.count; i++)
		memory_free(filling->groups[i].sums);
	memory_free(filling->groups);
	memory_free(filling->widths);
	text_index_clear(&filling->names);
}

void
shelf_free(struct shelf *shelf)
{
	if (shelf == NULL)
		return;
	for (size_t i = 0; i < shelf->count; i++)
		clear_filling(&shelf->fillings[i]);
	memory_free(shelf->fillings);
	sorter_free(shelf->rows);
	buffer_clear(&shelf->row);
	buffer_clear(&shelf->text);
	memory_free(shelf);
}
