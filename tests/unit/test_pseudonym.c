/* Pseudonyms: what they depend on, what they do not, and their form. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "report/pseudonym.h"

static const unsigned char secret[] = "0123456789abcdef0123456789abcdef-of-a-test";

static struct pseudonyms *
with(const unsigned char *bytes, size_t length)
{
	struct pseudonyms *pseudonyms = NULL;

	assert_int_equal(pseudonyms_new(bytes, length, &pseudonyms), STATUS_OK);
	return pseudonyms;
}

static bool
same(struct text left, struct text right)
{
	return text_equal(left, right);
}

static void
test_the_same_again(void **state)
{
	struct arena arena = {0};
	struct pseudonyms *one = with(secret, sizeof secret - 1);
	struct pseudonyms *other = with(secret, sizeof secret - 1);
	struct text name = pseudonym_of(one, PSEUDONYM_RECORD, text_of("OH-25-000101"), &arena);

	(void)state;
	assert_int_equal(name.length, PSEUDONYM_DIGITS);
	assert_int_equal(strspn(name.data, "0123456789abcdef"), PSEUDONYM_DIGITS);
	assert_true(same(name, pseudonym_of(one, PSEUDONYM_RECORD, text_of("OH-25-000101"), &arena)));
	assert_true(same(name, pseudonym_of(other, PSEUDONYM_RECORD, text_of("OH-25-000101"), &arena)));
	pseudonyms_free(one);
	pseudonyms_free(other);
	arena_clear(&arena);
}

/* Keys are kept for years: another value here would part every series of reports. */
static void
test_the_same_for_ever(void **state)
{
	struct arena arena = {0};
	struct pseudonyms *pseudonyms = with(secret, sizeof secret - 1);
	struct text name = pseudonym_of(pseudonyms, PSEUDONYM_RECORD, text_of("OH-25-000101"), &arena);

	(void)state;
	assert_memory_equal(name.data, "b258b5a8a5180469", PSEUDONYM_DIGITS);
	name = pseudonym_of(pseudonyms, PSEUDONYM_FINDING, text_of("0011223344556677"), &arena);
	assert_memory_equal(name.data, "8690113aed889b41", PSEUDONYM_DIGITS);
	pseudonyms_free(pseudonyms);
	arena_clear(&arena);
}

static void
test_what_they_depend_on(void **state)
{
	struct arena arena = {0};
	struct pseudonyms *one = with(secret, sizeof secret - 1);
	struct pseudonyms *longer = with(secret, sizeof secret);
	struct text name = pseudonym_of(one, PSEUDONYM_RECORD, text_of("A-1"), &arena);

	(void)state;
	assert_false(same(name, pseudonym_of(longer, PSEUDONYM_RECORD, text_of("A-1"), &arena)));
	assert_false(same(name, pseudonym_of(one, PSEUDONYM_FINDING, text_of("A-1"), &arena)));
	assert_false(same(name, pseudonym_of(one, PSEUDONYM_RECORD, text_of("A-2"), &arena)));
	assert_false(same(name, pseudonym_of(one, PSEUDONYM_RECORD, text_of("A-1 "), &arena)));
	assert_int_equal(pseudonym_of(one, PSEUDONYM_RECORD, text_of(""), &arena).length, 0);
	pseudonyms_free(one);
	pseudonyms_free(longer);
	arena_clear(&arena);
}

static void
test_fresh_keys_differ(void **state)
{
	struct arena arena = {0};
	struct pseudonyms *one = with(NULL, 0);
	struct pseudonyms *other = with(NULL, 0);

	(void)state;
	assert_false(same(pseudonym_of(one, PSEUDONYM_RECORD, text_of("A-1"), &arena),
	    pseudonym_of(other, PSEUDONYM_RECORD, text_of("A-1"), &arena)));
	pseudonyms_free(one);
	pseudonyms_free(other);
	pseudonyms_free(NULL);
	arena_clear(&arena);
}

static void
test_short_secrets_are_refused(void **state)
{
	struct pseudonyms *pseudonyms = NULL;

	(void)state;
	assert_int_equal(pseudonyms_new(secret, PSEUDONYM_SECRET_LEAST - 1, &pseudonyms), STATUS_INVALID);
	assert_int_equal(pseudonyms_new(secret, 0, &pseudonyms), STATUS_INVALID);
	assert_null(pseudonyms);
	pseudonyms_free(with(secret, PSEUDONYM_SECRET_LEAST));
}

static void
test_digests(void **state)
{
	struct pseudonyms *pseudonyms = with(secret, sizeof secret - 1);
	char one[SHA256_HEX_BYTES];
	char other[SHA256_HEX_BYTES];

	(void)state;
	pseudonym_digest(pseudonyms, PSEUDONYM_INPUT, text_of("a"), one);
	pseudonym_digest(pseudonyms, PSEUDONYM_INPUT, text_of("b"), other);
	assert_int_equal(strlen(one), SHA256_HEX_BYTES - 1);
	assert_string_not_equal(one, other);
	pseudonyms_free(pseudonyms);
}

static void
test_wiping(void **state)
{
	unsigned char bytes[] = "a secret";
	const unsigned char nothing[sizeof bytes] = {0};

	(void)state;
	secret_wipe(bytes, sizeof bytes);
	assert_memory_equal(bytes, nothing, sizeof bytes);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_the_same_again),
	    cmocka_unit_test(test_the_same_for_ever),
	    cmocka_unit_test(test_what_they_depend_on),
	    cmocka_unit_test(test_fresh_keys_differ),
	    cmocka_unit_test(test_short_secrets_are_refused),
	    cmocka_unit_test(test_digests),
	    cmocka_unit_test(test_wiping),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
