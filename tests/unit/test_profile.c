/* Tests of profiles: what is read, what is refused and with which words, and what they make of a ruleset. */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/limits.h"
#include "catalogue/profile.h"

#define PROFILE_SCHEMA CASELINT_SOURCE_DIR "/xsd/profile.xsd"
#define RULES_SCHEMA CASELINT_SOURCE_DIR "/xsd/rules.xsd"
#define OHIO CASELINT_SOURCE_DIR "/rules/us-oh/fcaspl-135.xml"
#define HEAD "<Profile xmlns=\"urn:caselint:profile:1\" id=\"county\" title=\"A county\">\n"
#define TAIL "</Profile>\n"

static char path[] = "/tmp/caselint-profile-XXXXXX";

static int
make_file(void **state)
{
	int fd = mkstemp(path);

	(void)state;
	return fd < 0 ? -1 : close(fd);
}

static int
remove_file(void **state)
{
	(void)state;
	return unlink(path);
}

static void
write_file(const char *content, size_t length)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	assert_int_equal(fwrite(content, 1, length, file), length);
	assert_int_equal(fclose(file), 0);
}

static struct profile *
accepted(const char *content)
{
	struct profile *profile = NULL;
	struct buffer why = {0};

	write_file(content, strlen(content));
	if (profile_read(path, PROFILE_SCHEMA, &profile, &why) != STATUS_OK)
		fail_msg("%s", buffer_text(&why));
	buffer_clear(&why);
	return profile;
}

/* `words` stand in the refusal, which begins with the path. */
static void
assert_refused(const char *content, enum status expected, const char *words)
{
	struct profile *profile = NULL;
	struct buffer why = {0};

	write_file(content, strlen(content));
	assert_int_equal(profile_read(path, PROFILE_SCHEMA, &profile, &why), expected);
	assert_null(profile);
	assert_int_equal(strncmp(buffer_text(&why), path, strlen(path)), 0);
	if (strstr(buffer_text(&why), words) == NULL)
		fail_msg("'%s' is not in: %s", words, buffer_text(&why));
	buffer_clear(&why);
}

static struct ruleset *
read_ohio(void)
{
	struct ruleset *ruleset = NULL;
	struct buffer why = {0};

	assert_int_equal(ruleset_read(OHIO, RULES_SCHEMA, &ruleset, &why), STATUS_OK);
	buffer_clear(&why);
	return ruleset;
}

/* ---- Reading ------------------------------------------------------------------------------------------ */

static void
test_everything_of_a_profile(void **state)
{
	struct profile *profile = accepted(
	    HEAD "<!-- why not -->\n"
		 "<Select rule=\"OH-LIV\" reason=\"live\"/>"
		 "<Ignore rule=\"OH-LIV-12\" reason=\"  not  \n here \"/>\n"
		 "<Severity rule=\"OH-INV-01\" severity=\"info\" reason=\"small\"/>\n"
		 "<Parameter ruleset=\"us-oh/fcaspl-135\" name=\"ceiling\" reason=\"new\"> 320.00 </Parameter>" TAIL);

	(void)state;
	assert_string_equal(profile->id, "county");
	assert_string_equal(profile->title, "A county");
	assert_int_equal(strlen(profile->sha256), SHA256_HEX_BYTES - 1);
	assert_int_equal(profile->change_count, 4);
	assert_int_equal(profile->changes[0].kind, PROFILE_SELECT);
	assert_int_equal(profile->changes[1].kind, PROFILE_IGNORE);
	assert_string_equal(profile->changes[1].reason, "not here");
	assert_int_equal(profile->changes[0].line, 3);
	assert_int_equal(profile->changes[2].new_severity, SEVERITY_INFO);
	assert_string_equal(profile->changes[3].ruleset, "us-oh/fcaspl-135");
	assert_string_equal(profile->changes[3].new_value, "320.00");
	assert_false(profile->changes[3].applied);
	profile_free(profile);
}

static void
test_the_example_is_right(void **state)
{
	struct profile *profile = NULL;
	struct buffer why = {0};

	(void)state;
	assert_int_equal(
	    profile_read(CASELINT_SOURCE_DIR "/docs/example-profile.xml", PROFILE_SCHEMA, &profile, &why), STATUS_OK);
	profile_free(profile);
	profile_free(NULL);
}

static void
test_what_is_no_profile(void **state)
{
	(void)state;
	assert_refused("", STATUS_INVALID, "is not well-formed XML");
	assert_refused("text", STATUS_INVALID, "is not well-formed XML");
	assert_refused(HEAD, STATUS_INVALID, "is not well-formed XML");
	assert_refused(
	    "<!DOCTYPE Profile [<!ENTITY a \"b\">]>\n" HEAD TAIL, STATUS_INVALID, "a DOCTYPE is not allowed");
	assert_refused("<Profile id=\"a\" title=\"b\"/>", STATUS_INVALID, "does not fit the schema of profiles");
	assert_refused(
	    "<Ignore xmlns=\"urn:caselint:profile:1\" rule=\"A\" reason=\"b\"/>", STATUS_INVALID, "it must be Profile");
	assert_refused("<Ruleset xmlns=\"urn:caselint:rules:1\"/>", STATUS_INVALID, "does not fit the schema");
}

static void
test_what_the_schema_refuses(void **state)
{
	(void)state;
	assert_refused(HEAD TAIL, STATUS_INVALID, ":1: does not fit the schema of profiles");
	assert_refused(HEAD "<Ignore rule=\"OH-LIV\"/>" TAIL, STATUS_INVALID, "reason");
	assert_refused(HEAD "<Ignore rule=\"OH-LIV\" reason=\" \"/>" TAIL, STATUS_INVALID, "reason");
	assert_refused(HEAD "<Ignore rule=\"OH LIV\" reason=\"a\"/>" TAIL, STATUS_INVALID, "rule");
	assert_refused(
	    HEAD "<Severity rule=\"OH-LIV-01\" severity=\"none\" reason=\"a\"/>" TAIL, STATUS_INVALID, "none");
	assert_refused(
	    HEAD "<Parameter ruleset=\"us-oh/x\" name=\"a\" reason=\"b\"/>" TAIL, STATUS_INVALID, "Parameter");
	assert_refused(HEAD
	    "<Parameter ruleset=\"us-oh/x\" name=\"a\" from=\"2008-01-01\" reason=\"b\">1</Parameter>" TAIL,
	    STATUS_INVALID, "from");
	assert_refused(HEAD "<Rule id=\"a\"/>" TAIL, STATUS_INVALID, "Rule");
	assert_refused(HEAD "words" TAIL, STATUS_INVALID, "does not fit the schema");
	assert_refused(
	    "<Profile xmlns=\"urn:caselint:profile:1\" id=\"a b\" title=\"c\"><Ignore rule=\"A\" reason=\"b\"/>" TAIL,
	    STATUS_INVALID, "id");
}

static void
test_nothing_is_changed_twice(void **state)
{
	(void)state;
	assert_refused(HEAD "<Severity rule=\"OH-LIV-01\" severity=\"info\" reason=\"a\"/>\n"
			    "<Severity rule=\"OH-LIV-01\" severity=\"error\" reason=\"b\"/>" TAIL,
	    STATUS_INVALID, ":3: Severity OH-LIV-01 is there a second time; the first is in line 2");
	assert_refused(HEAD "<Parameter ruleset=\"us-oh/x\" name=\"a\" reason=\"b\">1</Parameter>"
			    "<Parameter ruleset=\"us-oh/x\" name=\"a\" reason=\"b\">2</Parameter>" TAIL,
	    STATUS_INVALID, "second time");
}

static void
test_limits(void **state)
{
	struct profile *profile = NULL;
	struct buffer content = {0};
	struct buffer why = {0};

	(void)state;
	buffer_append_text(&content, HEAD);
	for (unsigned i = 0; i <= LIMIT_PROFILE_CHANGES; i++)
		buffer_append_format(&content, "<Ignore rule=\"A-%u\" reason=\"b\"/>\n", i);
	buffer_append_text(&content, TAIL);
	assert_refused(buffer_text(&content), STATUS_INVALID, "has 257 changes; 256 are allowed");
	buffer_reset(&content);
	buffer_append_text(&content, HEAD "<Ignore rule=\"A\" reason=\"b\"/>");
	while (content.length <= LIMIT_RULESET_BYTES)
		buffer_append_text(&content, "                                                                ");
	buffer_append_text(&content, TAIL);
	assert_refused(buffer_text(&content), STATUS_LIMIT, "is larger than");
	buffer_clear(&content);
	assert_int_equal(profile_read("/nowhere/profile.xml", PROFILE_SCHEMA, &profile, &why), STATUS_ABSENT);
	buffer_reset(&why);
	assert_int_equal(profile_read("/tmp", PROFILE_SCHEMA, &profile, &why), STATUS_INVALID);
	buffer_clear(&why);
}

/* ---- Applying -------------------------------------------------------------------------------------------- */

static void
test_a_severity(void **state)
{
	struct profile *profile =
	    accepted(HEAD "<Severity rule=\"OH-INV-01\" severity=\"error\" reason=\"money\"/>" TAIL);
	struct ruleset *ruleset = read_ohio();
	const struct ruleset_rule *rule = ruleset_rule_named(ruleset, "OH-INV-01");
	const struct ruleset_rule *other = ruleset_rule_named(ruleset, "OH-LIV-09");

	(void)state;
	assert_int_equal(rule->severity, SEVERITY_WARNING);
	profile_apply(profile, ruleset);
	rule = ruleset_rule_named(ruleset, "OH-INV-01");
	assert_int_equal(rule->severity, SEVERITY_ERROR);
	for (size_t i = 0; i < rule->message_count; i++)
		assert_int_equal(rule->messages[i].severity, SEVERITY_ERROR);
	assert_int_equal(ruleset_rule_named(ruleset, "OH-LIV-09")->severity, other->severity);
	assert_true(profile->changes[0].applied);
	assert_string_equal(profile->changes[0].old_value, "warning");
	assert_int_equal(profile->changes[0].old_severity, SEVERITY_WARNING);
	ruleset_free(ruleset);
	profile_free(profile);
}

/* Severities of variants are told, for they are changed as well. */
static void
test_severities_of_variants(void **state)
{
	struct ruleset *ruleset = read_ohio();
	const struct ruleset_rule *rule = NULL;
	struct profile *profile = NULL;
	struct buffer content = {0};

	(void)state;
	for (size_t i = 0; i < ruleset->rule_count && rule == NULL; i++) {
		for (size_t k = 0; k < ruleset->rules[i].message_count; k++) {
			if (ruleset->rules[i].messages[k].severity != ruleset->rules[i].severity)
				rule = &ruleset->rules[i];
		}
	}
	assert_non_null(rule);
	buffer_append_format(&content, HEAD "<Severity rule=\"%s\" severity=\"info\" reason=\"a\"/>" TAIL, rule->id);
	profile = accepted(buffer_text(&content));
	profile_apply(profile, ruleset);
	assert_non_null(strstr(profile->changes[0].old_value, "; "));
	buffer_clear(&content);
	ruleset_free(ruleset);
	profile_free(profile);
}

static void
test_a_parameter(void **state)
{
	struct profile *profile = accepted(
	    HEAD "<Parameter ruleset=\"us-oh/fcaspl-135\" name=\"ceiling\" reason=\"a\">320.00</Parameter>"
		 "<Parameter ruleset=\"us-oh/other\" name=\"ceiling\" reason=\"a\">330.00</Parameter>"
		 "<Parameter ruleset=\"us-oh/fcaspl-135\" name=\"celing\" reason=\"a\">340.00</Parameter>" TAIL);
	struct ruleset *ruleset = read_ohio();

	(void)state;
	profile_apply(profile, ruleset);
	assert_string_equal(ruleset_parameter_named(ruleset, "ceiling")->value, "320.00");
	assert_true(ruleset_parameter_named(ruleset, "ceiling")->by_profile);
	assert_false(ruleset_parameter_named(ruleset, "month")->by_profile);
	assert_true(profile->changes[0].applied);
	assert_string_equal(profile->changes[0].old_value, "300.00");
	assert_false(profile->changes[1].applied);
	assert_false(profile->changes[2].applied);
	ruleset_free(ruleset);
	profile_free(profile);
}

static void
assert_value_refused(const char *name, const char *value, const char *words)
{
	struct buffer content = {0};
	struct ruleset *ruleset = read_ohio();
	struct profile *profile = NULL;
	const char *before = ruleset_parameter_named(ruleset, name)->value;

	buffer_append_format(&content,
	    HEAD "<Parameter ruleset=\"us-oh/fcaspl-135\" name=\"%s\" reason=\"a\">%s</Parameter>" TAIL, name, value);
	profile = accepted(buffer_text(&content));
	profile_apply(profile, ruleset);
	assert_false(profile->changes[0].applied);
	assert_non_null(profile->changes[0].fault);
	assert_non_null(strstr(profile->changes[0].fault, words));
	assert_string_equal(ruleset_parameter_named(ruleset, name)->value, before);
	buffer_clear(&content);
	ruleset_free(ruleset);
	profile_free(profile);
}

static void
test_values_of_another_kind(void **state)
{
	(void)state;
	assert_value_refused("ceiling", "320", "a point and 2 digits");
	assert_value_refused("ceiling", "-1.00", "a point and 2 digits");
	assert_value_refused("ceiling", "1234567890.00", "a point and 2 digits");
	assert_value_refused("invoiceMailBy", "2008-02-30", "a date YYYY-MM-DD that exists");
	assert_value_refused("month", "2008", "a month YYYY-MM");
	assert_value_refused("programAA", "A A", "one token without blanks");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_everything_of_a_profile),
	    cmocka_unit_test(test_the_example_is_right),
	    cmocka_unit_test(test_what_is_no_profile),
	    cmocka_unit_test(test_what_the_schema_refuses),
	    cmocka_unit_test(test_nothing_is_changed_twice),
	    cmocka_unit_test(test_limits),
	    cmocka_unit_test(test_a_severity),
	    cmocka_unit_test(test_severities_of_variants),
	    cmocka_unit_test(test_a_parameter),
	    cmocka_unit_test(test_values_of_another_kind),
	};

	return cmocka_run_group_tests(tests, make_file, remove_file);
}
