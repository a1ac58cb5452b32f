/* See base/spill.h. Every answer of the system is checked, and the first bad one is kept as words. */
#include "base/spill.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"

#define SPILL_WRITE_BYTES (256U * 1024U)
#define REASON_BYTES 128U /* of the words around the folder's name */

/* Nothing is allocated for it, so that it can be said whatever else has failed. Two threads may fail at a time. */
static pthread_mutex_t failing = PTHREAD_MUTEX_INITIALIZER;
static char failure[LIMIT_PATH_BYTES + REASON_BYTES];

const char *
spill_failure(void)
{
	return failure[0] == '\0' ? NULL : failure;
}

static const char *
spill_directory(const char *directory)
{
	if (directory != NULL && directory[0] != '\0')
		return directory;
	directory = getenv("TMPDIR");
	return directory != NULL && directory[0] != '\0' ? directory : "/tmp";
}

/* `error` 0: the file lost bytes that had been written. */
static enum status
fail(const struct spill *spill, int error)
{
	const char *reason = error == 0 ? "it is shorter than what was written" : strerrordesc_np(error);

	if (reason == NULL)
		reason = "unknown error";
	pthread_mutex_lock(&failing);
	if (failure[0] == '\0')
		snprintf(failure, sizeof failure, "temporary file in %.*s: %s", (int)LIMIT_PATH_BYTES,
		    spill_directory(spill->directory), reason);
	pthread_mutex_unlock(&failing);
	return STATUS_IO;
}

void
spill_init(struct spill *spill)
{
	spill->fd = -1;
	spill->bytes = 0;
	spill->directory = NULL;
	buffer_init(&spill->waiting);
}

enum status
spill_open(struct spill *spill, const char *directory)
{
	struct buffer path = {0};
	enum status status = STATUS_OK;

	spill->directory = directory;
	buffer_append_text(&path, spill_directory(directory));
	buffer_append_text(&path, "/caselint-XXXXXX");
	spill->fd = mkostemp(path.data, O_CLOEXEC);
	if (spill->fd < 0) {
		status = fail(spill, errno);
		goto out;
	}
	/* mkostemp asks for 0600, but a file that cannot lose its name must not stay either. */
	if (unlink(path.data) != 0 || fchmod(spill->fd, S_IRUSR | S_IWUSR) != 0) {
		status = fail(spill, errno);
		close(spill->fd);
		spill->fd = -1;
	}
out:
	buffer_clear(&path);
	return status;
}

static enum status
write_all(struct spill *spill, const char *bytes, size_t length)
{
	while (length > 0) {
		size_t piece = length < SSIZE_MAX ? length : SSIZE_MAX;
		ssize_t written = write(spill->fd, bytes, piece);

		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			return fail(spill, written < 0 ? errno : ENOSPC);
		bytes += written;
		length -= (size_t)written;
		spill->bytes += (uint64_t)written;
	}
	return STATUS_OK;
}

enum status
spill_flush(struct spill *spill)
{
	enum status status = write_all(spill, buffer_text(&spill->waiting), spill->waiting.length);

	if (status == STATUS_OK)
		buffer_reset(&spill->waiting);
	return status;
}

enum status
spill_append(struct spill *spill, const void *bytes, size_t length)
{
	if (length >= SPILL_WRITE_BYTES) {
		enum status status = spill_flush(spill);

		return status == STATUS_OK ? write_all(spill, bytes, length) : status;
	}
	buffer_append(&spill->waiting, bytes, length);
	return spill->waiting.length >= SPILL_WRITE_BYTES ? spill_flush(spill) : STATUS_OK;
}

uint64_t
spill_end(const struct spill *spill)
{
	return spill->bytes + spill->waiting.length;
}

enum status
spill_read(const struct spill *spill, uint64_t offset, void *ret_bytes, size_t length, size_t *ret_read)
{
	size_t have = 0;

	while (have < length) {
		ssize_t got = pread(spill->fd, (char *)ret_bytes + have, length - have, (off_t)(offset + have));

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return fail(spill, errno);
		if (got == 0)
			break;
		have += (size_t)got;
	}
	if (have < length && offset + have < spill->bytes)
		return fail(spill, 0);
	*ret_read = have;
	return STATUS_OK;
}

void
spill_release(const struct spill *spill, uint64_t offset, uint64_t length)
{
	/* A file system that cannot keeps the room until the file is closed; nothing is wrong for that. */
	(void)(fallocate(spill->fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, (off_t)offset, (off_t)length) == 0);
}

void
spill_clear(struct spill *spill)
{
	if (spill->fd >= 0)
		close(spill->fd);
	buffer_clear(&spill->waiting);
	spill_init(spill);
}
