/*
 * The schema's validator, run event by event in the same pass as the binder, for
 * this room only. What it objects to is kept until the reader has heard the
 * binder on the same event. Its messages are never forwarded.
 */
#ifndef CASELINT_RECORD_VALIDATOR_H
#define CASELINT_RECORD_VALIDATOR_H

#include <stdbool.h>

#include <libxml/parser.h>

#include "base/text.h"
#include "record/problem.h"
#include "record/reader.h"

#define OBJECTION_NAME_BYTES 128U

/* One thing the schema does not allow, about the element of the event or one of its attributes. */
struct objection {
	enum problem_kind kind;
	bool on_attribute;
	char attribute[OBJECTION_NAME_BYTES]; /* its local name; "" when it does not fit */
};

struct validator;

struct validator *validator_new(const struct schema *schema);
void validator_free(struct validator *validator);

/* Around each piece. */
void validator_open(struct validator *validator);
void validator_close(struct validator *validator);

/* The events, with the arguments of libxml2's SAX2. */
void validator_start(struct validator *validator, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
    int namespace_count, const xmlChar **namespaces, int attribute_count, int defaulted, const xmlChar **attributes);
void validator_text(struct validator *validator, struct text text);
void validator_end(struct validator *validator, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri);

/* The objections since they were last forgotten; none twice. */
const struct objection *validator_objections(const struct validator *validator, size_t *ret_count);
void validator_forget(struct validator *validator);

#endif
