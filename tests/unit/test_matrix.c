/*
 * The matrix: gaps between rules, parameters and sentences; words of a letter that no sentence has. The rulesets of the
 * product must have none of either; their letters are not part of the product, so that test wants the path of the
 * text in the environment (CASELINT_LETTER_FCASPL_135, CASELINT_LETTER_ADMINISTRATIVE_OPENING).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/sha256.h"
#include "catalogue/matrix.h"
#include "record/libxml.h"

#ifndef CASELINT_SOURCE_DIR
#define CASELINT_SOURCE_DIR "."
#endif

static const char *const first_rules[] = {"T-1"};
static const char *const second_rules[] = {"T-1", "T-2"};
static const char *const second_parameters[] = {"lastDay"};

/* A ruleset without gaps, to be spoilt by each test. */
struct sample {
	struct ruleset ruleset;
	struct ruleset_rule rules[3];
	struct ruleset_parameter parameters[2];
	struct ruleset_sentence sentences[3];
};

static void
make_sample(struct sample *sample)
{
	memset(sample, 0, sizeof *sample);
	sample->rules[0] = (struct ruleset_rule){.id = "T-1", .cite = "L1", .line = 10};
	sample->rules[1] = (struct ruleset_rule){.id = "T-2", .cite = "L2", .line = 20};
	sample->rules[2] = (struct ruleset_rule){.id = "T-3", .cite = "", .derived = true, .line = 30};
	sample->parameters[0] = (struct ruleset_parameter){.name = "lastDay", .cite = "L2", .line = 5};
	sample->parameters[1] = (struct ruleset_parameter){.name = "closingHour", .cite = "", .line = 6};
	sample->sentences[0] =
	    (struct ruleset_sentence){.cite = "L1", .text = "Pay it.", .state = SENTENCE_RULES, .line = 40};
	sample->sentences[1] = (struct ruleset_sentence){
	    .cite = "L2", .text = "Pay by January 21, 2008.", .state = SENTENCE_MANUAL, .reason = "r", .line = 41};
	sample->sentences[2] = (struct ruleset_sentence){
	    .cite = "L3", .text = "Ask us.", .state = SENTENCE_CONTEXT, .reason = "r", .line = 42};
	sample->sentences[0].rules = (struct names){first_rules, 1};
	sample->sentences[1].rules = (struct names){second_rules, 2};
	sample->sentences[1].parameters = (struct names){second_parameters, 1};
	sample->ruleset = (struct ruleset){
	    .path = "t.xml",
	    .rules = sample->rules,
	    .rule_count = 3,
	    .parameters = sample->parameters,
	    .parameter_count = 2,
	    .sentences = sample->sentences,
	    .sentence_count = 3,
	};
}

static void
check_gaps(const struct ruleset *ruleset, size_t count, const char *lines)
{
	struct buffer gaps = {0};

	assert_int_equal(matrix_gaps(ruleset, &gaps), count);
	assert_string_equal(buffer_text(&gaps), lines);
	buffer_clear(&gaps);
}

static void
test_no_gap(void **state)
{
	struct sample sample;

	(void)state;
	make_sample(&sample);
	check_gaps(&sample.ruleset, 0, "");
}

static void
test_rule_without_sentence(void **state)
{
	struct sample sample;

	(void)state;
	make_sample(&sample);
	sample.rules[2].derived = false;
	check_gaps(&sample.ruleset, 1, "t.xml:30: rule T-3 is named by no sentence and is not derived\n");
}

static void
test_sentence_without_rule(void **state)
{
	struct sample sample;

	(void)state;
	make_sample(&sample);
	sample.sentences[0].rules.count = 0;
	check_gaps(&sample.ruleset, 1, "t.xml:40: a sentence of L1 is checked by no rule\n");
	sample.sentences[0].state = SENTENCE_MANUAL; /* a person needs no rule */
	check_gaps(&sample.ruleset, 0, "");
}

static void
test_parameter_without_sentence(void **state)
{
	struct sample sample;

	(void)state;
	make_sample(&sample);
	sample.sentences[1].parameters.count = 0;
	check_gaps(&sample.ruleset, 1, "t.xml:5: parameter lastDay cites L2, but no sentence gives it\n");
}

static void
test_every_gap_is_counted(void **state)
{
	struct sample sample;

	(void)state;
	make_sample(&sample);
	memset(&sample.sentences[0].rules, 0, sizeof sample.sentences[0].rules);
	memset(&sample.sentences[1].rules, 0, sizeof sample.sentences[1].rules);
	check_gaps(&sample.ruleset, 3,
	    "t.xml:10: rule T-1 is named by no sentence and is not derived\n"
	    "t.xml:20: rule T-2 is named by no sentence and is not derived\n"
	    "t.xml:40: a sentence of L1 is checked by no rule\n");
}

static void
check_uncovered(const struct ruleset *ruleset, const char *letter, size_t count, const char *lines)
{
	struct buffer runs = {0};

	assert_int_equal(matrix_uncovered(ruleset, letter, strlen(letter), &runs), count);
	assert_string_equal(buffer_text(&runs), lines);
	buffer_clear(&runs);
}

static void
test_letter_covered(void **state)
{
	struct sample sample;

	(void)state;
	make_sample(&sample);
	check_uncovered(&sample.ruleset, "Pay it. Pay by January 21, 2008. Ask us.", 0, "");
	/* blanks, bullets and punctuation are not words */
	check_uncovered(&sample.ruleset,
	    "\xe2\x80\xa2 Pay\n  it.\n\nPay by January\xc2\xa0"
	    "21, 2008!\n -- Ask us.\n",
	    0, "");
}

static void
test_letter_not_covered(void **state)
{
	struct sample sample;

	(void)state;
	make_sample(&sample);
	check_uncovered(&sample.ruleset, "Dear all, Pay it. Pay by January 21, 2008. Then rest. Ask us. PS", 3,
	    "no sentence has: Dear all\nno sentence has: Then rest\nno sentence has: PS\n");
	check_uncovered(&sample.ruleset, "Pay it. Pay by January 22, 2008. Ask us.", 2,
	    "t.xml:41: the letter does not have this sentence of L2\n"
	    "no sentence has: Pay by January 22 2008\n");
	check_uncovered(&sample.ruleset, "Pay it. pay by January 21, 2008. Ask us.", 2,
	    "t.xml:41: the letter does not have this sentence of L2\n"
	    "no sentence has: pay by January 21 2008\n");
}

static void
test_sentence_twice_in_the_letter(void **state)
{
	struct sample sample;

	(void)state;
	make_sample(&sample);
	check_uncovered(
	    &sample.ruleset, "Pay it. Pay by January 21, 2008. Ask us. Pay it.", 1, "no sentence has: Pay it\n");
	sample.sentences[2].text = "Pay it.";
	check_uncovered(&sample.ruleset, "Pay it. Pay by January 21, 2008. Pay it.", 0, "");
}

static void
test_order_does_not_matter(void **state)
{
	struct sample sample;

	(void)state;
	make_sample(&sample);
	check_uncovered(&sample.ruleset, "Ask us. Pay by January 21, 2008. Pay it.", 0, "");
}

static void
test_empty_letter(void **state)
{
	struct sample sample;

	(void)state;
	make_sample(&sample);
	sample.ruleset.sentence_count = 0;
	check_uncovered(&sample.ruleset, "", 0, "");
	check_uncovered(&sample.ruleset, " . ", 0, "");
}

/* ---- The rulesets of the product ------------------------------------------------------- */

static struct ruleset *
read_product_ruleset(const char *path)
{
	struct ruleset *ruleset = NULL;
	struct buffer why = {0};
	enum status status = ruleset_read(path, CASELINT_SOURCE_DIR "/xsd/rules.xsd", &ruleset, &why);

	if (status != STATUS_OK)
		print_error("%s\n", buffer_text(&why));
	assert_int_equal(status, STATUS_OK);
	assert_int_equal(why.length, 0);
	buffer_clear(&why);
	return ruleset;
}

#define OHIO CASELINT_SOURCE_DIR "/rules/us-oh/fcaspl-135.xml"
#define NEW_YORK CASELINT_SOURCE_DIR "/rules/us-ny/administrative-opening.xml"

static void
test_rulesets_have_no_gap(void **state)
{
	static const char *const paths[] = {OHIO, NEW_YORK};

	(void)state;
	for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
		struct ruleset *ruleset = read_product_ruleset(paths[i]);

		check_gaps(ruleset, 0, "");
		ruleset_free(ruleset);
	}
}

static struct buffer
read_letter(const char *path)
{
	struct buffer bytes = {0};
	char chunk[4096];
	FILE *file = fopen(path, "rb");
	size_t got = 0;

	assert_non_null(file);
	while ((got = fread(chunk, 1, sizeof chunk, file)) > 0)
		buffer_append(&bytes, chunk, got);
	assert_int_equal(fclose(file), 0);
	return bytes;
}

/* `variable` of the environment gives the path of the letter's text. */
static void
check_letter(const char *variable, const char *ruleset_path)
{
	const char *path = getenv(variable);
	struct ruleset *ruleset = NULL;
	struct buffer letter = {0};
	char sha256[SHA256_HEX_BYTES];

	if (path == NULL) {
		print_message("skipped: %s does not give the path of the letter's text\n", variable);
		skip();
	}
	ruleset = read_product_ruleset(ruleset_path);
	letter = read_letter(path);
	sha256_of(buffer_text(&letter), letter.length, sha256);
	assert_string_equal(ruleset->source.sha256, sha256);
	check_uncovered(ruleset, buffer_text(&letter), 0, "");
	buffer_clear(&letter);
	ruleset_free(ruleset);
}

static void
test_ohio_leaves_nothing_out(void **state)
{
	(void)state;
	check_letter("CASELINT_LETTER_FCASPL_135", OHIO);
}

static void
test_new_york_leaves_nothing_out(void **state)
{
	(void)state;
	check_letter("CASELINT_LETTER_ADMINISTRATIVE_OPENING", NEW_YORK);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_no_gap),
	    cmocka_unit_test(test_rule_without_sentence),
	    cmocka_unit_test(test_sentence_without_rule),
	    cmocka_unit_test(test_parameter_without_sentence),
	    cmocka_unit_test(test_every_gap_is_counted),
	    cmocka_unit_test(test_letter_covered),
	    cmocka_unit_test(test_letter_not_covered),
	    cmocka_unit_test(test_sentence_twice_in_the_letter),
	    cmocka_unit_test(test_order_does_not_matter),
	    cmocka_unit_test(test_empty_letter),
	    cmocka_unit_test(test_rulesets_have_no_gap),
	    cmocka_unit_test(test_ohio_leaves_nothing_out),
	    cmocka_unit_test(test_new_york_leaves_nothing_out),
	};
	int failed = 0;

	libxml_prepare();
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	libxml_release();
	return failed;
}
