/* See input/descriptor.h. */
#include "input/descriptor.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

#include "base/interrupt.h"

#define IDLE_MS 100

/* Until there is something to read, the end, or a failure that the reading will meet. A file is always ready. */
static bool
wait_for_bytes(int descriptor, const struct descriptor_idle *idle)
{
	struct pollfd wait = {descriptor, POLLIN, 0};
	int ready = poll(&wait, 1, IDLE_MS);

	while (ready == 0 || (ready < 0 && errno == EINTR)) {
		if (interrupt_signal != 0) {
			errno = EINTR;
			return false;
		}
		if (idle->call != NULL && !idle->call(idle->context)) {
			errno = ECANCELED;
			return false;
		}
		ready = poll(&wait, 1, IDLE_MS);
	}
	return true;
}

ssize_t
descriptor_read(int descriptor, char *bytes, size_t size, const struct descriptor_idle *idle)
{
	ssize_t count = 0;

	do {
		if (!wait_for_bytes(descriptor, idle))
			return -1;
		count = read(descriptor, bytes, size);
	} while (count < 0 && errno == EINTR && interrupt_signal == 0);
	return count;
}

ssize_t
descriptor_read_full(int descriptor, char *bytes, size_t size, const struct descriptor_idle *idle)
{
	size_t done = 0;

	while (done < size) {
		ssize_t count = descriptor_read(descriptor, bytes + done, size - done, idle);

		if (count < 0)
			return -1;
		if (count == 0)
			break;
		done += (size_t)count;
	}
	return (ssize_t)done;
}
