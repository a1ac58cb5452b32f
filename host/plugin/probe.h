/*
 * The file of a plugin, before and while it is opened: who may change it, which
 * file it is, and whether opening it does harm. What the plugin says of itself
 * is read in plugin/contract.
 */
#ifndef CASELINT_PLUGIN_PROBE_H
#define CASELINT_PLUGIN_PROBE_H

#include <stdint.h>
#include <sys/types.h>

#include "plugin/objection.h"

/* How long the start-up code of a shared object may run. */
#define PROBE_SECONDS 5U

/* Which file a path leads to, whatever it is called. */
struct file_identity {
	dev_t device;
	ino_t inode;
};

/* STATUS_REFUSED when everybody may write to the file or folder, or, when it is a link, to the folder of
 * what it leads to; also when it cannot be looked at. Owner and group are not judged. */
CASELINT_NODISCARD
enum status probe_permissions(const char *path, struct objection *objection);

/* STATUS_REFUSED when `path` is not a regular file. */
CASELINT_NODISCARD
enum status probe_identity(const char *path, struct file_identity *ret_identity, struct objection *objection);

/*
 * Opening runs start-up code, so the shared object is opened in a throw-away child first. Several may be at it while the
 * caller does something else: what they cost is mostly waiting.
 */
struct probe {
	pid_t child;         /* 0 or less: none */
	int pipe;            /* what it writes */
	int64_t deadline_ms; /* of the monotonic clock */
	int error;           /* errno of what failed, when there is no child; 0: it was not begun */
	const char *failed;  /* and what that was */
};

/* Starts the child. A failure shows at the end. The caller is single-threaded. */
void probe_begin(const char *path, struct probe *ret_probe);
/* Waits for the child: STATUS_REFUSED when the dynamic linker would not have the object, or when the child died, left or did
 * not come to an end in PROBE_SECONDS; also when there is none. */
CASELINT_NODISCARD
enum status probe_end(struct probe *probe, struct objection *objection);
/* Ends a child whose verdict nobody asks for; one that was not begun, or has ended, is allowed. */
void probe_abandon(struct probe *probe);

/* Opens it for good: everything resolved now, nothing of it visible to others. */
CASELINT_NODISCARD
enum status probe_open(const char *path, void **ret_handle, struct objection *objection);

/* The object behind the entry symbol, and the bytes the file gives it (UINT64_MAX when the file does
 * not tell). */
CASELINT_NODISCARD
enum status probe_symbol(void *handle, const void **ret_object, uint64_t *ret_bytes, struct objection *objection);

#endif
