/* See fault.h. A share is kept exactly: what is owed to a fault grows with each record that could have it. */
#include "fault.h"

#include <stdlib.h>
#include <string.h>

static const struct fault *const catalogue[] = {ohio_faults, ohio_invoice_faults, newyork_faults};

static const char *const ohio_kinds[] = {
    "live case without match",
    "live case on an invoice",
    "FACSIS AA case",
    "SIS AA case",
    "SAMS case not live",
    "match invoice",
};

const char *
kind_name(uint32_t kind)
{
	uint32_t i = 0;

	for (i = 0; i < sizeof ohio_kinds / sizeof ohio_kinds[0]; i++) {
		if (kind == 1U << i)
			return ohio_kinds[i];
	}
	return "New York case";
}

/* ---- The plan ----------------------------------------------------------------- */

bool
plan_make(struct plan *plan, uint32_t kinds)
{
	const struct fault *fault = NULL;
	size_t room = 1;
	size_t i = 0;

	memset(plan, 0, sizeof *plan);
	for (i = 0; i < sizeof catalogue / sizeof catalogue[0]; i++) {
		for (fault = catalogue[i]; fault->name != NULL; fault++)
			room++;
	}
	plan->items = calloc(room, sizeof *plan->items);
	if (plan->items == NULL)
		return false;
	for (i = 0; i < sizeof catalogue / sizeof catalogue[0]; i++) {
		for (fault = catalogue[i]; fault->name != NULL; fault++) {
			if ((fault->kinds & kinds) != 0)
				plan->items[plan->count++].fault = fault;
		}
	}
	return true;
}

void
plan_clear(struct plan *plan)
{
	free(plan->items);
	memset(plan, 0, sizeof *plan);
}

struct planned *
plan_find(struct plan *plan, const char *name)
{
	size_t i = 0;

	for (i = 0; i < plan->count; i++) {
		if (strcmp(plan->items[i].fault->name, name) == 0)
			return &plan->items[i];
	}
	return NULL;
}

/* The shares of all faults that one kind of records can have. */
static uint64_t
share_of_kind(const struct plan *plan, uint32_t kind)
{
	uint64_t sum = 0;
	size_t i = 0;

	for (i = 0; i < plan->count; i++) {
		if ((plan->items[i].fault->kinds & (1U << kind)) != 0)
			sum += plan->items[i].share;
	}
	return sum;
}

const char *
plan_overfull(const struct plan *plan, uint64_t *ret_share)
{
	const char *fullest = NULL;
	uint32_t kind = 0;

	*ret_share = SHARE_WHOLE;
	for (kind = 0; kind < KINDS; kind++) {
		uint64_t share = share_of_kind(plan, kind);

		if (share > *ret_share) {
			*ret_share = share;
			fullest = kind_name(1U << kind);
		}
	}
	return fullest;
}

/* Faults that are not to be planted leave the plan: every record walks it. */
void
plan_begin(struct plan *plan, uint64_t seed)
{
	struct random random = random_of(seed, UINT64_C(0xfa017));
	size_t kept = 0;
	size_t i = 0;

	for (i = 0; i < plan->count; i++) {
		plan->items[i].owed = random_below(&random, SHARE_WHOLE);
		if (plan->items[i].share > 0)
			plan->items[kept++] = plan->items[i];
	}
	plan->count = kept;
}

/* ---- Planting ------------------------------------------------------------------- */

static void
apply_edit(void *record, const struct edit *edit)
{
	char *at = (char *)record + edit->at;
	const char *from = (const char *)record + edit->from;
	bool flag = edit->number != 0;
	int32_t day = (int32_t)edit->number;
	int32_t other_day = 0;
	int64_t other_cents = 0;

	switch (edit->kind) {
	case EDIT_NONE: break;
	case EDIT_DAY: memcpy(at, &day, sizeof day); break;
	case EDIT_MONEY: memcpy(at, &edit->number, sizeof edit->number); break;
	case EDIT_TEXT: memcpy(at, &edit->text, sizeof edit->text); break;
	case EDIT_FLAG: memcpy(at, &flag, sizeof flag); break;
	case EDIT_SHIFT:
		memcpy(&other_day, from, sizeof other_day);
		other_day += day;
		memcpy(at, &other_day, sizeof other_day);
		break;
	case EDIT_SUM:
		memcpy(&other_cents, from, sizeof other_cents);
		other_cents += edit->number;
		memcpy(at, &other_cents, sizeof other_cents);
		break;
	}
}

static bool
plant(const struct fault *fault, struct group *group, uint32_t index)
{
	struct slot *slot = &group->slots[index];
	uint32_t i = 0;

	if (fault->plant != NULL && !fault->plant(group, index))
		return false;
	for (i = 0; i < EDITS_MAX; i++)
		apply_edit(slot->record, &fault->edits[i]);
	slot->fault = fault;
	slot->changes = fault->changes;
	return true;
}

void
fault_spread(struct group *group, uint32_t slot, uint32_t other)
{
	group->slots[other].planted_in = group->slots[slot].id;
}

/* Which fault it is that spread, known once it is planted. */
static void
name_spread(struct group *group, const struct fault *fault)
{
	uint32_t i = 0;

	for (i = 0; i < group->count; i++) {
		struct slot *slot = &group->slots[i];

		if (slot->planted_in != NULL && slot->fault == NULL) {
			slot->fault = fault;
			slot->changes = fault->elsewhere == NULL ? "" : fault->elsewhere;
		}
	}
}

/* The fault that is owed most and was not tried yet; NULL: none is owed. */
static struct planned *
most_owed(struct plan *plan, uint32_t kind, uint64_t below)
{
	struct planned *most = NULL;
	size_t i = 0;

	for (i = 0; i < plan->count; i++) {
		struct planned *item = &plan->items[i];

		if ((item->fault->kinds & kind) != 0 && item->owed >= SHARE_WHOLE && item->owed < below &&
		    (most == NULL || item->owed > most->owed))
			most = item;
	}
	return most;
}

static void
plant_in_slot(struct plan *plan, struct group *group, uint32_t index)
{
	uint32_t kind = group->slots[index].kind;
	uint64_t below = UINT64_MAX;
	struct planned *item = NULL;
	size_t i = 0;

	for (i = 0; i < plan->count; i++) {
		if ((plan->items[i].fault->kinds & kind) != 0)
			plan->items[i].owed += plan->items[i].share;
	}
	if (group->slots[index].fault != NULL)
		return;
	while ((item = most_owed(plan, kind, below)) != NULL) {
		below = item->owed;
		if (!plant(item->fault, group, index))
			continue;
		item->owed -= SHARE_WHOLE;
		item->planted++;
		plan->lost_record = plan->lost_record || item->fault->loses_record;
		name_spread(group, item->fault);
		return;
	}
}

void
plan_apply(struct plan *plan, struct group *group)
{
	uint32_t i = 0;

	for (i = 0; i < group->count; i++)
		plant_in_slot(plan, group, i);
}
