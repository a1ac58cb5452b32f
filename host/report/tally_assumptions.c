/*
 * Which assumptions the amounts of a run rest on: those of the kinds of amounts
 * and of the steps that occurred. Records repeat them in the same order, so a
 * look-up starts behind the last hit.
 */
#include <string.h>

#include "base/memory.h"
#include "report/tally_parts.h"

void
ruleset_use_init(struct ruleset_use *use, const struct ruleset *ruleset)
{
	memset(use, 0, sizeof *use);
	use->ruleset = ruleset;
	use->amounts = memory_zeroed(ruleset->amount_count, sizeof *use->amounts);
	use->steps = memory_zeroed(ruleset->step_count, sizeof *use->steps);
}

void
ruleset_use_clear(struct ruleset_use *use)
{
	memory_free(use->amounts);
	memory_free(use->steps);
	memset(use, 0, sizeof *use);
}

static void
mark_amount(struct ruleset_use *use, struct text kind)
{
	size_t count = use->ruleset->amount_count;

	for (size_t i = 0; i < count; i++) {
		size_t place = (use->amount_hint + i) % count;

		/* A text of the ruleset itself is known by its address. */
		if (kind.data == use->ruleset->amounts[place].kind ||
		    text_equals(kind, use->ruleset->amounts[place].kind)) {
			use->amounts[place] = true;
			use->amount_hint = place + 1;
			return;
		}
	}
}

/* The place of a step of the ruleset; its count for any other. */
static size_t
place_of_step(const struct ruleset *ruleset, const struct ruleset_step *step)
{
	bool is_one = step != NULL && step >= ruleset->steps && step < ruleset->steps + ruleset->step_count;

	return is_one ? (size_t)(step - ruleset->steps) : ruleset->step_count;
}

static void
mark_step_named(struct ruleset_use *use, struct text id)
{
	size_t count = use->ruleset->step_count;

	for (size_t i = 0; i < count; i++) {
		size_t place = (use->step_hint + i) % count;

		if (text_equals(id, use->ruleset->steps[place].id)) {
			use->steps[place] = true;
			use->step_hint = place + 1;
			return;
		}
	}
}

void
ruleset_use_add(struct ruleset_use *use, const struct result_amount *amount)
{
	mark_amount(use, amount->kind);
	for (uint32_t i = 0; i < amount->step_count; i++) {
		size_t place = place_of_step(use->ruleset, amount->steps[i].declared);

		if (place < use->ruleset->step_count)
			use->steps[place] = true;
		else
			mark_step_named(use, amount->steps[i].id);
	}
}

static bool
names_hold(const struct names *names, const char *name)
{
	for (size_t i = 0; i < names->count; i++) {
		if (strcmp(names->items[i], name) == 0)
			return true;
	}
	return false;
}

bool
ruleset_use_rests_on(const struct ruleset_use *use, const char *assumption)
{
	for (size_t i = 0; i < use->ruleset->amount_count; i++) {
		if (use->amounts[i] && names_hold(&use->ruleset->amounts[i].assumptions, assumption))
			return true;
	}
	for (size_t i = 0; i < use->ruleset->step_count; i++) {
		if (use->steps[i] && names_hold(&use->ruleset->steps[i].assumptions, assumption))
			return true;
	}
	return false;
}

void
ruleset_use_absorb(struct ruleset_use *use, const struct ruleset_use *other)
{
	const struct ruleset *ruleset = use->ruleset;

	for (size_t i = 0; i < ruleset->amount_count; i++)
		use->amounts[i] = use->amounts[i] || other->amounts[i];
	for (size_t i = 0; i < ruleset->step_count; i++)
		use->steps[i] = use->steps[i] || other->steps[i];
}
