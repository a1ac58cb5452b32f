/* Facts as bytes: round trips with everything nested in them, and bytes that are refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#include "base/memory.h"
#include "record/libxml.h"
#include "record/pack.h"
#include "record_support.h"

#define CASE "<oh:AdoptionSubsidyCase id='C1' county='25' "
#define END "</oh:AdoptionSubsidyCase>"

static struct scribe *scribe;
static struct model *model; /* of the other side */

static int
set_up(void **state)
{
	(void)state;
	scribe = scribe_new(&ohio_plugin, false);
	model = new_model(&ohio_plugin);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	scribe_free(scribe);
	model_free(model);
	libxml_release();
	return 0;
}

/* Runs `look` on the one record of `body`. */
static void
look_at(const char *body, void (*look)(const struct bound_record *record))
{
	scribe_forget(scribe);
	scribe->look = look;
	assert_int_equal(scribe_read(scribe, body), STATUS_OK);
	assert_int_equal(scribe->record_count, 1);
}

/* Every prefix of the bytes, and no other. */
static void
check_truncations(const struct shape *shape, struct text bytes)
{
	struct arena arena = {0};
	const void *object = NULL;
	size_t used = 0;

	for (size_t length = 0; length < bytes.length; length++) {
		/* A block of exactly that length, so that reading on is found. */
		char *exact = memory_copy_text(bytes.data, length);
		char *shorter = memory_resize(exact, length, 1);

		assert_int_equal(
		    unpack_object(shape, &arena, text_view(shorter, length), &object, &used), STATUS_INVALID);
		memory_free(shorter);
		arena_reset(&arena);
	}
	assert_null(object);
	arena_clear(&arena);
}

/* Any one byte changed: refused or taken, but never a crash. */
static void
check_mutations(const struct shape *shape, struct text bytes)
{
	static const unsigned char values[] = {0, 1, 0x7f, 0x80, 0xff};
	struct arena arena = {0};
	char *copy = memory_copy_text(bytes.data, bytes.length);

	for (size_t i = 0; i < bytes.length; i++) {
		char old = copy[i];

		for (size_t j = 0; j < sizeof values; j++) {
			const void *object = NULL;
			size_t used = 0;
			enum status status = STATUS_OK;

			copy[i] = (char)values[j];
			status = unpack_object(shape, &arena, text_view(copy, bytes.length), &object, &used);
			assert_true(status == STATUS_OK || status == STATUS_INVALID);
			assert_true(used <= bytes.length);
			arena_reset(&arena);
		}
		copy[i] = old;
	}
	memory_free(copy);
	arena_clear(&arena);
}

/* ---- Bound records ---- */

static void
check_round_trip(const struct bound_record *record)
{
	const struct shape *shape = model_record_at(record->model, record->type);
	struct arena arena = {0};
	struct buffer bytes = {0};
	struct buffer before = {0};
	struct buffer after = {0};
	const void *object = NULL;
	size_t used = 0;

	assert_int_equal(pack_object(shape, record->arena, record->data, &bytes), STATUS_OK);
	buffer_append_text(&bytes, "rest");
	assert_int_equal(unpack_object(model_record_at(model, record->type), &arena,
			     text_view(bytes.data, bytes.length), &object, &used),
	    STATUS_OK);
	assert_int_equal(used, bytes.length - 4);
	dump_object(record->data, &before);
	dump_object(object, &after);
	assert_string_equal(buffer_text(&after), buffer_text(&before));
	assert_int_equal(bound_of(object)->line, record->line);
	check_truncations(model_record_at(model, record->type), text_view(bytes.data, bytes.length - 4));
	buffer_clear(&bytes);
	buffer_clear(&before);
	buffer_clear(&after);
	arena_clear(&arena);
}

static void
test_records(void **state)
{
	(void)state;
	look_at(CASE "/>", check_round_trip);
	look_at("\n" CASE "program='A  A'>\n<oh:Child personId='P&amp;Q'><oh:PersonName><oh:PersonGivenName>Ada"
		"</oh:PersonGivenName></oh:PersonName></oh:Child><oh:Agreement id='A'>\n<oh:AdoptiveParentSignature "
		"personId='1'/><oh:AdoptiveParentSignature "
		"signedAt='x'/></oh:Agreement><oh:Payment><oh:Amount>1.00</oh:Amount>"
		"</oh:Payment><oh:LetterOnFile letter=''/>" END,
	    check_round_trip);
	look_at(CASE "><oh:Agreement/><oh:Agreement/><oh:Child/><oh:Child/>" END, check_round_trip);
}

static void
check_private_bytes(const struct bound_record *record)
{
	struct buffer bytes = {0};

	assert_int_equal(
	    pack_object(model_record_at(record->model, 0), record->arena, record->data, &bytes), STATUS_OK);
	assert_null(memmem(bytes.data, bytes.length, "Geheim", 6));
	assert_non_null(memmem(bytes.data, bytes.length, "visible", 7));
	check_mutations(model_record_at(record->model, 0), text_view(bytes.data, bytes.length));
	buffer_clear(&bytes);
}

static void
test_private_text_stays_behind(void **state)
{
	(void)state;
	look_at(CASE
	    "program='visible'><oh:Child><oh:PersonName><oh:PersonGivenName>Geheim</oh:PersonGivenName></oh:PersonName>"
	    "</oh:Child><oh:Payment/>" END,
	    check_private_bytes);
}

static void
check_places_inside(const struct bound_record *record)
{
	const struct shape *shape = model_record_at(model, 1);
	struct arena arena = {0};
	struct buffer bytes = {0};
	struct buffer path = {0};
	const struct ohio_invoice *invoice = NULL;
	const void *object = NULL;
	size_t used = 0;
	struct caselint_ref ref;
	struct place place;

	assert_int_equal(
	    pack_object(model_record_at(record->model, 1), record->arena, record->data, &bytes), STATUS_OK);
	assert_int_equal(unpack_object(shape, &arena, text_view(bytes.data, bytes.length), &object, &used), STATUS_OK);
	invoice = object;
	ref = (struct caselint_ref)CASELINT_REF(invoice->lines.items[1], struct ohio_line, match);
	assert_int_equal(place_find(&arena, &ref, &place), STATUS_OK);
	place_path(&place, &path);
	assert_string_equal(buffer_text(&path), "MatchInvoice/InvoiceLine[2]/MatchAmount");
	assert_int_equal(place.line, 12);
	buffer_clear(&bytes);
	buffer_clear(&path);
	arena_clear(&arena);
}

static void
test_places_in_an_unpacked_record(void **state)
{
	(void)state;
	look_at("<oh:MatchInvoice id='I' county='1'>\n<oh:InvoiceLine/>\n<oh:InvoiceLine/></oh:MatchInvoice>",
	    check_places_inside);
}

/* ---- Facts of the plugin's own ---- */

static struct ohio_fact
fact_of(const struct bound_record *record)
{
	const struct ohio_case *bound = record->data;
	struct ohio_fact fact = {
	    .match = 5000,
	    .count = CASELINT_ABSENT,
	    .as_of = CASELINT_BAD,
	    .county = {"25", 2, CASELINT_PRESENT},
	    .name = {NULL, 3, CASELINT_PRESENT},
	    .place = CASELINT_REF(bound->payments.items[1], struct ohio_payment, amount),
	    .other = {NULL, 0, 0},
	};

	return fact;
}

static void
check_unpacked_place(
    const struct arena *arena, const struct caselint_ref *ref, uint64_t line, const char *path, int64_t number)
{
	struct place place;
	struct buffer text = {0};
	int64_t cents = 0;

	assert_int_equal(place_find(arena, ref, &place), STATUS_OK);
	assert_int_equal(place.line, line);
	place_path(&place, &text);
	assert_string_equal(buffer_text(&text), path);
	memcpy(&cents, (const char *)place.object + place.field->offset, sizeof cents);
	assert_int_equal(cents, number);
	buffer_clear(&text);
}

static void
check_fact(const struct bound_record *record)
{
	struct ohio_fact fact = fact_of(record);
	struct arena arena = {0};
	struct buffer bytes = {0};
	const struct ohio_fact *back = NULL;
	const void *object = NULL;
	size_t used = 0;
	struct place place;
	struct caselint_ref member;

	assert_int_equal(pack_object(model_fact_at(record->model, 0), record->arena, &fact, &bytes), STATUS_OK);
	assert_int_equal(
	    unpack_object(model_fact_at(model, 0), &arena, text_view(bytes.data, bytes.length), &object, &used),
	    STATUS_OK);
	assert_int_equal(used, bytes.length);
	back = object;
	assert_int_equal(back->match, 5000);
	assert_int_equal(back->count, CASELINT_ABSENT);
	assert_int_equal(back->as_of, CASELINT_BAD);
	assert_int_equal(back->county.length, 2);
	assert_memory_equal(back->county.data, "25", 2);
	assert_null(back->name.data);
	assert_int_equal(back->name.length, 3);
	assert_null(back->other.in);
	check_unpacked_place(&arena, &back->place, 12, "AdoptionSubsidyCase/Payment[2]/Amount", 35000);
	/* The member that holds the place leads to it too. */
	member = (struct caselint_ref)CASELINT_REF(back, struct ohio_fact, place);
	check_unpacked_place(&arena, &member, 12, "AdoptionSubsidyCase/Payment[2]/Amount", 35000);
	member = (struct caselint_ref)CASELINT_REF(back, struct ohio_fact, other);
	assert_int_equal(place_find(&arena, &member, &place), STATUS_ABSENT);
	member = (struct caselint_ref)CASELINT_REF(back, struct ohio_fact, match);
	assert_int_equal(place_find(&arena, &member, &place), STATUS_BREACH);
	member = (struct caselint_ref){back, CASELINT_WHOLE, 0};
	assert_int_equal(place_find(&arena, &member, &place), STATUS_BREACH);
	check_truncations(model_fact_at(model, 0), text_view(bytes.data, bytes.length));
	check_mutations(model_fact_at(model, 0), text_view(bytes.data, bytes.length));
	buffer_clear(&bytes);
	arena_clear(&arena);
}

#define PAYMENTS CASE ">\n<oh:Payment/>\n<oh:Payment><oh:Amount>350.00</oh:Amount></oh:Payment>" END

static void
test_facts(void **state)
{
	(void)state;
	look_at(PAYMENTS, check_fact);
}

static void
check_one_place(const struct bound_record *record, struct caselint_ref ref, uint64_t line, const char *path)
{
	struct ohio_fact fact = fact_of(record);
	struct arena arena = {0};
	struct buffer bytes = {0};
	struct buffer text = {0};
	const void *object = NULL;
	size_t used = 0;
	struct place place;

	fact.place = ref;
	assert_int_equal(pack_object(model_fact_at(record->model, 0), record->arena, &fact, &bytes), STATUS_OK);
	assert_int_equal(
	    unpack_object(model_fact_at(model, 0), &arena, text_view(bytes.data, bytes.length), &object, &used),
	    STATUS_OK);
	assert_int_equal(place_find(&arena, &((const struct ohio_fact *)object)->place, &place), STATUS_OK);
	assert_int_equal(place.line, line);
	place_path(&place, &text);
	assert_string_equal(buffer_text(&text), path);
	check_truncations(model_fact_at(model, 0), text_view(bytes.data, bytes.length));
	buffer_clear(&bytes);
	buffer_clear(&text);
	arena_clear(&arena);
}

static void
check_kinds_of_places(const struct bound_record *record)
{
	const struct ohio_case *bound = record->data;
	const void *payment = bound->payments.items[1];

	check_one_place(record, (struct caselint_ref){bound, CASELINT_WHOLE, 0}, 10, "AdoptionSubsidyCase");
	check_one_place(
	    record, (struct caselint_ref){payment, CASELINT_WHOLE, 0}, 12, "AdoptionSubsidyCase/Payment[2]");
	check_one_place(
	    record, (struct caselint_ref)CASELINT_REF(bound, struct ohio_case, id), 10, "AdoptionSubsidyCase/@id");
	/* Absent: the line of what is around it. */
	check_one_place(record, (struct caselint_ref)CASELINT_REF(payment, struct ohio_payment, month), 12,
	    "AdoptionSubsidyCase/Payment[2]/@month");
	check_one_place(record, (struct caselint_ref)CASELINT_REF(bound, struct ohio_case, payments), 11,
	    "AdoptionSubsidyCase/Payment");
	check_one_place(
	    record, (struct caselint_ref)CASELINT_REF(bound, struct ohio_case, child), 10, "AdoptionSubsidyCase/Child");
}

static void
test_kinds_of_places(void **state)
{
	(void)state;
	look_at(PAYMENTS, check_kinds_of_places);
}

/* ---- What is refused ---- */

static void
check_refused(const struct bound_record *record, const struct shape *shape, const void *object)
{
	struct buffer bytes = {0};

	buffer_append_text(&bytes, "kept");
	assert_int_equal(pack_object(shape, record->arena, object, &bytes), STATUS_BREACH);
	assert_int_equal(bytes.length, 4);
	buffer_clear(&bytes);
}

static void
check_refused_fact(const struct bound_record *record, const struct ohio_fact *fact)
{
	check_refused(record, model_fact_at(record->model, 0), fact);
}

static void
check_breaches(const struct bound_record *record)
{
	const struct ohio_case *bound = record->data;
	const struct ohio_fact good = fact_of(record);
	struct ohio_fact fact = good;

	fact.place.member = 2;
	check_refused_fact(record, &fact);
	fact.place.in = &good;
	check_refused_fact(record, &fact);
	fact.place = (struct caselint_ref){(const char *)bound + 16, CASELINT_WHOLE, 0};
	check_refused_fact(record, &fact);
	fact = good;
	fact.county.state = 7;
	check_refused_fact(record, &fact);
	fact = good;
	fact.county.length = LIMIT_TEXT_BYTES + 1;
	check_refused_fact(record, &fact);
	fact = good;
	fact.county.data = "\xff\xff";
	check_refused_fact(record, &fact);
	/* A nested struct, another type's shape, no struct at all. */
	check_refused(record, model_record_at(record->model, 0), bound->payments.items[0]);
	check_refused(record, model_record_at(record->model, 1), bound);
	check_refused(record, model_record_at(record->model, 0), &good);
	check_refused(record, model_record_at(record->model, 0), NULL);
	check_refused(record, model_fact_at(record->model, 0), NULL);
}

static void
test_breaches(void **state)
{
	(void)state;
	look_at(PAYMENTS, check_breaches);
}

static void
check_other_shapes(const struct bound_record *record)
{
	struct arena arena = {0};
	struct buffer bytes = {0};
	const void *object = NULL;
	size_t used = 0;

	assert_int_equal(
	    pack_object(model_record_at(record->model, 0), record->arena, record->data, &bytes), STATUS_OK);
	assert_int_equal(
	    unpack_object(model_record_at(model, 1), &arena, text_view(bytes.data, bytes.length), &object, &used),
	    STATUS_INVALID);
	assert_int_equal(
	    unpack_object(model_fact_at(model, 0), &arena, text_view(bytes.data, bytes.length), &object, &used),
	    STATUS_INVALID);
	assert_null(object);
	buffer_clear(&bytes);
	arena_clear(&arena);
}

static void
test_bytes_of_another_shape(void **state)
{
	(void)state;
	look_at(PAYMENTS, check_other_shapes);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_records),
	    cmocka_unit_test(test_private_text_stays_behind),
	    cmocka_unit_test(test_places_in_an_unpacked_record),
	    cmocka_unit_test(test_facts),
	    cmocka_unit_test(test_kinds_of_places),
	    cmocka_unit_test(test_breaches),
	    cmocka_unit_test(test_bytes_of_another_shape),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
