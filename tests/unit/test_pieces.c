/* Listings made by several threads: the same bytes for any number of them, and every failure is one. */
#include <string.h>

#include "base/memory.h"
#include "report/pieces.h"
#include "report_support.h"

#define MANY 3000U

static struct sample sample;

/* What makes pieces, and what came of them. */
struct listing {
	struct buffer bytes;
	uint32_t opened;
	uint32_t closed;
	uint32_t closed_well;
	uint64_t fail_at; /* the sequence that is refused; 0: none */
	uint32_t pieces;
	uint32_t put_limit; /* the piece that is refused; 0: none */
	bool fail_at_end;
};

struct maker {
	struct buffer bytes;
	uint64_t fail_at;
	bool fail_at_end;
	uint32_t finished;
};

static void *
open_maker(void *context)
{
	struct listing *listing = context;
	struct maker *maker = memory_zeroed(1, sizeof *maker);

	maker->fail_at = listing->fail_at;
	maker->fail_at_end = listing->fail_at_end;
	listing->opened++;
	return maker;
}

static enum status
make_record(void *context, const struct result_record *record)
{
	struct maker *maker = context;

	if (maker->fail_at != 0 && record->sequence == maker->fail_at)
		return STATUS_OVERFLOW;
	buffer_append_format(&maker->bytes, "%llu ", (unsigned long long)record->sequence);
	return STATUS_OK;
}

static enum status
end_piece(void *context, struct buffer *bytes)
{
	struct maker *maker = context;

	buffer_append(bytes, maker->bytes.data, maker->bytes.length);
	buffer_reset(&maker->bytes);
	return STATUS_OK;
}

static enum status
finish(void *context)
{
	struct maker *maker = context;

	maker->finished++;
	return maker->fail_at_end ? STATUS_LIMIT : STATUS_OK;
}

static enum status
put_piece(void *context, struct text bytes)
{
	struct listing *listing = context;

	if (++listing->pieces == listing->put_limit)
		return STATUS_REFUSED;
	buffer_append(&listing->bytes, bytes.data, bytes.length);
	return STATUS_OK;
}

static void
close_maker(void *context, void *made)
{
	struct listing *listing = context;
	struct maker *maker = made;

	if (listing != NULL) {
		assert_int_equal(maker->finished, 1);
		listing->closed_well++;
	}
	buffer_clear(&maker->bytes);
	memory_free(maker);
}

static enum status
list(struct listing *listing, uint32_t threads)
{
	struct pieces pieces = {sample.spool, SPOOL_EVERYTHING, threads, listing, open_maker, make_record, end_piece,
	    finish, put_piece, close_maker};

	return pieces_make(&pieces);
}

static int
set_up(void **state)
{
	(void)state;
	sample_start(&sample);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	sample_clear(&sample);
	return 0;
}

static void
fill(uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		sample_add(&sample, i % 100 == 7 ? sample_failing(&sample) : sample_passing(&sample));
}

static void
test_same_for_any_number_of_threads(void **state)
{
	struct listing alone = {0};

	(void)state;
	fill(MANY);
	assert_int_equal(list(&alone, 1), STATUS_OK);
	assert_int_equal(alone.opened, 1);
	assert_memory_equal(alone.bytes.data, "0 1 2 3 ", 8);
	for (uint32_t threads = 0; threads <= 20; threads += 3) {
		struct listing several = {0};

		assert_int_equal(list(&several, threads), STATUS_OK);
		assert_int_equal(several.bytes.length, alone.bytes.length);
		assert_memory_equal(several.bytes.data, alone.bytes.data, alone.bytes.length);
		assert_int_equal(several.closed_well, several.opened);
		buffer_clear(&several.bytes);
	}
	buffer_clear(&alone.bytes);
}

/* No more threads than pieces; none at all for an empty spool. */
static void
test_few_records(void **state)
{
	struct listing listing = {0};

	(void)state;
	assert_int_equal(list(&listing, 8), STATUS_OK);
	assert_int_equal(listing.bytes.length, 0);
	fill(3);
	assert_int_equal(list(&listing, 8), STATUS_OK);
	assert_int_equal(listing.opened, 2);
	assert_string_equal(buffer_text(&listing.bytes), "0 1 2 ");
	buffer_clear(&listing.bytes);
}

static void
test_failures_stop_everybody(void **state)
{
	(void)state;
	fill(MANY);
	for (uint32_t threads = 1; threads <= 4; threads++) {
		struct listing record = {.fail_at = 1234};
		struct listing piece = {.put_limit = 3};
		struct listing end = {.fail_at_end = true};

		assert_int_equal(list(&record, threads), STATUS_OVERFLOW);
		assert_int_equal(list(&piece, threads), STATUS_REFUSED);
		assert_int_equal(list(&end, threads), STATUS_LIMIT);
		assert_int_equal(record.closed_well + piece.closed_well + end.closed_well, 0);
		buffer_clear(&end.bytes);
		buffer_clear(&record.bytes);
		buffer_clear(&piece.bytes);
	}
}

static void
add_supplement(uint64_t sequence)
{
	struct result_record *record = sample_failing(&sample);
	struct buffer packed = {0};

	record->sequence = sequence;
	result_pack(record, NULL, &packed);
	assert_int_equal(spool_supplement(sample.spool, text_view(packed.data, packed.length)), STATUS_OK);
	buffer_clear(&packed);
}

/* A supplement of a record that does not exist is lost work, whoever reads. */
static void
test_supplements_must_belong(void **state)
{
	(void)state;
	fill(MANY);
	for (uint64_t i = 0; i < MANY; i += 50)
		add_supplement(i);
	for (uint32_t threads = 1; threads <= 4; threads++) {
		struct listing listing = {0};

		assert_int_equal(list(&listing, threads), STATUS_OK);
		buffer_clear(&listing.bytes);
	}
	add_supplement(MANY + 5);
	for (uint32_t threads = 1; threads <= 4; threads++) {
		struct listing listing = {0};

		assert_int_equal(list(&listing, threads), STATUS_INTERNAL);
		buffer_clear(&listing.bytes);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_same_for_any_number_of_threads, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_few_records, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_failures_stop_everybody, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_supplements_must_belong, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
