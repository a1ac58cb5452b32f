/* The files below a folder, sorted. What is in them is not known here. */
#ifndef CASELINT_INPUT_PATHS_H
#define CASELINT_INPUT_PATHS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"
#include "input/fault.h"

/* Receives what is found. */
struct paths_visitor {
	void *context;
	/* A regular file whose name is one of a document or an archive. Anything but STATUS_OK stops the walk. */
	enum status (*file)(void *context, const char *path);
	/* A path that cannot be looked at, or of such a name and neither a file nor a folder. */
	void (*fault)(void *context, const char *path, enum fault_kind kind, const char *detail);
};

/*
 * Visits the files below `folder` in byte order of their names, folders in their place among
 * them. Links are followed, but not back into a folder that is being visited. `found` counts
 * files and folders over all calls, up to LIMIT_PATHS.
 * Returns STATUS_OK, or what the visitor returned to stop; sets `ret_any` when a file was
 * visited or a fault reported.
 */
CASELINT_NODISCARD
enum status paths_walk(const char *folder, const struct paths_visitor *visitor, uint64_t *found, bool *ret_any);

#endif
