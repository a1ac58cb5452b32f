/*
 * Tests of the CSV reports: quoting by RFC 4180, nothing a spreadsheet would run,
 * and a row that says whether the run is complete.
 */
#include "report_support.h"

#include <string.h>

#include "report/csv_writer.h"

static struct sample sample;
static struct buffer report;

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
	buffer_clear(&report);
	return 0;
}

static void
render(render_fn *format, enum show show)
{
	buffer_reset(&report);
	sample_render(&sample, format, show, false, &report);
}

static void
assert_has(const char *words)
{
	if (strstr(buffer_text(&report), words) == NULL)
		fail_msg("\"%s\" is not in:\n%s", words, buffer_text(&report));
}

static void
assert_has_not(const char *words)
{
	if (strstr(buffer_text(&report), words) != NULL)
		fail_msg("\"%s\" is in:\n%s", words, buffer_text(&report));
}

/* Rows, by their line ends outside quotes; and every row has as many cells as the first. */
static size_t
count_rows(void)
{
	size_t rows = 0;
	size_t cells = 1;
	size_t first = 0;
	bool quoted = false;

	for (size_t i = 0; i < report.length; i++) {
		char sign = report.data[i];

		quoted = quoted != (sign == '"');
		if (quoted)
			continue;
		cells += sign == ',';
		if (sign != '\n')
			continue;
		assert_int_equal(report.data[i - 1], '\r');
		first = rows == 0 ? cells : first;
		assert_int_equal(cells, first);
		cells = 1;
		rows++;
	}
	assert_false(quoted);
	assert_int_equal(report.data[report.length - 1], '\n');
	return rows;
}

/* A cell of one text as it is written. */
static void
assert_cell(const char *text, const char *expected)
{
	char *folder = sample_folder();
	struct buffer path = {0};
	struct csv_writer csv = {0};
	struct buffer written = {0};

	buffer_append_format(&path, "%s/cell", folder);
	assert_int_equal(sink_open(buffer_text(&path), 0, &csv.sink), STATUS_OK);
	csv_string(&csv, text);
	csv_end_row(&csv);
	assert_int_equal(sink_commit(csv.sink), STATUS_OK);
	sample_read_file(buffer_text(&path), &written);
	assert_string_equal(buffer_text(&written), expected);
	csv_clear(&csv);
	buffer_clear(&written);
	buffer_clear(&path);
	sample_remove_folder(folder);
}

static void
test_quoting(void **state)
{
	(void)state;
	assert_cell("plain", "\"plain\"\r\n");
	assert_cell("a,b;c", "\"a,b;c\"\r\n");
	assert_cell("say \"no\"", "\"say \"\"no\"\"\"\r\n");
	assert_cell("\"", "\"\"\"\"\r\n");
	assert_cell("two\nlines\r\nmore", "\"two\nlines\r\nmore\"\r\n");
	assert_cell("", "\r\n");
}

static void
test_formulas_are_texts(void **state)
{
	static const char *const formulas[] = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0",
	    " =1", "\n=1", " \n @x", "\xEF\xBC\x9D\x31"};
	struct buffer expected = {0};

	(void)state;
	for (size_t i = 0; i < sizeof formulas / sizeof formulas[0]; i++) {
		buffer_reset(&expected);
		buffer_append_format(&expected, "\"'%s\"\r\n", formulas[i]);
		assert_cell(formulas[i], buffer_text(&expected));
	}
	buffer_clear(&expected);
	/* Signs inside a text are no formula. */
	assert_cell("a=b", "\"a=b\"\r\n");
	assert_cell("2008-01-21 +1", "\"2008-01-21 +1\"\r\n");
	assert_cell(" plain", "\" plain\"\r\n");
	assert_cell("\xEF\xBC\x81", "\"\xEF\xBC\x81\"\r\n");
}

static void
test_findings(void **state)
{
	(void)state;
	sample_add(&sample, sample_passing(&sample));
	sample_add(&sample, sample_failing(&sample));
	sample_finish(&sample);
	render(render_csv, SHOW_FINDINGS);
	assert_int_equal(count_rows(), 3);
	assert_has("\"run\",\"true\",");
	assert_has("\"NOT COMPLIANT: 1 of 2 records fails.\"");
	assert_has(
	    "\"finding\",\"true\",\"US-OH\",\"07\",\"OH-25-000001\",\"AdoptionSubsidyCase\",\"exports/franklin.xml\","
	    "18,,\"OH-LIV-03\",\"Amount of the February review record\",\"error\",\"fail\",2008-01-21,");
	assert_has("2008-01-22,2008-01-21,\"the February review record");
	render(render_csv, SHOW_ALL);
	assert_int_equal(count_rows(), 1 + 1 + 3 + 3);
	assert_has("\"outcome\",\"true\",\"US-OH\",\"25\",\"OH-25-000000\"");
	render(render_csv, SHOW_TOTALS);
	assert_int_equal(count_rows(), 2);
}

static void
test_hostile_texts(void **state)
{
	struct result_record *record = sample_failing(&sample);

	(void)state;
	record->id = text_of("=HYPERLINK(\"x\")");
	record->group = text_of("-2+3");
	sample_findings(record)->observed = (struct shown_value){.kind = CASELINT_TEXT, .text = text_of("@cell")};
	sample_findings(record)->expected = (struct shown_value){.kind = CASELINT_TEXT, .withheld = true};
	sample_findings(record)->message = text_of("a \"message\",\r\nof two lines");
	sample_add(&sample, record);
	sample_finish(&sample);
	render(render_csv, SHOW_FINDINGS);
	assert_int_equal(count_rows(), 3);
	assert_has(",\"'-2+3\",\"'=HYPERLINK(\"\"x\"\")\",");
	assert_has(",\"'@cell\",\"(withheld)\",\"a \"\"message\"\",\r\nof two lines\",");
	render(render_csv_amounts, SHOW_FINDINGS);
	assert_int_equal(count_rows(), 4);
	assert_has(",\"'=HYPERLINK(\"\"x\"\")\",");
}

static void
test_amounts_of_all_records(void **state)
{
	(void)state;
	sample_add(&sample, sample_passing(&sample));
	sample_add(&sample, sample_failing(&sample));
	sample_finish(&sample);
	render(render_csv_amounts, SHOW_FINDINGS);
	assert_int_equal(count_rows(), 1 + 1 + 4);
	assert_has(
	    "\"february-review\",,\"Review record of February\",2008-02,,,350.00,\"recorded\",\"false\",2008-01-21,");
	assert_has("\"odjfs-reimbursement\",\"MS-2\",\"Reimbursement by "
		   "ODJFS\",,2008-01-04,2008-01-21,50.00,\"due\",\"true\",,");
	assert_has("\"Match: max(0, F - C) = 50.00\"");
	assert_has_not("Ada Sample");
	render(render_csv_amounts, SHOW_TOTALS);
	assert_int_equal(count_rows(), 2);
}

static void
test_incomplete_is_in_every_row(void **state)
{
	(void)state;
	sample_make_incomplete(&sample);
	sample_add(&sample, sample_failing(&sample));
	sample_finish(&sample);
	render(render_csv, SHOW_FINDINGS);
	assert_int_equal(count_rows(), 5);
	assert_has("\"run\",\"false\",");
	assert_has(
	    "\"INCOMPLETE: inputs were not read in full, and rules were not run. Of what was checked: NOT COMPLIANT");
	assert_has("\"input\",\"false\",,,,,\"exports/franklin.xml\",40,7,\"CL-INPUT-TRUNCATED\",");
	assert_has("\"finding\",\"false\",");
	assert_has_not("\"true\"");
	render(render_csv_amounts, SHOW_TOTALS);
	assert_has("\"run\",\"false\",");
	assert_has("INCOMPLETE");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_quoting, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_formulas_are_texts, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_findings, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_hostile_texts, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_amounts_of_all_records, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_incomplete_is_in_every_row, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
