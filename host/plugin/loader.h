/*
 * The loader: finds bundles, checks a plugin before any of its code is called,
 * and opens it. A bundle is a folder `us-oh/` with `us-oh.so`, its schema and
 * its rulesets. Every refusal names both sides of the mismatch and says what to
 * do. Running rules is the engine's.
 */
#ifndef CASELINT_PLUGIN_LOADER_H
#define CASELINT_PLUGIN_LOADER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/status.h"
#include "caselint/plugin.h"
#include "catalogue/profile.h"
#include "catalogue/ruleset.h"
#include "plugin/probe.h"
#include "record/model.h"

/* A ruleset of a bundle, with its parameters bound into the plugin's struct. */
struct bundle_ruleset {
	struct ruleset *ruleset;
	const void *parameters;            /* NULL when the plugin has no parameter table */
	const struct ruleset_rule **rules; /* the texts of each rule of the plugin, by the plugin's order */
};

/* One plugin with everything that belongs to it, ready to run. */
struct bundle {
	const char *folder; /* absolute */
	const char *path;   /* of the shared object, absolute */
	const char *schema; /* of the XSD, absolute */
	const struct caselint_plugin *plugin;
	void *instance;
	struct model *model;
	struct bundle_ruleset *rulesets; /* by id */
	size_t ruleset_count;
	struct file_identity identity; /* of the shared object, whatever it is called */
	struct arena memory;           /* the strings above, arrays, parameters */
};

/* A bundle that was not accepted. */
struct refusal {
	const char *path;   /* absolute, of the shared object, or of the folder when it has none */
	const char *why;    /* a phrase: what was found, what was expected */
	const char *remedy; /* a phrase in the imperative: what to do */
};

/* All bundles of a run, in byte order of plugin ids; and the refusals in byte order of paths. */
struct bundles {
	struct bundle *items;
	size_t count;
	struct refusal *refusals;
	size_t refusal_count;
	struct arena memory; /* refusals and their strings */
};

/*
 * Loads every bundle in the folders given (each holds bundle folders, or is one; plugin/search.h says what
 * counts as one). A bundle that fails a check is a refusal; the others are loaded. The order of checks:
 *
 *   folder, shared object, schemas and rulesets are not writable by everybody; the file is not loaded already
 *   (device and inode); a throw-away child can open it (which may be at work ahead of its turn, while those before are
 *   loaded, but not for a file that is there twice); dlopen(RTLD_NOW | RTLD_LOCAL) by absolute path; the
 *   symbol; magic; size; major; minor; the plugin struct reaches to `reconcile`; required members; id equals
 *   the folder's name; namespace and id not taken; rule ids unique; tables compile; tables agree with the XSD;
 *   rulesets read; rules and texts agree both ways; parameters bind; create.
 *
 * `rules_schema` is xsd/rules.xsd. The caller is single-threaded: a child is forked per bundle. A path is
 * opened once per process: of a shared object that is replaced after it was loaded, the old one stays.
 * STATUS_ABSENT when a folder given does not exist or is none, STATUS_IO when it cannot be read (named in
 * `ret_why`), else STATUS_OK.
 */
CASELINT_NODISCARD
enum status bundles_load(const char *const *folders, size_t folder_count, const char *rules_schema,
    struct bundles **ret_bundles, struct buffer *ret_why);

/* The same with rulesets changed by a profile, before parameters are bound and instances created. The profile must live
 * as long as the bundles; NULL: none. Whether all of it could be applied is for the caller to see (profile_change). */
CASELINT_NODISCARD
enum status bundles_load_by_profile(const char *const *folders, size_t folder_count, const char *rules_schema,
    struct profile *profile, struct bundles **ret_bundles, struct buffer *ret_why);

/* Destroys the instances and frees; the shared objects stay open until the process ends, so that
 * nothing can point into unmapped memory. NULL is allowed. */
void bundles_free(struct bundles *bundles);

/* The plugin of a namespace; NULL when there is none. */
const struct bundle *bundles_find(const struct bundles *bundles, const char *record_namespace);

#endif
