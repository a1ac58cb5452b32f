/*
 * An XSD as a tree of declarations, in the subset record/conformity.h states.
 * For this room only; validating is record/schema.c's business.
 */
#ifndef CASELINT_RECORD_XSD_H
#define CASELINT_RECORD_XSD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/status.h"
#include "base/text.h"

struct xsd;      /* one file, read */
struct xsd_type; /* what an element holds; lives as long as its xsd */

/* How often an element may stand where it is declared. */
enum xsd_count {
	XSD_ONCE,
	XSD_MANY,
	XSD_OPEN /* in a group that repeats as a whole: the schema does not say */
};

/* What a simple type asks of a text. */
struct xsd_text {
	bool is_simple;    /* a length within bounds, and nothing else; otherwise no more is said here */
	bool is_collapsed; /* blanks at the ends do not count, nor several as more than one */
	uint32_t least;    /* characters */
	uint32_t most;
};

/* One attribute, or one element below another. */
struct xsd_item {
	struct text name;
	bool is_attribute;
	bool is_required; /* an attribute that must be there */
	enum xsd_count count;
	bool has_text; /* a value of its own: attributes, simple types, simple content */
	struct xsd_text text;
	const struct xsd_type *type; /* NULL: neither attributes nor elements in it */
};

/* STATUS_INVALID with a sentence in `ret_why` that names the file and the line. */
CASELINT_NODISCARD
enum status xsd_read(const char *path, struct xsd **ret_xsd, struct buffer *ret_why);
void xsd_free(struct xsd *xsd);

struct text xsd_namespace(const struct xsd *xsd);

/* The global element of this name; STATUS_ABSENT when there is none. */
CASELINT_NODISCARD
enum status xsd_element(const struct xsd *xsd, struct text name, struct xsd_item *ret_item);

/* Whether a type asks no more of its content than which elements and attributes may be in it, which attributes must, and
 * what their values are: elements may come in any order and number. */
bool xsd_is_open(const struct xsd_type *type);

/* The item of a type at this place, attributes and elements mixed; STATUS_END behind the last. */
CASELINT_NODISCARD
enum status xsd_item_at(const struct xsd_type *type, size_t index, struct xsd_item *ret_item);

#endif
