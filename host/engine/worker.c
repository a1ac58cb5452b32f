/* See engine/worker.h. */
#include "engine/worker.h"

#include <errno.h>
#include <stdbool.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#include "base/memory.h"
#include "engine/perform.h"
#include "engine/sandbox.h"

/* An answer's memory beyond this is given back. */
#define KEPT_BYTES ((size_t)4 * 1024 * 1024)

static void
leave_without_memory(void)
{
	_exit(WORKER_EXIT_MEMORY);
}

/* False at the end of the pipe. */
static bool
read_request(int requests, struct work *ret_work)
{
	char *at = (char *)ret_work;
	size_t left = sizeof *ret_work;

	while (left > 0) {
		ssize_t got = read(requests, at, left);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		at += got;
		left -= (size_t)got;
	}
	return true;
}

static void
write_all(int answers, struct iovec *parts, int count)
{
	while (count > 0) {
		ssize_t put = writev(answers, parts, count);

		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			_exit(WORKER_EXIT_PIPE);
		while (count > 0 && (size_t)put >= parts->iov_len) {
			put -= (ssize_t)parts->iov_len;
			parts++;
			count--;
		}
		if (count > 0) {
			parts->iov_base = (char *)parts->iov_base + put;
			parts->iov_len -= (size_t)put;
		}
	}
}

/* All at once, because each write would wake the coordinator. */
static void
answer(int answers, enum status status, struct buffer *wire)
{
	struct work_answer head = {WORK_ANSWER_MAGIC, (uint32_t)status, wire->length};
	struct iovec parts[] = {{&head, sizeof head}, {wire->data, wire->length}};

	write_all(answers, parts, wire->length == 0 ? 1 : 2);
	buffer_reset(wire);
	if (wire->capacity > KEPT_BYTES)
		buffer_clear(wire);
}

void
worker_run(const struct worker_setting *setting, struct beacon *beacon, int requests, int answers)
{
	struct performer *performer = performer_new(setting->evaluation, beacon);
	struct buffer wire = {0};
	struct work work;

	memory_set_handler(leave_without_memory);
	/* It reads the zone's file when first asked; a plugin may ask. */
	tzset();
	(void)sandbox_enter(setting->memory_mib, beacon);
	while (read_request(requests, &work)) {
		struct text slot = text_view(slots_read(setting->slots, work.slot), work.bytes);
		enum status status = performer_do(performer, &work, slot, &wire);

		answer(answers, status, &wire);
	}
	_exit(0);
}
