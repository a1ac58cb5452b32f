/*
 * The JUnit report, in the intersection of the schema of Ant's JUnit task (Windy
 * Road) and that of Jenkins' xUnit plugin (junit-10). The first suite is the run;
 * then there is one per input. A test is one rule on one record: the record is
 * the class, the rule is the test. Nothing is timed: a report has no clock.
 */
#include "base/memory.h"
#include "report/finding_text.h"
#include "report/profile_words.h"
#include "report/render.h"
#include "report/text_page.h"
#include "report/verdict.h"
#include "report/words.h"
#include "report/xml_writer.h"

#define NO_DATE "1970-01-01"

/* What stands in a suite. */
struct suite {
	uint64_t tests;
	uint64_t failures;
	uint64_t errors;
	uint64_t skipped;
};

struct junit {
	struct xml_writer xml;
	const struct run_facts *facts;
	const struct tally *tally;
	enum show show;
	struct suite *inputs; /* one per input */
	uint64_t next_id;     /* of a suite */
	uint32_t open;        /* the input whose suite is open, or NO_INPUT */
	struct buffer words;
	struct buffer more;
};

/* How a test ends. */
enum result {
	RESULT_PASSED,
	RESULT_FAILED,  /* fail, unknown: what is open */
	RESULT_ERROR,   /* the rule could not run */
	RESULT_SKIPPED, /* pending, manual, notapplicable: nothing to be done about it here */
};

static enum result
result_of(int32_t outcome)
{
	switch (outcome) {
	case CASELINT_PASS: return RESULT_PASSED;
	case CASELINT_FAIL:
	case CASELINT_UNKNOWN: return RESULT_FAILED;
	case CASELINT_PENDING:
	case CASELINT_MANUAL:
	case CASELINT_NOTAPPLICABLE: return RESULT_SKIPPED;
	default: return RESULT_ERROR;
	}
}

/* What is waived or known is skipped, with the reason: to CI servers a skipped test is neither good nor bad, and stays to
 * be seen. An answer with anything else open has failed. */
static enum result
result_of_answer(const struct rule_answer *answer)
{
	enum result result = result_of(answer->outcome);

	for (uint32_t i = 0; i < answer->finding_count; i++) {
		if (finding_is_open(&answer->findings[i]))
			return result;
	}
	return result == RESULT_FAILED && answer->finding_count > 0 ? RESULT_SKIPPED : result;
}

/* The same of a finding of the host: what makes a run incomplete is an error. */
static enum result
result_of_input_finding(const struct input_finding *finding)
{
	if (finding->exit_code > 1)
		return RESULT_ERROR;
	return finding->exit_code == 1 ? RESULT_FAILED : RESULT_SKIPPED;
}

static void
count_result(struct suite *suite, enum result result)
{
	suite->tests++;
	suite->failures += result == RESULT_FAILED;
	suite->errors += result == RESULT_ERROR;
	suite->skipped += result == RESULT_SKIPPED;
}

static struct text
words_of(const struct buffer *words)
{
	return text_view(buffer_text(words), words->length);
}

/* ---- Suites ---- */

static void
put_property(struct xml_writer *xml, const char *name, const char *value)
{
	xml_open(xml, "property");
	xml_attribute_string(xml, "name", name);
	xml_attribute_string(xml, "value", value);
	xml_close(xml);
}

static void
open_suite(struct junit *junit, struct text name, int32_t day, const struct suite *suite)
{
	struct xml_writer *xml = &junit->xml;

	buffer_reset(&junit->words);
	words_date(&junit->words, day);
	if (junit->words.length == 0)
		buffer_append_text(&junit->words, NO_DATE);
	buffer_append_text(&junit->words, "T00:00:00");
	xml_open(xml, "testsuite");
	xml_attribute(xml, "name", name);
	xml_attribute_count(xml, "id", junit->next_id++);
	xml_attribute_string(xml, "package", "caselint");
	xml_attribute_string(xml, "timestamp", buffer_text(&junit->words));
	xml_attribute_string(xml, "hostname", "localhost");
	xml_attribute_count(xml, "tests", suite->tests);
	xml_attribute_count(xml, "failures", suite->failures);
	xml_attribute_count(xml, "errors", suite->errors);
	xml_attribute_count(xml, "skipped", suite->skipped);
	xml_attribute_string(xml, "time", "0");
	xml_open(xml, "properties");
	put_property(xml, "complete", junit->facts->complete ? "true" : "false");
}

static void
close_suite(struct xml_writer *xml)
{
	xml_open(xml, "system-out");
	xml_close(xml);
	xml_open(xml, "system-err");
	xml_close(xml);
	xml_close(xml);
}

static void
open_test(struct xml_writer *xml, struct text class_name, struct text name)
{
	xml_open(xml, "testcase");
	xml_attribute(xml, "classname", class_name);
	xml_attribute(xml, "name", name);
	xml_attribute_string(xml, "time", "0");
}

static void
put_result(struct xml_writer *xml, const char *element, const char *type, const struct buffer *message,
    const struct buffer *text)
{
	xml_open(xml, element);
	if (type != NULL)
		xml_attribute_string(xml, "type", type);
	xml_attribute(xml, "message", words_of(message));
	xml_text(xml, words_of(text));
	xml_close(xml);
}

/* ---- The run ---- */

static void
put_completeness(struct junit *junit)
{
	struct xml_writer *xml = &junit->xml;

	open_test(xml, text_of("caselint.run"), text_of("every input was read and every rule was run"));
	if (!junit->facts->complete) {
		buffer_reset(&junit->words);
		buffer_reset(&junit->more);
		verdict_line(junit->facts, junit->tally, &junit->words);
		put_result(xml, "error", "incomplete", &junit->words, &junit->more);
	}
	xml_close(xml);
}

static void
put_input_finding(struct junit *junit, const struct input_finding *finding)
{
	struct xml_writer *xml = &junit->xml;

	buffer_reset(&junit->words);
	buffer_append_text(&junit->words, finding->rule);
	if (finding->line != 0) {
		buffer_append_text(&junit->words, " ");
		words_place(&junit->words, junit->facts, finding->input, finding->line);
	}
	open_test(xml, text_of("caselint.inputs"), words_of(&junit->words));
	buffer_reset(&junit->words);
	words_view(&junit->words, finding->message);
	buffer_reset(&junit->more);
	input_finding_text(&junit->more, junit->facts, finding);
	switch (result_of_input_finding(finding)) {
	case RESULT_ERROR: put_result(xml, "error", finding->rule, &junit->words, &junit->more); break;
	case RESULT_FAILED: put_result(xml, "failure", finding->rule, &junit->words, &junit->more); break;
	default: put_result(xml, "skipped", NULL, &junit->words, &junit->more); break;
	}
	xml_close(xml);
}

static int32_t
worst_of(const struct tally_rule *rule)
{
	int32_t worst = 0;

	for (int32_t i = CASELINT_ERROR; i < OUTCOMES; i++) {
		if (rule->outcomes[i] > rule->excused[i])
			worst = outcome_worse(worst, i);
	}
	/* Nobody was asked, or all of it is waived or known. */
	return worst == 0 ? CASELINT_NOTAPPLICABLE : worst;
}

/* Records of a rule where all of it is waived or known. */
static uint64_t
excused_by(const struct tally_rule *rule)
{
	return rule->excused[CASELINT_FAIL] + rule->excused[CASELINT_UNKNOWN];
}

static enum result
result_of_rule(const struct tally_rule *rule)
{
	enum result result = result_of(worst_of(rule));

	return result == RESULT_PASSED && excused_by(rule) > 0 ? RESULT_SKIPPED : result;
}

/* Without records there is one test per rule, over all of them. */
static void
put_rule(struct junit *junit, const struct tally_rule *rule)
{
	struct xml_writer *xml = &junit->xml;
	const char *separator = "";
	int32_t worst = worst_of(rule);

	buffer_reset(&junit->words);
	buffer_reset(&junit->more);
	for (int32_t i = CASELINT_ERROR; i < OUTCOMES; i++) {
		if (rule->outcomes[i] == 0)
			continue;
		buffer_append_text(&junit->words, separator);
		words_count(&junit->words, rule->outcomes[i], outcome_name(i), outcome_name(i));
		separator = ", ";
	}
	if (excused_by(rule) > 0)
		buffer_append_format(
		    &junit->words, ", of which %llu waived or known", (unsigned long long)excused_by(rule));
	open_test(xml, text_of(junit->facts->bundles[rule->bundle].plugin->jurisdiction), text_of(rule->id));
	switch (result_of_rule(rule)) {
	case RESULT_ERROR: put_result(xml, "error", "error", &junit->words, &junit->more); break;
	case RESULT_FAILED: put_result(xml, "failure", outcome_name(worst), &junit->words, &junit->more); break;
	case RESULT_SKIPPED: put_result(xml, "skipped", NULL, &junit->words, &junit->more); break;
	default: break;
	}
	xml_close(xml);
}

static struct suite
count_run(const struct junit *junit)
{
	struct suite suite = {0};

	count_result(&suite, junit->facts->complete ? RESULT_PASSED : RESULT_ERROR);
	for (size_t i = 0; i < junit->facts->input_finding_count; i++)
		count_result(&suite, result_of_input_finding(&junit->facts->input_findings[i]));
	for (size_t i = 0; junit->show == SHOW_TOTALS && i < junit->tally->rule_count; i++)
		count_result(&suite, result_of_rule(&junit->tally->rules[i]));
	return suite;
}

static void
put_profile(struct junit *junit, const struct profile *profile)
{
	if (profile == NULL)
		return;
	put_property(&junit->xml, "profile", profile->id);
	put_property(&junit->xml, "profile.title", profile->title);
	put_property(&junit->xml, "profile.sha256", profile->sha256);
	for (size_t i = 0; i < profile->change_count; i++) {
		buffer_reset(&junit->words);
		profile_change_words(&junit->words, &profile->changes[i]);
		put_property(&junit->xml, "profile.change", buffer_text(&junit->words));
	}
}

static void
put_run(struct junit *junit)
{
	const struct run_facts *facts = junit->facts;
	struct suite suite = count_run(junit);

	open_suite(
	    junit, text_of("caselint"), facts->input_count > 0 ? facts->inputs[0].as_of : CASELINT_ABSENT, &suite);
	buffer_reset(&junit->words);
	verdict_line(facts, junit->tally, &junit->words);
	put_property(&junit->xml, "verdict", buffer_text(&junit->words));
	put_property(&junit->xml, "version", facts->tool_version);
	put_profile(junit, run_profile(facts));
	xml_close(&junit->xml);
	put_completeness(junit);
	for (size_t i = 0; i < facts->input_finding_count; i++)
		put_input_finding(junit, &facts->input_findings[i]);
	for (size_t i = 0; junit->show == SHOW_TOTALS && i < junit->tally->rule_count; i++)
		put_rule(junit, &junit->tally->rules[i]);
	close_suite(&junit->xml);
}

/* ---- Inputs ---- */

static enum status
count_answer(void *context, const struct rule_answer *answer)
{
	struct junit *junit = context;

	count_result(&junit->inputs[answer->record->input], result_of_answer(answer));
	return STATUS_OK;
}

static enum status
count_record(void *context, const struct result_record *record)
{
	struct junit *junit = context;

	if (record->input >= junit->facts->input_count)
		return STATUS_INTERNAL;
	return rule_answers_each(junit->facts, record, junit->show == SHOW_ALL, count_answer, junit);
}

/* Records come in the order of inputs. */
static void
turn_to_input(struct junit *junit, uint32_t input)
{
	const struct run_input *read = &junit->facts->inputs[input];

	if (junit->open == input)
		return;
	if (junit->open != NO_INPUT)
		close_suite(&junit->xml);
	junit->open = input;
	open_suite(junit, read->path, read->as_of, &junit->inputs[input]);
	xml_close(&junit->xml);
}

static const char *
type_of(const struct rule_answer *answer)
{
	static const char *const types[2][SEVERITY_ERROR + 1] = {
	    {"fail", "fail.info", "fail.warning", "fail.error"},
	    {"unknown", "unknown.info", "unknown.warning", "unknown.error"},
	};

	if (answer->outcome == CASELINT_ERROR)
		return "error";
	return types[answer->outcome == CASELINT_UNKNOWN][rule_answer_severity(answer)];
}

static enum status
put_answer(void *context, const struct rule_answer *answer)
{
	struct junit *junit = context;
	struct xml_writer *xml = &junit->xml;

	turn_to_input(junit, answer->record->input);
	buffer_reset(&junit->words);
	buffer_reset(&junit->more);
	answer_class(&junit->words, answer);
	answer_name(&junit->more, answer);
	open_test(xml, words_of(&junit->words), words_of(&junit->more));
	buffer_reset(&junit->words);
	buffer_reset(&junit->more);
	answer_summary(&junit->words, answer);
	for (uint32_t i = 0; i < answer->finding_count; i++)
		finding_text(&junit->more, junit->facts, answer->record, &answer->findings[i]);
	switch (result_of_answer(answer)) {
	case RESULT_ERROR: put_result(xml, "error", type_of(answer), &junit->words, &junit->more); break;
	case RESULT_FAILED: put_result(xml, "failure", type_of(answer), &junit->words, &junit->more); break;
	case RESULT_SKIPPED: put_result(xml, "skipped", NULL, &junit->words, &junit->more); break;
	default: break;
	}
	xml_close(xml);
	return sink_failed(xml->sink) ? STATUS_IO : STATUS_OK;
}

static enum status
put_record(void *context, const struct result_record *record)
{
	struct junit *junit = context;

	return rule_answers_each(junit->facts, record, junit->show == SHOW_ALL, put_answer, junit);
}

/* A suite says in its first tag how its tests end, so they are counted before. */
static enum status
put_inputs(struct junit *junit, struct spool *spool)
{
	enum status status = STATUS_OK;

	junit->inputs = memory_zeroed(junit->facts->input_count, sizeof *junit->inputs);
	status =
	    spool_read_parts(spool, junit->show == SHOW_ALL ? SPOOL_OUTCOMES : SPOOL_FINDINGS, count_record, junit);
	if (status == STATUS_OK)
		status = spool_read_parts(
		    spool, junit->show == SHOW_ALL ? SPOOL_OUTCOMES : SPOOL_FINDINGS, put_record, junit);
	if (junit->open != NO_INPUT)
		close_suite(&junit->xml);
	memory_free(junit->inputs);
	return status;
}

enum status
render_junit(const struct run_facts *facts, const struct tally *tally, struct spool *spool,
    const struct render_options *options, struct sink *sink)
{
	struct junit junit = {.facts = facts, .tally = tally, .show = options->show, .open = NO_INPUT};
	enum status status = STATUS_OK;

	xml_writer_start(&junit.xml, sink);
	xml_open(&junit.xml, "testsuites");
	put_run(&junit);
	if (options->show != SHOW_TOTALS)
		status = put_inputs(&junit, spool);
	xml_close(&junit.xml);
	xml_writer_finish(&junit.xml);
	buffer_clear(&junit.words);
	buffer_clear(&junit.more);
	return status;
}
