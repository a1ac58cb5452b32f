/*
 * Tests of base/sorter.h: the order against qsort, with limits so small that
 * strings go to the file, that runs must be merged in several passes, and that a
 * string is longer than a buffer; and files that fail.
 */
#include "support.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "base/sorter.h"
#include "base/spill.h"
#include "base/thread.h"

/* The strings of a test, to be sorted by qsort too. */
struct strings {
	struct text *items;
	size_t count;
};

static uint64_t random_state;

/* xorshift: the same numbers on every run. */
static uint64_t
random_below(uint64_t limit)
{
	random_state ^= random_state << 13U;
	random_state ^= random_state >> 7U;
	random_state ^= random_state << 17U;
	return random_state % limit;
}

typedef void make_fn(struct buffer *string, size_t number);

static void
make_random_bytes(struct buffer *string, size_t number)
{
	size_t length = random_below(40);

	(void)number;
	while (length-- > 0)
		buffer_append_byte(string, (char)(unsigned char)random_below(256));
}

/* They begin alike, like ids do, and many are the same. */
static void
make_ids(struct buffer *string, size_t number)
{
	buffer_append_format(string, "case/OH-25-%06d", (int)random_below(number / 3 + 1));
}

/* Zeros, so that a string is often the beginning of another, and what stands behind an end looks like one. */
static void
make_zeros(struct buffer *string, size_t number)
{
	size_t length = random_below(50);

	(void)number;
	while (length-- > 0)
		buffer_append_byte(string, random_below(20) == 0 ? '\1' : '\0');
}

static void
make_rising(struct buffer *string, size_t number)
{
	char place[sizeof(uint64_t)];

	sorter_put_u64(place, number);
	buffer_append(string, place, sizeof place);
}

static void
make_falling(struct buffer *string, size_t number)
{
	make_rising(string, 1000000 - number);
}

/* Now and then one that is as long as may be: 1024 bytes of 4096. */
static void
make_long_ones(struct buffer *string, size_t number)
{
	size_t length = random_below(20) == 0 ? 1024 : random_below(8);

	(void)number;
	while (length-- > 0)
		buffer_append_byte(string, (char)('a' + (int)random_below(2)));
}

static int
compare(const void *left, const void *right)
{
	return text_compare(*(const struct text *)left, *(const struct text *)right);
}

static void
strings_make(struct strings *strings, size_t count, make_fn *make)
{
	struct buffer string = {0};

	random_state = UINT64_C(88172645463325252);
	strings->items = memory_zeroed(count, sizeof *strings->items);
	strings->count = count;
	for (size_t i = 0; i < count; i++) {
		buffer_reset(&string);
		make(&string, i);
		strings->items[i] = text_view(memory_copy_text(buffer_text(&string), string.length), string.length);
	}
	buffer_clear(&string);
}

static void
strings_clear(struct strings *strings)
{
	for (size_t i = 0; i < strings->count; i++)
		memory_free((void *)strings->items[i].data);
	memory_free(strings->items);
}

static struct sorter *
sorter_of(size_t memory, size_t buffer)
{
	struct sorter_limits limits = {memory, buffer, NULL};

	return sorter_new(&limits);
}

static void
add_all(struct sorter *sorter, const struct strings *strings)
{
	for (size_t i = 0; i < strings->count; i++)
		assert_int_equal(sorter_add(sorter, strings->items[i]), STATUS_OK);
}

/* Reads everything and compares it with what qsort makes of the same strings. */
static void
assert_sorted(struct sorter *sorter, const struct strings *strings)
{
	struct text *wanted = memory_zeroed(strings->count, sizeof *wanted);
	struct text string = {0};

	for (size_t i = 0; i < strings->count; i++)
		wanted[i] = strings->items[i];
	qsort(wanted, strings->count, sizeof *wanted, compare);
	assert_int_equal(sorter_start(sorter), STATUS_OK);
	for (size_t i = 0; i < strings->count; i++) {
		assert_int_equal(sorter_next(sorter, &string), STATUS_OK);
		assert_true(text_equal(string, wanted[i]));
	}
	assert_int_equal(sorter_next(sorter, &string), STATUS_END);
	assert_int_equal(sorter_next(sorter, &string), STATUS_END);
	memory_free(wanted);
}

static make_fn *const kinds[] = {make_random_bytes, make_ids, make_zeros, make_rising, make_falling, make_long_ones};

#define KINDS (sizeof kinds / sizeof kinds[0])

static void
check_kind(make_fn *make, size_t count, size_t memory, size_t buffer, struct sorter_use *ret_use)
{
	struct strings strings;
	struct sorter *sorter = sorter_of(memory, buffer);

	strings_make(&strings, count, make);
	add_all(sorter, &strings);
	assert_sorted(sorter, &strings);
	assert_sorted(sorter, &strings);
	*ret_use = *sorter_get_use(sorter);
	assert_int_equal(ret_use->strings, count);
	sorter_free(sorter);
	strings_clear(&strings);
}

static void
test_in_memory(void **state)
{
	static const size_t counts[] = {0, 1, 2, 11, 12, 13, 14, 100, 255, 256, 257, 3000};

	(void)state;
	for (size_t i = 0; i < KINDS; i++) {
		for (size_t k = 0; k < sizeof counts / sizeof counts[0]; k++) {
			struct sorter_use use;

			check_kind(kinds[i], counts[k], 4U << 20U, 4096, &use);
			assert_int_equal(use.runs, 0);
		}
	}
}

static void
test_one_merge(void **state)
{
	(void)state;
	for (size_t i = 0; i < KINDS; i++) {
		struct sorter_use use;

		check_kind(kinds[i], 3000, 32768, 1024, &use);
		assert_true(use.runs > 1);
	}
}

/* A tenth of what there is fits, and of its runs a few can be read at once. */
static void
test_several_passes(void **state)
{
	(void)state;
	for (size_t i = 0; i < KINDS; i++) {
		struct sorter_use use;

		check_kind(kinds[i], 5000, 4096, 512, &use);
		assert_true(use.runs > 10);
		assert_true(use.merges > 2);
		/* The early merges do not write everything again and again: log(runs) times at most. */
		assert_true(use.file_bytes < 8 * (use.bytes + 4 * use.strings));
	}
}

static void
test_every_count_around_a_run(void **state)
{
	(void)state;
	for (size_t count = 0; count < 120; count++) {
		struct sorter_use use;

		check_kind(make_rising, count, 960, 16, &use);
		assert_int_equal(use.runs > 0, count > 40);
	}
}

static void
test_strings_that_are_equal(void **state)
{
	struct sorter *sorter = sorter_of(4096, 64);
	struct text string = {0};
	size_t count = 0;

	(void)state;
	for (size_t i = 0; i < 5000; i++)
		assert_int_equal(sorter_add(sorter, text_of("the same string again")), STATUS_OK);
	assert_int_equal(sorter_start(sorter), STATUS_OK);
	while (sorter_next(sorter, &string) == STATUS_OK) {
		assert_true(text_equals(string, "the same string again"));
		count++;
	}
	assert_int_equal(count, 5000);
	sorter_free(sorter);
}

static void
test_adding_after_reading(void **state)
{
	static const size_t memories[] = {4096, 20480, 32768, 1U << 20U};

	(void)state;
	for (size_t i = 0; i < sizeof memories / sizeof memories[0]; i++) {
		struct sorter *sorter = sorter_of(memories[i], 256);
		struct strings strings;
		struct strings half;

		strings_make(&strings, 600, make_ids);
		half = (struct strings){strings.items, 300};
		add_all(sorter, &half);
		assert_sorted(sorter, &half);
		half = (struct strings){strings.items + 300, 300};
		add_all(sorter, &half);
		assert_sorted(sorter, &strings);
		sorter_free(sorter);
		strings_clear(&strings);
	}
}

static void
test_the_longest_string(void **state)
{
	struct sorter *sorter = sorter_of(4096, 16);
	char bytes[1025];

	(void)state;
	memset(bytes, 'x', sizeof bytes);
	assert_int_equal(sorter_longest(sorter), 1024);
	for (size_t i = 0; i < 20; i++) {
		assert_int_equal(sorter_add(sorter, text_view(bytes, 1025)), STATUS_LIMIT);
		assert_int_equal(sorter_add(sorter, text_view(bytes, 1024)), STATUS_OK);
	}
	assert_int_equal(sorter_get_use(sorter)->strings, 20);
	sorter_free(sorter);
	sorter_free(NULL);
}

static void
test_numbers_sort_like_bytes(void **state)
{
	static const uint64_t numbers[] = {0, 1, 255, 256, UINT32_MAX, (uint64_t)UINT32_MAX + 1, UINT64_MAX};
	char bytes[2][sizeof(uint64_t)];

	(void)state;
	for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
		sorter_put_u64(bytes[i % 2], numbers[i]);
		assert_int_equal(sorter_get_u64(bytes[i % 2]), numbers[i]);
		if (i > 0)
			assert_true(memcmp(bytes[(i + 1) % 2], bytes[i % 2], sizeof bytes[0]) < 0);
	}
	sorter_put_u32(bytes[0], 0x01020304U);
	assert_memory_equal(bytes[0], "\1\2\3\4", 4);
	assert_int_equal(sorter_get_u32(bytes[0]), 0x01020304U);
}

/* ---- Files that fail ------------------------------------------------------------------ */

/* The descriptor of the temporary file: the one that has lost its name. */
static int
temporary_file(void)
{
	for (int number = 3; number < 64; number++) {
		char link[64];
		char target[512];
		ssize_t length = 0;

		snprintf(link, sizeof link, "/proc/self/fd/%d", number);
		length = readlink(link, target, sizeof target - 1);
		if (length <= 0)
			continue;
		target[length] = '\0';
		if (strstr(target, "/caselint-") != NULL && strstr(target, "(deleted)") != NULL)
			return number;
	}
	fail_msg("there is no temporary file");
	return -1;
}

static void
test_the_file_is_private(void **state)
{
	struct sorter *sorter = sorter_of(1024, 64);
	struct strings strings;
	struct stat about;

	(void)state;
	strings_make(&strings, 200, make_ids);
	add_all(sorter, &strings);
	assert_int_equal(fstat(temporary_file(), &about), 0);
	assert_int_equal(about.st_mode & 07777, 0600);
	assert_int_equal(about.st_nlink, 0);
	assert_int_equal(fcntl(temporary_file(), F_GETFD) & FD_CLOEXEC, FD_CLOEXEC);
	sorter_free(sorter);
	strings_clear(&strings);
}

/* What was written and is gone, or is not what was written, is never handed out as if it were. */
static enum status
read_to_the_end(struct sorter *sorter, size_t *ret_count)
{
	struct text string = {0};
	enum status status = sorter_start(sorter);

	*ret_count = 0;
	while (status == STATUS_OK && (status = sorter_next(sorter, &string)) == STATUS_OK)
		++*ret_count;
	return status;
}

static void
test_a_file_that_was_cut(void **state)
{
	struct strings strings;

	(void)state;
	strings_make(&strings, 400, make_ids);
	for (off_t left = 0; left < 7000; left += 333) {
		struct sorter *sorter = sorter_of(2048, 64);
		size_t count = 0;

		add_all(sorter, &strings);
		assert_int_equal(sorter_start(sorter), STATUS_OK);
		assert_true(lseek(temporary_file(), 0, SEEK_END) > left);
		assert_int_equal(ftruncate(temporary_file(), left), 0);
		assert_int_equal(read_to_the_end(sorter, &count), STATUS_IO);
		assert_true(count < 400);
		assert_int_equal(sorter_add(sorter, text_of("x")), STATUS_IO);
		sorter_free(sorter);
	}
	assert_non_null(spill_failure());
	assert_non_null(strstr(spill_failure(), "temporary file in "));
	strings_clear(&strings);
}

/* Readers beside each other, each of which passes over what is not its own. */
static void
test_passing(void **state)
{
	static const size_t memories[] = {2048, 4096, 32768, 1U << 20U};
	struct strings strings;

	(void)state;
	strings_make(&strings, 1000, make_falling);
	for (size_t i = 0; i < sizeof memories / sizeof memories[0]; i++) {
		struct sorter *sorter = sorter_of(memories[i], 64);
		struct sorter_reader *readers[2];
		struct text string = {0};

		add_all(sorter, &strings);
		assert_int_equal(sorter_settle(sorter), STATUS_OK);
		for (size_t k = 0; k < 2; k++)
			assert_int_equal(sorter_reader_new(sorter, &readers[k]), STATUS_OK);
		for (uint64_t number = 999001; number <= 1000000; number += 7) {
			struct sorter_reader *reader = readers[number % 2];

			assert_int_equal(sorter_reader_pass(reader, number), STATUS_OK);
			assert_int_equal(sorter_reader_next(reader, &string), STATUS_OK);
			assert_true(sorter_get_u64(string.data) == number);
			/* What was handed out is not handed out again. */
			assert_int_equal(sorter_reader_pass(reader, number), STATUS_OK);
		}
		for (size_t k = 0; k < 2; k++) {
			assert_int_equal(sorter_reader_pass(readers[k], UINT64_MAX), STATUS_OK);
			assert_int_equal(sorter_reader_next(readers[k], &string), STATUS_END);
			sorter_reader_free(readers[k]);
		}
		sorter_free(sorter);
	}
	strings_clear(&strings);
}

/* Adds as many as make one run, and `more` behind those; returns what was written by then. */
static uint64_t
add_past_a_run(struct sorter *sorter, struct strings *strings, size_t more)
{
	uint64_t bytes = 0;

	for (size_t i = 0; i < strings->count; i++) {
		assert_int_equal(sorter_add(sorter, strings->items[i]), STATUS_OK);
		if (bytes == 0 && sorter_get_use(sorter)->runs == 1) {
			bytes = sorter_get_use(sorter)->file_bytes;
			strings->count = i + more;
		}
	}
	assert_true(bytes > 0);
	return bytes;
}

/* What fits into memory beside the buffers of a merge is not written at the end, to be read once more. */
static void
test_the_rest_stays_in_memory(void **state)
{
	/* What is behind the run: a few strings, and so many that the full block has to go for the buffer. */
	static const struct {
		size_t more;
		uint64_t runs;
	} cases[] = {{1, 1}, {20, 1}, {320, 1}, {335, 2}};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct sorter *sorter = sorter_of(16384, 256);
		struct strings strings;
		uint64_t bytes = 0;

		strings_make(&strings, 2000, make_rising);
		bytes = add_past_a_run(sorter, &strings, cases[i].more);
		assert_sorted(sorter, &strings);
		assert_int_equal(sorter_get_use(sorter)->runs, cases[i].runs);
		assert_int_equal(sorter_get_use(sorter)->file_bytes > bytes, cases[i].runs > 1);
		strings.count = 2000;
		strings_clear(&strings);
		sorter_free(sorter);
	}
}

/* Blocks so large that a thread sorts them: one in memory beside the other, and behind runs. */
static void
test_threads_that_sort(void **state)
{
	static const size_t memories[] = {3U << 20U, 8U << 20U};

	(void)state;
	for (size_t i = 0; i < sizeof memories / sizeof memories[0]; i++) {
		struct sorter_use use;

		check_kind(make_ids, 150000, memories[i], 4096, &use);
		assert_int_equal(use.runs > 0, i == 0);
		check_kind(make_falling, 200000, memories[i], 4096, &use);
		assert_int_equal(use.runs > 0, i == 0);
	}
}

/* No thread has a stack of this size, so none can be started. */
static void
without_threads(void (*test)(void **state))
{
	pthread_attr_t old;
	pthread_attr_t huge;

	assert_int_equal(pthread_getattr_default_np(&old), 0);
	assert_int_equal(pthread_attr_init(&huge), 0);
	assert_int_equal(pthread_attr_setstacksize(&huge, (size_t)1 << 47U), 0);
	assert_int_equal(pthread_setattr_default_np(&huge), 0);
	test(NULL);
	assert_int_equal(pthread_setattr_default_np(&old), 0);
	pthread_attr_destroy(&huge);
	pthread_attr_destroy(&old);
}

static void *
nothing(void *context)
{
	return context;
}

static void
refuses_a_thread(void **state)
{
	pthread_t thread;

	(void)state;
	assert_false(thread_start(&thread, nothing, NULL));
}

/* What a thread would have sorted is sorted before the next string is added. */
static void
test_threads_that_do_not_start(void **state)
{
	(void)state;
	without_threads(refuses_a_thread);
	without_threads(test_threads_that_sort);
}

/* A sorter may go while its thread is at work. */
static void
test_going_while_a_thread_sorts(void **state)
{
	struct sorter *sorter = sorter_of(3U << 20U, 4096);
	struct strings strings;

	(void)state;
	strings_make(&strings, 60000, make_ids);
	add_all(sorter, &strings);
	sorter_free(sorter);
	strings_clear(&strings);
}

/* A length that cannot be. */
static void
test_a_file_that_was_changed(void **state)
{
	struct sorter *sorter = sorter_of(2048, 64);
	struct strings strings;
	char garbage[64];
	size_t count = 0;

	(void)state;
	strings_make(&strings, 400, make_ids);
	add_all(sorter, &strings);
	assert_int_equal(sorter_start(sorter), STATUS_OK);
	memset(garbage, 0xff, sizeof garbage);
	for (off_t at = 0; at < lseek(temporary_file(), 0, SEEK_END); at += 512)
		assert_int_equal(pwrite(temporary_file(), garbage, sizeof garbage, at), sizeof garbage);
	assert_int_equal(read_to_the_end(sorter, &count), STATUS_IO);
	sorter_free(sorter);
	strings_clear(&strings);
}

/* The file may not grow over `bytes`: a full disk, as far as the sorter can see. */
static enum status
sort_with_file_of(rlim_t bytes, const struct strings *strings, size_t memory)
{
	struct sorter *sorter = sorter_of(memory, 64);
	struct rlimit before;
	struct rlimit now;
	enum status status = STATUS_OK;
	size_t count = 0;

	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	now = (struct rlimit){bytes, before.rlim_max};
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &now), 0);
	for (size_t i = 0; i < strings->count && status == STATUS_OK; i++)
		status = sorter_add(sorter, strings->items[i]);
	if (status == STATUS_OK)
		status = read_to_the_end(sorter, &count);
	if (status == STATUS_IO) {
		assert_int_equal(sorter_start(sorter), STATUS_IO);
		assert_int_equal(sorter_add(sorter, text_of("x")), STATUS_IO);
	}
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	sorter_free(sorter);
	return status;
}

static void
test_a_full_disk(void **state)
{
	struct strings strings;
	rlim_t bytes = 0;

	(void)state;
	signal(SIGXFSZ, SIG_IGN);
	strings_make(&strings, 400, make_ids);
	while (sort_with_file_of(bytes, &strings, 2048) == STATUS_IO)
		bytes += 97;
	assert_true(bytes > 7000);
	assert_true(bytes < 400000);
	strings_clear(&strings);
	signal(SIGXFSZ, SIG_DFL);
}

/* A block that a thread has sorted is refused by the disk, from its beginning or in its midst. */
static void
test_a_full_disk_behind_a_thread(void **state)
{
	static const rlim_t limits[] = {0, 300000, 1000000};
	struct strings strings;

	(void)state;
	signal(SIGXFSZ, SIG_IGN);
	strings_make(&strings, 150000, make_ids);
	for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++)
		assert_int_equal(sort_with_file_of(limits[i], &strings, 3U << 20U), STATUS_IO);
	assert_int_equal(sort_with_file_of(100U << 20U, &strings, 3U << 20U), STATUS_END);
	strings_clear(&strings);
	signal(SIGXFSZ, SIG_DFL);
}

static void
test_no_folder_for_the_file(void **state)
{
	struct sorter_limits limits = {1024, 64, "/nowhere/at/all"};
	struct sorter *sorter = sorter_new(&limits);
	struct strings strings;
	enum status status = STATUS_OK;

	(void)state;
	strings_make(&strings, 200, make_ids);
	for (size_t i = 0; i < strings.count && status == STATUS_OK; i++)
		status = sorter_add(sorter, strings.items[i]);
	assert_int_equal(status, STATUS_IO);
	assert_int_equal(sorter_start(sorter), STATUS_IO);
	assert_string_equal(spill_failure(), "temporary file in /nowhere/at/all: No such file or directory");
	sorter_free(sorter);
	strings_clear(&strings);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_no_folder_for_the_file), /* first: it is the first failure that is said */
	    cmocka_unit_test(test_in_memory),
	    cmocka_unit_test(test_one_merge),
	    cmocka_unit_test(test_several_passes),
	    cmocka_unit_test(test_every_count_around_a_run),
	    cmocka_unit_test(test_strings_that_are_equal),
	    cmocka_unit_test(test_adding_after_reading),
	    cmocka_unit_test(test_the_longest_string),
	    cmocka_unit_test(test_numbers_sort_like_bytes),
	    cmocka_unit_test(test_the_file_is_private),
	    cmocka_unit_test(test_a_file_that_was_cut),
	    cmocka_unit_test(test_a_file_that_was_changed),
	    cmocka_unit_test(test_passing),
	    cmocka_unit_test(test_the_rest_stays_in_memory),
	    cmocka_unit_test(test_threads_that_sort),
	    cmocka_unit_test(test_threads_that_do_not_start),
	    cmocka_unit_test(test_going_while_a_thread_sorts),
	    cmocka_unit_test(test_a_full_disk),
	    cmocka_unit_test(test_a_full_disk_behind_a_thread),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
