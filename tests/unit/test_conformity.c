/* Tables against schemas, both ways; schemas outside of the subset; and the schemas that ship against the example. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <libxml/parser.h>
#include <libxml/xmlschemas.h>

#include "record/conformity.h"
#include "record/libxml.h"
#include "record_support.h"

#define SCHEMA_FILE scratch_path()
#define HEAD                                                                                            \
	"<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' xmlns='urn:t' targetNamespace='urn:t' " \
	"elementFormDefault='qualified'>\n"
#define FOOT "</xs:schema>"

struct thing {
	struct caselint_text id;
	int64_t money;
	int32_t there;
	const void *record;
	struct caselint_list list;
};

static void
write_schema(const char *text)
{
	FILE *stream = fopen(SCHEMA_FILE, "w");

	assert_non_null(stream);
	fputs(text, stream);
	fclose(stream);
}

static void
check_why(const struct buffer *why, const char *word)
{
	if (word != NULL && strstr(buffer_text(why), word) == NULL)
		print_error("no \"%s\" in \"%s\"\n", word, buffer_text(why));
	if (word != NULL)
		assert_non_null(strstr(buffer_text(why), word));
	else
		assert_string_equal(buffer_text(why), "");
}

static void
check_plugin(const char *path, const struct caselint_plugin *plugin, enum status status, const char *word)
{
	struct buffer why = {0};

	assert_int_equal(conformity_check(path, plugin, NULL, &why), status);
	check_why(&why, word);
	buffer_clear(&why);
}

static void
check_unbound(const char *path, const struct caselint_plugin *plugin, const char *paths, size_t count)
{
	struct buffer found = {0};
	size_t found_count = 99;

	assert_int_equal(conformity_unbound(path, plugin, &found, &found_count), STATUS_OK);
	assert_string_equal(buffer_text(&found), paths);
	assert_int_equal(found_count, count);
	buffer_clear(&found);
}

static const struct caselint_field inner_fields[] = {CASELINT_FIELD(struct thing, money, "Amount", CASELINT_MONEY, 0)};
static const struct caselint_table inner = {
    "Inner", CASELINT_ARRAY(inner_fields), {NULL, 0, 0}, sizeof(struct thing), 0};

/* A plugin of one table: the id and one more field, and one ignored path (NULL: none). */
static void
check_field(struct caselint_field field, const char *ignored_path, const char *word)
{
	const struct caselint_field fields[] = {
	    CASELINT_FIELD(struct thing, id, "@id", CASELINT_ID, CASELINT_RECORD_ID), field};
	const char *ignored[] = {ignored_path};
	const struct caselint_table table = {"Thing", CASELINT_ARRAY(fields),
	    {ignored, ignored_path == NULL ? 0 : 1, sizeof *ignored}, sizeof(struct thing), 0};
	const struct caselint_table *records[] = {&table};
	const struct caselint_plugin plugin = {
	    .size = sizeof plugin, .record_namespace = "urn:t", .records = CASELINT_ARRAY(records)};

	check_plugin(SCHEMA_FILE, &plugin, word == NULL ? STATUS_OK : STATUS_REFUSED, word);
}

#define MONEY(path) ((struct caselint_field)CASELINT_FIELD(struct thing, money, path, CASELINT_MONEY, 0))
#define PRESENCE(path) ((struct caselint_field)CASELINT_FIELD(struct thing, there, path, CASELINT_PRESENCE, 0))
#define RECORD(path) ((struct caselint_field)CASELINT_NESTED(struct thing, record, path, CASELINT_RECORD, &inner, 0))
#define LIST(path) ((struct caselint_field)CASELINT_NESTED(struct thing, list, path, CASELINT_LIST, &inner, 0))

static const char thing_schema[] =
    HEAD "<xs:simpleType name='Money'><xs:restriction base='xs:token'><xs:maxLength "
	 "value='12'/></xs:restriction></xs:simpleType>"
	 "<xs:complexType name='Priced'><xs:simpleContent><xs:extension base='Money'>"
	 "<xs:attribute name='currency' type='xs:token'/></xs:extension></xs:simpleContent></xs:complexType>"
	 "<xs:element name='Inner'><xs:complexType><xs:all><xs:element name='Amount' "
	 "type='Money'/></xs:all></xs:complexType>"
	 "</xs:element>"
	 "<xs:element name='Thing'><xs:complexType><xs:sequence>"
	 "<xs:element name='Once' type='Money'/><xs:element name='Many' type='Money' maxOccurs='3'/>"
	 "<xs:element name='Priced' type='Priced'/>"
	 "<xs:element name='Group' maxOccurs='unbounded'><xs:complexType><xs:sequence><xs:element ref='Inner'/>"
	 "<xs:element name='Leaf' type='Money'/></xs:sequence></xs:complexType></xs:element>"
	 "<xs:element name='Open'><xs:complexType><xs:choice minOccurs='0' maxOccurs='unbounded'>"
	 "<xs:element ref='Inner'/><xs:element name='Leaf' type='Money'/></xs:choice></xs:complexType></xs:element>"
	 "<xs:element ref='Inner' minOccurs='0' maxOccurs='unbounded'/>"
	 "<xs:element name='Flag'><xs:complexType/></xs:element>"
	 "</xs:sequence><xs:attribute name='id' type='xs:token' use='required'/></xs:complexType></xs:element>" FOOT;

static void
test_paths(void **state)
{
	(void)state;
	write_schema(thing_schema);
	check_field(MONEY("Once"), NULL, NULL);
	check_field(MONEY("Priced"), "Priced/@currency", NULL);
	check_field(MONEY("Priced/@currency"), "Open/Leaf", NULL);
	check_field(MONEY("Open/Leaf"), "Many", NULL);
	check_field(MONEY("Nothing"), NULL, "path \"Nothing\": the schema does not have it");
	check_field(MONEY("@Once"), NULL, "does not have it");
	check_field(MONEY("Once/Deeper"), NULL, "does not have it");
	check_field(MONEY("Once"), "Twice", "path \"Twice\": the schema does not have it");
	check_field(MONEY("Many"), NULL, "lets it repeat");
	check_field(MONEY("Group/Leaf"), NULL, "on the way may repeat");
	check_field(MONEY("Open"), NULL, "no text there");
	check_field(MONEY("."), NULL, "no text there");
	check_field(PRESENCE("Flag"), NULL, NULL);
	check_field(PRESENCE("Open"), NULL, NULL);
	check_field(MONEY("Flag"), NULL, "no text there");
}

static void
test_lists_and_records(void **state)
{
	(void)state;
	write_schema(thing_schema);
	check_field(LIST("Inner"), NULL, NULL);
	check_field(RECORD("Inner"), NULL, "lets it repeat");
	check_field(LIST("Open/Inner"), NULL, NULL);
	check_field(RECORD("Open/Inner"), NULL, NULL);
	check_field(LIST("Group/Inner"), NULL, "on the way may repeat");
	check_field(LIST("Once"), NULL, "the schema allows one");
	check_field(LIST("Many"), NULL, "a plain value");
	check_field(LIST("Group"), NULL, "path \"Amount\": the schema does not have it");
}

static void
test_records_and_namespaces(void **state)
{
	const struct caselint_field fields[] = {
	    CASELINT_FIELD(struct thing, id, "@id", CASELINT_ID, CASELINT_RECORD_ID)};
	struct caselint_table table = {"Thing", CASELINT_ARRAY(fields), {NULL, 0, 0}, sizeof(struct thing), 0};
	const struct caselint_table *records[] = {&table};
	struct caselint_plugin plugin = {
	    .size = sizeof plugin, .record_namespace = "urn:t", .records = CASELINT_ARRAY(records)};

	(void)state;
	write_schema(thing_schema);
	check_plugin(SCHEMA_FILE, &plugin, STATUS_OK, NULL);
	table.element = "Other";
	check_plugin(SCHEMA_FILE, &plugin, STATUS_REFUSED, "table \"Other\": the schema does not have the element");
	plugin.record_namespace = "urn:u";
	check_plugin(SCHEMA_FILE, &plugin, STATUS_REFUSED, "namespace \"urn:t\"");
	check_plugin("/nowhere.xsd", &plugin, STATUS_INVALID, "cannot be read");
}

static void
test_outside_of_the_subset(void **state)
{
	static const char *const bad[] = {
	    "<xs:import namespace='urn:x'/>",
	    "<xs:include schemaLocation='x'/>",
	    "<xs:group name='g'><xs:sequence/></xs:group>",
	    "<xs:attribute name='a' type='xs:token'/>",
	    "<xs:attributeGroup name='a'/>",
	    "<xs:element name='a' type='xs:token' nillable='true'/>",
	    "<xs:element name='a' type='xs:token' default='x'/>",
	    "<xs:element name='a' type='xs:token' substitutionGroup='b'/>",
	    "<xs:element name='a'/>",
	    "<xs:element name='a' type='Nothing'/>",
	    "<xs:element name='a' type='x:Nothing'/>",
	    "<xs:element name='a' type='xs:token'><xs:key name='k'/></xs:element>",
	    "<xs:element name='a'><xs:simpleType/><xs:unique name='u'/></xs:element>",
	    "<xs:element name='a'><xs:key name='k'/></xs:element>",
	    "<xs:complexType name='a' mixed='true'/>",
	    "<xs:complexType name='a' abstract='true'/>",
	    "<xs:complexType name='a'><xs:complexContent/></xs:complexType>",
	    "<xs:complexType name='a'><xs:anyAttribute/></xs:complexType>",
	    "<xs:complexType name='a'><xs:sequence><xs:any/></xs:sequence></xs:complexType>",
	    "<xs:complexType name='a'><xs:group ref='g'/></xs:complexType>",
	    "<xs:complexType name='a'><xs:sequence><xs:element ref='nothing'/></xs:sequence></xs:complexType>",
	    "<xs:complexType name='a'><xs:attribute name='b' default='x'/></xs:complexType>",
	    "<xs:complexType name='a'><xs:attribute name='b' fixed='x'/></xs:complexType>",
	    "<xs:complexType name='a'><xs:attribute name='b' form='qualified'/></xs:complexType>",
	    "<xs:complexType name='a'><xs:attribute ref='b'/></xs:complexType>",
	    "<xs:complexType name='a'><xs:simpleContent><xs:restriction "
	    "base='xs:token'/></xs:simpleContent></xs:complexType>",
	    "<xs:complexType name='a'><xs:simpleContent/></xs:complexType>",
	    "<xs:complexType name='a'/><xs:complexType name='b'><xs:simpleContent><xs:extension "
	    "base='a'/></xs:simpleContent>"
	    "</xs:complexType>",
	};
	const struct caselint_plugin plugin = {.size = sizeof plugin, .record_namespace = "urn:t"};
	char text[1024];

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		snprintf(text, sizeof text, HEAD "%s" FOOT, bad[i]);
		write_schema(text);
		check_plugin(SCHEMA_FILE, &plugin, STATUS_INVALID, "line 2");
	}
}

static void
test_no_schemas(void **state)
{
	static const char *const bad[] = {
	    "",
	    "<xs:schema",
	    "<a/>",
	    "<xs:schema xmlns:xs='urn:other'/>",
	    "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'/>",
	    "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' targetNamespace='urn:t'/>",
	    "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' targetNamespace='urn:t' "
	    "elementFormDefault='qualified' "
	    "attributeFormDefault='qualified'/>",
	    "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' targetNamespace='urn:t' "
	    "elementFormDefault='qualified' "
	    "finalDefault='extension'/>",
	};
	const struct caselint_plugin plugin = {.size = sizeof plugin, .record_namespace = "urn:t"};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		write_schema(bad[i]);
		check_plugin(SCHEMA_FILE, &plugin, STATUS_INVALID, SCHEMA_FILE);
	}
}

static void
test_a_schema_that_nests_itself(void **state)
{
	const struct caselint_field fields[] = {
	    CASELINT_FIELD(struct thing, id, "@id", CASELINT_ID, CASELINT_RECORD_ID),
	    CASELINT_FIELD(struct thing, money, "Thing/Thing/Thing/@id", CASELINT_MONEY, 0)};
	const char *ignored[] = {"Thing"};
	struct caselint_table table = {"Thing", CASELINT_ARRAY(fields), {NULL, 0, 0}, sizeof(struct thing), 0};
	const struct caselint_table *records[] = {&table};
	const struct caselint_plugin plugin = {
	    .size = sizeof plugin, .record_namespace = "urn:t", .records = CASELINT_ARRAY(records)};
	struct buffer paths = {0};
	size_t count = 0;

	(void)state;
	write_schema(HEAD "<xs:element name='Thing'><xs:complexType><xs:choice><xs:element ref='Thing'/></xs:choice>"
			  "<xs:attribute name='id' type='xs:token'/></xs:complexType></xs:element>" FOOT);
	check_plugin(SCHEMA_FILE, &plugin, STATUS_OK, NULL);
	assert_int_equal(conformity_unbound(SCHEMA_FILE, &plugin, &paths, &count), STATUS_OK);
	assert_true(count > 2);
	buffer_clear(&paths);
	table.fields.count = 1;
	table.ignored = (struct caselint_array)CASELINT_ARRAY(ignored);
	check_unbound(SCHEMA_FILE, &plugin, "", 0);
}

static void
test_leaves_nobody_binds(void **state)
{
	const struct caselint_field fields[] = {
	    CASELINT_FIELD(struct thing, id, "@id", CASELINT_ID, CASELINT_RECORD_ID),
	    CASELINT_FIELD(struct thing, there, "Open", CASELINT_PRESENCE, 0),
	    CASELINT_NESTED(struct thing, list, "Inner", CASELINT_LIST, &inner, 0)};
	const char *ignored[] = {"Group", "Many"};
	const struct caselint_table table = {
	    "Thing", CASELINT_ARRAY(fields), CASELINT_ARRAY(ignored), sizeof(struct thing), 0};
	const struct caselint_table *records[] = {&table};
	const struct caselint_plugin plugin = {
	    .size = sizeof plugin, .record_namespace = "urn:t", .records = CASELINT_ARRAY(records)};

	(void)state;
	write_schema(thing_schema);
	check_unbound(SCHEMA_FILE, &plugin, "Thing/Once\nThing/Priced\nThing/Priced/@currency\nThing/Flag\n", 4);
}

/* The attributes of an element that is bound as PRESENCE are not its content. */
static void
test_presence_covers_content_only(void **state)
{
	const struct caselint_field fields[] = {
	    CASELINT_FIELD(struct thing, id, "@id", CASELINT_ID, CASELINT_RECORD_ID),
	    CASELINT_FIELD(struct thing, there, "Name", CASELINT_PRESENCE, 0)};
	const struct caselint_table table = {"Thing", CASELINT_ARRAY(fields), {NULL, 0, 0}, sizeof(struct thing), 0};
	const struct caselint_table *records[] = {&table};
	const struct caselint_plugin plugin = {
	    .size = sizeof plugin, .record_namespace = "urn:t", .records = CASELINT_ARRAY(records)};

	(void)state;
	write_schema(HEAD
	    "<xs:element name='Thing'><xs:complexType><xs:sequence><xs:element name='Name'><xs:complexType>"
	    "<xs:sequence><xs:element name='Part'><xs:complexType><xs:attribute name='kind' type='xs:token'/>"
	    "</xs:complexType></xs:element></xs:sequence><xs:attribute name='lang' type='xs:token'/></xs:complexType>"
	    "</xs:element></xs:sequence><xs:attribute name='id' type='xs:token'/></xs:complexType></xs:element>" FOOT);
	check_unbound(SCHEMA_FILE, &plugin, "Thing/Name/@lang\n", 1);
}

/* ---- What ships ---- */

static void
test_ohio(void **state)
{
	(void)state;
	check_plugin(source_path(OHIO_XSD), &ohio_plugin, STATUS_OK, NULL);
	check_unbound(source_path(OHIO_XSD), &ohio_plugin, "", 0);
}

static void
count_errors(void *context, xmlErrorPtr error)
{
	int *count = context;

	(void)error;
	*count += 1;
}

/* As any validator would: both schemas, one document. */
static int
errors_of(const char *document_text, size_t length)
{
	char wrapper[4096];
	xmlSchemaParserCtxtPtr parser = NULL;
	xmlSchemaPtr schema = NULL;
	xmlSchemaValidCtxtPtr valid = NULL;
	xmlDocPtr document = xmlReadMemory(document_text, (int)length, NULL, NULL, XML_PARSE_NONET);
	int errors = 0;
	int result = 0;

	assert_non_null(document);
	snprintf(wrapper, sizeof wrapper,
	    "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'>"
	    "<xs:import namespace='urn:caselint:export:1' schemaLocation='%s'/>"
	    "<xs:import namespace='" OHIO "' schemaLocation='%s'/></xs:schema>",
	    source_path(ENVELOPE_XSD), source_path(OHIO_XSD));
	parser = xmlSchemaNewMemParserCtxt(wrapper, (int)strlen(wrapper));
	schema = xmlSchemaParse(parser);
	assert_non_null(schema);
	valid = xmlSchemaNewValidCtxt(schema);
	xmlSchemaSetValidStructuredErrors(valid, count_errors, &errors);
	result = xmlSchemaValidateDoc(valid, document);
	assert_int_equal(result == 0, errors == 0);
	xmlSchemaFreeValidCtxt(valid);
	xmlSchemaFree(schema);
	xmlSchemaFreeParserCtxt(parser);
	xmlFreeDoc(document);
	return errors;
}

static void
test_the_example_is_valid(void **state)
{
	struct buffer bytes = file_bytes("examples/us-oh.xml");

	(void)state;
	libxml_prepare();
	assert_int_equal(errors_of(bytes.data, bytes.length), 0);
	buffer_clear(&bytes);
}

/* The form of every leaf is strict: a wrong value in its place is an error. */
static void
check_changed(const struct buffer *bytes, const char *from, const char *to)
{
	struct buffer changed = {0};
	const char *at = strstr(bytes->data, from);

	if (at == NULL)
		print_error("no %s\n", from);
	assert_non_null(at);
	buffer_append(&changed, bytes->data, (size_t)(at - bytes->data));
	buffer_append_text(&changed, to);
	buffer_append_text(&changed, at + strlen(from));
	if (errors_of(changed.data, changed.length) == 0)
		print_error("%s is valid\n", to);
	assert_true(errors_of(changed.data, changed.length) > 0);
	buffer_clear(&changed);
}

static void
test_examples_that_are_not_valid(void **state)
{
	static const char *const changes[][2] = {
	    {">250.00<", ">250<"},
	    {">250.00<", ">250.0<"},
	    {">250.00<", ">250.000<"},
	    {">250.00<", ">-250.00<"},
	    {">250.00<", ">+250.00<"},
	    {">250.00<", ">.00<"},
	    {">250.00<", ">1234567890.00<"},
	    {">250.00<", "><"},
	    {"requestedOn=\"2008-01-09\"", "requestedOn=\"2008-02-30\""},
	    {"requestedOn=\"2008-01-09\"", "requestedOn=\"2008-01-09Z\""},
	    {"requestedOn=\"2008-01-09\"", "requestedOn=\"9.1.2008\""},
	    {"month=\"2008-01\"", "month=\"2008-01-01\""},
	    {"month=\"2008-01\"", "month=\"2008-01Z\""},
	    {"program=\"AA\"", "program=\"\""},
	    {" county=\"25\"", ""},
	    {" id=\"OH-25-000101\"", ""},
	    {">true<", ">yes<"},
	    {"<oh:LetterOnFile ", "<oh:Letter/><oh:LetterOnFile "},
	    {"<oh:LetterOnFile ", "text<oh:LetterOnFile "},
	    {"requestedOn=", "askedOn="},
	    {"schemaVersion=\"1.0\"", "schemaVersion=\"1.1\""},
	    {" schemaVersion=\"1.0\"", " "},
	    {" system=\"Ohio SACWIS\"", " "},
	    {"exportedOn=\"2008-04-15\"", "exportedOn=\"today\""},
	};
	struct buffer bytes = file_bytes("examples/us-oh.xml");

	(void)state;
	for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++)
		check_changed(&bytes, changes[i][0], changes[i][1]);
	buffer_clear(&bytes);
}

static int
tear_down(void **state)
{
	(void)state;
	remove(SCHEMA_FILE);
	libxml_release();
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_paths),
	    cmocka_unit_test(test_lists_and_records),
	    cmocka_unit_test(test_records_and_namespaces),
	    cmocka_unit_test(test_outside_of_the_subset),
	    cmocka_unit_test(test_no_schemas),
	    cmocka_unit_test(test_a_schema_that_nests_itself),
	    cmocka_unit_test(test_leaves_nobody_binds),
	    cmocka_unit_test(test_presence_covers_content_only),
	    cmocka_unit_test(test_ohio),
	    cmocka_unit_test(test_the_example_is_valid),
	    cmocka_unit_test(test_examples_that_are_not_valid),
	};

	return cmocka_run_group_tests(tests, NULL, tear_down);
}
