/*
 * The names of all tables, interned in the parser's dictionary: the node an
 * element or attribute leads to is found by two pointers, without comparing text.
 * For this room only.
 */
#ifndef CASELINT_RECORD_NAMES_H
#define CASELINT_RECORD_NAMES_H

#include <stddef.h>

#include <libxml/parser.h>

#include "record/model.h"
#include "record/shape.h"

struct names;

/* An index over all shapes of the models. The dictionary must outlive it. */
struct names *names_new(xmlDictPtr dictionary, const struct model *const *models, size_t count);
void names_free(struct names *names);

/* The child of `node` with a name from the dictionary; SHAPE_NONE when the table knows none. */
uint32_t names_child(
    const struct names *names, const struct shape *shape, uint32_t node, const xmlChar *name, bool is_attribute);

/* The model whose records have this namespace, a string of the dictionary; NULL: none. */
const struct model *names_model(const struct names *names, const xmlChar *name_space);

#endif
