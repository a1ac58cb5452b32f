/* A ring of pieces, oldest first; see engine/pool.h. */
#include "engine/pool.h"

#include <string.h>

#include "base/interrupt.h"
#include "base/limits.h"
#include "base/memory.h"
#include "engine/batch.h"
#include "engine/perform.h"
#include "engine/wire.h"

#define NOTES 64U /* pieces without a slot that may wait */
#define NO_ITEM UINT32_MAX
#define FOREVER_MS 1000

enum unit_state {
	UNIT_WAITING, /* for a worker */
	UNIT_BUSY,
	UNIT_ANSWERED,
	UNIT_DEAD /* its worker died */
};

/* A few answers' memory is kept for the next ones: giving so much back to the system and taking it again is dear. */
#define SPARE_ANSWERS 4U
#define SPARE_BYTES ((size_t)1024 * 1024)

/* A piece from handing in to its last answer. */
struct unit {
	struct work work; /* the part in hand */
	uint32_t items;   /* of the whole */
	bool is_note;
	bool alone;       /* the part in hand is one suspect, for a fresh worker */
	uint32_t suspect; /* the item to be done alone when its turn comes */
	enum unit_state state;
	enum status status;
	struct death death;
	uint32_t death_item;
	struct buffer answer;
};

struct pool {
	struct pool_setting setting;
	struct pool_events events;
	struct slots *slots;
	struct crew *crew;
	struct performer *performer; /* without isolation */
	struct beacon beacon;        /* without isolation */
	struct unit *units;          /* a ring */
	uint32_t room;
	uint32_t head;
	uint32_t count;
	uint32_t *free_slots;
	uint32_t free_count;
	uint64_t off;
	uint32_t breach_trials;
	struct buffer spares[SPARE_ANSWERS]; /* empty, with memory */
	uint32_t spare_count;
	struct buffer wire;
	struct buffer why;
};

static struct unit *
unit_at(struct pool *pool, uint32_t position)
{
	return &pool->units[(pool->head + position) % pool->room];
}

/* ---- Memory of answers ------------------------------------------------------------------ */

static void
forget_answer(struct pool *pool, struct buffer *answer)
{
	if (answer->capacity == 0 || answer->capacity > SPARE_BYTES || pool->spare_count == SPARE_ANSWERS) {
		buffer_clear(answer);
		return;
	}
	buffer_reset(answer);
	pool->spares[pool->spare_count++] = *answer;
	buffer_init(answer);
}

/* An empty one, with memory where there is some. */
static struct buffer
take_spare(struct pool *pool)
{
	struct buffer none = {0};

	return pool->spare_count == 0 ? none : pool->spares[--pool->spare_count];
}

/* ---- Planning ------------------------------------------------------------------------- */

static void
plan(struct pool *pool, struct unit *unit, uint32_t first, uint32_t count)
{
	unit->work.mode = WORK_RUN;
	unit->work.first = first;
	unit->work.count = count;
	unit->work.off = pool->off;
	unit->alone = false;
	unit->state = UNIT_WAITING;
	forget_answer(pool, &unit->answer);
}

static void
plan_alone(struct pool *pool, struct unit *unit, uint32_t item)
{
	plan(pool, unit, item, unit->items == 0 ? 0 : 1);
	unit->alone = true;
	unit->suspect = NO_ITEM;
}

static void
plan_giving_up(struct pool *pool, struct unit *unit)
{
	plan_alone(pool, unit, unit->work.first);
	unit->work.mode = WORK_BLAME;
	unit->work.death = unit->death;
}

/* What comes before the suspect, if anything does, then the suspect. */
static void
plan_around(struct pool *pool, struct unit *unit, uint32_t suspect)
{
	uint32_t first = unit->work.first;

	if (suspect <= first) {
		plan_alone(pool, unit, first);
		return;
	}
	plan(pool, unit, first, suspect - first);
	unit->suspect = suspect;
}

/* What is left of the piece; false: nothing. */
static bool
plan_rest(struct pool *pool, struct unit *unit)
{
	uint32_t next = unit->work.first + unit->work.count;

	if (next >= unit->items)
		return false;
	if (next == unit->suspect)
		plan_alone(pool, unit, next);
	else
		plan(pool, unit, next, (unit->suspect == NO_ITEM ? unit->items : unit->suspect) - next);
	return true;
}

/* ---- The oldest piece ------------------------------------------------------------------- */

static void
pop(struct pool *pool)
{
	struct unit *unit = unit_at(pool, 0);

	if (!unit->is_note)
		pool->free_slots[pool->free_count++] = unit->work.slot;
	forget_answer(pool, &unit->answer);
	pool->head = (pool->head + 1) % pool->room;
	pool->count--;
}

static enum status
deliver(struct pool *pool, const struct unit *unit, struct text wire)
{
	return pool->events.answer(pool->events.context, &unit->work, wire);
}

/* The first item of an answer on which a plugin broke the contract, if it is to be tried again. */
static uint32_t
find_breach(const struct pool *pool, const struct unit *unit)
{
	struct text wire = text_view(buffer_text(&unit->answer), unit->answer.length);
	struct wire_message message = {0};
	struct wire_breach breach = {0};
	size_t position = 0;

	if (unit->alone || unit->is_note || pool->breach_trials >= LIMIT_BREACH_TRIALS)
		return NO_ITEM;
	while (wire_next(wire, &position, &message) == STATUS_OK) {
		if (message.type != WIRE_BREACH || message.body.length != sizeof breach)
			continue;
		memcpy(&breach, message.body.data, sizeof breach);
		if (breach.item >= unit->work.first && breach.item < unit->work.first + unit->work.count)
			return breach.item;
	}
	return NO_ITEM;
}

/* A plugin was switched off after this was begun: it is done again without it, so that it does not matter who was fast. */
static bool
is_outdated(const struct pool *pool, const struct unit *unit)
{
	return !unit->is_note && !unit->alone && unit->work.off != pool->off;
}

static enum status
take_answered(struct pool *pool, struct unit *unit)
{
	uint32_t breach = find_breach(pool, unit);
	enum status status = unit->status;

	if (status != STATUS_OK)
		return status;
	if (breach != NO_ITEM) {
		pool->breach_trials++;
		plan_around(pool, unit, breach);
		return STATUS_OK;
	}
	status = deliver(pool, unit, text_view(buffer_text(&unit->answer), unit->answer.length));
	if (status == STATUS_OK && (unit->is_note || !plan_rest(pool, unit)))
		pop(pool);
	return status;
}

/* Nobody could even be made to name the item. */
static enum status
lose_item(struct pool *pool, struct unit *unit)
{
	struct wire_given_up given_up = {0, 0};
	enum status status = STATUS_OK;

	if (unit->work.kind == WORK_BATCH)
		given_up.line = batch_line_of(text_view(slots_write(pool->slots, unit->work.slot), unit->work.bytes),
		    unit->work.first, &given_up.column);
	buffer_reset(&pool->wire);
	wire_put(&pool->wire, WIRE_GIVEN_UP, &given_up, sizeof given_up);
	status = deliver(pool, unit, text_view(pool->wire.data, pool->wire.length));
	if (status == STATUS_OK && !plan_rest(pool, unit))
		pop(pool);
	return status;
}

static enum status
take_dead(struct pool *pool, struct unit *unit)
{
	if (unit->work.mode == WORK_BLAME)
		return lose_item(pool, unit);
	if (unit->alone)
		plan_giving_up(pool, unit);
	else if (unit->work.count == 0)
		plan_alone(pool, unit, 0);
	else
		plan_around(pool, unit,
		    unit->death_item < unit->work.first + unit->work.count ? unit->death_item : unit->work.first);
	return STATUS_OK;
}

/* Answers what can be answered; ends at a piece that has to wait. */
static enum status
settle(struct pool *pool)
{
	enum status status = STATUS_OK;

	while (status == STATUS_OK && pool->count > 0) {
		struct unit *unit = unit_at(pool, 0);

		if (unit->state != UNIT_ANSWERED && unit->state != UNIT_DEAD)
			break;
		if (is_outdated(pool, unit))
			plan(pool, unit, unit->work.first, unit->work.count);
		else if (unit->state == UNIT_ANSWERED)
			status = take_answered(pool, unit);
		else
			status = take_dead(pool, unit);
	}
	return status;
}

/* ---- The crew's events --------------------------------------------------------------------- */

static void
on_answered(void *context, uint32_t tag, enum status status, struct buffer *answer)
{
	struct pool *pool = context;
	struct unit *unit = &pool->units[tag];

	forget_answer(pool, &unit->answer);
	unit->answer = *answer;
	*answer = take_spare(pool);
	unit->status = status;
	unit->state = UNIT_ANSWERED;
}

static void
on_died(void *context, uint32_t tag, const struct death *death, uint32_t item)
{
	struct pool *pool = context;

	pool->units[tag].death = *death;
	pool->units[tag].death_item = item;
	pool->units[tag].state = UNIT_DEAD;
}

static void
on_returned(void *context, uint32_t tag)
{
	struct pool *pool = context;

	pool->units[tag].state = UNIT_WAITING;
}

/* ---- The pump --------------------------------------------------------------------------------- */

static enum status
fail(struct pool *pool, const char *why)
{
	buffer_reset(&pool->why);
	buffer_append_text(&pool->why, why);
	return STATUS_IO;
}

static enum status
give_work(struct pool *pool)
{
	enum status status = STATUS_OK;
	uint32_t i = 0;

	/* Nobody overtakes a suspect: it needs the place of somebody idle. */
	for (i = 0; i < pool->count && status == STATUS_OK; i++) {
		uint32_t tag = (pool->head + i) % pool->room;
		struct unit *unit = &pool->units[tag];

		if (unit->state != UNIT_WAITING)
			continue;
		status = crew_give(pool->crew, &unit->work, tag, unit->alone);
		if (status == STATUS_OK)
			unit->state = UNIT_BUSY;
	}
	if (status == STATUS_IO)
		return fail(pool, crew_why(pool->crew));
	return STATUS_OK;
}

static uint64_t
waiting_bytes(struct pool *pool)
{
	uint64_t bytes = 0;
	uint32_t i = 0;

	for (i = 0; i < pool->count; i++) {
		if (unit_at(pool, i)->state == UNIT_ANSWERED)
			bytes += unit_at(pool, i)->answer.length;
	}
	return bytes;
}

/* Once around: hand out, wait, take in, answer. */
static enum status
pump(struct pool *pool, int timeout_ms)
{
	enum status status = give_work(pool);

	if (status != STATUS_OK)
		return status;
	crew_prefer(pool->crew, pool->head);
	crew_set_waiting(pool->crew, waiting_bytes(pool));
	if (crew_wait(pool->crew, timeout_ms) != STATUS_OK)
		return fail(pool, crew_why(pool->crew));
	status = settle(pool);
	if (status == STATUS_OK)
		status = give_work(pool);
	if (pool->events.tick != NULL)
		pool->events.tick(pool->events.context);
	return status == STATUS_OK && interrupt_signal != 0 ? STATUS_END : status;
}

/* ---- Handing in -------------------------------------------------------------------------------- */

enum status
pool_slot(struct pool *pool, char **ret_slot)
{
	enum status status = STATUS_OK;

	while (status == STATUS_OK && (pool->free_count == 0 || pool->count == pool->room))
		status = pump(pool, FOREVER_MS);
	if (status == STATUS_OK)
		*ret_slot = slots_write(pool->slots, pool->free_slots[pool->free_count - 1]);
	return status;
}

static struct unit *
push(struct pool *pool)
{
	struct unit *unit = unit_at(pool, pool->count++);

	memset(unit, 0, sizeof *unit);
	unit->suspect = NO_ITEM;
	return unit;
}

/* Without isolation: at once, by ourselves. */
static enum status
perform(struct pool *pool, struct unit *unit)
{
	struct text slot = text_view(slots_write(pool->slots, unit->work.slot), unit->work.bytes);
	enum status status = STATUS_OK;

	buffer_reset(&pool->wire);
	status = performer_do(pool->performer, &unit->work, slot, &pool->wire);
	if (status == STATUS_OK)
		status = deliver(pool, unit, text_view(pool->wire.data, pool->wire.length));
	pop(pool);
	if (pool->events.tick != NULL)
		pool->events.tick(pool->events.context);
	return status == STATUS_OK && interrupt_signal != 0 ? STATUS_END : status;
}

enum status
pool_hand_in(struct pool *pool, const struct work *work, uint32_t items)
{
	struct unit *unit = push(pool);

	unit->work = *work;
	unit->work.slot = pool->free_slots[--pool->free_count];
	unit->items = items;
	plan(pool, unit, 0, items);
	return pool->setting.isolated ? pump(pool, 0) : perform(pool, unit);
}

enum status
pool_note(struct pool *pool, uint32_t input, struct text wire)
{
	struct work work = {.input = input};
	struct unit *unit = NULL;
	enum status status = STATUS_OK;

	if (pool->count == 0)
		return pool->events.answer(pool->events.context, &work, wire);
	unit = unit_at(pool, pool->count - 1);
	if (!unit->is_note || unit->work.input != input) {
		while (status == STATUS_OK && pool->count == pool->room)
			status = pump(pool, FOREVER_MS);
		if (status != STATUS_OK)
			return status;
		unit = push(pool);
		unit->is_note = true;
		unit->work = work;
		unit->state = UNIT_ANSWERED;
	}
	buffer_append(&unit->answer, wire.data, wire.length);
	return unit->answer.length < LIMIT_BATCH_BYTES ? STATUS_OK : pool_drain(pool);
}

enum status
pool_attend(struct pool *pool)
{
	if (pool->setting.isolated)
		return pump(pool, 0);
	if (pool->events.tick != NULL)
		pool->events.tick(pool->events.context);
	return STATUS_OK;
}

enum status
pool_drain(struct pool *pool)
{
	enum status status = STATUS_OK;

	while (status == STATUS_OK && pool->count > 0)
		status = pump(pool, FOREVER_MS);
	return status;
}

void
pool_switch_off(struct pool *pool, uint32_t bundle)
{
	pool->off |= UINT64_C(1) << bundle;
}

const char *
pool_why(const struct pool *pool)
{
	return buffer_text(&pool->why);
}

/* ---- Life ----------------------------------------------------------------------------------------- */

/* Enough that no worker waits while the oldest piece is being waited for: one in hand, the next ones, some answered. */
static uint32_t
slots_for(const struct pool_setting *setting)
{
	return setting->isolated ? 6 * setting->crew.jobs + 1 : 1;
}

enum status
pool_new(const struct pool_setting *setting, const struct pool_events *events, struct pool **ret_pool,
    struct buffer *ret_why)
{
	struct pool *pool = memory_zeroed(1, sizeof *pool);
	struct crew_events crew_events = {pool, on_answered, on_died, on_returned};
	uint32_t slots = slots_for(setting);
	enum status status = slots_new(slots, setting->isolated ? 1 : 0, &pool->slots);

	pool->setting = *setting;
	pool->events = *events;
	pool->room = slots + NOTES;
	pool->units = memory_zeroed(pool->room, sizeof *pool->units);
	pool->free_slots = memory_zeroed(slots, sizeof *pool->free_slots);
	while (pool->free_count < slots) {
		pool->free_slots[pool->free_count] = slots - 1 - pool->free_count;
		pool->free_count++;
	}
	if (status != STATUS_OK)
		buffer_append_text(
		    ret_why, "memory that is shared with workers cannot be made; free memory and run again");
	else if (setting->isolated)
		status = crew_new(&setting->crew, pool->slots, &crew_events, &pool->crew, ret_why);
	else
		pool->performer = performer_new(setting->crew.evaluation, &pool->beacon);
	if (status == STATUS_OK)
		*ret_pool = pool;
	else
		pool_free(pool);
	return status;
}

void
pool_free(struct pool *pool)
{
	uint32_t i = 0;

	if (pool == NULL)
		return;
	crew_free(pool->crew);
	performer_free(pool->performer);
	slots_free(pool->slots);
	for (i = 0; i < pool->room; i++)
		buffer_clear(&pool->units[i].answer);
	memory_free(pool->units);
	memory_free(pool->free_slots);
	while (pool->spare_count > 0)
		buffer_clear(&pool->spares[--pool->spare_count]);
	buffer_clear(&pool->wire);
	buffer_clear(&pool->why);
	memory_free(pool);
}
