/* Reading from a file descriptor, interruptions by signals taken care of. */
#ifndef CASELINT_INPUT_DESCRIPTOR_H
#define CASELINT_INPUT_DESCRIPTOR_H

#include <stddef.h>
#include <sys/types.h>

/* One read(2) of at most `size` bytes. 0 at the end, -1 with errno on failure. */
ssize_t descriptor_read(int descriptor, char *bytes, size_t size);

/* Reads until `size` bytes are there or the end. The count, or -1 with errno. */
ssize_t descriptor_read_full(int descriptor, char *bytes, size_t size);

#endif
