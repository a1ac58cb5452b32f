/* Totals of a diff: findings by class, money by kind, and what keeps the answer from being whole. */
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "base/money.h"
#include "diff/diff_parts.h"

#define OTHER_KINDS "(other kinds)"

/* ---- Findings -------------------------------------------------------------------------------- */

static bool
is_open(const struct diff_instance *instance)
{
	return instance->outcome == CASELINT_FAIL || instance->outcome == CASELINT_UNKNOWN;
}

static void
count_finding(struct diff *diff, const struct diff_finding *finding)
{
	const struct diff_options *options = diff->options;
	struct diff_count *count = &diff->totals.classes[finding->class];
	const struct diff_instance *instance = finding->new.present ? &finding->new : &finding->old;

	count->all++;
	if (finding->class == DIFF_NOT_COMPARABLE)
		diff->totals.reasons[finding->reason]++;
	if (!is_open(instance))
		return;
	count->open++;
	if (finding->new.present && !options->fail_never && instance->severity >= options->fail_on)
		count->gated++;
}

/* ---- Money ------------------------------------------------------------------------------------- */

static struct diff_sum *
add_sum(struct diff *diff, const struct diff_record *record, struct text kind, struct text title)
{
	struct diff_totals *totals = &diff->totals;
	struct diff_sum *sum = NULL;

	totals->sums = memory_resize(totals->sums, totals->sum_count + 1, sizeof *totals->sums);
	sum = &totals->sums[totals->sum_count++];
	*sum = (struct diff_sum){.jurisdiction = record->jurisdiction};
	sum->plugin =
	    text_view(arena_copy_text(&diff->arena, record->plugin.data, record->plugin.length), record->plugin.length);
	sum->kind = text_view(arena_copy_text(&diff->arena, kind.data, kind.length), kind.length);
	sum->title = text_view(arena_copy_text(&diff->arena, title.data, title.length), title.length);
	return sum;
}

static struct diff_sum *
find_sum(struct diff *diff, const struct diff_record *record, struct text kind)
{
	struct diff_totals *totals = &diff->totals;

	for (size_t i = totals->sum_count; i > 0; i--) {
		struct diff_sum *sum = &totals->sums[i - 1];

		if (text_equal(sum->kind, kind) && text_equal(sum->plugin, record->plugin))
			return sum;
	}
	return NULL;
}

/* Rulesets have a dozen kinds; more than the limit are in no ruleset, and are one. */
static struct diff_sum *
sum_of(struct diff *diff, const struct diff_record *record, const struct diff_amount *amount)
{
	struct diff_sum *sum = find_sum(diff, record, amount->kind);

	if (sum != NULL)
		return sum;
	if (diff->totals.sum_count < LIMIT_DIFF_KINDS)
		return add_sum(diff, record, amount->kind, amount->title);
	sum = find_sum(diff, record, text_of(OTHER_KINDS));
	return sum != NULL ? sum : add_sum(diff, record, text_of(OTHER_KINDS), text_of(OTHER_KINDS));
}

static void
add_checked(struct diff_sum *sum, int64_t *total, int64_t value)
{
	if (money_add(*total, value, total) != STATUS_OK)
		sum->overflow = true;
}

static void
subtract_checked(struct diff_sum *sum, int64_t *total, int64_t value)
{
	if (money_subtract(*total, value, total) != STATUS_OK)
		sum->overflow = true;
}

static void
count_amount(struct diff *diff, const struct diff_record *record, const struct diff_amount *amount)
{
	struct diff_sum *sum = sum_of(diff, record, amount);

	diff->totals.changes[amount->change]++;
	if (amount->old.present) {
		sum->old_count++;
		add_checked(sum, &sum->old_value, amount->old.value);
		if (!record->new.present)
			subtract_checked(sum, &sum->records_gone, amount->old.value);
	}
	if (amount->new.present) {
		sum->new_count++;
		add_checked(sum, &sum->new_value, amount->new.value);
		if (!record->old.present)
			add_checked(sum, &sum->records_new, amount->new.value);
	}
}

static int
compare_sums(const void *left_pointer, const void *right_pointer)
{
	const struct diff_sum *left = left_pointer;
	const struct diff_sum *right = right_pointer;
	int order = text_compare(left->plugin, right->plugin);

	return order != 0 ? order : text_compare(left->kind, right->kind);
}

static void
finish_sums(struct diff_totals *totals)
{
	if (totals->sum_count > 1)
		qsort(totals->sums, totals->sum_count, sizeof *totals->sums, compare_sums);
	for (size_t i = 0; i < totals->sum_count; i++) {
		struct diff_sum *sum = &totals->sums[i];

		sum->difference = sum->new_value;
		subtract_checked(sum, &sum->difference, sum->old_value);
	}
}

/* ---- Records --------------------------------------------------------------------------------------- */

static void
count_record(void *context, const struct diff_record *record, const uint32_t counts[RUNS])
{
	struct diff_totals *totals = &((struct diff *)context)->totals;

	if (record->id.length == 0 || record->is_repeated)
		totals->records_unmatched += (uint64_t)counts[OLD_RUN] + counts[NEW_RUN];
	else if (counts[OLD_RUN] > 0 && counts[NEW_RUN] > 0)
		totals->records_in_both++;
	else if (counts[OLD_RUN] > 0)
		totals->records_gone++;
	else
		totals->records_new++;
}

static enum status
count_item(void *context, const struct diff_record *record, const struct diff_finding *finding,
    const struct diff_amount *amount)
{
	struct diff *diff = context;

	if (finding != NULL)
		count_finding(diff, finding);
	else
		count_amount(diff, record, amount);
	return STATUS_OK;
}

/* ---- Rules --------------------------------------------------------------------------------------------- */

/* Whether a rule answered for any record of the run. */
static bool
was_asked(const struct tally_rule *rule)
{
	for (size_t i = 0; i < OUTCOMES; i++) {
		if (rule->outcomes[i] > 0)
			return true;
	}
	return false;
}

/* Rules that one run asked of some record, and the other did not run at all. */
static struct names
rules_missing(struct diff *diff, const struct diff_run *run, const struct diff_run *other)
{
	const char **items = arena_take_array(&diff->arena, run->tally->rule_count + 1, sizeof *items);
	size_t count = 0;

	for (size_t i = 0; i < run->tally->rule_count; i++) {
		const struct tally_rule *rule = &run->tally->rules[i];
		const char *plugin = run->facts->bundles[rule->bundle].plugin->id;

		if (was_asked(rule) && !run_ran_rule(other, text_of(plugin), text_of(rule->id)))
			items[count++] = rule->id;
	}
	return (struct names){items, count};
}

static void
find_gaps(struct diff *diff)
{
	struct diff_totals *totals = &diff->totals;

	totals->rules_gone = rules_missing(diff, &diff->runs[OLD_RUN], &diff->runs[NEW_RUN]);
	totals->rules_new = rules_missing(diff, &diff->runs[NEW_RUN], &diff->runs[OLD_RUN]);
	if (!diff->runs[OLD_RUN].facts->complete)
		totals->gaps |= DIFF_GAP_OLD_INCOMPLETE;
	if (!diff->runs[NEW_RUN].facts->complete)
		totals->gaps |= DIFF_GAP_NEW_INCOMPLETE;
	if (totals->records_in_both == 0)
		totals->gaps |= DIFF_GAP_NOTHING_IN_COMMON;
	if (totals->rules_gone.count > 0)
		totals->gaps |= DIFF_GAP_RULES;
	if (totals->classes[DIFF_NOT_COMPARABLE].gated > 0)
		totals->gaps |= DIFF_GAP_FINDINGS;
}

enum status
totals_make(struct diff *diff)
{
	enum status status = match_read(diff, count_record, count_item, diff);

	if (status != STATUS_OK)
		return status;
	finish_sums(&diff->totals);
	find_gaps(diff);
	return STATUS_OK;
}
