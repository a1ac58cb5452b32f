/*
 * The reader from bytes to bound records: every kind of problem with its place, absent and bad told apart, things
 * given twice, limits, lines and columns, and the same binding with a schema and without.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#include "base/memory.h"
#include "record/libxml.h"
#include "record_support.h"

#define CASE "<oh:AdoptionSubsidyCase id='C1' county='25' "
#define END "</oh:AdoptionSubsidyCase>"

static struct scribe *with_schema;
static struct scribe *without_schema;

static int
set_up(void **state)
{
	(void)state;
	with_schema = scribe_new(&ohio_plugin, true);
	without_schema = scribe_new(&ohio_plugin, false);
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

/* Reads with and without the schema; both must bind the same. */
static void
read_both(const char *body, enum status status)
{
	scribe_forget(with_schema);
	scribe_forget(without_schema);
	assert_int_equal(scribe_read(with_schema, body), status);
	assert_int_equal(scribe_read(without_schema, body), status);
	assert_string_equal(buffer_text(&with_schema->records), buffer_text(&without_schema->records));
	assert_string_equal(buffer_text(&with_schema->roots), buffer_text(&without_schema->roots));
}

/* The same problems either way. */
static void
check(const char *body, const char *problems)
{
	read_both(body, STATUS_OK);
	assert_string_equal(buffer_text(&without_schema->problems), problems);
	assert_string_equal(buffer_text(&with_schema->problems), problems);
}

/* What only the schema can see. */
static void
check_schema(const char *body, const char *problems)
{
	read_both(body, STATUS_OK);
	assert_string_equal(buffer_text(&without_schema->problems), "");
	assert_string_equal(buffer_text(&with_schema->problems), problems);
}

static void
check_bound(const char *line)
{
	struct buffer wanted = {0};

	buffer_append_format(&wanted, "%s\n", line);
	if (strstr(buffer_text(&with_schema->records), buffer_text(&wanted)) == NULL)
		print_error("no \"%s\" in\n%s", line, buffer_text(&with_schema->records));
	assert_non_null(strstr(buffer_text(&with_schema->records), buffer_text(&wanted)));
	buffer_clear(&wanted);
}

static void
test_nothing_is_wrong_with_little(void **state)
{
	(void)state;
	check("", "");
	assert_string_equal(buffer_text(&with_schema->roots), "root 3 13984\n");
	check(" \n<!-- c --><?p i?>\n", "");
	check(CASE "/>", "");
	check_bound("AdoptionSubsidyCase/@program @0 absent");
	check_bound("AdoptionSubsidyCase/Child @0 absent");
	check_bound("AdoptionSubsidyCase/Payment @0 list of 0");
	check_bound("record 0 id=C1 group=25 line=10");
	check("<oh:MatchInvoice id='I1' county='25'/>", "");
	check_bound("record 1 id=I1 group=25 line=10");
}

static void
test_order_is_free(void **state)
{
	(void)state;
	check(CASE ">\n<oh:LetterOnFile/><oh:Payment month='2008-01'/><oh:Agreement><oh:AgencySignature/>"
		   "<oh:SubsidyMonthlyAmount>1.00</oh:SubsidyMonthlyAmount><oh:AdoptiveParentSignature/></oh:Agreement>"
		   "<oh:Payment/><oh:Child/>" END,
	    "");
	check_bound("AdoptionSubsidyCase/Payment @11 list of 2");
}

static void
test_the_example(void **state)
{
	struct buffer bytes = file_bytes("examples/us-oh.xml");
	const char *root = strstr(bytes.data, "<CaseExport");
	const char *body = strchr(root, '>') + 1;
	const char *end = strstr(body, "</CaseExport>");
	const struct record_text text = {
	    .prefix = text_view(root, (size_t)(body - root)),
	    .body = text_view(body, (size_t)(end - body)),
	    .suffix = text_of(end),
	    .line = 10,
	    .column = 73,
	    .root_line = 9,
	    .first = true,
	};

	(void)state;
	scribe_forget(with_schema);
	assert_int_equal(scribe_read_text(with_schema, &text), STATUS_OK);
	assert_string_equal(buffer_text(&with_schema->problems), "");
	assert_int_equal(with_schema->record_count, 5);
	assert_string_equal(buffer_text(&with_schema->roots), "root 9 13984\n");
	check_bound("AdoptionSubsidyCase/Agreement/AdoptiveParentSignature[2]/@signedOn @24 13875");
	check_bound("AdoptionSubsidyCase/Child/PersonName/PersonGivenName @16 private(3)");
	/* On the second line of its tag. */
	check_bound("AdoptionSubsidyCase/AuxiliaryPaymentAuthorization[1]/@benefitType @71 'H'");
	check_bound("AdoptionSubsidyCase/AuxiliaryPaymentAuthorization[1]/@effectiveFrom @72 13879");
	check_bound("MatchInvoice/InvoiceLine[1]/PersonName @102 1");
	check_bound("MatchInvoice/CertificationStatement @110 1");
	check_bound("MatchInvoice/Reimbursement/Amount @111 5000");
	assert_null(strstr(buffer_text(&with_schema->records), "NOT HIDDEN"));
	assert_null(strstr(buffer_text(&with_schema->records), "Ada"));
	buffer_clear(&bytes);
}

static void
test_bad_values(void **state)
{
	(void)state;
	check(CASE "program='A  A'/>", "VALUE 10:45 AdoptionSubsidyCase/@program\n");
	check_bound("AdoptionSubsidyCase/@program @10 bad");
	check(CASE "program=' '/>", "VALUE 10:45 AdoptionSubsidyCase/@program\n");
	check(CASE ">\n <oh:RetroactiveRequest month='2008-13'/>" END,
	    "VALUE 11:25 AdoptionSubsidyCase/RetroactiveRequest/@month\n");
	check_bound("AdoptionSubsidyCase/RetroactiveRequest/@month @11 bad");
	check(CASE ">\n <oh:RetroactiveRequest requestedOn='2008-02-30'/>" END,
	    "VALUE 11:25 AdoptionSubsidyCase/RetroactiveRequest/@requestedOn\n");
	check(CASE ">\n <oh:RetroactiveRequest requestedOn='2008-02-28Z'/>" END,
	    "VALUE 11:25 AdoptionSubsidyCase/RetroactiveRequest/@requestedOn\n");
	check(CASE "><oh:Payment>\n  <oh:Amount>250</oh:Amount></oh:Payment>" END,
	    "VALUE 11:3 AdoptionSubsidyCase/Payment[1]/Amount\n");
	check_bound("AdoptionSubsidyCase/Payment[1]/Amount @11 bad");
	check(CASE "><oh:Payment><oh:Amount/></oh:Payment>" END, "VALUE 10:58 AdoptionSubsidyCase/Payment[1]/Amount\n");
	check(CASE "><oh:Agreement><oh:AgencySignature signedAt='24:00:00'/></oh:Agreement>" END,
	    "VALUE 10:80 AdoptionSubsidyCase/Agreement/AgencySignature[1]/@signedAt\n");
	check("<oh:MatchInvoice id='I' county='1'><oh:CertificationStatement>yes</oh:CertificationStatement>"
	      "</oh:MatchInvoice>",
	    "VALUE 10:36 MatchInvoice/CertificationStatement\n");
	check_bound("MatchInvoice/CertificationStatement @10 bad");
}

static void
test_blanks_around_values(void **state)
{
	(void)state;
	check(CASE "program=' AA\n'><oh:Payment><oh:Amount>\n 250.00\t</oh:Amount></oh:Payment>" END, "");
	check_bound("AdoptionSubsidyCase/@program @10 'AA'");
	check_bound("AdoptionSubsidyCase/Payment[1]/Amount @11 25000");
}

static void
test_text_in_pieces(void **state)
{
	(void)state;
	check(CASE "><oh:Payment><oh:Amount>2<!-- c -->5<?p?><![CDATA[0.]]>&#48;0</oh:Amount></oh:Payment>" END, "");
	check_bound("AdoptionSubsidyCase/Payment[1]/Amount @10 25000");
	check(CASE "program='A&amp;B&#38;&lt;&#x3e;&quot;&#38;amp;#38;'/>", "");
	check_bound("AdoptionSubsidyCase/@program @10 'A&B&<>\"&amp;#38;'");
}

static void
test_unknown_names(void **state)
{
	(void)state;
	check(
	    CASE ">\n <oh:Foo><oh:Bar x='1'/></oh:Foo><oh:Payment/>" END, "UNKNOWN_ELEMENT 11:2 AdoptionSubsidyCase\n");
	check_bound("AdoptionSubsidyCase/Payment @11 list of 1");
	check(CASE "><Payment/>" END, "UNKNOWN_ELEMENT 10:46 AdoptionSubsidyCase\n");
	check(CASE "><Payment xmlns=''/>" END, "UNKNOWN_ELEMENT 10:46 AdoptionSubsidyCase\n");
	check(CASE "><z:Payment xmlns:z='urn:z'/>" END, "UNKNOWN_ELEMENT 10:46 AdoptionSubsidyCase\n");
	check(CASE "><oh:Payment><oh:Amount>1.00<oh:X/></oh:Amount></oh:Payment>" END,
	    "UNKNOWN_ELEMENT 10:73 AdoptionSubsidyCase/Payment[1]/Amount\n");
	check(CASE "><oh:LetterOnFile><oh:Child/></oh:LetterOnFile>" END,
	    "UNKNOWN_ELEMENT 10:63 AdoptionSubsidyCase/LetterOnFile[1]\n");
	check(CASE "zip='1'/>", "UNKNOWN_ATTRIBUTE 10:45 AdoptionSubsidyCase\n");
	check(CASE "oh:program='AA'/>", "UNKNOWN_ATTRIBUTE 10:45 AdoptionSubsidyCase\n");
	check(CASE "xml:lang='en'/>", "UNKNOWN_ATTRIBUTE 10:45 AdoptionSubsidyCase\n");
	check(CASE "><oh:Payment><oh:Amount currency='USD'>1.00</oh:Amount></oh:Payment>" END,
	    "UNKNOWN_ATTRIBUTE 10:69 AdoptionSubsidyCase/Payment[1]/Amount\n");
	check_bound("AdoptionSubsidyCase/Payment[1]/Amount @10 100");
}

static void
test_schema_instance_attributes(void **state)
{
	(void)state;
	check(
	    CASE "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:schemaLocation='urn:a /etc/passwd'/>", "");
	check(CASE "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' ><oh:Payment xsi:nil='true'/>" END,
	    "UNKNOWN_ATTRIBUTE 10:112 AdoptionSubsidyCase/Payment[1]\n");
	check(CASE "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:type='oh:Nothing'/>",
	    "UNKNOWN_ATTRIBUTE 10:99 AdoptionSubsidyCase\n");
}

static void
test_missing(void **state)
{
	(void)state;
	check("<oh:AdoptionSubsidyCase id='C1'/>", "MISSING 10:1 AdoptionSubsidyCase/@county\n");
	check_bound("AdoptionSubsidyCase/@county @0 absent");
	check_bound("record 0 id=C1 group= line=10");
}

static void
test_record_id(void **state)
{
	char long_id[400];

	(void)state;
	check("\n\n <oh:AdoptionSubsidyCase county='25'/>", "RECORD_ID 12:2 AdoptionSubsidyCase/@id\n");
	check_bound("record 0 id= group=25 line=12");
	check("<oh:AdoptionSubsidyCase county='25' id=''/>", "RECORD_ID 10:1 AdoptionSubsidyCase/@id\n");
	check("<oh:AdoptionSubsidyCase county='25' id='a\nb  c'/>", "RECORD_ID 10:1 AdoptionSubsidyCase/@id\n");
	memset(long_id, 'x', 257);
	snprintf(long_id + 257, sizeof long_id - 257, "%s", "'/>");
	char body[512] = "<oh:AdoptionSubsidyCase county='25' id='";
	memcpy(body + strlen(body), long_id, strlen(long_id) + 1);
	check(body, "RECORD_ID 10:1 AdoptionSubsidyCase/@id\n");
}

static void
test_scalar_given_twice(void **state)
{
	(void)state;
	check(CASE "><oh:Payment><oh:Amount>1.00</oh:Amount>\n<oh:Amount>1.00</oh:Amount>\n<oh:Amount>x</oh:Amount>"
		   "</oh:Payment><oh:Payment><oh:Amount>2.00</oh:Amount></oh:Payment>" END,
	    "REPEATED 11:1 AdoptionSubsidyCase/Payment[1]/Amount\n");
	check_bound("AdoptionSubsidyCase/Payment[1]/Amount @10 bad");
	check_bound("AdoptionSubsidyCase/Payment[2]/Amount @12 200");
}

static void
test_element_on_the_way_given_twice(void **state)
{
	(void)state;
	check(CASE
	    "><oh:Agreement id='A'><oh:SubsidyMonthlyAmount>1.00</oh:SubsidyMonthlyAmount>"
	    "<oh:AdoptiveParentSignature personId='P'/></oh:Agreement>\n<oh:Agreement effectiveOn='2008-01-01'/>" END,
	    "REPEATED 11:1 AdoptionSubsidyCase/Agreement\n");
	check_bound("AdoptionSubsidyCase/Agreement/@id @10 bad");
	check_bound("AdoptionSubsidyCase/Agreement/@effectiveOn @0 bad");
	check_bound("AdoptionSubsidyCase/Agreement/@amendedOn @0 bad");
	check_bound("AdoptionSubsidyCase/Agreement/SubsidyMonthlyAmount @10 bad");
	check_bound("AdoptionSubsidyCase/Agreement/AdoptiveParentSignature @10 list of 0 bad");
	check_bound("AdoptionSubsidyCase/Payment @0 list of 0");
}

static void
test_presence_given_twice(void **state)
{
	(void)state;
	check(CASE "><oh:RetroactiveRequest month='2008-01'/><oh:RetroactiveRequest month='2008-01'/>" END,
	    "REPEATED 10:86 AdoptionSubsidyCase/RetroactiveRequest\n");
	check_bound("AdoptionSubsidyCase/RetroactiveRequest @10 bad");
	check_bound("AdoptionSubsidyCase/RetroactiveRequest/@month @10 bad");
	check_bound("AdoptionSubsidyCase/RetroactiveRequest/@requestedOn @0 bad");
}

static void
test_record_given_twice(void **state)
{
	(void)state;
	check(CASE "><oh:Child personId='P'><oh:PersonName><oh:PersonGivenName>Ada</oh:PersonGivenName></oh:PersonName>"
		   "</oh:Child>\n<oh:Child personId='Q'/>\n<oh:Child/>" END,
	    "REPEATED 11:1 AdoptionSubsidyCase/Child\n");
	check_bound("AdoptionSubsidyCase/Child @10 record");
	check_bound("AdoptionSubsidyCase/Child/@personId @10 bad");
	check_bound("AdoptionSubsidyCase/Child/PersonName/PersonGivenName @10 bad");
	check_bound("AdoptionSubsidyCase/Child/PersonName/PersonSurName @0 bad");
	check_bound("AdoptionSubsidyCase/Child/PersonBirthDate @0 bad");
}

static void
test_path_inside_a_record_given_twice(void **state)
{
	(void)state;
	check(CASE "><oh:Child><oh:PersonName/><oh:PersonName/></oh:Child>" END,
	    "REPEATED 10:72 AdoptionSubsidyCase/Child/PersonName\n");
	check_bound("AdoptionSubsidyCase/Child/PersonName/PersonSurName @0 bad");
	check_bound("AdoptionSubsidyCase/Child/PersonBirthDate @0 absent");
}

static void
test_presence(void **state)
{
	(void)state;
	check("<oh:MatchInvoice id='I' county='1'><oh:InvoiceLine/><oh:InvoiceLine><oh:PersonName/></oh:InvoiceLine>"
	      "<oh:InvoiceLine><oh:PersonName> \n </oh:PersonName></oh:InvoiceLine>"
	      "<oh:InvoiceLine><oh:PersonName><oh:PersonGivenName/></oh:PersonName></oh:InvoiceLine></oh:MatchInvoice>",
	    "");
	check_bound("MatchInvoice/InvoiceLine[1]/PersonName @0 absent");
	check_bound("MatchInvoice/InvoiceLine[2]/PersonName @10 0");
	check_bound("MatchInvoice/InvoiceLine[3]/PersonName @10 0");
	/* An element inside is no content; text in it is. */
	check_bound("MatchInvoice/InvoiceLine[4]/PersonName @11 0");
}

static void
check_presence(const char *content, const char *wanted)
{
	struct buffer body = {0};
	struct buffer line = {0};

	buffer_append_format(&body,
	    "<oh:MatchInvoice id='I' county='1'><oh:InvoiceLine><oh:PersonName>%s</oh:PersonName></oh:InvoiceLine>"
	    "</oh:MatchInvoice>",
	    content);
	buffer_append_format(&line, "MatchInvoice/InvoiceLine[1]/PersonName @10 %s", wanted);
	read_both(buffer_text(&body), STATUS_OK);
	check_bound(buffer_text(&line));
	buffer_clear(&body);
	buffer_clear(&line);
}

static void
test_what_is_present(void **state)
{
	(void)state;
	check_presence("", "0");
	check_presence("<!-- Ada --><?p Ada?>", "0");
	check_presence("<![CDATA[ \n ]]>", "0");
	check_presence("<![CDATA[Ada]]>", "1");
	check_presence("\xc2\xa0", "0");
	check_presence(" &#160;\xc2\xa0 ", "0");
	check_presence("&#160;A", "1");
	/* Its second byte alone is another character's. */
	check_presence("\xc3\xa0", "1");
	check_presence("<oh:PersonGivenName/><oh:PersonSurName/>", "0");
	check_presence(
	    "<oh:PersonGivenName> <!-- c --></oh:PersonGivenName><oh:PersonSurName>&#160;</oh:PersonSurName>", "0");
	check_presence("<oh:PersonGivenName/><oh:PersonSurName>Lee</oh:PersonSurName>", "1");
	check_presence("<oh:PersonGivenName>Ada</oh:PersonGivenName><oh:PersonSurName/>", "1");
	check_presence("<oh:Foo><oh:Bar>Ada</oh:Bar> </oh:Foo>", "1");
	check_presence("<oh:Foo><oh:Bar/></oh:Foo>", "0");
	check_presence("Ada<oh:Foo/>", "1");
	check_presence("<oh:Foo a='Ada'/>", "0");
}

/* The text of one element is not that of the next. */
static void
test_presence_side_by_side(void **state)
{
	(void)state;
	check("<oh:MatchInvoice id='I' county='1'><oh:InvoiceLine><oh:PersonName><oh:PersonGivenName>Ada"
	      "</oh:PersonGivenName></oh:PersonName></oh:InvoiceLine><oh:InvoiceLine><oh:PersonName/>"
	      "<oh:JanuaryAmount>1.00</oh:JanuaryAmount></oh:InvoiceLine></oh:MatchInvoice>",
	    "");
	check_bound("MatchInvoice/InvoiceLine[1]/PersonName @10 1");
	check_bound("MatchInvoice/InvoiceLine[2]/PersonName @10 0");
}

static void
test_presence_of_long_text(void **state)
{
	struct buffer body = {0};

	(void)state;
	buffer_append_text(
	    &body, "<oh:MatchInvoice id='I' county='1'><oh:InvoiceLine><oh:PersonName><oh:PersonGivenName>");
	memset(buffer_reserve(&body, LIMIT_TEXT_BYTES + 1), ' ', LIMIT_TEXT_BYTES + 1);
	body.length += LIMIT_TEXT_BYTES + 1;
	body.data[body.length] = '\0';
	buffer_append_text(
	    &body, "<!-- c -->Ada</oh:PersonGivenName></oh:PersonName></oh:InvoiceLine></oh:MatchInvoice>");
	read_both(body.data, STATUS_OK);
	check_bound("MatchInvoice/InvoiceLine[1]/PersonName @10 1");
	buffer_clear(&body);
}

/* ---- Elements inside of values, and text outside of them ---- */

static void
test_element_inside_a_value(void **state)
{
	(void)state;
	check(CASE "><oh:Payment><oh:Amount>2<b/>50.00</oh:Amount></oh:Payment>" END,
	    "UNKNOWN_ELEMENT 10:70 AdoptionSubsidyCase/Payment[1]/Amount\n");
	check_bound("AdoptionSubsidyCase/Payment[1]/Amount @10 bad");
	check(CASE "><oh:Payment><oh:Amount>x<oh:Amount/></oh:Amount></oh:Payment>" END,
	    "UNKNOWN_ELEMENT 10:70 AdoptionSubsidyCase/Payment[1]/Amount\n");
	check_bound("AdoptionSubsidyCase/Payment[1]/Amount @10 bad");
	check(CASE "><oh:Child><oh:PersonBirthDate><b>2008-01-01</b></oh:PersonBirthDate></oh:Child>" END,
	    "UNKNOWN_ELEMENT 10:76 AdoptionSubsidyCase/Child/PersonBirthDate\n");
	check_bound("AdoptionSubsidyCase/Child/PersonBirthDate @10 bad");
	/* Any text would do here, but half of one would not. */
	check(CASE "><oh:Child><oh:PersonName><oh:PersonGivenName>A<b/>da</oh:PersonGivenName></oh:PersonName>"
		   "</oh:Child>" END,
	    "UNKNOWN_ELEMENT 10:92 AdoptionSubsidyCase/Child/PersonName/PersonGivenName\n");
	check_bound("AdoptionSubsidyCase/Child/PersonName/PersonGivenName @10 bad");
	check("<oh:MatchInvoice id='I' county='1'><oh:CertificationStatement>true<b/></oh:CertificationStatement>"
	      "</oh:MatchInvoice>",
	    "UNKNOWN_ELEMENT 10:67 MatchInvoice/CertificationStatement\n");
	check_bound("MatchInvoice/CertificationStatement @10 bad");
}

static void
test_text_beside_elements(void **state)
{
	(void)state;
	check(CASE ">text<oh:Payment/>" END, "SCHEMA 10:1 AdoptionSubsidyCase\n");
	check(CASE "><oh:Payment/>text" END, "SCHEMA 10:1 AdoptionSubsidyCase\n");
	check(CASE ">text" END, "SCHEMA 10:1 AdoptionSubsidyCase\n");
	check(CASE "><![CDATA[text]]>" END, "SCHEMA 10:1 AdoptionSubsidyCase\n");
	check(CASE ">&#160;" END, "SCHEMA 10:1 AdoptionSubsidyCase\n");
	check(CASE "><![CDATA[ ]]><!-- text -->&#32;<oh:Payment/>&#10;" END, "");
	/* Once for each element. */
	check(CASE
	    ">\n<oh:Payment>a<oh:Amount>1.00</oh:Amount>b</oh:Payment><oh:Payment>c</oh:Payment>d<oh:Payment/>e" END,
	    "SCHEMA 11:1 AdoptionSubsidyCase/Payment[1]\nSCHEMA 11:55 AdoptionSubsidyCase/Payment[2]\n"
	    "SCHEMA 10:1 AdoptionSubsidyCase\n");
	check_bound("AdoptionSubsidyCase/Payment[1]/Amount @11 100");
	check(CASE "><oh:Agreement>a<oh:AgencySignature/></oh:Agreement>" END,
	    "SCHEMA 10:46 AdoptionSubsidyCase/Agreement\n");
	check(CASE "><oh:Child><oh:PersonName>Ada</oh:PersonName></oh:Child>" END,
	    "SCHEMA 10:56 AdoptionSubsidyCase/Child/PersonName\n");
	check(
	    CASE "><oh:LetterOnFile>text</oh:LetterOnFile>" END, "SCHEMA 10:46 AdoptionSubsidyCase/LetterOnFile[1]\n");
	/* What nobody looks into is one problem already. */
	check(CASE "><oh:Foo>text</oh:Foo>" END, "UNKNOWN_ELEMENT 10:46 AdoptionSubsidyCase\n");
	check(CASE "><oh:Child/>\n<oh:Child>text</oh:Child>" END, "REPEATED 11:1 AdoptionSubsidyCase/Child\n");
}

static void
test_private_text(void **state)
{
	(void)state;
	check(CASE "><oh:Child><oh:PersonName><oh:PersonGivenName>  Zoë  </oh:PersonGivenName><oh:PersonSurName/>"
		   "</oh:PersonName></oh:Child>" END,
	    "");
	check_bound("AdoptionSubsidyCase/Child/PersonName/PersonGivenName @10 private(4)");
	check_bound("AdoptionSubsidyCase/Child/PersonName/PersonSurName @10 private(0)");
	check_bound("AdoptionSubsidyCase/Child/PersonName/PersonMiddleName @0 absent");
}

static void
look_for_hidden_text(const struct bound_record *record)
{
	const struct ohio_case *bound = record->data;
	const struct caselint_ref ref = CASELINT_REF(bound->child, struct ohio_person, given);
	struct place place;

	assert_null(bound->child->given.data);
	assert_int_equal(place_find(record->arena, &ref, &place), STATUS_OK);
	assert_true(place.is_private);
	assert_true(text_equals(place_text(&place), "Ada"));
	assert_int_equal(place.line, 11);
}

static void
test_private_text_is_kept_by_the_host(void **state)
{
	(void)state;
	scribe_forget(with_schema);
	with_schema->look = look_for_hidden_text;
	assert_int_equal(scribe_read(with_schema, CASE "><oh:Child><oh:PersonName>\n<oh:PersonGivenName>Ada"
						       "</oh:PersonGivenName></oh:PersonName></oh:Child>" END),
	    STATUS_OK);
	with_schema->look = NULL;
	assert_int_equal(with_schema->record_count, 1);
}

static void
test_what_only_the_schema_sees(void **state)
{
	struct buffer body = {0};

	(void)state;
	/* Inside what a PRESENCE covers. */
	check_schema(CASE "><oh:RetroactiveRequest><oh:Foo/></oh:RetroactiveRequest>" END,
	    "UNKNOWN_ELEMENT 10:69 AdoptionSubsidyCase/RetroactiveRequest\n");
	buffer_append_text(&body, CASE "program='");
	for (int i = 0; i < 65; i++)
		buffer_append_byte(&body, 'A');
	buffer_append_text(&body, "'/>");
	check_schema(body.data, "VALUE 10:45 AdoptionSubsidyCase/@program\n");
	buffer_clear(&body);
}

static void
test_faults_side_by_side(void **state)
{
	(void)state;
	check("<oh:AdoptionSubsidyCase zip='1' program='' county='25'>\n<oh:Foo/><oh:Payment month='x' issuedOn='y'>"
	      "<oh:Amount>1</oh:Amount></oh:Payment>" END,
	    "UNKNOWN_ATTRIBUTE 10:25 AdoptionSubsidyCase\nVALUE 10:33 AdoptionSubsidyCase/@program\n"
	    "UNKNOWN_ELEMENT 11:1 AdoptionSubsidyCase\nVALUE 11:22 AdoptionSubsidyCase/Payment[1]/@month\n"
	    "VALUE 11:32 AdoptionSubsidyCase/Payment[1]/@issuedOn\nVALUE 11:45 AdoptionSubsidyCase/Payment[1]/Amount\n"
	    "RECORD_ID 10:1 AdoptionSubsidyCase/@id\n");
}

static void
test_unknown_records(void **state)
{
	(void)state;
	check("<z:Case xmlns:z='urn:z' id='1'><z:Deep><oh:AdoptionSubsidyCase/></z:Deep>text</z:Case>\n" CASE "/>",
	    "UNKNOWN_NAMESPACE 10:1 \n");
	assert_int_equal(with_schema->record_count, 1);
	check(" <oh:Other a='b'><oh:X/></oh:Other>" CASE "/>", "UNKNOWN_RECORD 10:2 \n");
	assert_int_equal(with_schema->record_count, 1);
	check("<AdoptionSubsidyCase/>", "UNKNOWN_RECORD 10:1 \n");
	check("<AdoptionSubsidyCase xmlns=''/>", "UNKNOWN_RECORD 10:1 \n");
	check("<oh:PersonName/>", "UNKNOWN_RECORD 10:1 \n");
	assert_int_equal(with_schema->record_count, 0);
}

/* ---- The root ---- */

static void
check_root(const char *prefix, bool first, const char *root, const char *problems)
{
	const struct record_text text = {
	    .prefix = text_of(prefix),
	    .body = text_of(CASE "xmlns:oh='" OHIO "'/>"),
	    .suffix = text_of("</CaseExport>"),
	    .line = 10,
	    .column = 1,
	    .root_line = 3,
	    .first = first,
	};
	struct scribe *scribes[2] = {with_schema, without_schema};

	for (size_t i = 0; i < 2; i++) {
		scribe_forget(scribes[i]);
		assert_int_equal(scribe_read_text(scribes[i], &text), STATUS_OK);
		assert_string_equal(buffer_text(&scribes[i]->problems), problems);
		assert_string_equal(buffer_text(&scribes[i]->roots), root);
		assert_int_equal(scribes[i]->record_count, 1);
	}
}

#define ROOT "<CaseExport xmlns='urn:caselint:export:1' "

static void
test_roots(void **state)
{
	(void)state;
	check_root(ROOT "schemaVersion='1.0' system='s'>", true, "root 3 -2147483648\n", "");
	check_root(ROOT "schemaVersion='1.0'\n system='s' exportedOn='2008-13-01'>", true, "root 3 -2147483647\n",
	    "ROOT_VALUE 4:13 CaseExport/@exportedOn\n");
	check_root(ROOT "schemaVersion='1.0'\n system='s' exportedOn='2008-13-01'>", false, "root 3 -2147483647\n", "");
	check_root(ROOT "\nschemaVersion='2.0' system='s'>", true, "root 3 -2147483648\n",
	    "VERSION 4:1 CaseExport/@schemaVersion\n");
	check_root(ROOT "\nsystem='s'>", true, "root 3 -2147483648\n", "ROOT_VALUE 3:0 CaseExport/@schemaVersion\n");
	check_root(ROOT "\nschemaVersion='1.0'>", true, "root 3 -2147483648\n", "ROOT_VALUE 3:0 CaseExport/@system\n");
	check_root(ROOT "\nschemaVersion='1.0' system=' '>", true, "root 3 -2147483648\n",
	    "ROOT_VALUE 4:21 CaseExport/@system\n");
	check_root(ROOT "\nschemaVersion='1.0' system='s' by='me'>", true, "root 3 -2147483648\n",
	    "UNKNOWN_ATTRIBUTE 4:32 CaseExport\n");
	check_root(ROOT "\nschemaVersion='2.0' system='s' by='me'>", false, "root 3 -2147483648\n", "");
	check_root(ROOT "schemaVersion='1.0' system='s' xmlns:x='http://www.w3.org/2001/XMLSchema-instance' "
			"x:schemaLocation='urn:a b'>",
	    true, "root 3 -2147483648\n", "");
}

static void
test_another_root(void **state)
{
	const struct record_text text = {.prefix = text_of("<Other>"),
	    .body = text_of(""),
	    .suffix = text_of("</Other>"),
	    .line = 1,
	    .root_line = 1};

	(void)state;
	scribe_forget(with_schema);
	assert_int_equal(scribe_read_text(with_schema, &text), STATUS_INVALID);
	assert_string_equal(buffer_text(&with_schema->problems), "MALFORMED 1:0 \n");
	assert_string_equal(buffer_text(&with_schema->roots), "");
}

/* ---- Lines and columns ---- */

static void
check_lines(const struct record_text *text, const char *problems, const char *bound)
{
	struct scribe *scribes[2] = {with_schema, without_schema};

	for (size_t i = 0; i < 2; i++) {
		scribe_forget(scribes[i]);
		assert_int_equal(scribe_read_text(scribes[i], text), STATUS_OK);
		assert_string_equal(buffer_text(&scribes[i]->problems), problems);
	}
	check_bound(bound);
}

static void
test_lines_past_65535(void **state)
{
	struct record_text text = {
	    .prefix = text_of("<CaseExport\n xmlns='urn:caselint:export:1'\r\n schemaVersion='1.0' system='s'\n>"),
	    .body = text_of("<!-- \n -->" CASE "xmlns:oh='" OHIO "'\n\n  program=''>\n<oh:Foo/>\n\t<oh:Payment>\r\n"
			    "<oh:Amount>1</oh:Amount></oh:Payment>" END),
	    .suffix = text_of("</CaseExport>"),
	    .line = UINT64_C(5000000000),
	    .column = 40,
	    .root_line = 66000,
	    .first = true,
	};

	(void)state;
	check_lines(&text,
	    "VALUE 5000000003:3 AdoptionSubsidyCase/@program\nUNKNOWN_ELEMENT 5000000004:1 AdoptionSubsidyCase\n"
	    "VALUE 5000000006:1 AdoptionSubsidyCase/Payment[1]/Amount\n",
	    "AdoptionSubsidyCase/Payment @5000000005 list of 1");
	assert_string_equal(buffer_text(&with_schema->roots), "root 66000 -2147483648\n");
	check_bound("AdoptionSubsidyCase/@county @5000000001 '25'");
	check_bound("AdoptionSubsidyCase/@program @5000000003 bad");
}

static void
test_many_lines_in_one_piece(void **state)
{
	struct buffer body = {0};
	char wanted[128];

	(void)state;
	for (int i = 0; i < 70000; i++)
		buffer_append_byte(&body, '\n');
	buffer_append_text(&body, " " CASE "program=''/>");
	snprintf(wanted, sizeof wanted, "VALUE %d:46 AdoptionSubsidyCase/@program\n", 70010);
	check(body.data, wanted);
	buffer_clear(&body);
}

static void
test_columns_on_the_first_line(void **state)
{
	struct record_text text = {
	    .prefix = text_of("<CaseExport xmlns='urn:caselint:export:1' schemaVersion='1.0' system='s'>"),
	    .body = text_of("  " CASE "xmlns:oh='" OHIO "' program=''/>"),
	    .suffix = text_of("</CaseExport>"),
	    .line = 7,
	    .column = 100,
	    .root_line = 7,
	    .first = true,
	};

	(void)state;
	check_lines(&text, "VALUE 7:195 AdoptionSubsidyCase/@program\n", "AdoptionSubsidyCase/@program @7 bad");
	text.column = 0;
	check_lines(&text, "VALUE 7:0 AdoptionSubsidyCase/@program\n", "AdoptionSubsidyCase/@program @7 bad");
}

/* Offsets hold however much the parser has thrown away of what it was fed. */
static void
test_places_in_a_long_piece(void **state)
{
	struct buffer body = {0};
	struct buffer wanted = {0};

	(void)state;
	for (int i = 0; i < 3000; i++) {
		buffer_append_format(
		    &body, "\n <!-- filling > < ' \" %d -->" CASE "program='%s'/>", i, i % 3 == 0 ? "" : "A");
		if (i % 3 == 0)
			buffer_append_format(&wanted, "VALUE %d:%d AdoptionSubsidyCase/@program\n", 11 + i,
			    (int)strlen(" <!-- filling > < ' \" 0 -->") + 45 +
				(i >= 1000     ? 3
				    : i >= 100 ? 2
				    : i >= 10  ? 1
					       : 0));
	}
	check(body.data, buffer_text(&wanted));
	assert_int_equal(with_schema->record_count, 3000);
	buffer_clear(&body);
	buffer_clear(&wanted);
}

/* ---- Not well-formed ---- */

static void
check_malformed(const char *body, const char *problems)
{
	read_both(body, STATUS_INVALID);
	assert_string_equal(buffer_text(&without_schema->problems), problems);
	assert_string_equal(buffer_text(&with_schema->problems), problems);
}

static void
check_malformed_line(const char *body, const char *start)
{
	read_both(body, STATUS_INVALID);
	if (strncmp(buffer_text(&with_schema->problems), start, strlen(start)) != 0)
		print_error("%s: %s", body, buffer_text(&with_schema->problems));
	assert_memory_equal(buffer_text(&with_schema->problems), start, strlen(start));
	assert_null(strstr(buffer_text(&with_schema->problems), "secret"));
	assert_int_equal(with_schema->record_count, without_schema->record_count);
}

static void
test_malformed(void **state)
{
	static const struct {
		const char *body;
		const char *start;
	} bad[] = {
	    {CASE ">\n</oh:secret>", "MALFORMED 11:"},
	    {"\n" CASE ">", "MALFORMED 11:"},
	    {"</CaseExport><CaseExport>", "MALFORMED 10:"},
	    {"\n\n" CASE "id='2'/>", "MALFORMED 12:"},
	    {CASE "program=secret/>", "MALFORMED 10:"},
	    {CASE "program='<'/>", "MALFORMED 10:"},
	    {"\n" CASE "program='&secret;'/>", "MALFORMED 11:"},
	    {CASE ">\n&secret;" END, "MALFORMED 11:"},
	    {CASE ">\n&#0;" END, "MALFORMED 11:"},
	    {CASE ">\n\x01" END, "MALFORMED 11:"},
	    {CASE ">\n\xff\xfe" END, "MALFORMED 11:"},
	    {CASE "><!-- -- -->" END, "MALFORMED 10:"},
	    {CASE ">]]>" END, "MALFORMED 10:"},
	    {CASE "><![CDATA[ secret", "MALFORMED 10:"},
	    {"<!DOCTYPE a>", "MALFORMED 10:"},
	    {"<?xml version='1.0'?>", "MALFORMED 10:"},
	    {"\n<no:secret/>", "MALFORMED 11:1 "},
	    {"\n" CASE "no:secret='1'/>", "MALFORMED 11:1 "},
	    {"\n" CASE "xmlns:a='urn:a' xmlns:b='urn:a' a:x='1' b:x='2'/>", "MALFORMED 11:1 "},
	    {"\n" CASE "><a xmlns:xml='urn:a'/>" END, "MALFORMED 11:"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		check_malformed_line(bad[i].body, bad[i].start);
}

static void
test_places_of_malformed(void **state)
{
	(void)state;
	check_malformed("\n\n   <no:x/>", "MALFORMED 12:4 \n");
	/* Where the parser noticed. */
	check_malformed(CASE ">\n  </oh:Other>", "MALFORMED 11:14 \n");
}

static void
test_records_before_a_fault(void **state)
{
	(void)state;
	check_malformed_line(CASE "/>\n" CASE "/>" CASE "></x>", "MALFORMED 11:");
	assert_int_equal(with_schema->record_count, 2);
	/* And the reader goes on with the next piece. */
	check(CASE "/>", "");
	assert_int_equal(with_schema->record_count, 1);
}

static void
check_document(const char *prefix, const char *start)
{
	const struct record_text text = {.prefix = text_of(prefix),
	    .body = text_of("<a/>"),
	    .suffix = text_of("</CaseExport>"),
	    .line = 5,
	    .root_line = 1};

	scribe_forget(with_schema);
	assert_int_equal(scribe_read_text(with_schema, &text), STATUS_INVALID);
	assert_memory_equal(buffer_text(&with_schema->problems), start, strlen(start));
	assert_string_equal(buffer_text(&with_schema->roots), "");
}

static void
test_doctype(void **state)
{
	(void)state;
	check_document("<!DOCTYPE CaseExport>" ROOT "schemaVersion='1.0' system='s'>", "MALFORMED 1:");
	check_document(
	    "<!DOCTYPE CaseExport SYSTEM 'file:///etc/passwd'>" ROOT "schemaVersion='1.0' system='s'>", "MALFORMED 1:");
	check_document(
	    "<!DOCTYPE CaseExport [<!ENTITY e 'x'>]>" ROOT "schemaVersion='1.0' system='&e;'>", "MALFORMED 1:");
}

/* ---- Limits ---- */

static void
test_depth(void **state)
{
	struct buffer body = {0};

	(void)state;
	buffer_append_text(&body, CASE ">");
	for (unsigned i = 2; i < LIMIT_DEPTH; i++)
		buffer_append_text(&body, "<oh:Foo>");
	for (unsigned i = 2; i < LIMIT_DEPTH; i++)
		buffer_append_text(&body, "</oh:Foo>");
	buffer_append_text(&body, END);
	check(body.data, "UNKNOWN_ELEMENT 10:46 AdoptionSubsidyCase\n");
	buffer_reset(&body);
	buffer_append_text(&body, CASE ">\n<oh:Foo>");
	for (unsigned i = 3; i < LIMIT_DEPTH; i++)
		buffer_append_text(&body, "<oh:Foo>");
	buffer_append_text(&body, "\n <oh:Foo>");
	check_malformed(body.data, "UNKNOWN_ELEMENT 11:1 AdoptionSubsidyCase\nMALFORMED 12:2 \n");
	buffer_reset(&body);
	for (unsigned i = 1; i < LIMIT_DEPTH; i++)
		buffer_append_text(&body, "<z xmlns='urn:z'>");
	buffer_append_text(&body, "\n<z>");
	check_malformed(body.data, "UNKNOWN_NAMESPACE 10:1 \nMALFORMED 11:1 \n");
	buffer_clear(&body);
}

static void
append_letters(struct buffer *body, size_t count)
{
	memset(buffer_reserve(body, count), 'x', count);
	body->length += count;
	body->data[body->length] = '\0';
}

static void
test_text_limit(void **state)
{
	struct buffer body = {0};

	(void)state;
	buffer_append_text(&body, CASE "><oh:Child><oh:PersonName>\n <oh:PersonGivenName>");
	append_letters(&body, LIMIT_TEXT_BYTES);
	buffer_append_text(&body, "</oh:PersonGivenName></oh:PersonName></oh:Child>" END);
	check(body.data, "");
	check_bound("AdoptionSubsidyCase/Child/PersonName/PersonGivenName @11 private(65536)");
	buffer_reset(&body);
	buffer_append_text(&body, CASE "><oh:Child><oh:PersonName>\n <oh:PersonGivenName>");
	append_letters(&body, LIMIT_TEXT_BYTES);
	buffer_append_text(&body, "<!-- c -->y</oh:PersonGivenName></oh:PersonName></oh:Child><oh:Payment><oh:Amount>");
	append_letters(&body, 3 * LIMIT_TEXT_BYTES);
	buffer_append_text(&body, "</oh:Amount></oh:Payment>" END);
	read_both(body.data, STATUS_OK);
	assert_string_equal(buffer_text(&with_schema->problems), buffer_text(&without_schema->problems));
	assert_memory_equal(buffer_text(&with_schema->problems),
	    "TEXT_BYTES 11:2 AdoptionSubsidyCase/Child/PersonName/PersonGivenName\nTEXT_BYTES 11:", 83);
	check_bound("AdoptionSubsidyCase/Child/PersonName/PersonGivenName @11 bad");
	check_bound("AdoptionSubsidyCase/Payment[1]/Amount @11 bad");
	buffer_clear(&body);
}

static void
test_dictionary_does_not_grow(void **state)
{
	struct buffer body = {0};

	(void)state;
	for (int piece = 0; piece < 60; piece++) {
		buffer_reset(&body);
		for (int i = 0; i < 2000; i++)
			buffer_append_format(&body, "<z:n%d-%d-aaaaaaaaaaaaaaaaaaaa xmlns:z='urn:z'/>", piece, i);
		buffer_append_text(&body, CASE "/>");
		scribe_forget(with_schema);
		assert_int_equal(scribe_read(with_schema, body.data), STATUS_OK);
		assert_int_equal(with_schema->record_count, 1);
	}
	buffer_clear(&body);
}

static void
test_what_the_record_event_answers(void **state)
{
	(void)state;
	scribe_forget(with_schema);
	with_schema->record_answer = STATUS_LIMIT;
	assert_int_equal(scribe_read(with_schema, CASE "/>" CASE "/>"), STATUS_LIMIT);
	assert_int_equal(with_schema->record_count, 1);
	assert_string_equal(buffer_text(&with_schema->problems), "");
	with_schema->record_answer = STATUS_OK;
}

/* ---- Schemas ---- */

static void
check_refused_schema(const char *envelope, const char *path, const char *word)
{
	struct schema_part part = {OHIO, path};
	struct schema *schema = NULL;
	struct buffer why = {0};

	assert_int_equal(schema_new(envelope, &part, 1, &schema, &why), STATUS_INVALID);
	assert_null(schema);
	if (strstr(buffer_text(&why), word) == NULL)
		print_error("%s\n", buffer_text(&why));
	assert_non_null(strstr(buffer_text(&why), word));
	buffer_clear(&why);
}

static void
write_file(const char *path, const char *text)
{
	FILE *stream = fopen(path, "w");

	assert_non_null(stream);
	fputs(text, stream);
	fclose(stream);
}

static void
test_schemas_that_are_refused(void **state)
{
	const char *path = scratch_path();
	const char *envelope = source_path(ENVELOPE_XSD);

	(void)state;
	check_refused_schema(envelope, "/nowhere/x.xsd", "\"/nowhere/x.xsd\" cannot be read");
	write_file(path, "<xs:schema");
	check_refused_schema(envelope, path, path);
	write_file(path, "<a/>");
	check_refused_schema(envelope, path, path);
	write_file(path, "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' targetNamespace='" OHIO "'>\n"
			 "<xs:element name='a' type='xs:nothing'/></xs:schema>");
	check_refused_schema(envelope, path, path);
	write_file(path, "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' targetNamespace='" OHIO "'>\n"
			 "<xs:include schemaLocation='file:///etc/passwd'/></xs:schema>");
	check_refused_schema(envelope, path, "schema \"");
	write_file(path, "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' targetNamespace='urn:other'/>");
	check_refused_schema(envelope, path, "schema \"");
	remove(path);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_nothing_is_wrong_with_little),
	    cmocka_unit_test(test_order_is_free),
	    cmocka_unit_test(test_the_example),
	    cmocka_unit_test(test_bad_values),
	    cmocka_unit_test(test_blanks_around_values),
	    cmocka_unit_test(test_text_in_pieces),
	    cmocka_unit_test(test_unknown_names),
	    cmocka_unit_test(test_schema_instance_attributes),
	    cmocka_unit_test(test_missing),
	    cmocka_unit_test(test_record_id),
	    cmocka_unit_test(test_scalar_given_twice),
	    cmocka_unit_test(test_element_on_the_way_given_twice),
	    cmocka_unit_test(test_presence_given_twice),
	    cmocka_unit_test(test_record_given_twice),
	    cmocka_unit_test(test_path_inside_a_record_given_twice),
	    cmocka_unit_test(test_presence),
	    cmocka_unit_test(test_what_is_present),
	    cmocka_unit_test(test_presence_side_by_side),
	    cmocka_unit_test(test_presence_of_long_text),
	    cmocka_unit_test(test_element_inside_a_value),
	    cmocka_unit_test(test_text_beside_elements),
	    cmocka_unit_test(test_private_text),
	    cmocka_unit_test(test_private_text_is_kept_by_the_host),
	    cmocka_unit_test(test_what_only_the_schema_sees),
	    cmocka_unit_test(test_faults_side_by_side),
	    cmocka_unit_test(test_unknown_records),
	    cmocka_unit_test(test_roots),
	    cmocka_unit_test(test_another_root),
	    cmocka_unit_test(test_lines_past_65535),
	    cmocka_unit_test(test_many_lines_in_one_piece),
	    cmocka_unit_test(test_columns_on_the_first_line),
	    cmocka_unit_test(test_places_in_a_long_piece),
	    cmocka_unit_test(test_malformed),
	    cmocka_unit_test(test_places_of_malformed),
	    cmocka_unit_test(test_records_before_a_fault),
	    cmocka_unit_test(test_doctype),
	    cmocka_unit_test(test_depth),
	    cmocka_unit_test(test_text_limit),
	    cmocka_unit_test(test_dictionary_does_not_grow),
	    cmocka_unit_test(test_what_the_record_event_answers),
	    cmocka_unit_test(test_schemas_that_are_refused),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
