/*
 * For the tests of the record room: Ohio-like tables, a reader whose events are
 * written down as text, and a dump of any bound struct.
 */
#ifndef CASELINT_TESTS_RECORD_SUPPORT_H
#define CASELINT_TESTS_RECORD_SUPPORT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "caselint/plugin.h"
#include "record/model.h"
#include "record/reader.h"

#define OHIO "urn:caselint:us-oh:adoption-subsidy:1"
#define ENVELOPE_XSD "xsd/case-export.xsd"
#define OHIO_XSD "xsd/us-oh-adoption-subsidy.xsd"

struct ohio_person {
	struct caselint_text id;
	struct caselint_text given;
	struct caselint_text middle;
	struct caselint_text surname;
	int32_t born;
};

struct ohio_signature {
	struct caselint_text person;
	int32_t signed_on;
	int32_t signed_at;
};

struct ohio_payment {
	int32_t month;
	int32_t issued_on;
	int64_t amount;
};

struct ohio_review {
	int32_t review_date;
	int32_t entered_on;
	struct caselint_text program;
	int64_t amount;
};

struct ohio_letter {
	struct caselint_text letter;
	int32_t filed_on;
};

struct ohio_event {
	struct caselint_text code;
	int32_t updated_on;
	int64_t amount;
};

struct ohio_auxiliary {
	struct caselint_text form, benefit_type, transaction_code, sent_to;
	int32_t from, to, completed_on, sent_on;
	int64_t amount;
};

struct ohio_statement {
	struct caselint_text form, financial, classification, line, funding;
	int32_t month;
	int64_t amount;
};

struct ohio_case {
	struct caselint_text id, county, program, paid_through;
	const struct ohio_person *child;
	int32_t request, request_month, requested_on;
	struct caselint_text agreement_id;
	int32_t effective_on, amended_on;
	int64_t prior, amount;
	struct caselint_list parents, agency, payments, reviews, letters, events, auxiliaries, statements;
};

struct ohio_line {
	struct caselint_text case_id;
	int32_t has_name;
	int64_t january, february, match;
};

struct ohio_invoice {
	struct caselint_text id, county, signed_by, title, addressee;
	int32_t signed_on, mailed_on, certified, received_on;
	struct caselint_list lines;
	int64_t january, february, match, received;
};

/* A fact of the plugin's own. */
struct ohio_fact {
	int64_t match;
	int32_t count;
	int32_t as_of;
	struct caselint_text county, name;
	struct caselint_ref place, other;
};

extern const struct caselint_table ohio_case_table;
extern const struct caselint_table ohio_invoice_table;
extern const struct caselint_table ohio_fact_table;
extern const struct caselint_plugin ohio_plugin;

/* A path of the source tree: CASELINT_SOURCE_DIR, or the working directory. Valid until the next call but three. */
const char *source_path(const char *relative);

/* A path for a file of this test run only, outside of the source tree. Valid for the process. */
const char *scratch_path(void);

/* The model of the plugin; the test fails when it is refused. */
struct model *new_model(const struct caselint_plugin *plugin);
/* The schema of envelope and Ohio. */
struct schema *new_schema(void);

/* A reader whose events are noted. */
struct scribe {
	struct buffer problems; /* "KIND line:column path" one per line */
	struct buffer records;  /* dumps */
	struct buffer roots;    /* "root line date" one per line */
	uint32_t record_count;
	enum status record_answer; /* what the record event returns */
	/* Also called with every record, when set. */
	void (*look)(const struct bound_record *record);
	struct model *model;
	const struct model *models[1];
	struct schema *schema;
	struct reader_events events;
	struct reader *reader;
};

struct scribe *scribe_new(const struct caselint_plugin *plugin, bool with_schema);
void scribe_free(struct scribe *scribe);
/* Forgets what was noted. */
void scribe_forget(struct scribe *scribe);
/* Reads `body` inside the usual root; the body starts at line 10, column 1. */
enum status scribe_read(struct scribe *scribe, const char *body);
enum status scribe_read_text(struct scribe *scribe, const struct record_text *text);

/* Appends every member of a bound struct, one per line: path, value, line. Private values by their length. */
void dump_object(const void *object, struct buffer *dump);

/* The bytes of a file of the source tree; freed by the caller with buffer_clear. */
struct buffer file_bytes(const char *relative);

#endif
