/*
 * Do a plugin's tables and its XSD speak of the same elements? The XSD is read as
 * XML in a stated subset (global elements; named and anonymous complex types; sequence, choice, all;
 * simple content extension; attributes; references within the schema; simple types; local elements qualified,
 * attributes not); a construct outside it is refused.
 */
#ifndef CASELINT_RECORD_CONFORMITY_H
#define CASELINT_RECORD_CONFORMITY_H

#include "base/buffer.h"
#include "base/status.h"
#include "caselint/plugin.h"

/*
 * STATUS_REFUSED, with a sentence in `ret_why`, when a record element or a path of a table or of its ignored list is not
 * in the schema, when a single field is one the schema lets repeat or a list is one it does not, when a value has
 * no text of its own, or when the target namespace differs. Inside a group that repeats as a whole (a choice with maxOccurs
 * "unbounded", which lets children come in any order) the schema says nothing about single elements, and either will do.
 * STATUS_INVALID when the file cannot be read as a schema of the subset.
 *
 * Where they agree, a model of the plugin (NULL: none) learns what the schema asks of every node beyond what the binder
 * judges anyway, so that a record that is beyond doubt need not be shown to the validator (record/certain.c). Once for a model.
 */
struct model;
CASELINT_NODISCARD
enum status conformity_check(
    const char *xsd_path, const struct caselint_plugin *plugin, struct model *model, struct buffer *ret_why);

/* The other direction: appends, one per line, every leaf of the schema under a record element that no table binds or
 * ignores. The elements inside one that is bound as PRESENCE are covered by it. Returns their number in *ret_count. */
CASELINT_NODISCARD
enum status conformity_unbound(
    const char *xsd_path, const struct caselint_plugin *plugin, struct buffer *ret_paths, size_t *ret_count);

#endif
