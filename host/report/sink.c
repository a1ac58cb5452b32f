/*
 * See report/sink.h. Bytes are gathered and written in large pieces; what the
 * system refuses is kept as an error number and named at the commit. Temporary
 * names stand in a fixed table, so that they can be removed without memory.
 */
#include "report/sink.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "base/memory.h"
#include "report/folder.h"

#define SINK_WRITE_BYTES (256U * 1024U)
#define SINK_SYNC_BYTES (4U * 1024U * 1024U)
#define PERMISSIONS (S_IRWXU | S_IRWXG | S_IRWXO)
#define TEMPORARY_NAME ".caselint-XXXXXX"

/* A temporary file that is to vanish when the process leaves early. */
struct unfinished {
	volatile sig_atomic_t live;
	pid_t owner;
	char path[LIMIT_PATH_BYTES];
};

struct sink {
	int fd;
	bool keeps;                   /* nothing is written */
	int error;                    /* errno of the first failure; 0: none */
	char *path;                   /* final name; NULL: written in place */
	struct unfinished *temporary; /* NULL: written in place */
	uint64_t written;             /* bytes */
	uint64_t on_the_way;          /* of them, which the disk was told to take */
	struct buffer waiting;
	struct sha256 *digest; /* NULL: none is kept */
};

static struct unfinished unfinished_files[LIMIT_OUTPUTS];
static int last_error;

/* What people need to know to mend it. */
static const struct {
	int number;
	const char *words;
} error_words[] = {
    {ENOSPC, "no space left on device"},
    {EDQUOT, "the disk quota is used up"},
    {EACCES, "permission denied"},
    {EPERM, "operation not permitted"},
    {EROFS, "the file system is read-only"},
    {ENOENT, "no such folder"},
    {ENOTDIR, "a part of the path is not a folder"},
    {EISDIR, "it is a folder"},
    {ENAMETOOLONG, "the name is too long"},
    {ELOOP, "too many symbolic links"},
    {EFBIG, "the file is too large"},
    {EPIPE, "the reader has gone"},
    {EBADF, "standard output is closed"},
    {ENXIO, "no such device"},
    {EMFILE, "too many open files"},
    {ENFILE, "too many open files in the system"},
    {ETXTBSY, "the file is being executed"},
    {EIO, "input/output error"},
    {EEXIST, "something else is there"},
    {EBUSY, "the folder is in use"},
};

const char *
sink_error(void)
{
	for (size_t i = 0; i < sizeof error_words / sizeof error_words[0]; i++) {
		if (error_words[i].number == last_error)
			return error_words[i].words;
	}
	return "the system refused to write";
}

void
sink_note_error(int number)
{
	last_error = number;
}

static void
sink_fail(struct sink *sink, int error)
{
	if (sink->error == 0)
		sink->error = error == 0 ? EIO : error;
	buffer_reset(&sink->waiting);
}

/* Lets the disk begin, so that little is left to wait for at the commit. Where the file system cannot, nothing is lost. */
static void
send_on(struct sink *sink)
{
	uint64_t length = sink->written - sink->on_the_way;

	if (sink->temporary == NULL || length < SINK_SYNC_BYTES)
		return;
	(void)(sync_file_range(sink->fd, (off_t)sink->on_the_way, (off_t)length, SYNC_FILE_RANGE_WRITE) == 0);
	sink->on_the_way = sink->written;
}

static void
sink_flush(struct sink *sink)
{
	const char *at = buffer_text(&sink->waiting);
	size_t left = sink->waiting.length;

	if (sink->keeps)
		return;
	while (left > 0 && sink->error == 0) {
		ssize_t written = write(sink->fd, at, left < SSIZE_MAX ? left : SSIZE_MAX);

		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0) {
			sink_fail(sink, written < 0 ? errno : EIO);
			return;
		}
		at += written;
		left -= (size_t)written;
		sink->written += (uint64_t)written;
	}
	buffer_reset(&sink->waiting);
	send_on(sink);
}

struct sink *
sink_keep(void)
{
	struct sink *sink = memory_zeroed(1, sizeof *sink);

	sink->fd = -1;
	sink->keeps = true;
	return sink;
}

void
sink_take(struct sink *sink, struct buffer *bytes)
{
	if (bytes->length == 0) {
		struct buffer empty = *bytes;

		*bytes = sink->waiting;
		sink->waiting = empty;
		return;
	}
	buffer_append(bytes, sink->waiting.data, sink->waiting.length);
	buffer_reset(&sink->waiting);
}

void
sink_write(struct sink *sink, const void *bytes, size_t length)
{
	if (sink->error != 0)
		return;
	if (sink->digest != NULL)
		sha256_add(sink->digest, bytes, length);
	buffer_append(&sink->waiting, bytes, length);
	if (sink->waiting.length >= SINK_WRITE_BYTES)
		sink_flush(sink);
}

void
sink_text(struct sink *sink, const char *text)
{
	sink_write(sink, text, strlen(text));
}

void
sink_format(struct sink *sink, const char *format, ...)
{
	size_t start = sink->waiting.length;
	va_list arguments;

	if (sink->error != 0)
		return;
	va_start(arguments, format);
	buffer_append_format_v(&sink->waiting, format, arguments);
	va_end(arguments);
	if (sink->digest != NULL)
		sha256_add(sink->digest, sink->waiting.data + start, sink->waiting.length - start);
	if (sink->waiting.length >= SINK_WRITE_BYTES)
		sink_flush(sink);
}

void
sink_begin_digest(struct sink *sink)
{
	sink->digest = sha256_new();
}

void
sink_end_digest(struct sink *sink, char ret_hex[SHA256_HEX_BYTES])
{
	sha256_finish(sink->digest, ret_hex);
	sink->digest = NULL;
}

int
sink_failed(const struct sink *sink)
{
	return sink->error != 0;
}

static struct unfinished *
unfinished_slot(void)
{
	for (size_t i = 0; i < LIMIT_OUTPUTS; i++) {
		if (!unfinished_files[i].live)
			return &unfinished_files[i];
	}
	return NULL;
}

void
sink_remove_unfinished(void)
{
	pid_t self = getpid();

	for (size_t i = 0; i < LIMIT_OUTPUTS; i++) {
		if (unfinished_files[i].live && unfinished_files[i].owner == self) {
			unlink(unfinished_files[i].path);
			unfinished_files[i].live = 0;
		}
	}
	folder_remove_unfinished();
}

/* A descriptor of its own, so that closing it tells what the system has to say without closing standard output. */
static enum status
open_standard_output(struct sink *sink)
{
	sink->fd = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
	if (sink->fd < 0)
		sink->error = errno;
	return sink->fd < 0 ? STATUS_IO : STATUS_OK;
}

static enum status
open_in_place(struct sink *sink, const char *path)
{
	sink->fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
	if (sink->fd < 0)
		sink->error = errno;
	return sink->fd < 0 ? STATUS_IO : STATUS_OK;
}

/* The mask can only be read by setting it; nothing else of the process creates files meanwhile. */
static mode_t
permissions_of_new_files(void)
{
	mode_t mask = umask(0);

	umask(mask);
	return (mode_t)((S_IRUSR | S_IWUSR | S_IRGRP | S_IWGRP | S_IROTH | S_IWOTH) & ~mask);
}

/* The temporary name beside `path`; false when it is too long. */
static bool
temporary_name(const char *path, char ret_name[LIMIT_PATH_BYTES])
{
	const char *slash = strrchr(path, '/');
	size_t folder = slash == NULL ? 0 : (size_t)(slash - path) + 1;

	if (folder + sizeof TEMPORARY_NAME > LIMIT_PATH_BYTES)
		return false;
	memcpy(ret_name, path, folder);
	memcpy(ret_name + folder, TEMPORARY_NAME, sizeof TEMPORARY_NAME);
	return true;
}

/* Makes the file. A signal that comes meanwhile waits: its handler must find the name, or no file. */
static int
make_temporary(struct unfinished *slot)
{
	sigset_t all;
	sigset_t old;
	int error = 0;
	int fd = -1;

	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, &old);
	fd = mkostemp(slot->path, O_CLOEXEC);
	error = errno;
	slot->owner = getpid();
	slot->live = fd >= 0;
	sigprocmask(SIG_SETMASK, &old, NULL);
	errno = error;
	return fd;
}

static enum status
open_temporary(struct sink *sink, const char *path, mode_t mode)
{
	struct unfinished *slot = unfinished_slot();

	if (slot == NULL) {
		sink->error = EMFILE;
		return STATUS_LIMIT;
	}
	if (!temporary_name(path, slot->path)) {
		sink->error = ENAMETOOLONG;
		return STATUS_IO;
	}
	sink->fd = make_temporary(slot);
	if (sink->fd < 0) {
		sink->error = errno;
		return STATUS_IO;
	}
	sink->temporary = slot;
	if (fchmod(sink->fd, mode) != 0) {
		sink->error = errno;
		return STATUS_IO;
	}
	return STATUS_OK;
}

/* Decides between in place and beside, and finds the mode. */
static enum status
open_path(struct sink *sink, const char *path, int private_mode)
{
	struct stat old = {0};
	mode_t mode = 0;
	bool exists = stat(path, &old) == 0;

	if (exists && !S_ISREG(old.st_mode))
		return open_in_place(sink, path);
	/* A file that may not be written may not be replaced either, whatever the folder allows. */
	if (exists && access(path, W_OK) != 0) {
		sink->error = errno;
		return STATUS_IO;
	}
	if (private_mode)
		mode = S_IRUSR | S_IWUSR;
	else
		mode = exists ? old.st_mode & PERMISSIONS : permissions_of_new_files();
	sink->path = exists ? realpath(path, NULL) : NULL;
	if (sink->path == NULL)
		sink->path = memory_copy_text(path, strlen(path));
	return open_temporary(sink, sink->path, mode);
}

/* Closes, removes the temporary file if it is still there, and frees. */
static void
sink_release(struct sink *sink)
{
	if (sink->fd >= 0)
		close(sink->fd);
	if (sink->temporary != NULL && sink->temporary->live) {
		unlink(sink->temporary->path);
		sink->temporary->live = 0;
	}
	buffer_clear(&sink->waiting);
	sha256_free(sink->digest);
	memory_free(sink->path);
	memory_free(sink);
}

enum status
sink_open(const char *path, int private_mode, struct sink **ret_sink)
{
	struct sink *sink = memory_zeroed(1, sizeof *sink);
	enum status status = STATUS_OK;

	sink->fd = -1;
	if (path == NULL || strcmp(path, "-") == 0 || strcmp(path, "/dev/stdout") == 0)
		status = open_standard_output(sink);
	else
		status = open_path(sink, path, private_mode);
	if (status != STATUS_OK) {
		last_error = sink->error;
		sink_release(sink);
		return status;
	}
	*ret_sink = sink;
	return STATUS_OK;
}

/* Pipes, terminals and some file systems cannot be synced; that is no failure. */
static void
sink_sync(struct sink *sink)
{
	while (sink->error == 0 && fsync(sink->fd) != 0) {
		if (errno == EINTR)
			continue;
		if (errno != EINVAL && errno != ENOTSUP && errno != EROFS)
			sink_fail(sink, errno);
		return;
	}
}

static void
sink_close(struct sink *sink)
{
	int result = close(sink->fd);

	sink->fd = -1;
	if (result != 0 && errno != EINTR)
		sink_fail(sink, errno);
}

/* Makes the rename last. It cannot be taken back any more, so a refusal is no failure of the output. */
static void
sync_folder(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *folder = slash == NULL ? memory_copy_text(".", 1) : memory_copy_text(path, (size_t)(slash - path) + 1);
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd >= 0) {
		(void)fsync(fd);
		close(fd);
	}
	memory_free(folder);
}

static void
sink_rename(struct sink *sink)
{
	if (sink->temporary == NULL || sink->error != 0)
		return;
	if (rename(sink->temporary->path, sink->path) != 0) {
		sink_fail(sink, errno);
		return;
	}
	sink->temporary->live = 0;
	sync_folder(sink->path);
}

enum status
sink_commit(struct sink *sink)
{
	int error = 0;

	sink_flush(sink);
	sink_sync(sink);
	sink_close(sink);
	sink_rename(sink);
	error = sink->error;
	sink_release(sink);
	if (error != 0)
		last_error = error;
	return error == 0 ? STATUS_OK : STATUS_IO;
}

void
sink_abandon(struct sink *sink)
{
	if (sink == NULL)
		return;
	last_error = sink->error;
	sink_release(sink);
}
