/* Tests of report/marks.h and of what the tally and the verdict make of marks: which waiver, how many are known. */
#include "report_support.h"

#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "report/mark_words.h"
#include "report/marks.h"
#include "report/verdict.h"
#include "support.h"

#define RULE "OH-LIV-03"

static struct sample sample;
static struct arena arena;

static int
set_up(void **state)
{
	(void)state;
	sample_start(&sample);
	sample.inputs[0].as_of = 13984;
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	arena_clear(&arena);
	sample_clear(&sample);
	return 0;
}

/* ---- Waivers ---- */

static const char *rule_names[] = {RULE};

static struct waiver
waiver_for(enum waiver_scope scope, const char *type, const char *id, int32_t expires)
{
	return (struct waiver){.file = "w.xml",
	    .line = 3,
	    .rules = {rule_names, 1},
	    .scope = scope,
	    .type = type,
	    .id = id,
	    .reason = "on file",
	    .granted_by = "officer",
	    .granted = 13900,
	    .expires = expires};
}

static const char *const files[] = {"w.xml"};

/* The mark of a record's first finding: the number of its waiver, negative when that is over. */
static int
mark_with(const struct waiver *waivers, size_t count, struct result_record *record)
{
	const struct marks_sources sources = {.waiver_files = {files, 1}, .waivers = waivers, .waiver_count = count};
	struct marks *marks = marks_new(&sources);
	int number = 0;

	marks_apply(marks, &sample.facts, record, &arena);
	number = (int)record->findings[0].waiver;
	if (record->findings[0].is_lapsed)
		number = -number;
	marks_free(marks);
	return number;
}

static void
test_scopes(void **state)
{
	struct result_record *record = sample_failing(&sample);
	char id[64];
	char group[64];
	const char *type = bundle_record_type(&sample.bundle, record->type);
	struct waiver waiver = {0};

	(void)state;
	snprintf(id, sizeof id, "%.*s", (int)record->id.length, record->id.data);
	snprintf(group, sizeof group, "%.*s", (int)record->group.length, record->group.data);
	sample_findings(record)[0].fingerprint = text_of("00000000000000010000000000000001");
	waiver = waiver_for(WAIVER_RECORD, type, id, 14000);
	assert_int_equal(mark_with(&waiver, 1, record), 1);
	waiver = waiver_for(WAIVER_RECORD, "MatchInvoice", id, 14000);
	assert_int_equal(mark_with(&waiver, 1, record), 0);
	waiver = waiver_for(WAIVER_RECORD, type, "other", 14000);
	assert_int_equal(mark_with(&waiver, 1, record), 0);
	waiver = waiver_for(WAIVER_GROUP, "", group, 14000);
	assert_int_equal(mark_with(&waiver, 1, record), 1);
	waiver = waiver_for(WAIVER_GROUP, "", "", 14000);
	assert_int_equal(mark_with(&waiver, 1, record), 0);
	waiver = waiver_for(WAIVER_FINDING, "", "00000000000000010000000000000001", 14000);
	assert_int_equal(mark_with(&waiver, 1, record), 1);
	waiver = waiver_for(WAIVER_FINDING, "", "00000000000000010000000000000002", 14000);
	assert_int_equal(mark_with(&waiver, 1, record), 0);
	waiver = waiver_for(WAIVER_ALL, "", "", 14000);
	assert_int_equal(mark_with(&waiver, 1, record), 1);
	rule_names[0] = "OH-LIV-12";
	assert_int_equal(mark_with(&waiver, 1, record), 0);
	rule_names[0] = RULE;
}

static void
test_which_of_several(void **state)
{
	struct result_record *record = sample_failing(&sample);
	char group[64];
	struct waiver waivers[3];

	(void)state;
	snprintf(group, sizeof group, "%.*s", (int)record->group.length, record->group.data);
	waivers[0] = waiver_for(WAIVER_ALL, "", "", 14000);
	waivers[1] = waiver_for(WAIVER_GROUP, "", group, 13990);
	assert_int_equal(mark_with(waivers, 2, record), 2);
	/* A narrow one that is over gives way to a wide one that is not. */
	waivers[1].expires = 13983;
	assert_int_equal(mark_with(waivers, 2, record), 1);
	waivers[0].expires = 13983;
	assert_int_equal(mark_with(waivers, 2, record), -2);
	waivers[0] = waiver_for(WAIVER_ALL, "", "", 13985);
	waivers[1] = waiver_for(WAIVER_ALL, "", "", 13987);
	waivers[2] = waiver_for(WAIVER_ALL, "", "", 13986);
	assert_int_equal(mark_with(waivers, 3, record), 2);
}

static void
test_the_last_day(void **state)
{
	struct result_record *record = sample_failing(&sample);
	struct waiver waiver = waiver_for(WAIVER_ALL, "", "", 13984);

	(void)state;
	assert_int_equal(mark_with(&waiver, 1, record), 1);
	sample.inputs[0].as_of = 13985;
	assert_int_equal(mark_with(&waiver, 1, record), -1);
	/* Nobody knows. */
	sample.inputs[0].as_of = CASELINT_ABSENT;
	assert_int_equal(mark_with(&waiver, 1, record), 0);
}

static void
test_what_cannot_be_marked(void **state)
{
	static const int32_t outcomes[] = {CASELINT_ERROR, CASELINT_PENDING, CASELINT_MANUAL};
	struct result_record *record = sample_failing(&sample);
	struct waiver waiver = waiver_for(WAIVER_ALL, "", "", 14000);

	(void)state;
	for (size_t i = 0; i < sizeof outcomes / sizeof outcomes[0]; i++) {
		sample_findings(record)[0].outcome = outcomes[i];
		assert_int_equal(mark_with(&waiver, 1, record), 0);
	}
	sample_findings(record)[0].outcome = CASELINT_FAIL;
	rule_names[0] = "CL-PLUGIN-BREACH";
	sample_findings(record)[0].rule = text_of("CL-PLUGIN-BREACH");
	assert_int_equal(mark_with(&waiver, 1, record), 0);
	rule_names[0] = RULE;
}

/* ---- The baseline ---- */

static struct baseline *
baseline_of(const char *lines)
{
	char *folder = support_folder();
	struct buffer bytes = {0};
	struct buffer why = {0};
	struct baseline *baseline = NULL;
	char *path = NULL;

	buffer_append_text(&bytes, "{\"schema\":\"caselint/baseline/1\",\"rulesets\":[]}\n");
	buffer_append_text(&bytes, lines);
	path = support_write(folder, "baseline", bytes.data, bytes.length);
	assert_int_equal(baseline_read(path, &baseline, &why), STATUS_OK);
	/* The path is borrowed, and not looked at here. */
	memory_free(path);
	support_remove_folder(folder);
	buffer_clear(&bytes);
	return baseline;
}

#define LINE(print, count) \
	"{\"record\":\"r\",\"type\":\"t\",\"rule\":\"" RULE "\",\"fingerprint\":\"" print "\",\"count\":" count "}\n"
#define PRINT_A "000000000000000a0000000000000001"
#define PRINT_B "000000000000000a0000000000000002"
#define PRINT_C "000000000000000b0000000000000001"

static uint32_t
known_of(const struct baseline *baseline, struct result_record *record)
{
	const struct marks_sources sources = {.baseline = baseline};
	struct marks *marks = marks_new(&sources);
	uint32_t known = 0;

	marks_apply(marks, &sample.facts, record, &arena);
	for (uint32_t i = 0; i < record->finding_count; i++)
		known += record->findings[i].is_known;
	marks_free(marks);
	return known;
}

static void
test_known_by_count(void **state)
{
	struct baseline *baseline = baseline_of(LINE(PRINT_C, "1") LINE(PRINT_A, "2"));
	struct result_record *record = sample_with_findings(&sample, 5);

	(void)state;
	for (uint32_t i = 0; i < 5; i++)
		sample_findings(record)[i].fingerprint = text_of(i == 1 ? PRINT_B : PRINT_A);
	assert_int_equal(known_of(baseline, record), 2);
	/* The first ones. */
	assert_true(record->findings[0].is_known);
	assert_false(record->findings[1].is_known);
	assert_true(record->findings[2].is_known);
	assert_false(record->findings[3].is_known);
	/* Again gives the same. */
	assert_int_equal(known_of(baseline, record), 2);
	baseline_free(baseline);
}

static void
test_known_needs_an_id_and_a_fingerprint(void **state)
{
	struct baseline *baseline = baseline_of(LINE(PRINT_A, "5"));
	struct result_record *record = sample_with_findings(&sample, 2);

	(void)state;
	assert_int_equal(known_of(baseline, record), 0);
	sample_findings(record)[1].fingerprint = text_of(PRINT_A);
	assert_int_equal(known_of(baseline, record), 1);
	record->id = text_of("");
	assert_int_equal(known_of(baseline, record), 0);
	baseline_free(baseline);
}

static void
test_ranges(void **state)
{
	struct baseline *baseline = baseline_of(LINE(PRINT_C, "7") LINE(PRINT_B, "2") LINE(PRINT_A, "1"));
	unsigned char bytes[FINGERPRINT_BYTES];
	struct baseline_range range = {0};

	(void)state;
	assert_int_equal(baseline_findings(baseline), 10);
	assert_int_equal(baseline_entries(baseline), 3);
	assert_int_equal(fingerprint_read(text_of(PRINT_A), bytes), STATUS_OK);
	range = baseline_of_record(baseline, bytes);
	assert_int_equal(range.end - range.first, 2);
	assert_int_equal(baseline_count(baseline, baseline_find(baseline, range, bytes)), 1);
	bytes[FINGERPRINT_BYTES - 1] = 9;
	assert_int_equal(baseline_find(baseline, range, bytes), range.end);
	memset(bytes, 0xff, sizeof bytes);
	range = baseline_of_record(baseline, bytes);
	assert_int_equal(range.first, range.end);
	baseline_free(baseline);
}

/* ---- What becomes of it ---- */

static void
test_open_outcome(void **state)
{
	struct result_record *record = sample_failing(&sample);

	(void)state;
	assert_int_equal(record_open_outcome(&sample.facts, record), CASELINT_FAIL);
	sample_findings(record)[0].is_known = true;
	/* What its other rules answered is left. */
	assert_int_equal(record_open_outcome(&sample.facts, record), CASELINT_PASS);
	assert_false(finding_is_open(&record->findings[0]));
	sample_findings(record)[0].is_known = false;
	sample_findings(record)[0].waiver = 1;
	sample_findings(record)[0].is_lapsed = true;
	assert_int_equal(record_open_outcome(&sample.facts, record), CASELINT_FAIL);
	assert_string_equal(mark_name(&record->findings[0]), "expired");
	/* Of what was not judged nothing is excused. */
	record->outcome = CASELINT_ERROR;
	sample_findings(record)[0].outcome = CASELINT_ERROR;
	sample_findings(record)[0].is_known = true;
	assert_int_equal(record_open_outcome(&sample.facts, record), CASELINT_ERROR);
}

static void
test_counts_and_verdict(void **state)
{
	struct result_record *record = NULL;
	struct verdict verdict = {0};
	const struct run_counts *counts = NULL;

	(void)state;
	sample_add(&sample, sample_passing(&sample));
	record = sample_failing(&sample);
	sample_findings(record)[0].is_known = true;
	sample_add(&sample, record);
	record = sample_unknown(&sample);
	sample_findings(record)[0].waiver = 1;
	sample_add(&sample, record);
	sample_finish(&sample);
	counts = &sample.tally->counts;
	assert_int_equal(mark_count(counts->open), 0);
	assert_int_equal(mark_count(counts->known), 1);
	assert_int_equal(mark_count(counts->waived), 1);
	assert_int_equal(counts->excused, 2);
	assert_int_equal(counts->records_by_outcome[CASELINT_FAIL], 1);
	assert_int_equal(counts->records_by_open[CASELINT_FAIL], 0);
	verdict_of(counts, &verdict);
	assert_string_equal(verdict.word, "COMPLIANT BUT FOR WHAT IS WAIVED OR KNOWN: ");
	assert_int_equal(verdict.tone, VERDICT_OPEN);
	assert_string_equal(
	    buffer_text(&verdict.sentence), "no other record fails. Clean but for 1 finding waived, 1 known.");
	buffer_clear(&verdict.sentence);
}

static void
test_without_marks_nothing_is_said(void **state)
{
	struct verdict verdict = {0};

	(void)state;
	sample_add(&sample, sample_passing(&sample));
	sample_finish(&sample);
	verdict_of(&sample.tally->counts, &verdict);
	assert_int_equal(verdict.tone, VERDICT_GOOD);
	assert_string_equal(buffer_text(&verdict.sentence), "no record fails.");
	buffer_clear(&verdict.sentence);
}

static void
test_exit_codes(void **state)
{
	struct run_options options = {.fail_on = SEVERITY_WARNING};

	(void)state;
	assert_int_equal(marks_exit_code(SEVERITY_INFO, &options), 0);
	assert_int_equal(marks_exit_code(SEVERITY_WARNING, &options), 1);
	options.fail_never = true;
	assert_int_equal(marks_exit_code(SEVERITY_ERROR, &options), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_scopes, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_which_of_several, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_the_last_day, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_what_cannot_be_marked, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_known_by_count, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_known_needs_an_id_and_a_fingerprint, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_ranges, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_open_outcome, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_counts_and_verdict, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_without_marks_nothing_is_said, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_exit_codes, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
