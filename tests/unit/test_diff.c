/*
 * Tests of the diff: what becomes of a finding and of an amount between two runs,
 * and above all when nothing may be said of it.
 */
#include "report_support.h"

#include <string.h>

#include "diff/render.h"

#define MOST 16U /* items of one diff */

/* Two runs, and what is told of them. */
static struct sample old;
static struct sample new;
static struct diff_options options;
static struct diff_run runs[2];
static struct diff *diff;

struct told {
	struct diff_finding findings[MOST];
	size_t finding_count;
	struct diff_amount amounts[MOST];
	size_t amount_count;
};
static struct told told;

static int
set_up(void **state)
{
	(void)state;
	sample_start(&old);
	sample_start(&new);
	options = (struct diff_options){.fail_on = SEVERITY_ERROR};
	memset(&told, 0, sizeof told);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	diff_free(diff);
	diff = NULL;
	sample_clear(&old);
	sample_clear(&new);
	return 0;
}

static enum status
take(void *context, const struct diff_record *record, const struct diff_finding *finding,
    const struct diff_amount *amount)
{
	struct told *taken = context;

	assert_true((finding == NULL) != (amount == NULL));
	assert_int_equal(record->jurisdiction == NULL, false);
	if (finding != NULL && taken->finding_count < MOST)
		taken->findings[taken->finding_count++] = *finding;
	if (amount != NULL && taken->amount_count < MOST)
		taken->amounts[taken->amount_count++] = *amount;
	return STATUS_OK;
}

static void
compare(void)
{
	sample_finish(&old);
	sample_finish(&new);
	runs[0] = (struct diff_run){"old.jsonl", &old.facts, old.tally, old.spool};
	runs[1] = (struct diff_run){"new.jsonl", &new.facts, new.tally, new.spool};
	assert_int_equal(diff_make(&runs[0], &runs[1], &options, &diff), STATUS_OK);
	assert_int_equal(diff_read(diff, take, &told), STATUS_OK);
}

static void
assert_one(enum diff_class class, enum diff_reason reason)
{
	assert_int_equal(told.finding_count, 1);
	assert_int_equal(told.findings[0].class, class);
	assert_int_equal(told.findings[0].reason, reason);
	for (int i = 0; i < DIFF_CLASSES; i++)
		assert_int_equal(diff_totals_of(diff)->classes[i].all, i == (int)class ? 1 : 0);
	assert_int_equal(diff_totals_of(diff)->reasons[reason], class == DIFF_NOT_COMPARABLE ? 1 : 0);
}

/* ---- Findings of records that both runs have -------------------------------------------------------- */

static void
test_persisting(void **state)
{
	(void)state;
	sample_add(&old, sample_failing(&old));
	sample_add(&new, sample_failing(&new));
	compare();
	assert_one(DIFF_PERSISTING, DIFF_NO_REASON);
	assert_int_equal(diff_exit_code(diff), 0);
	assert_int_equal(diff_totals_of(diff)->gaps, 0);
	assert_int_equal(diff_totals_of(diff)->changes[DIFF_SAME], 2);
}

static void
test_fixed(void **state)
{
	(void)state;
	sample_add(&old, sample_failing(&old));
	sample_add(&new, sample_passing(&new));
	compare();
	assert_one(DIFF_FIXED, DIFF_NO_REASON);
	assert_int_equal(told.findings[0].now, CASELINT_PASS);
	assert_string_equal(told.findings[0].title, "Amount of the February review record");
	assert_int_equal(diff_exit_code(diff), 0);
}

static void
test_new(void **state)
{
	(void)state;
	sample_add(&old, sample_passing(&old));
	sample_add(&new, sample_failing(&new));
	compare();
	assert_one(DIFF_NEW, DIFF_NO_REASON);
	assert_int_equal(diff_totals_of(diff)->classes[DIFF_NEW].gated, 1);
	assert_int_equal(diff_exit_code(diff), 1);
}

static void
test_fail_on(void **state)
{
	struct result_record *record = sample_failing(&new);

	(void)state;
	sample_findings(record)->severity = SEVERITY_WARNING;
	sample_add(&old, sample_passing(&old));
	sample_add(&new, record);
	compare();
	assert_int_equal(diff_totals_of(diff)->classes[DIFF_NEW].open, 1);
	assert_int_equal(diff_exit_code(diff), 0);
	diff_free(diff);
	options.fail_on = SEVERITY_WARNING;
	assert_int_equal(diff_make(&runs[0], &runs[1], &options, &diff), STATUS_OK);
	assert_int_equal(diff_exit_code(diff), 1);
	diff_free(diff);
	options.fail_never = true;
	assert_int_equal(diff_make(&runs[0], &runs[1], &options, &diff), STATUS_OK);
	assert_int_equal(diff_exit_code(diff), 0);
}

/* A pending step has another message, so another id, when it is late. */
static void
test_a_late_step_is_one_finding(void **state)
{
	struct result_record *pending = sample_failing(&old);
	struct result_record *late = sample_failing(&new);

	(void)state;
	sample_findings(pending)->outcome = CASELINT_PENDING;
	sample_findings(pending)->id = text_of("fedcba9876543210");
	sample_add(&old, pending);
	sample_add(&new, late);
	compare();
	assert_one(DIFF_WORSENED, DIFF_NO_REASON);
	assert_int_equal(told.findings[0].old.outcome, CASELINT_PENDING);
	assert_int_equal(diff_exit_code(diff), 1);
}

static void
test_two_ways_to_fail_are_two_findings(void **state)
{
	struct result_record *other = sample_failing(&new);

	(void)state;
	sample_findings(other)->id = text_of("fedcba9876543210");
	sample_add(&old, sample_failing(&old));
	sample_add(&new, other);
	compare();
	assert_int_equal(told.finding_count, 2);
	assert_int_equal(diff_totals_of(diff)->classes[DIFF_NEW].all, 1);
	assert_int_equal(diff_totals_of(diff)->classes[DIFF_FIXED].all, 1);
	assert_int_equal(told.findings[0].now, CASELINT_FAIL);
}

static void
test_a_better_outcome_persists(void **state)
{
	struct result_record *better = sample_failing(&new);

	(void)state;
	sample_findings(better)->outcome = CASELINT_PENDING;
	sample_add(&old, sample_failing(&old));
	sample_add(&new, better);
	compare();
	assert_one(DIFF_PERSISTING, DIFF_NO_REASON);
}

static void
test_a_higher_severity_is_worse(void **state)
{
	struct result_record *before = sample_failing(&old);

	(void)state;
	sample_findings(before)->severity = SEVERITY_WARNING;
	sample_add(&old, before);
	sample_add(&new, sample_failing(&new));
	compare();
	assert_one(DIFF_WORSENED, DIFF_OTHER_SEVERITY);
}

static void
put_stake(struct result_record *record, int64_t observed, int64_t expected)
{
	sample_findings(record)->observed = sample_money(observed);
	sample_findings(record)->expected = sample_money(expected);
}

static void
test_more_money_at_stake_is_worse(void **state)
{
	struct result_record *before = sample_failing(&old);
	struct result_record *after = sample_failing(&new);

	(void)state;
	put_stake(before, 30000, 35000);
	put_stake(after, 40001, 35000);
	sample_add(&old, before);
	sample_add(&new, after);
	compare();
	assert_one(DIFF_WORSENED, DIFF_NO_REASON);
	assert_int_equal(told.findings[0].old.stake, 5000);
	assert_int_equal(told.findings[0].new.stake, 5001);
}

static void
test_a_stake_out_of_range_is_the_largest(void **state)
{
	struct result_record *before = sample_failing(&old);
	struct result_record *after = sample_failing(&new);

	(void)state;
	put_stake(before, 0, INT64_MAX);
	put_stake(after, -INT64_MAX, INT64_MAX);
	sample_add(&old, before);
	sample_add(&new, after);
	compare();
	assert_int_equal(told.findings[0].new.stake, INT64_MAX);
	assert_one(DIFF_PERSISTING, DIFF_NO_REASON);
}

/* ---- When nothing follows ------------------------------------------------------------------------------ */

static void
test_a_record_that_is_gone_is_not_fixed(void **state)
{
	struct result_record *other = sample_passing(&new);

	(void)state;
	other->id = text_of("OH-25-000099");
	sample_add(&old, sample_failing(&old));
	sample_add(&old, sample_passing(&old));
	sample_add(&new, other);
	compare();
	assert_one(DIFF_NOT_COMPARABLE, DIFF_RECORD_GONE);
	assert_int_equal(diff_totals_of(diff)->gaps, DIFF_GAP_NOTHING_IN_COMMON);
	assert_int_equal(diff_totals_of(diff)->records_gone, 2);
	assert_int_equal(diff_totals_of(diff)->records_new, 1);
	assert_int_equal(diff_exit_code(diff), 3);
}

static void
test_a_record_that_is_new_has_new_findings(void **state)
{
	(void)state;
	sample_add(&old, sample_passing(&old));
	sample_add(&new, sample_passing(&new));
	sample_add(&new, sample_failing(&new));
	compare();
	assert_one(DIFF_NEW, DIFF_RECORD_NEW);
	assert_int_equal(diff_exit_code(diff), 1);
}

static void
test_a_rule_that_was_not_run(void **state)
{
	static const bool without[SAMPLE_RULES] = {true, false, true};
	struct result_record *record = sample_passing(&new);
	uint8_t *outcomes = (uint8_t *)(uintptr_t)record->outcomes;

	(void)state;
	outcomes[1] = 0;
	new.bundle.selected = without;
	sample_add(&old, sample_failing(&old));
	sample_add(&new, record);
	compare();
	assert_one(DIFF_NOT_COMPARABLE, DIFF_RULE_NOT_IN_NEW);
	assert_int_equal(diff_totals_of(diff)->gaps, DIFF_GAP_RULES);
	assert_int_equal(diff_totals_of(diff)->rules_gone.count, 1);
	assert_string_equal(diff_totals_of(diff)->rules_gone.items[0], "OH-LIV-03");
	assert_int_equal(diff_exit_code(diff), 3);
}

static void
test_a_rule_that_was_not_run_before(void **state)
{
	static const bool without[SAMPLE_RULES] = {true, false, true};
	struct result_record *record = sample_passing(&old);
	uint8_t *outcomes = (uint8_t *)(uintptr_t)record->outcomes;

	(void)state;
	outcomes[1] = 0;
	old.bundle.selected = without;
	sample_add(&old, record);
	sample_add(&new, sample_failing(&new));
	compare();
	assert_one(DIFF_NOT_COMPARABLE, DIFF_RULE_NOT_IN_OLD);
	assert_int_equal(diff_totals_of(diff)->gaps, DIFF_GAP_FINDINGS);
	assert_int_equal(diff_totals_of(diff)->rules_new.count, 1);
}

static void
test_incomplete_runs(void **state)
{
	(void)state;
	sample_make_incomplete(&new);
	sample_add(&old, sample_failing(&old));
	sample_add(&new, sample_passing(&new));
	compare();
	assert_one(DIFF_NOT_COMPARABLE, DIFF_NEW_INCOMPLETE);
	assert_int_equal(diff_totals_of(diff)->gaps, DIFF_GAP_NEW_INCOMPLETE);
	assert_int_equal(diff_exit_code(diff), 3);
}

static void
test_an_incomplete_old_run(void **state)
{
	(void)state;
	sample_make_incomplete(&old);
	sample_add(&old, sample_passing(&old));
	sample_add(&new, sample_failing(&new));
	compare();
	assert_one(DIFF_NOT_COMPARABLE, DIFF_OLD_INCOMPLETE);
	assert_int_equal(diff_totals_of(diff)->gaps, DIFF_GAP_OLD_INCOMPLETE | DIFF_GAP_FINDINGS);
}

static void
test_a_rule_that_lacks_data_fixes_nothing(void **state)
{
	struct result_record *record = sample_passing(&new);
	uint8_t *outcomes = (uint8_t *)(uintptr_t)record->outcomes;

	(void)state;
	outcomes[1] = CASELINT_UNKNOWN;
	sample_add(&old, sample_failing(&old));
	sample_add(&new, record);
	compare();
	assert_one(DIFF_NOT_COMPARABLE, DIFF_RULE_UNKNOWN_NEW);
}

static void
test_a_rule_that_failed_to_run(void **state)
{
	struct result_record *record = sample_passing(&new);
	uint8_t *outcomes = (uint8_t *)(uintptr_t)record->outcomes;

	(void)state;
	outcomes[1] = CASELINT_ERROR;
	sample_add(&old, sample_failing(&old));
	sample_add(&new, record);
	compare();
	assert_one(DIFF_NOT_COMPARABLE, DIFF_RULE_FAILED_NEW);
}

static void
test_time_that_goes_back_fixes_nothing(void **state)
{
	(void)state;
	new.inputs[0].as_of = old.inputs[0].as_of - 1;
	sample_add(&old, sample_failing(&old));
	sample_add(&new, sample_passing(&new));
	compare();
	assert_one(DIFF_NOT_COMPARABLE, DIFF_AS_OF);
}

static void
test_time_that_goes_on_compares(void **state)
{
	(void)state;
	new.inputs[0].as_of = old.inputs[0].as_of + 30;
	sample_add(&old, sample_failing(&old));
	sample_add(&new, sample_passing(&new));
	compare();
	assert_one(DIFF_FIXED, DIFF_NO_REASON);
}

static void
test_a_run_without_a_day(void **state)
{
	(void)state;
	new.inputs[0].as_of = CASELINT_ABSENT;
	sample_add(&old, sample_failing(&old));
	sample_add(&new, sample_passing(&new));
	compare();
	assert_one(DIFF_NOT_COMPARABLE, DIFF_AS_OF);
}

/* ---- Other rulesets -------------------------------------------------------------------------------------- */

static const struct ruleset_parameter parameters[2] = {
    {.name = "ceiling", .kind = CASELINT_MONEY, .value = "300.00", .cite = "L22", .title = "The ceiling"},
    {.name = "ceiling", .kind = CASELINT_MONEY, .value = "350.00", .cite = "L22", .title = "The ceiling"},
};

/* A copy of the ruleset of the sample, to be changed. */
static void
change_ruleset(struct sample *sample, struct ruleset *copy, const struct ruleset **list)
{
	*copy = *sample->bundle.rulesets[0];
	*list = copy;
	sample->bundle.rulesets = list;
}

static void
test_another_ruleset(void **state)
{
	struct ruleset copy;
	const struct ruleset *list = NULL;

	(void)state;
	change_ruleset(&new, &copy, &list);
	copy.sha256[0] = 'c';
	sample_add(&old, sample_failing(&old));
	sample_add(&new, sample_passing(&new));
	compare();
	assert_one(DIFF_NOT_COMPARABLE, DIFF_OTHER_RULESET);
}

static void
test_other_parameters(void **state)
{
	struct ruleset copies[2];
	const struct ruleset *lists[2] = {NULL};

	(void)state;
	change_ruleset(&old, &copies[0], &lists[0]);
	change_ruleset(&new, &copies[1], &lists[1]);
	copies[0].parameters = &parameters[0];
	copies[1].parameters = &parameters[1];
	copies[0].parameter_count = copies[1].parameter_count = 1;
	sample_add(&old, sample_passing(&old));
	sample_add(&new, sample_failing(&new));
	compare();
	assert_one(DIFF_NOT_COMPARABLE, DIFF_OTHER_PARAMETERS);
	assert_int_equal(diff_totals_of(diff)->gaps, DIFF_GAP_FINDINGS);
}

/* What is worse is worse, whatever the ruleset; that it differs is said. */
static void
test_worse_by_another_ruleset(void **state)
{
	struct ruleset copy;
	const struct ruleset *list = NULL;
	struct result_record *before = sample_failing(&old);

	(void)state;
	change_ruleset(&new, &copy, &list);
	copy.sha256[0] = 'c';
	sample_findings(before)->outcome = CASELINT_PENDING;
	sample_add(&old, before);
	sample_add(&new, sample_failing(&new));
	compare();
	assert_one(DIFF_WORSENED, DIFF_OTHER_RULESET);
	assert_int_equal(diff_exit_code(diff), 1);
}

/* ---- Records that are not one ------------------------------------------------------------------------------ */

static void
test_records_of_one_id(void **state)
{
	struct result_record *twin = NULL;

	(void)state;
	sample_add(&old, sample_failing(&old));
	sample_add(&new, sample_passing(&new));
	twin = sample_passing(&new);
	twin->id = text_of("OH-25-000000");
	sample_add(&new, twin);
	compare();
	assert_one(DIFF_NOT_COMPARABLE, DIFF_REPEATED_ID);
	assert_int_equal(diff_totals_of(diff)->records_unmatched, 3);
	assert_int_equal(told.amount_count, 6);
}

static void
test_records_without_an_id(void **state)
{
	struct result_record *before = sample_failing(&old);
	struct result_record *after = sample_failing(&new);

	(void)state;
	before->id = text_of(NULL);
	after->id = text_of(NULL);
	sample_add(&old, before);
	sample_add(&new, after);
	compare();
	assert_int_equal(told.finding_count, 2);
	assert_int_equal(diff_totals_of(diff)->reasons[DIFF_NO_RECORD_ID], 2);
}

static void
test_empty_runs(void **state)
{
	(void)state;
	compare();
	assert_int_equal(told.finding_count, 0);
	assert_int_equal(diff_totals_of(diff)->gaps, DIFF_GAP_NOTHING_IN_COMMON);
	assert_int_equal(diff_exit_code(diff), 3);
}

/* Many more than memory holds come in the order of records all the same. */
static void
test_many_findings(void **state)
{
	(void)state;
	sample_add(&old, sample_with_findings(&old, 3000));
	sample_add(&new, sample_with_findings(&new, 3002));
	compare();
	assert_int_equal(diff_totals_of(diff)->classes[DIFF_PERSISTING].all, 3000);
	assert_int_equal(diff_totals_of(diff)->classes[DIFF_NEW].all, 2);
}

/* ---- Money ---------------------------------------------------------------------------------------------------- */

static const struct diff_sum *
sum_of(const char *kind)
{
	const struct diff_totals *totals = diff_totals_of(diff);

	for (size_t i = 0; i < totals->sum_count; i++) {
		if (text_equals(totals->sums[i].kind, kind))
			return &totals->sums[i];
	}
	fail_msg("no sum of %s", kind);
	return NULL;
}

static void
test_an_amount_that_changed(void **state)
{
	struct result_record *after = sample_passing(&new);
	int64_t difference = 0;

	(void)state;
	sample_amounts(after)[0].value = 36001;
	sample_add(&old, sample_passing(&old));
	sample_add(&new, after);
	compare();
	assert_int_equal(diff_totals_of(diff)->changes[DIFF_CHANGED], 1);
	assert_int_equal(diff_totals_of(diff)->changes[DIFF_SAME], 1);
	assert_int_equal(told.amounts[0].change, DIFF_CHANGED);
	assert_int_equal(diff_amount_difference(&told.amounts[0], &difference), STATUS_OK);
	assert_int_equal(difference, 1001);
	assert_int_equal(sum_of("february-review")->old_value, 35000);
	assert_int_equal(sum_of("february-review")->new_value, 36001);
	assert_int_equal(sum_of("february-review")->difference, 1001);
	assert_int_equal(sum_of("odjfs-reimbursement")->difference, 0);
}

static void
test_a_state_that_changed(void **state)
{
	struct result_record *after = sample_passing(&new);

	(void)state;
	sample_amounts(after)[1].state = CASELINT_OVERDUE;
	sample_add(&old, sample_passing(&old));
	sample_add(&new, after);
	compare();
	assert_int_equal(told.amounts[1].change, DIFF_CHANGED);
}

static void
test_amounts_that_came_and_went(void **state)
{
	struct result_record *after = sample_passing(&new);
	int64_t difference = 0;

	(void)state;
	sample_amounts(after)[1].subject = text_of("MS-3");
	sample_add(&old, sample_passing(&old));
	sample_add(&new, after);
	compare();
	assert_int_equal(diff_totals_of(diff)->changes[DIFF_APPEARED], 1);
	assert_int_equal(diff_totals_of(diff)->changes[DIFF_VANISHED], 1);
	assert_int_equal(diff_amount_difference(&told.amounts[1], &difference), STATUS_ABSENT);
}

/* The path of an amount counts elements, which move. */
static void
test_an_amount_whose_place_moved(void **state)
{
	struct result_record *before = sample_passing(&old);
	struct result_record *after = sample_passing(&new);

	(void)state;
	sample_amounts(before)[0].path = text_of("AdoptionSubsidyCase/ReviewRecord[1]");
	sample_amounts(after)[0].path = text_of("AdoptionSubsidyCase/ReviewRecord[2]");
	sample_add(&old, before);
	sample_add(&new, after);
	compare();
	assert_int_equal(diff_totals_of(diff)->changes[DIFF_SAME], 2);
}

static void
test_money_of_records_that_one_run_has(void **state)
{
	(void)state;
	sample_add(&old, sample_passing(&old));
	sample_add(&new, sample_passing(&new));
	sample_add(&new, sample_passing(&new));
	compare();
	assert_int_equal(sum_of("february-review")->difference, 35000);
	assert_int_equal(sum_of("february-review")->records_new, 35000);
	assert_int_equal(sum_of("february-review")->records_gone, 0);
	assert_int_equal(sum_of("february-review")->new_count, 2);
}

static void
test_a_sum_out_of_range(void **state)
{
	struct result_record *record = NULL;

	(void)state;
	for (int i = 0; i < 2; i++) {
		record = sample_passing(&old);
		sample_amounts(record)[0].value = INT64_MAX;
		sample_add(&old, record);
		sample_add(&new, sample_passing(&new));
	}
	compare();
	assert_true(sum_of("february-review")->overflow);
	assert_false(sum_of("odjfs-reimbursement")->overflow);
}

/* ---- Words --------------------------------------------------------------------------------------------------------- */

static void
test_names_are_all_there(void **state)
{
	(void)state;
	for (int i = 0; i < DIFF_CLASSES; i++)
		assert_true(strlen(diff_class_name((enum diff_class)i)) > 0);
	assert_null(diff_reason_name(DIFF_NO_REASON));
	for (int i = 1; i < DIFF_REASONS; i++) {
		assert_true(strlen(diff_reason_name((enum diff_reason)i)) > 0);
		assert_true(strlen(diff_reason_words((enum diff_reason)i)) > 0);
		for (int k = 1; k < i; k++)
			assert_string_not_equal(
			    diff_reason_name((enum diff_reason)i), diff_reason_name((enum diff_reason)k));
	}
}

static void
test_the_verdict(void **state)
{
	struct buffer verdict = {0};

	(void)state;
	sample_add(&old, sample_passing(&old));
	sample_add(&new, sample_failing(&new));
	compare();
	diff_verdict(&verdict, diff);
	assert_string_equal(
	    buffer_text(&verdict), "WORSE: 1 open finding is new, 0 are worse; 0 are fixed, 0 persist.");
	buffer_clear(&verdict);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_persisting, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_fixed, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_new, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_fail_on, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_a_late_step_is_one_finding, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_two_ways_to_fail_are_two_findings, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_a_better_outcome_persists, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_a_higher_severity_is_worse, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_more_money_at_stake_is_worse, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_a_stake_out_of_range_is_the_largest, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_a_record_that_is_gone_is_not_fixed, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_a_record_that_is_new_has_new_findings, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_a_rule_that_was_not_run, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_a_rule_that_was_not_run_before, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_incomplete_runs, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_an_incomplete_old_run, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_a_rule_that_lacks_data_fixes_nothing, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_a_rule_that_failed_to_run, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_time_that_goes_back_fixes_nothing, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_time_that_goes_on_compares, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_a_run_without_a_day, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_another_ruleset, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_other_parameters, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_worse_by_another_ruleset, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_records_of_one_id, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_records_without_an_id, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_empty_runs, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_many_findings, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_an_amount_that_changed, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_a_state_that_changed, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_amounts_that_came_and_went, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_an_amount_whose_place_moved, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_money_of_records_that_one_run_has, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_a_sum_out_of_range, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_names_are_all_there, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_the_verdict, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
