/* The texts of rulesets by number, and results packed with them. */
#include "report_support.h"

#include <stdio.h>
#include <string.h>

#include "report/lexicon.h"

#define MANY 3000U

static char label[] = "January underpayment";
static char same[] = "January underpayment";
static char cite[] = "L13";

static const struct ruleset_step steps[] = {
    {.id = "D", .label = label, .formula = "D = N - O", .cite = cite},
    {.id = "F", .label = "February amount", .formula = "", .cite = cite},
};
static const struct ruleset_message messages[] = {{.template_text = "It is {observed}."}};
static const struct ruleset_rule rules[] = {
    {.id = "OH-LIV-03", .cite = "L19", .remedy = "Correct it.", .messages = messages, .message_count = 1}};
static const struct ruleset_amount amounts[] = {{.kind = "underpayment", .title = label, .cite = cite}};
static const struct ruleset_parameter parameters[] = {{.name = "ceiling", .value = "300.00", .cite = "L23"}};

static struct ruleset
small_ruleset(void)
{
	return (struct ruleset){.steps = steps,
	    .step_count = 2,
	    .rules = rules,
	    .rule_count = 1,
	    .amounts = amounts,
	    .amount_count = 1,
	    .parameters = parameters,
	    .parameter_count = 1};
}

static void
assert_known(const struct lexicon *lexicon, const char *string)
{
	uint32_t number = lexicon_number(lexicon, text_of(string));

	assert_true(number < lexicon_count(lexicon));
	assert_ptr_equal(lexicon_text(lexicon, number).data, string);
	assert_int_equal(lexicon_text(lexicon, number).length, strlen(string));
}

static void
test_numbers(void **state)
{
	struct lexicon *lexicon = lexicon_new();
	const struct ruleset ruleset = small_ruleset();
	uint32_t count = 0;

	(void)state;
	assert_int_equal(lexicon_number(lexicon, text_of(label)), LEXICON_NONE);
	lexicon_add(lexicon, &ruleset);
	count = lexicon_count(lexicon);
	/* A second time nothing is new; an empty text has no number. */
	lexicon_add(lexicon, &ruleset);
	assert_int_equal(lexicon_count(lexicon), count);
	assert_known(lexicon, label);
	assert_known(lexicon, cite);
	assert_known(lexicon, rules[0].remedy);
	assert_known(lexicon, amounts[0].title);
	assert_known(lexicon, parameters[0].value);
	assert_int_equal(lexicon_number(lexicon, text_of("")), LEXICON_NONE);
	assert_int_equal(lexicon_step_count(lexicon), 2);
	lexicon_free(lexicon);
}

static void
test_steps(void **state)
{
	static const struct ruleset_step others[] = {{.id = "M", .label = "Match", .formula = "M = 2D", .cite = cite}};
	const struct ruleset first = small_ruleset();
	const struct ruleset second = {.steps = others, .step_count = 1};
	struct lexicon *lexicon = lexicon_new();

	(void)state;
	lexicon_add(lexicon, &first);
	assert_int_equal(lexicon_step_number(lexicon, others), LEXICON_NONE);
	lexicon_add(lexicon, &second);
	assert_int_equal(lexicon_step_count(lexicon), 3);
	assert_int_equal(lexicon_step_number(lexicon, &steps[1]), 1);
	assert_int_equal(lexicon_step_number(lexicon, &others[0]), 2);
	assert_ptr_equal(lexicon_step(lexicon, 2)->step, &others[0]);
	assert_true(text_equals(lexicon_step(lexicon, 2)->formula, "M = 2D"));
	assert_int_equal(lexicon_step_number(lexicon, NULL), LEXICON_NONE);
	assert_int_equal(lexicon_step_number(NULL, steps), LEXICON_NONE);
	assert_int_equal(lexicon_step_count(NULL), 0);
	lexicon_free(lexicon);
}

static void
test_only_the_same_text_has_its_number(void **state)
{
	struct lexicon *lexicon = lexicon_new();
	const struct ruleset ruleset = small_ruleset();

	(void)state;
	lexicon_add(lexicon, &ruleset);
	assert_int_equal(lexicon_number(lexicon, text_of(same)), LEXICON_NONE);
	assert_int_equal(lexicon_number(lexicon, text_view(label, 7)), LEXICON_NONE);
	assert_int_equal(lexicon_number(lexicon, text_of(label + 1)), LEXICON_NONE);
	assert_int_equal(lexicon_number(NULL, text_of(label)), LEXICON_NONE);
	assert_int_equal(lexicon_count(NULL), 0);
	lexicon_free(lexicon);
}

static void
test_many(void **state)
{
	static char ids[MANY][8];
	static struct ruleset_parameter many[MANY];
	struct ruleset ruleset = {.parameters = many, .parameter_count = MANY};
	struct lexicon *lexicon = lexicon_new();

	(void)state;
	for (unsigned i = 0; i < MANY; i++) {
		snprintf(ids[i], sizeof ids[i], "S%u", i);
		many[i].value = ids[i];
		many[i].cite = "";
	}
	lexicon_add(lexicon, &ruleset);
	assert_int_equal(lexicon_count(lexicon), MANY);
	for (unsigned i = 0; i < MANY; i++)
		assert_known(lexicon, ids[i]);
	lexicon_free(lexicon);
}

/* The texts of a step come back whether both sides know the ruleset or neither does. */
static void
assert_step_comes_back(struct sample *sample, const struct lexicon *lexicon, const struct ruleset_step *wanted)
{
	struct result_step step = {.declared = &steps[0], .value = {.kind = CASELINT_MONEY, .number = 5000}};
	struct result_record *record = sample_failing(sample);
	struct result_record back;
	struct buffer packed = {0};
	size_t used = 0;

	sample_amounts(record)[0].steps = &step;
	sample_amounts(record)[0].step_count = 1;
	result_pack(record, lexicon, &packed);
	assert_int_equal(
	    result_unpack(text_view(packed.data, packed.length), lexicon, &sample->arena, &back, &used), STATUS_OK);
	assert_int_equal(back.amounts[0].step_count, 1);
	assert_ptr_equal(back.amounts[0].steps[0].declared, wanted);
	assert_true(text_equals(back.amounts[0].steps[0].id, "D"));
	assert_true(text_equals(back.amounts[0].steps[0].label, label));
	assert_true(text_equals(back.amounts[0].steps[0].formula, "D = N - O"));
	assert_true(text_equals(back.amounts[0].steps[0].cite, "L13"));
	assert_int_equal(back.amounts[0].steps[0].value.number, 5000);
	buffer_clear(&packed);
}

static void
test_steps_of_results(void **state)
{
	const struct ruleset ruleset = small_ruleset();
	struct lexicon *lexicon = lexicon_new();
	struct sample sample;

	(void)state;
	sample_start(&sample);
	assert_step_comes_back(&sample, NULL, NULL);
	assert_step_comes_back(&sample, lexicon, NULL);
	lexicon_add(lexicon, &ruleset);
	assert_step_comes_back(&sample, lexicon, &steps[0]);
	lexicon_free(lexicon);
	sample_clear(&sample);
}

static void
test_results_with_numbers(void **state)
{
	struct sample sample;
	struct lexicon *lexicon = lexicon_new();
	const struct ruleset ruleset = small_ruleset();
	struct result_record *record = NULL;
	struct result_record back;
	struct buffer plain = {0};
	struct buffer packed = {0};
	size_t used = 0;

	(void)state;
	sample_start(&sample);
	lexicon_add(lexicon, &ruleset);
	record = sample_failing(&sample);
	sample_findings(record)[0].remedy = text_of(rules[0].remedy);
	sample_amounts(record)[0].title = text_of(label);
	sample_amounts(record)[1].title = text_of(same);
	result_pack(record, NULL, &plain);
	result_pack(record, lexicon, &packed);
	assert_true(packed.length < plain.length);
	assert_int_equal(
	    result_unpack(text_view(packed.data, packed.length), lexicon, &sample.arena, &back, &used), STATUS_OK);
	assert_int_equal(used, packed.length);
	assert_ptr_equal(back.findings[0].remedy.data, rules[0].remedy);
	assert_ptr_equal(back.amounts[0].title.data, label);
	assert_true(text_equals(back.amounts[1].title, label));
	assert_true(text_equal(back.findings[0].message, record->findings[0].message));
	/* A number that the reader's rulesets do not have. */
	assert_int_equal(
	    result_unpack(text_view(packed.data, packed.length), NULL, &sample.arena, &back, &used), STATUS_INVALID);
	buffer_clear(&plain);
	buffer_clear(&packed);
	lexicon_free(lexicon);
	sample_clear(&sample);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_numbers),
	    cmocka_unit_test(test_only_the_same_text_has_its_number),
	    cmocka_unit_test(test_many),
	    cmocka_unit_test(test_steps),
	    cmocka_unit_test(test_steps_of_results),
	    cmocka_unit_test(test_results_with_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
