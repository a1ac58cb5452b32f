/*
 * Keys: which problems tell that an id could not be read, how that crosses the wire, and that records which look for
 * this one are then told that something may be missing.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#include "engine/input_findings.h"
#include "engine/wire.h"
#include "record/libxml.h"
#include "record_support.h"

#define CASE "<oh:AdoptionSubsidyCase id='C1' county='25' "
#define END "</oh:AdoptionSubsidyCase>"

static struct scribe *with_schema;
static struct scribe *without_schema;

/* The problem as it is told, carried over the wire, and what it means for records that look for this one. */
static void
note_key(void *context, const struct problem *problem)
{
	struct scribe *scribe = context;
	struct input_findings findings = {0};
	struct wire_message message = {0};
	struct problem arrived = {0};
	struct buffer wire = {0};
	size_t position = 0;

	wire_put_problem(&wire, problem);
	assert_int_equal(wire_next(text_view(wire.data, wire.length), &position, &message), STATUS_OK);
	assert_int_equal(wire_get_problem(message.body, &arrived), STATUS_OK);
	assert_int_equal(arrived.kind, problem->kind);
	assert_int_equal(arrived.is_key, problem->is_key);
	input_findings_add_problem(&findings, 0, &arrived);
	buffer_append_format(&scribe->problems, "%.*s %s %s\n", (int)problem->path.length,
	    problem->path.data == NULL ? "" : problem->path.data, problem->is_key ? "key" : "-",
	    findings.lost_records ? "lost" : "-");
	input_findings_clear(&findings);
	buffer_clear(&wire);
}

static int
set_up(void **state)
{
	(void)state;
	with_schema = scribe_new(&ohio_plugin, true);
	without_schema = scribe_new(&ohio_plugin, false);
	with_schema->events.problem = note_key;
	without_schema->events.problem = note_key;
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	scribe_free(with_schema);
	scribe_free(without_schema);
	libxml_release();
	return 0;
}

static void
check_keys(const char *body, const char *problems)
{
	struct scribe *scribes[2] = {with_schema, without_schema};

	for (size_t i = 0; i < 2; i++) {
		scribe_forget(scribes[i]);
		assert_int_equal(scribe_read(scribes[i], body), STATUS_OK);
		assert_string_equal(buffer_text(&scribes[i]->problems), problems);
	}
}

static void
test_keys(void **state)
{
	(void)state;
	check_keys(CASE "><oh:Agreement id='a  b'/>" END, "AdoptionSubsidyCase/Agreement/@id key lost\n");
	check_keys("<oh:MatchInvoice id='I' county='1'><oh:InvoiceLine caseId=''/></oh:MatchInvoice>",
	    "MatchInvoice/InvoiceLine[1]/@caseId key lost\n");
	check_keys(CASE "program='A  A'/>", "AdoptionSubsidyCase/@program - -\n");
	check_keys(CASE "><oh:Payment month='x'/>" END, "AdoptionSubsidyCase/Payment[1]/@month - -\n");
	check_keys("<oh:AdoptionSubsidyCase county='25' id='a  b'/>", "AdoptionSubsidyCase/@id - lost\n");
	check_keys("<oh:AdoptionSubsidyCase id='C1'/>", "AdoptionSubsidyCase/@county - -\n");
	/* A key lies in what was given twice. */
	check_keys(CASE "><oh:Agreement/><oh:Agreement/>" END, "AdoptionSubsidyCase/Agreement key lost\n");
	check_keys(CASE "><oh:Child/><oh:Child/>" END, "AdoptionSubsidyCase/Child key lost\n");
	check_keys(CASE "><oh:RetroactiveRequest/><oh:RetroactiveRequest/>" END,
	    "AdoptionSubsidyCase/RetroactiveRequest - -\n");
	check_keys(CASE "><oh:Payment><oh:Amount>1.00</oh:Amount><oh:Amount>1.00</oh:Amount></oh:Payment>" END,
	    "AdoptionSubsidyCase/Payment[1]/Amount - -\n");
	check_keys(CASE "><oh:Foo/>" END, "AdoptionSubsidyCase - -\n");
}

struct keyed {
	struct caselint_text id, key, note, own;
	const void *inner;
};

static const struct caselint_field keyed_inner_fields[] = {CASELINT_FIELD(struct keyed, own, ".", CASELINT_ID, 0),
    CASELINT_FIELD(struct keyed, note, "@note", CASELINT_TEXT, 0)};
static const struct caselint_table keyed_inner = {
    "Inner", CASELINT_ARRAY(keyed_inner_fields), {NULL, 0, 0}, sizeof(struct keyed), 0};
static const struct caselint_field keyed_fields[] = {
    CASELINT_FIELD(struct keyed, id, "@id", CASELINT_ID, CASELINT_RECORD_ID),
    CASELINT_FIELD(struct keyed, key, "Key", CASELINT_ID, CASELINT_PRIVATE),
    CASELINT_FIELD(struct keyed, note, "Note", CASELINT_TEXT, 0),
    CASELINT_NESTED(struct keyed, inner, "On/Way/Inner", CASELINT_RECORD, &keyed_inner, 0),
};
static const struct caselint_table keyed_table = {
    "Keyed", CASELINT_ARRAY(keyed_fields), {NULL, 0, 0}, sizeof(struct keyed), 0};
static const struct caselint_table *const keyed_records[] = {&keyed_table};
static const struct caselint_plugin keyed_plugin = {
    .size = sizeof(struct caselint_plugin), .record_namespace = OHIO, .records = CASELINT_ARRAY(keyed_records)};

/* Reads a record whose keys are elements. `filling`: how many letters come behind `before`. */
static void
check_keyed(const char *before, size_t filling, const char *behind, const char *problems)
{
	struct scribe *scribe = scribe_new(&keyed_plugin, false);
	struct buffer body = {0};

	buffer_append_format(&body, "<oh:Keyed id='1'>%s", before);
	memset(buffer_reserve(&body, filling), 'x', filling);
	body.length += filling;
	body.data[body.length] = '\0';
	buffer_append_format(&body, "%s</oh:Keyed>", behind);
	scribe->events.problem = note_key;
	assert_int_equal(scribe_read(scribe, buffer_text(&body)), STATUS_OK);
	assert_string_equal(buffer_text(&scribe->problems), problems);
	buffer_clear(&body);
	scribe_free(scribe);
}

static void
test_keys_that_are_elements(void **state)
{
	(void)state;
	check_keyed("<oh:Key>K</oh:Key>", 0, "", "");
	check_keyed("<oh:Key> </oh:Key>", 0, "", "Keyed/Key key lost\n");
	check_keyed("<oh:Key>", LIMIT_TEXT_BYTES + 1, "</oh:Key>", "Keyed/Key key lost\n");
	check_keyed("<oh:Note>", LIMIT_TEXT_BYTES + 1, "</oh:Note>", "Keyed/Note - -\n");
	check_keyed("<oh:Key>K<oh:b/></oh:Key>", 0, "", "Keyed/Key key lost\n");
	check_keyed("<oh:Note>K<oh:b/></oh:Note>", 0, "", "Keyed/Note - -\n");
	check_keyed("<oh:Key>K</oh:Key><oh:Key>K</oh:Key>", 0, "", "Keyed/Key key lost\n");
	check_keyed("<oh:Note>K</oh:Note><oh:Note>K</oh:Note>", 0, "", "Keyed/Note - -\n");
	check_keyed("<oh:On/><oh:On/>", 0, "", "Keyed/On key lost\n");
	check_keyed("<oh:On><oh:Way/><oh:Way/></oh:On>", 0, "", "Keyed/On/Way key lost\n");
	check_keyed("<oh:On><oh:Way><oh:Inner>  </oh:Inner></oh:Way></oh:On>", 0, "", "Keyed/On/Way/Inner key lost\n");
	check_keyed(
	    "<oh:On><oh:Way><oh:Inner>a<b/></oh:Inner></oh:Way></oh:On>", 0, "", "Keyed/On/Way/Inner key lost\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_keys),
	    cmocka_unit_test(test_keys_that_are_elements),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
