/* Suppression of totals, by tables small enough to be seen through. tests/e2e/test_suppression.py attacks random ones. */
#include <string.h>

#include "base/memory.h"
#include "report/suppress_parts.h"
#include "report_support.h"

#define BELOW 11U

/* ---- Lines ---- */

static void
assert_line(const uint64_t cells[4], uint64_t enough, const char *expected)
{
	bool marked[4] = {false};
	char found[5] = "....";

	(void)suppress_line(cells, marked, 4, BELOW, enough);
	for (size_t i = 0; i < 4; i++)
		found[i] = marked[i] ? 'x' : '.';
	assert_string_equal(found, expected);
}

static void
test_lines(void **state)
{
	(void)state;
	assert_line((const uint64_t[]){0, 11, 40, 0}, BELOW, "....");
	assert_line((const uint64_t[]){3, 11, 40, 0}, BELOW, "xx..");
	assert_line((const uint64_t[]){3, 50, 40, 0}, BELOW, "x.x.");
	/* Two that come to less than the limit are told by their sum. */
	assert_line((const uint64_t[]){3, 2, 40, 90}, BELOW, "xxx.");
	assert_line((const uint64_t[]){10, 1, 40, 90}, BELOW, "xx..");
	assert_line((const uint64_t[]){10, 1, 40, 90}, 2 * BELOW, "xxx.");
	assert_line((const uint64_t[]){0, 0, 0, 4}, BELOW, "...x");
	assert_line((const uint64_t[]){0, 0, 0, 0}, BELOW, "....");
}

/* ---- Tallies ---- */

/* A tally of one type of record, of which the numbers are given by hand. */
struct bench {
	struct tally tally;
	struct tally all;
	struct suppress_type type;
	struct tally_rule rule;
	struct tally_rule all_rule;
};

static void
set_up(struct bench *bench, uint64_t fail, uint64_t manual, uint64_t pass)
{
	uint64_t outcomes[OUTCOMES] = {[CASELINT_FAIL] = fail, [CASELINT_MANUAL] = manual, [CASELINT_PASS] = pass};

	memset(bench, 0, sizeof *bench);
	bench->type.records = fail + manual + pass;
	memcpy(bench->type.outcomes, outcomes, sizeof outcomes);
	memcpy(bench->rule.outcomes, outcomes, sizeof outcomes);
	memcpy(bench->tally.counts.records_by_outcome, outcomes, sizeof outcomes);
	bench->tally.counts.records = bench->type.records;
	bench->tally.counts.open[SEVERITY_ERROR] = fail;
	bench->tally.counts.findings = fail;
	bench->tally.rules = &bench->rule;
	bench->tally.rule_count = 1;
	bench->all = bench->tally;
	bench->all_rule = bench->rule;
	bench->all.rules = &bench->all_rule;
}

static void
add_group(struct bench *bench, const char *name, uint64_t fail, uint64_t manual, uint64_t pass)
{
	struct tally *tally = &bench->tally;
	struct tally_group group = {.group = text_of(name), .records = fail + manual + pass};

	group.outcomes[CASELINT_FAIL] = fail;
	group.outcomes[CASELINT_MANUAL] = manual;
	group.outcomes[CASELINT_PASS] = pass;
	tally->groups = memory_resize(tally->groups, tally->group_count + 1, sizeof *tally->groups);
	tally->groups[tally->group_count++] = group;
}

static void
suppress(struct bench *bench)
{
	suppress_tally(&bench->tally, &bench->all, &bench->type, 1, BELOW);
}

static void
tear_down(struct bench *bench)
{
	memory_free(bench->tally.groups);
	memory_free(bench->tally.amounts);
	memory_free(bench->tally.totals);
}

static void
test_nothing_small(void **state)
{
	struct bench bench;

	(void)state;
	set_up(&bench, 20, 30, 40);
	add_group(&bench, "1", 20, 15, 20);
	add_group(&bench, "2", 0, 15, 20);
	suppress(&bench);
	assert_int_equal(bench.tally.counts.records, 90);
	assert_int_equal(bench.tally.counts.records_by_outcome[CASELINT_FAIL], 20);
	assert_int_equal(bench.tally.rules[0].outcomes[CASELINT_FAIL], 20);
	assert_int_equal(bench.tally.counts.open[SEVERITY_ERROR], 20);
	assert_int_equal(bench.tally.group_count, 2);
	assert_false(bench.tally.groups_withheld);
	tear_down(&bench);
}

static void
test_a_small_outcome_takes_another(void **state)
{
	struct bench bench;

	(void)state;
	set_up(&bench, 1, 30, 40);
	suppress(&bench);
	assert_int_equal(bench.tally.counts.records, 71);
	assert_int_equal(bench.tally.counts.records_by_outcome[CASELINT_FAIL], COUNT_WITHHELD);
	assert_int_equal(bench.tally.counts.records_by_outcome[CASELINT_MANUAL], COUNT_WITHHELD);
	assert_int_equal(bench.tally.counts.records_by_outcome[CASELINT_PASS], 40);
	assert_int_equal(bench.tally.counts.records_by_outcome[CASELINT_ERROR], 0);
	/* The rule says the same of the records, so it withholds the same. */
	assert_memory_equal(
	    bench.tally.rules[0].outcomes, bench.tally.counts.records_by_outcome, sizeof bench.rule.outcomes);
	/* There is a finding at least for each record that fails. */
	assert_int_equal(bench.tally.counts.open[SEVERITY_ERROR], COUNT_WITHHELD);
	assert_int_equal(bench.tally.counts.open[SEVERITY_WARNING], 0);
	assert_int_equal(bench.tally.counts.findings, COUNT_WITHHELD);
	tear_down(&bench);
}

static void
test_types_left_out(void **state)
{
	struct bench bench;
	struct tally nothing = {0};

	(void)state;
	set_up(&bench, 2, 0, 8);
	nothing.rules = &bench.rule;
	nothing.rule_count = 1;
	memset(bench.rule.outcomes, 0, sizeof bench.rule.outcomes);
	bench.tally = nothing;
	suppress(&bench);
	assert_int_equal(bench.tally.counts.records, COUNT_WITHHELD);
	assert_int_equal(bench.tally.counts.records_by_outcome[CASELINT_FAIL], COUNT_WITHHELD);
	assert_int_equal(bench.tally.counts.records_by_outcome[CASELINT_MANUAL], 0);
	for (int32_t i = CASELINT_ERROR; i < OUTCOMES; i++)
		assert_int_equal(bench.tally.rules[0].outcomes[i], COUNT_WITHHELD);
	tear_down(&bench);
}

/* ---- Groups ---- */

static void
test_small_groups_become_one(void **state)
{
	struct bench bench;

	(void)state;
	set_up(&bench, 40, 0, 60);
	add_group(&bench, "1", 20, 0, 20);
	add_group(&bench, "2", 5, 0, 20);
	add_group(&bench, "3", 15, 0, 20);
	suppress(&bench);
	/* "2" has 5 that fail; alone it would be the rest of the sum, so the next smallest joins it. */
	assert_int_equal(bench.tally.group_count, 2);
	assert_true(text_equals(bench.tally.groups[0].group, "1"));
	assert_true(text_equals(bench.tally.groups[1].group, SMALL_GROUPS));
	assert_int_equal(bench.tally.groups[1].records, 60);
	assert_int_equal(bench.tally.groups[1].outcomes[CASELINT_FAIL], 20);
	tear_down(&bench);
}

static void
test_groups_join_until_it_is_enough(void **state)
{
	struct bench bench;

	(void)state;
	set_up(&bench, 40, 0, 160);
	add_group(&bench, "1", 30, 0, 100);
	add_group(&bench, "2", 5, 0, 20);
	add_group(&bench, "3", 0, 0, 20);
	add_group(&bench, "4", 5, 0, 20);
	suppress(&bench);
	/* 5 and 5 that fail are 10: the group that has more of them joins, not the smallest. */
	assert_int_equal(bench.tally.group_count, 2);
	assert_true(text_equals(bench.tally.groups[0].group, "3"));
	assert_int_equal(bench.tally.groups[1].outcomes[CASELINT_FAIL], 40);
	tear_down(&bench);
}

static void
test_one_group_alone_takes_all(void **state)
{
	struct bench bench;

	(void)state;
	set_up(&bench, 20, 0, 3);
	add_group(&bench, "1", 20, 0, 3);
	suppress(&bench);
	/* Both outcomes are withheld and count as one, which is large enough. */
	assert_false(bench.tally.groups_withheld);
	assert_int_equal(bench.tally.groups[0].records, 23);
	assert_int_equal(bench.tally.groups[0].outcomes[CASELINT_FAIL], COUNT_WITHHELD);
	assert_int_equal(bench.tally.groups[0].outcomes[CASELINT_PASS], COUNT_WITHHELD);
	assert_int_equal(bench.tally.groups[0].outcomes[CASELINT_MANUAL], 0);
	tear_down(&bench);
}

static void
test_no_group_is_told_when_one_cannot_be_hidden(void **state)
{
	struct bench bench;
	struct tally_group *groups = NULL;

	(void)state;
	set_up(&bench, 40, 0, 60);
	add_group(&bench, "1", 40, 0, 57);
	add_group(&bench, "2", 0, 0, 3);
	groups = bench.tally.groups;
	groups[1].bundle = 1;
	suppress(&bench);
	assert_true(bench.tally.groups_withheld);
	assert_int_equal(bench.tally.group_count, 0);
	tear_down(&bench);
}

/* ---- Money ---- */

static struct tally_amount *
add_total(struct bench *bench, uint64_t recorded, uint64_t due, uint64_t overdue)
{
	struct tally_amount *total = memory_zeroed(1, sizeof *total);

	*total = (struct tally_amount){.kind = text_of("share"),
	    .claimable = true,
	    .count = 200,
	    .parts = recorded + due + overdue,
	    .value = (int64_t)(recorded + due + overdue) * 100,
	    .unclaimed_parts = due + overdue,
	    .unclaimed = (int64_t)(due + overdue) * 100};
	total->parts_by_state[CASELINT_RECORDED] = recorded;
	total->parts_by_state[CASELINT_DUE] = due;
	total->parts_by_state[CASELINT_OVERDUE] = overdue;
	total->by_state[CASELINT_RECORDED] = (int64_t)recorded * 100;
	total->by_state[CASELINT_DUE] = (int64_t)due * 100;
	total->by_state[CASELINT_OVERDUE] = (int64_t)overdue * 100;
	bench->tally.totals = total;
	bench->tally.total_count = 1;
	return total;
}

static void
test_sums_of_few(void **state)
{
	struct bench bench;
	const struct tally_amount *total = NULL;
	int64_t cents = 1;

	(void)state;
	set_up(&bench, 20, 30, 40);
	total = add_total(&bench, 0, 10, 0);
	suppress(&bench);
	/* 200 amounts, of which 10 are not 0.00. */
	assert_true(total->withheld);
	assert_int_equal(total->value, 0);
	assert_int_equal(total->by_state[CASELINT_DUE], 0);
	assert_int_equal(total->count, COUNT_WITHHELD);
	assert_int_equal(total->parts, 0);
	assert_int_equal(tally_unclaimed(total, &cents), STATUS_ABSENT);
	tear_down(&bench);
}

static void
test_states_of_few(void **state)
{
	struct bench bench;
	const struct tally_amount *total = NULL;

	(void)state;
	set_up(&bench, 20, 30, 40);
	total = add_total(&bench, 50, 1, 20);
	suppress(&bench);
	assert_false(total->withheld);
	assert_int_equal(total->value, 7100);
	assert_int_equal(total->states_withheld, (1U << CASELINT_DUE) | (1U << CASELINT_OVERDUE));
	assert_int_equal(total->by_state[CASELINT_RECORDED], 5000);
	assert_int_equal(total->by_state[CASELINT_OVERDUE], 0);
	assert_true(total->unclaimed_withheld);
	tear_down(&bench);
}

static void
test_unclaimed_is_told_with_its_states(void **state)
{
	struct bench bench;
	struct tally_amount *total = NULL;
	int64_t cents = 0;

	(void)state;
	set_up(&bench, 20, 30, 40);
	total = add_total(&bench, 50, 20, 20);
	suppress(&bench);
	assert_int_equal(tally_unclaimed(total, &cents), STATUS_OK);
	assert_int_equal(cents, 4000);
	tear_down(&bench);
	/* What of it may not be claimed is of three amounts. */
	set_up(&bench, 20, 30, 40);
	total = add_total(&bench, 50, 20, 20);
	total->unclaimed_parts = 37;
	suppress(&bench);
	assert_int_equal(tally_unclaimed(total, &cents), STATUS_ABSENT);
	tear_down(&bench);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_lines),
	    cmocka_unit_test(test_nothing_small),
	    cmocka_unit_test(test_a_small_outcome_takes_another),
	    cmocka_unit_test(test_types_left_out),
	    cmocka_unit_test(test_small_groups_become_one),
	    cmocka_unit_test(test_groups_join_until_it_is_enough),
	    cmocka_unit_test(test_one_group_alone_takes_all),
	    cmocka_unit_test(test_no_group_is_told_when_one_cannot_be_hidden),
	    cmocka_unit_test(test_sums_of_few),
	    cmocka_unit_test(test_states_of_few),
	    cmocka_unit_test(test_unclaimed_is_told_with_its_states),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
