/* Tables that are compiled, tables that are refused, and references that are followed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#include "record/libxml.h"
#include "record/values.h"
#include "record_support.h"

/* ---- Tables that are refused ---- */

struct thing {
	struct caselint_text id;
	int64_t money;
	int32_t date;
	int32_t other;
	const void *record;
	struct caselint_list list;
	struct caselint_ref place;
};

static const struct caselint_field inner_fields[] = {CASELINT_FIELD(struct thing, money, "Amount", CASELINT_MONEY, 0)};
static const struct caselint_table inner = {
    "Inner", CASELINT_ARRAY(inner_fields), {NULL, 0, 0}, sizeof(struct thing), 0};

#define ID CASELINT_FIELD(struct thing, id, "@id", CASELINT_ID, CASELINT_RECORD_ID)

static void
check_plugin(const struct caselint_plugin *plugin, const char *word)
{
	struct model *model = NULL;
	struct buffer why = {0};

	assert_int_equal(model_new(plugin, &model, &why), word == NULL ? STATUS_OK : STATUS_REFUSED);
	if (word != NULL && strstr(buffer_text(&why), word) == NULL)
		print_error("no \"%s\" in \"%s\"\n", word, buffer_text(&why));
	if (word != NULL)
		assert_non_null(strstr(buffer_text(&why), word));
	else
		assert_string_equal(buffer_text(&why), "");
	buffer_clear(&why);
	model_free(model);
}

static void
check_table(const struct caselint_table *table, const char *word)
{
	const struct caselint_table *records[] = {table};
	const struct caselint_plugin plugin = {.size = sizeof plugin, .records = CASELINT_ARRAY(records)};

	check_plugin(&plugin, word);
}

static void
check_fields(const struct caselint_field *fields, uint32_t count, const char *word)
{
	const struct caselint_table table = {
	    "Thing", {fields, count, sizeof *fields}, {NULL, 0, 0}, sizeof(struct thing), 0};

	check_table(&table, word);
}

/* Checks the record id and one more field. */
static void
check_field(struct caselint_field field, const char *word)
{
	const struct caselint_field fields[] = {ID, field};

	check_fields(fields, 2, word);
}

static void
test_one_field(void **state)
{
	const struct caselint_field id[] = {ID};

	(void)state;
	check_fields(id, 1, NULL);
	check_field((struct caselint_field)CASELINT_FIELD(struct thing, money, "A/B/@c", CASELINT_MONEY, 0), NULL);
	check_field((struct caselint_field)CASELINT_FIELD(struct thing, date, ".", CASELINT_DATE, 0), NULL);
	check_field(
	    (struct caselint_field)CASELINT_NESTED(struct thing, record, "A/Inner", CASELINT_RECORD, &inner, 0), NULL);
	check_field(
	    (struct caselint_field)CASELINT_NESTED(struct thing, list, "Inner", CASELINT_LIST, &inner, 0), NULL);
}

static void
test_bad_kinds(void **state)
{
	(void)state;
	check_field((struct caselint_field)CASELINT_FIELD(struct thing, money, "A", 0, 0), "field \"A\": unknown kind");
	check_field((struct caselint_field)CASELINT_FIELD(struct thing, money, "A", 99, 0), "unknown kind");
	check_field(
	    (struct caselint_field)CASELINT_FIELD(struct thing, place, "A", CASELINT_PLACE, 0), "fact tables only");
	check_field((struct caselint_field)CASELINT_FIELD(struct thing, list, "A", CASELINT_LIST, 0), "needs a table");
	check_field((struct caselint_field)CASELINT_NESTED(struct thing, money, "Inner", CASELINT_MONEY, &inner, 0),
	    "nothing else has one");
	check_field(
	    (struct caselint_field)CASELINT_NESTED(struct thing, list, "A", CASELINT_LIST, &inner, 0), "last name");
	check_field((struct caselint_field)CASELINT_NESTED(struct thing, list, "Inner/A", CASELINT_LIST, &inner, 0),
	    "last name");
	check_field((struct caselint_field)CASELINT_NESTED(struct thing, list, "@Inner", CASELINT_LIST, &inner, 0),
	    "last name");
}

static void
test_bad_flags(void **state)
{
	(void)state;
	check_field(
	    (struct caselint_field)CASELINT_FIELD(struct thing, money, "A", CASELINT_MONEY, 16), "unknown flags");
	check_field(
	    (struct caselint_field){"A", NULL, CASELINT_MONEY, offsetof(struct thing, money), 0, 1}, "unknown flags");
	check_field((struct caselint_field)CASELINT_FIELD(struct thing, money, "A", CASELINT_MONEY, CASELINT_GROUP),
	    "may be shown");
	const struct caselint_field hidden[] = {
	    CASELINT_FIELD(struct thing, id, "@id", CASELINT_ID, CASELINT_RECORD_ID | CASELINT_PRIVATE)};
	check_fields(hidden, 1, "may be shown");
	check_field((struct caselint_field)CASELINT_NESTED(
			struct thing, record, "Inner", CASELINT_RECORD, &inner, CASELINT_PRIVATE),
	    "field \"Inner\": a nested record is not private itself");
	check_field((struct caselint_field)CASELINT_NESTED(
			struct thing, list, "Inner", CASELINT_LIST, &inner, CASELINT_PRIVATE),
	    "private is what the fields inside are");
	const struct caselint_field none[] = {CASELINT_FIELD(struct thing, id, "@id", CASELINT_ID, 0)};
	check_fields(none, 1, "no field is the record id");
	check_fields(NULL, 0, "no field is the record id");
}

struct two_texts {
	struct caselint_text first, second;
};

static void
test_second_id_and_group(void **state)
{
	const struct caselint_field ids[] = {
	    CASELINT_FIELD(struct two_texts, first, "@a", CASELINT_ID, CASELINT_RECORD_ID),
	    CASELINT_FIELD(struct two_texts, second, "@b", CASELINT_ID, CASELINT_RECORD_ID)};
	const struct caselint_field groups[] = {
	    CASELINT_FIELD(struct two_texts, first, "@a", CASELINT_ID, CASELINT_RECORD_ID | CASELINT_GROUP),
	    CASELINT_FIELD(struct two_texts, second, "@b", CASELINT_ID, CASELINT_GROUP)};

	(void)state;
	check_fields(ids, 2, "a second record id");
	check_fields(groups, 2, "a second group");
}

static void
test_bad_members(void **state)
{
	(void)state;
	check_field((struct caselint_field){"A", NULL, CASELINT_MONEY, sizeof(struct thing), 0, 0}, "does not lie");
	check_field((struct caselint_field){"A", NULL, CASELINT_MONEY, sizeof(struct thing) - 4, 0, 0}, "does not lie");
	check_field((struct caselint_field){"A", NULL, CASELINT_MONEY, UINT32_MAX, 0, 0}, "does not lie");
	check_field(
	    (struct caselint_field){"A", NULL, CASELINT_MONEY, offsetof(struct thing, money) + 4, 0, 0}, "not aligned");
	check_field((struct caselint_field){"A", NULL, CASELINT_DATE, offsetof(struct thing, id), 0, 0}, "overlaps");
	check_field(
	    (struct caselint_field){"A", NULL, CASELINT_DATE, offsetof(struct thing, id) + 12, 0, 0}, "overlaps");
}

static void
test_bad_paths(void **state)
{
	static const char *const bad[] = {"", "/", "A/", "/A", "A//B", "@", "@a/B", "A B", "1A", "A/@", "..", "./A",
	    "A/.", "@@a", "a:b", "A/../B", "-a"};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		check_field((struct caselint_field){bad[i], NULL, CASELINT_MONEY, offsetof(struct thing, money), 0, 0},
		    "not a path");
	check_field(
	    (struct caselint_field){NULL, NULL, CASELINT_MONEY, offsetof(struct thing, money), 0, 0}, "no path");
	check_field((struct caselint_field)CASELINT_FIELD(struct thing, money, "@id", CASELINT_MONEY, 0),
	    "two fields with one path");
	const struct caselint_field through[] = {ID,
	    CASELINT_NESTED(struct thing, list, "Inner", CASELINT_LIST, &inner, 0),
	    CASELINT_FIELD(struct thing, money, "Inner/Amount", CASELINT_MONEY, 0)};
	check_fields(through, 3, "leads into a nested record");
}

static void
test_ignored_paths(void **state)
{
	static const struct {
		const char *path;
		const char *word;
	} cases[] = {
	    {"B", NULL},
	    {"A/C", NULL},
	    {"@x", NULL},
	    {"A", "both ignored and bound"},
	    {"A/B", "both"},
	    {"@id", "both"},
	    {".", "not a path to ignore"},
	    {"", "not a path to ignore"},
	    {"A/B/C", NULL},
	    {NULL, "not a path to ignore"},
	};
	const struct caselint_field fields[] = {ID, CASELINT_FIELD(struct thing, money, "A/B", CASELINT_MONEY, 0)};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const char *ignored[] = {cases[i].path};
		const struct caselint_table table = {
		    "Thing", CASELINT_ARRAY(fields), CASELINT_ARRAY(ignored), sizeof(struct thing), 0};

		check_table(&table, cases[i].word);
	}
}

static void
test_bad_tables(void **state)
{
	const struct caselint_field fields[] = {ID};
	struct caselint_table table = {"Thing", CASELINT_ARRAY(fields), {NULL, 0, 0}, sizeof(struct thing), 0};

	(void)state;
	check_table(&table, NULL);
	check_table(NULL, "not an array of tables");
	table.element = "a b";
	check_table(&table, "not a name");
	table.element = NULL;
	check_table(&table, "names its element");
	table.element = "Thing";
	table.struct_size = 0;
	check_table(&table, "not believable");
	table.struct_size = UINT32_MAX;
	check_table(&table, "not believable");
	table.struct_size = sizeof(struct thing);
	table.reserved = 1;
	check_table(&table, "not believable");
	table.reserved = 0;
	table.fields.stride = 8;
	check_table(&table, "array of fields");
	table.fields.stride = sizeof fields[0] + 4;
	check_table(&table, "array of fields");
	table.fields = (struct caselint_array){NULL, 1, sizeof fields[0]};
	check_table(&table, "array of fields");
	table.fields = (struct caselint_array){fields, LIMIT_FIELDS + 1, sizeof fields[0]};
	check_table(&table, "too many fields");
}

/* Fields of a later version of the contract are longer. */
static void
test_longer_fields(void **state)
{
	const struct {
		struct caselint_field field;
		uint64_t later;
	} fields[] = {{ID, 1}, {CASELINT_FIELD(struct thing, money, "A", CASELINT_MONEY, 0), 2}};
	const struct caselint_table table = {"Thing", CASELINT_ARRAY(fields), {NULL, 0, 0}, sizeof(struct thing), 0};

	(void)state;
	check_table(&table, NULL);
}

static void
test_tables_of_a_plugin(void **state)
{
	const struct caselint_field fields[] = {ID};
	const struct caselint_table one = {"One", CASELINT_ARRAY(fields), {NULL, 0, 0}, sizeof(struct thing), 0};
	const struct caselint_table same = one;
	const struct caselint_table *records[] = {&one, &same};
	const struct caselint_table *facts[] = {&same};
	struct caselint_plugin plugin = {.size = sizeof plugin, .records = CASELINT_ARRAY(records)};

	(void)state;
	check_plugin(&plugin, "two record tables with one element");
	plugin.records.count = 1;
	check_plugin(&plugin, NULL);
	plugin.facts = (struct caselint_array)CASELINT_ARRAY(facts);
	check_plugin(&plugin, "one of the record tables");
	facts[0] = &one;
	check_plugin(&plugin, NULL);
	plugin.facts.stride = 4;
	check_plugin(&plugin, "not an array of tables");
}

static void
check_fact(struct caselint_field field, const char *word)
{
	const struct caselint_table table = {NULL, {&field, 1, sizeof field}, {NULL, 0, 0}, sizeof(struct thing), 0};
	const struct caselint_table *facts[] = {&table};
	const struct caselint_plugin plugin = {.size = sizeof plugin, .facts = CASELINT_ARRAY(facts)};

	check_plugin(&plugin, word);
}

static void
test_fact_tables(void **state)
{
	(void)state;
	check_fact((struct caselint_field)CASELINT_FIELD(struct thing, place, "any name", CASELINT_PLACE, 0), NULL);
	check_fact((struct caselint_field)CASELINT_FIELD(struct thing, money, "", CASELINT_MONEY, 0), "no name");
	check_fact((struct caselint_field)CASELINT_FIELD(struct thing, id, "id", CASELINT_ID, CASELINT_RECORD_ID),
	    "no record id and no group");
	check_fact((struct caselint_field)CASELINT_NESTED(struct thing, list, "Inner", CASELINT_LIST, &inner, 0),
	    "nests no record");
	const struct caselint_field twice[] = {CASELINT_FIELD(struct thing, money, "a", CASELINT_MONEY, 0),
	    CASELINT_FIELD(struct thing, date, "a", CASELINT_DATE, 0)};
	const struct caselint_table table = {NULL, CASELINT_ARRAY(twice), {NULL, 0, 0}, sizeof(struct thing), 0};
	const struct caselint_table *facts[] = {&table};
	const struct caselint_plugin plugin = {.size = sizeof plugin, .facts = CASELINT_ARRAY(facts)};
	check_plugin(&plugin, "two fields with one name");
}

struct chain {
	struct caselint_text id;
	struct caselint_list list;
};

static void
test_nesting(void **state)
{
	struct caselint_table tables[LIMIT_TABLE_DEPTH + 1];
	struct caselint_field fields[LIMIT_TABLE_DEPTH + 1][2];

	(void)state;
	for (uint32_t i = 0; i <= LIMIT_TABLE_DEPTH; i++) {
		fields[i][0] =
		    (struct caselint_field)CASELINT_FIELD(struct chain, id, "@id", CASELINT_ID, i == 0 ? 4 : 0);
		fields[i][1] =
		    (struct caselint_field)CASELINT_NESTED(struct chain, list, "T", CASELINT_LIST, &tables[i + 1], 0);
		tables[i] = (struct caselint_table){
		    "T", {fields[i], 2, sizeof fields[i][0]}, {NULL, 0, 0}, sizeof(struct chain), 0};
	}
	tables[LIMIT_TABLE_DEPTH].fields.count = 1;
	check_table(&tables[0], "nested too deeply");
	tables[LIMIT_TABLE_DEPTH - 1].fields.count = 1;
	check_table(&tables[0], NULL);
	fields[3][1].record = &tables[2];
	check_table(&tables[0], "nests itself");
	fields[3][1].record = &tables[4];
	fields[2][0].flags = CASELINT_RECORD_ID;
	check_table(&tables[0], "no record id and no group of its own");
}

/* A nested table may stand in several places, and is compiled once. */
static void
test_shared_tables(void **state)
{
	const struct caselint_field fields[] = {ID,
	    CASELINT_NESTED(struct thing, list, "Inner", CASELINT_LIST, &inner, 0),
	    CASELINT_NESTED(struct thing, record, "A/Inner", CASELINT_RECORD, &inner, 0)};

	(void)state;
	check_fields(fields, 3, NULL);
}

static void
test_look_ups(void **state)
{
	struct model *model = new_model(&ohio_plugin);
	uint32_t type = 99;

	(void)state;
	assert_ptr_equal(model_plugin(model), &ohio_plugin);
	assert_ptr_equal(shape_table(model_record(model, text_of("MatchInvoice"), &type)), &ohio_invoice_table);
	assert_int_equal(type, 1);
	assert_null(model_record(model, text_of("Child"), &type));
	assert_ptr_equal(model_record_at(model, 0), model_record(model, text_of("AdoptionSubsidyCase"), NULL));
	assert_null(model_record_at(model, 2));
	assert_ptr_equal(model_fact_at(model, 1), model_record_at(model, 1));
	assert_ptr_equal(shape_table(model_fact_at(model, 0)), &ohio_fact_table);
	assert_null(model_fact_at(model, 3));
	assert_null(shape_of_field(model_record_at(model, 0), 0));
	assert_non_null(shape_of_field(model_record_at(model, 0), 4));
	assert_null(shape_of_field(model_record_at(model, 0), 9999));
	model_free(model);
	model_free(NULL);
}

/* ---- Structs and places ---- */

static void
test_new_structs_are_absent(void **state)
{
	struct model *model = new_model(&ohio_plugin);
	struct arena arena = {0};
	struct ohio_case *record = bound_new(&arena, model_record_at(model, 0), NULL, 0, 0, 77);

	(void)state;
	assert_int_equal((uintptr_t)record % 16, 0);
	assert_int_equal(record->id.state, CASELINT_ABSENT);
	assert_int_equal(record->prior, CASELINT_ABSENT_MONEY);
	assert_int_equal(record->effective_on, CASELINT_ABSENT);
	assert_int_equal(record->payments.state, CASELINT_PRESENT);
	assert_null(record->child);
	assert_int_equal(bound_of(record)->line, 77);
	assert_ptr_equal(bound_find(&arena, record), bound_of(record));
	arena_clear(&arena);
	model_free(model);
}

static void
test_spoiling(void **state)
{
	struct model *model = new_model(&ohio_plugin);
	struct arena arena = {0};
	struct ohio_case *record = bound_new(&arena, model_record_at(model, 0), NULL, 0, 0, 77);

	(void)state;
	bound_spoil(&arena, record);
	assert_int_equal(record->id.state, CASELINT_BAD);
	assert_int_equal(record->prior, CASELINT_BAD_MONEY);
	assert_int_equal(record->effective_on, CASELINT_BAD);
	assert_int_equal(record->request, CASELINT_BAD);
	assert_int_equal(record->payments.state, CASELINT_BAD);
	assert_int_equal(record->payments.count, 0);
	assert_non_null(record->child);
	assert_int_equal(record->child->given.state, CASELINT_BAD);
	assert_int_equal(record->child->born, CASELINT_BAD);
	arena_clear(&arena);
	model_free(model);
}

static void
check_place(const struct arena *arena, struct caselint_ref ref, uint64_t line, const char *path)
{
	struct place place;
	struct buffer text = {0};

	assert_int_equal(place_find(arena, &ref, &place), STATUS_OK);
	assert_int_equal(place.line, line);
	place_path(&place, &text);
	assert_string_equal(buffer_text(&text), path);
	buffer_clear(&text);
}

static void
look_at_places(const struct bound_record *record)
{
	const struct ohio_case *bound = record->data;
	const struct ohio_review *review = bound->reviews.items[1];
	struct caselint_ref whole = {review, CASELINT_WHOLE, 0};
	struct caselint_ref id = CASELINT_REF(bound, struct ohio_case, id);
	struct caselint_ref amended = CASELINT_REF(bound, struct ohio_case, amended_on);
	struct caselint_ref requested = CASELINT_REF(bound, struct ohio_case, requested_on);
	struct caselint_ref entered = CASELINT_REF(review, struct ohio_review, entered_on);
	struct caselint_ref amount = CASELINT_REF(review, struct ohio_review, amount);
	struct caselint_ref list = CASELINT_REF(bound, struct ohio_case, reviews);
	struct caselint_ref letters = CASELINT_REF(bound, struct ohio_case, letters);
	struct caselint_ref born = CASELINT_REF(bound->child, struct ohio_person, born);
	struct place place;

	check_place(record->arena, id, 11, "AdoptionSubsidyCase/@id");
	check_place(record->arena, whole, 14, "AdoptionSubsidyCase/ReviewRecord[2]");
	check_place(record->arena, entered, 14, "AdoptionSubsidyCase/ReviewRecord[2]/@enteredOn");
	/* Not there: the nearest element that is. */
	check_place(record->arena, amount, 14, "AdoptionSubsidyCase/ReviewRecord[2]/SubsidyAmount");
	check_place(record->arena, amended, 12, "AdoptionSubsidyCase/Agreement/@amendedOn");
	check_place(record->arena, requested, 11, "AdoptionSubsidyCase/RetroactiveRequest/@requestedOn");
	check_place(record->arena, list, 13, "AdoptionSubsidyCase/ReviewRecord");
	check_place(record->arena, letters, 11, "AdoptionSubsidyCase/LetterOnFile");
	check_place(record->arena, born, 15, "AdoptionSubsidyCase/Child/PersonBirthDate");
	assert_int_equal(place_find(record->arena, &born, &place), STATUS_OK);
	assert_true(place.is_private);
	assert_int_equal(place_text(&place).length, 0);
	assert_int_equal(place_find(record->arena, &id, &place), STATUS_OK);
	assert_false(place.is_private);
	assert_true(text_equals(place_text(&place), "C1"));
}

#define RECORD                                                                                  \
	"\n<oh:AdoptionSubsidyCase id='C1' county='25'>\n<oh:Agreement/>\n<oh:ReviewRecord/>\n" \
	"<oh:ReviewRecord enteredOn='2008-01-01'/>\n<oh:Child personId='P'/></oh:AdoptionSubsidyCase>"

static void
test_places(void **state)
{
	struct scribe *scribe = scribe_new(&ohio_plugin, false);

	(void)state;
	scribe->look = look_at_places;
	assert_int_equal(scribe_read(scribe, RECORD), STATUS_OK);
	assert_int_equal(scribe->record_count, 1);
	scribe_free(scribe);
}

/* A value that was read first, and then given twice. */
static void
look_for_repeated_text(const struct bound_record *record)
{
	const struct ohio_case *bound = record->data;
	const struct caselint_ref given = CASELINT_REF(bound->child, struct ohio_person, given);
	const struct caselint_ref agreement = CASELINT_REF(bound, struct ohio_case, agreement_id);
	struct place place;

	assert_int_equal(bound->child->given.state, CASELINT_BAD);
	assert_int_equal(place_find(record->arena, &given, &place), STATUS_OK);
	assert_int_equal(place_text(&place).length, 0);
	assert_int_equal(place_find(record->arena, &agreement, &place), STATUS_OK);
	assert_int_equal(place_text(&place).length, 0);
}

static void
test_repeated_text_is_not_found(void **state)
{
	struct scribe *scribe = scribe_new(&ohio_plugin, false);

	(void)state;
	scribe->look = look_for_repeated_text;
	assert_int_equal(scribe_read(scribe,
			     "<oh:AdoptionSubsidyCase id='C1' county='25'><oh:Child><oh:PersonName>"
			     "<oh:PersonGivenName>Ada</oh:PersonGivenName><oh:PersonGivenName>Eve</oh:PersonGivenName>"
			     "</oh:PersonName></oh:Child><oh:Agreement id='A'/><oh:Agreement id='B'/>"
			     "</oh:AdoptionSubsidyCase>"),
	    STATUS_OK);
	assert_int_equal(scribe->record_count, 1);
	scribe_free(scribe);
}

static void
check_breach(const struct arena *arena, const void *in, uint32_t member)
{
	const struct caselint_ref ref = {in, member, 0};
	struct place place;

	assert_int_equal(place_find(arena, &ref, &place), STATUS_BREACH);
}

static void
look_at_bad_places(const struct bound_record *record)
{
	const char *bound = record->data;
	const struct caselint_ref nothing = {NULL, 0, 0};
	struct place place;
	uint64_t outside[32];

	memset(outside, 0, sizeof outside);
	assert_int_equal(place_find(record->arena, &nothing, &place), STATUS_ABSENT);
	check_breach(record->arena, bound, 4);
	check_breach(record->arena, bound, sizeof(struct ohio_case));
	check_breach(record->arena, bound + 8, CASELINT_WHOLE);
	check_breach(record->arena, bound + 16, CASELINT_WHOLE);
	check_breach(record->arena, outside + 16, CASELINT_WHOLE);
	check_breach(record->arena, "text", CASELINT_WHOLE);
	check_breach(record->arena, (const void *)(uintptr_t)16, CASELINT_WHOLE);
	check_breach(record->arena, (const void *)UINTPTR_MAX, CASELINT_WHOLE);
	check_breach(record->arena, (const void *)(UINTPTR_MAX - 15), CASELINT_WHOLE);
	/* Every byte of the arena that is no struct. */
	for (ptrdiff_t i = -64; i < (ptrdiff_t)sizeof(struct ohio_case); i++) {
		if (i != 0)
			assert_null(bound_find(record->arena, bound + i));
	}
}

static void
test_references_to_nothing(void **state)
{
	struct scribe *scribe = scribe_new(&ohio_plugin, false);

	(void)state;
	scribe->look = look_at_bad_places;
	assert_int_equal(scribe_read(scribe, RECORD), STATUS_OK);
	assert_int_equal(scribe->record_count, 1);
	scribe_free(scribe);
}

/* A struct of a record that is gone, and one that is forged from a copy. */
static void
test_structs_that_are_gone(void **state)
{
	struct model *model = new_model(&ohio_plugin);
	struct arena arena = {0};
	struct arena other = {0};
	char *copy = NULL;
	const void *record = bound_new(&arena, model_record_at(model, 0), NULL, 0, 0, 1);

	(void)state;
	copy = arena_take(&arena, sizeof(struct bound) + sizeof(struct ohio_case));
	memcpy(copy, bound_of(record), sizeof(struct bound) + sizeof(struct ohio_case));
	assert_null(bound_find(&arena, copy + sizeof(struct bound)));
	assert_null(bound_find(&other, record));
	arena_reset(&arena);
	assert_null(bound_find(&arena, record));
	arena_clear(&arena);
	assert_null(bound_find(&arena, record));
	model_free(model);
}

static int
tear_down(void **state)
{
	(void)state;
	libxml_release();
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_one_field),
	    cmocka_unit_test(test_bad_kinds),
	    cmocka_unit_test(test_bad_flags),
	    cmocka_unit_test(test_second_id_and_group),
	    cmocka_unit_test(test_bad_members),
	    cmocka_unit_test(test_bad_paths),
	    cmocka_unit_test(test_ignored_paths),
	    cmocka_unit_test(test_bad_tables),
	    cmocka_unit_test(test_longer_fields),
	    cmocka_unit_test(test_tables_of_a_plugin),
	    cmocka_unit_test(test_fact_tables),
	    cmocka_unit_test(test_nesting),
	    cmocka_unit_test(test_shared_tables),
	    cmocka_unit_test(test_look_ups),
	    cmocka_unit_test(test_new_structs_are_absent),
	    cmocka_unit_test(test_spoiling),
	    cmocka_unit_test(test_places),
	    cmocka_unit_test(test_repeated_text_is_not_found),
	    cmocka_unit_test(test_references_to_nothing),
	    cmocka_unit_test(test_structs_that_are_gone),
	};

	return cmocka_run_group_tests(tests, NULL, tear_down);
}
