/* Digests against the examples of FIPS 180-2. */
#include "base/sha256.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

static void
check(const char *text, const char *expected)
{
	char hex[SHA256_HEX_BYTES];
	struct sha256 *hash = sha256_new();
	size_t i = 0;

	sha256_of(text, strlen(text), hex);
	assert_string_equal(hex, expected);
	for (i = 0; i < strlen(text); i++)
		sha256_add(hash, text + i, 1);
	sha256_finish(hash, hex);
	assert_string_equal(hex, expected);
}

static void
test_examples(void **state)
{
	(void)state;
	check("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	check("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	check("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
	    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

static void
test_million(void **state)
{
	char block[1000];
	char hex[SHA256_HEX_BYTES];
	struct sha256 *hash = sha256_new();
	int i = 0;

	(void)state;
	memset(block, 'a', sizeof block);
	for (i = 0; i < 1000; i++)
		sha256_add(hash, block, sizeof block);
	sha256_finish(hash, hex);
	assert_string_equal(hex, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

static void
test_without_result(void **state)
{
	struct sha256 *hash = sha256_new();

	(void)state;
	sha256_add(hash, NULL, 0);
	sha256_free(hash);
	sha256_free(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_examples),
	    cmocka_unit_test(test_million),
	    cmocka_unit_test(test_without_result),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
