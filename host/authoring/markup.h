/*
 * Where elements and attributes stand in the bytes of a well-formed document.
 * A tree has lost that; whoever hands a part on as it was written, or changes one
 * place of it, needs it. Elements come in the order of their start tags, which is
 * that of a walk over the tree.
 */
#ifndef CASELINT_AUTHORING_MARKUP_H
#define CASELINT_AUTHORING_MARKUP_H

#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "base/text.h"

#define MARKUP_NONE UINT32_MAX

/* From one byte to before another. */
struct markup_range {
	size_t start;
	size_t end;
};

struct markup_attribute {
	struct text name;          /* as written, with its prefix */
	struct markup_range whole; /* with the blanks before it */
	struct markup_range value; /* between the quotes */
	uint32_t line;             /* of its name */
};

struct markup_element {
	struct text name;           /* as written, with its prefix */
	struct markup_range whole;  /* from "<" to behind the end tag */
	struct markup_range inside; /* between the tags; empty behind an empty tag */
	uint32_t line;              /* of its start tag */
	uint32_t parent;            /* MARKUP_NONE: the root */
	uint32_t children;          /* elements right below it */
	uint32_t first_attribute;
	uint32_t attribute_count;
};

/* Borrows the text it was read from. Zero-initialise. */
struct markup {
	struct text text;
	struct markup_element *elements;
	uint32_t element_count;
	struct markup_attribute *attributes;
	uint32_t attribute_count;
};

/* Reads a document that a parser has found well-formed, without a DOCTYPE. STATUS_INVALID when it is not; to be cleared
 * in any case. */
CASELINT_NODISCARD
enum status markup_read(struct text text, struct markup *ret_markup);
void markup_clear(struct markup *markup);

/* Without the prefix. */
struct text markup_local_name(struct text name);

#endif
