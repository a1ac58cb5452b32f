/* Tests of report/host_rules.h and the names of the model: the table keeps the house style of texts. */
#include "report_support.h"

#include <ctype.h>
#include <string.h>

#include "report/host_rules.h"

static char
last_of(const char *text)
{
	return text[strlen(text) - 1];
}

static void
test_ids(void **state)
{
	(void)state;
	for (size_t i = 0; i < HOST_RULES; i++) {
		assert_int_equal(strncmp(host_rules[i].id, "CL-", 3), 0);
		assert_int_equal(strspn(host_rules[i].id, "ABCDEFGHIJKLMNOPQRSTUVWXYZ-"), strlen(host_rules[i].id));
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(host_rules[i].id, host_rules[k].id);
		assert_ptr_equal(host_rule_named(host_rules[i].id), &host_rules[i]);
	}
	assert_null(host_rule_named("CL-NO-SUCH"));
	assert_null(host_rule_named(""));
	assert_string_equal(host_rules[HOST_INPUT_TRUNCATED].id, "CL-INPUT-TRUNCATED");
}

static void
test_weights(void **state)
{
	(void)state;
	for (size_t i = 0; i < HOST_RULES; i++) {
		assert_true(host_rules[i].severity >= SEVERITY_INFO && host_rules[i].severity <= SEVERITY_ERROR);
		assert_true(
		    host_rules[i].exit_code == 1 || host_rules[i].exit_code == 3 || host_rules[i].exit_code == 4);
	}
}

/* A sentence starts with a capital, a digit or a quoted word, and ends with a full stop. */
static void
assert_sentence(const char *text)
{
	unsigned char first = (unsigned char)text[0];

	if (!(isupper(first) || isdigit(first) || first == '`') || last_of(text) != '.')
		fail_msg("not a sentence: %s", text);
}

static void
test_texts(void **state)
{
	(void)state;
	for (size_t i = 0; i < HOST_RULES; i++) {
		const struct host_rule *rule = &host_rules[i];

		assert_true(rule->title[0] != '\0' && rule->message[0] != '\0');
		assert_true(rule->why[0] != '\0' && rule->remedy[0] != '\0');
		assert_true(isupper((unsigned char)rule->title[0]));
		assert_int_not_equal(last_of(rule->title), '.');
		if (isupper((unsigned char)rule->message[0]) || last_of(rule->message) == '.')
			fail_msg("a message is lower case and has no full stop: %s", rule->message);
		assert_sentence(rule->why);
		assert_sentence(rule->remedy);
	}
}

static void
test_names_of_the_model(void **state)
{
	(void)state;
	assert_string_equal(outcome_name(CASELINT_NOTAPPLICABLE), "notapplicable");
	assert_string_equal(outcome_name(-1), "none");
	assert_string_equal(outcome_name(OUTCOMES), "none");
	assert_string_equal(amount_state_name(CASELINT_MANUAL_AMOUNT), "manual");
	assert_string_equal(amount_state_name(99), "none");
}

static void
test_the_worse_outcome(void **state)
{
	(void)state;
	assert_int_equal(outcome_worse(CASELINT_PASS, CASELINT_FAIL), CASELINT_FAIL);
	assert_int_equal(outcome_worse(CASELINT_NOTAPPLICABLE, CASELINT_PASS), CASELINT_PASS);
	assert_int_equal(outcome_worse(0, CASELINT_NOTAPPLICABLE), CASELINT_NOTAPPLICABLE);
	assert_int_equal(outcome_worse(CASELINT_ERROR, 0), CASELINT_ERROR);
	assert_int_equal(outcome_worse(0, 0), 0);
}

static void
test_formats(void **state)
{
	(void)state;
	assert_string_equal(report_formats[0].name, "text");
	assert_string_equal(report_formats[1].name, "json");
	for (size_t i = 0; report_formats[i].name != NULL; i++) {
		/* The list of names in a complaint holds 32. */
		assert_true(i < 32);
		assert_non_null(report_formats[i].render);
		assert_int_not_equal(last_of(report_formats[i].summary), '.');
		assert_int_equal(
		    strspn(report_formats[i].name, "abcdefghijklmnopqrstuvwxyz-"), strlen(report_formats[i].name));
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(report_formats[i].name, report_formats[k].name);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_ids),
	    cmocka_unit_test(test_weights),
	    cmocka_unit_test(test_texts),
	    cmocka_unit_test(test_names_of_the_model),
	    cmocka_unit_test(test_the_worse_outcome),
	    cmocka_unit_test(test_formats),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
