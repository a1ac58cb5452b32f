/* See report/spill.h. Every answer of the system is checked; none is explained further than STATUS_IO. */
#include "report/spill.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define SPILL_WRITE_BYTES (256U * 1024U)

void
spill_init(struct spill *spill)
{
	spill->fd = -1;
	spill->bytes = 0;
	buffer_init(&spill->waiting);
}

static const char *
spill_directory(const char *directory)
{
	if (directory != NULL && directory[0] != '\0')
		return directory;
	directory = getenv("TMPDIR");
	return directory != NULL && directory[0] != '\0' ? directory : "/tmp";
}

enum status
spill_open(struct spill *spill, const char *directory)
{
	struct buffer path = {0};
	enum status status = STATUS_IO;

	buffer_append_text(&path, spill_directory(directory));
	buffer_append_text(&path, "/caselint-XXXXXX");
	spill->fd = mkostemp(path.data, O_CLOEXEC);
	if (spill->fd < 0)
		goto out;
	/* mkostemp asks for 0600, but a file that cannot lose its name must not stay either. */
	if (unlink(path.data) != 0 || fchmod(spill->fd, S_IRUSR | S_IWUSR) != 0) {
		close(spill->fd);
		spill->fd = -1;
		goto out;
	}
	status = STATUS_OK;
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
			return STATUS_IO;
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

enum status
spill_read(const struct spill *spill, uint64_t offset, void *ret_bytes, size_t length, size_t *ret_read)
{
	size_t have = 0;

	while (have < length) {
		ssize_t got = pread(spill->fd, (char *)ret_bytes + have, length - have, (off_t)(offset + have));

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return STATUS_IO;
		if (got == 0)
			break;
		have += (size_t)got;
	}
	*ret_read = have;
	return STATUS_OK;
}

void
spill_clear(struct spill *spill)
{
	if (spill->fd >= 0)
		close(spill->fd);
	buffer_clear(&spill->waiting);
	spill_init(spill);
}
