/*
 * The compiled form of a plugin's tables, for this room only: the paths of one
 * table as a tree of names, and a struct's image with every member absent.
 */
#ifndef CASELINT_RECORD_SHAPE_H
#define CASELINT_RECORD_SHAPE_H

#include <stdbool.h>
#include <stdint.h>

#include "record/model.h"

#define SHAPE_NONE UINT32_MAX

/* What a schema says of the text of an element or attribute, as far as the binder sees it at once. */
enum shape_text {
	SHAPE_TEXT_UNSURE, /* nothing is known, or too much is asked */
	SHAPE_TEXT_NONE,   /* none at all */
	SHAPE_TEXT_BLANK,  /* blanks between elements */
	SHAPE_TEXT_JUDGED, /* what the binder says of the value counts */
	SHAPE_TEXT_LENGTH, /* `least` to `most` characters */
};

/* What a schema says of a node. All zero: nothing is known. */
struct shape_claim {
	enum shape_text text;
	bool is_collapsed; /* blanks around words do not count */
	bool is_open;      /* any elements the table knows, in any order and number */
	bool is_required;  /* an attribute */
	uint32_t least;
	uint32_t most;
};

/* One element or attribute that a path of the table names. */
struct shape_node {
	struct text name;    /* local name, without "@" */
	uint32_t parent;     /* index of the node; SHAPE_NONE: node 0, the table's own element */
	uint32_t first;      /* first child; SHAPE_NONE: none */
	uint32_t next;       /* next child of the same parent; SHAPE_NONE: none */
	uint32_t field;      /* the field bound here; SHAPE_NONE: none */
	bool is_attribute;   /* else an element */
	bool is_ignored;     /* the schema has it and no rule needs it, nor anything below */
	bool covers_content; /* a PRESENCE: elements inside that are not bound are covered by it */
	bool is_claimed;     /* `claim` was learnt from a schema (record/certain.c) */
	struct shape_claim claim;
};

/* One table. */
struct shape {
	const struct caselint_table *table;
	const struct model *model;
	struct shape_node *nodes; /* node 0 is the table's element */
	uint32_t node_count;
	uint32_t field_count;
	uint32_t *field_nodes;       /* the node of each field; tables with an element only */
	const struct shape **nested; /* of each field; NULL but for RECORD and LIST */
	unsigned char *image;        /* struct_size bytes, every member absent */
	uint32_t id_field;           /* SHAPE_NONE: none */
	uint32_t group_field;        /* SHAPE_NONE: none */
	uint32_t height;             /* tables nested in it, itself counted; 0: being compiled */
	bool has_private_text;
	bool has_required; /* some field is */
};

static inline const struct caselint_field *
shape_field(const struct shape *shape, uint32_t field)
{
	return CASELINT_AT(shape->table->fields, struct caselint_field, field);
}

/* The child of `node` with this name, or SHAPE_NONE. By comparison of texts; the binder has an index. */
uint32_t shape_child(const struct shape *shape, uint32_t node, struct text name, bool is_attribute);

/* The field whose member is at `offset` in the struct; SHAPE_NONE: none. */
uint32_t shape_field_at(const struct shape *shape, uint32_t offset);

/* Whether `node` is `ancestor` or lies somewhere below it. */
bool shape_lies_below(const struct shape *shape, uint32_t node, uint32_t ancestor);

/* Whether a field of kind ID is bound at `node` or below, in nested tables too. */
bool shape_holds_id(const struct shape *shape, uint32_t node);

/* Appends the path of `node` below the table's element, each name after a "/". */
void shape_path(const struct shape *shape, uint32_t node, struct buffer *path);

/* Compiles one table on behalf of a model (record/model.c). STATUS_REFUSED with a sentence in `ret_why`;
 * the shape is to be freed by shape_free in any case. Nested shapes are the caller's to set. */
CASELINT_NODISCARD
enum status shape_compile(struct shape *shape, struct buffer *ret_why);
void shape_free(struct shape *shape);

/* Makes one member bad, nested structs with everything in them (record/bound.c). */
void bound_spoil_field(struct arena *arena, void *object, uint32_t index);
/* Appends the path of a struct, ordinals in lists included. */
void bound_path(const struct bound *bound, struct buffer *path);

/* All shapes of a model, for the binder's index of names. */
uint32_t model_shape_count(const struct model *model);
const struct shape *model_shape_at(const struct model *model, uint32_t index);

#endif
