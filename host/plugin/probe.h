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
 * Opens the shared object in a throw-away child, because opening runs its start-up code: STATUS_REFUSED when the
 * dynamic linker will not have it, or when the child dies, leaves or does not come to an end.
 */
CASELINT_NODISCARD
enum status probe_start(const char *path, struct objection *objection);

/* Opens it for good: everything resolved now, nothing of it visible to others. */
CASELINT_NODISCARD
enum status probe_open(const char *path, void **ret_handle, struct objection *objection);

/* The object behind the entry symbol, and the bytes the file gives it (UINT64_MAX when the file does
 * not tell). */
CASELINT_NODISCARD
enum status probe_symbol(void *handle, const void **ret_object, uint64_t *ret_bytes, struct objection *objection);

#endif
