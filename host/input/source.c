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

/* What tells whether a regular file was written to. */
struct version {
	bool is_file;
	off_t bytes;
	struct timespec written;
};

/* A file being read. */
struct file {
	int descriptor;
	const char *path;
	const struct source_reader *reader;
	struct version version; /* before anything was read */
};

static struct version
version_of(int descriptor)
{
	struct stat facts;

	if (fstat(descriptor, &facts) != 0 || !S_ISREG(facts.st_mode))
		return (struct version){.is_file = false};
	return (struct version){true, facts.st_size, facts.st_mtim};
}

/* What was read of a file that changed meanwhile may be partly the old one and partly the new. NULL: it did not. */
static const char *
change_of(const struct file *file)
{
	const struct version *before = &file->version;
	struct version now = version_of(file->descriptor);

	if (!before->is_file || !now.is_file)
		return NULL;
	if (now.bytes < before->bytes)
		return "the file became shorter while it was read";
	if (now.bytes != before->bytes || now.written.tv_sec != before->written.tv_sec ||
	    now.written.tv_nsec != before->written.tv_nsec)
		return "the file was changed while it was read";
	return NULL;
}

/* How many bytes a regular file has from where reading began, `done` bytes before; else 0. */
static uint64_t
expected_bytes(const struct file *file, size_t done)
{
	off_t place = file->version.is_file ? lseek(file->descriptor, 0, SEEK_CUR) : -1;

	if (place < (off_t)done || file->version.bytes < place - (off_t)done)
		return 0;
	return (uint64_t)(file->version.bytes - (place - (off_t)done));
}

/* Why the end that was reached is not the file's; NULL: it is. */
static const char *
end_problem(const struct file *file, uint64_t bytes, uint64_t expected)
{
	const char *change = change_of(file);

	return change == NULL && bytes < expected ? "the file ends before its length" : change;
}

/* A file that is written to as fast as it is read has no end. */
static bool
is_behind_end(const struct document *document, uint64_t expected)
{
	return expected > 0 && document->facts.bytes > expected;
}

/* Reads on from the first block, of `count` bytes, in `block`. */
static enum status
read_plain(const struct file *file, char *block, ssize_t count)
{
	uint64_t expected = expected_bytes(file, count < 0 ? 0 : (size_t)count);
	const char *problem = NULL;
	const struct descriptor_idle idle = {file->reader->idle, file->reader->context};
	struct document document;
	bool more = true;

	document_open(&document, file->reader, file->path, NULL);
	while (more && count > 0) {
		more = document_add(&document, block, (size_t)count);
		if (!more || is_behind_end(&document, expected))
			break;
		count = descriptor_read(file->descriptor, block, LIMIT_READ_BYTES, &idle);
	}
	if (count < 0)
		problem = strerrordesc_np(errno);
	else if (more)
		problem = end_problem(file, document.facts.bytes, expected);
	if (problem != NULL)
		document_fail(&document, FAULT_UNREADABLE, problem);
	return document_close(&document);
}

/* Not every archive has a checksum over all it holds. */
static enum status
read_packed(const struct file *file, const char *block, size_t count)
{
	enum status status = archive_read_documents(file->descriptor, block, count, file->path, file->reader);
	const char *change = change_of(file);

	if (status == STATUS_OK && change != NULL)
		document_report(file->reader, file->path, NULL, FAULT_UNREADABLE, change);
	return status;
}

static enum status
read_open_file(int descriptor, const char *path, const struct source_reader *reader)
{
	const struct file file = {descriptor, path, reader, version_of(descriptor)};
	const struct descriptor_idle idle = {reader->idle, reader->context};
	char *block = memory_alloc(LIMIT_READ_BYTES);
	ssize_t count = descriptor_read_full(descriptor, block, ARCHIVE_MAGIC_BYTES, &idle);
	enum status status = STATUS_OK;

	if (count > 0 && archive_is_packed(block, (size_t)count))
		status = read_packed(&file, block, (size_t)count);
	else
		status = read_plain(&file, block, count);
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
