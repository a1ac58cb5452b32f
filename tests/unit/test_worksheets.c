/* Tests of report/worksheets.h: rows by group in document order, groups in any order, and too many of them. */
#include "report_support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "report/worksheets.h"

static struct sample sample;
static struct worksheets *sheets;

static int
set_up(void **state)
{
	(void)state;
	sheets = NULL;
	sample_start(&sample);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	worksheets_free(sheets);
	sample_clear(&sample);
	return 0;
}

/* Records whose group is their number modulo `groups`. */
static void
add_records(uint32_t count, uint32_t groups)
{
	for (uint32_t i = 0; i < count; i++) {
		struct result_record *record = sample_passing(&sample);
		char *name = arena_take(&sample.arena, 16);

		snprintf(name, 16, "G%05u", (unsigned)(i % groups));
		record->group = text_of(name);
		((struct shown_value *)(uintptr_t)record->rows[0].cells)[0].text = record->group;
		sample_add(&sample, record);
	}
}

static void
gather(void)
{
	assert_int_equal(worksheets_gather(&sample.facts, sample.spool, true, &sheets), STATUS_OK);
}

/* What was read of a group. */
struct seen {
	uint64_t rows;
	uint64_t stop_at; /* the row that is refused; 0: none */
	struct text group;
	uint64_t last; /* number of the record */
};

static enum status
see(void *context, const struct worksheet *worksheet, const struct shown_value *cells)
{
	struct seen *seen = context;
	uint64_t number = 0;

	assert_string_equal(worksheet->sheet->columns[1].id, "case");
	number = strtoull(cells[1].text.data + strlen("OH-25-"), NULL, 10);
	if (seen->group.length > 0)
		assert_true(text_equal(cells[0].text, seen->group));
	assert_true(seen->rows == 0 || number > seen->last);
	assert_int_equal(cells[2].text.length, 0); /* restricted */
	assert_true(cells[2].withheld);
	seen->last = number;
	seen->rows++;
	return seen->rows == seen->stop_at ? STATUS_END : STATUS_OK;
}

static void
assert_group(size_t place, uint64_t rows)
{
	const struct worksheet_group *group = &sheets->items[0].groups[place];
	struct seen seen = {.group = group->name};

	assert_int_equal(worksheets_read(sheets, &sheets->items[0], group, see, &seen), STATUS_OK);
	assert_int_equal(seen.rows, rows);
	assert_int_equal(group->row_count, rows);
}

static void
test_groups_in_any_order(void **state)
{
	(void)state;
	add_records(300, 10);
	gather();
	assert_int_equal(sheets->count, 2);
	assert_int_equal(sheets->items[0].group_count, 10);
	for (size_t i = 0; i < 10; i++)
		assert_group(i, 30);
	for (size_t i = 10; i > 0; i--)
		assert_group(i - 1, 30);
	assert_group(4, 30);
	assert_group(4, 30);
}

/* More than memory is given for; the groups' rows come from the file. */
static void
test_groups_from_the_file(void **state)
{
	(void)state;
	add_records(60000, 100);
	gather();
	for (size_t i = 0; i < 100; i++)
		assert_group(i, 600);
	assert_group(50, 600);
}

/* A reading that was given up does not leave its rest to the next one. */
static void
test_reading_that_stops(void **state)
{
	(void)state;
	add_records(100, 4);
	gather();
	for (uint64_t stop = 1; stop <= 25; stop++) {
		struct seen seen = {.stop_at = stop};

		assert_int_equal(
		    worksheets_read(sheets, &sheets->items[0], &sheets->items[0].groups[1], see, &seen), STATUS_END);
		assert_int_equal(seen.rows, stop);
		assert_group(1, 25);
	}
}

static void
test_no_rows(void **state)
{
	(void)state;
	gather();
	assert_int_equal(sheets->count, 0);
}

static void
test_too_many_groups(void **state)
{
	const struct worksheet *sheet = NULL;
	uint64_t rows = 0;
	int64_t total = 0;

	(void)state;
	add_records(LIMIT_GROUPS + 500, LIMIT_GROUPS + 250);
	gather();
	sheet = &sheets->items[0];
	assert_int_equal(sheet->group_count, LIMIT_GROUPS + 1);
	assert_true(text_equals(sheet->groups[0].name, OTHER_GROUPS));
	assert_int_equal(sheet->groups[0].row_count, 250);
	for (size_t i = 0; i < sheet->group_count; i++) {
		struct seen seen = {0};

		assert_int_equal(worksheets_read(sheets, sheet, &sheet->groups[i], see, &seen), STATUS_OK);
		assert_int_equal(seen.rows, sheet->groups[i].row_count);
		rows += seen.rows;
		total += sheet->groups[i].totals[3].sum;
	}
	assert_int_equal(rows, LIMIT_GROUPS + 500);
	assert_int_equal(total, 5000 * ((int64_t)LIMIT_GROUPS + 500));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_groups_in_any_order, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_groups_from_the_file, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_reading_that_stops, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_no_rows, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_too_many_groups, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
