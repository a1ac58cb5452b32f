/*
 * Finds the folders that are bundles, or claim to be, in the folders a user
 * named. Looks at names only: whether a bundle is any good is decided elsewhere.
 */
#ifndef CASELINT_PLUGIN_SEARCH_H
#define CASELINT_PLUGIN_SEARCH_H

#include <stddef.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/status.h"

/* A folder that is a bundle, or half of one. */
struct candidate {
	const char *found;  /* absolute path by which it was found; links are not followed */
	const char *folder; /* the same with links followed */
	const char *name;   /* "us-oh" */
	const char *object; /* `folder`/us-oh.so; NULL: there is none */
	int error;          /* errno when the folder could not be read; 0 otherwise */
};

struct candidates {
	struct candidate *items;
	size_t count;
};

/* File names in byte order. */
struct listing {
	const char **names;
	size_t count;
};

/*
 * Candidates in the order of `folders`, those of one folder in byte order. A folder with NAME.so, NAME being
 * its own name, is a bundle and not looked into further; otherwise its folders are looked at, hidden ones
 * excepted. A folder with a schema or rulesets and no NAME.so is half a bundle. Everything is in `arena`.
 * STATUS_ABSENT when one of `folders` does not exist or is not a folder, STATUS_IO when it cannot be read;
 * `ret_why` then names it.
 */
CASELINT_NODISCARD
enum status search_bundles(const char *const *folders, size_t count, struct arena *arena,
    struct candidates *ret_candidates, struct buffer *ret_why);

/* Names in `folder` that end in `suffix` ("": all), hidden ones excepted. STATUS_IO with errno set. */
CASELINT_NODISCARD
enum status search_list(const char *folder, const char *suffix, struct arena *arena, struct listing *ret_listing);

/* `folder`, a slash and `name`. */
char *search_join(struct arena *arena, const char *folder, const char *name);

#endif
