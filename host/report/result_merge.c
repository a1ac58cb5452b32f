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

/* Two arrays as one; the second may be empty, then the first is kept as it is. */
static const void *
joined(struct arena *arena, const void *first, uint32_t first_count, const void *second, uint32_t second_count,
    size_t size)
{
	char *all = NULL;

	if (second_count == 0)
		return first;
	if (first_count == 0)
		return second;
	all = arena_take_array(arena, (size_t)first_count + second_count, size);
	memcpy(all, first, first_count * size);
	memcpy(all + first_count * size, second, second_count * size);
	return all;
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
merge_outcomes(struct result_record *record, const struct result_record *supplement, const char *const *rule_ids,
    size_t rule_count, struct arena *arena)
{
	uint32_t own = record->outcome_count;
	uint32_t added = supplement->outcome_count;
	uint32_t count = own > added ? own : added;
	uint8_t *outcomes = arena_take(arena, count);

	for (uint32_t i = 0; i < count; i++) {
		int32_t left = i < own ? record->outcomes[i] : 0;
		int32_t right = i < added ? supplement->outcomes[i] : 0;

		outcomes[i] = (uint8_t)outcome_worse(left, right);
	}
	for (uint32_t i = 0; i < supplement->finding_count; i++) {
		const struct result_finding *finding = &supplement->findings[i];
		size_t rule = rule_place(finding->rule, rule_ids, rule_count);

		if (rule < rule_count && rule < count)
			outcomes[rule] = (uint8_t)outcome_worse(outcomes[rule], finding->outcome);
	}
	record->outcomes = outcomes;
	record->outcome_count = count;
}

/* The worst over rules and findings; findings of the host belong to no rule of the plugin. */
static int32_t
worst_outcome(const struct result_record *record)
{
	int32_t worst = 0;

	for (uint32_t i = 0; i < record->outcome_count; i++)
		worst = outcome_worse(worst, record->outcomes[i]);
	for (uint32_t i = 0; i < record->finding_count; i++)
		worst = outcome_worse(worst, record->findings[i].outcome);
	return worst == 0 ? CASELINT_NOTAPPLICABLE : worst;
}

void
result_merge(struct result_record *record, const struct result_record *supplement, const char *const *rule_ids,
    size_t rule_count, struct arena *arena)
{
	merge_outcomes(record, supplement, rule_ids, rule_count, arena);
	record->findings = joined(arena, record->findings, record->finding_count, supplement->findings,
	    supplement->finding_count, sizeof *record->findings);
	record->finding_count += supplement->finding_count;
	record->amounts = joined(arena, record->amounts, record->amount_count, supplement->amounts,
	    supplement->amount_count, sizeof *record->amounts);
	record->amount_count += supplement->amount_count;
	record->rows = joined(
	    arena, record->rows, record->row_count, supplement->rows, supplement->row_count, sizeof *record->rows);
	record->row_count += supplement->row_count;
	if (supplement->finding_count > 0)
		sort_findings(record, rule_ids, rule_count, arena);
	record->outcome = worst_outcome(record);
}
