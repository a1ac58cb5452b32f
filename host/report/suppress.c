/* Records, rules and findings; what is withheld from them, and why, stands in report/suppress.h. */
#include "report/suppress.h"

#include <string.h>

#include "report/suppress_parts.h"

bool
suppress_is_small(uint64_t count, uint64_t below)
{
	return count > 0 && count < below;
}

bool
suppress_counts_type(const struct suppress_type *type, uint64_t below)
{
	return type->records >= below;
}

/* ---- Lines ---- */

/* The smallest cell that is there and not marked; `count` when there is none. */
static size_t
smallest(const uint64_t *cells, const bool *marked, size_t count)
{
	size_t place = count;

	for (size_t i = 0; i < count; i++) {
		if (!marked[i] && cells[i] > 0 && (place == count || cells[i] < cells[place]))
			place = i;
	}
	return place;
}

bool
suppress_line(const uint64_t *cells, bool *marked, size_t count, uint64_t below, uint64_t enough)
{
	uint64_t sum = 0;
	size_t found = 0;

	for (size_t i = 0; i < count; i++) {
		marked[i] = cells[i] > 0 && (marked[i] || cells[i] < below);
		sum += marked[i] ? cells[i] : 0;
		found += marked[i] ? 1 : 0;
	}
	while (found > 0 && (found < 2 || sum < enough)) {
		size_t place = smallest(cells, marked, count);

		if (place == count)
			return true;
		marked[place] = true;
		sum += cells[place];
		found++;
	}
	return found > 0;
}

/* Returns whether any cell was there to be withheld. */
static bool
withhold(uint64_t *cells, const bool *marked, size_t count)
{
	bool any = false;

	for (size_t i = 0; i < count; i++) {
		if (!marked[i] || cells[i] == 0)
			continue;
		cells[i] = COUNT_WITHHELD;
		any = true;
	}
	return any;
}

/* ---- Records by outcome ---- */

/* Whether what is withheld of each type is nothing or enough. */
static bool
types_are_safe(const struct suppression *suppression, const struct suppress_type *types, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		uint64_t sum = 0;

		for (size_t k = 0; k < OUTCOMES; k++)
			sum += suppression->outcomes[k] ? types[i].outcomes[k] : 0;
		if (suppress_counts_type(&types[i], suppression->below) && suppress_is_small(sum, suppression->below))
			return false;
	}
	return true;
}

static void
choose_outcomes(struct suppression *suppression, const struct suppress_type *types, size_t count)
{
	const uint64_t *cells = suppression->tally->counts.records_by_outcome;
	size_t place = 0;

	for (size_t i = 0; i < count; i++) {
		if (!suppress_counts_type(&types[i], suppression->below))
			continue;
		for (size_t k = 0; k < OUTCOMES; k++)
			suppression->outcomes[k] =
			    suppression->outcomes[k] || suppress_is_small(types[i].outcomes[k], suppression->below);
	}
	while (!types_are_safe(suppression, types, count) &&
	       (place = smallest(cells, suppression->outcomes, OUTCOMES)) < OUTCOMES)
		suppression->outcomes[place] = true;
}

/* Whether some type has the outcome beside another that is withheld. */
static bool
is_mixed(const struct suppression *suppression, const struct suppress_type *types, size_t count, size_t outcome)
{
	for (size_t i = 0; i < count; i++) {
		size_t found = 0;

		for (size_t k = 0; k < OUTCOMES; k++)
			found += suppression->outcomes[k] && types[i].outcomes[k] > 0 ? 1 : 0;
		if (found > 1 && types[i].outcomes[outcome] > 0 && suppress_counts_type(&types[i], suppression->below))
			return true;
	}
	return false;
}

/* What is all that is withheld of each type that has it, can be known from the sums, and is enough of each: it is told. */
static void
tell_single_outcomes(struct suppression *suppression, const struct suppress_type *types, size_t count)
{
	bool told[OUTCOMES] = {false};

	for (size_t i = 0; i < OUTCOMES; i++)
		told[i] = !is_mixed(suppression, types, count, i);
	for (size_t i = 0; i < OUTCOMES; i++)
		suppression->outcomes[i] = suppression->outcomes[i] && !told[i];
}

/* What only records have that are left out is not said to be nothing. */
static void
withhold_left_out(uint64_t *count, uint64_t of_all)
{
	if (*count == 0 && of_all > 0)
		*count = COUNT_WITHHELD;
}

static void
withhold_records(const struct suppression *suppression, const struct run_counts *all)
{
	struct run_counts *counts = &suppression->tally->counts;

	(void)withhold(counts->records_by_outcome, suppression->outcomes, OUTCOMES);
	withhold_left_out(&counts->records, all->records);
	for (size_t i = 0; i < OUTCOMES; i++)
		withhold_left_out(&counts->records_by_outcome[i], all->records_by_outcome[i]);
}

/* ---- Rules ---- */

static uint64_t
sum_of(const uint64_t cells[OUTCOMES])
{
	uint64_t sum = 0;

	for (size_t i = 0; i < OUTCOMES; i++)
		sum += cells[i];
	return sum;
}

/* A rule that answers for each record as the record itself came out. */
static bool
is_as_its_type(const struct tally_rule *rule, const struct suppress_type *types, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (types[i].bundle == rule->bundle &&
		    memcmp(types[i].outcomes, rule->outcomes, sizeof rule->outcomes) == 0)
			return true;
	}
	return false;
}

/* One cell alone is told with the sum of the line. */
static void
unmark_single(const uint64_t cells[OUTCOMES], bool marked[OUTCOMES])
{
	size_t found = 0;
	size_t place = 0;

	for (size_t i = 0; i < OUTCOMES; i++) {
		if (!marked[i] || cells[i] == 0)
			continue;
		found++;
		place = i;
	}
	if (found == 1)
		marked[place] = false;
}

/* Returns whether anything is withheld. */
static bool
withhold_rule(const struct suppression *suppression, struct tally_rule *rule, const struct tally_rule *all,
    const struct suppress_type *types, size_t type_count)
{
	bool marked[OUTCOMES] = {false};

	if (sum_of(rule->outcomes) == 0 && sum_of(all->outcomes) > 0) {
		for (int32_t i = CASELINT_ERROR; i < OUTCOMES; i++)
			rule->outcomes[i] = COUNT_WITHHELD;
		return true;
	}
	if (is_as_its_type(rule, types, type_count)) {
		memcpy(marked, suppression->outcomes, sizeof marked);
		unmark_single(rule->outcomes, marked);
	} else {
		(void)suppress_line(rule->outcomes, marked, OUTCOMES, suppression->below, 2 * suppression->below);
	}
	return withhold(rule->outcomes, marked, OUTCOMES);
}

/* ---- Findings, steps ---- */

static void
withhold_findings(struct run_counts *counts, const struct run_counts *all, uint64_t below, bool anything_withheld)
{
	struct run_counts told = {.records = counts->records};
	bool any = anything_withheld;

	for (size_t i = SEVERITY_INFO; i <= SEVERITY_ERROR; i++)
		any = any || suppress_is_small(all->open[i], below);
	any = any || suppress_is_small(all->findings, below);
	told.findings = any && all->findings > 0 ? COUNT_WITHHELD : all->findings;
	for (size_t i = SEVERITY_INFO; i <= SEVERITY_ERROR; i++)
		told.open[i] = any && all->open[i] > 0 ? COUNT_WITHHELD : all->open[i];
	memcpy(told.records_by_outcome, counts->records_by_outcome, sizeof told.records_by_outcome);
	*counts = told;
}

/* What is named here is told; what a tally learns to count besides is not, until somebody has thought about it. */
static void
keep_told(struct tally *tally, const struct tally *all)
{
	struct tally told = {.counts = tally->counts,
	    .rules = tally->rules,
	    .rule_count = tally->rule_count,
	    .groups = tally->groups,
	    .group_count = tally->group_count,
	    .groups_withheld = tally->groups_withheld,
	    .totals = tally->totals,
	    .total_count = tally->total_count,
	    .amounts = tally->amounts,
	    .amount_count = tally->amount_count,
	    .tasks = tally->tasks,
	    .tasks_unlisted = all->task_count + all->tasks_unlisted > 0 ? COUNT_WITHHELD : 0,
	    .assumptions = tally->assumptions,
	    .assumption_count = tally->assumption_count};

	/* Nothing is waived or known in a strict run, so that what is open is all there is. */
	memcpy(told.counts.records_by_open, told.counts.records_by_outcome, sizeof told.counts.records_by_open);

	*tally = told;
}

void
suppress_tally(
    struct tally *tally, const struct tally *all, const struct suppress_type *types, size_t type_count, uint64_t below)
{
	struct suppression suppression = {.tally = tally, .below = below};
	bool any = tally->counts.records != all->counts.records;

	choose_outcomes(&suppression, types, type_count);
	tell_single_outcomes(&suppression, types, type_count);
	for (size_t i = 0; i < OUTCOMES; i++)
		any = any || suppression.outcomes[i];
	for (size_t i = 0; i < tally->rule_count; i++)
		any = withhold_rule(&suppression, &tally->rules[i], &all->rules[i], types, type_count) || any;
	suppress_groups(&suppression);
	suppress_money(&suppression);
	withhold_records(&suppression, &all->counts);
	withhold_findings(&tally->counts, &all->counts, below, any);
	keep_told(tally, all);
}
