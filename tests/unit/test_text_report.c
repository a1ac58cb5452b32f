/*
 * Tests of the text report: the verdict says what is known and no more, lines
 * fit the page, names stay out, and nothing in it can steer a terminal.
 */
#include "report_support.h"

#include <string.h>

#include "report/shown.h"

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
render(enum show show)
{
	buffer_reset(&report);
	sample_render(&sample, render_text, show, false, &report);
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

static void
assert_begins(const char *words)
{
	if (strncmp(buffer_text(&report), words, strlen(words)) != 0)
		fail_msg("\"%s\" does not begin:\n%s", words, buffer_text(&report));
}

/* Every line fits 80 columns or is one word behind its indent; none ends with a blank. */
static void
assert_fits(void)
{
	const char *line = buffer_text(&report);

	while (*line != '\0') {
		size_t length = strcspn(line, "\n");
		struct text text = text_trim(text_view(line, length));

		if (length > 0)
			assert_int_not_equal(line[length - 1], ' ');
		if (text_columns(text_view(line, length)) > 80 && memchr(text.data, ' ', text.length) != NULL)
			fail_msg("too long: %.*s", (int)length, line);
		line += length + (line[length] == '\n');
	}
}

/* ---- Verdicts ---- */

static void
test_clean(void **state)
{
	(void)state;
	sample_add(&sample, sample_passing(&sample));
	sample_finish(&sample);
	render(SHOW_FINDINGS);
	assert_begins("COMPLIANT: no record fails.\n");
	assert_has("Exit status    0\n");
	assert_has_not("Findings, by record");
	assert_fits();
}

static void
test_failing(void **state)
{
	(void)state;
	sample_add(&sample, sample_passing(&sample));
	sample_add(&sample, sample_failing(&sample));
	sample_add(&sample, sample_unknown(&sample));
	sample.facts.exit_code = 1;
	sample_finish(&sample);
	render(SHOW_FINDINGS);
	assert_begins("NOT COMPLIANT: 1 of 3 records fails; 1 record lacks data that rules need.\n");
	assert_has("Exit status    1 (open findings at or above error)");
	assert_has("FAIL (error) OH-LIV-03: Amount of the February review record");
	assert_has("Expected  2008-01-21");
	assert_has("FCASPL 135, L19");
	assert_has("2008-01-21  LATE");
	assert_has_not("OH-25-000000, group 25: pass");
	assert_fits();
}

static void
test_incomplete(void **state)
{
	(void)state;
	sample_make_incomplete(&sample);
	sample_add(&sample, sample_passing(&sample));
	sample_finish(&sample);
	render(SHOW_FINDINGS);
	assert_begins("INCOMPLETE: inputs were not read in full, and rules were not run.\n"
		      "Nothing can be concluded about what is missing:\n"
		      "  exports/franklin.xml: 1 fault, not read to its end\n");
	assert_has("Of what was checked: COMPLIANT: no record fails.");
	assert_has("CL-INPUT-TRUNCATED");
	assert_has("exports/franklin.xml:40:7, CaseExport");
	assert_has("Exit status    3 (input not fully read)");
	render(SHOW_TOTALS);
	assert_begins("INCOMPLETE: ");
	assert_fits();
}

static void
test_interrupted(void **state)
{
	(void)state;
	sample.facts.complete = false;
	sample.facts.exit_code = 130;
	sample_finish(&sample);
	render(SHOW_FINDINGS);
	assert_begins("INCOMPLETE: the run was interrupted before its end.\n");
	assert_has_not("COMPLIANT:");
	assert_has("(interrupted)");
}

static void
test_selection(void **state)
{
	const bool only_last[SAMPLE_RULES] = {false, false, true};

	(void)state;
	sample.bundle.selected = only_last;
	sample_add(&sample, sample_passing(&sample));
	sample_finish(&sample);
	render(SHOW_TOTALS);
	assert_begins("COMPLIANT: no record fails.\n"
		      "This report speaks only of the 1 of 3 rules selected; the others were not run.\n\n");
	sample_make_incomplete(&sample);
	render(SHOW_FINDINGS);
	assert_begins("INCOMPLETE: inputs were not read in full, and rules were not run.\n"
		      "This report speaks only of the 1 of 3 rules selected; the others were not run.\n"
		      "Nothing can be concluded");
	assert_fits();
}

static void
test_other_verdicts(void **state)
{
	static const struct {
		int32_t outcome;
		const char *words;
	} cases[] = {
	    {CASELINT_UNKNOWN, "NOT DETERMINED: no record fails, but 1 record lacks data that rules need.\n"},
	    {CASELINT_PENDING, "COMPLIANT SO FAR: no record fails; 1 record has steps still to be done.\n"},
	    {CASELINT_MANUAL, "COMPLIANT: no record fails. 1 record awaits what only a person can attest.\n"},
	    {CASELINT_NOTAPPLICABLE, "NOT APPLICABLE: no rule applies to any record.\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct result_record *record = sample_passing(&sample);

		record->outcome = cases[i].outcome;
		sample_add(&sample, record);
		sample_finish(&sample);
		render(SHOW_TOTALS);
		assert_begins(cases[i].words);
		sample_clear(&sample);
		sample_start(&sample);
	}
	sample_finish(&sample);
	render(SHOW_FINDINGS);
	assert_begins("NOTHING CHECKED: there was no record to check.\n");
}

/* ---- Extents ---- */

static void
test_all(void **state)
{
	(void)state;
	sample_add(&sample, sample_passing(&sample));
	sample_finish(&sample);
	render(SHOW_ALL);
	assert_has("OH-25-000000, group 25: pass");
	assert_has("Match: max(0, F - C) = 50.00 [L22]");
	assert_has("ceiling = 300.00 (parameter of the ruleset, L22)");
	assert_fits();
}

static void
test_totals(void **state)
{
	(void)state;
	sample_add(&sample, sample_failing(&sample));
	sample_finish(&sample);
	render(SHOW_TOTALS);
	assert_begins("NOT COMPLIANT: ");
	assert_has("Steps to do    2, 1 of them late");
	assert_has("recorded 350.00");
	assert_has_not("What to do, by date");
	assert_has_not("OH-LIV-03");
	assert_has_not("Worksheet");
}

static void
test_money(void **state)
{
	(void)state;
	sample_add(&sample, sample_passing(&sample));
	sample_add(&sample, sample_passing(&sample));
	sample_finish(&sample);
	render(SHOW_FINDINGS);
	assert_has("  Review record of February (february-review)                2          700.00\n");
	assert_has("US-OH, all groups: 100.00, Reimbursement by ODJFS");
	assert_has("US-OH, group 25: 50.00, Reimbursement by ODJFS");
	assert_has("OH-A1 [L22]: The match is what lies above the ceiling.");
	assert_has_not("OH-A2");
}

static void
test_worksheets(void **state)
{
	(void)state;
	sample_add(&sample, sample_passing(&sample));
	sample_finish(&sample);
	render(SHOW_FINDINGS);
	assert_has("  County  Case          Child            Match\n"
		   "  25      OH-25-000000  [name withheld]  50.00\n"
		   "  Total                                  50.00\n");
	assert_has("I certify that");
	assert_has("Number of the case in the system of the county: OH-25-000000");
	assert_has_not("Ada Sample");
	assert_fits();
}

static void
test_footers_keep_their_lines(void **state)
{
	static const char *const lines[] = {"Official: ____\nTitle: ____\n\nDate: ____", "Mail it."};
	struct ruleset_worksheet sheet = sample.bundle.rulesets[0]->worksheets[0];
	struct ruleset ruleset = *sample.bundle.rulesets[0];
	const struct ruleset *const rulesets[] = {&ruleset};

	(void)state;
	sheet.lines = lines;
	sheet.line_count = 2;
	ruleset.worksheets = &sheet;
	ruleset.worksheet_count = 1;
	sample.bundle.rulesets = rulesets;
	sample_add(&sample, sample_passing(&sample));
	sample_finish(&sample);
	render(SHOW_FINDINGS);
	assert_has("\n  Official: ____\n  Title: ____\n\n  Date: ____\n  Mail it.\n");
	assert_has("\nNames are withheld in this report.\n");
	assert_has_not("only to a file");
}

static void
test_steps_show_their_money_once(void **state)
{
	struct result_record *record = sample_failing(&sample);

	(void)state;
	sample_amounts(record)[1].due = sample_findings(record)[0].due;
	sample_add(&sample, record);
	sample_finish(&sample);
	render(SHOW_FINDINGS);
	assert_has("Steps to do    1, 1 of them late");
	assert_has("(Reimbursement by ODJFS,\n                   50.00) [OH-LIV-03, L19]\n");
	assert_fits();
}

static void
test_derived_rules_say_so(void **state)
{
	struct result_record *record = sample_failing(&sample);

	(void)state;
	sample_findings(record)[0].rule = text_of("OH-MAT-02");
	sample_add(&sample, record);
	sample_finish(&sample);
	render(SHOW_FINDINGS);
	assert_has("(derived; not stated in the letter)");
}

/* ---- What a report must bear ---- */

static void
test_ten_thousand_findings(void **state)
{
	size_t found = 0;
	const char *at = NULL;

	(void)state;
	sample_add(&sample, sample_with_findings(&sample, 10000));
	sample_finish(&sample);
	render(SHOW_FINDINGS);
	for (at = strstr(report.data, "FAIL (error)"); at != NULL; at = strstr(at + 1, "FAIL (error)"))
		found++;
	assert_int_equal(found, 10000);
	assert_has("and 9801 more steps, listed with the records below");
	assert_fits();
}

static void
test_terminal_controls_are_spelt_out(void **state)
{
	struct result_record *record = sample_failing(&sample);

	(void)state;
	record->id = text_of("A\033[2J\xc2\x9b"
			     "31m\xe2\x80\xae");
	sample_findings(record)[0].message = text_of("a\x7f"
						     "b\xc3\xa9");
	sample_add(&sample, record);
	sample_finish(&sample);
	render(SHOW_FINDINGS);
	assert_has("A\\u001b[2J\\u009b31m\\u202e");
	assert_has("a\\u007fb\xc3\xa9");
	assert_null(memchr(report.data, '\033', report.length));
}

static void
test_long_words(void **state)
{
	char word[201];
	struct result_record *record = sample_failing(&sample);

	(void)state;
	memset(word, 'x', 200);
	word[200] = '\0';
	record->id = text_of(word);
	sample_findings(record)[0].path = text_of(word);
	sample_findings(record)[0].observed = sample_id(word);
	sample_add(&sample, record);
	sample_finish(&sample);
	render(SHOW_ALL);
	assert_has(word);
}

static void
test_color_changes_no_words(void **state)
{
	struct buffer colored = {0};
	struct buffer plain = {0};

	(void)state;
	sample_add(&sample, sample_failing(&sample));
	sample_finish(&sample);
	render(SHOW_ALL);
	sample_render(&sample, render_text, SHOW_ALL, true, &colored);
	assert_true(colored.length > report.length);
	for (size_t i = 0; i < colored.length; i++) {
		if (colored.data[i] == '\033')
			i += strcspn(colored.data + i, "m");
		else
			buffer_append_byte(&plain, colored.data[i]);
	}
	assert_string_equal(buffer_text(&plain), buffer_text(&report));
	buffer_clear(&colored);
	buffer_clear(&plain);
}

#define FRESH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    FRESH(test_clean),
	    FRESH(test_failing),
	    FRESH(test_incomplete),
	    FRESH(test_interrupted),
	    FRESH(test_selection),
	    FRESH(test_other_verdicts),
	    FRESH(test_all),
	    FRESH(test_totals),
	    FRESH(test_money),
	    FRESH(test_worksheets),
	    FRESH(test_footers_keep_their_lines),
	    FRESH(test_steps_show_their_money_once),
	    FRESH(test_derived_rules_say_so),
	    FRESH(test_ten_thousand_findings),
	    FRESH(test_terminal_controls_are_spelt_out),
	    FRESH(test_long_words),
	    FRESH(test_color_changes_no_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
