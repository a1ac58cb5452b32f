/*
 * Tests of the JSON report: what jansson reads back has the keys and types of
 * the contract, in all three extents, whatever the texts hold.
 */
#include "report_support.h"

#include <stdio.h>
#include <string.h>

#include <jansson.h>

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
rendered(enum show show)
{
	struct buffer report = {0};
	json_error_t error;
	json_t *root = NULL;

	sample_render(&sample, render_json, show, false, &report);
	root = json_loadb(report.data, report.length, JSON_REJECT_DUPLICATES, &error);
	assert_non_null(root);
	assert_int_equal(report.data[report.length - 1], '\n');
	buffer_clear(&report);
	return root;
}

/* The value at keys and indexes joined by '/', "records/0/id". */
static const json_t *
at(const json_t *value, const char *path)
{
	while (*path != '\0') {
		char key[64] = {0};
		size_t length = strcspn(path, "/");

		assert_true(length < sizeof key);
		memcpy(key, path, length);
		if (json_is_array(value)) {
			size_t index = 0;

			for (size_t i = 0; i < length; i++)
				index = index * 10 + (size_t)(key[i] - '0');
			value = json_array_get(value, index);
		} else {
			value = json_object_get(value, key);
		}
		path += length + (path[length] == '/');
	}
	return value;
}

static void
assert_string_at(const json_t *root, const char *path, const char *wanted)
{
	const json_t *value = at(root, path);

	assert_true(json_is_string(value));
	assert_string_equal(json_string_value(value), wanted);
}

static void
assert_number_at(const json_t *root, const char *path, long long wanted)
{
	const json_t *value = at(root, path);

	assert_true(json_is_integer(value));
	assert_int_equal(json_integer_value(value), wanted);
}

static void
assert_null_at(const json_t *root, const char *path)
{
	assert_true(json_is_null(at(root, path)));
}

/* Whether the object's keys are exactly those of `keys`, in this order, joined by blanks. */
static void
assert_keys(const json_t *object, const char *keys)
{
	struct buffer found = {0};
	const char *key = NULL;
	json_t *value = NULL;

	assert_true(json_is_object(object));
	json_object_foreach((json_t *)(uintptr_t)object, key, value)
	{
		buffer_append_format(&found, "%s%s", found.length > 0 ? " " : "", key);
	}
	assert_string_equal(buffer_text(&found), keys);
	buffer_clear(&found);
}

static void
test_empty_run(void **state)
{
	json_t *root = NULL;

	(void)state;
	sample.facts.input_count = 0;
	sample.facts.bundle_count = 0;
	sample_finish(&sample);
	root = rendered(SHOW_ALL);
	assert_keys(root, "schema complete tool inputs plugins rulesets assumptions records inputFindings worksheets "
			  "summary");
	assert_string_at(root, "schema", "caselint/report/1");
	assert_true(json_is_true(at(root, "complete")));
	assert_keys(at(root, "tool"), "name version");
	assert_int_equal(json_array_size(at(root, "records")), 0);
	assert_int_equal(json_array_size(at(root, "worksheets")), 0);
	assert_number_at(root, "summary/records", 0);
	json_decref(root);
}

static void
add_three(void)
{
	sample_add(&sample, sample_passing(&sample));
	sample_add(&sample, sample_failing(&sample));
	sample_add(&sample, sample_unknown(&sample));
	sample_finish(&sample);
}

static void
test_keys_of_the_run(void **state)
{
	json_t *root = NULL;

	(void)state;
	sample_make_incomplete(&sample);
	add_three();
	root = rendered(SHOW_FINDINGS);
	assert_true(json_is_false(at(root, "complete")));
	assert_keys(at(root, "inputs/0"), "path bytes sha256 records asOf");
	assert_null_at(root, "inputs/0/sha256");
	assert_string_at(root, "inputs/1/asOf", "2008-04-15");
	assert_keys(at(root, "plugins/0"), "id jurisdiction version");
	assert_keys(at(root, "rulesets/0"), "id sha256");
	assert_keys(at(root, "assumptions/0"), "id cite reading because");
	assert_keys(at(root, "inputFindings/0"), "rule severity input path line column elementPath message remedy");
	assert_keys(at(root, "inputFindings/1"), "rule severity input path line column message remedy");
	assert_null_at(root, "inputFindings/1/input");
	assert_null_at(root, "inputFindings/1/line");
	json_decref(root);
}

static void
test_keys_of_a_record(void **state)
{
	json_t *root = NULL;

	(void)state;
	add_three();
	root = rendered(SHOW_FINDINGS);
	assert_int_equal(json_array_size(at(root, "records")), 2);
	assert_keys(at(root, "records/0"), "id type jurisdiction group input line outcome outcomes findings amounts");
	assert_keys(at(root, "records/0/outcomes"), "OH-LIV-03");
	assert_keys(at(root, "records/0/findings/0"), "id rule severity outcome line path field observed expected due "
						      "message remedy cite fingerprint");
	assert_string_at(root, "records/0/findings/0/observed", "2008-01-22");
	assert_null_at(root, "records/1/findings/0/observed");
	assert_null_at(root, "records/1/findings/0/due");
	assert_keys(at(root, "records/0/amounts/0"), "kind month value due state title cite recorded path working");
	assert_string_at(root, "records/0/amounts/0/value", "350.00");
	assert_string_at(root, "records/0/amounts/0/month", "2008-02");
	assert_keys(
	    at(root, "records/0/amounts/1"), "kind subject from to value due state title cite recorded path working");
	assert_string_at(root, "records/0/amounts/1/subject", "MS-2");
	assert_keys(at(root, "records/0/amounts/0/working/0"), "id label formula value cite inputs");
	assert_keys(at(root, "records/0/amounts/0/working/0/inputs/0"), "name value line path");
	assert_keys(at(root, "records/0/amounts/0/working/0/inputs/1"), "name value line path parameter cite");
	json_decref(root);
}

static void
test_extents(void **state)
{
	json_t *root = NULL;

	(void)state;
	add_three();
	root = rendered(SHOW_ALL);
	assert_int_equal(json_array_size(at(root, "records")), 3);
	assert_keys(at(root, "records/0/outcomes"), "OH-LIV-01 OH-LIV-03 OH-MAT-02");
	json_decref(root);
	root = rendered(SHOW_TOTALS);
	assert_int_equal(json_array_size(at(root, "records")), 0);
	assert_number_at(root, "summary/records", 3);
	json_decref(root);
}

static void
test_an_errored_rule_is_listed(void **state)
{
	static const uint8_t outcomes[] = {CASELINT_ERROR, CASELINT_PASS, CASELINT_PASS};
	struct result_record *record = sample_failing(&sample);
	json_t *root = NULL;

	(void)state;
	record->outcomes = outcomes;
	record->outcome = CASELINT_ERROR;
	sample_findings(record)[0].rule = text_of("CL-PLUGIN-BREACH");
	sample_add(&sample, record);
	sample_finish(&sample);
	root = rendered(SHOW_FINDINGS);
	assert_keys(at(root, "records/0/outcomes"), "OH-LIV-01");
	json_decref(root);
}

static void
test_worksheets(void **state)
{
	json_t *root = NULL;

	(void)state;
	add_three();
	root = rendered(SHOW_TOTALS);
	assert_keys(at(root, "worksheets/0"), "id title jurisdiction ruleset restricted columns groups lines");
	assert_keys(at(root, "worksheets/0/columns/2"), "id title kind restricted");
	assert_true(json_is_true(at(root, "worksheets/0/columns/2/restricted")));
	assert_keys(at(root, "worksheets/0/groups/0"), "group rows totals");
	assert_string_at(root, "worksheets/0/groups/0/group", "07");
	assert_string_at(root, "worksheets/0/groups/1/group", "25");
	assert_null_at(root, "worksheets/0/groups/0/rows/0/2");
	assert_string_at(root, "worksheets/0/groups/0/totals/match", "50.00");
	assert_null_at(root, "worksheets/1/groups/0/group");
	assert_int_equal(json_array_size(at(root, "worksheets/1/groups/0/rows")), 2);
	json_decref(root);
}

/* Enough rows that they go to a file, and sums that overflow. */
static void
test_large_worksheet(void **state)
{
	json_t *root = NULL;

	(void)state;
	for (unsigned i = 0; i < 40000; i++) {
		struct result_record *record = sample_passing(&sample);

		record->amount_count = 0;
		((struct shown_value *)(uintptr_t)record->rows[0].cells)[3].number = i == 39998 ? INT64_MAX : 100;
		sample_add(&sample, record);
	}
	sample_finish(&sample);
	root = rendered(SHOW_TOTALS);
	assert_int_equal(json_array_size(at(root, "worksheets/0/groups/0/rows")), 20000);
	assert_string_at(root, "worksheets/0/groups/0/rows/19999/1", "OH-25-039999");
	assert_string_at(root, "worksheets/0/groups/0/totals/match", "20000.00");
	assert_null_at(root, "worksheets/0/groups/1/totals/match");
	assert_true(json_is_true(at(root, "worksheets/0/groups/1/overflow")));
	json_decref(root);
}

static void
test_summary(void **state)
{
	struct result_record *record = NULL;
	json_t *root = NULL;

	(void)state;
	for (int i = 0; i < 2; i++) {
		record = sample_failing(&sample);
		sample_amounts(record)[0].value = INT64_MAX;
		sample_add(&sample, record);
	}
	sample_finish(&sample);
	root = rendered(SHOW_TOTALS);
	assert_keys(at(root, "summary"), "records outcomes findings rules groups amounts");
	assert_keys(at(root, "summary/outcomes"), "error fail unknown pending manual pass notapplicable");
	assert_number_at(root, "summary/rules/OH-LIV-03/fail", 2);
	assert_keys(at(root, "summary/groups/0"), "jurisdiction group records outcomes amounts");
	assert_keys(at(root, "summary/groups/0/amounts/0"), "kind title count value byState");
	assert_string_at(root, "summary/groups/0/amounts/0/value", "92233720368547758.07");
	assert_keys(at(root, "summary/amounts/0"), "jurisdiction kind title count value byState overflow");
	assert_null_at(root, "summary/amounts/0/value");
	assert_null_at(root, "summary/amounts/0/byState");
	assert_string_at(root, "summary/amounts/1/byState/due", "100.00");
	json_decref(root);
}

static void
test_options(void **state)
{
	static const char *const select[] = {"OH-LIV"};
	json_t *root = NULL;

	(void)state;
	sample.options.as_of = 13899;
	sample.options.select = select;
	sample.options.select_count = 1;
	sample.options.schema = false;
	sample_finish(&sample);
	root = rendered(SHOW_FINDINGS);
	assert_keys(at(root, "tool/options"), "asOf select schema");
	assert_string_at(root, "tool/options/asOf", "2008-01-21");
	json_decref(root);
}

static void
test_escapes(void **state)
{
	static const char message[] = "quote \" backslash \\ feed \n tab \t return \r bell \a delete \x7f \xc3\xa9 end";
	struct result_record *record = sample_failing(&sample);
	json_t *root = NULL;

	(void)state;
	sample_findings(record)[0].message = text_of(message);
	record->id = text_of("</script>");
	sample_add(&sample, record);
	sample_finish(&sample);
	root = rendered(SHOW_FINDINGS);
	assert_string_at(root, "records/0/findings/0/message", message);
	assert_string_at(root, "records/0/id", "</script>");
	json_decref(root);
}

#define LONGEST_WORD 18U
#define SPECIALS 6U

/* What JSON must escape, and what only looks like it, at every place of texts of every short length. */
static void
test_escapes_at_every_place(void **state)
{
	static const char *const specials[SPECIALS] = {"\"", "\\", "\x01", "\x1f", "\xc2\xa2", "!"};
	char words[LONGEST_WORD * SPECIALS][LONGEST_WORD + 2];
	char path[64];
	struct result_record *record = NULL;
	json_t *root = NULL;
	uint32_t i = 0;

	(void)state;
	for (size_t place = 0; place < LONGEST_WORD; place++) {
		record = sample_with_findings(&sample, LONGEST_WORD * SPECIALS);
		for (i = 0; i < LONGEST_WORD * SPECIALS; i++) {
			size_t length = i / SPECIALS;

			memset(words[i], 'x', sizeof words[i]);
			memcpy(words[i] + (place < length ? place : length), specials[i % SPECIALS],
			    strlen(specials[i % SPECIALS]));
			words[i][length + strlen(specials[i % SPECIALS])] = '\0';
			sample_findings(record)[i].message = text_of(words[i]);
		}
		sample_add(&sample, record);
		sample_finish(&sample);
		root = rendered(SHOW_FINDINGS);
		for (i = 0; i < LONGEST_WORD * SPECIALS; i++) {
			snprintf(path, sizeof path, "records/0/findings/%u/message", (unsigned)i);
			assert_string_at(root, path, words[i]);
		}
		json_decref(root);
		sample_clear(&sample);
		sample_start(&sample);
	}
}

/* Texts about as long as the writer's buffer, or longer. */
static void
test_long_texts(void **state)
{
	static const size_t lengths[] = {4093, 4094, 4095, 4096, 4097, 16383, 16384, 16385, 65536};
	static char text[65536 + 1];
	struct result_record *record = NULL;
	json_t *root = NULL;

	(void)state;
	for (size_t i = 0; i < sizeof lengths / sizeof lengths[0] * 2; i++) {
		memset(text, 'x', sizeof text);
		text[lengths[i / 2]] = '\0';
		if (i % 2 == 1)
			text[lengths[i / 2] - 1] = '"';
		record = sample_failing(&sample);
		sample_findings(record)[0].message = text_of(text);
		sample_add(&sample, record);
		sample_finish(&sample);
		root = rendered(SHOW_FINDINGS);
		assert_string_at(root, "records/0/findings/0/message", text);
		json_decref(root);
		sample_clear(&sample);
		sample_start(&sample);
	}
}

static void
test_values(void **state)
{
	struct result_record *record = sample_with_findings(&sample, 8);
	struct result_finding *findings = sample_findings(record);
	json_t *root = NULL;

	(void)state;
	findings[0].observed = (struct shown_value){.kind = CASELINT_COUNT, .number = 42};
	findings[1].observed = (struct shown_value){.kind = CASELINT_BOOLEAN, .number = 1};
	findings[2].observed = (struct shown_value){.kind = CASELINT_TIME, .number = 3600};
	findings[3].observed = sample_money(CASELINT_BAD_MONEY);
	findings[4].observed = (struct shown_value){.kind = CASELINT_TEXT, .withheld = true};
	findings[5].observed = sample_money(-5);
	findings[6].observed = sample_date(CASELINT_ABSENT);
	findings[7].observed = (struct shown_value){.kind = CASELINT_MONTH, .number = 457};
	sample_add(&sample, record);
	sample_finish(&sample);
	root = rendered(SHOW_FINDINGS);
	assert_number_at(root, "records/0/findings/0/observed", 42);
	assert_true(json_is_true(at(root, "records/0/findings/1/observed")));
	assert_string_at(root, "records/0/findings/2/observed", "01:00:00");
	assert_null_at(root, "records/0/findings/3/observed");
	assert_null_at(root, "records/0/findings/4/observed");
	assert_string_at(root, "records/0/findings/5/observed", "-0.05");
	assert_null_at(root, "records/0/findings/6/observed");
	assert_string_at(root, "records/0/findings/7/observed", "2008-02");
	json_decref(root);
}

static void
test_same_bytes(void **state)
{
	struct buffer first = {0};
	struct buffer second = {0};

	(void)state;
	add_three();
	sample_render(&sample, render_json, SHOW_ALL, false, &first);
	sample_render(&sample, render_json, SHOW_ALL, false, &second);
	assert_int_equal(first.length, second.length);
	assert_memory_equal(first.data, second.data, first.length);
	buffer_clear(&first);
	buffer_clear(&second);
}

#define FRESH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    FRESH(test_empty_run),
	    FRESH(test_keys_of_the_run),
	    FRESH(test_keys_of_a_record),
	    FRESH(test_extents),
	    FRESH(test_an_errored_rule_is_listed),
	    FRESH(test_worksheets),
	    FRESH(test_large_worksheet),
	    FRESH(test_summary),
	    FRESH(test_options),
	    FRESH(test_escapes),
	    FRESH(test_escapes_at_every_place),
	    FRESH(test_long_texts),
	    FRESH(test_values),
	    FRESH(test_same_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
