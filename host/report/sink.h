/*
 * Where a report goes: a file written beside its place, synced and renamed, or
 * standard output. The first failure is kept; later writes do nothing.
 */
#ifndef CASELINT_REPORT_SINK_H
#define CASELINT_REPORT_SINK_H

#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/sha256.h"
#include "base/status.h"

struct sink;

/* Opens `path` (NULL, "-" or "/dev/stdout": standard output). A regular or new file is written under a temporary name in
 * the same folder and renamed by the commit: mode 0600 when `private_mode` is set, else that of the file it replaces,
 * else 0666 less the umask. A symbolic link is followed, so that the link stays. A device or FIFO is written in place.
 * STATUS_IO when it cannot be opened, STATUS_LIMIT when LIMIT_OUTPUTS files are open. The process ignores SIGPIPE. */
CASELINT_NODISCARD
enum status sink_open(const char *path, int private_mode, struct sink **ret_sink);
/* A sink that keeps what it gets, for listings that are made in pieces; to be freed by sink_abandon. */
struct sink *sink_keep(void);
/* Appends what such a sink has kept to `bytes`, and forgets it. */
void sink_take(struct sink *sink, struct buffer *bytes);
void sink_write(struct sink *sink, const void *bytes, size_t length);
void sink_text(struct sink *sink, const char *text);
void sink_format(struct sink *sink, const char *format, ...) CASELINT_PRINTF(2, 3);
/* From here on a SHA-256 of what is written is kept, until its end is asked for; a sink has one at a time. */
void sink_begin_digest(struct sink *sink);
void sink_end_digest(struct sink *sink, char ret_hex[SHA256_HEX_BYTES]);
/* Whether a write has failed so far. */
int sink_failed(const struct sink *sink);
/* Flushes, syncs, closes, renames. STATUS_IO when any of it, or any write before, failed; then what was under the final
 * name before stays, and no temporary file is left. Frees the sink. */
CASELINT_NODISCARD
enum status sink_commit(struct sink *sink);
/* Drops what was written (not what standard output has taken) and frees. NULL is allowed. */
void sink_abandon(struct sink *sink);
/* Removes the temporary files and folders of all open outputs of this process (a forked child has none). Async-signal-safe; for the
 * way out when memory is gone or a signal ends the process. */
void sink_remove_unfinished(void);
/* "no space left on device": why the last commit or open failed; fixed words, whatever the locale. */
const char *sink_error(void);
/* Keeps the error number of another writer of outputs for sink_error. */
void sink_note_error(int number);

#endif
