/*
 * Tests of saved results: what is written and read back renders to the same
 * bytes, whatever values and texts the model holds, and a cut file is incomplete.
 */
#include "report_support.h"

#include <string.h>
#include <unistd.h>

#include <jansson.h>

#include "report/results.h"
#include "report/saved.h"

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

/* The bytes of a report on what was read back. */
static void
render_saved(const struct saved *saved, render_fn *render, enum show show, struct buffer *ret_report)
{
	struct render_options options = {.show = show};
	char *folder = sample_folder();
	struct buffer path = {0};
	struct sink *sink = NULL;

	buffer_append_format(&path, "%s/report", folder);
	assert_int_equal(sink_open(buffer_text(&path), 0, &sink), STATUS_OK);
	assert_int_equal(render(saved_facts(saved), saved_tally(saved), saved_spool(saved), &options, sink), STATUS_OK);
	assert_int_equal(sink_commit(sink), STATUS_OK);
	sample_read_file(buffer_text(&path), ret_report);
	buffer_clear(&path);
	sample_remove_folder(folder);
}

static struct saved *
read_back(const char *bytes, size_t length)
{
	char *folder = sample_folder();
	struct buffer path = {0};
	struct sink *sink = NULL;
	struct saved *saved = NULL;

	buffer_append_format(&path, "%s/results", folder);
	assert_int_equal(sink_open(buffer_text(&path), 0, &sink), STATUS_OK);
	sink_write(sink, bytes, length);
	assert_int_equal(sink_commit(sink), STATUS_OK);
	assert_int_equal(saved_read(buffer_text(&path), 2, NULL, &saved), STATUS_OK);
	buffer_clear(&path);
	sample_remove_folder(folder);
	return saved;
}

static const struct {
	render_fn *render;
	enum show show;
} reports[] = {
    {render_jsonl, SHOW_FINDINGS},
    {render_text, SHOW_FINDINGS},
    {render_text, SHOW_ALL},
    {render_json, SHOW_ALL},
    {render_json, SHOW_TOTALS},
    {render_csv, SHOW_ALL},
    {render_csv_amounts, SHOW_ALL},
};

/* Ends the sample, and renders it before and after it was saved. */
static void
assert_same_again(void)
{
	struct buffer results = {0};
	struct saved *saved = NULL;

	sample_finish(&sample);
	sample_render(&sample, render_jsonl, SHOW_TOTALS, false, &results);
	saved = read_back(results.data, results.length);
	for (size_t i = 0; i < sizeof reports / sizeof reports[0]; i++) {
		struct buffer first = {0};
		struct buffer second = {0};

		sample_render(&sample, reports[i].render, reports[i].show, false, &first);
		render_saved(saved, reports[i].render, reports[i].show, &second);
		assert_string_equal(buffer_text(&second), buffer_text(&first));
		buffer_clear(&first);
		buffer_clear(&second);
	}
	saved_free(saved);
	buffer_clear(&results);
}

static void
test_same_again(void **state)
{
	(void)state;
	sample_add(&sample, sample_passing(&sample));
	sample_add(&sample, sample_failing(&sample));
	sample_add(&sample, sample_unknown(&sample));
	assert_same_again();
}

static void
test_incomplete_again(void **state)
{
	(void)state;
	sample_make_incomplete(&sample);
	sample_add(&sample, sample_failing(&sample));
	sample.facts.exit_code = 4;
	sample.inputs[1].exported_on = CASELINT_BAD;
	sample.inputs[1].as_of = CASELINT_ABSENT;
	sample.inputs[0].unlisted_findings = 7;
	assert_same_again();
}

static void
test_no_records(void **state)
{
	(void)state;
	assert_same_again();
}

static void
test_options_again(void **state)
{
	static const char *const select[] = {"OH-LIV"};
	static const char *const ignore[] = {"OH-LIV-01", "OH-MAT"};
	static const bool selected[SAMPLE_RULES] = {false, true, false};

	(void)state;
	sample.options = (struct run_options){.as_of = 13900,
	    .fail_on = SEVERITY_WARNING,
	    .fail_never = true,
	    .select = select,
	    .select_count = 1,
	    .ignore = ignore,
	    .ignore_count = 2};
	sample.bundle.selected = selected;
	sample_add(&sample, sample_failing(&sample));
	assert_same_again();
}

/* Every kind of value, there, missing, unreadable, withheld, and out of the range of a calendar. */
static void
test_values_again(void **state)
{
	static const struct shown_value values[] = {
	    {0},
	    {.kind = CASELINT_TEXT, .text = {"a \"b\" \\ \n\t\xC3\xA4 =1", 15}},
	    {.kind = CASELINT_CODE, .text = {"", 0}},
	    {.kind = CASELINT_ID, .withheld = true},
	    {.kind = CASELINT_MONEY, .number = -5},
	    {.kind = CASELINT_MONEY, .number = INT64_MAX},
	    {.kind = CASELINT_MONEY, .number = CASELINT_ABSENT_MONEY},
	    {.kind = CASELINT_MONEY, .number = CASELINT_BAD_MONEY},
	    {.kind = CASELINT_DATE, .number = -719162},
	    {.kind = CASELINT_DATE, .number = CASELINT_BAD},
	    {.kind = CASELINT_DATE, .number = 40000000},
	    {.kind = CASELINT_MONTH, .number = 457},
	    {.kind = CASELINT_MONTH, .number = CASELINT_ABSENT},
	    {.kind = CASELINT_TIME, .number = 86399},
	    {.kind = CASELINT_TIME, .number = 86400},
	    {.kind = CASELINT_BOOLEAN, .number = 1},
	    {.kind = CASELINT_COUNT, .number = 999999999},
	    {.kind = CASELINT_PRESENCE, .number = 0},
	};
	const size_t count = sizeof values / sizeof values[0];

	(void)state;
	for (size_t i = 0; i < count; i++) {
		struct result_record *record = sample_failing(&sample);

		sample_findings(record)->observed = values[i];
		sample_findings(record)->expected = values[count - 1 - i];
		sample_amounts(record)->recorded = values[i];
		sample_add(&sample, record);
	}
	assert_same_again();
}

static void
test_texts_again(void **state)
{
	struct result_record *record = sample_failing(&sample);
	struct result_finding *finding = sample_findings(record);

	(void)state;
	record->id = text_of("=\"'<&>\xF0\x9F\x98\x80\\u0041");
	finding->field = text_of("another");
	finding->remedy = text_of("");
	finding->cite = text_of("");
	finding->rule = text_of("CL-PLUGIN-BREACH");
	finding->outcome = CASELINT_ERROR;
	record->outcome = CASELINT_ERROR;
	sample.facts.complete = false;
	sample.facts.exit_code = 4;
	sample_amounts(record)->title = text_of("");
	sample_amounts(record)->cite = text_of("L99");
	sample_amounts(record)->due = CASELINT_ABSENT;
	sample_amounts(record)->kind = text_of("a kind no ruleset has");
	sample_add(&sample, record);
	assert_same_again();
}

/* A record of several lines is one record again. */
static void
test_long_records_again(void **state)
{
	struct buffer results = {0};
	size_t lines = 0;

	(void)state;
	sample_add(&sample, sample_with_findings(&sample, 3000));
	sample_add(&sample, sample_passing(&sample));
	assert_same_again();
	sample_render(&sample, render_jsonl, SHOW_TOTALS, false, &results);
	for (const char *at = buffer_text(&results); at != NULL; at = strstr(at + 1, "{\"type\": \"more\""))
		lines++;
	assert_true(lines > 3);
	for (const char *at = results.data; *at != '\0'; at = strchr(at, '\n') + 1)
		assert_true((size_t)(strchr(at, '\n') - at) < 4 * (size_t)RESULTS_PART_BYTES);
	buffer_clear(&results);
}

static void
test_nothing_private(void **state)
{
	struct buffer results = {0};

	(void)state;
	sample_add(&sample, sample_passing(&sample));
	sample_finish(&sample);
	sample_render(&sample, render_jsonl, SHOW_ALL, false, &results);
	assert_null(strstr(buffer_text(&results), "Ada"));
	assert_non_null(strstr(buffer_text(&results), "{\"text\": null, \"withheld\": true}"));
	buffer_clear(&results);
}

static void
test_lines_are_json(void **state)
{
	struct buffer results = {0};

	(void)state;
	sample_add(&sample, sample_failing(&sample));
	sample_finish(&sample);
	sample_render(&sample, render_jsonl, SHOW_ALL, false, &results);
	for (const char *at = results.data; *at != '\0'; at = strchr(at, '\n') + 1) {
		json_t *line = json_loadb(at, (size_t)(strchr(at, '\n') - at), JSON_REJECT_DUPLICATES, NULL);

		assert_true(json_is_object(line));
		assert_true(json_is_string(json_object_get(line, "type")));
		json_decref(line);
	}
	buffer_clear(&results);
}

/* Cut anywhere, it is not complete, and what is left can be rendered. */
static void
test_cut_anywhere(void **state)
{
	struct buffer results = {0};

	(void)state;
	sample_add(&sample, sample_passing(&sample));
	sample_add(&sample, sample_failing(&sample));
	sample_finish(&sample);
	sample_render(&sample, render_jsonl, SHOW_ALL, false, &results);
	for (size_t length = 0; length < results.length; length += 97) {
		struct saved *saved = read_back(results.data, length);
		struct buffer report = {0};

		assert_false(saved_facts(saved)->complete);
		assert_int_equal(saved_facts(saved)->exit_code, 3);
		assert_true(saved_facts(saved)->input_finding_count > 0);
		render_saved(saved, render_text, SHOW_ALL, &report);
		assert_int_equal(strncmp(buffer_text(&report), "INCOMPLETE: ", 12), 0);
		buffer_clear(&report);
		saved_free(saved);
	}
	buffer_clear(&results);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_same_again, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_incomplete_again, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_no_records, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_options_again, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_values_again, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_texts_again, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_long_records_again, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_nothing_private, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_lines_are_json, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_cut_anywhere, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
