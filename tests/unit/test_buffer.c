/* Growing runs of bytes. */
#include "base/buffer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

static void
test_empty(void **state)
{
	struct buffer buffer;

	(void)state;
	buffer_init(&buffer);
	assert_string_equal(buffer_text(&buffer), "");
	buffer_reset(&buffer);
	buffer_drop_front(&buffer, 3);
	buffer_append(&buffer, NULL, 0);
	assert_string_equal(buffer_text(&buffer), "");
	assert_int_equal(buffer.length, 0);
	buffer_clear(&buffer);
	buffer_clear(&buffer);
}

static void
test_append(void **state)
{
	struct buffer buffer = {0};

	(void)state;
	buffer_append_text(&buffer, "one");
	buffer_append_byte(&buffer, ' ');
	buffer_append(&buffer, "two, three", 3);
	buffer_append_format(&buffer, " %d%s", 3, "");
	assert_string_equal(buffer_text(&buffer), "one two 3");
	assert_int_equal(buffer.length, 9);
	buffer_reset(&buffer);
	assert_string_equal(buffer_text(&buffer), "");
	buffer_append_format(&buffer, "%s", "");
	assert_int_equal(buffer.length, 0);
	buffer_clear(&buffer);
}

static void
test_growth(void **state)
{
	struct buffer buffer = {0};
	size_t i = 0;

	(void)state;
	for (i = 0; i < 100000; i++) {
		buffer_append_byte(&buffer, (char)('a' + i % 26));
		assert_int_equal(buffer.data[buffer.length], '\0');
		assert_true(buffer.length < buffer.capacity);
	}
	for (i = 0; i < 100000; i++)
		assert_int_equal(buffer.data[i], 'a' + i % 26);
	buffer_append_format(&buffer, "%200000d", 1);
	assert_int_equal(buffer.length, 300000);
	buffer_clear(&buffer);
}

static void
test_reserve(void **state)
{
	struct buffer buffer = {0};
	char *room = buffer_reserve(&buffer, 1000);

	(void)state;
	memset(room, 'x', 1000);
	assert_int_equal(buffer.length, 0);
	assert_true(buffer.capacity > 1000);
	assert_ptr_equal(buffer_reserve(&buffer, 1000), room);
	buffer_clear(&buffer);
}

static void
test_drop_front(void **state)
{
	struct buffer buffer = {0};

	(void)state;
	buffer_append_text(&buffer, "abcdef");
	buffer_drop_front(&buffer, 2);
	assert_string_equal(buffer_text(&buffer), "cdef");
	buffer_drop_front(&buffer, 0);
	assert_int_equal(buffer.length, 4);
	buffer_drop_front(&buffer, 9);
	assert_string_equal(buffer_text(&buffer), "");
	buffer_clear(&buffer);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_empty),
	    cmocka_unit_test(test_append),
	    cmocka_unit_test(test_growth),
	    cmocka_unit_test(test_reserve),
	    cmocka_unit_test(test_drop_front),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
