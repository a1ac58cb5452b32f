/*
 * The binder fills the structs of one record from its elements and attributes,
 * and judges values and cardinality, with a schema or without. For this room
 * only. It knows nothing of bytes: whoever drives it finds line and column.
 */
#ifndef CASELINT_RECORD_BINDER_H
#define CASELINT_RECORD_BINDER_H

#include <stdbool.h>

#include <libxml/parser.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/text.h"
#include "record/model.h"
#include "record/names.h"
#include "record/problem.h"

/* One attribute, as libxml2 hands it out; the value with its references resolved. */
struct binder_attribute {
	const xmlChar *name; /* of the dictionary */
	const xmlChar *uri;  /* NULL: in no namespace */
	struct text value;
	uint64_t line;
	bool is_judged; /* set by the binder: nothing the schema says about the value counts */
};

/* One start tag. */
struct binder_element {
	const xmlChar *name; /* of the dictionary */
	const xmlChar *uri;  /* of the dictionary; NULL: in no namespace */
	struct binder_attribute *attributes;
	size_t attribute_count;
	uint64_t line;
};

#define BINDER_ELEMENT SIZE_MAX

/* Of attributes that speak to a validator and are no data. */
#define XSI_NAMESPACE "http://www.w3.org/2001/XMLSchema-instance"

/* What stood in an element. */
struct binder_content {
	struct text text; /* its own */
	bool too_long;    /* its own text was over its limit and is not here */
	bool is_filled;   /* there is a character that is not blank, in it or in an element inside */
};

/* What the binder found. It is about the element whose start or end is being bound. */
struct binder_problem {
	enum problem_kind kind;
	size_t attribute;     /* index in the start tag; BINDER_ELEMENT: the element itself */
	struct text at_fault; /* local name of the attribute, also of a missing one; no data: the element */
	struct text path;     /* valid during the call */
	const char *detail;
	bool is_key; /* as in struct problem */
};

typedef void binder_problem_fn(void *context, const struct binder_problem *problem);

struct binder;

struct binder *binder_new(binder_problem_fn *problem, void *context);
void binder_free(struct binder *binder);

/* The start tag of a record of `shape`; structs are taken from `arena`. The index must stay until the record ends. */
void binder_open(struct binder *binder, const struct names *names, const struct shape *shape, struct arena *arena,
    const struct binder_element *element);
/* A start tag inside. */
void binder_start(struct binder *binder, const struct binder_element *element);
/* Whether the text of the element that is open is bound. */
bool binder_wants_text(const struct binder *binder);
/* Text that is not blank in the element that is open: a problem when it is not bound. To be told only without a schema,
 * which knows better where text may stand. */
void binder_text(struct binder *binder);
/* The end of the element that is open. It stays open to questions until binder_leave. */
void binder_end(struct binder *binder, const struct binder_content *content);
void binder_leave(struct binder *binder);

/* Whether the open element, or one it lies in, is not bound. */
bool binder_passes_over(const struct binder *binder);

/* Whether a validator could find nothing wrong with the record that has ended, or has been read so far, because nothing
 * was found, and every element, attribute and text in it is one whose claims (record/shape.h) are known and met. */
bool binder_is_certain(const struct binder *binder);
/* Whether the binder alone says if the value of a field is good; a schema may ask more of a text. */
bool binder_judges_value(const struct shape *shape, uint32_t field);

/* The struct of the record whose last element has ended, or of the one that is open. */
void *binder_record(const struct binder *binder);

/* Whether the binder itself judges this about the open element: its value, or whether its attribute is
 * there and what it is. Inside an element given twice everything is bad, and has been reported. */
bool binder_judges(const struct binder *binder, enum problem_kind kind, const char *attribute);
/* Whether the value of the open element, or of its attribute, is bound as an id. */
bool binder_is_key(const struct binder *binder, const char *attribute);
/* Appends the path of the open element, and of its attribute if the tables know one of that name (NULL: none). */
void binder_path(const struct binder *binder, const char *attribute, struct buffer *path);

#endif
