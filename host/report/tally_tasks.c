/*
 * The tally's list of open steps. Only the earliest are kept, so the list costs
 * the same for any number of records; a step that is pushed out is still counted.
 */
#include <string.h>

#include "base/memory.h"
#include "base/money.h"
#include "report/tally_parts.h"

struct kept_task {
	struct tally_task task;
	char *texts; /* the bytes its texts point into */
};

/* Dates first, no date last. */
static int64_t
rank(int32_t due)
{
	return due == CASELINT_ABSENT ? INT64_MAX : due;
}

/* Whether one is listed before the other, or as early. */
static bool
is_before(const struct tally_task *left, const struct tally_task *right)
{
	if (rank(left->due) != rank(right->due))
		return rank(left->due) < rank(right->due);
	return left->sequence <= right->sequence;
}

/* Where a task belongs: behind all that are as early. */
static size_t
place_for(const struct task_list *list, const struct tally_task *task)
{
	size_t low = 0;
	size_t high = list->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (is_before(&list->items[middle].task, task))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static struct text
move_text(char **at, struct text text)
{
	char *start = *at;

	if (text.length > 0)
		memcpy(start, text.data, text.length);
	*at += text.length;
	return text_view(start, text.length);
}

/* Makes the task's texts its own. */
static char *
own_texts(struct tally_task *task)
{
	size_t bytes = task->record.length + task->group.length + task->rule.length + task->what.length +
	               task->cite.length + task->amounts.length;
	char *texts = memory_alloc(bytes);
	char *at = texts;

	task->record = move_text(&at, task->record);
	task->group = move_text(&at, task->group);
	task->rule = move_text(&at, task->rule);
	task->what = move_text(&at, task->what);
	task->cite = move_text(&at, task->cite);
	task->amounts = move_text(&at, task->amounts);
	return texts;
}

/* ---- Days ---- */

static void
add_to_day(struct tally_day *day, uint64_t late, uint64_t open)
{
	day->late += late;
	day->open += open;
}

/* Where a day stands, or belongs. */
static size_t
day_place(const struct task_list *list, int32_t due)
{
	size_t low = 0;
	size_t high = list->day_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (list->days[middle].due < due)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The day, made where it is new; NULL when so many are earlier that it is not told apart. */
static struct tally_day *
day_of(struct task_list *list, int32_t due)
{
	size_t place = day_place(list, due);

	if (place < list->day_count && list->days[place].due == due)
		return &list->days[place];
	if (place == TALLY_DAYS)
		return NULL;
	if (list->days == NULL)
		list->days = memory_zeroed(TALLY_DAYS, sizeof *list->days);
	if (list->day_count == TALLY_DAYS) {
		list->day_count--;
		add_to_day(&list->days_beyond, list->days[list->day_count].late, list->days[list->day_count].open);
	}
	memmove(&list->days[place + 1], &list->days[place], (list->day_count - place) * sizeof *list->days);
	list->day_count++;
	list->days[place] = (struct tally_day){.due = due};
	return &list->days[place];
}

static void
add_day(struct task_list *list, const struct tally_day *steps, int32_t due)
{
	struct tally_day *day = due == CASELINT_ABSENT ? &list->no_date : day_of(list, due);

	add_to_day(day == NULL ? &list->days_beyond : day, steps->late, steps->open);
}

static void
count_day(struct task_list *list, const struct tally_task *task)
{
	bool late = task->outcome == CASELINT_FAIL;
	const struct tally_day step = {.late = late ? 1 : 0, .open = late ? 0 : 1};

	add_day(list, &step, task->due);
}

/* ---- The list ---- */

static void
insert(struct task_list *list, const struct tally_task *task)
{
	size_t place = place_for(list, task);
	struct kept_task kept = {.task = *task};

	if (place >= TALLY_TASKS)
		return;
	if (list->items == NULL)
		list->items = memory_zeroed(TALLY_TASKS, sizeof *list->items);
	if (list->count == TALLY_TASKS)
		memory_free(list->items[--list->count].texts);
	kept.texts = own_texts(&kept.task);
	memmove(&list->items[place + 1], &list->items[place], (list->count - place) * sizeof *list->items);
	list->items[place] = kept;
	list->count++;
}

static void
offer(struct task_list *list, const struct tally_task *task)
{
	list->offered++;
	count_day(list, task);
	insert(list, task);
}

void
task_list_absorb(struct task_list *list, const struct task_list *other)
{
	for (size_t i = 0; i < other->count; i++)
		insert(list, &other->items[i].task);
	list->offered += other->offered;
	for (size_t i = 0; i < other->day_count; i++)
		add_day(list, &other->days[i], other->days[i].due);
	add_to_day(&list->days_beyond, other->days_beyond.late, other->days_beyond.open);
	add_to_day(&list->no_date, other->no_date.late, other->no_date.open);
}

/* ---- Steps of a record ---- */

/* A record while its steps are offered. */
struct steps {
	struct task_list *list;
	const struct result_record *record;
	struct money_kinds *kinds; /* or NULL */
};

static bool
is_open(const struct result_finding *finding)
{
	return finding->outcome == CASELINT_PENDING ||
	       (finding->outcome == CASELINT_FAIL && finding->due != CASELINT_ABSENT);
}

/* What may be claimed by its kind but is held back waits for something else. */
static bool
is_step(const struct steps *steps, const struct result_amount *amount)
{
	if ((amount->state != CASELINT_DUE && amount->state != CASELINT_OVERDUE) || amount->value == 0)
		return false;
	return amount->claimable || steps->kinds == NULL || !money_kind_is_claimable(steps->kinds, amount->kind);
}

static bool
goes_with(const struct result_finding *finding, const struct result_amount *amount)
{
	return finding->due == amount->due && is_open(finding) && text_words_meet(finding->cite, amount->cite);
}

/* The first open finding that is due with an amount, by the day and by the letter; the number of findings when there is
 * none. */
static uint32_t
finding_of(const struct result_record *record, const struct result_amount *amount)
{
	uint32_t place = 0;

	if (amount->due == CASELINT_ABSENT)
		return record->finding_count;
	while (place < record->finding_count && !goes_with(&record->findings[place], amount))
		place++;
	return place;
}

/* What is due with a finding. */
static struct text
amounts_with(const struct steps *steps, uint32_t finding)
{
	const struct result_record *record = steps->record;
	struct buffer *text = &steps->list->amounts;
	char money[MONEY_TEXT_BYTES];

	buffer_reset(text);
	for (uint32_t i = 0; i < record->amount_count; i++) {
		const struct result_amount *amount = &record->amounts[i];

		if (!is_step(steps, amount) || finding_of(record, amount) != finding)
			continue;
		buffer_append_text(text, text->length > 0 ? "; " : "");
		buffer_append(text, amount->title.data, amount->title.length);
		buffer_append_format(text, ", %s", money_format(amount->value, money));
	}
	return text_view(buffer_text(text), text->length);
}

static struct tally_task
new_task(const struct result_record *record)
{
	return (struct tally_task){.bundle = record->bundle,
	    .input = record->input,
	    .sequence = record->sequence,
	    .record = record->id,
	    .group = record->group};
}

static void
offer_finding(const struct steps *steps, uint32_t place)
{
	const struct result_finding *finding = &steps->record->findings[place];
	struct tally_task task = new_task(steps->record);

	task.due = finding->due;
	task.rule = finding->rule;
	task.what = finding->remedy;
	task.cite = finding->cite;
	task.outcome = finding->outcome;
	task.amounts = amounts_with(steps, place);
	offer(steps->list, &task);
}

static void
offer_amount(const struct steps *steps, const struct result_amount *amount)
{
	struct tally_task task = new_task(steps->record);

	task.due = amount->due;
	task.what = amount->title;
	task.cite = amount->cite;
	task.outcome = amount->state == CASELINT_DUE ? CASELINT_PENDING : CASELINT_FAIL;
	task.state = amount->state;
	task.value = amount->value;
	offer(steps->list, &task);
}

void
task_list_add(struct task_list *list, const struct result_record *record, struct money_kinds *kinds)
{
	const struct steps steps = {list, record, kinds};

	for (uint32_t i = 0; i < record->finding_count; i++) {
		if (is_open(&record->findings[i]))
			offer_finding(&steps, i);
	}
	for (uint32_t i = 0; i < record->amount_count; i++) {
		const struct result_amount *amount = &record->amounts[i];

		if (is_step(&steps, amount) && finding_of(record, amount) == record->finding_count)
			offer_amount(&steps, amount);
	}
}

struct tally_task *
task_list_shown(const struct task_list *list)
{
	struct tally_task *tasks = memory_zeroed(list->count, sizeof *tasks);

	for (size_t i = 0; i < list->count; i++)
		tasks[i] = list->items[i].task;
	return tasks;
}

void
task_list_clear(struct task_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		memory_free(list->items[i].texts);
	memory_free(list->items);
	memory_free(list->days);
	buffer_clear(&list->amounts);
	memset(list, 0, sizeof *list);
}
