/* Tests of report/tally.h: counts, sums that overflow, order, the list of tasks, assumptions. */
#include "report_support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"

static struct sample sample;

static int
set_up(void **state)
{
	(void)state;
	sample_start(&sample);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	sample_clear(&sample);
	return 0;
}

static void
test_empty(void **state)
{
	(void)state;
	sample_finish(&sample);
	assert_int_equal(sample.tally->counts.records, 0);
	assert_int_equal(sample.tally->rule_count, SAMPLE_RULES);
	assert_int_equal(sample.tally->group_count, 0);
	assert_int_equal(sample.tally->total_count, 0);
	assert_int_equal(sample.tally->task_count, 0);
	assert_int_equal(sample.tally->assumption_count, 0);
	tally_free(NULL);
}

static void
test_counts(void **state)
{
	const struct tally *tally = NULL;

	(void)state;
	sample_add(&sample, sample_passing(&sample));
	sample_add(&sample, sample_failing(&sample));
	sample_add(&sample, sample_unknown(&sample));
	sample_finish(&sample);
	tally = sample.tally;
	assert_int_equal(tally->counts.records, 3);
	assert_int_equal(tally->counts.records_by_outcome[CASELINT_FAIL], 1);
	assert_int_equal(tally->counts.findings, 2);
	assert_int_equal(tally->counts.open[SEVERITY_ERROR], 2);
	assert_string_equal(tally->rules[1].id, "OH-LIV-03");
	assert_int_equal(tally->rules[1].outcomes[CASELINT_UNKNOWN], 1);
	assert_int_equal(tally->rules[2].outcomes[CASELINT_PASS], 3);
}

/* Groups over the limit are totalled together, wherever in the order their records come. */
static void
test_too_many_groups(void **state)
{
	const struct tally *tally = NULL;
	uint64_t records = 0;

	(void)state;
	for (uint32_t i = 0; i < LIMIT_GROUPS + 30; i++) {
		struct result_record *record = sample_passing(&sample);
		char *name = arena_take(&sample.arena, 16);

		snprintf(name, 16, "G%u", (unsigned)(i < LIMIT_GROUPS + 20 ? i : i - LIMIT_GROUPS - 20));
		record->group = text_of(name);
		sample_add(&sample, record);
	}
	sample_finish(&sample);
	tally = sample.tally;
	assert_int_equal(tally->group_count, LIMIT_GROUPS + 1);
	assert_true(text_equals(tally->groups[0].group, OTHER_GROUPS));
	assert_int_equal(tally->groups[0].records, 20);
	assert_int_equal(tally->in_other_groups, 20);
	for (size_t i = 0; i < tally->group_count; i++)
		records += tally->groups[i].records;
	assert_int_equal(records, tally->counts.records);
	assert_int_equal(tally->totals[0].count, tally->counts.records);
}

/* A group that is called like that is one of its own, and makes no others. */
static void
test_group_of_that_name(void **state)
{
	struct result_record *record = sample_passing(&sample);

	(void)state;
	record->group = text_of(OTHER_GROUPS);
	sample_add(&sample, record);
	sample_finish(&sample);
	assert_int_equal(sample.tally->group_count, 1);
	assert_int_equal(sample.tally->in_other_groups, 0);
}

static void
test_rules_that_are_not_selected(void **state)
{
	const bool only_last[SAMPLE_RULES] = {false, false, true};

	(void)state;
	sample.bundle.selected = only_last;
	sample_add(&sample, sample_failing(&sample));
	sample_finish(&sample);
	assert_int_equal(sample.tally->rule_count, 1);
	assert_string_equal(sample.tally->rules[0].id, "OH-MAT-02");
	assert_int_equal(sample.tally->rules[0].outcomes[CASELINT_PASS], 1);
}

static void
test_groups_are_sorted(void **state)
{
	static const char *const names[] = {"31", "07", "", "25", "07"};
	static const char *const sorted[] = {"", "07", "25", "31"};

	(void)state;
	for (size_t i = 0; i < 5; i++) {
		struct result_record *record = sample_passing(&sample);

		record->group = text_of(names[i]);
		sample_add(&sample, record);
	}
	sample_finish(&sample);
	assert_int_equal(sample.tally->group_count, 4);
	for (size_t i = 0; i < 4; i++)
		assert_true(text_equals(sample.tally->groups[i].group, sorted[i]));
	assert_int_equal(sample.tally->groups[1].records, 2);
	assert_int_equal(sample.tally->amount_count, 8);
	assert_true(text_equals(sample.tally->amounts[2].group, "07"));
	assert_true(text_equals(sample.tally->amounts[2].kind, "february-review"));
	assert_int_equal(sample.tally->amounts[2].value, 70000);
}

static void
test_many_groups(void **state)
{
	(void)state;
	for (unsigned i = 0; i < 2000; i++) {
		struct result_record *record = sample_passing(&sample);

		record->group = record->id;
		sample_add(&sample, record);
	}
	sample_finish(&sample);
	assert_int_equal(sample.tally->group_count, 2000);
	for (size_t i = 1; i < 2000; i++)
		assert_true(text_compare(sample.tally->groups[i - 1].group, sample.tally->groups[i].group) < 0);
	assert_int_equal(sample.tally->totals[0].value, 2000 * 35000);
}

static void
test_overflow(void **state)
{
	const struct tally_amount *total = NULL;
	int64_t cents = 7;

	(void)state;
	for (int i = 0; i < 3; i++) {
		struct result_record *record = sample_passing(&sample);

		sample_amounts(record)[1].value = INT64_MAX / 2;
		sample_add(&sample, record);
	}
	sample_finish(&sample);
	total = &sample.tally->totals[0];
	assert_false(total->overflow);
	assert_int_equal(total->value, 3 * 35000);
	assert_int_equal(tally_unclaimed(total, &cents), STATUS_OK);
	assert_int_equal(cents, 0);
	total = &sample.tally->totals[1];
	assert_true(total->overflow);
	assert_int_equal(total->count, 3);
	assert_int_equal(tally_unclaimed(total, &cents), STATUS_OVERFLOW);
}

static void
test_unclaimed(void **state)
{
	struct result_record *record = sample_passing(&sample);
	int64_t cents = 0;

	(void)state;
	sample_add(&sample, record);
	record = sample_passing(&sample);
	sample_amounts(record)[1].state = CASELINT_OVERDUE;
	sample_add(&sample, record);
	sample_finish(&sample);
	assert_int_equal(tally_unclaimed(&sample.tally->totals[1], &cents), STATUS_OK);
	assert_int_equal(cents, 10000);
	assert_int_equal(sample.tally->totals[1].by_state[CASELINT_OVERDUE], 5000);
}

/* A kind that may be claimed, and an amount of it that may not: the amount decides. */
static void
test_held_amounts_are_not_unclaimed(void **state)
{
	struct result_record *record = sample_passing(&sample);
	int64_t cents = 0;

	(void)state;
	sample_amounts(record)[1].claimable = false;
	sample_add(&sample, record);
	sample_add(&sample, sample_passing(&sample));
	sample_finish(&sample);
	assert_int_equal(tally_unclaimed(&sample.tally->totals[1], &cents), STATUS_OK);
	assert_int_equal(cents, 5000);
	assert_int_equal(sample.tally->totals[1].value, 10000);
	assert_int_equal(sample.tally->totals[1].by_state[CASELINT_DUE], 10000);
	assert_true(sample.tally->totals[1].claimable);
	assert_int_equal(sample.tally->task_count, 1);
	assert_true(text_equals(sample.tally->tasks[0].record, "OH-25-000001"));
}

static void
test_no_rule_for_a_record(void **state)
{
	static const uint8_t none[SAMPLE_RULES] = {0};
	struct result_record *record = sample_passing(&sample);

	(void)state;
	record->outcome = 0;
	record->outcomes = none;
	sample_add(&sample, record);
	sample_finish(&sample);
	assert_int_equal(sample.tally->counts.records_by_outcome[CASELINT_NOTAPPLICABLE], 1);
	assert_int_equal(sample.tally->groups[0].outcomes[CASELINT_NOTAPPLICABLE], 1);
}

static void
test_an_undeclared_kind_comes_last(void **state)
{
	struct result_record *record = sample_passing(&sample);

	(void)state;
	sample_amounts(record)[0].kind = text_of("surprise");
	sample_add(&sample, record);
	sample_add(&sample, sample_passing(&sample));
	sample_finish(&sample);
	assert_int_equal(sample.tally->total_count, 3);
	assert_true(text_equals(sample.tally->totals[2].kind, "surprise"));
	assert_int_equal(sample.tally->totals[0].count, 1);
}

static void
test_assumptions(void **state)
{
	(void)state;
	sample_add(&sample, sample_passing(&sample));
	sample_add(&sample, sample_passing(&sample));
	sample_finish(&sample);
	assert_int_equal(sample.tally->assumption_count, 1);
	assert_string_equal(sample.tally->assumptions[0]->id, "OH-A1");
}

/* ---- Tasks ---- */

static void
test_what_is_a_task(void **state)
{
	struct result_record *record = sample_with_findings(&sample, 4);

	(void)state;
	sample_findings(record)[0].outcome = CASELINT_PENDING;
	sample_findings(record)[1].outcome = CASELINT_MANUAL;
	sample_findings(record)[2].due = CASELINT_ABSENT;
	sample_amounts(record)[0].state = CASELINT_OVERDUE;
	sample_amounts(record)[0].due++;
	sample_amounts(record)[1].value = 0;
	sample_add(&sample, record);
	sample_finish(&sample);
	assert_int_equal(sample.tally->task_count, 3);
	assert_int_equal(sample.tally->tasks[0].outcome, CASELINT_PENDING);
	assert_true(text_equals(sample.tally->tasks[0].rule, "OH-LIV-03"));
	assert_int_equal(sample.tally->tasks[1].outcome, CASELINT_FAIL);
	assert_int_equal(sample.tally->tasks[2].state, CASELINT_OVERDUE);
	assert_int_equal(sample.tally->tasks[2].value, 35000);
	assert_int_equal(sample.tally->tasks[2].rule.length, 0);
}

/* An amount stands in the line of the first open finding of its day that is about a paragraph of it. */
static void
test_an_amount_belongs_to_the_step_of_its_day_and_paragraph(void **state)
{
	struct result_record *record = sample_with_findings(&sample, 4);
	const struct tally *tally = NULL;

	(void)state;
	sample_findings(record)[0].outcome = CASELINT_MANUAL;
	sample_findings(record)[2].cite = text_of("L21 L22");
	sample_amounts(record)[0].state = CASELINT_OVERDUE;
	sample_amounts(record)[1].cite = text_of("L22");
	sample_amounts(record)[1].due = sample_amounts(record)[0].due;
	sample_add(&sample, record);
	sample_finish(&sample);
	tally = sample.tally;
	assert_int_equal(tally->task_count, 3);
	assert_true(text_equals(tally->tasks[0].amounts, "Review record of February, 350.00"));
	assert_true(text_equals(tally->tasks[1].amounts, "Reimbursement by ODJFS, 50.00"));
	assert_int_equal(tally->tasks[2].amounts.length, 0);
	assert_int_equal(tally->tasks[0].state, 0);
}

static void
test_amounts_of_one_step_stand_together(void **state)
{
	struct result_record *record = sample_with_findings(&sample, 1);

	(void)state;
	sample_findings(record)[0].cite = text_of("L19 L22");
	sample_amounts(record)[0].state = CASELINT_OVERDUE;
	sample_amounts(record)[1].cite = text_of("L22");
	sample_amounts(record)[1].due = sample_amounts(record)[0].due;
	sample_add(&sample, record);
	sample_finish(&sample);
	assert_int_equal(sample.tally->task_count, 1);
	assert_true(text_equals(
	    sample.tally->tasks[0].amounts, "Review record of February, 350.00; Reimbursement by ODJFS, 50.00"));
}

/* A step of another paragraph would tell a worker to pay it for something else. */
static void
test_an_amount_of_no_finding_is_a_task(void **state)
{
	struct result_record *record = sample_with_findings(&sample, 1);

	(void)state;
	sample_amounts(record)[1].cite = text_of("L22");
	sample_amounts(record)[1].due = sample_findings(record)[0].due;
	sample_add(&sample, record);
	sample_finish(&sample);
	assert_int_equal(sample.tally->task_count, 2);
	assert_int_equal(sample.tally->tasks[0].amounts.length, 0);
	assert_int_equal(sample.tally->tasks[1].value, 5000);
	assert_int_equal(sample.tally->tasks[1].rule.length, 0);
}

static void
test_tasks_are_limited_to_the_earliest(void **state)
{
	struct result_record *record = NULL;

	(void)state;
	for (int32_t i = 0; i < 1000; i++) {
		record = sample_failing(&sample);
		record->amount_count = 0;
		sample_findings(record)[0].due = i % 10 == 9 ? CASELINT_ABSENT : 1000 - i;
		sample_findings(record)[0].outcome = CASELINT_PENDING;
		sample_add(&sample, record);
	}
	sample_finish(&sample);
	assert_int_equal(sample.tally->task_count, TALLY_TASKS);
	assert_int_equal(sample.tally->tasks_unlisted, 1000 - TALLY_TASKS);
	assert_int_equal(sample.tally->tasks[0].due, 2);
	for (size_t i = 1; i < TALLY_TASKS; i++)
		assert_true(sample.tally->tasks[i - 1].due < sample.tally->tasks[i].due);
}

static void
test_tasks_of_one_day_stay_in_order(void **state)
{
	(void)state;
	for (int i = 0; i < 300; i++) {
		struct result_record *record = sample_failing(&sample);

		record->amount_count = 0;
		sample_findings(record)[0].due = i < 2 ? CASELINT_ABSENT : 100;
		sample_findings(record)[0].outcome = CASELINT_PENDING;
		sample_add(&sample, record);
	}
	sample_finish(&sample);
	assert_true(text_equals(sample.tally->tasks[0].record, "OH-25-000002"));
	assert_true(text_equals(sample.tally->tasks[TALLY_TASKS - 1].record, "OH-25-000201"));
}

/* ---- Two tallies of one run ---- */

/* Records of some groups, with tasks and money. */
static const struct result_record *
mixed_record(uint32_t number)
{
	struct result_record *record = number % 3 == 0 ? sample_failing(&sample) : sample_passing(&sample);
	char *name = arena_take(&sample.arena, 16);

	snprintf(name, 16, "%02u", (unsigned)(number * 7 % 11));
	record->group = text_of(name);
	record->sequence = number;
	return record;
}

static void
assert_same_tasks(const struct tally *left, const struct tally *right)
{
	assert_int_equal(left->task_count, right->task_count);
	assert_int_equal(left->tasks_unlisted, right->tasks_unlisted);
	for (size_t i = 0; i < left->task_count; i++) {
		assert_int_equal(left->tasks[i].due, right->tasks[i].due);
		assert_int_equal(left->tasks[i].sequence, right->tasks[i].sequence);
		assert_int_equal(left->tasks[i].value, right->tasks[i].value);
		assert_true(text_equal(left->tasks[i].what, right->tasks[i].what));
	}
}

static void
assert_same_sums(const struct tally_amount *left, const struct tally_amount *right, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		assert_true(text_equal(left[i].kind, right[i].kind));
		assert_true(text_equal(left[i].group, right[i].group));
		assert_int_equal(left[i].count, right[i].count);
		assert_int_equal(left[i].value, right[i].value);
		assert_int_equal(left[i].unclaimed, right[i].unclaimed);
		assert_memory_equal(left[i].by_state, right[i].by_state, sizeof left[i].by_state);
	}
}

static void
assert_same_tally(const struct tally *left, const struct tally *right)
{
	assert_memory_equal(&left->counts, &right->counts, sizeof left->counts);
	assert_int_equal(left->group_count, right->group_count);
	for (size_t i = 0; i < left->group_count; i++) {
		assert_true(text_equal(left->groups[i].group, right->groups[i].group));
		assert_int_equal(left->groups[i].records, right->groups[i].records);
	}
	assert_memory_equal(left->rules[0].outcomes, right->rules[0].outcomes, sizeof left->rules[0].outcomes);
	assert_same_tasks(left, right);
	assert_int_equal(left->total_count, right->total_count);
	assert_int_equal(left->amount_count, right->amount_count);
	assert_same_sums(left->totals, right->totals, left->total_count);
	assert_same_sums(left->amounts, right->amounts, left->amount_count);
	assert_int_equal(left->assumption_count, right->assumption_count);
}

/* However records are shared out, the sum is that of one tally. */
static void
test_absorbed_is_as_counted_at_once(void **state)
{
	struct tally *whole = tally_new(&sample.facts);
	struct tally *parts[3] = {tally_new(&sample.facts), tally_new(&sample.facts), tally_new(&sample.facts)};

	(void)state;
	for (uint32_t i = 0; i < 700; i++) {
		tally_add(whole, mixed_record(i));
		tally_add(parts[i / 13 % 3], mixed_record(i));
	}
	tally_absorb(parts[2], parts[0]);
	tally_absorb(parts[2], parts[1]);
	tally_finish(whole);
	tally_finish(parts[2]);
	assert_int_equal(whole->group_count, 11);
	assert_true(whole->tasks_unlisted > 0);
	assert_same_tally(whole, parts[2]);
	tally_free(whole);
	for (size_t i = 0; i < 3; i++)
		tally_free(parts[i]);
}

#define FRESH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    FRESH(test_empty),
	    FRESH(test_counts),
	    FRESH(test_too_many_groups),
	    FRESH(test_group_of_that_name),
	    FRESH(test_rules_that_are_not_selected),
	    FRESH(test_groups_are_sorted),
	    FRESH(test_many_groups),
	    FRESH(test_overflow),
	    FRESH(test_unclaimed),
	    FRESH(test_held_amounts_are_not_unclaimed),
	    FRESH(test_no_rule_for_a_record),
	    FRESH(test_an_undeclared_kind_comes_last),
	    FRESH(test_assumptions),
	    FRESH(test_what_is_a_task),
	    FRESH(test_an_amount_belongs_to_the_step_of_its_day_and_paragraph),
	    FRESH(test_amounts_of_one_step_stand_together),
	    FRESH(test_an_amount_of_no_finding_is_a_task),
	    FRESH(test_tasks_are_limited_to_the_earliest),
	    FRESH(test_tasks_of_one_day_stay_in_order),
	    FRESH(test_absorbed_is_as_counted_at_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
