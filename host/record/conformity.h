/*
 * Do a plugin's tables and its XSD speak of the same elements? The XSD is read as
 * XML in a stated subset (global elements; named and anonymous complex types; sequence, choice, all;
 * simple content extension; attributes; references within the schema; simple types); a construct outside it is refused.
 */
#ifndef CASELINT_RECORD_CONFORMITY_H
#define CASELINT_RECORD_CONFORMITY_H

#include "base/buffer.h"
#include "base/status.h"
#include "caselint/plugin.h"

/* STATUS_REFUSED, with a sentence in `ret_why`, when a record element or a path of a table or of its ignored
 * list is not in the schema, when a single field is one the schema allows to repeat or a list is one it does not, or when the target
 * namespace differs. STATUS_INVALID when the file cannot be read as a schema of the subset. */
CASELINT_NODISCARD
enum status conformity_check(const char *xsd_path, const struct caselint_plugin *plugin, struct buffer *ret_why);

/* The other direction: appends, one per line, every leaf of the schema under a record element that no table binds or
 * ignores. Returns their number in *ret_count. */
CASELINT_NODISCARD
enum status conformity_unbound(
    const char *xsd_path, const struct caselint_plugin *plugin, struct buffer *ret_paths, size_t *ret_count);

#endif
