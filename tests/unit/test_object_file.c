/*
 * Shared objects as files: one of ours as it is, then with its bytes changed one by one where headers and tables lie, and
 * cut at many places. Whatever the bytes, reading ends with an answer and stays inside them: run it under a sanitizer.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "authoring/object_file.h"
#include "base/memory.h"

#define GOOD TEST_PLUGIN_DIR "/good.so"
#define HEAD_BYTES 1600U /* headers, notes, hashes and the first symbols */

static char path[] = "/tmp/caselint-object-XXXXXX";

/* Writes the bytes to the file of the test. */
static void
put_file(const char *bytes, size_t length)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, length, file), length);
	assert_int_equal(fclose(file), 0);
}

static enum status
read_file(struct object_file *object)
{
	struct buffer why = {0};
	enum status status = object_file_read(path, object, &why);

	assert_true((status == STATUS_OK) == (why.length == 0));
	buffer_clear(&why);
	return status;
}

static enum status
read_and_forget(void)
{
	struct object_file object = {0};
	enum status status = read_file(&object);

	object_file_clear(&object);
	return status;
}

static void
load_good(struct object_file *object)
{
	struct buffer why = {0};

	assert_int_equal(object_file_read(GOOD, object, &why), STATUS_OK);
	buffer_clear(&why);
}

static const struct object_symbol *
symbol_named(const struct object_file *object, const char *name)
{
	for (size_t i = 0; i < object->symbol_count; i++) {
		if (strcmp(object->symbols[i].name, name) == 0)
			return &object->symbols[i];
	}
	return NULL;
}

static void
test_good(void **state)
{
	struct object_file object = {0};
	const struct object_symbol *entry = NULL;

	(void)state;
	load_good(&object);
	entry = symbol_named(&object, "caselint_plugin_entry");
	assert_non_null(entry);
	assert_true(entry->is_defined && entry->is_object && !entry->is_import);
	assert_int_equal(entry->size, 32);
	assert_non_null(symbol_named(&object, "malloc"));
	assert_true(symbol_named(&object, "malloc")->is_import);
	assert_true(object.is_shared && object.is_for_this_machine && object.binds_now && object.has_relro);
	assert_false(object.has_text_relocations || object.has_writable_code || object.has_own_init);
	assert_int_equal(object.stack, OBJECT_STACK_PLAIN);
	assert_null(object.run_path);
	assert_true(object_file_has_text(&object, "T-01"));
	assert_false(object_file_has_text(&object, "T-0"));
	object_file_clear(&object);
}

static void
test_no_file(void **state)
{
	struct object_file object = {0};
	struct buffer why = {0};

	(void)state;
	assert_int_equal(object_file_read("/nowhere/at/all", &object, &why), STATUS_ABSENT);
	assert_non_null(strstr(buffer_text(&why), "cannot be opened"));
	buffer_reset(&why);
	assert_int_equal(object_file_read("/tmp", &object, &why), STATUS_INVALID);
	object_file_clear(&object);
	buffer_clear(&why);
}

/* Sixteen values at each byte of the headers, and every byte of the dynamic strings' neighbourhood. */
static void
test_changed_bytes(void **state)
{
	static const unsigned char values[] = {0x00, 0x01, 0x7f, 0x80, 0xfe, 0xff};
	struct object_file good = {0};
	size_t refused = 0;
	char *copy = NULL;

	(void)state;
	load_good(&good);
	copy = memory_copy_text(good.bytes.data, good.bytes.length);
	for (size_t i = 4; i < HEAD_BYTES && i < good.bytes.length; i++) {
		copy[i] = (char)values[i % sizeof values];
		put_file(copy, good.bytes.length);
		refused += read_and_forget() != STATUS_OK ? 1 : 0;
		copy[i] = good.bytes.data[i];
	}
	assert_true(refused > 0);
	memory_free(copy);
	object_file_clear(&good);
}

static void
test_cut(void **state)
{
	struct object_file good = {0};

	(void)state;
	load_good(&good);
	for (size_t length = 0; length < good.bytes.length; length += length < HEAD_BYTES ? 7 : 997) {
		put_file(good.bytes.data, length);
		if (length < HEAD_BYTES)
			assert_int_not_equal(read_and_forget(), STATUS_OK);
		else
			(void)read_and_forget();
	}
	object_file_clear(&good);
}

/* Counts and sizes as large as they go. */
static void
test_vast_numbers(void **state)
{
	struct object_file good = {0};
	char *copy = NULL;

	(void)state;
	load_good(&good);
	copy = memory_copy_text(good.bytes.data, good.bytes.length);
	for (size_t i = 16; i + 8 <= HEAD_BYTES; i += 4) {
		memset(copy + i, 0xff, 8);
		put_file(copy, good.bytes.length);
		(void)read_and_forget();
		memset(copy + i, 0x00, 8);
		put_file(copy, good.bytes.length);
		(void)read_and_forget();
		memcpy(copy + i, good.bytes.data + i, 8);
	}
	memory_free(copy);
	object_file_clear(&good);
}

static int
make_path(void **state)
{
	int descriptor = mkstemp(path);

	(void)state;
	return descriptor < 0 ? -1 : close(descriptor);
}

static int
remove_path(void **state)
{
	(void)state;
	return unlink(path);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_good),
	    cmocka_unit_test(test_no_file),
	    cmocka_unit_test(test_changed_bytes),
	    cmocka_unit_test(test_cut),
	    cmocka_unit_test(test_vast_numbers),
	};

	return cmocka_run_group_tests(tests, make_path, remove_path);
}
