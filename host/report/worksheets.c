/*
 * See report/worksheets.h. Threads gather rows, each those of its share of the
 * records (report/worksheets_parts.h); here their shares are put together, and
 * rows are read back from all of them in one order. The groups themselves, with
 * their totals, stay in memory, and so there is a limit to their number.
 */
#include "report/worksheets.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "report/pieces.h"
#include "report/worksheets_parts.h"

/* The rows of a thread while they are read. */
struct stream {
	struct shelf *shelf;
	struct text next; /* empty: there is none */
};

/* The public list and what stands behind it. */
struct worksheets_gathering {
	struct worksheets list;
	struct worksheets_request request;
	size_t memory; /* of a shelf's rows */
	struct stream *streams;
	size_t stream_count;
	struct shelf *whole;    /* worksheets and groups of all shelves; no rows */
	struct stream *current; /* whose next row comes first; NULL: no row is in hand */
};

/* ---- Gathering ---------------------------------------------------------------------------- */

static struct worksheets_gathering *
begin(const struct worksheets_request *request)
{
	struct worksheets_gathering *gathering = memory_zeroed(1, sizeof *gathering);

	gathering->request = *request;
	gathering->whole = shelf_new(&gathering->request, LIMIT_ADDED_MEMORY);
	return gathering;
}

/* The memory for rows is that of all threads together. */
static void
divide_memory(struct worksheets_gathering *gathering, uint32_t threads)
{
	gathering->memory = LIMIT_ROW_MEMORY / (threads == 0 ? 1 : threads);
}

struct shelf *
worksheets_open_share(const struct worksheets_gathering *gathering)
{
	return shelf_new(&gathering->request, gathering->memory);
}

enum status
worksheets_add(struct shelf *share, const struct result_record *record)
{
	return shelf_add(share, record);
}

enum status
worksheets_finish_share(struct shelf *share)
{
	return sorter_settle(share->rows);
}

void
worksheets_close_share(struct worksheets_gathering *gathering, struct shelf *share)
{
	if (gathering == NULL) {
		shelf_free(share);
		return;
	}
	gathering->streams = memory_resize(gathering->streams, gathering->stream_count + 1, sizeof *gathering->streams);
	gathering->streams[gathering->stream_count++] = (struct stream){share, {"", 0}};
	shelf_absorb(gathering->whole, share);
}

static void *
open_shelf(void *context)
{
	return worksheets_open_share(context);
}

static enum status
finish_shelf(void *maker)
{
	return worksheets_finish_share(maker);
}

static void
close_shelf(void *context, void *maker)
{
	worksheets_close_share(context, maker);
}

static void
forget_rows(struct worksheets_gathering *gathering)
{
	for (size_t i = 0; i < gathering->stream_count; i++)
		shelf_free(gathering->streams[i].shelf);
	gathering->stream_count = 0;
	shelf_free(gathering->whole);
	gathering->whole = NULL;
}

static enum status
gather_rows(struct worksheets_gathering *gathering, struct spool *spool, uint32_t threads)
{
	struct pieces pieces = {.spool = spool,
	    .parts = gathering->request.named ? SPOOL_NAMED : SPOOL_ROWS,
	    .threads = threads,
	    .context = gathering,
	    .open = open_shelf,
	    .record = shelf_add,
	    .finish = finish_shelf,
	    .close = close_shelf};

	forget_rows(gathering);
	divide_memory(gathering, threads);
	gathering->whole = shelf_new(&gathering->request, LIMIT_ADDED_MEMORY);
	return pieces_make(&pieces);
}

static int
filling_compare(const void *left_pointer, const void *right_pointer)
{
	const struct filling *left = left_pointer;
	const struct filling *right = right_pointer;

	if (left->bundle != right->bundle)
		return left->bundle < right->bundle ? -1 : 1;
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

/* The sum of a column as it may be shown. */
static struct worksheet_total
total_of(wide_sum sum)
{
	if (sum > INT64_MAX || sum < INT64_MIN)
		return (struct worksheet_total){true, 0};
	return (struct worksheet_total){false, (int64_t)sum};
}

static struct worksheet_group
publish_group(const struct filling *filling, size_t place)
{
	struct worksheet_group group = {filling->names.items[place], filling->groups[place].row_count, NULL};

	group.totals = memory_zeroed(filling->sheet->column_count, sizeof *group.totals);
	for (size_t i = 0; i < filling->sheet->column_count; i++)
		group.totals[i] = total_of(filling->groups[place].sums[i]);
	return group;
}

/* Totals are printed below the values, so they take part in the widths. */
static void
widen_by_totals(struct worksheets_gathering *gathering, struct worksheet *sheet)
{
	for (size_t i = 0; gathering->request.with_widths && i < sheet->group_count; i++) {
		for (size_t k = 0; k < sheet->sheet->column_count; k++) {
			struct shown_value total = {
			    .kind = sheet->sheet->columns[k].kind, .number = sheet->groups[i].totals[k].sum};
			size_t width = 0;

			if (!sheet->sheet->columns[k].total || sheet->groups[i].totals[k].overflow)
				continue;
			width = worksheets_width(&total, &gathering->whole->text);
			if (width > sheet->widths[k])
				sheet->widths[k] = width;
		}
	}
}

static void
publish_worksheet(struct worksheets_gathering *gathering, const struct filling *filling, struct worksheet *ret_sheet)
{
	*ret_sheet = (struct worksheet){.bundle = filling->bundle,
	    .ruleset = filling->letter,
	    .sheet = filling->sheet,
	    .widths = filling->widths,
	    .group_count = filling->names.count};
	ret_sheet->groups = memory_zeroed(filling->names.count, sizeof *ret_sheet->groups);
	for (size_t i = 0; i < filling->names.count; i++)
		ret_sheet->groups[i] = publish_group(filling, i);
	qsort(ret_sheet->groups, ret_sheet->group_count, sizeof *ret_sheet->groups, group_compare);
	widen_by_totals(gathering, ret_sheet);
}

/* Puts everything in order and into the public list. */
static void
publish(struct worksheets_gathering *gathering)
{
	struct shelf *whole = gathering->whole;

	if (whole->count > 0)
		qsort(whole->fillings, whole->count, sizeof *whole->fillings, filling_compare);
	gathering->list.items = memory_zeroed(whole->count, sizeof *gathering->list.items);
	gathering->list.count = whole->count;
	for (size_t i = 0; i < whole->count; i++)
		publish_worksheet(gathering, &whole->fillings[i], &gathering->list.items[i]);
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

/* Which groups are named when there are too many depends on the order of records. */
static enum status
gather_in_order(struct worksheets_gathering *gathering, struct spool *spool)
{
	return gathering->stream_count > 1 && shelf_is_over(gathering->whole) ? gather_rows(gathering, spool, 1)
	                                                                      : STATUS_OK;
}

static enum status start_reading(struct worksheets_gathering *gathering);

static enum status
finish(struct worksheets_gathering *gathering, struct spool *spool, struct worksheets **ret_worksheets)
{
	enum status status = gather_in_order(gathering, spool);

	if (status == STATUS_OK)
		status = start_reading(gathering);
	if (status != STATUS_OK) {
		worksheets_free(&gathering->list);
		return status;
	}
	publish(gathering);
	*ret_worksheets = &gathering->list;
	return STATUS_OK;
}

static enum status
gather(const struct worksheets_request *request, struct spool *spool, struct worksheets **ret_worksheets)
{
	struct worksheets_gathering *gathering = begin(request);
	enum status status = STATUS_OK;

	if (any_declared(request->facts))
		status = gather_rows(gathering, spool, request->facts->threads);
	if (status == STATUS_OK)
		return finish(gathering, spool, ret_worksheets);
	worksheets_free(&gathering->list);
	return status;
}

struct worksheets_gathering *
worksheets_begin(const struct run_facts *facts, const struct worksheet_writing *writing, uint32_t threads)
{
	struct worksheets_request request = {.facts = facts, .writing = writing};
	struct worksheets_gathering *gathering = NULL;

	if (!any_declared(facts))
		return NULL;
	gathering = begin(&request);
	divide_memory(gathering, threads);
	return gathering;
}

enum status
worksheets_end(struct worksheets_gathering *gathering, struct spool *spool, struct worksheets **ret_worksheets)
{
	return finish(gathering, spool, ret_worksheets);
}

void
worksheets_give_up(struct worksheets_gathering *gathering)
{
	if (gathering != NULL)
		worksheets_free(&gathering->list);
}

enum status
worksheets_gather(
    const struct run_facts *facts, struct spool *spool, bool with_widths, struct worksheets **ret_worksheets)
{
	struct worksheets_request request = {.facts = facts, .with_widths = with_widths};

	return gather(&request, spool, ret_worksheets);
}

enum status
worksheets_gather_one(
    const struct run_facts *facts, struct spool *spool, const char *id, bool named, struct worksheets **ret_worksheets)
{
	struct worksheets_request request = {.facts = facts, .only = id, .named = named};

	return gather(&request, spool, ret_worksheets);
}

enum status
worksheets_gather_written(const struct run_facts *facts, struct spool *spool, const struct worksheet_writing *writing,
    struct worksheets **ret_worksheets)
{
	struct worksheets_request request = {.facts = facts, .writing = writing};

	return gather(&request, spool, ret_worksheets);
}

/* ---- Reading ------------------------------------------------------------------------------- */

static enum status
advance(struct stream *stream)
{
	enum status status = sorter_next(stream->shelf->rows, &stream->next);

	if (status != STATUS_END)
		return status;
	stream->next = text_view("", 0);
	return STATUS_OK;
}

/* There are as many streams as threads: few. */
static void
choose_first(struct worksheets_gathering *gathering)
{
	gathering->current = NULL;
	for (size_t i = 0; i < gathering->stream_count; i++) {
		struct stream *stream = &gathering->streams[i];

		if (stream->next.length > 0 &&
		    (gathering->current == NULL || text_compare(stream->next, gathering->current->next) < 0))
			gathering->current = stream;
	}
}

/* Brings the first row of all into hand. */
static enum status
start_reading(struct worksheets_gathering *gathering)
{
	enum status status = STATUS_OK;

	for (size_t i = 0; i < gathering->stream_count && status == STATUS_OK; i++) {
		status = sorter_start(gathering->streams[i].shelf->rows);
		if (status == STATUS_OK)
			status = advance(&gathering->streams[i]);
	}
	if (status == STATUS_OK)
		choose_first(gathering);
	else
		gathering->current = NULL;
	return status;
}

static enum status
read_next(struct worksheets_gathering *gathering)
{
	enum status status = advance(gathering->current);

	if (status == STATUS_OK)
		choose_first(gathering);
	return status;
}

/* How the row in hand stands to a group. */
static int
compare_head(const struct worksheets_gathering *gathering, struct text head)
{
	struct text row = gathering->current->next;

	return text_compare(text_view(row.data, row.length < head.length ? row.length : head.length), head);
}

/* Brings the first row of a group into hand. Renderers ask for groups as they are listed, which is as rows are sorted. */
static enum status
find_group(struct worksheets_gathering *gathering, struct text head)
{
	enum status status = STATUS_OK;

	if (gathering->current == NULL || compare_head(gathering, head) > 0)
		status = start_reading(gathering);
	while (status == STATUS_OK && gathering->current != NULL && compare_head(gathering, head) < 0)
		status = read_next(gathering);
	return status;
}

/* Who is given the rows of a group; `take` gets what stands behind the place of a row. */
struct listener {
	const struct worksheet *worksheet;
	worksheet_row_fn *row;
	worksheet_written_fn *written;
	void *context;
	struct shown_value *cells;
	worksheet_written_fn *take; /* its context is the listener */
};

static enum status
take_as_cells(void *context, struct text row)
{
	const struct listener *listener = context;
	enum status status = worksheets_take_cells(listener->worksheet->sheet, row, listener->cells);

	return status == STATUS_OK ? listener->row(listener->context, listener->worksheet, listener->cells) : status;
}

static enum status
take_as_written(void *context, struct text row)
{
	const struct listener *listener = context;

	return listener->written(listener->context, row);
}

static enum status
read_group(struct worksheets_gathering *gathering, struct text head, struct listener *listener)
{
	const size_t before = head.length + WORKSHEETS_PLACE_BYTES;
	enum status status = find_group(gathering, head);

	while (status == STATUS_OK && gathering->current != NULL && compare_head(gathering, head) == 0) {
		struct text bytes = gathering->current->next;

		if (bytes.length < before)
			return STATUS_IO;
		status = listener->take(listener, text_view(bytes.data + before, bytes.length - before));
		if (status == STATUS_OK)
			status = read_next(gathering);
	}
	/* What is left of the group must not be taken for its beginning. */
	if (status != STATUS_OK)
		gathering->current = NULL;
	return status;
}

static enum status
read_for(const struct worksheets *worksheets, const struct worksheet_group *group, struct listener *listener)
{
	struct worksheets_gathering *gathering = (struct worksheets_gathering *)(uintptr_t)worksheets;
	const struct filling *filling = &gathering->whole->fillings[listener->worksheet - gathering->list.items];
	struct buffer head = {0};
	enum status status = STATUS_OK;

	worksheets_put_head(&head, filling, group->name);
	status = read_group(gathering, text_view(head.data, head.length), listener);
	buffer_clear(&head);
	return status;
}

enum status
worksheets_read(const struct worksheets *worksheets, const struct worksheet *worksheet,
    const struct worksheet_group *group, worksheet_row_fn *row, void *context)
{
	struct shown_value *cells = memory_zeroed(worksheet->sheet->column_count, sizeof *cells);
	struct listener listener = {
	    .worksheet = worksheet, .row = row, .context = context, .cells = cells, .take = take_as_cells};
	enum status status = read_for(worksheets, group, &listener);

	memory_free(cells);
	return status;
}

enum status
worksheets_read_written(const struct worksheets *worksheets, const struct worksheet *worksheet,
    const struct worksheet_group *group, worksheet_written_fn *row, void *context)
{
	struct listener listener = {
	    .worksheet = worksheet, .written = row, .context = context, .take = take_as_written};

	return read_for(worksheets, group, &listener);
}

void
worksheets_free(struct worksheets *worksheets)
{
	struct worksheets_gathering *gathering = (struct worksheets_gathering *)(void *)worksheets;

	if (gathering == NULL)
		return;
	for (size_t i = 0; i < gathering->list.count; i++) {
		for (size_t k = 0; k < gathering->list.items[i].group_count; k++)
			memory_free(gathering->list.items[i].groups[k].totals);
		memory_free(gathering->list.items[i].groups);
	}
	memory_free(gathering->list.items);
	forget_rows(gathering);
	memory_free(gathering->streams);
	memory_free(gathering);
}
