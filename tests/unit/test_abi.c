/*
 * The layout of the contract with plugins, as version 1.0 has it, written down once
 * more and compared when this is compiled: a plugin that was built with 1.0 rests on
 * every number here. A later minor appends lines for what it appends; no line is ever
 * changed or taken out within major version 1.
 */
#include "support.h"

#include <stdlib.h>

#include <caselint/plugin.h>

#define VALUE(name, number) _Static_assert((name) == (number), #name " has another value than before")

/* Sizes and places hold wherever pointers have eight bytes and int64_t is aligned to them: x86-64, arm64, riscv64. */
#if UINTPTR_MAX == UINT64_MAX
struct alignment {
	char byte;
	int64_t number;
};
_Static_assert(
    offsetof(struct alignment, number) == 8, "int64_t is aligned otherwise; the layout is not that of x86-64");

/* A struct that never changes. */
#define FROZEN(type, bytes) _Static_assert(sizeof(struct type) == (bytes), #type " has another size than before")
/* A struct that says its size, or whose array says its stride: it may grow at its end. */
#define GROWING(type, bytes) _Static_assert(sizeof(struct type) >= (bytes), #type " has become smaller")
#define MEMBER(type, member, place, bytes)                                                                      \
	_Static_assert(                                                                                         \
	    offsetof(struct type, member) == (place) && sizeof(((const struct type *)NULL)->member) == (bytes), \
	    #type "." #member " has moved, or has another size than before")
#else
#define FROZEN(type, bytes) _Static_assert(sizeof(struct type) > 0, "")
#define GROWING(type, bytes) _Static_assert(sizeof(struct type) > 0, "")
#define MEMBER(type, member, place, bytes) _Static_assert(sizeof(((const struct type *)NULL)->member) > 0, "")
#endif

/* ---- Structs, in the order of the header ----------------------------------------- */

FROZEN(caselint_array, 16);
MEMBER(caselint_array, items, 0, 8);
MEMBER(caselint_array, count, 8, 4);
MEMBER(caselint_array, stride, 12, 4);

FROZEN(caselint_text, 16);
MEMBER(caselint_text, data, 0, 8);
MEMBER(caselint_text, length, 8, 4);
MEMBER(caselint_text, state, 12, 4);

FROZEN(caselint_list, 16);
MEMBER(caselint_list, items, 0, 8);
MEMBER(caselint_list, count, 8, 4);
MEMBER(caselint_list, state, 12, 4);

GROWING(caselint_field, 32);
MEMBER(caselint_field, path, 0, 8);
MEMBER(caselint_field, record, 8, 8);
MEMBER(caselint_field, kind, 16, 4);
MEMBER(caselint_field, offset, 20, 4);
MEMBER(caselint_field, flags, 24, 4);
MEMBER(caselint_field, reserved, 28, 4);

FROZEN(caselint_table, 48);
MEMBER(caselint_table, element, 0, 8);
MEMBER(caselint_table, fields, 8, 16);
MEMBER(caselint_table, ignored, 24, 16);
MEMBER(caselint_table, struct_size, 40, 4);
MEMBER(caselint_table, reserved, 44, 4);

FROZEN(caselint_ref, 16);
MEMBER(caselint_ref, in, 0, 8);
MEMBER(caselint_ref, member, 8, 4);
MEMBER(caselint_ref, reserved, 12, 4);

FROZEN(caselint_value, 40);
MEMBER(caselint_value, kind, 0, 4);
MEMBER(caselint_value, length, 4, 4);
MEMBER(caselint_value, number, 8, 8);
MEMBER(caselint_value, text, 16, 8);
MEMBER(caselint_value, from, 24, 16);

GROWING(caselint_named_value, 48);
MEMBER(caselint_named_value, name, 0, 8);
MEMBER(caselint_named_value, value, 8, 40);

GROWING(caselint_finding, 144);
MEMBER(caselint_finding, size, 0, 4);
MEMBER(caselint_finding, outcome, 4, 4);
MEMBER(caselint_finding, rule, 8, 8);
MEMBER(caselint_finding, variant, 16, 8);
MEMBER(caselint_finding, place, 24, 16);
MEMBER(caselint_finding, observed, 40, 40);
MEMBER(caselint_finding, expected, 80, 40);
MEMBER(caselint_finding, due, 120, 4);
MEMBER(caselint_finding, reserved, 124, 4);
MEMBER(caselint_finding, values, 128, 16);

GROWING(caselint_step, 64);
MEMBER(caselint_step, id, 0, 8);
MEMBER(caselint_step, value, 8, 40);
MEMBER(caselint_step, inputs, 48, 16);

GROWING(caselint_amount, 160);
MEMBER(caselint_amount, size, 0, 4);
MEMBER(caselint_amount, state, 4, 4);
MEMBER(caselint_amount, kind, 8, 8);
MEMBER(caselint_amount, value, 16, 8);
MEMBER(caselint_amount, month, 24, 4);
MEMBER(caselint_amount, from, 28, 4);
MEMBER(caselint_amount, to, 32, 4);
MEMBER(caselint_amount, due, 36, 4);
MEMBER(caselint_amount, place, 40, 16);
MEMBER(caselint_amount, recorded, 56, 40);
MEMBER(caselint_amount, steps, 96, 16);
MEMBER(caselint_amount, flags, 112, 4);
MEMBER(caselint_amount, reserved, 116, 4);
MEMBER(caselint_amount, subject, 120, 40);

GROWING(caselint_row, 32);
MEMBER(caselint_row, size, 0, 4);
MEMBER(caselint_row, reserved, 4, 4);
MEMBER(caselint_row, worksheet, 8, 8);
MEMBER(caselint_row, cells, 16, 16);

GROWING(caselint_fact, 32);
MEMBER(caselint_fact, size, 0, 4);
MEMBER(caselint_fact, table, 4, 4);
MEMBER(caselint_fact, key, 8, 8);
MEMBER(caselint_fact, key_length, 16, 4);
MEMBER(caselint_fact, reserved, 20, 4);
MEMBER(caselint_fact, data, 24, 8);

GROWING(caselint_services, 64);
MEMBER(caselint_services, size, 0, 4);
MEMBER(caselint_services, reserved, 4, 4);
MEMBER(caselint_services, finding, 8, 8);
MEMBER(caselint_services, outcome, 16, 8);
MEMBER(caselint_services, amount, 24, 8);
MEMBER(caselint_services, row, 32, 8);
MEMBER(caselint_services, fact, 40, 8);
MEMBER(caselint_services, scratch, 48, 8);
MEMBER(caselint_services, same_text, 56, 8);

GROWING(caselint_eval, 64);
MEMBER(caselint_eval, size, 0, 4);
MEMBER(caselint_eval, record_type, 4, 4);
MEMBER(caselint_eval, services, 8, 8);
MEMBER(caselint_eval, host, 16, 8);
MEMBER(caselint_eval, instance, 24, 8);
MEMBER(caselint_eval, record, 32, 8);
MEMBER(caselint_eval, parameters, 40, 8);
MEMBER(caselint_eval, prepared, 48, 8);
MEMBER(caselint_eval, as_of, 56, 4);
MEMBER(caselint_eval, exported_on, 60, 4);

GROWING(caselint_known_fact, 24);
MEMBER(caselint_known_fact, eval, 0, 8);
MEMBER(caselint_known_fact, data, 8, 8);
MEMBER(caselint_known_fact, table, 16, 4);
MEMBER(caselint_known_fact, reserved, 20, 4);

GROWING(caselint_group, 40);
MEMBER(caselint_group, size, 0, 4);
MEMBER(caselint_group, key_length, 4, 4);
MEMBER(caselint_group, key, 8, 8);
MEMBER(caselint_group, facts, 16, 16);
MEMBER(caselint_group, incomplete, 32, 4);
MEMBER(caselint_group, round, 36, 4);

GROWING(caselint_rule, 32);
MEMBER(caselint_rule, id, 0, 8);
MEMBER(caselint_rule, check, 8, 8);
MEMBER(caselint_rule, data, 16, 8);
MEMBER(caselint_rule, record_type, 24, 4);
MEMBER(caselint_rule, reserved, 28, 4);

GROWING(caselint_plugin, 168);
MEMBER(caselint_plugin, size, 0, 4);
MEMBER(caselint_plugin, reserved, 4, 4);
MEMBER(caselint_plugin, id, 8, 8);
MEMBER(caselint_plugin, jurisdiction, 16, 8);
MEMBER(caselint_plugin, title, 24, 8);
MEMBER(caselint_plugin, version, 32, 8);
MEMBER(caselint_plugin, record_namespace, 40, 8);
MEMBER(caselint_plugin, schema, 48, 8);
MEMBER(caselint_plugin, records, 56, 16);
MEMBER(caselint_plugin, rules, 72, 16);
MEMBER(caselint_plugin, facts, 88, 16);
MEMBER(caselint_plugin, parameters, 104, 8);
MEMBER(caselint_plugin, create, 112, 8);
MEMBER(caselint_plugin, destroy, 120, 8);
MEMBER(caselint_plugin, applies, 128, 8);
MEMBER(caselint_plugin, prepare, 136, 8);
MEMBER(caselint_plugin, compute, 144, 8);
MEMBER(caselint_plugin, collect, 152, 8);
MEMBER(caselint_plugin, reconcile, 160, 8);

GROWING(caselint_entry, 32);
MEMBER(caselint_entry, magic, 0, 4);
MEMBER(caselint_entry, size, 4, 4);
MEMBER(caselint_entry, abi_major, 8, 4);
MEMBER(caselint_entry, abi_minor, 12, 4);
MEMBER(caselint_entry, needs_minor, 16, 4);
MEMBER(caselint_entry, reserved, 20, 4);
MEMBER(caselint_entry, plugin, 24, 8);

/* ---- Numbers --------------------------------------------------------------------- */

VALUE(CASELINT_TEXT, 1);
VALUE(CASELINT_CODE, 2);
VALUE(CASELINT_ID, 3);
VALUE(CASELINT_MONEY, 4);
VALUE(CASELINT_DATE, 5);
VALUE(CASELINT_MONTH, 6);
VALUE(CASELINT_TIME, 7);
VALUE(CASELINT_BOOLEAN, 8);
VALUE(CASELINT_COUNT, 9);
VALUE(CASELINT_PRESENCE, 10);
VALUE(CASELINT_RECORD, 11);
VALUE(CASELINT_LIST, 12);
VALUE(CASELINT_PLACE, 13);

VALUE(CASELINT_ERROR, 1);
VALUE(CASELINT_FAIL, 2);
VALUE(CASELINT_UNKNOWN, 3);
VALUE(CASELINT_PENDING, 4);
VALUE(CASELINT_MANUAL, 5);
VALUE(CASELINT_PASS, 6);
VALUE(CASELINT_NOTAPPLICABLE, 7);

VALUE(CASELINT_RECORDED, 1);
VALUE(CASELINT_DIFFERS, 2);
VALUE(CASELINT_DUE, 3);
VALUE(CASELINT_OVERDUE, 4);
VALUE(CASELINT_COMPUTED, 5);
VALUE(CASELINT_MANUAL_AMOUNT, 6);

VALUE(CASELINT_MAGIC, 1668051049);
VALUE(CASELINT_ABI_MAJOR, 1);
VALUE(CASELINT_ABSENT, INT32_MIN);
VALUE(CASELINT_BAD, (INT32_MIN + 1));
VALUE(CASELINT_ABSENT_MONEY, INT64_MIN);
VALUE(CASELINT_BAD_MONEY, (INT64_MIN + 1));
VALUE(CASELINT_PRESENT, 1);
VALUE(CASELINT_PRIVATE, 1);
VALUE(CASELINT_REQUIRED, 2);
VALUE(CASELINT_RECORD_ID, 4);
VALUE(CASELINT_GROUP, 8);
VALUE(CASELINT_WHOLE, UINT32_MAX);
VALUE(CASELINT_HELD, 1);
VALUE(CASELINT_OK, 0);
VALUE(CASELINT_REFUSED, -1);
VALUE(CASELINT_LIMIT, -2);

/* ---- What is not layout -------------------------------------------------------------- */

static void
test_entry_macro(void **state)
{
	static const struct caselint_plugin plugin = {.size = sizeof plugin};
	static const struct caselint_entry entry = CASELINT_ENTRY(&plugin);

	(void)state;
	assert_string_equal(CASELINT_ENTRY_SYMBOL, "caselint_plugin_entry");
	assert_int_equal(entry.magic, 0x636c7069);
	assert_int_equal(entry.size, sizeof entry);
	assert_int_equal(entry.abi_major, CASELINT_ABI_MAJOR);
	assert_int_equal(entry.abi_minor, CASELINT_ABI_MINOR);
	assert_int_equal(entry.needs_minor, 0);
	assert_int_equal(entry.reserved, 0);
	assert_ptr_equal(entry.plugin, &plugin);
}

static void
test_a_member_is_there_when_size_covers_it(void **state)
{
	struct caselint_finding finding = {0};

	(void)state;
	finding.size = offsetof(struct caselint_finding, due);
	assert_true(CASELINT_HAS(&finding, struct caselint_finding, expected));
	assert_false(CASELINT_HAS(&finding, struct caselint_finding, due));
	finding.size += sizeof finding.due;
	assert_true(CASELINT_HAS(&finding, struct caselint_finding, due));
	finding.size--;
	assert_false(CASELINT_HAS(&finding, struct caselint_finding, due));
}

/* Elements of a later minor are longer; those who do not know it read them all the same. */
static void
test_elements_are_found_by_their_stride(void **state)
{
	struct longer {
		struct caselint_named_value known;
		int64_t appended[3];
	} values[3] = {{{"a", {0}}, {0}}, {{"b", {0}}, {0}}, {{"c", {0}}, {0}}};
	const struct caselint_array array = CASELINT_ARRAY(values);

	(void)state;
	assert_int_equal(array.count, 3);
	assert_int_equal(array.stride, sizeof values[0]);
	assert_string_equal(CASELINT_AT(array, struct caselint_named_value, 2)->name, "c");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_entry_macro),
	    cmocka_unit_test(test_a_member_is_there_when_size_covers_it),
	    cmocka_unit_test(test_elements_are_found_by_their_stride),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
