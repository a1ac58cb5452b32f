/*
 * The tally's money: amounts summed per kind with checked arithmetic. A sum
 * that leaves its range stays out for good; it is never shown wrong.
 */
#include <string.h>

#include "base/memory.h"
#include "base/money.h"
#include "report/tally_parts.h"

static size_t
add_kind(struct money_kinds *kinds, struct text name, struct text title, bool claimable)
{
	kinds->items = memory_resize(kinds->items, kinds->count + 1, sizeof *kinds->items);
	kinds->items[kinds->count] = (struct money_kind){
	    .name = text_view(arena_copy_text(&kinds->arena, name.data, name.length), name.length),
	    .title = text_view(arena_copy_text(&kinds->arena, title.data, title.length), title.length),
	    .claimable = claimable,
	};
	return kinds->count++;
}

/* The number of a kind, or the count of kinds. The search starts behind the last hit. */
static size_t
find_kind(struct money_kinds *kinds, struct text name)
{
	for (size_t i = 0; i < kinds->count; i++) {
		size_t place = kinds->next + i;

		if (place >= kinds->count)
			place -= kinds->count;
		if (text_equal(kinds->items[place].name, name)) {
			kinds->next = place + 1 < kinds->count ? place + 1 : 0;
			return place;
		}
	}
	return kinds->count;
}

void
money_kinds_init(struct money_kinds *kinds, const struct run_bundle *bundle)
{
	memset(kinds, 0, sizeof *kinds);
	for (size_t i = 0; i < bundle->ruleset_count; i++) {
		const struct ruleset *ruleset = bundle->rulesets[i];

		for (size_t k = 0; k < ruleset->amount_count; k++) {
			const struct ruleset_amount *amount = &ruleset->amounts[k];

			if (find_kind(kinds, text_of(amount->kind)) == kinds->count)
				add_kind(kinds, text_of(amount->kind), text_of(amount->title), amount->claimable);
		}
	}
	kinds->next = 0;
}

void
money_kinds_clear(struct money_kinds *kinds)
{
	arena_clear(&kinds->arena);
	memory_free(kinds->items);
	memset(kinds, 0, sizeof *kinds);
}

bool
money_kind_is_claimable(struct money_kinds *kinds, struct text kind)
{
	size_t number = find_kind(kinds, kind);

	return number < kinds->count && kinds->items[number].claimable;
}

size_t
money_kind_number(struct money_kinds *kinds, const struct result_amount *amount)
{
	size_t number = find_kind(kinds, amount->kind);

	if (number < kinds->count)
		return number;
	return add_kind(kinds, amount->kind, amount->title, amount->claimable);
}

static bool
is_unclaimed(const struct result_amount *amount)
{
	return amount->claimable && (amount->state == CASELINT_DUE || amount->state == CASELINT_OVERDUE);
}

static void
add_checked(int64_t *sum, int64_t value, bool *overflow)
{
	if (money_add(*sum, value, sum) != STATUS_OK)
		*overflow = true;
}

static void
sum_add(struct tally_amount *sum, const struct result_amount *amount)
{
	uint64_t part = amount->value == 0 ? 0 : 1;

	sum->claimable = sum->claimable || amount->claimable;
	if (is_unclaimed(amount)) {
		sum->unclaimed_parts += part;
		add_checked(&sum->unclaimed, amount->value, &sum->overflow);
	}
	sum->count++;
	sum->parts += part;
	add_checked(&sum->value, amount->value, &sum->overflow);
	if (amount->state < 0 || amount->state >= AMOUNT_STATES)
		return;
	sum->parts_by_state[amount->state] += part;
	add_checked(&sum->by_state[amount->state], amount->value, &sum->overflow);
}

static void
make_room(struct money_sums *sums, const struct money_kinds *kinds, size_t kind)
{
	if (kind < sums->count)
		return;
	sums->items = memory_resize(sums->items, kinds->count, sizeof *sums->items);
	memset(sums->items + sums->count, 0, (kinds->count - sums->count) * sizeof *sums->items);
	sums->count = kinds->count;
}

void
money_sums_add(
    struct money_sums *sums, const struct money_kinds *kinds, size_t kind, const struct result_amount *amount)
{
	make_room(sums, kinds, kind);
	sum_add(&sums->items[kind], amount);
}

void
tally_amount_absorb(struct tally_amount *sum, const struct tally_amount *other)
{
	sum->claimable = sum->claimable || other->claimable;
	sum->overflow = sum->overflow || other->overflow;
	sum->count += other->count;
	add_checked(&sum->value, other->value, &sum->overflow);
	add_checked(&sum->unclaimed, other->unclaimed, &sum->overflow);
	sum->parts += other->parts;
	sum->unclaimed_parts += other->unclaimed_parts;
	for (size_t i = 0; i < AMOUNT_STATES; i++) {
		sum->parts_by_state[i] += other->parts_by_state[i];
		add_checked(&sum->by_state[i], other->by_state[i], &sum->overflow);
	}
}

void
money_sums_absorb(struct money_sums *sums, struct money_kinds *kinds, const struct money_sums *other,
    const struct money_kinds *other_kinds)
{
	for (size_t i = 0; i < other->count; i++) {
		const struct money_kind *kind = &other_kinds->items[i];
		size_t number = find_kind(kinds, kind->name);

		if (number == kinds->count)
			number = add_kind(kinds, kind->name, kind->title, kind->claimable);
		make_room(sums, kinds, number);
		tally_amount_absorb(&sums->items[number], &other->items[i]);
	}
}

enum status
tally_unclaimed(const struct tally_amount *amount, int64_t *ret_cents)
{
	if (amount->withheld || amount->unclaimed_withheld)
		return STATUS_ABSENT;
	if (amount->overflow)
		return STATUS_OVERFLOW;
	*ret_cents = amount->unclaimed;
	return STATUS_OK;
}
