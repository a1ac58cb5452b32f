/* Money over the run and over its groups; see report/suppress.h. */
#include <string.h>

#include "base/memory.h"
#include "report/suppress_parts.h"

#define STATE_BIT(state) (1U << (uint32_t)(state))

static void
withhold_all(struct tally_amount *amount)
{
	amount->value = 0;
	amount->unclaimed = 0;
	amount->overflow = false;
	amount->withheld = true;
	amount->unclaimed_withheld = true;
	memset(amount->by_state, 0, sizeof amount->by_state);
}

static void
withhold_states(struct tally_amount *amount, uint64_t below)
{
	bool marked[AMOUNT_STATES] = {false};

	(void)suppress_line(amount->parts_by_state, marked, AMOUNT_STATES, below, below);
	for (size_t i = 0; i < AMOUNT_STATES; i++) {
		if (!marked[i])
			continue;
		amount->states_withheld |= STATE_BIT(i);
		amount->by_state[i] = 0;
	}
}

/* Both what is unclaimed and the rest of what is due and overdue can be known from it. */
static void
withhold_unclaimed(struct tally_amount *amount, uint64_t below)
{
	uint64_t owed = amount->parts_by_state[CASELINT_DUE] + amount->parts_by_state[CASELINT_OVERDUE];

	if ((amount->states_withheld & (STATE_BIT(CASELINT_DUE) | STATE_BIT(CASELINT_OVERDUE))) == 0 &&
	    !suppress_is_small(amount->unclaimed_parts, below) &&
	    !suppress_is_small(owed - amount->unclaimed_parts, below))
		return;
	amount->unclaimed_withheld = true;
	amount->unclaimed = 0;
}

/* Of a sum that was suppressed, what is told: no numbers of amounts. */
static void
keep_told(struct tally_amount *amount)
{
	struct tally_amount told = {.bundle = amount->bundle,
	    .group = amount->group,
	    .kind = amount->kind,
	    .title = amount->title,
	    .claimable = amount->claimable,
	    .count = COUNT_WITHHELD,
	    .value = amount->value,
	    .unclaimed = amount->unclaimed,
	    .overflow = amount->overflow,
	    .withheld = amount->withheld,
	    .states_withheld = amount->states_withheld,
	    .unclaimed_withheld = amount->unclaimed_withheld};

	memcpy(told.by_state, amount->by_state, sizeof told.by_state);
	*amount = told;
}

static void
withhold_of_group(struct tally_amount *amount)
{
	for (size_t i = 0; i < AMOUNT_STATES; i++) {
		if (amount->parts_by_state[i] > 0)
			amount->states_withheld |= STATE_BIT(i);
	}
	memset(amount->by_state, 0, sizeof amount->by_state);
	amount->unclaimed_withheld = true;
	amount->unclaimed = 0;
}

/* One kind over the groups of its plugin. */
static void
suppress_kind(const struct suppression *suppression, const struct tally_amount *kind, uint64_t *cells, bool *marked)
{
	struct tally *tally = suppression->tally;

	for (size_t i = 0; i < tally->amount_count; i++) {
		const struct tally_amount *amount = &tally->amounts[i];
		bool is_of_kind = amount->bundle == kind->bundle && text_equal(amount->kind, kind->kind);

		cells[i] = is_of_kind ? amount->parts : 0;
		marked[i] = is_of_kind && kind->withheld;
	}
	(void)suppress_line(cells, marked, tally->amount_count, suppression->below, suppression->below);
	for (size_t i = 0; i < tally->amount_count; i++) {
		if (marked[i])
			withhold_all(&tally->amounts[i]);
	}
}

void
suppress_money(struct suppression *suppression)
{
	struct tally *tally = suppression->tally;
	uint64_t *cells = memory_zeroed(tally->amount_count, sizeof *cells);
	bool *marked = memory_zeroed(tally->amount_count, sizeof *marked);

	for (size_t i = 0; i < tally->total_count; i++) {
		struct tally_amount *total = &tally->totals[i];

		withhold_states(total, suppression->below);
		withhold_unclaimed(total, suppression->below);
		if (suppress_is_small(total->parts, suppression->below))
			withhold_all(total);
		suppress_kind(suppression, total, cells, marked);
	}
	for (size_t i = 0; i < tally->amount_count; i++)
		withhold_of_group(&tally->amounts[i]);
	for (size_t i = 0; i < tally->amount_count; i++)
		keep_told(&tally->amounts[i]);
	for (size_t i = 0; i < tally->total_count; i++)
		keep_told(&tally->totals[i]);
	memory_free(cells);
	memory_free(marked);
}
