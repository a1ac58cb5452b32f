/*
 * A record and what reconciliation added to it, made one result. The order of
 * findings and the record's outcome are settled here for merged records.
 */
#include <stdlib.h>
#include <string.h>

#include "report/spool.h"

/* A finding with what it is sorted by. */
struct ranked {
	struct result_finding finding;
	size_t rule;     /* place of its rule; the number of rules for one that is not among them */
	size_t position; /* where it stood, so that equals keep their order */
};

static size_t
rule_place(struct text rule, const char *const *rule_ids, size_t rule_count)
{
	size_t place = 0;

	while (place < rule_count && !text_equals(rule, rule_ids[place]))
		place++;
	return place;
}

static int
ranked_compare(const void *left_pointer, const void *right_pointer)
{
	const struct ranked *left = left_pointer;
	const struct ranked *right = right_pointer;
	int order = 0;

	if (left->rule != right->rule)
		return left->rule < right->rule ? -1 : 1;
	order = text_compare(left->finding.rule, right->finding.rule);
	if (order != 0)
		return order;
	if (left->finding.line != right->finding.line)
		return left->finding.line < right->finding.line ? -1 : 1;
	order = text_compare(left->finding.path, right->finding.path);
	if (order != 0)
		return order;
	return left->position < right->position ? -1 : left->position > right->position;
}

/* How much all supplements add. */
struct added {
	uint32_t outcomes; /* the longest */
	uint32_t findings;
	uint32_t amounts;
	uint32_t rows;
};

static struct added
count_added(const struct result_record *supplements, size_t count)
{
	struct added added = {0};

	for (size_t i = 0; i < count; i++) {
		if (supplements[i].outcome_count > added.outcomes)
			added.outcomes = supplements[i].outcome_count;
		added.findings += supplements[i].finding_count;
		added.amounts += supplements[i].amount_count;
		added.rows += supplements[i].row_count;
	}
	return added;
}

/* Copies `count` elements behind `used` others. */
static void
put_behind(void *all, uint32_t *used, const void *items, uint32_t count, size_t size)
{
	if (count > 0)
		memcpy((char *)all + *used * size, items, count * size);
	*used += count;
}

static void
join_findings(struct result_record *record, const struct result_record *supplements, size_t count, uint32_t added,
    struct arena *arena)
{
	struct result_finding *all = NULL;
	uint32_t used = 0;

	if (added == 0)
		return;
	all = arena_take_array(arena, (size_t)record->finding_count + added, sizeof *all);
	put_behind(all, &used, record->findings, record->finding_count, sizeof *all);
	for (size_t i = 0; i < count; i++)
		put_behind(all, &used, supplements[i].findings, supplements[i].finding_count, sizeof *all);
	record->findings = all;
	record->finding_count = used;
}

static void
join_amounts(struct result_record *record, const struct result_record *supplements, size_t count, uint32_t added,
    struct arena *arena)
{
	struct result_amount *all = NULL;
	uint32_t used = 0;

	if (added == 0)
		return;
	all = arena_take_array(arena, (size_t)record->amount_count + added, sizeof *all);
	put_behind(all, &used, record->amounts, record->amount_count, sizeof *all);
	for (size_t i = 0; i < count; i++)
		put_behind(all, &used, supplements[i].amounts, supplements[i].amount_count, sizeof *all);
	record->amounts = all;
	record->amount_count = used;
}

static void
join_rows(struct result_record *record, const struct result_record *supplements, size_t count, uint32_t added,
    struct arena *arena)
{
	struct result_row *all = NULL;
	uint32_t used = 0;

	if (added == 0)
		return;
	all = arena_take_array(arena, (size_t)record->row_count + added, sizeof *all);
	put_behind(all, &used, record->rows, record->row_count, sizeof *all);
	for (size_t i = 0; i < count; i++)
		put_behind(all, &used, supplements[i].rows, supplements[i].row_count, sizeof *all);
	record->rows = all;
	record->row_count = used;
}

static void
sort_findings(struct result_record *record, const char *const *rule_ids, size_t rule_count, struct arena *arena)
{
	uint32_t count = record->finding_count;
	struct ranked *ranked = NULL;
	struct result_finding *sorted = NULL;

	if (count < 2)
		return;
	ranked = arena_take_array(arena, count, sizeof *ranked);
	sorted = arena_take_array(arena, count, sizeof *sorted);
	for (uint32_t i = 0; i < count; i++) {
		ranked[i].finding = record->findings[i];
		ranked[i].rule = rule_place(record->findings[i].rule, rule_ids, rule_count);
		ranked[i].position = i;
	}
	qsort(ranked, count, sizeof *ranked, ranked_compare);
	for (uint32_t i = 0; i < count; i++)
		sorted[i] = ranked[i].finding;
	record->findings = sorted;
}

static void
merge_outcomes(uint8_t *outcomes, uint32_t count, const struct result_record *supplement, const char *const *rule_ids,
    size_t rule_count)
{
	outcomes_worsen(outcomes, supplement->outcomes, supplement->outcome_count);
	for (uint32_t i = 0; i < supplement->finding_count; i++) {
		const struct result_finding *finding = &supplement->findings[i];
		size_t rule = rule_place(finding->rule, rule_ids, rule_count);

		if (rule < rule_count && rule < count)
			outcomes[rule] = (uint8_t)outcome_worse(outcomes[rule], finding->outcome);
	}
}

static void
join_outcomes(struct result_record *record, const struct result_record *supplements, size_t count, uint32_t longest,
    const char *const *rule_ids, size_t rule_count, struct arena *arena)
{
	uint32_t length = record->outcome_count > longest ? record->outcome_count : longest;
	uint8_t *outcomes = arena_take(arena, length);

	if (record->outcome_count > 0)
		memcpy(outcomes, record->outcomes, record->outcome_count);
	for (size_t i = 0; i < count; i++)
		merge_outcomes(outcomes, length, &supplements[i], rule_ids, rule_count);
	record->outcomes = outcomes;
	record->outcome_count = length;
}

/* The worst over rules and findings; findings of the host belong to no rule of the plugin. */
static int32_t
worst_outcome(const struct result_record *record)
{
	int32_t worst = outcomes_worst(record->outcomes, record->outcome_count);

	for (uint32_t i = 0; i < record->finding_count; i++)
		worst = outcome_worse(worst, record->findings[i].outcome);
	return worst == 0 ? CASELINT_NOTAPPLICABLE : worst;
}

void
result_merge(struct result_record *record, const struct result_record *supplements, size_t count,
    const char *const *rule_ids, size_t rule_count, struct arena *arena)
{
	struct added added = count_added(supplements, count);

	join_outcomes(record, supplements, count, added.outcomes, rule_ids, rule_count, arena);
	join_findings(record, supplements, count, added.findings, arena);
	join_amounts(record, supplements, count, added.amounts, arena);
	join_rows(record, supplements, count, added.rows, arena);
	if (added.findings > 0)
		sort_findings(record, rule_ids, rule_count, arena);
	record->outcome = worst_outcome(record);
}
