/*
 * Ruleset files: a good one with everything in it, read and looked up; then one variant per fault, made by changing one
 * place of the good one, each refused with its line and a sentence. Ohio's ruleset is read too.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/limits.h"
#include "base/memory.h"
#include "catalogue/ruleset.h"
#include "record/libxml.h"

#ifndef CASELINT_SOURCE_DIR
#define CASELINT_SOURCE_DIR "."
#endif
#define SCHEMA CASELINT_SOURCE_DIR "/xsd/rules.xsd"

#define ZEROS "0000000000000000000000000000000000000000000000000000000000000000"

/* One line of the file per literal, so that line numbers can be read off: the first is line 1. */
static const char *const good_lines[] = {
    "<Ruleset xmlns='urn:caselint:rules:1' id='xx/one' plugin='xx' title='  A\tletter '>",          /* 1 */
    "<Source title='Letter One' number='1' issuer='Office' date='2008-01-03' sha256='" ZEROS "'/>", /* 2 */
    "<Parameters>",                                                                                 /* 3 */
    "<Parameter name='words' kind='text' cite='L1' title='t'>  two\n words </Parameter>",           /* 4-5 */
    "<Parameter name='code' kind='code' cite='L1' title='t'>0338</Parameter>",                      /* 6 */
    "<Parameter name='money' kind='money' cite='L1' title='t'>300.00</Parameter>",                  /* 7 */
    "<Parameter name='day' kind='date' cite='L1 L2' title='t'>2008-02-29</Parameter>",              /* 8 */
    "<Parameter name='month' kind='month' cite='L1' title='t'>2008-02</Parameter>",                 /* 9 */
    "<Parameter name='time' kind='time' cite='' title='t'>17:00:00</Parameter>",                    /* 10 */
    "<Parameter name='flag' kind='boolean' cite='L1' title='t'>true</Parameter>",                   /* 11 */
    "<Parameter name='count' kind='count' cite='L1' title='t'>999999999</Parameter>",               /* 12 */
    "</Parameters>",                                                                                /* 13 */
    "<Assumptions>",                                                                                /* 14 */
    "<Assumption id='X-A1' cite='L2'><Text>by then</Text><Reading>r</Reading><Because>b</Because></Assumption>",
    "<Assumption id='X-A2' cite=''><Reading>r2</Reading><Because>b2</Because></Assumption>",              /* 16 */
    "</Assumptions>",                                                                                     /* 17 */
    "<Amounts>",                                                                                          /* 18 */
    "<Amount kind='due-amount' title='Due' cite='L1' claimable='true' assumes='X-A1 X-A2'/>",             /* 19 */
    "<Amount kind='other' title='Other' cite=''/>",                                                       /* 20 */
    "</Amounts>",                                                                                         /* 21 */
    "<Steps>",                                                                                            /* 22 */
    "<Step id='D' cite='L1' assumes='X-A2'><Label>Difference</Label><Formula>D = N - O</Formula></Step>", /* 23 */
    "</Steps>",                                                                                           /* 24 */
    "<Rules>",                                                                                            /* 25 */
    "<Rule id='X-1' severity='error' cite='L1 L2' outcomes='pass fail notapplicable' assumes='X-A1'>",    /* 26 */
    "<Title>First\n rule</Title><Requirement>q</Requirement><Why>w</Why><Remedy>m</Remedy>",              /* 27-28 */
    "<Message>it is {observed}, not {money}</Message>",                                                   /* 29 */
    "<Message variant='late' severity='warning'>late {{by}} {days}</Message>",                            /* 30 */
    "<Message variant='absent'>absent</Message>",                                                         /* 31 */
    "<Good><![CDATA[\n\n    <a>\n      <b/>\n\n    </a>  \n  ]]></Good>",                                 /* 32-38 */
    "<Bad>first\n      second\n        third</Bad>",                                                      /* 39-41 */
    "</Rule>",                                                                                            /* 42 */
    "<Rule id='X-2' severity='info' cite='' derived='1' outcomes='manual unknown pending'>",              /* 43 */
    "<Title>t</Title><Requirement>q</Requirement><Why>w</Why><Remedy>m</Remedy>",                         /* 44 */
    "<Message>m</Message><Good/><Bad/>",                                                                  /* 45 */
    "</Rule>",                                                                                            /* 46 */
    "</Rules>",                                                                                           /* 47 */
    "<Worksheets>",                                                                                       /* 48 */
    "<Worksheet id='sheet' title='Sheet' cite='L1' restricted='true' group='county'>",                    /* 49 */
    "<Column id='county' title='County' kind='code'/>",                                                   /* 50 */
    "<Column id='name' title='Name' kind='text' restricted='true'/>",                                     /* 51 */
    "<Column id='amount' title='Amount' kind='money' total='true'/>",                                     /* 52 */
    "<Column id='key' title='Key' kind='id'/>",                                                           /* 53 */
    "<Line>\n  I certify\n    this.\n</Line><Line>Signed</Line>",                                         /* 54-57 */
    "</Worksheet>",                                                                                       /* 58 */
    "<Worksheet id='plain' title='Plain' cite=''><Column id='key' title='Key' kind='id'/></Worksheet>",   /* 59 */
    "</Worksheets>",                                                                                      /* 60 */
    "<Sentences>",                                                                                        /* 61 */
    "<Sentence cite='L1' rules='X-1 X-2' parameters='code money'><Text>Do\n  it.</Text></Sentence>",      /* 62-63 */
    "<Sentence cite='L2' manual='a person' rules='X-1'><Text>Mean it.</Text></Sentence>",                 /* 64 */
    "<Sentence cite='L2' manual='a person'><Text>Be kind.</Text></Sentence>",                             /* 65 */
    "<Sentence cite='L3' context='a greeting'><Text>Bye.</Text></Sentence>",                              /* 66 */
    "</Sentences>",                                                                                       /* 67 */
    "</Ruleset>",                                                                                         /* 68 */
};

/* The folder of one test, and what it read. */
struct fixture {
	char folder[64];
	char path[96];
	struct ruleset *ruleset;
	struct buffer why;
};

static int
set_up(void **state)
{
	struct fixture *fixture = memory_zeroed(1, sizeof *fixture);

	snprintf(fixture->folder, sizeof fixture->folder, "/tmp/caselint-ruleset-XXXXXX");
	if (mkdtemp(fixture->folder) == NULL)
		return -1;
	snprintf(fixture->path, sizeof fixture->path, "%s/r.xml", fixture->folder);
	*state = fixture;
	return 0;
}

static int
tear_down(void **state)
{
	struct fixture *fixture = *state;

	ruleset_free(fixture->ruleset);
	buffer_clear(&fixture->why);
	unlink(fixture->path);
	rmdir(fixture->folder);
	memory_free(fixture);
	return 0;
}

static void
write_file(const char *path, const struct buffer *text)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(buffer_text(text), 1, text->length, file), text->length);
	assert_int_equal(fclose(file), 0);
}

static struct buffer
good_text(void)
{
	struct buffer text = {0};

	for (size_t i = 0; i < sizeof good_lines / sizeof good_lines[0]; i++) {
		buffer_append_text(&text, good_lines[i]);
		buffer_append_byte(&text, '\n');
	}
	return text;
}

/* The good file with the first `from` replaced by `to`. */
static struct buffer
changed_text(const char *from, const char *to)
{
	struct buffer good = good_text();
	struct buffer text = {0};
	const char *place = strstr(buffer_text(&good), from);

	assert_non_null(place);
	buffer_append(&text, good.data, (size_t)(place - good.data));
	buffer_append_text(&text, to);
	buffer_append_text(&text, place + strlen(from));
	buffer_clear(&good);
	return text;
}

static enum status
read_text(struct fixture *fixture, struct buffer *text)
{
	enum status status = STATUS_OK;

	write_file(fixture->path, text);
	buffer_clear(text);
	ruleset_free(fixture->ruleset);
	fixture->ruleset = NULL;
	buffer_reset(&fixture->why);
	status = ruleset_read(fixture->path, SCHEMA, &fixture->ruleset, &fixture->why);
	if (status == STATUS_OK)
		assert_int_equal(fixture->why.length, 0);
	else
		assert_null(fixture->ruleset);
	return status;
}

static const struct ruleset *
read_good(struct fixture *fixture)
{
	struct buffer text = good_text();

	if (read_text(fixture, &text) != STATUS_OK)
		fail_msg("%s", buffer_text(&fixture->why));
	return fixture->ruleset;
}

/* ---- What a good file gives ------------------------------------------------------------ */

static void
test_head(void **state)
{
	struct fixture *fixture = *state;
	const struct ruleset *ruleset = read_good(fixture);
	struct buffer text = good_text();
	char sha256[SHA256_HEX_BYTES];

	sha256_of(buffer_text(&text), text.length, sha256);
	buffer_clear(&text);
	assert_string_equal(ruleset->sha256, sha256);
	assert_string_equal(ruleset->id, "xx/one");
	assert_string_equal(ruleset->plugin, "xx");
	assert_string_equal(ruleset->title, "A letter");
	assert_string_equal(ruleset->path, fixture->path);
	assert_string_equal(ruleset->source.title, "Letter One");
	assert_string_equal(ruleset->source.number, "1");
	assert_string_equal(ruleset->source.issuer, "Office");
	assert_string_equal(ruleset->source.sha256, ZEROS);
	assert_int_equal(ruleset->source.date, 13881);
}

static void
test_undated_source(void **state)
{
	struct fixture *fixture = *state;
	struct buffer text = changed_text(" date='2008-01-03'", "");

	assert_int_equal(read_text(fixture, &text), STATUS_OK);
	assert_int_equal(fixture->ruleset->source.date, CASELINT_ABSENT);
}

static void
test_parameters(void **state)
{
	static const struct ruleset_parameter expected[] = {
	    {"words", CASELINT_TEXT, "two words", "L1", "t", 4, false},
	    {"code", CASELINT_CODE, "0338", "L1", "t", 6, false},
	    {"money", CASELINT_MONEY, "300.00", "L1", "t", 7, false},
	    {"day", CASELINT_DATE, "2008-02-29", "L1 L2", "t", 8, false},
	    {"month", CASELINT_MONTH, "2008-02", "L1", "t", 9, false},
	    {"time", CASELINT_TIME, "17:00:00", "", "t", 10, false},
	    {"flag", CASELINT_BOOLEAN, "true", "L1", "t", 11, false},
	    {"count", CASELINT_COUNT, "999999999", "L1", "t", 12, false},
	};
	const struct ruleset *ruleset = read_good(*state);

	assert_int_equal(ruleset->parameter_count, sizeof expected / sizeof expected[0]);
	for (size_t i = 0; i < ruleset->parameter_count; i++) {
		const struct ruleset_parameter *parameter = ruleset_parameter_named(ruleset, expected[i].name);

		assert_ptr_equal(parameter, &ruleset->parameters[i]);
		assert_int_equal(parameter->kind, expected[i].kind);
		assert_string_equal(parameter->value, expected[i].value);
		assert_string_equal(parameter->cite, expected[i].cite);
		assert_string_equal(parameter->title, "t");
		assert_int_equal(parameter->line, expected[i].line);
		assert_int_equal(parameter->by_profile, expected[i].by_profile);
	}
	assert_null(ruleset_parameter_named(ruleset, "nobody"));
}

static void
test_computation(void **state)
{
	const struct ruleset *ruleset = read_good(*state);
	const struct ruleset_assumption *assumption = ruleset_assumption_named(ruleset, "X-A1");
	const struct ruleset_amount *amount = ruleset_amount_named(ruleset, "due-amount");
	const struct ruleset_step *step = ruleset_step_named(ruleset, "D");

	assert_string_equal(assumption->text, "by then");
	assert_string_equal(assumption->reading, "r");
	assert_string_equal(assumption->because, "b");
	assert_string_equal(assumption->cite, "L2");
	assert_string_equal(ruleset_assumption_named(ruleset, "X-A2")->text, "");
	assert_null(ruleset_assumption_named(ruleset, "X-A3"));
	assert_string_equal(amount->title, "Due");
	assert_true(amount->claimable);
	assert_int_equal(amount->assumptions.count, 2);
	assert_string_equal(amount->assumptions.items[1], "X-A2");
	assert_false(ruleset_amount_named(ruleset, "other")->claimable);
	assert_int_equal(ruleset_amount_named(ruleset, "other")->assumptions.count, 0);
	assert_null(ruleset_amount_named(ruleset, "D"));
	assert_string_equal(step->label, "Difference");
	assert_string_equal(step->formula, "D = N - O");
	assert_string_equal(step->assumptions.items[0], "X-A2");
	assert_null(ruleset_step_named(ruleset, "due-amount"));
}

static void
test_rules(void **state)
{
	const struct ruleset *ruleset = read_good(*state);
	const struct ruleset_rule *rule = ruleset_rule_named(ruleset, "X-1");
	const struct ruleset_rule *derived = ruleset_rule_named(ruleset, "X-2");

	assert_int_equal(ruleset->rule_count, 2);
	assert_string_equal(rule->cite, "L1 L2");
	assert_int_equal(rule->severity, SEVERITY_ERROR);
	assert_false(rule->derived);
	assert_int_equal(rule->outcomes, 1U << CASELINT_PASS | 1U << CASELINT_FAIL | 1U << CASELINT_NOTAPPLICABLE);
	assert_string_equal(rule->title, "First rule");
	assert_string_equal(rule->requirement, "q");
	assert_string_equal(rule->why, "w");
	assert_string_equal(rule->remedy, "m");
	assert_int_equal(rule->line, 26);
	assert_int_equal(derived->severity, SEVERITY_INFO);
	assert_true(derived->derived);
	assert_int_equal(derived->outcomes, 1U << CASELINT_MANUAL | 1U << CASELINT_UNKNOWN | 1U << CASELINT_PENDING);
	assert_string_equal(derived->good, "");
	assert_null(ruleset_rule_named(ruleset, "X-3"));
}

static void
test_messages(void **state)
{
	const struct ruleset *ruleset = read_good(*state);
	const struct ruleset_rule *rule = ruleset_rule_named(ruleset, "X-1");

	assert_int_equal(rule->message_count, 3);
	assert_string_equal(ruleset_message_of(rule, NULL)->template_text, "it is {observed}, not {money}");
	assert_int_equal(ruleset_message_of(rule, NULL)->severity, SEVERITY_ERROR);
	assert_int_equal(ruleset_message_of(rule, NULL)->line, 29);
	assert_string_equal(ruleset_message_of(rule, "late")->template_text, "late {{by}} {days}");
	assert_int_equal(ruleset_message_of(rule, "late")->severity, SEVERITY_WARNING);
	assert_int_equal(ruleset_message_of(rule, "absent")->severity, SEVERITY_ERROR);
	assert_null(ruleset_message_of(rule, "early"));
}

static void
test_examples_keep_their_lines(void **state)
{
	const struct ruleset *ruleset = read_good(*state);
	const struct ruleset_rule *rule = ruleset_rule_named(ruleset, "X-1");

	assert_string_equal(rule->good, "<a>\n  <b/>\n\n</a>");
	assert_string_equal(rule->bad, "first\nsecond\n  third");
}

static void
test_worksheets(void **state)
{
	const struct ruleset *ruleset = read_good(*state);
	const struct ruleset_worksheet *sheet = ruleset_worksheet_named(ruleset, "sheet");
	const struct ruleset_worksheet *plain = ruleset_worksheet_named(ruleset, "plain");

	assert_string_equal(sheet->title, "Sheet");
	assert_true(sheet->restricted);
	assert_string_equal(sheet->group, "county");
	assert_int_equal(sheet->column_count, 4);
	assert_string_equal(sheet->columns[1].id, "name");
	assert_true(sheet->columns[1].restricted);
	assert_false(sheet->columns[1].total);
	assert_int_equal(sheet->columns[2].kind, CASELINT_MONEY);
	assert_true(sheet->columns[2].total);
	assert_int_equal(sheet->columns[3].kind, CASELINT_ID);
	assert_string_equal(sheet->columns[3].title, "Key");
	assert_int_equal(sheet->line_count, 2);
	assert_string_equal(sheet->lines[0], "I certify\n  this.");
	assert_string_equal(sheet->lines[1], "Signed");
	assert_false(plain->restricted);
	assert_null(plain->group);
	assert_int_equal(plain->line_count, 0);
	assert_null(ruleset_worksheet_named(ruleset, "none"));
}

static void
test_sentences(void **state)
{
	const struct ruleset *ruleset = read_good(*state);
	const struct ruleset_sentence *sentences = ruleset->sentences;

	assert_int_equal(ruleset->sentence_count, 4);
	assert_string_equal(sentences[0].text, "Do it.");
	assert_int_equal(sentences[0].state, SENTENCE_RULES);
	assert_string_equal(sentences[0].rules.items[1], "X-2");
	assert_string_equal(sentences[0].parameters.items[0], "code");
	assert_string_equal(sentences[0].reason, "");
	assert_int_equal(sentences[1].state, SENTENCE_MANUAL);
	assert_int_equal(sentences[1].rules.count, 1);
	assert_string_equal(sentences[1].reason, "a person");
	assert_int_equal(sentences[2].rules.count, 0);
	assert_int_equal(sentences[3].state, SENTENCE_CONTEXT);
	assert_string_equal(sentences[3].cite, "L3");
	assert_string_equal(sentences[3].reason, "a greeting");
}

static void
test_severities(void **state)
{
	enum severity severity = SEVERITY_ERROR;

	(void)state;
	assert_string_equal(severity_name(SEVERITY_INFO), "info");
	assert_string_equal(severity_name(SEVERITY_WARNING), "warning");
	assert_string_equal(severity_name(SEVERITY_ERROR), "error");
	assert_int_equal(severity_parse("info", &severity), STATUS_OK);
	assert_int_equal(severity, SEVERITY_INFO);
	assert_int_equal(severity_parse("Info", &severity), STATUS_INVALID);
	assert_int_equal(severity_parse("", &severity), STATUS_INVALID);
	assert_int_equal(severity, SEVERITY_INFO);
}

/* ---- What is refused ------------------------------------------------------------------- */

/* One change of the good file, and the refusal it must get; `sentence` is what follows the line. */
struct fault {
	const char *from;
	const char *to;
	uint32_t line; /* 0: none is named */
	const char *sentence;
};

static void
check_refusal(struct fixture *fixture, uint32_t line, const char *sentence)
{
	struct buffer expected = {0};

	buffer_append_text(&expected, fixture->path);
	if (line != 0)
		buffer_append_format(&expected, ":%u", line);
	buffer_append_format(&expected, ": %s", sentence);
	if (strncmp(buffer_text(&fixture->why), buffer_text(&expected), expected.length) != 0)
		fail_msg("got \"%s\", expected \"%s\"", buffer_text(&fixture->why), buffer_text(&expected));
	buffer_clear(&expected);
}

static void
check_faults(struct fixture *fixture, const struct fault *faults, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct buffer text = changed_text(faults[i].from, faults[i].to);

		assert_int_equal(read_text(fixture, &text), STATUS_INVALID);
		check_refusal(fixture, faults[i].line, faults[i].sentence);
		assert_null(strchr(buffer_text(&fixture->why), '\n'));
	}
}

#define CHECK_FAULTS(fixture, faults) check_faults((fixture), (faults), sizeof(faults) / sizeof((faults)[0]))

static void
test_form_is_refused(void **state)
{
	static const struct fault faults[] = {
	    {"</Steps>", "</Step>", 24, "is not well-formed XML: "},
	    {"<Ruleset", "<!DOCTYPE Ruleset>\n<Ruleset", 1, "a DOCTYPE is not allowed"},
	    {"<Ruleset", "<!DOCTYPE Ruleset [<!ENTITY a 'b'>]>\n<Ruleset", 1, "a DOCTYPE is not allowed"},
	    {"<Ruleset", "<?xml version='1.0'?>\n<!DOCTYPE Ruleset SYSTEM 'x.dtd'>\n<Ruleset", 2, "a DOCTYPE"},
	    {"0338", "&nobody;", 6, "is not well-formed XML: "},
	    {"urn:caselint:rules:1", "urn:caselint:rules:2", 1, "does not fit the schema of rulesets: "},
	    {" severity='info'", "", 43,
		"does not fit the schema of rulesets: Element 'Rule': The attribute 'severity'"},
	    {"severity='info'", "severity='fatal'", 43, "does not fit the schema of rulesets: "},
	    {"<Why>w</Why>", "", 28, "does not fit the schema of rulesets: Element 'Remedy': "},
	    {"kind='count'", "kind='float'", 12, "does not fit the schema of rulesets: "},
	    {"outcomes='manual", "outcomes='error", 43, "does not fit the schema of rulesets: "},
	    {"outcomes='manual unknown pending'", "outcomes=''", 43, "does not fit the schema of rulesets: "},
	    {"<Parameters>", "<Parameters><Other/>", 3, "does not fit the schema of rulesets: Element 'Other': "},
	    {"<Assumptions>", "<Assumptions>words", 14, "does not fit the schema of rulesets: "},
	    {"manual='a person' rules", "manual=' ' rules", 64, "does not fit the schema of rulesets: "},
	    {"300.00</", "</", 7, "does not fit the schema of rulesets: "},
	};

	CHECK_FAULTS(*state, faults);
}

static void
test_root_is_refused(void **state)
{
	struct fixture *fixture = *state;
	struct buffer text = {0};

	buffer_append_text(&text, "\n<Steps xmlns='urn:caselint:rules:1'/>");
	assert_int_equal(read_text(fixture, &text), STATUS_INVALID);
	check_refusal(fixture, 2, "the root is Steps; it must be Ruleset");
}

static void
test_empty_file_is_refused(void **state)
{
	struct fixture *fixture = *state;
	struct buffer text = {0};

	assert_int_equal(read_text(fixture, &text), STATUS_INVALID);
	assert_non_null(strstr(buffer_text(&fixture->why), "is not well-formed XML: "));
}

static void
test_head_is_refused(void **state)
{
	static const struct fault faults[] = {
	    {"id='xx/one'", "id='yy/one'", 0, "the id yy/one must begin with the plugin's, \"xx/\""},
	    {"id='xx/one'", "id='xxx/one'", 0, "the id xxx/one must begin with the plugin's, \"xx/\""},
	    {"2008-01-03", "2008-02-30", 2, "the date of the source must be a date YYYY-MM-DD that exists"},
	};

	CHECK_FAULTS(*state, faults);
}

static void
test_parameters_are_refused(void **state)
{
	static const struct fault faults[] = {
	    {"0338", "03 38", 6, "parameter code is \"03 38\"; it must be one token without blanks"},
	    {"300.00", "300.0", 7, "parameter money is \"300.0\"; it must be 1 to 9 digits, a point and 2 digits"},
	    {"300.00", "-300.00", 7, "parameter money is "},
	    {"2008-02-29", "2007-02-29", 8,
		"parameter day is \"2007-02-29\"; it must be a date YYYY-MM-DD that exists"},
	    {">2008-02<", ">2008-13<", 9, "parameter month is \"2008-13\"; it must be a month YYYY-MM"},
	    {"17:00:00", "17:00", 10, "parameter time is \"17:00\"; it must be a time hh:mm:ss"},
	    {">true<", ">yes<", 11, "parameter flag is \"yes\"; it must be true or false"},
	    {">999999999<", ">1000000000<", 12,
		"parameter count is \"1000000000\"; it must be a number of 1 to 9 digits"},
	    {">999999999<", ">-1<", 12, "parameter count is \"-1\""},
	    {"name='code'", "name='words'", 6, "parameter words is declared a second time"},
	    {"name='flag'", "name='due'", 11, "parameter due has the name of a value of findings"},
	    {"cite='L1 L2' title", "cite='L1 L9' title", 8, "cites L9, which is the label of no sentence"},
	};

	CHECK_FAULTS(*state, faults);
}

static void
test_ids_are_refused(void **state)
{
	static const struct fault faults[] = {
	    {"id='X-A2'", "id='X-A1'", 16, "assumption X-A1 is declared a second time"},
	    {"kind='other'", "kind='due-amount'", 20, "amount due-amount is declared a second time"},
	    {"<Steps>", "<Steps><Step id='D' cite=''><Label>l</Label><Formula>f</Formula></Step>", 23,
		"step D is declared a second time"},
	    {"id='X-2'", "id='X-1'", 43, "rule X-1 is declared a second time"},
	    {"id='plain'", "id='sheet'", 59, "worksheet sheet is declared a second time"},
	    {"id='key'", "id='name'", 53, "column name is declared a second time"},
	};

	CHECK_FAULTS(*state, faults);
}

static void
test_references_are_refused(void **state)
{
	static const struct fault faults[] = {
	    {"assumes='X-A1 X-A2'", "assumes='X-A1 X-A9'", 19, "assumption X-A9 is not declared"},
	    {"assumes='X-A2'><Label>", "assumes='D'><Label>", 23, "assumption D is not declared"},
	    {"assumes='X-A1'>", "assumes='X-1'>", 26, "assumption X-1 is not declared"},
	    {"rules='X-1 X-2'", "rules='X-1 X-9'", 62, "rule X-9 is not declared"},
	    {"rules='X-1'>", "rules='X-9'>", 64, "rule X-9 is not declared"},
	    {"parameters='code money'", "parameters='code cash'", 62, "parameter cash is not declared"},
	    {"group='county'", "group='district'", 49, "column district is not declared"},
	    {"id='X-A1' cite='L2'", "id='X-A1' cite='L9'", 15, "cites L9, which is the label of no sentence"},
	    {"title='Due' cite='L1'", "title='Due' cite='L9'", 19, "cites L9, which is the label of no sentence"},
	    {"id='D' cite='L1'", "id='D' cite='L9'", 23, "cites L9, which is the label of no sentence"},
	    {"cite='L1 L2' outcomes", "cite='L1 L9' outcomes", 26, "cites L9, which is the label of no sentence"},
	    {"title='Sheet' cite='L1'", "title='Sheet' cite='L9'", 49, "cites L9, which is the label of no sentence"},
	};

	CHECK_FAULTS(*state, faults);
}

static void
test_messages_are_refused(void **state)
{
	static const struct fault faults[] = {
	    {"<Message>it", "<Message variant='it'>it", 26, "rule X-1 has no message without a variant"},
	    {"<Message>m</Message>", "<Message>m</Message><Message>n</Message>", 45,
		"rule X-2 has a second message without a variant"},
	    {"variant='absent'", "variant='late'", 31, "rule X-1 has a second message of variant late"},
	    {"{observed}", "{observed", 29, "a message of rule X-1 has braces that do not match"},
	    {"{days}", "{the days}", 30, "a message of rule X-1 has braces that do not match, or a name in braces"},
	};

	CHECK_FAULTS(*state, faults);
}

static void
test_worksheets_are_refused(void **state)
{
	static const struct fault faults[] = {
	    {" restricted='true' group", " group", 51, "column name is restricted, but worksheet sheet is not"},
	    {"kind='code'/>", "kind='code' total='true'/>", 50,
		"column county cannot be totalled: only money and counts can"},
	};

	CHECK_FAULTS(*state, faults);
}

static void
test_sentences_are_refused(void **state)
{
	static const char state_fault[] = "must have exactly one state";
	static const struct fault faults[] = {
	    {" context='a greeting'", "", 66, "a sentence of L3 must have exactly one state"},
	    {"context='a greeting'", "context='a greeting' rules='X-1'", 66, "a sentence of L3 must have exactly"},
	    {"context='a greeting'", "context='a greeting' manual='m'", 66, "a sentence of L3 must have exactly"},
	};
	struct fixture *fixture = *state;

	CHECK_FAULTS(fixture, faults);
	assert_non_null(strstr(buffer_text(&fixture->why), state_fault));
}

/* Many rules or parameters are refused before they are compared with each other. */
static void
test_too_many_are_refused(void **state)
{
	struct fixture *fixture = *state;
	struct buffer many = {0};
	struct buffer text = {0};

	buffer_append_text(&many, "<Parameters>");
	for (unsigned i = 0; i < LIMIT_FIELDS; i++)
		buffer_append_format(&many, "<Parameter name='p%u' kind='text' cite='' title='t'>v</Parameter>", i);
	text = changed_text("<Parameters>", buffer_text(&many));
	buffer_clear(&many);
	assert_int_equal(read_text(fixture, &text), STATUS_INVALID);
	check_refusal(fixture, 0, "has 4104 parameters; 4096 are allowed");
}

static void
test_too_many_rules_are_refused(void **state)
{
	struct fixture *fixture = *state;
	struct buffer many = {0};
	struct buffer text = {0};

	buffer_append_text(&many, "<Rules>");
	for (unsigned i = 0; i < LIMIT_RULES; i++)
		buffer_append_format(&many,
		    "<Rule id='R-%u' severity='info' cite='' outcomes='pass'><Title>t</Title>"
		    "<Requirement>q</Requirement><Why>w</Why><Remedy>m</Remedy><Message>m</Message>"
		    "<Good/><Bad/></Rule>",
		    i);
	text = changed_text("<Rules>", buffer_text(&many));
	buffer_clear(&many);
	assert_int_equal(read_text(fixture, &text), STATUS_INVALID);
	check_refusal(fixture, 0, "has 4098 rules; 4096 are allowed");
}

static void
test_large_file(void **state)
{
	struct fixture *fixture = *state;
	struct buffer text = good_text();
	size_t room = LIMIT_RULESET_BYTES - text.length;

	memset(buffer_reserve(&text, room), '\n', room);
	text.length += room;
	assert_int_equal(read_text(fixture, &text), STATUS_OK);
	text = good_text();
	memset(buffer_reserve(&text, room + 1), '\n', room + 1);
	text.length += room + 1;
	assert_int_equal(read_text(fixture, &text), STATUS_LIMIT);
	check_refusal(fixture, 0, "is larger than 4194304 bytes");
}

/* libxml2 keeps 16 bits of a line number in an element; above them it takes the line of the text inside. */
static void
test_lines_above_65535(void **state)
{
	struct fixture *fixture = *state;
	struct buffer many = {0};
	struct buffer text = {0};

	for (unsigned i = 0; i < 70000; i++)
		buffer_append_byte(&many, '\n');
	buffer_append_text(&many, "<Steps>");
	text = changed_text("<Steps>", buffer_text(&many));
	buffer_clear(&many);
	assert_int_equal(read_text(fixture, &text), STATUS_OK);
	assert_in_range(ruleset_rule_named(fixture->ruleset, "X-1")->line, 70026, 70027);
}

static void
test_files_that_cannot_be_read(void **state)
{
	struct fixture *fixture = *state;

	assert_int_equal(ruleset_read(fixture->path, SCHEMA, &fixture->ruleset, &fixture->why), STATUS_ABSENT);
	check_refusal(fixture, 0, "cannot be opened: No such file or directory");
	buffer_reset(&fixture->why);
	assert_int_equal(ruleset_read(fixture->folder, SCHEMA, &fixture->ruleset, &fixture->why), STATUS_INVALID);
	assert_non_null(strstr(buffer_text(&fixture->why), ": is not a regular file"));
	buffer_reset(&fixture->why);
	assert_int_equal(mkfifo(fixture->path, 0600), 0);
	assert_int_equal(ruleset_read(fixture->path, SCHEMA, &fixture->ruleset, &fixture->why), STATUS_INVALID);
	check_refusal(fixture, 0, "is not a regular file");
	assert_null(fixture->ruleset);
}

static void
test_schemas_that_cannot_be_used(void **state)
{
	struct fixture *fixture = *state;
	struct buffer text = good_text();

	write_file(fixture->path, &text);
	buffer_clear(&text);
	assert_int_equal(
	    ruleset_read(fixture->path, "/nowhere/rules.xsd", &fixture->ruleset, &fixture->why), STATUS_ABSENT);
	assert_string_equal(
	    buffer_text(&fixture->why), "/nowhere/rules.xsd: cannot be opened: No such file or directory");
	buffer_reset(&fixture->why);
	assert_int_equal(ruleset_read(fixture->path, fixture->path, &fixture->ruleset, &fixture->why), STATUS_INVALID);
	check_refusal(fixture, 0, "is not a usable schema: ");
	assert_null(fixture->ruleset);
}

static void
test_free_takes_null(void **state)
{
	(void)state;
	ruleset_free(NULL);
}

static void
test_ohio(void **state)
{
	struct fixture *fixture = *state;
	const struct ruleset *ruleset = NULL;

	if (ruleset_read(CASELINT_SOURCE_DIR "/rules/us-oh/fcaspl-135.xml", SCHEMA, &fixture->ruleset, &fixture->why) !=
	    STATUS_OK)
		fail_msg("%s", buffer_text(&fixture->why));
	ruleset = fixture->ruleset;
	assert_string_equal(ruleset->id, "us-oh/fcaspl-135");
	assert_string_equal(ruleset_parameter_named(ruleset, "ceiling")->value, "300.00");
	assert_null(ruleset_parameter_named(ruleset, "closingHour"));
	assert_null(ruleset_parameter_named(ruleset, "nonFederalShareBasisPoints"));
	assert_int_equal(
	    ruleset_message_of(ruleset_rule_named(ruleset, "OH-LIV-06"), "late")->severity, SEVERITY_ERROR);
	assert_true(ruleset_worksheet_named(ruleset, "match-invoice")->restricted);
	assert_int_equal(ruleset->assumption_count, 29);
	assert_int_equal(ruleset->amount_count, 10);
	assert_int_equal(ruleset->step_count, 12);
}

#define TEST_WITH_FOLDER(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST_WITH_FOLDER(test_head),
	    TEST_WITH_FOLDER(test_undated_source),
	    TEST_WITH_FOLDER(test_parameters),
	    TEST_WITH_FOLDER(test_computation),
	    TEST_WITH_FOLDER(test_rules),
	    TEST_WITH_FOLDER(test_messages),
	    TEST_WITH_FOLDER(test_examples_keep_their_lines),
	    TEST_WITH_FOLDER(test_worksheets),
	    TEST_WITH_FOLDER(test_sentences),
	    cmocka_unit_test(test_severities),
	    TEST_WITH_FOLDER(test_form_is_refused),
	    TEST_WITH_FOLDER(test_root_is_refused),
	    TEST_WITH_FOLDER(test_empty_file_is_refused),
	    TEST_WITH_FOLDER(test_head_is_refused),
	    TEST_WITH_FOLDER(test_parameters_are_refused),
	    TEST_WITH_FOLDER(test_ids_are_refused),
	    TEST_WITH_FOLDER(test_references_are_refused),
	    TEST_WITH_FOLDER(test_messages_are_refused),
	    TEST_WITH_FOLDER(test_worksheets_are_refused),
	    TEST_WITH_FOLDER(test_sentences_are_refused),
	    TEST_WITH_FOLDER(test_too_many_are_refused),
	    TEST_WITH_FOLDER(test_too_many_rules_are_refused),
	    TEST_WITH_FOLDER(test_large_file),
	    TEST_WITH_FOLDER(test_lines_above_65535),
	    TEST_WITH_FOLDER(test_files_that_cannot_be_read),
	    TEST_WITH_FOLDER(test_schemas_that_cannot_be_used),
	    cmocka_unit_test(test_free_takes_null),
	    TEST_WITH_FOLDER(test_ohio),
	};
	int failed = 0;

	libxml_prepare();
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	libxml_release();
	return failed;
}
