/* One thread's share of the rows; see report/worksheets_parts.h. */
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "base/varint.h"
#include "report/shown.h"
#include "report/worksheets_parts.h"

#define ROW_BUFFER_BYTES (32U * 1024U) /* read of a sorted run at a time */
#define WITHHELD 0x80U                 /* in the kind of a cell */

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

/* The worksheet of that number, made when it is the first of it; NULL when no ruleset declares it, or it is not asked for. */
static struct filling *
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
static struct filling_group *
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

/* The cell of a column as it may be shown: nothing of a restricted one, unless that was asked for. */
static void
take_cell_of(const struct worksheets_request *request, const struct ruleset_worksheet *sheet,
    const struct result_row *row, size_t column, struct shown_value *ret_cell)
{
	bool is_restricted = sheet->columns[column].restricted;

	memset(ret_cell, 0, sizeof *ret_cell);
	if (column >= row->cell_count)
		return;
	if (request->named && is_restricted) {
		/* A private value that came along is shown from here on. */
		*ret_cell = row->cells[column];
		ret_cell->withheld = ret_cell->withheld && ret_cell->kind == 0;
	} else if (is_restricted || row->cells[column].withheld) {
		ret_cell->kind = sheet->columns[column].kind;
		ret_cell->withheld = true;
	} else {
		*ret_cell = row->cells[column];
	}
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

static bool
is_kept_as_text(uint32_t kind)
{
	return kind == CASELINT_TEXT || kind == CASELINT_CODE || kind == CASELINT_ID;
}

static void
put_number(struct buffer *bytes, uint64_t number)
{
	bytes->length += varint_put(buffer_reserve(bytes, VARINT_BYTES), number);
}

/* A byte for the kind, then the length of the text and the text, or the number. */
static void
keep_cell(struct buffer *bytes, const struct shown_value *cell)
{
	buffer_append_byte(bytes, (char)(cell->kind | (cell->withheld ? WITHHELD : 0U)));
	if (is_kept_as_text(cell->kind)) {
		put_number(bytes, cell->text.length);
		buffer_append(bytes, cell->text.data, cell->text.length);
	} else {
		put_number(bytes, ((uint64_t)cell->number << 1U) ^ (cell->number < 0 ? UINT64_MAX : 0U));
	}
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
		take_cell_of(shelf->request, filling->sheet, row, filling->group_column, &cell);
		shown_append(&cell, &shelf->text);
	}
	return text_view(buffer_text(&shelf->text), shelf->text.length);
}

/* Fills the cells of the row in hand; what is counted of them is counted. */
static void
take_cells(struct shelf *shelf, struct filling *filling, struct filling_group *group, const struct result_row *row)
{
	const struct ruleset_worksheet *sheet = filling->sheet;

	if (shelf->cell_room < sheet->column_count) {
		shelf->cell_room = sheet->column_count;
		shelf->cells = memory_resize(shelf->cells, shelf->cell_room, sizeof *shelf->cells);
	}
	for (size_t i = 0; i < sheet->column_count; i++) {
		struct shown_value *cell = &shelf->cells[i];

		take_cell_of(shelf->request, sheet, row, i, cell);
		if (shelf->request->with_widths)
			widen(&filling->widths[i], worksheets_width(cell, &shelf->text));
		if (sheet->columns[i].total && shown_is_there(cell) && !shown_is_text(cell))
			group->sums[i] += cell->number;
	}
}

static void
keep_row(struct shelf *shelf, const struct ruleset_worksheet *sheet)
{
	if (shelf->request->writing != NULL) {
		shelf->request->writing->write(shelf->writer, sheet, shelf->cells, &shelf->row);
		return;
	}
	for (size_t i = 0; i < sheet->column_count; i++)
		keep_cell(&shelf->row, &shelf->cells[i]);
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
	take_cells(shelf, filling, group, row);
	keep_row(shelf, filling->sheet);
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

static enum status
take_number(struct text *rest, uint64_t *ret_number)
{
	size_t length = varint_get(rest->data, rest->length, ret_number);

	*rest = text_view(rest->data + length, rest->length - length);
	return length == 0 ? STATUS_IO : STATUS_OK;
}

static enum status
take_cell(struct text *rest, struct shown_value *ret_cell)
{
	unsigned char kind = 0;
	uint64_t number = 0;

	if (rest->length == 0)
		return STATUS_IO;
	kind = (unsigned char)rest->data[0];
	*rest = text_view(rest->data + 1, rest->length - 1);
	*ret_cell = (struct shown_value){.kind = kind & ~WITHHELD, .withheld = (kind & WITHHELD) != 0};
	if (take_number(rest, &number) != STATUS_OK)
		return STATUS_IO;
	if (!is_kept_as_text(ret_cell->kind)) {
		ret_cell->number = (int64_t)(number >> 1U) ^ -(int64_t)(number & 1U);
		return STATUS_OK;
	}
	if (number > rest->length)
		return STATUS_IO;
	ret_cell->text = text_view(rest->data, (size_t)number);
	*rest = text_view(rest->data + number, rest->length - (size_t)number);
	return STATUS_OK;
}

enum status
worksheets_take_cells(const struct ruleset_worksheet *sheet, struct text bytes, struct shown_value *cells)
{
	enum status status = STATUS_OK;

	for (size_t i = 0; i < sheet->column_count && status == STATUS_OK; i++)
		status = take_cell(&bytes, &cells[i]);
	return status;
}

struct shelf *
shelf_new(const struct worksheets_request *request, size_t memory)
{
	struct sorter_limits limits = {memory, ROW_BUFFER_BYTES, NULL};
	struct shelf *shelf = memory_zeroed(1, sizeof *shelf);

	shelf->request = request;
	shelf->rows = sorter_new(&limits);
	if (request->writing != NULL)
		shelf->writer = request->writing->open();
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
	if (shelf->writer != NULL)
		shelf->request->writing->close(shelf->writer);
	memory_free(shelf->cells);
	buffer_clear(&shelf->row);
	buffer_clear(&shelf->text);
	memory_free(shelf);
}
