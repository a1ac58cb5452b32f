/* Tests of cli/explain.h on the bundles of the build: which words find what, and what of a letter is quoted. */
#include "support.h"

#include <string.h>

#include "base/memory.h"
#include "cli/explain.h"

#define RULES_SCHEMA CASELINT_SOURCE_DIR "/xsd/rules.xsd"

static int
load(void **state)
{
	static const char *const folders[] = {TEST_BUNDLE_DIR};
	struct bundles *bundles = NULL;
	struct buffer why = {0};
	enum status status = bundles_load(folders, 1, RULES_SCHEMA, &bundles, &why);

	buffer_clear(&why);
	*state = bundles;
	return status == STATUS_OK && bundles->count > 0 ? 0 : -1;
}

static int
unload(void **state)
{
	bundles_free(*state);
	return 0;
}

static struct explain_subject
only(const struct bundles *bundles, const char *word)
{
	struct explain_subjects subjects = {NULL, 0, NULL};
	struct explain_subject subject;

	assert_true(explain_find(bundles, word, &subjects));
	assert_int_equal(subjects.count, 1);
	subject = subjects.items[0];
	explain_clear(&subjects);
	return subject;
}

static void
test_kinds_of_subjects(void **state)
{
	struct explain_subject subject = only(*state, "OH-GEN-04");

	assert_non_null(subject.rule);
	assert_null(subject.amount);
	assert_string_equal(subject.ruleset->id, "us-oh/fcaspl-135");
	assert_string_equal(explain_cite(&subject), subject.rule->cite);
	assert_ptr_equal(explain_readings(&subject), &subject.rule->assumptions);

	subject = only(*state, "odjfs-reimbursement");
	assert_non_null(subject.amount);
	assert_null(subject.rule);
	assert_string_equal(explain_cite(&subject), subject.amount->cite);
	assert_ptr_equal(explain_readings(&subject), &subject.amount->assumptions);

	subject = only(*state, "CL-INPUT-MORE");
	assert_ptr_equal(subject.host, &host_rules[HOST_INPUT_MORE]);
	assert_null(subject.ruleset);
	assert_string_equal(explain_cite(&subject), "");
	assert_int_equal(explain_readings(&subject)->count, 0);
}

static void
test_words(void **state)
{
	struct explain_subjects subjects = {NULL, 0, NULL};

	assert_true(explain_find(*state, "oh-gen-04", &subjects));
	assert_true(explain_find(*state, "OH-GEN-04", &subjects));
	assert_true(explain_find(*state, "cl-Input-More", &subjects));
	assert_int_equal(subjects.count, 2);
	assert_false(explain_find(*state, "OH-GEN", &subjects));
	assert_false(explain_find(*state, "OH-GEN-04 ", &subjects));
	assert_false(explain_find(*state, "", &subjects));
	assert_int_equal(subjects.count, 2);
	explain_clear(&subjects);
	assert_null(subjects.items);
}

static void
test_nearest(void **state)
{
	static const struct bundles none;

	assert_string_equal(explain_nearest(*state, "oh-liv-3"), "OH-LIV-03");
	assert_string_equal(explain_nearest(*state, "ODJFS-REIMBURSMENT"), "odjfs-reimbursement");
	assert_string_equal(explain_nearest(*state, "CL-INPUT-TRUNCATD"), "CL-INPUT-TRUNCATED");
	assert_string_equal(explain_nearest(&none, "cl-input-mor"), "CL-INPUT-MORE");
	assert_null(explain_nearest(*state, "nothing like any of them"));
	assert_null(explain_nearest(*state, ""));
}

static void
test_cites(void **state)
{
	(void)state;
	assert_true(explain_cites_meet("L1", "L1"));
	assert_true(explain_cites_meet("L1 L2", "L3 L2"));
	assert_true(explain_cites_meet("  L2", "L2  "));
	assert_false(explain_cites_meet("L1", "L12"));
	assert_false(explain_cites_meet("L12", "L1"));
	assert_false(explain_cites_meet("", "L1"));
	assert_false(explain_cites_meet("L1", ""));
	assert_false(explain_cites_meet("", ""));
}

static size_t
count_quotes(const struct explain_subject *subject)
{
	size_t count = 0;
	size_t i = 0;

	for (i = 0; i < subject->ruleset->sentence_count; i++)
		count += explain_quotes(subject, &subject->ruleset->sentences[i]) ? 1 : 0;
	return count;
}

static void
test_quotes(void **state)
{
	struct explain_subject subject = only(*state, "OH-GEN-06");

	/* One sentence of its paragraph names it; the others are not quoted. */
	assert_true(explain_is_stated(&subject));
	assert_int_equal(count_quotes(&subject), 1);
	/* Named by no sentence: the paragraph it is derived from is quoted whole. */
	subject = only(*state, "OH-NLA-13");
	assert_false(explain_is_stated(&subject));
	assert_int_equal(count_quotes(&subject), 3);
	/* Derived, and from no paragraph. */
	subject = only(*state, "OH-GEN-13");
	assert_int_equal(count_quotes(&subject), 0);
	subject = only(*state, "march-review");
	assert_int_equal(count_quotes(&subject), 4);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_kinds_of_subjects),
	    cmocka_unit_test(test_words),
	    cmocka_unit_test(test_nearest),
	    cmocka_unit_test(test_cites),
	    cmocka_unit_test(test_quotes),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
