/*
 * What the files behind catalogue/ruleset.h share: the way from the tree of a
 * ruleset file to the structure, and the checks no schema can make.
 * Nothing else includes this.
 */
#ifndef CASELINT_CATALOGUE_RULESET_PARTS_H
#define CASELINT_CATALOGUE_RULESET_PARTS_H

#include <libxml/tree.h>

#include "base/text.h"
#include "catalogue/document.h"
#include "catalogue/ruleset.h"

/* Fills `ruleset` from a valid tree; everything is copied to its arena. An impossible date becomes CASELINT_BAD, and a
 * sentence with no state or several gets state 0: the checks refuse both. */
void ruleset_fill(const xmlNode *root, struct ruleset *ruleset);

CASELINT_NODISCARD
enum status ruleset_check(const struct ruleset *ruleset, const struct document_refusal *refusal);

/* Whether a parameter's value is of its kind, and in words what such a value looks like. */
bool ruleset_value_is_of_kind(uint32_t kind, const char *value);
const char *ruleset_form_of_kind(uint32_t kind);

/* The text of an attribute with every run of blanks as one space, in the arena; "" when it is not there. */
const char *ruleset_attribute(struct arena *arena, const xmlNode *element, const char *name);
/* The same of an element's content. */
const char *ruleset_content(struct arena *arena, const xmlNode *element);

/* The thing with this id among `count` things of `stride` bytes whose first member is their id, or NULL. */
const void *ruleset_find(const void *items, size_t count, size_t stride, const char *id);

#endif
