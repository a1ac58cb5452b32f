/*
 * What a reader does without the validator where it trusts the tables must be
 * what it does when it doubts everything: the same records, the same problems at
 * the same places, for examples that were damaged at random, by the shipped
 * bundles. And what is clean must be trusted, or the trust is worth nothing.
 */
#include "record_support.h"
#include "support.h"

#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "plugin/loader.h"
#include "record/certain.h"
#include "record/conformity.h"
#include "record/libxml.h"
#include "record/shape.h"

#define RULES_SCHEMA CASELINT_SOURCE_DIR "/xsd/rules.xsd"
#define ROUNDS 4000U
#define RECORDS_MAX 16U

/* One reader, and what it said. */
struct witness {
	struct buffer said;
	struct reader_events events;
	struct reader *reader;
	uint32_t records;
};

/* An example cut into its records. */
struct example {
	char *text;
	struct text prefix;
	struct text body;
	struct text records[RECORDS_MAX];
	size_t count;
};

struct fixture {
	struct bundles *bundles;
	const struct model *models[2];
	size_t model_count;
	struct schema *schema;
	struct witness trusting;
	struct witness doubting;
	struct example ohio;
	struct example new_york;
};

static struct fixture fixture;

/* ---- Readers ---- */

static void
note_root(void *context, const struct export_root *root)
{
	struct witness *witness = context;

	buffer_append_format(&witness->said, "root %d\n", (int)root->exported_on);
}

static enum status
note_record(void *context, const struct bound_record *record)
{
	struct witness *witness = context;

	witness->records++;
	buffer_append_format(&witness->said, "record %.*s %llu\n", (int)record->id.length,
	    record->id.data == NULL ? "" : record->id.data, (unsigned long long)record->line);
	dump_object(record->data, &witness->said);
	return STATUS_OK;
}

static void
note_problem(void *context, const struct problem *problem)
{
	struct witness *witness = context;

	buffer_append_format(&witness->said, "problem %d %llu:%llu %.*s %s %d\n", (int)problem->kind,
	    (unsigned long long)problem->line, (unsigned long long)problem->column, (int)problem->path.length,
	    problem->path.data == NULL ? "" : problem->path.data, problem->detail == NULL ? "" : problem->detail,
	    problem->is_key);
}

static void
call_witness(struct witness *witness, const struct schema *schema)
{
	witness->events = (struct reader_events){witness, note_root, note_record, note_problem};
	witness->reader = reader_new(schema, fixture.models, fixture.model_count, &witness->events);
}

static void
call_witnesses(void)
{
	call_witness(&fixture.trusting, fixture.schema);
	call_witness(&fixture.doubting, fixture.schema);
	reader_doubt_everything(fixture.doubting.reader);
}

static void
dismiss_witnesses(void)
{
	reader_free(fixture.trusting.reader);
	reader_free(fixture.doubting.reader);
	buffer_clear(&fixture.trusting.said);
	buffer_clear(&fixture.doubting.said);
}

/* ---- Examples ---- */

static void
read_example(const char *path, const char *record, struct example *ret_example)
{
	FILE *file = fopen(source_path(path), "rb");
	char bytes[32768];
	size_t length = 0;
	char *at = NULL;
	char *end = NULL;
	char mark[64];

	assert_non_null(file);
	length = fread(bytes, 1, sizeof bytes, file);
	fclose(file);
	assert_in_range(length, 1, sizeof bytes - 1);
	ret_example->text = memory_copy_text(bytes, length);
	at = strstr(ret_example->text, "<CaseExport");
	end = strchr(at, '>') + 1;
	ret_example->prefix = text_view(at, (size_t)(end - at));
	at = end;
	end = strstr(at, "</CaseExport>");
	ret_example->body = text_view(at, (size_t)(end - at));
	for (;;) {
		snprintf(mark, sizeof mark, "<%s ", record);
		at = strstr(at, mark);
		if (at == NULL)
			return;
		snprintf(mark, sizeof mark, "</%s>", record);
		end = strstr(at, mark) + strlen(mark);
		assert_true(ret_example->count < RECORDS_MAX);
		ret_example->records[ret_example->count++] = text_view(at, (size_t)(end - at));
		at = end;
	}
}

static int
set_up(void **state)
{
	static const char *const folders[] = {TEST_BUNDLE_DIR};
	struct schema_part parts[2];
	struct buffer why = {0};

	(void)state;
	memset(&fixture, 0, sizeof fixture);
	assert_int_equal(bundles_load(folders, 1, RULES_SCHEMA, &fixture.bundles, &why), STATUS_OK);
	assert_int_equal(fixture.bundles->count, 2);
	fixture.model_count = 2;
	for (size_t i = 0; i < 2; i++) {
		fixture.models[i] = fixture.bundles->items[i].model;
		parts[i] = (struct schema_part){
		    fixture.bundles->items[i].plugin->record_namespace, fixture.bundles->items[i].schema};
	}
	assert_int_equal(schema_new(source_path(ENVELOPE_XSD), parts, 2, &fixture.schema, &why), STATUS_OK);
	buffer_clear(&why);
	call_witnesses();
	read_example("examples/us-oh.xml", "oh:AdoptionSubsidyCase", &fixture.ohio);
	read_example("examples/us-ny.xml", "ny:RetroPaymentCase", &fixture.new_york);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	dismiss_witnesses();
	schema_free(fixture.schema);
	bundles_free(fixture.bundles);
	memory_free(fixture.ohio.text);
	memory_free(fixture.new_york.text);
	return 0;
}

/* ---- Comparing ---- */

static enum status
testify(struct witness *witness, const struct example *example, struct text body, bool first)
{
	const struct record_text text = {.prefix = example->prefix,
	    .body = body,
	    .suffix = text_of("</CaseExport>"),
	    .line = 70001,
	    .column = 5,
	    .root_line = 3,
	    .first = first};

	buffer_reset(&witness->said);
	return reader_read(witness->reader, &text);
}

/* Problems of the root come before it from one, behind it from the other: said of different things. */
static void
assert_agreement(const struct example *example, struct text body, bool first)
{
	enum status trusted = testify(&fixture.trusting, example, body, first);
	enum status doubted = testify(&fixture.doubting, example, body, first);

	if (trusted != doubted || strcmp(buffer_text(&fixture.trusting.said), buffer_text(&fixture.doubting.said)) != 0)
		print_error("of this body:\n%.*s\n", (int)body.length, body.data);
	assert_string_equal(buffer_text(&fixture.trusting.said), buffer_text(&fixture.doubting.said));
	assert_int_equal(trusted, doubted);
}

static void
test_examples_are_trusted(void **state)
{
	(void)state;
	assert_agreement(&fixture.ohio, fixture.ohio.body, true);
	assert_agreement(&fixture.ohio, fixture.ohio.body, false);
	assert_agreement(&fixture.new_york, fixture.new_york.body, false);
	assert_in_range(fixture.trusting.records, 12, 100);
	assert_int_equal(reader_doubts(fixture.trusting.reader), 0);
}

#define SIXTEEN "0123456789abcdef"
#define SIXTY_FOUR SIXTEEN SIXTEEN SIXTEEN SIXTEEN
#define EURO "\xe2\x82\xac"
#define XSI " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
#define CASE(inside) "<oh:AdoptionSubsidyCase id=\"X\" county=\"25\">" inside "</oh:AdoptionSubsidyCase>"
#define NAME(inside)                                                                     \
	"<oh:MatchInvoice id=\"X\" county=\"25\"><oh:InvoiceLine><oh:PersonName>" inside \
	"</oh:PersonName></oh:InvoiceLine></oh:MatchInvoice>"
#define MIDDLE(attribute, inside)                                                 \
	CASE("<oh:Child><oh:PersonName><oh:PersonMiddleName" attribute ">" inside \
	     "</oh:PersonMiddleName></oh:PersonName></oh:Child>")

/* One body for each reason to doubt, and beside it one that gives none. */
static const struct {
	const char *body;
	uint32_t doubts;
} reasons[] = {
    {CASE(""), 0}, {CASE("<!-- a comment --><?a word?>"), 0},
    {CASE("\n<!-- a comment -->\n<oh:LetterOnFile/>\n<?a word?>"), 0},
    {CASE(" "), 1}, /* blanks in an element that has nothing else */
    {CASE("x"), 1}, {CASE("<oh:LetterOnFile/>x"), 1}, {CASE("x<oh:LetterOnFile/>"), 1},
    {CASE("<![CDATA[x]]><oh:LetterOnFile/>"), 1}, {CASE("<![CDATA[ ]]><oh:LetterOnFile/>"), 0},
    {CASE("<oh:LetterOnFile letter=\"x\"></oh:LetterOnFile>"), 0},
    {CASE("<oh:LetterOnFile letter=\"x\"> </oh:LetterOnFile>"), 1},
    {CASE("<oh:LetterOnFile letter=\"x\">x</oh:LetterOnFile>"), 1},
    {CASE("<oh:LetterOnFile letter=\"x\"><oh:LetterOnFile/></oh:LetterOnFile>"), 1}, {CASE("<oh:Unknown/>"), 1},
    {CASE("<Amount/>"), 1}, {"<oh:AdoptionSubsidyCase id=\"X\"/>", 1}, {"<oh:AdoptionSubsidyCase county=\"25\"/>", 1},
    {"<oh:AdoptionSubsidyCase id=\" X \" county=\" 25 \"/>", 0}, {"<oh:AdoptionSubsidyCase id=\"X\" county=\"\"/>", 1},
    {"<oh:AdoptionSubsidyCase id=\"X\" county=\"25\" oh:county=\"25\"/>", 1},
    {"<oh:AdoptionSubsidyCase id=\"X\" county=\"25\" unknown=\"1\"/>", 1},
    {"<oh:AdoptionSubsidyCase id=\"X\" county=\"25\" xml:lang=\"en\"/>", 1},
    {"<oh:AdoptionSubsidyCase id=\"X\" county=\"25\"" XSI "xsi:schemaLocation=\"a b\"/>", 1},
    {"<oh:AdoptionSubsidyCase id=\"X\" county=\"25\"" XSI "xsi:nil=\"false\"/>", 1},
    {"<oh:AdoptionSubsidyCase id=\"X\" county=\"25\"" XSI "xsi:type=\"oh:Money\"/>", 1},
    {"<oh:AdoptionSubsidyCase id=\"X\" county=\"" SIXTY_FOUR "\"/>", 0},
    {"<oh:AdoptionSubsidyCase id=\"X\" county=\"" SIXTY_FOUR "0\"/>", 1},
    {"<oh:AdoptionSubsidyCase id=\"X\" county=\"" SIXTEEN SIXTEEN SIXTEEN EURO "\"/>", 0},
    {"<oh:AdoptionSubsidyCase id=\"X\" county=\"" SIXTEEN SIXTEEN SIXTEEN SIXTEEN EURO "\"/>", 1},
    {"<oh:AdoptionSubsidyCase id=\"X\" county=\"" SIXTEEN SIXTEEN SIXTEEN EURO EURO EURO EURO EURO EURO "\"/>", 1},
    {"<oh:AdoptionSubsidyCase id=\"X\" county=\"25\"/><oh:AdoptionSubsidyCase id=\"Y\"/>", 1},
    {"<oh:NoRecord/>" CASE(""), 0}, {"<other xmlns=\"urn:other\"/>" CASE("x"), 1}, {MIDDLE("", ""), 0},
    {MIDDLE("", "Q."), 0}, {MIDDLE(" a=\"1\"", "Q."), 1}, {MIDDLE("", "<oh:PersonGivenName/>"), 1},
    {CASE("<oh:Child><oh:PersonName>x<oh:PersonGivenName/></oh:PersonName></oh:Child>"), 1},
    {CASE("<oh:Child><oh:PersonName><oh:PersonGivenName/>x</oh:PersonName></oh:Child>"), 1},
    {CASE("<oh:Child><oh:PersonName/><oh:PersonName/></oh:Child>"), 1}, {NAME(""), 0},
    {NAME("\n<oh:PersonGivenName>x</oh:PersonGivenName>\n"), 0}, {NAME("\n"), 1},
    {NAME("x<oh:PersonGivenName>x</oh:PersonGivenName>"), 1}, {NAME("<oh:PersonGivenName>x</oh:PersonGivenName>x"), 1},
    {NAME("<oh:PersonGivenName>x</oh:PersonGivenName><oh:Unknown/>"), 1},
    {CASE("<oh:Payment><oh:Amount> 1.00 </oh:Amount></oh:Payment>"), 0},
    {CASE("<oh:Payment><oh:Amount>1.0</oh:Amount></oh:Payment>"), 1},
    {CASE("<oh:Payment><oh:Amount>1.00<!-- x --></oh:Amount></oh:Payment>"), 0},
    {CASE("<oh:Payment><oh:Amount><oh:Amount/></oh:Amount></oh:Payment>"), 1},
    {CASE("<oh:Payment issuedOn=\"2008-02-30\"/>"), 1}, {CASE("<oh:Payment issuedOn=\"2008-02-28Z\"/>"), 1},
    {CASE("<oh:Payment>") "<oh:AdoptionSubsidyCase county=\"25\"/>", 1}, /* not well-formed */
};

static void
test_reasons_to_doubt(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++) {
		uint64_t before = reader_doubts(fixture.trusting.reader);

		assert_agreement(&fixture.ohio, text_of(reasons[i].body), i % 2 == 0);
		if (reader_doubts(fixture.trusting.reader) - before != reasons[i].doubts)
			fail_msg("doubted wrongly: %s", reasons[i].body);
	}
}

/* More than a text may have, in a place the binder keeps and in one that it does not. */
static void
test_long_texts(void **state)
{
	static const char *const around[][2] = {
	    {"<oh:AdoptionSubsidyCase id=\"X\" county=\"25\"><oh:Child><oh:PersonName><oh:PersonGivenName>",
		"</oh:PersonGivenName></oh:PersonName></oh:Child></oh:AdoptionSubsidyCase>"},
	    {"<oh:AdoptionSubsidyCase id=\"X\" county=\"25\"><oh:Child><oh:PersonName><oh:PersonMiddleName>",
		"</oh:PersonMiddleName></oh:PersonName></oh:Child></oh:AdoptionSubsidyCase>"}};
	static const size_t lengths[] = {65535, 65536, 65537, 70000};
	static char text[70000];

	(void)state;
	memset(text, 'x', sizeof text);
	for (size_t i = 0; i < 8; i++) {
		uint64_t before = reader_doubts(fixture.trusting.reader);
		struct buffer body = {0};

		buffer_append_text(&body, around[i / 4][0]);
		buffer_append(&body, text, lengths[i % 4]);
		buffer_append_text(&body, around[i / 4][1]);
		assert_agreement(&fixture.ohio, text_view(body.data, body.length), false);
		assert_int_equal(reader_doubts(fixture.trusting.reader) - before, lengths[i % 4] > 65536);
		buffer_clear(&body);
	}
}

/* What stands in place of an attribute's value or an element's text, or beside it. */
static const char *const values[] = {"", " ", "  ", "\n", "0", "1", "12", "-1", "250.00", "250.0", "250", " 250.00 ",
    "1234567890.00", "999999999.99", "2008-01-09", "2008-02-30", "2008-01-09Z", "-2008-01-09", "02008-01-09", "2008-01",
    "2008-13", "08:30:00", "24:00:00", "08:30:00.5", "true", "false", "TRUE", "AA", "A  A", " AA", "A\tA", "x&amp;y",
    "&#38;", "&#x20;", "&lt;", "\xc3\xa9", "\xe2\x82\xac", "<!-- a comment -->", "2008<!-- -->-01-09", "<?x y?>",
    "<![CDATA[250.00]]>", "<![CDATA[]]>", "<oh:Amount>1.00</oh:Amount>", "<ny:Amount>1.00</ny:Amount>", "<Amount/>",
    "<oh:Unknown/>", "0123456789012345678901234567890123456789012345678901234567890123",
    "01234567890123456789012345678901234567890123456789012345678901234", "&nosuch;", "<", ">", "]]>"};

/* Attributes that are put into a tag. */
static const char *const attributes[] = {" id=\"X\"", " program=\"AA\"", " xml:lang=\"en\"", " unknown=\"1\"",
    " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"",
    " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"oh:Money\"",
    " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"a b\"", " xmlns=\"urn:other\"",
    " xmlns:oh=\"urn:other\"", " oh:county=\"25\"", " month=\"2008-01\"", " nope:x=\"1\""};

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

static size_t
pick(uint64_t *random, size_t count)
{
	return support_random(random) % count;
}

/* A place of the byte at or behind a random one; the length of the body when there is none. */
static size_t
find_byte(uint64_t *random, const struct buffer *body, char byte)
{
	size_t from = pick(random, body->length);
	const char *found = memchr(body->data + from, byte, body->length - from);

	return found == NULL ? body->length : (size_t)(found - body->data);
}

static void
replace(struct buffer *body, size_t start, size_t end, struct text by)
{
	struct buffer made = {0};

	buffer_append(&made, body->data, start);
	buffer_append(&made, by.data, by.length);
	buffer_append(&made, body->data + end, body->length - end);
	buffer_clear(body);
	*body = made;
}

/* Between quotes, or between tags. */
static void
change_value(uint64_t *random, struct buffer *body, char open, char close)
{
	size_t start = find_byte(random, body, open);
	const char *end = NULL;

	if (start + 1 >= body->length)
		return;
	start++;
	end = memchr(body->data + start, close, body->length - start);
	if (end != NULL)
		replace(body, start, (size_t)(end - body->data), text_of(values[pick(random, COUNT_OF(values))]));
}

/* One tag is taken out, or written twice. */
static void
change_tag(uint64_t *random, struct buffer *body, bool twice)
{
	size_t start = find_byte(random, body, '<');
	const char *end = start == body->length ? NULL : memchr(body->data + start, '>', body->length - start);
	struct buffer tag = {0};

	if (end == NULL)
		return;
	buffer_append(&tag, body->data + start, (size_t)(end + 1 - (body->data + start)));
	if (twice)
		replace(body, start, start, text_view(tag.data, tag.length));
	else
		replace(body, start, start + tag.length, text_view("", 0));
	buffer_clear(&tag);
}

/* One line is written twice, or taken out: mostly a whole element. */
static void
change_line(uint64_t *random, struct buffer *body, bool twice)
{
	size_t start = find_byte(random, body, '\n');
	const char *end = start == body->length ? NULL : memchr(body->data + start + 1, '\n', body->length - start - 1);
	struct buffer line = {0};

	if (end == NULL)
		return;
	buffer_append(&line, body->data + start, (size_t)(end - (body->data + start)));
	replace(body, start, twice ? start : start + line.length,
	    twice ? text_view(line.data, line.length) : text_view("", 0));
	buffer_clear(&line);
}

static void
drop_attribute(uint64_t *random, struct buffer *body)
{
	size_t start = find_byte(random, body, ' ');
	const char *end = start == body->length ? NULL : memchr(body->data + start, '"', body->length - start);

	if (end != NULL)
		end = memchr(end + 1, '"', body->length - (size_t)(end + 1 - body->data));
	if (end != NULL)
		replace(body, start, (size_t)(end + 1 - body->data), text_view("", 0));
}

static void
damage(uint64_t *random, struct buffer *body)
{
	size_t place = 0;

	switch (pick(random, 10)) {
	case 9: drop_attribute(random, body); break;
	case 0:
	case 1: change_value(random, body, '"', '"'); break;
	case 2:
	case 3: change_value(random, body, '>', '<'); break;
	case 4: change_tag(random, body, pick(random, 2) == 0); break;
	case 5:
	case 6: change_line(random, body, pick(random, 2) == 0); break;
	case 7:
		place = find_byte(random, body, ' ');
		replace(body, place, place, text_of(attributes[pick(random, COUNT_OF(attributes))]));
		break;
	default:
		place = pick(random, body->length);
		replace(body, place, place + pick(random, 2), text_of(values[pick(random, COUNT_OF(values))]));
		break;
	}
}

static void
compare_damaged(const struct example *example, uint64_t random)
{
	const uint64_t doubts = reader_doubts(fixture.trusting.reader);
	uint64_t doubted = 0;

	for (uint32_t i = 0; i < ROUNDS; i++) {
		struct buffer body = {0};
		size_t faults = pick(&random, 3);

		for (size_t k = 0; k < 2; k++) {
			struct text record = example->records[pick(&random, example->count)];

			buffer_append(&body, record.data, record.length);
			buffer_append_byte(&body, '\n');
		}
		for (size_t k = 0; k < faults; k++)
			damage(&random, &body);
		assert_agreement(example, text_view(body.data, body.length), pick(&random, 8) == 0);
		buffer_clear(&body);
	}
	/* Both must happen, and often. */
	doubted = reader_doubts(fixture.trusting.reader) - doubts;
	assert_in_range(doubted, ROUNDS / 4, ROUNDS * 2);
	assert_in_range(fixture.trusting.records - doubted, ROUNDS / 4, ROUNDS * 2);
}

static void
test_damaged_ohio(void **state)
{
	(void)state;
	compare_damaged(&fixture.ohio, 20080103);
}

static void
test_damaged_new_york(void **state)
{
	(void)state;
	compare_damaged(&fixture.new_york, 42);
}

/* ---- What is learnt ---- */

static const struct shape_node *
node_at(const struct shape *shape, const char *name, bool is_attribute)
{
	uint32_t node = shape_child(shape, 0, text_of(name), is_attribute);

	assert_int_not_equal(node, SHAPE_NONE);
	return &shape->nodes[node];
}

static void
test_claims(void **state)
{
	const struct model *model = fixture.models[1];
	const struct shape *shape = model_record(model, text_of("AdoptionSubsidyCase"), NULL);
	const struct shape_node *node = NULL;

	(void)state;
	assert_true(shape->nodes[0].claim.is_open);
	assert_int_equal(shape->nodes[0].claim.text, SHAPE_TEXT_BLANK);
	node = node_at(shape, "county", true);
	assert_true(node->claim.is_required);
	assert_int_equal(node->claim.text, SHAPE_TEXT_LENGTH);
	assert_true(node->claim.is_collapsed);
	assert_int_equal(node->claim.least, 1);
	assert_int_equal(node->claim.most, 64);
	/* The binder alone judges a record's id. */
	assert_int_equal(node_at(shape, "id", true)->claim.text, SHAPE_TEXT_JUDGED);
	assert_false(node_at(shape, "program", true)->claim.is_required);
}

/* Whether the two agree or not. */
static void
learn(const char *path, struct model *model)
{
	struct buffer why = {0};
	struct xsd *xsd = NULL;

	assert_int_equal(xsd_read(path, &xsd, &why), STATUS_OK);
	certain_learn(xsd, model);
	xsd_free(xsd);
	buffer_clear(&why);
}

/* A schema that asks for what the tables do not show leaves its nodes unsure. */
static void
test_what_is_not_understood(void **state)
{
	static const char *const inside[] = {
	    "<xs:sequence><xs:element name=\"A\" type=\"xs:string\" minOccurs=\"0\"/></xs:sequence>",
	    "<xs:choice minOccurs=\"0\"><xs:element name=\"A\" type=\"xs:string\"/></xs:choice>",
	    "<xs:choice maxOccurs=\"unbounded\"><xs:element name=\"A\" type=\"xs:string\"/></xs:choice>",
	    "<xs:choice minOccurs=\"0\" maxOccurs=\"unbounded\"><xs:element name=\"A\" type=\"xs:string\" "
	    "maxOccurs=\"2\"/></xs:choice>",
	    "<xs:choice minOccurs=\"0\" maxOccurs=\"unbounded\"><xs:element name=\"A\" type=\"xs:string\"/>"
	    "</xs:choice><xs:attribute name=\"b\" type=\"xs:string\" use=\"prohibited\"/>",
	    "<xs:choice minOccurs=\"0\" maxOccurs=\"unbounded\"><xs:element name=\"A\" type=\"xs:string\"/>"
	    "</xs:choice><xs:attribute name=\"b\" type=\"xs:string\" use=\"required\"/>",
	    "<xs:choice minOccurs=\"0\" maxOccurs=\"unbounded\"><xs:element name=\"A\" "
	    "type=\"xs:string\"/></xs:choice>"};
	static const struct caselint_field fields[] = {{"@id", NULL, CASELINT_ID, 0, CASELINT_RECORD_ID, 0},
	    {"A", NULL, CASELINT_TEXT, sizeof(struct caselint_text), 0, 0}};
	static const struct caselint_table table = {
	    "Thing", CASELINT_ARRAY(fields), {NULL, 0, 0}, 2 * sizeof(struct caselint_text), 0};
	static const struct caselint_table *const tables[] = {&table};
	struct caselint_plugin plugin = ohio_plugin;

	(void)state;
	plugin.record_namespace = "urn:test";
	plugin.records = (struct caselint_array){tables, 1, sizeof tables[0]};
	plugin.facts = (struct caselint_array){NULL, 0, 0};
	for (size_t i = 0; i < COUNT_OF(inside); i++) {
		struct model *model = new_model(&plugin);
		const char *path = scratch_path();
		struct buffer why = {0};
		FILE *file = fopen(path, "wb");

		assert_non_null(file);
		fprintf(file,
		    "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" targetNamespace=\"urn:test\" "
		    "elementFormDefault=\"qualified\"><xs:element name=\"Thing\"><xs:complexType>%s<xs:attribute "
		    "name=\"id\" type=\"xs:token\"/></xs:complexType></xs:element></xs:schema>",
		    inside[i]);
		fclose(file);
		learn(path, model);
		assert_int_equal(model_record_at(model, 0)->nodes[0].claim.is_open, i + 1 == COUNT_OF(inside));
		buffer_clear(&why);
		model_free(model);
	}
}

#define THING(attributes, inside) "<t:Thing xmlns:t=\"urn:test\" " attributes ">" inside "</t:Thing>"
#define GOOD "id=\"X\" must=\"1\""

/* Bounds the binder has none of, and an attribute only the schema wants. */
static void
test_what_only_the_schema_asks(void **state)
{
	static const char xsd[] =
	    "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns:t=\"urn:test\" "
	    "targetNamespace=\"urn:test\" "
	    "elementFormDefault=\"qualified\"><xs:simpleType name=\"Few\"><xs:restriction "
	    "base=\"xs:token\"><xs:minLength "
	    "value=\"1\"/><xs:maxLength value=\"5\"/></xs:restriction></xs:simpleType><xs:element name=\"Thing\">"
	    "<xs:complexType><xs:choice minOccurs=\"0\" maxOccurs=\"unbounded\"><xs:element name=\"Kept\" "
	    "type=\"t:Few\"/><xs:element name=\"Ignored\" type=\"t:Few\"/></xs:choice><xs:attribute name=\"id\" "
	    "type=\"xs:token\"/><xs:attribute name=\"must\" type=\"t:Few\" use=\"required\"/><xs:attribute "
	    "name=\"ignored\" type=\"t:Few\"/></xs:complexType></xs:element></xs:schema>";
	static const struct {
		const char *body;
		uint32_t doubts;
	} bodies[] = {
	    {THING(GOOD, ""), 0},
	    {THING("id=\"X\"", ""), 1},
	    {THING("id=\"X\" must=\"\"", ""), 1},
	    {THING("id=\"X\" must=\" \"", ""), 1},
	    {THING("id=\"X\" must=\"123456\"", ""), 1},
	    {THING(GOOD " ignored=\"1\"", ""), 0},
	    {THING(GOOD " ignored=\"\"", ""), 1},
	    {THING(GOOD " ignored=\"123456\"", ""), 1},
	    {THING(GOOD, "<t:Kept>12345</t:Kept>"), 0},
	    {THING(GOOD, "<t:Kept> 12345 </t:Kept>"), 0},
	    {THING(GOOD, "<t:Kept>123456</t:Kept>"), 1},
	    {THING(GOOD, "<t:Kept>1    2</t:Kept>"), 1},
	    {THING(GOOD, "<t:Kept> </t:Kept>"), 1},
	    {THING(GOOD, "<t:Kept/>"), 1},
	    {THING(GOOD, "<t:Ignored>12345</t:Ignored>"), 0},
	    {THING(GOOD, "<t:Ignored>1234<!-- x -->5</t:Ignored>"), 0},
	    {THING(GOOD, "<t:Ignored>123456</t:Ignored>"), 1},
	    {THING(GOOD, "<t:Ignored a=\"1\">12345</t:Ignored>"), 1},
	    {THING(GOOD, "<t:Ignored>1<t:Kept>1</t:Kept></t:Ignored>"), 1},
	    {THING(GOOD, "<t:Ignored/>"), 1},
	};
	static const struct caselint_field fields[] = {{"@id", NULL, CASELINT_ID, 0, CASELINT_RECORD_ID, 0},
	    {"@must", NULL, CASELINT_TEXT, sizeof(struct caselint_text), 0, 0},
	    {"Kept", NULL, CASELINT_TEXT, 2 * sizeof(struct caselint_text), 0, 0}};
	static const char *const ignored[] = {"Ignored", "@ignored"};
	static const struct caselint_table table = {
	    "Thing", CASELINT_ARRAY(fields), CASELINT_ARRAY(ignored), 3 * sizeof(struct caselint_text), 0};
	static const struct caselint_table *const tables[] = {&table};
	const struct example example = {
	    .prefix = text_of("<CaseExport xmlns=\"urn:caselint:export:1\" schemaVersion=\"1.0\" system=\"test\">")};
	struct caselint_plugin plugin = ohio_plugin;
	struct model *model = NULL;
	struct schema_part part = {"urn:test", scratch_path()};
	struct buffer why = {0};
	FILE *file = fopen(part.path, "wb");

	(void)state;
	assert_non_null(file);
	assert_int_equal(fwrite(xsd, 1, sizeof xsd - 1, file), sizeof xsd - 1);
	fclose(file);
	memset(&fixture, 0, sizeof fixture);
	plugin.record_namespace = "urn:test";
	plugin.records = (struct caselint_array){tables, 1, sizeof tables[0]};
	plugin.facts = (struct caselint_array){NULL, 0, 0};
	model = new_model(&plugin);
	assert_int_equal(conformity_check(part.path, &plugin, model, &why), STATUS_OK);
	assert_int_equal(schema_new(source_path(ENVELOPE_XSD), &part, 1, &fixture.schema, &why), STATUS_OK);
	fixture.models[0] = model;
	fixture.model_count = 1;
	call_witnesses();
	for (size_t i = 0; i < COUNT_OF(bodies); i++) {
		uint64_t before = reader_doubts(fixture.trusting.reader);

		assert_agreement(&example, text_of(bodies[i].body), false);
		if (reader_doubts(fixture.trusting.reader) - before != bodies[i].doubts)
			fail_msg("doubted wrongly: %s", bodies[i].body);
	}
	dismiss_witnesses();
	schema_free(fixture.schema);
	model_free(model);
	buffer_clear(&why);
}

/* The value of a simple type is understood only as a length. */
static void
test_simple_types(void **state)
{
	static const struct {
		const char *type;
		enum shape_text text;
		uint32_t least, most;
	} types[] = {
	    {"<xs:restriction base=\"xs:string\"/>", SHAPE_TEXT_LENGTH, 0, UINT32_MAX},
	    {"<xs:restriction base=\"xs:token\"><xs:maxLength value=\"5\"/></xs:restriction>", SHAPE_TEXT_LENGTH, 0, 5},
	    {"<xs:restriction base=\"t:Five\"><xs:maxLength value=\"9\"/></xs:restriction>", SHAPE_TEXT_LENGTH, 1, 5},
	    {"<xs:restriction base=\"xs:token\"><xs:minLength value=\"2\"/></xs:restriction>", SHAPE_TEXT_UNSURE, 0, 0},
	    {"<xs:restriction base=\"xs:token\"><xs:length value=\"2\"/></xs:restriction>", SHAPE_TEXT_UNSURE, 0, 0},
	    {"<xs:restriction base=\"xs:token\"><xs:pattern value=\"5\"/></xs:restriction>", SHAPE_TEXT_UNSURE, 0, 0},
	    {"<xs:restriction base=\"xs:token\"><xs:enumeration value=\"5\"/></xs:restriction>", SHAPE_TEXT_UNSURE, 0,
		0},
	    {"<xs:restriction base=\"xs:decimal\"/>", SHAPE_TEXT_UNSURE, 0, 0},
	    {"<xs:union memberTypes=\"xs:token xs:date\"/>", SHAPE_TEXT_UNSURE, 0, 0},
	    {"<xs:list itemType=\"xs:token\"/>", SHAPE_TEXT_UNSURE, 0, 0},
	};
	static const struct caselint_field fields[] = {{"@id", NULL, CASELINT_ID, 0, CASELINT_RECORD_ID, 0},
	    {"A", NULL, CASELINT_TEXT, sizeof(struct caselint_text), 0, 0}};
	static const struct caselint_table table = {
	    "Thing", CASELINT_ARRAY(fields), {NULL, 0, 0}, 2 * sizeof(struct caselint_text), 0};
	static const struct caselint_table *const tables[] = {&table};
	struct caselint_plugin plugin = ohio_plugin;

	(void)state;
	plugin.record_namespace = "urn:test";
	plugin.records = (struct caselint_array){tables, 1, sizeof tables[0]};
	plugin.facts = (struct caselint_array){NULL, 0, 0};
	for (size_t i = 0; i < COUNT_OF(types); i++) {
		struct model *model = new_model(&plugin);
		const char *path = scratch_path();
		struct buffer why = {0};
		FILE *file = fopen(path, "wb");
		const struct shape_claim *claim = NULL;

		assert_non_null(file);
		fprintf(file,
		    "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns:t=\"urn:test\" "
		    "targetNamespace=\"urn:test\" elementFormDefault=\"qualified\"><xs:simpleType name=\"Five\">"
		    "<xs:restriction base=\"xs:token\"><xs:minLength value=\"1\"/><xs:maxLength value=\"5\"/>"
		    "</xs:restriction></xs:simpleType><xs:element name=\"Thing\"><xs:complexType><xs:choice "
		    "minOccurs=\"0\" maxOccurs=\"unbounded\"><xs:element name=\"A\"><xs:simpleType>%s</xs:simpleType>"
		    "</xs:element></xs:choice><xs:attribute name=\"id\" type=\"xs:token\"/></xs:complexType>"
		    "</xs:element></xs:schema>",
		    types[i].type);
		fclose(file);
		learn(path, model);
		claim = &node_at(model_record_at(model, 0), "A", false)->claim;
		assert_int_equal(claim->text, types[i].text);
		if (types[i].text == SHAPE_TEXT_LENGTH) {
			assert_int_equal(claim->least, types[i].least);
			assert_int_equal(claim->most, types[i].most);
		}
		buffer_clear(&why);
		model_free(model);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_examples_are_trusted, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_reasons_to_doubt, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_long_texts, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_damaged_ohio, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_damaged_new_york, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_claims, set_up, tear_down),
	    cmocka_unit_test(test_what_is_not_understood),
	    cmocka_unit_test(test_what_only_the_schema_asks),
	    cmocka_unit_test(test_simple_types),
	};
	int failed = 0;

	libxml_prepare();
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	libxml_release();
	return failed;
}
