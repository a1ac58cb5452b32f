/* See record_support.h. */
#include "record_support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/date.h"
#include "base/memory.h"
#include "base/money.h"
#include "record/shape.h"
#include "record/values.h"

#define REQUIRED CASELINT_REQUIRED
#define PRIVATE CASELINT_PRIVATE

static const struct caselint_field person_fields[] = {
    CASELINT_FIELD(struct ohio_person, id, "@personId", CASELINT_ID, 0),
    CASELINT_FIELD(struct ohio_person, given, "PersonName/PersonGivenName", CASELINT_TEXT, PRIVATE),
    CASELINT_FIELD(struct ohio_person, middle, "PersonName/PersonMiddleName", CASELINT_TEXT, PRIVATE),
    CASELINT_FIELD(struct ohio_person, surname, "PersonName/PersonSurName", CASELINT_TEXT, PRIVATE),
    CASELINT_FIELD(struct ohio_person, born, "PersonBirthDate", CASELINT_DATE, PRIVATE),
};
static const struct caselint_table person_table = {
    "Child", CASELINT_ARRAY(person_fields), {NULL, 0, 0}, sizeof(struct ohio_person), 0};

static const struct caselint_field parent_fields[] = {
    CASELINT_FIELD(struct ohio_signature, person, "@personId", CASELINT_ID, 0),
    CASELINT_FIELD(struct ohio_signature, signed_on, "@signedOn", CASELINT_DATE, 0),
    CASELINT_FIELD(struct ohio_signature, signed_at, "@signedAt", CASELINT_TIME, 0),
};
static const struct caselint_table parent_table = {
    "AdoptiveParentSignature", CASELINT_ARRAY(parent_fields), {NULL, 0, 0}, sizeof(struct ohio_signature), 0};

static const struct caselint_field agency_fields[] = {
    CASELINT_FIELD(struct ohio_signature, person, "@workerId", CASELINT_ID, PRIVATE),
    CASELINT_FIELD(struct ohio_signature, signed_on, "@signedOn", CASELINT_DATE, 0),
    CASELINT_FIELD(struct ohio_signature, signed_at, "@signedAt", CASELINT_TIME, 0),
};
static const struct caselint_table agency_table = {
    "AgencySignature", CASELINT_ARRAY(agency_fields), {NULL, 0, 0}, sizeof(struct ohio_signature), 0};

static const struct caselint_field payment_fields[] = {
    CASELINT_FIELD(struct ohio_payment, month, "@month", CASELINT_MONTH, 0),
    CASELINT_FIELD(struct ohio_payment, issued_on, "@issuedOn", CASELINT_DATE, 0),
    CASELINT_FIELD(struct ohio_payment, amount, "Amount", CASELINT_MONEY, 0),
};
static const struct caselint_table payment_table = {
    "Payment", CASELINT_ARRAY(payment_fields), {NULL, 0, 0}, sizeof(struct ohio_payment), 0};

static const struct caselint_field review_fields[] = {
    CASELINT_FIELD(struct ohio_review, review_date, "@reviewDate", CASELINT_DATE, 0),
    CASELINT_FIELD(struct ohio_review, entered_on, "@enteredOn", CASELINT_DATE, 0),
    CASELINT_FIELD(struct ohio_review, program, "@program", CASELINT_CODE, 0),
    CASELINT_FIELD(struct ohio_review, amount, "SubsidyAmount", CASELINT_MONEY, 0),
};
static const struct caselint_table review_table = {
    "ReviewRecord", CASELINT_ARRAY(review_fields), {NULL, 0, 0}, sizeof(struct ohio_review), 0};

static const struct caselint_field letter_fields[] = {
    CASELINT_FIELD(struct ohio_letter, letter, "@letter", CASELINT_TEXT, 0),
    CASELINT_FIELD(struct ohio_letter, filed_on, "@filedOn", CASELINT_DATE, 0),
};
static const struct caselint_table letter_table = {
    "LetterOnFile", CASELINT_ARRAY(letter_fields), {NULL, 0, 0}, sizeof(struct ohio_letter), 0};

static const struct caselint_field event_fields[] = {
    CASELINT_FIELD(struct ohio_event, code, "@code", CASELINT_CODE, 0),
    CASELINT_FIELD(struct ohio_event, updated_on, "@updatedOn", CASELINT_DATE, 0),
    CASELINT_FIELD(struct ohio_event, amount, "Amount", CASELINT_MONEY, 0),
};
static const struct caselint_table event_table = {
    "PaymentAuthorizationEvent", CASELINT_ARRAY(event_fields), {NULL, 0, 0}, sizeof(struct ohio_event), 0};

static const struct caselint_field auxiliary_fields[] = {
    CASELINT_FIELD(struct ohio_auxiliary, form, "@form", CASELINT_TEXT, 0),
    CASELINT_FIELD(struct ohio_auxiliary, benefit_type, "@benefitType", CASELINT_CODE, 0),
    CASELINT_FIELD(struct ohio_auxiliary, transaction_code, "@transactionCode", CASELINT_CODE, 0),
    CASELINT_FIELD(struct ohio_auxiliary, from, "@effectiveFrom", CASELINT_DATE, 0),
    CASELINT_FIELD(struct ohio_auxiliary, to, "@effectiveTo", CASELINT_DATE, 0),
    CASELINT_FIELD(struct ohio_auxiliary, completed_on, "@completedOn", CASELINT_DATE, 0),
    CASELINT_FIELD(struct ohio_auxiliary, sent_on, "@sentOn", CASELINT_DATE, 0),
    CASELINT_FIELD(struct ohio_auxiliary, sent_to, "@sentTo", CASELINT_TEXT, 0),
    CASELINT_FIELD(struct ohio_auxiliary, amount, "UnderpaymentAmount", CASELINT_MONEY, 0),
};
static const struct caselint_table auxiliary_table = {
    "AuxiliaryPaymentAuthorization", CASELINT_ARRAY(auxiliary_fields), {NULL, 0, 0}, sizeof(struct ohio_auxiliary), 0};

static const struct caselint_field statement_fields[] = {
    CASELINT_FIELD(struct ohio_statement, form, "@form", CASELINT_TEXT, 0),
    CASELINT_FIELD(struct ohio_statement, month, "@month", CASELINT_MONTH, 0),
    CASELINT_FIELD(struct ohio_statement, financial, "@financialCode", CASELINT_CODE, 0),
    CASELINT_FIELD(struct ohio_statement, classification, "@classificationCode", CASELINT_CODE, 0),
    CASELINT_FIELD(struct ohio_statement, line, "@lineCode", CASELINT_CODE, 0),
    CASELINT_FIELD(struct ohio_statement, funding, "@fundingSource", CASELINT_CODE, 0),
    CASELINT_FIELD(struct ohio_statement, amount, "Amount", CASELINT_MONEY, 0),
};
static const struct caselint_table statement_table = {
    "FinancialStatementLine", CASELINT_ARRAY(statement_fields), {NULL, 0, 0}, sizeof(struct ohio_statement), 0};

static const struct caselint_field case_fields[] = {
    CASELINT_FIELD(struct ohio_case, id, "@id", CASELINT_ID, REQUIRED | CASELINT_RECORD_ID),
    CASELINT_FIELD(struct ohio_case, county, "@county", CASELINT_CODE, REQUIRED | CASELINT_GROUP),
    CASELINT_FIELD(struct ohio_case, program, "@program", CASELINT_CODE, 0),
    CASELINT_FIELD(struct ohio_case, paid_through, "@paidThrough", CASELINT_CODE, 0),
    CASELINT_NESTED(struct ohio_case, child, "Child", CASELINT_RECORD, &person_table, 0),
    CASELINT_FIELD(struct ohio_case, request, "RetroactiveRequest", CASELINT_PRESENCE, 0),
    CASELINT_FIELD(struct ohio_case, request_month, "RetroactiveRequest/@month", CASELINT_MONTH, 0),
    CASELINT_FIELD(struct ohio_case, requested_on, "RetroactiveRequest/@requestedOn", CASELINT_DATE, 0),
    CASELINT_FIELD(struct ohio_case, agreement_id, "Agreement/@id", CASELINT_ID, 0),
    CASELINT_FIELD(struct ohio_case, effective_on, "Agreement/@effectiveOn", CASELINT_DATE, 0),
    CASELINT_FIELD(struct ohio_case, amended_on, "Agreement/@amendedOn", CASELINT_DATE, 0),
    CASELINT_FIELD(struct ohio_case, prior, "Agreement/PriorSubsidyMonthlyAmount", CASELINT_MONEY, 0),
    CASELINT_FIELD(struct ohio_case, amount, "Agreement/SubsidyMonthlyAmount", CASELINT_MONEY, 0),
    CASELINT_NESTED(struct ohio_case, parents, "Agreement/AdoptiveParentSignature", CASELINT_LIST, &parent_table, 0),
    CASELINT_NESTED(struct ohio_case, agency, "Agreement/AgencySignature", CASELINT_LIST, &agency_table, 0),
    CASELINT_NESTED(struct ohio_case, payments, "Payment", CASELINT_LIST, &payment_table, 0),
    CASELINT_NESTED(struct ohio_case, reviews, "ReviewRecord", CASELINT_LIST, &review_table, 0),
    CASELINT_NESTED(struct ohio_case, letters, "LetterOnFile", CASELINT_LIST, &letter_table, 0),
    CASELINT_NESTED(struct ohio_case, events, "PaymentAuthorizationEvent", CASELINT_LIST, &event_table, 0),
    CASELINT_NESTED(struct ohio_case, auxiliaries, "AuxiliaryPaymentAuthorization", CASELINT_LIST, &auxiliary_table, 0),
    CASELINT_NESTED(struct ohio_case, statements, "FinancialStatementLine", CASELINT_LIST, &statement_table, 0),
};
const struct caselint_table ohio_case_table = {
    "AdoptionSubsidyCase", CASELINT_ARRAY(case_fields), {NULL, 0, 0}, sizeof(struct ohio_case), 0};

static const struct caselint_field line_fields[] = {
    CASELINT_FIELD(struct ohio_line, case_id, "@caseId", CASELINT_ID, 0),
    CASELINT_FIELD(struct ohio_line, has_name, "PersonName", CASELINT_PRESENCE, PRIVATE),
    CASELINT_FIELD(struct ohio_line, january, "JanuaryAmount", CASELINT_MONEY, 0),
    CASELINT_FIELD(struct ohio_line, february, "FebruaryAmount", CASELINT_MONEY, 0),
    CASELINT_FIELD(struct ohio_line, match, "MatchAmount", CASELINT_MONEY, 0),
};
static const struct caselint_table line_table = {
    "InvoiceLine", CASELINT_ARRAY(line_fields), {NULL, 0, 0}, sizeof(struct ohio_line), 0};

static const struct caselint_field invoice_fields[] = {
    CASELINT_FIELD(struct ohio_invoice, id, "@id", CASELINT_ID, REQUIRED | CASELINT_RECORD_ID),
    CASELINT_FIELD(struct ohio_invoice, county, "@county", CASELINT_CODE, REQUIRED | CASELINT_GROUP),
    CASELINT_FIELD(struct ohio_invoice, signed_on, "@signedOn", CASELINT_DATE, 0),
    CASELINT_FIELD(struct ohio_invoice, signed_by, "@signedBy", CASELINT_ID, PRIVATE),
    CASELINT_FIELD(struct ohio_invoice, title, "@signatoryTitle", CASELINT_TEXT, 0),
    CASELINT_FIELD(struct ohio_invoice, mailed_on, "@mailedOn", CASELINT_DATE, 0),
    CASELINT_FIELD(struct ohio_invoice, addressee, "@addressee", CASELINT_TEXT, 0),
    CASELINT_NESTED(struct ohio_invoice, lines, "InvoiceLine", CASELINT_LIST, &line_table, 0),
    CASELINT_FIELD(struct ohio_invoice, january, "JanuaryTotal", CASELINT_MONEY, 0),
    CASELINT_FIELD(struct ohio_invoice, february, "FebruaryTotal", CASELINT_MONEY, 0),
    CASELINT_FIELD(struct ohio_invoice, match, "MatchTotal", CASELINT_MONEY, 0),
    CASELINT_FIELD(struct ohio_invoice, certified, "CertificationStatement", CASELINT_BOOLEAN, 0),
    CASELINT_FIELD(struct ohio_invoice, received_on, "Reimbursement/@receivedOn", CASELINT_DATE, 0),
    CASELINT_FIELD(struct ohio_invoice, received, "Reimbursement/Amount", CASELINT_MONEY, 0),
};
const struct caselint_table ohio_invoice_table = {
    "MatchInvoice", CASELINT_ARRAY(invoice_fields), {NULL, 0, 0}, sizeof(struct ohio_invoice), 0};

static const struct caselint_field fact_fields[] = {
    CASELINT_FIELD(struct ohio_fact, match, "match", CASELINT_MONEY, 0),
    CASELINT_FIELD(struct ohio_fact, count, "count", CASELINT_COUNT, 0),
    CASELINT_FIELD(struct ohio_fact, as_of, "asOf", CASELINT_DATE, 0),
    CASELINT_FIELD(struct ohio_fact, county, "county", CASELINT_CODE, 0),
    CASELINT_FIELD(struct ohio_fact, name, "name", CASELINT_TEXT, PRIVATE),
    CASELINT_FIELD(struct ohio_fact, place, "place", CASELINT_PLACE, 0),
    CASELINT_FIELD(struct ohio_fact, other, "other", CASELINT_PLACE, 0),
};
const struct caselint_table ohio_fact_table = {
    NULL, CASELINT_ARRAY(fact_fields), {NULL, 0, 0}, sizeof(struct ohio_fact), 0};

static const struct caselint_table *const records[] = {&ohio_case_table, &ohio_invoice_table};
static const struct caselint_table *const facts[] = {&ohio_fact_table, &ohio_invoice_table, &ohio_case_table};

const struct caselint_plugin ohio_plugin = {
    .size = sizeof(struct caselint_plugin),
    .id = "us-oh",
    .jurisdiction = "US-OH",
    .title = "Ohio, for tests",
    .version = "1.0.0",
    .record_namespace = OHIO,
    .schema = "us-oh-adoption-subsidy.xsd",
    .records = CASELINT_ARRAY(records),
    .facts = CASELINT_ARRAY(facts),
};

const char *
source_path(const char *relative)
{
	static char paths[4][1024];
	static unsigned next;
	const char *folder = getenv("CASELINT_SOURCE_DIR");
	char *path = paths[next++ % 4];

	snprintf(path, sizeof paths[0], "%s/%s", folder == NULL ? "." : folder, relative);
	return path;
}

const char *
scratch_path(void)
{
	static char path[1024];
	const char *folder = getenv("TMPDIR");

	snprintf(path, sizeof path, "%s/caselint-test-%ld.tmp", folder == NULL ? "/tmp" : folder, (long)getpid());
	return path;
}

struct model *
new_model(const struct caselint_plugin *plugin)
{
	struct model *model = NULL;
	struct buffer why = {0};
	enum status status = model_new(plugin, &model, &why);

	if (status != STATUS_OK)
		print_error("%s\n", buffer_text(&why));
	assert_int_equal(status, STATUS_OK);
	buffer_clear(&why);
	return model;
}

struct schema *
new_schema(void)
{
	struct schema_part part = {OHIO, source_path(OHIO_XSD)};
	struct schema *schema = NULL;
	struct buffer why = {0};
	enum status status = schema_new(source_path(ENVELOPE_XSD), &part, 1, &schema, &why);

	if (status != STATUS_OK)
		print_error("%s\n", buffer_text(&why));
	assert_int_equal(status, STATUS_OK);
	buffer_clear(&why);
	return schema;
}

static const char *const kind_names[PROBLEM_KINDS] = {
    [PROBLEM_MALFORMED] = "MALFORMED",
    [PROBLEM_NAMESPACES] = "NAMESPACES",
    [PROBLEM_NAMES] = "NAMES",
    [PROBLEM_TEXT_BYTES] = "TEXT_BYTES",
    [PROBLEM_VERSION] = "VERSION",
    [PROBLEM_ROOT_VALUE] = "ROOT_VALUE",
    [PROBLEM_UNKNOWN_NAMESPACE] = "UNKNOWN_NAMESPACE",
    [PROBLEM_UNKNOWN_RECORD] = "UNKNOWN_RECORD",
    [PROBLEM_UNKNOWN_ELEMENT] = "UNKNOWN_ELEMENT",
    [PROBLEM_UNKNOWN_ATTRIBUTE] = "UNKNOWN_ATTRIBUTE",
    [PROBLEM_MISSING] = "MISSING",
    [PROBLEM_VALUE] = "VALUE",
    [PROBLEM_REPEATED] = "REPEATED",
    [PROBLEM_SCHEMA] = "SCHEMA",
    [PROBLEM_RECORD_ID] = "RECORD_ID",
};

static void
note_problem(void *context, const struct problem *problem)
{
	struct scribe *scribe = context;

	buffer_append_format(&scribe->problems, "%s %llu:%llu %.*s\n", kind_names[problem->kind],
	    (unsigned long long)problem->line, (unsigned long long)problem->column, (int)problem->path.length,
	    problem->path.data == NULL ? "" : problem->path.data);
}

static void
note_root(void *context, const struct export_root *root)
{
	struct scribe *scribe = context;

	buffer_append_format(&scribe->roots, "root %llu %d\n", (unsigned long long)root->line, (int)root->exported_on);
}

static enum status
note_record(void *context, const struct bound_record *record)
{
	struct scribe *scribe = context;

	scribe->record_count++;
	buffer_append_format(&scribe->records, "record %u id=%.*s group=%.*s line=%llu\n", (unsigned)record->type,
	    (int)record->id.length, record->id.data == NULL ? "" : record->id.data, (int)record->group.length,
	    record->group.data == NULL ? "" : record->group.data, (unsigned long long)record->line);
	dump_object(record->data, &scribe->records);
	if (scribe->look != NULL)
		scribe->look(record);
	return scribe->record_answer;
}

struct scribe *
scribe_new(const struct caselint_plugin *plugin, bool with_schema)
{
	struct scribe *scribe = memory_zeroed(1, sizeof *scribe);

	scribe->model = new_model(plugin);
	scribe->models[0] = scribe->model;
	scribe->schema = with_schema ? new_schema() : NULL;
	scribe->events = (struct reader_events){scribe, note_root, note_record, note_problem};
	scribe->reader = reader_new(scribe->schema, scribe->models, 1, &scribe->events);
	return scribe;
}

void
scribe_forget(struct scribe *scribe)
{
	buffer_reset(&scribe->problems);
	buffer_reset(&scribe->records);
	buffer_reset(&scribe->roots);
	scribe->record_count = 0;
}

void
scribe_free(struct scribe *scribe)
{
	reader_free(scribe->reader);
	schema_free(scribe->schema);
	model_free(scribe->model);
	buffer_clear(&scribe->problems);
	buffer_clear(&scribe->records);
	buffer_clear(&scribe->roots);
	memory_free(scribe);
}

enum status
scribe_read_text(struct scribe *scribe, const struct record_text *text)
{
	return reader_read(scribe->reader, text);
}

enum status
scribe_read(struct scribe *scribe, const char *body)
{
	const struct record_text text = {
	    .prefix = text_of("<CaseExport xmlns=\"urn:caselint:export:1\" xmlns:oh=\"" OHIO "\" schemaVersion=\"1.0\" "
			      "system=\"test\" exportedOn=\"2008-04-15\">"),
	    .body = text_of(body),
	    .suffix = text_of("</CaseExport>"),
	    .line = 10,
	    .column = 1,
	    .root_line = 3,
	    .first = true,
	};

	return scribe_read_text(scribe, &text);
}

static void
dump_text(const struct caselint_field *field, const void *member, struct buffer *dump)
{
	const struct caselint_text *text = member;

	if (text->state == CASELINT_ABSENT)
		buffer_append_text(dump, "absent");
	else if (text->state == CASELINT_BAD)
		buffer_append_text(dump, "bad");
	else if (text->data == NULL)
		buffer_append_format(dump, "private(%u)", (unsigned)text->length);
	else
		buffer_append_format(dump, "'%.*s'%s", (int)text->length, text->data,
		    (field->flags & CASELINT_PRIVATE) != 0 ? " NOT HIDDEN" : "");
}

static void
dump_scalar(const struct caselint_field *field, const void *object, struct buffer *dump)
{
	struct caselint_value value = value_of(field, object);

	if (value_is_text(field->kind))
		dump_text(field, (const char *)object + field->offset, dump);
	else if (value_is_absent(field, object))
		buffer_append_text(dump, "absent");
	else if (value_is_bad(field, object))
		buffer_append_text(dump, "bad");
	else
		buffer_append_format(dump, "%lld", (long long)value.number);
}

static void
dump_path(const struct bound *bound, const struct caselint_field *field, struct buffer *dump)
{
	const struct place place = {0, false, field, bound + 1, bound};

	if (bound->shape->table->element != NULL)
		place_path(&place, dump);
	else
		buffer_append_text(dump, field->path);
}

static void
dump_nested(const struct caselint_field *field, const void *object, struct buffer *dump)
{
	const void *member = (const char *)object + field->offset;
	struct caselint_list list = {0};
	const void *nested = NULL;

	if (field->kind == CASELINT_RECORD) {
		memcpy(&nested, member, sizeof nested);
		buffer_append_text(dump, nested == NULL ? "absent\n" : "record\n");
		if (nested != NULL)
			dump_object(nested, dump);
		return;
	}
	memcpy(&list, member, sizeof list);
	buffer_append_format(dump, "list of %u%s\n", (unsigned)list.count, list.state == CASELINT_BAD ? " bad" : "");
	for (uint32_t i = 0; i < list.count; i++)
		dump_object(list.items[i], dump);
}

void
dump_object(const void *object, struct buffer *dump)
{
	const struct bound *bound = bound_of(object);

	assert_int_equal(bound->magic, BOUND_MAGIC ^ (uint64_t)(uintptr_t)bound);
	for (uint32_t i = 0; i < bound->shape->field_count; i++) {
		const struct caselint_field *field = shape_field(bound->shape, i);

		dump_path(bound, field, dump);
		buffer_append_format(dump, " @%llu ", (unsigned long long)bound->lines[i]);
		if (field->record != NULL) {
			dump_nested(field, object, dump);
			continue;
		}
		if (field->kind == CASELINT_PLACE)
			buffer_append_text(dump, "place");
		else
			dump_scalar(field, object, dump);
		buffer_append_byte(dump, '\n');
	}
}

struct buffer
file_bytes(const char *relative)
{
	struct buffer bytes = {0};
	FILE *stream = fopen(source_path(relative), "rb");
	size_t got = 0;

	assert_non_null(stream);
	do {
		got = fread(buffer_reserve(&bytes, 65536), 1, 65536, stream);
		bytes.length += got;
	} while (got > 0);
	bytes.data[bytes.length] = '\0';
	fclose(stream);
	return bytes;
}
