/*
 * A bundle looked at from outside: first the shared object as a file, nothing of
 * which runs; then, when that is sound, what the loader says, and whether texts,
 * schema and object speak of the same things. What is found is data.
 */
#ifndef CASELINT_AUTHORING_BUNDLE_LINT_H
#define CASELINT_AUTHORING_BUNDLE_LINT_H

#include "authoring/object_file.h"
#include "base/arena.h"
#include "base/buffer.h"
#include "base/status.h"
#include "catalogue/ruleset.h"
#include "plugin/loader.h"

/* Something that is not as it should be. Texts are in the arena of the lint, or literals. */
struct lint_finding {
	const char *check; /* "import" */
	enum severity severity;
	const char *file;
	const char *message; /* a phrase */
	const char *remedy;  /* a phrase in the imperative */
};

/* Zero-initialise; free with bundle_lint_clear. */
struct bundle_lint {
	struct arena arena;
	const char *folder; /* absolute */
	const char *name;   /* of the folder: "us-oh" */
	const char *path;   /* of the shared object; NULL: there is none */
	struct object_file object;
	bool object_is_read;
	struct bundles *bundles; /* as loaded; NULL when it was not tried */
	struct lint_finding *findings;
	size_t count;
	size_t errors;
	size_t warnings;
};

/*
 * Looks at the bundle in `folder`. STATUS_ABSENT, with a sentence in `ret_why`, when there is no such folder or no bundle
 * in it; else STATUS_OK, whatever was found.
 */
CASELINT_NODISCARD
enum status bundle_lint_run(
    struct bundle_lint *lint, const char *folder, const char *rules_schema, struct buffer *ret_why);

/* The bundle that was loaded; NULL when it was not. */
const struct bundle *bundle_lint_bundle(const struct bundle_lint *lint);

void bundle_lint_clear(struct bundle_lint *lint);

#endif
