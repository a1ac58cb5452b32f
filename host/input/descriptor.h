/* Reading from a file descriptor, interruptions by signals taken care of. */
#ifndef CASELINT_INPUT_DESCRIPTOR_H
#define CASELINT_INPUT_DESCRIPTOR_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* Whom to call, ten times a second, while there is nothing to read; false gives up. */
struct descriptor_idle {
	bool (*call)(void *context); /* NULL: nobody */
	void *context;
};

/* One read(2) of at most `size` bytes. 0 at the end, -1 with errno on failure: ECANCELED when `idle` gave up, EINTR when
 * the user did. */
ssize_t descriptor_read(int descriptor, char *bytes, size_t size, const struct descriptor_idle *idle);

/* Reads until `size` bytes are there or the end. The count, or -1 with errno. */
ssize_t descriptor_read_full(int descriptor, char *bytes, size_t size, const struct descriptor_idle *idle);

#endif
