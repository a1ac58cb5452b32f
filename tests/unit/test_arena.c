/* Memory of one lifetime. */
#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include <string.h>

static void
test_pieces(void **state)
{
	struct arena arena = {0};
	size_t i = 0;

	(void)state;
	for (i = 0; i < 5000; i++) {
		unsigned char *piece = arena_take(&arena, i % 100);

		assert_int_equal((uintptr_t)piece % 16, 0);
		assert_true(i % 100 == 0 || (piece[0] == 0 && piece[i % 100 - 1] == 0));
		memset(piece, 0xAA, i % 100);
	}
	assert_true(arena.used_bytes >= 5000 * 16);
	arena_clear(&arena);
	assert_int_equal(arena.used_bytes, 0);
}

static void
test_large(void **state)
{
	struct arena arena = {0};
	unsigned char *large = NULL;
	const char *text = NULL;

	(void)state;
	large = arena_take_array(&arena, 1000, 1000);
	assert_int_equal(large[999999], 0);
	text = arena_copy_text(&arena, "abc", 2);
	assert_string_equal(text, "ab");
	assert_string_equal(arena_copy_text(&arena, NULL, 0), "");
	arena_clear(&arena);
}

static void
test_reset(void **state)
{
	struct arena arena;
	unsigned char *piece = NULL;
	int i = 0;

	(void)state;
	arena_init(&arena);
	arena_reset(&arena);
	for (i = 0; i < 10; i++) {
		piece = arena_take(&arena, 20000);
		assert_int_equal(piece[0], 0);
		memset(piece, 0xFF, 20000);
		arena_take(&arena, 20000);
		arena_reset(&arena);
		assert_int_equal(arena.used_bytes, 0);
		assert_false(arena_owns(&arena, piece));
	}
	arena_clear(&arena);
}

static void
test_owns(void **state)
{
	struct arena arena = {0};
	char outside = 0;
	char *first = arena_take(&arena, 10);
	char *second = arena_take(&arena, 100000);

	(void)state;
	assert_true(arena_owns(&arena, first));
	assert_true(arena_owns(&arena, second + 99999));
	assert_false(arena_owns(&arena, &outside));
	assert_false(arena_owns(&arena, NULL));
	arena_clear(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_pieces),
	    cmocka_unit_test(test_large),
	    cmocka_unit_test(test_reset),
	    cmocka_unit_test(test_owns),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
