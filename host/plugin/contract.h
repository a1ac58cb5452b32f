/*
 * What a plugin says of itself, checked against the contract before any function
 * of it is called: the entry, the descriptor, the rules. Nothing is read beyond
 * the size a struct claims. Files, tables and rulesets are judged elsewhere.
 */
#ifndef CASELINT_PLUGIN_CONTRACT_H
#define CASELINT_PLUGIN_CONTRACT_H

#include <stdint.h>

#include "caselint/plugin.h"
#include "plugin/objection.h"

/* Magic, size, major, minor, in this order; `bytes` is what stands behind `object` at most. On success the
 * descriptor is in *ret_plugin, and only its first member may be believed. */
CASELINT_NODISCARD
enum status contract_check_entry(
    const void *object, uint64_t bytes, const struct caselint_plugin **ret_plugin, struct objection *objection);

/* The descriptor reaches to `reconcile` and has every member it must have. `name` is that of the
 * bundle's folder, which the id must equal. */
CASELINT_NODISCARD
enum status contract_check_plugin(const struct caselint_plugin *plugin, const char *name, struct objection *objection);

/* Every rule has an id, one of its own, a function, and a record type the plugin has. */
CASELINT_NODISCARD
enum status contract_check_rules(const struct caselint_plugin *plugin, struct objection *objection);

#endif
