/*
 * The record model of a plugin: its tables, checked and compiled to trees of
 * names so that the binder finds a field in one step. Also what every bound
 * struct hides before it: its table, its parent and the line of each field.
 */
#ifndef CASELINT_RECORD_MODEL_H
#define CASELINT_RECORD_MODEL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/status.h"
#include "base/text.h"
#include "caselint/plugin.h"

struct shape; /* one compiled table; shared by all records of its plugin */
struct model; /* the shapes of one plugin's records and fact tables */

/* What stands directly before every struct that the host hands to a plugin. */
struct bound {
	uint64_t magic; /* BOUND_MAGIC xor the address of this struct: a reference is believed only with it,
	                   and text of the input that happens to hold it proves nothing */
	const struct shape *shape;
	const struct bound *parent; /* the struct this one is nested in; NULL: a record or a fact */
	uint64_t line;              /* of the element's start tag */
	uint64_t *lines;            /* one per field of the table; 0: absent */
	struct text *texts;         /* one per field: the text of PRIVATE text, code and id fields
	                               (their members have no data); NULL: the table has none */
	uint32_t ordinal;           /* 1-based place in its list; 0: not in a list */
	uint32_t parent_field;      /* index of the field in the parent's table */
	uint64_t *element_lines;    /* one per name in the paths of the table; 0: not in the input */
};

#define BOUND_MAGIC UINT64_C(0x626f756e64737472)

/*
 * Checks and compiles the tables of a plugin: known kinds, members inside the struct and aligned,
 * no two fields with one path or overlapping members, one RECORD_ID and at most one GROUP per record,
 * nesting within LIMIT_TABLE_DEPTH, PRIVATE on values only, PLACE in fact tables only and neither RECORD nor LIST in a fact table of the
 * plugin's own. STATUS_REFUSED with a sentence in
 * `ret_why` that names table and field. The model borrows the plugin.
 */
CASELINT_NODISCARD
enum status model_new(const struct caselint_plugin *plugin, struct model **ret_model, struct buffer *ret_why);
void model_free(struct model *model);

const struct caselint_plugin *model_plugin(const struct model *model);
/* The shape of the record type with this element name; NULL when there is none. */
const struct shape *model_record(const struct model *model, struct text element, uint32_t *ret_type);
const struct shape *model_record_at(const struct model *model, uint32_t type);
const struct shape *model_fact_at(const struct model *model, uint32_t table);
const struct caselint_table *shape_table(const struct shape *shape);
const struct shape *shape_of_field(const struct shape *shape, uint32_t field); /* of RECORD and LIST */

/* A new struct in `arena` with its hidden part, every member absent. */
void *bound_new(struct arena *arena, const struct shape *shape, const struct bound *parent, uint32_t parent_field,
    uint32_t ordinal, uint64_t line);
/* Makes every member bad, of nested structs too (an element given twice). A nested record that is not there
 * is made, so that its members can be bad. */
void bound_spoil(struct arena *arena, void *object);
/* The hidden part of `object`. `object` must come from bound_new; with an unknown pointer use
 * bound_find. */
const struct bound *bound_of(const void *object);
/* The hidden part when `object` is a struct of this arena, else NULL; reads nothing outside it. */
const struct bound *bound_find(const struct arena *arena, const void *object);

/* What a reference points at. */
struct place {
	uint64_t line; /* of the member, else of the nearest element around it that is there; 0: of a fact */
	bool is_private;
	const struct caselint_field *field; /* NULL: the struct itself */
	const void *object;                 /* the struct that holds the member */
	const struct bound *bound;
};

/* Resolves `ref` in `arena`. A ref to a PLACE member that came out of a fact (record/pack.h) leads on to where that
 * place points. STATUS_ABSENT for {NULL, 0, 0}, which is no place; STATUS_BREACH when it points to no struct of the
 * input or to no member. */
CASELINT_NODISCARD
enum status place_find(const struct arena *arena, const struct caselint_ref *ref, struct place *ret_place);

/* Appends "AdoptionSubsidyCase/ReviewRecord[2]/@enteredOn": local names, ordinals in lists. Never
 * a value. */
void place_path(const struct place *place, struct buffer *path);
/* The same path in `arena`. */
struct text place_path_text(const struct place *place, struct arena *arena);

/* The text of a text, code or id member whether private or not; the empty text when absent or bad. */
struct text place_text(const struct place *place);

#endif
