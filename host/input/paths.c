/* See input/paths.h. */
#include "input/paths.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "base/memory.h"

/* A folder that is being visited. */
struct level {
	dev_t device;
	ino_t inode;
};

/* One walk. */
struct walk {
	const struct paths_visitor *visitor;
	struct buffer path; /* of what is being looked at */
	struct level levels[LIMIT_DIRECTORY_DEPTH + 1U];
	size_t depth;
	uint64_t *found;
	bool any;
	bool full; /* LIMIT_PATHS was reported */
};

/* The names in one folder. */
struct names_in {
	char **names;
	size_t count;
	size_t capacity;
};

static enum status visit_folder(struct walk *walk, const struct stat *facts);

static void
report(struct walk *walk, enum fault_kind kind, const char *detail)
{
	walk->any = true;
	walk->visitor->fault(walk->visitor->context, buffer_text(&walk->path), kind, detail);
}

static bool
is_wanted(const char *name)
{
	static const char *const ends[] = {
	    ".xml", ".xml.gz", ".xml.zst", ".zip", ".tar", ".tar.gz", ".tgz", ".tar.zst"};
	size_t length = strlen(name);
	size_t i = 0;

	for (i = 0; i < sizeof ends / sizeof *ends; i++) {
		size_t end = strlen(ends[i]);

		if (length > end && strcasecmp(name + length - end, ends[i]) == 0)
			return true;
	}
	return false;
}

static void
keep_name(struct names_in *list, const char *name)
{
	if (list->count == list->capacity) {
		list->capacity = list->capacity == 0 ? 64 : list->capacity * 2;
		list->names = memory_resize(list->names, list->capacity, sizeof *list->names);
	}
	list->names[list->count++] = memory_copy_text(name, strlen(name));
}

static void
free_names(struct names_in *list)
{
	size_t i = 0;

	for (i = 0; i < list->count; i++)
		memory_free(list->names[i]);
	memory_free(list->names);
}

static int
compare_names(const void *left, const void *right)
{
	return strcmp(*(char *const *)left, *(char *const *)right);
}

/* Entries that cannot be wanted are not even kept: a folder of a million of them costs nothing. */
static bool
may_be_wanted(const struct dirent *entry)
{
	if (entry->d_name[0] == '.')
		return false;
	return entry->d_type != DT_REG || is_wanted(entry->d_name);
}

/* Returns 0, or errno. */
static int
list_folder(const char *path, struct names_in *ret_list)
{
	DIR *folder = opendir(path);
	const struct dirent *entry = NULL;
	int error = 0;

	if (folder == NULL)
		return errno;
	errno = 0;
	while (ret_list->count <= LIMIT_PATHS && (entry = readdir(folder)) != NULL) {
		if (may_be_wanted(entry))
			keep_name(ret_list, entry->d_name);
		errno = 0;
	}
	error = errno;
	closedir(folder);
	if (ret_list->count > 0)
		qsort(ret_list->names, ret_list->count, sizeof *ret_list->names, compare_names);
	return error;
}

static bool
is_being_visited(const struct walk *walk, const struct stat *facts)
{
	size_t i = 0;

	for (i = 0; i < walk->depth; i++) {
		if (walk->levels[i].device == facts->st_dev && walk->levels[i].inode == facts->st_ino)
			return true;
	}
	return false;
}

/* Counts one more path; false: it is one too many. */
static bool
count_path(struct walk *walk)
{
	if (++*walk->found <= LIMIT_PATHS)
		return true;
	if (!walk->full)
		report(walk, FAULT_PATHS, "too many files and folders");
	walk->full = true;
	return false;
}

/* Looks at the path of the walk, whose last part is `name`. */
static enum status
visit_entry(struct walk *walk, const char *name)
{
	struct stat facts;
	const char *path = buffer_text(&walk->path);

	if (walk->path.length > LIMIT_PATH_BYTES) {
		report(walk, FAULT_PATHS, "the path is too long");
	} else if (stat(path, &facts) != 0) {
		if (errno != ELOOP && is_wanted(name))
			report(walk, FAULT_MISSING, strerrordesc_np(errno));
	} else if (S_ISDIR(facts.st_mode)) {
		if (!is_being_visited(walk, &facts) && count_path(walk))
			return visit_folder(walk, &facts);
	} else if (!S_ISREG(facts.st_mode) && is_wanted(name)) {
		/* Reading it could wait for ever; passing over it in silence would hide what may be an export. */
		report(walk, FAULT_UNREADABLE, "neither a file nor a folder; to read it, name it on the command line");
	} else if (S_ISREG(facts.st_mode) && is_wanted(name) && count_path(walk)) {
		walk->any = true;
		return walk->visitor->file(walk->visitor->context, path);
	}
	return STATUS_OK;
}

static enum status
visit_names(struct walk *walk, const struct names_in *list)
{
	size_t length = walk->path.length;
	enum status status = STATUS_OK;
	size_t i = 0;

	for (i = 0; i < list->count && status == STATUS_OK && !walk->full; i++) {
		if (length > 0 && walk->path.data[length - 1] != '/')
			buffer_append_byte(&walk->path, '/');
		buffer_append_text(&walk->path, list->names[i]);
		status = visit_entry(walk, list->names[i]);
		walk->path.length = length;
		walk->path.data[length] = '\0';
	}
	return status;
}

static enum status
visit_folder(struct walk *walk, const struct stat *facts)
{
	struct names_in list = {NULL, 0, 0};
	enum status status = STATUS_OK;
	int error = 0;

	if (walk->depth > LIMIT_DIRECTORY_DEPTH) {
		report(walk, FAULT_PATHS, "folders are nested too deep");
		return STATUS_OK;
	}
	walk->levels[walk->depth].device = facts->st_dev;
	walk->levels[walk->depth].inode = facts->st_ino;
	walk->depth++;
	error = list_folder(buffer_text(&walk->path), &list);
	if (error != 0)
		report(walk, FAULT_MISSING, strerrordesc_np(error));
	status = visit_names(walk, &list);
	walk->depth--;
	free_names(&list);
	return status;
}

enum status
paths_walk(const char *folder, const struct paths_visitor *visitor, uint64_t *found, bool *ret_any)
{
	struct walk walk = {.visitor = visitor};
	struct stat facts;
	enum status status = STATUS_OK;

	walk.found = found;
	buffer_append_text(&walk.path, folder);
	if (stat(folder, &facts) != 0)
		report(&walk, FAULT_MISSING, strerrordesc_np(errno));
	else if (count_path(&walk))
		status = visit_folder(&walk, &facts);
	*ret_any = walk.any;
	buffer_clear(&walk.path);
	return status;
}
