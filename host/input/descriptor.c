/* See input/descriptor.h. */
#include "input/descriptor.h"

#include <errno.h>
#include <unistd.h>

#include "base/interrupt.h"

ssize_t
descriptor_read(int descriptor, char *bytes, size_t size)
{
	ssize_t count = 0;

	do {
		count = read(descriptor, bytes, size);
	} while (count < 0 && errno == EINTR && interrupt_signal == 0);
	return count;
}

ssize_t
descriptor_read_full(int descriptor, char *bytes, size_t size)
{
	size_t done = 0;

	while (done < size) {
		ssize_t count = descriptor_read(descriptor, bytes + done, size - done);

		if (count < 0)
			return -1;
		if (count == 0)
			break;
		done += (size_t)count;
	}
	return (ssize_t)done;
}
