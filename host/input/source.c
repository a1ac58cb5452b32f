/*
 * Takes each path to what it is: a folder, an archive, or a plain file, whose bytes
 * go straight from read(2) to the document. See input/source.h.
 */
#include "input/source.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/interrupt.h"
#include "base/limits.h"
#include "base/memory.h"
#include "input/archive.h"
#include "input/descriptor.h"
#include "input/document.h"
#include "input/paths.h"

/* How many bytes a regular file has from where reading began, `done` bytes before; else 0. */
static uint64_t
expected_bytes(int descriptor, ssize_t done)
{
	struct stat facts;
	off_t place = lseek(descriptor, 0, SEEK_CUR);

	if (fstat(descriptor, &facts) != 0 || !S_ISREG(facts.st_mode) || place < done || facts.st_size < place - done)
		return 0;
	return (uint64_t)(facts.st_size - (place - done));
}

/* Reads on from the first block, of `count` bytes, in `block`. */
static enum status
read_plain(int descriptor, char *block, ssize_t count, const char *path, const struct source_reader *reader)
{
	uint64_t expected = expected_bytes(descriptor, count < 0 ? 0 : count);
	struct document document;
	bool more = true;

	document_open(&document, reader, path, NULL);
	while (more && count > 0) {
		more = document_add(&document, block, (size_t)count);
		if (more)
			count = descriptor_read(descriptor, block, LIMIT_READ_BYTES);
	}
	if (count < 0)
		document_fail(&document, FAULT_UNREADABLE, strerrordesc_np(errno));
	else if (more && document.facts.bytes < expected)
		document_fail(&document, FAULT_UNREADABLE, "the file became shorter while it was read");
	return document_close(&document);
}

static enum status
read_open_file(int descriptor, const char *path, const struct source_reader *reader)
{
	char *block = memory_alloc(LIMIT_READ_BYTES);
	ssize_t count = descriptor_read_full(descriptor, block, ARCHIVE_MAGIC_BYTES);
	enum status status = STATUS_OK;

	if (count > 0 && archive_is_packed(block, (size_t)count))
		status = archive_read_documents(descriptor, block, (size_t)count, path, reader);
	else
		status = read_plain(descriptor, block, count, path, reader);
	memory_free(block);
	return status;
}

static enum status
read_file(const struct source_reader *reader, const char *path, int flags)
{
	int descriptor = -1;
	enum status status = STATUS_OK;

	do {
		descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | flags);
	} while (descriptor < 0 && errno == EINTR && interrupt_signal == 0);
	if (descriptor < 0) {
		document_report(reader, path, NULL, FAULT_MISSING, strerrordesc_np(errno));
		return STATUS_OK;
	}
	status = read_open_file(descriptor, path, reader);
	close(descriptor);
	return status;
}

/* A file found in a folder. Should a FIFO have taken its place meanwhile, it is not waited for. */
static enum status
on_file(void *context, const char *path)
{
	return read_file(context, path, O_NONBLOCK);
}

static void
on_fault(void *context, const char *path, enum fault_kind kind, const char *detail)
{
	document_report(context, path, NULL, kind, detail);
}

static enum status
read_folder(const struct source_reader *reader, const char *path, uint64_t *found)
{
	/* The context is only handed back; the reader itself is not changed. */
	struct source_reader copy = *reader;
	struct paths_visitor visitor = {&copy, on_file, on_fault};
	bool any = false;
	enum status status = paths_walk(path, &visitor, found, &any);

	if (status == STATUS_OK && !any)
		document_report(reader, path, NULL, FAULT_NO_INPUT, "no document in the folder");
	return status;
}

static enum status
read_path(const struct source_reader *reader, const char *path, uint64_t *found)
{
	struct stat facts;

	if (strcmp(path, "-") == 0)
		return read_open_file(STDIN_FILENO, path, reader);
	if (strlen(path) > LIMIT_PATH_BYTES) {
		document_report(reader, path, NULL, FAULT_PATHS, "the path is too long");
		return STATUS_OK;
	}
	if (stat(path, &facts) == 0 && S_ISDIR(facts.st_mode))
		return read_folder(reader, path, found);
	return read_file(reader, path, 0);
}

enum status
source_read_all(const char *const *paths, size_t count, const struct source_reader *reader)
{
	uint64_t found = 0;
	enum status status = STATUS_OK;
	size_t i = 0;

	for (i = 0; i < count && status == STATUS_OK; i++)
		status = read_path(reader, paths[i], &found);
	return status;
}
