/*
 * Tests of the formats that CI services read: JUnit, Markdown, commands of GitHub,
 * TAP, SVRL, and XML. No text can end a line, a cell, a command or a test that it is in;
 * what an outcome becomes; and that no format hides an incomplete run.
 */
#include "report_support.h"

#include <string.h>

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

static size_t
count_of(const char *words)
{
	size_t count = 0;

	for (const char *at = strstr(buffer_text(&report), words); at != NULL; at = strstr(at + 1, words))
		count++;
	return count;
}

/* A failing record whose texts are this one. */
static void
add_hostile(const char *text)
{
	struct result_record *record = sample_failing(&sample);
	struct result_finding *finding = sample_findings(record);

	record->id = text_of(text);
	record->group = text_of(text);
	finding->message = text_of(text);
	finding->remedy = text_of(text);
	finding->observed = (struct shown_value){.kind = CASELINT_TEXT, .text = text_of(text)};
	sample.inputs[0].path = text_of(text);
	sample_add(&sample, record);
	sample_finish(&sample);
}

static void
add_outcome(int32_t outcome)
{
	struct result_record *record = sample_failing(&sample);
	uint8_t *outcomes = arena_take(&sample.arena, SAMPLE_RULES);

	memset(outcomes, CASELINT_NOTAPPLICABLE, SAMPLE_RULES);
	outcomes[1] = (uint8_t)outcome;
	record->outcomes = outcomes;
	record->outcome = outcome;
	sample_findings(record)->outcome = outcome;
	sample_add(&sample, record);
}

static void
add_all_outcomes(void)
{
	for (int32_t outcome = CASELINT_ERROR; outcome <= CASELINT_MANUAL; outcome++)
		add_outcome(outcome);
	sample.facts.complete = false;
	sample.facts.exit_code = 4;
	sample_finish(&sample);
}

/* ---- JUnit ---- */

static void
test_junit_outcomes(void **state)
{
	(void)state;
	add_all_outcomes();
	render(render_junit, SHOW_FINDINGS);
	assert_has("tests=\"5\" failures=\"2\" errors=\"1\" skipped=\"2\"");
	assert_int_equal(count_of("<failure type=\"fail.error\""), 1);
	assert_int_equal(count_of("<failure type=\"unknown.error\""), 1);
	assert_int_equal(count_of("<error type=\"error\""), 1);
	assert_int_equal(count_of("<skipped message="), 2);
	render(render_junit, SHOW_ALL);
	assert_has("tests=\"15\" failures=\"2\" errors=\"1\" skipped=\"12\"");
}

static void
test_junit_findings_of_one_rule_are_one_test(void **state)
{
	(void)state;
	sample_add(&sample, sample_with_findings(&sample, 3));
	sample_finish(&sample);
	render(render_junit, SHOW_FINDINGS);
	assert_int_equal(count_of("<testcase"), 2);
	assert_has("(and 2 more)");
	assert_has("exports/franklin.xml:20");
	assert_has("classname=\"US-OH.25.OH-25-000000\" name=\"OH-LIV-03: Amount of the February review record\"");
}

static void
test_junit_hostile_texts(void **state)
{
	(void)state;
	add_hostile("]]><a b='\"&\001\n\t");
	render(render_junit, SHOW_FINDINGS);
	assert_has("message=\"]]&gt;&lt;a b='&quot;&amp;\xEF\xBF\xBD&#10;&#9;\"");
	assert_has_not("]]>");
	assert_has_not("\001");
	render(render_xml, SHOW_ALL);
	assert_has_not("]]>");
	assert_has_not("\001");
	render(render_svrl, SHOW_FINDINGS);
	assert_has_not("]]>");
	assert_has_not("\001");
}

/* ---- Markdown ---- */

static void
test_markdown(void **state)
{
	(void)state;
	sample_add(&sample, sample_failing(&sample));
	sample_finish(&sample);
	render(render_markdown, SHOW_FINDINGS);
	assert_int_equal(strncmp(buffer_text(&report), "# caselint: NOT COMPLIANT\n", 26), 0);
	assert_has("| OH-LIV-03 | fail | error | OH-25-000000 | exports/franklin.xml:18 |");
	assert_has("| 2008-01-21 | **late** | OH-25-000000 | 25 |");
	assert_has("| US-OH | Reimbursement by ODJFS | 1 | 50.00 | 50.00 | 0.00 |");
	render(render_markdown, SHOW_TOTALS);
	assert_has_not("## Open findings");
	assert_has("## Rules that are not met everywhere");
}

static void
test_markdown_is_short(void **state)
{
	struct result_record *record = sample_with_findings(&sample, 20000);
	char *message = arena_take(&sample.arena, 5001);

	(void)state;
	memset(message, '|', 5000);
	for (uint32_t i = 0; i < record->finding_count; i++)
		sample_findings(record)[i].message = text_of(message);
	sample_add(&sample, record);
	sample_finish(&sample);
	render(render_markdown, SHOW_FINDINGS);
	assert_has("*19950 more open findings are not listed here.*");
	assert_true(report.length < 512U * 1024U);
}

static void
test_markdown_hostile_texts(void **state)
{
	(void)state;
	add_hostile("a|b\n# <script> `x` **y** [z](http://e.org) @me www.e.org ![i](u) &amp; $m$ \\");
	render(render_markdown, SHOW_FINDINGS);
	assert_has("a&#124;b &#35; &#60;script&#62; &#96;x&#96; &#42;&#42;y&#42;&#42; &#91;z&#93;(http&#58;//e.org) "
		   "&#64;&#8203;me www&#46;e.org !&#91;i&#93;(u) &#38;amp; &#36;m&#36; &#92; |");
	for (const char *line = buffer_text(&report); *line != '\0'; line = strchr(line, '\n') + 1)
		assert_true(strchr("|#*\nc", *line) != NULL);
}

static void
test_markdown_cuts_between_characters(void **state)
{
	char *text = arena_take(&sample.arena, 801);

	(void)state;
	for (size_t i = 0; i < 800; i += 2)
		memcpy(text + i, "\xC3\xA4", 2);
	text[0] = 'x';
	text[1] = 'y';
	text[2] = 'z';
	memmove(text + 3, text + 4, 796);
	text[799] = '\0';
	add_hostile(text);
	render(render_markdown, SHOW_FINDINGS);
	assert_true(text_is_xml_utf8(text_view(report.data, report.length)));
	assert_has(" ... |");
}

/* ---- GitHub ---- */

static void
test_github_escapes(void **state)
{
	(void)state;
	add_hostile("100%,a:b\r\n::error::x\001");
	render(render_github, SHOW_FINDINGS);
	assert_has("::error file=100%25%2Ca%3Ab%0D%0A%3A%3Aerror%3A%3Ax ,line=18,title=OH-LIV-03 fail%3A ");
	assert_has("::100%25,a:b%0D%0A::error::x : 100%25,a:b%0D%0A::error::x %0ATo do: 100%25");
	/* The finding and the summary: a line each. */
	assert_int_equal(count_of("\n"), 2);
}

static void
test_github_shows_ten_of_each_level(void **state)
{
	struct result_record *warnings = sample_with_findings(&sample, 30);

	(void)state;
	for (uint32_t i = 0; i < 30; i++)
		sample_findings(warnings)[i].severity = SEVERITY_WARNING;
	sample_add(&sample, warnings);
	sample_add(&sample, sample_with_findings(&sample, 12));
	add_outcome(CASELINT_MANUAL);
	sample_finish(&sample);
	render(render_github, SHOW_FINDINGS);
	assert_int_equal(count_of("::warning "), 10);
	assert_int_equal(count_of("::error "), 10);
	assert_int_equal(count_of("::notice "), 1);
	assert_has("20 of 42 annotations are shown");
	render(render_github, SHOW_TOTALS);
	assert_int_equal(count_of("\n"), 1);
}

/* ---- TAP ---- */

static void
test_tap_outcomes(void **state)
{
	(void)state;
	add_all_outcomes();
	render(render_tap, SHOW_FINDINGS);
	assert_int_equal(strncmp(buffer_text(&report), "TAP version 13\nnot ok 1 - ", 26), 0);
	assert_int_equal(count_of("\nnot ok "), 5);
	assert_int_equal(count_of(" # TODO pending\n"), 1);
	assert_int_equal(count_of(" # SKIP manual\n"), 1);
	assert_has("\n1..6\nBail out! ");
	render(render_tap, SHOW_ALL);
	assert_int_equal(count_of(" # SKIP notapplicable\n"), 10);
	assert_has("\n1..16\nBail out! ");
}

static void
test_tap_hostile_texts(void **state)
{
	(void)state;
	add_hostile("a # SKIP \\ \"b\"\nok 99\001");
	render(render_tap, SHOW_FINDINGS);
	assert_has("not ok 2 - US-OH.a \\# SKIP \\\\ \"b\" ok 99 .a \\# SKIP \\\\ \"b\" ok 99  OH-LIV-03: ");
	assert_has("message: \"a # SKIP \\\\ \\\"b\\\"\\nok 99\\x01\"\n");
	assert_int_equal(count_of("\nok "), 1);
	assert_has("\n1..2\n");
	assert_has_not("Bail out!");
}

/* ---- SVRL ---- */

static void
test_svrl_outcomes(void **state)
{
	(void)state;
	add_all_outcomes();
	render(render_svrl, SHOW_FINDINGS);
	assert_has("<svrl:text caselint:complete=\"false\">INCOMPLETE: ");
	/* The run itself, and error, fail, unknown. */
	assert_int_equal(count_of("<svrl:failed-assert "), 4);
	assert_int_equal(count_of("<svrl:successful-report "), 2);
	assert_has("location=\"/CaseExport/AdoptionSubsidyCase/ReviewRecord[2]/@enteredOn\"");
	assert_has("caselint:observed=\"2008-01-22\"");
}

static void
test_svrl_rules_that_pass(void **state)
{
	(void)state;
	sample_add(&sample, sample_passing(&sample));
	sample_finish(&sample);
	render(render_svrl, SHOW_ALL);
	assert_int_equal(count_of("<svrl:fired-rule "), 1 + SAMPLE_RULES);
	assert_has_not("failed-assert");
	render(render_svrl, SHOW_FINDINGS);
	assert_int_equal(count_of("<svrl:fired-rule "), 1);
}

/* ---- XML ---- */

static void
test_xml_values(void **state)
{
	struct result_record *record = sample_failing(&sample);

	(void)state;
	sample_findings(record)->observed = (struct shown_value){.kind = CASELINT_TEXT, .withheld = true};
	sample_findings(record)->expected = (struct shown_value){.kind = CASELINT_MONEY, .number = CASELINT_BAD_MONEY};
	sample_add(&sample, record);
	sample_finish(&sample);
	render(render_xml, SHOW_FINDINGS);
	assert_has("<Report xmlns=\"urn:caselint:report:1\" complete=\"true\" exitCode=\"0\">");
	assert_has("<Observed kind=\"text\" withheld=\"true\"/>");
	assert_has("<Expected kind=\"money\" unreadable=\"true\"/>");
	assert_has("<Cell kind=\"text\" withheld=\"true\"/>");
	assert_has("<Input name=\"ceiling\" parameter=\"true\" cite=\"L22\" kind=\"money\">300.00</Input>");
	assert_int_equal(count_of("<Outcome "), 1);
	render(render_xml, SHOW_ALL);
	assert_int_equal(count_of("<Outcome "), SAMPLE_RULES);
	render(render_xml, SHOW_TOTALS);
	assert_has("<Records/>");
	assert_has("<Summary records=\"1\" openErrors=\"1\" openWarnings=\"0\" openInfo=\"0\">");
}

/* ---- All of them ---- */

static void
test_incomplete_is_seen(void **state)
{
	static const struct {
		render_fn *render;
		const char *sign;
	} formats[] = {
	    {render_junit, "<error type=\"incomplete\" message=\"INCOMPLETE: "},
	    {render_markdown, "# caselint: INCOMPLETE\n"},
	    {render_github, "::error title=caselint%3A INCOMPLETE::INCOMPLETE: "},
	    {render_tap, "\nBail out! inputs were not read in full"},
	    {render_svrl, "<svrl:failed-assert id=\"complete\""},
	    {render_xml, "complete=\"false\" exitCode=\"3\""},
	};

	(void)state;
	sample_make_incomplete(&sample);
	sample_finish(&sample);
	for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
		render(formats[i].render, SHOW_TOTALS);
		assert_has(formats[i].sign);
		render(formats[i].render, SHOW_FINDINGS);
		assert_has(formats[i].sign);
		assert_has("CL-INPUT-TRUNCATED");
	}
}

static void
test_nothing_private(void **state)
{
	static render_fn *const formats[] = {render_junit, render_markdown, render_github, render_tap, render_svrl,
	    render_sarif, render_csv, render_xml};

	(void)state;
	sample_add(&sample, sample_failing(&sample));
	sample_finish(&sample);
	for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
		render(formats[i], SHOW_ALL);
		assert_has_not("Ada Sample");
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_junit_outcomes, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_junit_findings_of_one_rule_are_one_test, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_junit_hostile_texts, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_markdown, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_markdown_is_short, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_markdown_hostile_texts, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_markdown_cuts_between_characters, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_github_escapes, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_github_shows_ten_of_each_level, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_tap_outcomes, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_tap_hostile_texts, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_svrl_outcomes, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_svrl_rules_that_pass, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_xml_values, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_incomplete_is_seen, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_nothing_private, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
