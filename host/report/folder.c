/*
 * See report/folder.h. Only one folder is written at a time, and its temporary
 * name stands in a fixed place, so that a signal handler can remove it without
 * memory: entries are read by the system call itself, for readdir may allocate.
 */
#include "report/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/memory.h"
#include "report/sink.h"

#define TEMPORARY_NAME ".caselint-XXXXXX"
#define PERMISSIONS (S_IRWXU | S_IRWXG | S_IRWXO)
#define ENTRIES_BYTES 4096U
#define PAGE_DIGITS 4U

struct folder {
	int fd;     /* of the temporary folder */
	int error;  /* errno of the first failure; 0: none */
	char *path; /* its place */
	mode_t mode;
};

/* The temporary folder that is to vanish when the process leaves early. */
static struct {
	volatile sig_atomic_t live;
	pid_t owner;
	char path[LIMIT_PATH_BYTES];
} unfinished;

/* As the kernel writes it; see getdents64(2). */
struct entry {
	uint64_t inode;
	int64_t offset;
	unsigned short length;
	unsigned char type;
	char name[];
};

/* ---- What is there ---------------------------------------------------------------------- */

/* "index.html", "records-0001.html": what this file writes, and nothing else. */
static bool
is_page_name(const char *name)
{
	size_t letters = strspn(name, "abcdefghijklmnopqrstuvwxyz");
	size_t digits = 0;

	if (strcmp(name, FOLDER_INDEX) == 0)
		return true;
	if (letters == 0 || name[letters] != '-')
		return false;
	digits = strspn(name + letters + 1, "0123456789");
	return digits >= PAGE_DIGITS && strcmp(name + letters + 1 + digits, ".html") == 0;
}

static bool
has_mark(int folder)
{
	char bytes[sizeof FOLDER_MARK] = {0};
	int fd = openat(folder, FOLDER_INDEX, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	ssize_t got = fd < 0 ? -1 : read(fd, bytes, sizeof bytes - 1);

	if (fd >= 0)
		close(fd);
	return got == (ssize_t)(sizeof bytes - 1) && strcmp(bytes, FOLDER_MARK) == 0;
}

/* What stands in a folder: nothing, pages only, or something that is none of ours. */
enum content {
	CONTENT_EMPTY,
	CONTENT_PAGES,
	CONTENT_OTHER,
};

static enum content
content_of(DIR *directory)
{
	enum content content = CONTENT_EMPTY;
	const struct dirent *entry = NULL;

	while ((entry = readdir(directory)) != NULL) {
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		if (!is_page_name(entry->d_name))
			return CONTENT_OTHER;
		content = CONTENT_PAGES;
	}
	return content;
}

const char *
folder_refusal(const char *path)
{
	struct stat status;
	DIR *directory = NULL;
	enum content content = CONTENT_OTHER;
	bool marked = false;

	if (stat(path, &status) != 0)
		return NULL;
	if (!S_ISDIR(status.st_mode))
		return "it is no folder; a report of one page ends with .html";
	directory = opendir(path);
	if (directory == NULL)
		return "it cannot be looked into";
	content = content_of(directory);
	marked = content == CONTENT_PAGES && has_mark(dirfd(directory));
	closedir(directory);
	if (content == CONTENT_EMPTY || marked)
		return NULL;
	return "it holds files that are no earlier report; give a new or an empty folder";
}

/* ---- Removing --------------------------------------------------------------------------- */

/* Removes what `fd` lists; whether there was anything. */
static bool
remove_some_files(int fd)
{
	/* Aligned like the entries in it. */
	uint64_t entries[ENTRIES_BYTES / sizeof(uint64_t)];
	bool any = false;
	long got = lseek(fd, 0, SEEK_SET) == 0 ? syscall(SYS_getdents64, fd, entries, sizeof entries) : -1;

	for (long at = 0; at < got;) {
		const struct entry *entry = (const struct entry *)(const void *)((const char *)entries + at);

		any = (strcmp(entry->name, ".") != 0 && strcmp(entry->name, "..") != 0 &&
			  unlinkat(fd, entry->name, 0) == 0) ||
		      any;
		at += entry->length;
	}
	return any;
}

/* Removes a folder of files; what is below a folder in it stays, and then so does it. */
static void
remove_folder(const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);

	while (fd >= 0 && remove_some_files(fd))
		continue;
	if (fd >= 0)
		close(fd);
	rmdir(path);
}

void
folder_remove_unfinished(void)
{
	if (!unfinished.live || unfinished.owner != getpid())
		return;
	remove_folder(unfinished.path);
	unfinished.live = 0;
}

/* ---- Writing ---------------------------------------------------------------------------- */

/* The name of a new entry beside `path`; false when it is too long. */
static bool
name_beside(const char *path, char ret_name[LIMIT_PATH_BYTES])
{
	const char *slash = strrchr(path, '/');
	size_t length = slash == NULL ? 0 : (size_t)(slash - path) + 1;

	if (length + sizeof TEMPORARY_NAME > LIMIT_PATH_BYTES)
		return false;
	memcpy(ret_name, path, length);
	memcpy(ret_name + length, TEMPORARY_NAME, sizeof TEMPORARY_NAME);
	return true;
}

/* Makes it. A signal that comes meanwhile waits: its handler must find the name, or no folder. */
static int
make_temporary(void)
{
	sigset_t all;
	sigset_t old;
	int error = 0;

	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, &old);
	error = mkdtemp(unfinished.path) == NULL ? errno : 0;
	unfinished.owner = getpid();
	unfinished.live = error == 0;
	sigprocmask(SIG_SETMASK, &old, NULL);
	return error;
}

/* The mask can only be read by setting it; nothing else of the process creates files meanwhile. */
static mode_t
mode_of_new_folders(void)
{
	mode_t mask = umask(0);

	umask(mask);
	return (mode_t)(PERMISSIONS & ~mask);
}

/* The place without slashes at its end, links followed where it exists. */
static char *
find_place(const char *path, mode_t *ret_mode)
{
	struct stat status;
	size_t length = strlen(path);
	char *place = NULL;

	*ret_mode = mode_of_new_folders();
	if (stat(path, &status) == 0 && (place = realpath(path, NULL)) != NULL) {
		*ret_mode = status.st_mode & PERMISSIONS;
		return place;
	}
	while (length > 1 && path[length - 1] == '/')
		length--;
	return memory_copy_text(path, length);
}

static int
open_temporary(struct folder *folder)
{
	int error = 0;

	if (!name_beside(folder->path, unfinished.path))
		return ENAMETOOLONG;
	error = make_temporary();
	if (error != 0)
		return error;
	folder->fd = open(unfinished.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return folder->fd < 0 ? errno : 0;
}

static void
release(struct folder *folder)
{
	if (folder->fd >= 0)
		close(folder->fd);
	folder_remove_unfinished();
	sink_note_error(folder->error);
	memory_free(folder->path);
	memory_free(folder);
}

enum status
folder_open(const char *path, struct folder **ret_folder)
{
	struct folder *folder = NULL;

	if (unfinished.live) {
		sink_note_error(EMFILE);
		return STATUS_LIMIT;
	}
	folder = memory_zeroed(1, sizeof *folder);
	folder->fd = -1;
	folder->path = find_place(path, &folder->mode);
	folder->error = open_temporary(folder);
	if (folder->error != 0) {
		release(folder);
		return STATUS_IO;
	}
	*ret_folder = folder;
	return STATUS_OK;
}

static int
write_all(int fd, struct text bytes)
{
	while (bytes.length > 0) {
		ssize_t written = write(fd, bytes.data, bytes.length < SSIZE_MAX ? bytes.length : SSIZE_MAX);

		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			return written < 0 ? errno : EIO;
		bytes = text_view(bytes.data + written, bytes.length - (size_t)written);
	}
	return 0;
}

void
folder_write(struct folder *folder, const char *name, struct text bytes)
{
	int fd = -1;

	if (folder->error != 0)
		return;
	/* The umask takes away what is not to be. */
	fd = openat(folder->fd, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
	    S_IRUSR | S_IWUSR | S_IRGRP | S_IWGRP | S_IROTH | S_IWOTH);
	if (fd < 0) {
		folder->error = errno;
		return;
	}
	folder->error = write_all(fd, bytes);
	if (close(fd) != 0 && errno != EINTR && folder->error == 0)
		folder->error = errno;
}

bool
folder_failed(const struct folder *folder)
{
	return folder->error != 0;
}

/* ---- Into its place --------------------------------------------------------------------- */

/* One sync for all files: one for each would take longer than writing them. */
static int
sync_files(const struct folder *folder)
{
	if (fchmod(folder->fd, folder->mode) != 0)
		return errno;
	if (syncfs(folder->fd) != 0 && errno != ENOSYS && errno != EINVAL && errno != ENOTSUP && errno != EROFS)
		return errno;
	return 0;
}

/* What stands in the place is moved out of the way, and put back when the new report cannot take it. */
static int
replace(const char *place)
{
	char old[LIMIT_PATH_BYTES];
	int error = 0;

	if (!name_beside(place, old))
		return ENAMETOOLONG;
	if (mkdtemp(old) == NULL)
		return errno;
	if (rename(place, old) != 0) {
		error = errno;
		rmdir(old);
		return error;
	}
	if (rename(unfinished.path, place) != 0) {
		error = errno;
		(void)rename(old, place);
		return error;
	}
	unfinished.live = 0;
	remove_folder(old);
	return 0;
}

static int
put_in_place(const char *place)
{
	struct stat status;

	/* The run took its time; somebody may have put something there meanwhile. */
	if (folder_refusal(place) != NULL)
		return EEXIST;
	if (stat(place, &status) == 0)
		return replace(place);
	if (rename(unfinished.path, place) != 0)
		return errno;
	unfinished.live = 0;
	return 0;
}

/* Makes the rename last. It cannot be taken back any more, so a refusal is no failure of the output. */
static void
sync_around(const char *place)
{
	const char *slash = strrchr(place, '/');
	char *around = slash == NULL ? memory_copy_text(".", 1) : memory_copy_text(place, (size_t)(slash - place) + 1);
	int fd = open(around, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd >= 0) {
		(void)fsync(fd);
		close(fd);
	}
	memory_free(around);
}

enum status
folder_commit(struct folder *folder)
{
	sigset_t all;
	sigset_t old;
	int error = 0;

	if (folder->error == 0)
		folder->error = sync_files(folder);
	if (folder->error == 0) {
		sigfillset(&all);
		sigprocmask(SIG_BLOCK, &all, &old);
		folder->error = put_in_place(folder->path);
		sigprocmask(SIG_SETMASK, &old, NULL);
	}
	if (folder->error == 0)
		sync_around(folder->path);
	error = folder->error;
	release(folder);
	return error == 0 ? STATUS_OK : STATUS_IO;
}

void
folder_abandon(struct folder *folder)
{
	if (folder != NULL)
		release(folder);
}
