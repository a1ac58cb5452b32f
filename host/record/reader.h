/*
 * The reader of batches: one libxml2 SAX2 push parser per batch, the schema's
 * validator in the same pass, and the binder behind it. No tree is built. What
 * comes out are bound records, in document order, and problems of form.
 */
#ifndef CASELINT_RECORD_READER_H
#define CASELINT_RECORD_READER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/status.h"
#include "base/text.h"
#include "record/model.h"
#include "record/problem.h"

/* The envelope: the namespace of the root, its local name, and the version of the format. */
#define ENVELOPE_NAMESPACE "urn:caselint:export:1"
#define ENVELOPE_ROOT "CaseExport"
#define ENVELOPE_VERSION "1.0"

struct schema; /* the envelope's and all plugins' XSDs as one compiled schema */

/* One XSD of a plugin. */
struct schema_part {
	const char *name_space; /* its target namespace */
	const char *path;       /* absolute */
};

/* Compiles. STATUS_INVALID with a sentence in `ret_why` that names the file. */
CASELINT_NODISCARD
enum status schema_new(const char *envelope_path, const struct schema_part *parts, size_t count,
    struct schema **ret_schema, struct buffer *ret_why);
void schema_free(struct schema *schema);

/* The root of the document a batch was cut from. */
struct export_root {
	int32_t exported_on; /* date, CASELINT_ABSENT or CASELINT_BAD */
	uint64_t line;
};

/* One record, bound. Everything in it lives in the reader's record arena, until the call returns. */
struct bound_record {
	const struct model *model;
	uint32_t type;    /* index in the plugin's records */
	const void *data; /* the plugin's struct; its hidden part is bound_of(data) */
	struct arena *arena;
	struct text id;    /* empty when it has none (PROBLEM_RECORD_ID was reported) */
	struct text group; /* empty when it has none */
	uint64_t line;
};

/* Called in document order. A problem of a record comes before the record. */
struct reader_events {
	void *context;
	/* Once per batch, before its records. */
	void (*root)(void *context, const struct export_root *root);
	/* Anything but STATUS_OK stops the batch with that status. */
	enum status (*record)(void *context, const struct bound_record *record);
	void (*problem)(void *context, const struct problem *problem);
};

/* A piece of a document that is a document of its own: prefix + body + suffix. */
struct record_text {
	struct text prefix; /* the root's start tag */
	struct text body;
	struct text suffix; /* the root's end tag */
	uint64_t line;      /* of the body's first byte in the document */
	uint64_t column;
	uint64_t root_line;
	bool first; /* problems of the root are reported for the first piece of a document only */
};

struct reader;

/*
 * `schema` NULL: values and cardinality are still judged, by the binder. Borrows everything.
 *
 * A record of which the tables alone show that the validator could say nothing (record/certain.h) is not shown to it;
 * any other is read again with it. What is reported does not depend on that.
 */
struct reader *reader_new(const struct schema *schema, const struct model *const *models, size_t model_count,
    const struct reader_events *events);
/*
 * Reads one piece. STATUS_OK; STATUS_INVALID when it is not well-formed: then a PROBLEM_MALFORMED was
 * reported with its place, records before it may have been delivered, and the caller decides what they are
 * worth; or what the record event returned.
 */
CASELINT_NODISCARD
enum status reader_read(struct reader *reader, const struct record_text *text);
/* How many records were read again. */
uint64_t reader_doubts(const struct reader *reader);
/* From now on every record is shown to the validator: for tests that compare. */
void reader_doubt_everything(struct reader *reader);
void reader_free(struct reader *reader);

#endif
