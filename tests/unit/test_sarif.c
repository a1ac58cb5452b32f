/*
 * Tests of the SARIF report: what each outcome becomes, that every result has a
 * rule, a place and a fingerprint, and what the profile for GitHub cuts and says.
 */
#include "report_support.h"

#include <string.h>

#include <jansson.h>

#include "report/sarif_parts.h"
#include "report/words.h"

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

static json_t *
rendered(enum show show, bool github)
{
	struct render_options options = {.show = show, .sarif_github = github};
	struct buffer path = {0};
	struct buffer report = {0};
	char *folder = sample_folder();
	struct sink *sink = NULL;
	json_t *root = NULL;

	buffer_append_format(&path, "%s/report", folder);
	assert_int_equal(sink_open(buffer_text(&path), 0, &sink), STATUS_OK);
	assert_int_equal(render_sarif(&sample.facts, sample.tally, sample.spool, &options, sink), STATUS_OK);
	assert_int_equal(sink_commit(sink), STATUS_OK);
	sample_read_file(buffer_text(&path), &report);
	root = json_loadb(report.data, report.length, JSON_REJECT_DUPLICATES, NULL);
	assert_true(json_is_object(root));
	buffer_clear(&report);
	buffer_clear(&path);
	sample_remove_folder(folder);
	return root;
}

static const json_t *
run_of(const json_t *root)
{
	return json_array_get(json_object_get(root, "runs"), 0);
}

static const json_t *
results_of(const json_t *root)
{
	return json_object_get(run_of(root), "results");
}

static const json_t *
invocation_of(const json_t *root)
{
	return json_array_get(json_object_get(run_of(root), "invocations"), 0);
}

static const json_t *
rules_of(const json_t *root)
{
	const json_t *driver = json_object_get(json_object_get(run_of(root), "tool"), "driver");

	return json_object_get(driver, "rules");
}

static const char *
string_at(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

static const json_t *
place_of(const json_t *result)
{
	const json_t *locations = json_object_get(result, "locations");

	assert_int_equal(json_array_size(locations), 1);
	return json_object_get(json_array_get(locations, 0), "physicalLocation");
}

static const char *
message_of(const json_t *thing)
{
	return string_at(json_object_get(thing, "message"), "text");
}

/* Every result names a rule of the table, and has a place. */
static void
assert_whole(const json_t *root)
{
	const json_t *result = NULL;
	size_t i = 0;

	json_array_foreach(results_of(root), i, result)
	{
		size_t index = (size_t)json_integer_value(json_object_get(result, "ruleIndex"));

		assert_string_equal(
		    string_at(json_array_get(rules_of(root), index), "id"), string_at(result, "ruleId"));
		assert_non_null(string_at(json_object_get(place_of(result), "artifactLocation"), "uri"));
	}
}

static void
assert_uri(const char *path, const char *expected)
{
	struct buffer uri = {0};

	words_uri(&uri, text_of(path));
	assert_string_equal(buffer_text(&uri), expected);
	buffer_clear(&uri);
}

static void
test_uris(void **state)
{
	(void)state;
	assert_uri("exports/franklin.xml", "exports/franklin.xml");
	assert_uri("../a b.xml", "../a%20b.xml");
	assert_uri("/srv/a.xml", "file:///srv/a.xml");
	assert_uri("a:b#c?d%e.xml", "a%3Ab%23c%3Fd%25e.xml");
	assert_uri("more.zip!in/a.xml", "more.zip!in/a.xml");
	assert_uri("\xC3\xA4\"<>.xml", "%C3%A4%22%3C%3E.xml");
	assert_uri("-", "-");
}

static void
test_outcomes(void **state)
{
	static const struct {
		int32_t outcome;
		const char *kind;
		const char *level;
	} kinds[] = {
	    {CASELINT_ERROR, "fail", "error"},
	    {CASELINT_FAIL, "fail", "error"},
	    {CASELINT_UNKNOWN, "open", "none"},
	    {CASELINT_PENDING, "informational", "none"},
	    {CASELINT_MANUAL, "review", "none"},
	};
	const size_t count = sizeof kinds / sizeof kinds[0];
	json_t *root = NULL;

	(void)state;
	for (size_t i = 0; i < count; i++) {
		struct result_record *record = sample_failing(&sample);

		sample_findings(record)->outcome = kinds[i].outcome;
		sample_add(&sample, record);
	}
	sample_finish(&sample);
	root = rendered(SHOW_FINDINGS, false);
	assert_whole(root);
	assert_int_equal(json_array_size(results_of(root)), count);
	for (size_t i = 0; i < count; i++) {
		const json_t *result = json_array_get(results_of(root), i);

		assert_string_equal(string_at(result, "kind"), kinds[i].kind);
		assert_string_equal(string_at(result, "level"), kinds[i].level);
		assert_string_equal(
		    string_at(json_object_get(result, "fingerprints"), "caselintFinding/v1"), "0123456789abcdef");
	}
	json_decref(root);
}

static void
test_all_rules_of_all_records(void **state)
{
	json_t *root = NULL;
	const json_t *result = NULL;

	(void)state;
	sample_add(&sample, sample_passing(&sample));
	sample_finish(&sample);
	root = rendered(SHOW_ALL, false);
	assert_whole(root);
	assert_int_equal(json_array_size(results_of(root)), SAMPLE_RULES);
	result = json_array_get(results_of(root), 0);
	assert_string_equal(string_at(result, "kind"), "pass");
	assert_string_equal(string_at(result, "level"), "none");
	assert_string_equal(message_of(result), "pass: February review record");
	json_decref(root);
	root = rendered(SHOW_FINDINGS, false);
	assert_int_equal(json_array_size(results_of(root)), 0);
	json_decref(root);
}

static void
test_incomplete(void **state)
{
	json_t *root = NULL;
	const json_t *invocation = NULL;
	const json_t *notices = NULL;

	(void)state;
	sample_make_incomplete(&sample);
	sample_finish(&sample);
	root = rendered(SHOW_FINDINGS, false);
	assert_whole(root);
	invocation = invocation_of(root);
	notices = json_object_get(invocation, "toolExecutionNotifications");
	assert_true(json_is_false(json_object_get(invocation, "executionSuccessful")));
	assert_int_equal(json_integer_value(json_object_get(invocation, "exitCode")), 3);
	assert_int_equal(json_array_size(notices), 3);
	assert_string_equal(string_at(json_array_get(notices, 0), "level"), "error");
	assert_int_equal(strncmp(message_of(json_array_get(notices, 0)), "INCOMPLETE: ", 12), 0);
	/* The fault of a plugin has no place of its own. */
	assert_int_equal(json_array_size(results_of(root)), 2);
	assert_string_equal(
	    string_at(json_object_get(place_of(json_array_get(results_of(root), 1)), "artifactLocation"), "uri"),
	    "exports/franklin.xml");
	json_decref(root);
}

static void
test_incomplete_without_a_fault(void **state)
{
	json_t *root = NULL;

	(void)state;
	sample.facts.complete = false;
	sample.facts.exit_code = 130;
	sample_finish(&sample);
	root = rendered(SHOW_FINDINGS, true);
	assert_int_equal(json_array_size(results_of(root)), 1);
	assert_string_equal(string_at(json_array_get(results_of(root), 0), "level"), "error");
	assert_non_null(strstr(message_of(json_array_get(results_of(root), 0)), "interrupted"));
	json_decref(root);
}

static struct result_record *
of_severity(enum severity severity, uint32_t count)
{
	struct result_record *record = sample_with_findings(&sample, count);

	for (uint32_t i = 0; i < count; i++)
		sample_findings(record)[i].severity = severity;
	return record;
}

static size_t
count_levels(const json_t *root, const char *level)
{
	const json_t *result = NULL;
	size_t count = 0;
	size_t i = 0;

	json_array_foreach(results_of(root), i, result) count += strcmp(string_at(result, "level"), level) == 0;
	return count;
}

static void
test_github_keeps_the_worst(void **state)
{
	json_t *root = NULL;
	const json_t *notices = NULL;

	(void)state;
	sample_add(&sample, of_severity(SEVERITY_INFO, 4000));
	sample_add(&sample, of_severity(SEVERITY_WARNING, 3000));
	sample_add(&sample, of_severity(SEVERITY_ERROR, 2500));
	sample_finish(&sample);
	root = rendered(SHOW_FINDINGS, true);
	assert_int_equal(json_array_size(results_of(root)), SARIF_GITHUB_RESULTS);
	assert_int_equal(count_levels(root, "error"), 2500);
	assert_int_equal(count_levels(root, "warning"), 2500);
	assert_int_equal(count_levels(root, "note"), 0);
	notices = json_object_get(invocation_of(root), "toolExecutionNotifications");
	assert_non_null(strstr(message_of(json_array_get(notices, 1)), "4500 of 9500 results are not listed"));
	json_decref(root);
	root = rendered(SHOW_FINDINGS, false);
	assert_int_equal(json_array_size(results_of(root)), 9500);
	json_decref(root);
}

static void
test_github_lists_alerts_only(void **state)
{
	struct result_record *pending = sample_failing(&sample);
	json_t *root = NULL;
	const json_t *result = NULL;

	(void)state;
	sample_findings(pending)->outcome = CASELINT_PENDING;
	sample_add(&sample, pending);
	sample_add(&sample, sample_unknown(&sample));
	sample_finish(&sample);
	root = rendered(SHOW_ALL, true);
	assert_int_equal(json_array_size(results_of(root)), 1);
	result = json_array_get(results_of(root), 0);
	assert_null(json_object_get(result, "kind"));
	assert_string_equal(string_at(result, "level"), "error");
	assert_int_equal(strncmp(message_of(result), "OH-25-000001 (unknown): ", 24), 0);
	assert_true(json_is_integer(json_object_get(json_object_get(place_of(result), "region"), "startLine")));
	json_decref(root);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_uris),
	    cmocka_unit_test_setup_teardown(test_outcomes, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_all_rules_of_all_records, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_incomplete, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_incomplete_without_a_fault, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_github_keeps_the_worst, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_github_lists_alerts_only, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
