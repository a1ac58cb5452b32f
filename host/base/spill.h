/*
 * A temporary file without a name: bytes appended in large writes and read back
 * by offset. Mode 0600, unlinked before the first byte, closed on exec. What
 * the bytes mean is the caller's.
 */
#ifndef CASELINT_BASE_SPILL_H
#define CASELINT_BASE_SPILL_H

#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/status.h"

/* Zero is not a valid state; see spill_init. */
struct spill {
	int fd;                /* -1: not open yet */
	uint64_t bytes;        /* in the file */
	struct buffer waiting; /* appended but not yet in the file */
	const char *directory; /* as given to spill_open; borrowed, for saying where it lies */
};

void spill_init(struct spill *spill);
/* Makes the file in `directory` (NULL: $TMPDIR, else /tmp). STATUS_IO when it cannot. */
CASELINT_NODISCARD
enum status spill_open(struct spill *spill, const char *directory);
/* Appends; nothing is lost on STATUS_OK only. */
CASELINT_NODISCARD
enum status spill_append(struct spill *spill, const void *bytes, size_t length);
/* Writes what is waiting. */
CASELINT_NODISCARD
enum status spill_flush(struct spill *spill);
/* Where the next byte appended will lie. */
uint64_t spill_end(const struct spill *spill);
/* Reads up to `length` bytes at `offset` of what was flushed; *ret_read is less only at the end. */
CASELINT_NODISCARD
enum status spill_read(const struct spill *spill, uint64_t offset, void *ret_bytes, size_t length, size_t *ret_read);
/* Gives the room of bytes that are not needed any more back to the disk, where the file system can. */
void spill_release(const struct spill *spill, uint64_t offset, uint64_t length);
void spill_clear(struct spill *spill);

/*
 * Why a temporary file failed for the first time in this process: "temporary file in /tmp: No space left on device";
 * NULL when none has. Kept for the process, as errno is: who has to explain a STATUS_IO rarely holds the file.
 */
const char *spill_failure(void);

#endif
