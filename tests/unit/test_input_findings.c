/* Tests of engine/input_findings.h: how many are listed, what those that are not still do, and their order. */
#include "support.h"

#include <string.h>

#include "base/limits.h"
#include "engine/input_findings.h"

static struct input_findings findings;

static int
tear_down(void **state)
{
	(void)state;
	input_findings_clear(&findings);
	return 0;
}

static bool
add_at(uint32_t input, uint64_t line, enum host_rule_index rule)
{
	struct input_place place = {input, line, 0, {0}};

	return input_findings_add(&findings, rule, &place, NULL);
}

static void
test_so_many_of_one_input(void **state)
{
	(void)state;
	for (uint64_t i = 0; i < LIMIT_INPUT_FINDINGS_PER_SOURCE; i++)
		assert_true(add_at(3, i, HOST_SCHEMA_VALUE));
	assert_int_equal(findings.worst_unlisted, 0);
	assert_false(add_at(3, 1, HOST_SCHEMA_VALUE));
	assert_int_equal(findings.worst_unlisted, 3);
	assert_false(add_at(3, 1, HOST_INPUT_NAMESPACE));
	assert_int_equal(findings.worst_unlisted, 4);
	assert_true(add_at(4, 1, HOST_SCHEMA_VALUE));
	assert_true(add_at(3, 0, HOST_INPUT_MORE));
	assert_int_equal(findings.count, LIMIT_INPUT_FINDINGS_PER_SOURCE + 2);
}

/* However many inputs have faults, the list ends; that it does is said once, and what is wrong with the run is always. */
static void
test_so_many_of_all(void **state)
{
	uint32_t count = LIMIT_INPUT_FINDINGS;

	(void)state;
	for (uint32_t i = 0; i < count; i++)
		assert_true(add_at(i, 7, HOST_INPUT_TRUNCATED));
	for (uint32_t i = count; i < 2 * count; i++) {
		assert_false(add_at(i, 7, HOST_INPUT_TRUNCATED));
		assert_true(add_at(i, 0, HOST_INPUT_MORE));
	}
	assert_int_equal(findings.worst_unlisted, 3);
	assert_true(add_at(NO_INPUT, 0, HOST_PLUGIN_REFUSED));
	assert_int_equal(findings.count, count + 2);
	input_findings_sort(&findings);
	assert_string_equal(findings.items[0].rule, "CL-INPUT-MORE");
	assert_int_equal(findings.items[0].input, NO_INPUT);
	assert_string_equal(findings.items[1].rule, "CL-PLUGIN-REFUSED");
	assert_int_equal(findings.items[2].input, 0);
}

static void
test_order(void **state)
{
	static const struct {
		uint64_t line;
		uint32_t input;
		enum host_rule_index rule;
	} wanted[] = {{0, NO_INPUT, HOST_PLUGIN_NONE}, {1, 0, HOST_SCHEMA_VALUE}, {2, 0, HOST_INPUT_STRAY_END},
	    {2, 0, HOST_SCHEMA_VALUE}, {1, 1, HOST_SCHEMA_VALUE}};
	size_t count = sizeof wanted / sizeof wanted[0];

	(void)state;
	for (size_t i = count; i > 0; i--)
		add_at(wanted[i - 1].input, wanted[i - 1].line, wanted[i - 1].rule);
	input_findings_sort(&findings);
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(findings.items[i].input, wanted[i].input);
		assert_int_equal(findings.items[i].line, wanted[i].line);
		assert_string_equal(findings.items[i].rule, host_rules[wanted[i].rule].id);
	}
}

/* Every fault of the input loses records; of the problems of form those do that hide the record from others. */
static void
test_lost_records(void **state)
{
	struct problem problem = {.kind = PROBLEM_VALUE};
	struct fault fault = {.kind = FAULT_RECORD_BROKEN};

	(void)state;
	input_findings_add_problem(&findings, 0, &problem);
	assert_false(findings.lost_records);
	problem.is_key = true;
	input_findings_add_problem(&findings, 0, &problem);
	assert_true(findings.lost_records);
	findings.lost_records = false;
	for (uint64_t i = 0; i < LIMIT_INPUT_FINDINGS_PER_SOURCE; i++)
		add_at(0, i, HOST_SCHEMA_VALUE);
	assert_false(input_findings_add_fault(&findings, 0, &fault));
	assert_true(findings.lost_records);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_teardown(test_so_many_of_one_input, tear_down),
	    cmocka_unit_test_teardown(test_so_many_of_all, tear_down),
	    cmocka_unit_test_teardown(test_order, tear_down),
	    cmocka_unit_test_teardown(test_lost_records, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
