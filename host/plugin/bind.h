/*
 * A plugin and its rulesets put together: the files are read, the rules of both
 * sides matched one to one, and the parameters bound into the plugin's struct.
 * What a ruleset file must look like is the catalogue's business.
 */
#ifndef CASELINT_PLUGIN_BIND_H
#define CASELINT_PLUGIN_BIND_H

#include "catalogue/profile.h"
#include "plugin/loader.h"
#include "plugin/objection.h"

/* The parameter table of a plugin: kinds a ruleset can give, members inside the struct, aligned, apart from each
 * other, names unique. A plugin without one passes. */
CASELINT_NODISCARD
enum status bind_check_table(const struct caselint_plugin *plugin, struct objection *objection);

/*
 * Reads every *.xml of the bundle's folder into bundle->rulesets, sorted by id, each changed by the profile (NULL: none)
 * before anything is bound from it. The table must have been checked. After a failure the rulesets read so far are in the
 * bundle and freed with it.
 */
CASELINT_NODISCARD
enum status bind_rulesets(
    struct bundle *bundle, const char *rules_schema, struct profile *profile, struct objection *objection);

#endif
