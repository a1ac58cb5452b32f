/* Tests of record/locator.h: lines and columns of any offsets, in any order, are those that counting from the start gives. */
#include <stdlib.h>

#include "record/locator.h"
#include "support.h"

#define BODIES 200
#define BODY_BYTES_MAX 400
#define ASKED 300

/* What an offset's place must be. */
static struct place_in_text
place_by_counting(const struct record_text *text, size_t inside)
{
	struct place_in_text place = {text->line, text->column};

	for (size_t i = 0; i < inside; i++) {
		place.column += place.column == 0 ? 0 : 1;
		if (text->body.data[i] == '\n') {
			place.line++;
			place.column = 1;
		}
	}
	return place;
}

static void
assert_place(struct locator *locator, const struct record_text *text, size_t inside)
{
	struct place_in_text wanted = place_by_counting(text, inside);
	struct place_in_text place = locator_place(locator, text->prefix.length + 1 + inside);

	if (place.line != wanted.line || place.column != wanted.column)
		fail_msg("byte %zu of %zu is at %d:%d, not at %d:%d", inside, text->body.length, (int)place.line,
		    (int)place.column, (int)wanted.line, (int)wanted.column);
}

/* A body with long lines and short ones, some of them empty. */
static struct text
make_body(char *bytes)
{
	size_t length = (size_t)rand() % BODY_BYTES_MAX;
	int rarity = 1 + rand() % 60;

	for (size_t i = 0; i < length; i++)
		bytes[i] = rand() % rarity == 0 ? '\n' : 'x';
	return text_view(bytes, length);
}

static void
test_any_order(void **state)
{
	char bytes[BODY_BYTES_MAX];

	(void)state;
	srand(2008);
	for (int i = 0; i < BODIES; i++) {
		struct record_text text = {.prefix = text_of("<a>\n"),
		    .body = make_body(bytes),
		    .suffix = text_of("</a>"),
		    .line = 7,
		    .column = (uint64_t)(i % 3),
		    .root_line = 1};
		struct locator locator;

		locator_init(&locator, &text);
		for (int k = 0; k < ASKED; k++)
			assert_place(&locator, &text, (size_t)rand() % (text.body.length + 1));
		locator_init(&locator, &text);
		for (size_t inside = 0; inside <= text.body.length; inside++)
			assert_place(&locator, &text, inside);
	}
}

static void
test_outside_of_the_body(void **state)
{
	struct record_text text = {.prefix = text_of("<a\n b='1'>"),
	    .body = text_of("x\nyy"),
	    .suffix = text_of("</a>"),
	    .line = 7,
	    .column = 3,
	    .root_line = 4};
	struct locator locator;
	struct place_in_text place;

	(void)state;
	locator_init(&locator, &text);
	place = locator_place(&locator, 0);
	assert_int_equal(place.line, 4);
	assert_int_equal(place.column, 0);
	place = locator_place(&locator, 4);
	assert_int_equal(place.line, 5);
	assert_int_equal(place.column, 2);
	place = locator_place(&locator, text.prefix.length + 1 + text.body.length + 2);
	assert_int_equal(place.line, 8);
	assert_int_equal(place.column, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_any_order),
	    cmocka_unit_test(test_outside_of_the_body),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
