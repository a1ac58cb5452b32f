/*
 * Tests of engine/facts.h: groups in order whatever order facts come in, in
 * memory and from the temporary file; keys with too many facts; bytes that are
 * no fact.
 */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "base/text.h"
#include "caselint/plugin.h"
#include "engine/facts.h"

#define PLENTY (4U * 1024U * 1024U)
#define LITTLE (64U * 1024U)

/* What was handed out, as text: "bundle/key: sequence.ordinal=data ... | ", lost ones "bundle/key! place:sequence". */
struct log {
	struct buffer text;
	uint64_t facts;
	uint64_t lost;
	uint64_t groups;
	enum status answer;
	bool quiet;
};

static enum status
take_group(void *context, const struct fact_group *group)
{
	struct log *log = context;
	struct text rest = group->stored;
	struct text key = {0};

	log->groups++;
	log->facts += group->count;
	for (size_t i = 0; i < group->count && !log->quiet; i++) {
		struct fact taken;
		const struct fact *fact = &taken;

		assert_int_equal(fact_take(&rest, &taken), STATUS_OK);
		assert_int_equal(fact->origin.bundle, group->bundle);
		key = i == 0 ? fact->key : key;
		assert_true(text_equal(fact->key, key));
		if (i == 0)
			buffer_append_format(
			    &log->text, "%d/%.*s:", (int)fact->origin.bundle, (int)fact->key.length, fact->key.data);
		buffer_append_format(&log->text, " %d.%d=%.*s", (int)fact->origin.sequence, (int)fact->origin.ordinal,
		    (int)fact->data.length, fact->data.data);
	}
	if (!log->quiet) {
		buffer_append_text(&log->text, " | ");
		assert_int_equal(rest.length, 0);
	}
	return log->answer;
}

static enum status
lose_fact(void *context, const struct fact *fact, uint64_t place)
{
	struct log *log = context;

	log->lost++;
	if (!log->quiet)
		buffer_append_format(&log->text, "%d/%.*s! %d:%d | ", (int)fact->origin.bundle, (int)fact->key.length,
		    fact->key.data, (int)place, (int)fact->origin.sequence);
	return log->answer;
}

static struct fact
fact_of(uint32_t bundle, const char *key, uint64_t sequence, uint32_t ordinal, const char *data)
{
	struct fact fact;

	memset(&fact, 0, sizeof fact);
	fact.origin.bundle = bundle;
	fact.origin.sequence = sequence;
	fact.origin.ordinal = ordinal;
	fact.key = text_of(key);
	fact.data = text_of(data);
	return fact;
}

static void
add(struct facts *facts, const struct fact *fact)
{
	struct buffer packed = {0};

	fact_pack(fact, &packed);
	assert_int_equal(facts_add(facts, text_view(packed.data, packed.length)), STATUS_OK);
	buffer_clear(&packed);
}

static void
add_new(struct facts *facts, uint32_t bundle, const char *key, uint64_t sequence, uint32_t ordinal, const char *data)
{
	struct fact fact = fact_of(bundle, key, sequence, ordinal, data);

	add(facts, &fact);
}

static void
read_all(struct facts *facts, struct log *log)
{
	buffer_clear(&log->text);
	memset(log, 0, sizeof *log);
	assert_int_equal(facts_each_group(facts, take_group, lose_fact, log), STATUS_OK);
}

static void
test_order(void **state)
{
	static const char *const wanted =
	    "0/a: 2.1=q 2.2=p 3.0=r | 0/ab: 1.0=x | 0/b: 1.0=x | 1/a: 1.0=y | -1/zz: 9.0= 12.0= | ";
	struct facts *facts = facts_new(PLENTY);
	struct log log = {0};

	(void)state;
	add_new(facts, FACTS_OF_HOST, "zz", 12, 0, "");
	add_new(facts, FACTS_OF_HOST, "alone", 1, 0, "");
	add_new(facts, FACTS_OF_HOST, "zz", 9, 0, "");
	add_new(facts, 0, "b", 1, 0, "x");
	add_new(facts, 1, "a", 1, 0, "y");
	add_new(facts, 0, "a", 3, 0, "r");
	add_new(facts, 0, "a", 2, 2, "p");
	add_new(facts, 0, "ab", 1, 0, "x");
	add_new(facts, 0, "a", 2, 1, "q");
	read_all(facts, &log);
	assert_string_equal(log.text.data, wanted);
	read_all(facts, &log);
	assert_string_equal(log.text.data, wanted);
	buffer_clear(&log.text);
	facts_free(facts);
}

static void
assert_same(const struct fact *fact, const struct fact *wanted)
{
	assert_memory_equal(&fact->origin, &wanted->origin, sizeof wanted->origin);
	assert_true(text_equal(fact->record_id, wanted->record_id));
	assert_true(text_equal(fact->group, wanted->group));
	assert_true(text_equal(fact->key, wanted->key));
	assert_true(text_equal(fact->data, wanted->data));
	assert_false(fact->too_large);
}

static enum status
compare_origin(void *context, const struct fact_group *group)
{
	struct text rest = group->stored;
	struct fact fact;

	assert_int_equal(group->count, 1);
	assert_int_equal(fact_take(&rest, &fact), STATUS_OK);
	assert_same(&fact, context);
	assert_int_equal(fact_take(&rest, &fact), STATUS_INVALID);
	return STATUS_OK;
}

static void
assert_comes_back(const struct fact *fact)
{
	struct facts *facts = facts_new(PLENTY);
	struct fact back;
	struct buffer packed = {0};

	fact_pack(fact, &packed);
	assert_int_equal(fact_unpack(text_view(packed.data, packed.length), &back), STATUS_OK);
	assert_same(&back, fact);
	buffer_clear(&packed);
	add(facts, fact);
	assert_int_equal(facts_each_group(facts, compare_origin, lose_fact, (void *)fact), STATUS_OK);
	facts_free(facts);
}

static void
test_everything_of_a_fact(void **state)
{
	struct fact fact = fact_of(3, "key", 7, 4, "data");

	(void)state;
	fact.record_id = text_of("OH-25-000101");
	fact.group = text_of("25");
	assert_comes_back(&fact);
	fact.origin = (struct fact_origin){UINT64_MAX, UINT64_MAX, UINT32_MAX, UINT32_MAX - 1, UINT32_MAX, UINT32_MAX,
	    UINT32_MAX, CASELINT_ABSENT, CASELINT_BAD, UINT32_MAX};
	assert_comes_back(&fact);
	fact.origin.as_of = INT32_MAX;
	fact.origin.exported_on = -1;
	fact.data = text_view("", 0);
	assert_comes_back(&fact);
}

/* The host's fact has its key for a record id. */
static void
test_fact_of_the_host(void **state)
{
	struct fact fact = fact_of(FACTS_OF_HOST, "OH-1", 7, 0, "");

	(void)state;
	fact.record_id = fact.key;
	assert_comes_back(&fact);
}

/* A key is any bytes: zeros in it neither end it nor change its place. */
static void
test_keys_with_zeros(void **state)
{
	static const struct text keys[] = {{"\0", 1}, {"\0\0", 2}, {"\0\0\377", 3}, {"\0\377", 2}, {"a", 1}, {"a\0", 2},
	    {"a\0\0", 3}, {"a\0\1", 3}, {"a\0\377", 3}, {"a\1", 2}, {"a\377", 2}, {"b", 1}};
	size_t count = sizeof keys / sizeof keys[0];
	struct facts *facts = facts_new(PLENTY);
	struct log log = {0};
	struct buffer wanted = {0};

	(void)state;
	for (size_t i = count; i > 0; i--) {
		struct fact fact = fact_of(0, "", i - 1, 0, "");

		fact.key = keys[i - 1];
		add(facts, &fact);
		assert_comes_back(&fact);
	}
	for (size_t i = 0; i < count; i++)
		buffer_append_format(&wanted, "0/%.*s: %d.0= | ", (int)keys[i].length, keys[i].data, (int)i);
	read_all(facts, &log);
	assert_int_equal(log.text.length, wanted.length);
	assert_memory_equal(log.text.data, wanted.data, wanted.length);
	buffer_clear(&wanted);
	buffer_clear(&log.text);
	facts_free(facts);
}

/* The same facts in another order and with little memory give the same bytes. */
static void
test_from_the_file(void **state)
{
	struct facts *plenty = facts_new(PLENTY);
	struct facts *little = facts_new(LITTLE);
	struct log wanted = {0};
	struct log log = {0};
	char key[32];

	(void)state;
	for (uint32_t i = 0; i < 20000; i++) {
		uint32_t number = i * 7919U % 20000U;

		snprintf(key, sizeof key, "case/%u", number % 6000U);
		add_new(plenty, number % 3, key, number, 0, "some data of a fact");
		snprintf(key, sizeof key, "case/%u", i % 6000U);
		add_new(little, i % 3, key, i, 0, "some data of a fact");
		snprintf(key, sizeof key, "OH-%u", i % 9000U);
		add_new(plenty, FACTS_OF_HOST, key, i, 0, "");
		add_new(little, FACTS_OF_HOST, key, i, 0, "");
	}
	read_all(plenty, &wanted);
	read_all(little, &log);
	assert_int_equal(log.facts, 40000);
	assert_int_equal(log.groups, 6000 + 9000);
	assert_string_equal(log.text.data, wanted.text.data);
	buffer_clear(&log.text);
	buffer_clear(&wanted.text);
	facts_free(plenty);
	facts_free(little);
}

/* Ids are many, and nearly all of them are there once: those are not handed out. */
static void
test_ids(void **state)
{
	static const size_t memories[] = {PLENTY, LITTLE};
	char id[32];

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct facts *facts = facts_new(memories[i]);
		struct log log = {0};

		for (uint32_t k = 0; k < 20000; k++) {
			snprintf(id, sizeof id, "OH-%u", k * 7919U % 20000U);
			add_new(facts, FACTS_OF_HOST, id, k, 0, "");
		}
		add_new(facts, 0, "b", 1, 0, "x");
		read_all(facts, &log);
		assert_string_equal(log.text.data, "0/b: 1.0=x | ");
		add_new(facts, FACTS_OF_HOST, "OH-19999", 20000, 0, "");
		add_new(facts, FACTS_OF_HOST, "OH-0", 20001, 0, "");
		for (int round = 0; round < 2; round++) {
			read_all(facts, &log);
			assert_string_equal(
			    log.text.data, "0/b: 1.0=x | -1/OH-0: 0.0= 20001.0= | -1/OH-19999: 2321.0= 20000.0= | ");
		}
		buffer_clear(&log.text);
		facts_free(facts);
	}
}

/* ---- Keys with too many facts --------------------------------------------------------- */

static void
add_many(struct facts *facts, const char *key, uint32_t count, const char *data)
{
	for (uint32_t i = 0; i < count; i++)
		add_new(facts, 0, key, i, 0, data);
}

static void
test_as_many_as_may_be(void **state)
{
	struct facts *facts = facts_new(PLENTY);
	struct log log = {.quiet = true};

	(void)state;
	add_many(facts, "k", LIMIT_KEY_FACTS, "d");
	read_all(facts, &log);
	assert_int_equal(log.groups, 1);
	assert_int_equal(log.facts, LIMIT_KEY_FACTS);
	assert_int_equal(log.lost, 0);
	buffer_clear(&log.text);
	facts_free(facts);
}

/* None of them is handed over as a group; each is named once, in order; the keys around it are as ever. */
static void
test_one_too_many(void **state)
{
	static const size_t memories[] = {PLENTY, LITTLE};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct facts *facts = facts_new(memories[i]);
		struct log log = {0};
		const char *end = NULL;

		add_new(facts, 0, "l", 7, 0, "after");
		add_many(facts, "k", LIMIT_KEY_FACTS + 2, "d");
		add_new(facts, 0, "j", 6, 0, "before");
		read_all(facts, &log);
		assert_int_equal(log.groups, 2);
		assert_int_equal(log.lost, LIMIT_KEY_FACTS + 2);
		assert_int_equal(strncmp(log.text.data, "0/j: 6.0=before | 0/k! 0:0 | 0/k! 1:1 | ", 40), 0);
		end = strstr(log.text.data, "0/k! 4097:4097 | ");
		assert_non_null(end);
		assert_string_equal(end, "0/k! 4097:4097 | 0/l: 7.0=after | ");
		buffer_clear(&log.text);
		facts_free(facts);
	}
}

static void
test_too_many_bytes(void **state)
{
	struct facts *facts = facts_new(LIMIT_FACT_MEMORY);
	struct log log = {0};
	char *data = memory_zeroed(300001, 1);

	(void)state;
	memset(data, 'd', 300000);
	add_many(facts, "j", 3, data);
	add_many(facts, "k", 4, data);
	read_all(facts, &log);
	assert_int_equal(log.groups, 1);
	assert_int_equal(log.facts, 3);
	assert_int_equal(log.lost, 4);
	buffer_clear(&log.text);
	memory_free(data);
	facts_free(facts);
}

/* A single fact that is too large is dropped where it is packed, and its key is lost as a whole. */
static void
test_a_fact_that_is_too_large(void **state)
{
	struct facts *facts = facts_new(LIMIT_FACT_MEMORY);
	struct log log = {0};
	char *data = memory_zeroed(LIMIT_KEY_FACT_BYTES + 2, 1);

	(void)state;
	memset(data, 'd', LIMIT_KEY_FACT_BYTES + 1);
	add_new(facts, 0, "k", 1, 0, "small");
	add_new(facts, 0, "k", 2, 0, data);
	add_new(facts, 0, "l", 3, 0, "other");
	read_all(facts, &log);
	assert_string_equal(log.text.data, "0/k! 0:1 | 0/k! 1:2 | 0/l: 3.0=other | ");
	buffer_clear(&log.text);
	memory_free(data);
	facts_free(facts);
}

/* ---- What can go wrong ------------------------------------------------------------------ */

static void
test_an_answer_stops(void **state)
{
	struct facts *facts = facts_new(PLENTY);
	struct log log = {.answer = STATUS_IO};

	(void)state;
	add_new(facts, 0, "a", 1, 0, "x");
	add_new(facts, 0, "b", 2, 0, "x");
	assert_int_equal(facts_each_group(facts, take_group, lose_fact, &log), STATUS_IO);
	assert_int_equal(log.groups, 1);
	add_many(facts, "A", LIMIT_KEY_FACTS + 1, "d");
	assert_int_equal(facts_each_group(facts, take_group, lose_fact, &log), STATUS_IO);
	assert_int_equal(log.lost, 1);
	buffer_clear(&log.text);
	facts_free(facts);
}

/* Every beginning of a fact is refused or is a fact with less data; nothing is read beyond it. */
static void
test_bytes_that_are_no_fact(void **state)
{
	struct facts *facts = facts_new(PLENTY);
	struct fact fact = fact_of(1, "key", 300, 2, "data");
	struct buffer packed = {0};
	size_t least = 0;

	(void)state;
	fact.record_id = text_of("id");
	fact.group = text_of("group");
	fact_pack(&fact, &packed);
	least = packed.length - fact.data.length;
	for (size_t length = 0; length <= packed.length; length++) {
		char *copy = memory_copy_text(packed.data, length);

		copy = memory_resize(copy, length, 1);
		assert_int_equal(
		    facts_add(facts, text_view(copy, length)), length < least ? STATUS_INVALID : STATUS_OK);
		memory_free(copy);
	}
	packed.data[5] = '\0'; /* in the key, and no escape behind it */
	packed.data[6] = 'x';
	assert_int_equal(facts_add(facts, text_view(packed.data, packed.length)), STATUS_INVALID);
	buffer_clear(&packed);
	facts_free(facts);
}

static void
test_no_facts(void **state)
{
	struct facts *facts = facts_new(PLENTY);
	struct log log = {0};

	(void)state;
	read_all(facts, &log);
	assert_int_equal(log.groups, 0);
	facts_free(facts);
	facts_free(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_order),
	    cmocka_unit_test(test_everything_of_a_fact),
	    cmocka_unit_test(test_fact_of_the_host),
	    cmocka_unit_test(test_keys_with_zeros),
	    cmocka_unit_test(test_from_the_file),
	    cmocka_unit_test(test_ids),
	    cmocka_unit_test(test_as_many_as_may_be),
	    cmocka_unit_test(test_one_too_many),
	    cmocka_unit_test(test_too_many_bytes),
	    cmocka_unit_test(test_a_fact_that_is_too_large),
	    cmocka_unit_test(test_an_answer_stops),
	    cmocka_unit_test(test_bytes_that_are_no_fact),
	    cmocka_unit_test(test_no_facts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
