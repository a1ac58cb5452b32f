/* Tests of base/large.h: what is kept, for how much, and that a block is whole for whoever has it. */
#include "support.h"

#include <pthread.h>
#include <sched.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/large.h"
#include "base/limits.h"

#define MIB (1024U * 1024U)

static int
forget(void **state)
{
	(void)state;
	large_forget();
	return 0;
}

static void
test_a_block_comes_again(void **state)
{
	char *first = large_take(2U * MIB);

	(void)state;
	assert_int_equal((uintptr_t)first % _Alignof(max_align_t), 0);
	memset(first, 'x', 2U * MIB);
	large_give(first);
	assert_int_equal(large_kept(), 2U * MIB);
	/* For a smaller need too, and then it is still two. */
	assert_ptr_equal(large_take(MIB), first);
	assert_int_equal(large_kept(), 0);
	large_give(first);
	assert_int_equal(large_kept(), 2U * MIB);
	large_give(NULL);
}

static void
test_the_smallest_that_is_large_enough(void **state)
{
	static const unsigned sizes[] = {5, 2, 3, 4};
	char *blocks[4];

	(void)state;
	for (size_t i = 0; i < 4; i++)
		blocks[i] = large_take(sizes[i] * MIB);
	for (size_t i = 0; i < 4; i++)
		large_give(blocks[i]);
	assert_ptr_equal(large_take(3U * MIB), blocks[2]);
	assert_ptr_equal(large_take(3U * MIB), blocks[3]);
	assert_ptr_equal(large_take(MIB), blocks[1]);
	large_give(blocks[1]);
	large_give(blocks[2]);
	large_give(blocks[3]);
}

/* None is large enough: the largest grows, and the others stay. */
static void
test_growing(void **state)
{
	char *small = large_take(MIB);
	char *larger = large_take(2U * MIB);
	char *grown = NULL;

	(void)state;
	large_give(larger);
	large_give(small);
	grown = large_take(7U * MIB);
	assert_int_equal(large_kept(), MIB);
	memset(grown, 'x', 7U * MIB);
	large_give(grown);
	assert_int_equal(large_kept(), 8U * MIB);
}

static void
test_small_ones_are_not_kept(void **state)
{
	char *large = large_take(MIB);
	char *small = NULL;

	(void)state;
	large_give(large);
	small = large_take(1000);
	assert_ptr_not_equal(small, large);
	memset(small, 'x', 1000);
	large_give(small);
	large_give(large_take(0));
	assert_int_equal(large_kept(), MIB);
}

/* What is many times as large as the need waits for another. */
static void
test_a_block_that_is_too_large(void **state)
{
	char *large = large_take(8U * MIB);
	char *small = NULL;

	(void)state;
	large_give(large);
	small = large_take(MIB);
	assert_int_equal(large_kept(), 8U * MIB);
	large_give(small);
	assert_int_equal(large_kept(), 9U * MIB);
	assert_ptr_equal(large_take(2U * MIB), large);
	large_give(large);
}

/* No more blocks than a few, and no more memory than was said. */
static void
test_bounds(void **state)
{
	char *blocks[20];
	char *huge = large_take((size_t)LIMIT_KEPT_MEMORY + 1);

	(void)state;
	large_give(huge);
	assert_int_equal(large_kept(), 0);
	for (size_t i = 0; i < 20; i++)
		blocks[i] = large_take(MIB);
	for (size_t i = 0; i < 20; i++)
		large_give(blocks[i]);
	assert_int_equal(large_kept(), 8U * MIB);
	large_forget();
	assert_int_equal(large_kept(), 0);
	blocks[0] = large_take(LIMIT_KEPT_MEMORY);
	blocks[1] = large_take(MIB);
	large_give(blocks[0]);
	large_give(blocks[1]);
	assert_int_equal(large_kept(), LIMIT_KEPT_MEMORY);
}

#define ROUNDS 2000U

/* Nobody else writes into a block that is taken. */
static void *
take_and_give(void *context)
{
	char mark = *(const char *)context;
	uintptr_t wrong = 0;

	for (size_t i = 0; i < ROUNDS; i++) {
		size_t bytes = (i % 7U + 1U) * 300U * 1024U;
		volatile char *block = large_take(bytes);

		block[0] = mark;
		block[bytes / 2] = mark;
		block[bytes - 1] = mark;
		(void)sched_yield();
		wrong += block[0] != mark || block[bytes / 2] != mark || block[bytes - 1] != mark;
		large_give((void *)block);
	}
	return (void *)wrong;
}

static void
test_threads(void **state)
{
	static const char marks[] = "abcd";
	pthread_t threads[4];

	(void)state;
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, take_and_give, (void *)&marks[i]), 0);
	for (size_t i = 0; i < 4; i++) {
		void *wrong = NULL;

		assert_int_equal(pthread_join(threads[i], &wrong), 0);
		assert_null(wrong);
	}
	assert_true(large_kept() > 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_teardown(test_a_block_comes_again, forget),
	    cmocka_unit_test_teardown(test_the_smallest_that_is_large_enough, forget),
	    cmocka_unit_test_teardown(test_growing, forget),
	    cmocka_unit_test_teardown(test_small_ones_are_not_kept, forget),
	    cmocka_unit_test_teardown(test_a_block_that_is_too_large, forget),
	    cmocka_unit_test_teardown(test_bounds, forget),
	    cmocka_unit_test_teardown(test_threads, forget),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
