/* Directories are read whole and sorted, so that nothing depends on their order; see plugin/search.h. */
#include "plugin/search.h"

#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/limits.h"
#include "base/memory.h"

#define SHARED_OBJECT_SUFFIX ".so"

/* The candidates found so far. */
struct search {
	struct arena *arena;
	struct candidates found;
	size_t room;
};

char *
search_join(struct arena *arena, const char *folder, const char *name)
{
	size_t folder_length = strlen(folder);
	size_t name_length = strlen(name);
	char *path = arena_take(arena, folder_length + name_length + 2);

	memcpy(path, folder, folder_length);
	path[folder_length] = '/';
	memcpy(path + folder_length + 1, name, name_length);
	return path;
}

static int
compare_names(const void *left, const void *right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static bool
ends_in(const char *name, const char *suffix)
{
	size_t name_length = strlen(name);
	size_t suffix_length = strlen(suffix);

	return name_length >= suffix_length && strcmp(name + name_length - suffix_length, suffix) == 0;
}

/* Copies the names out of an open directory; they and the array live in `arena`. */
static enum status
collect_names(DIR *directory, const char *suffix, struct arena *arena, struct listing *listing)
{
	const char **grown = NULL;
	const struct dirent *entry = NULL;

	for (errno = 0; (entry = readdir(directory)) != NULL; errno = 0) {
		if (entry->d_name[0] == '.' || !ends_in(entry->d_name, suffix))
			continue;
		if (listing->count == LIMIT_PATHS) {
			errno = E2BIG;
			break;
		}
		if ((listing->count & (listing->count - 1)) == 0)
			grown = memory_resize(grown, listing->count == 0 ? 1 : 2 * listing->count, sizeof *grown);
		grown[listing->count++] = arena_copy_text(arena, entry->d_name, strlen(entry->d_name));
	}
	listing->names = arena_take_array(arena, listing->count, sizeof *grown);
	if (listing->count > 0)
		memcpy(listing->names, grown, listing->count * sizeof *grown);
	memory_free(grown);
	return errno == 0 ? STATUS_OK : STATUS_IO;
}

enum status
search_list(const char *folder, const char *suffix, struct arena *arena, struct listing *ret_listing)
{
	struct listing listing = {NULL, 0};
	enum status status = STATUS_OK;
	int error = 0;
	DIR *directory = opendir(folder);

	if (directory == NULL)
		return STATUS_IO;
	status = collect_names(directory, suffix, arena, &listing);
	error = errno;
	closedir(directory);
	errno = error;
	if (status != STATUS_OK)
		return status;
	if (listing.count > 1)
		qsort(listing.names, listing.count, sizeof *listing.names, compare_names);
	*ret_listing = listing;
	return STATUS_OK;
}

static void
add_candidate(struct search *search, const struct candidate *candidate)
{
	if (search->found.count == search->room) {
		search->room = search->room == 0 ? 8 : 2 * search->room;
		search->found.items = memory_resize(search->found.items, search->room, sizeof *search->found.items);
	}
	search->found.items[search->found.count++] = *candidate;
}

static const char *
last_part(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? path : slash + 1;
}

/* Sets object when the folder has a shared object of the name. */
static bool
is_bundle_named(struct search *search, struct candidate *candidate, const char *name)
{
	struct stat facts;
	struct buffer file = {NULL, 0, 0};
	const char *path = NULL;

	buffer_append_text(&file, name);
	buffer_append_text(&file, SHARED_OBJECT_SUFFIX);
	path = search_join(search->arena, candidate->folder, buffer_text(&file));
	buffer_clear(&file);
	/* A link to nothing counts: better refused by name than passed over. */
	if (lstat(path, &facts) != 0)
		return false;
	candidate->name = name;
	candidate->object = path;
	return true;
}

/* A linked folder may go by the name of the link ("us-oh" to "us-oh-1.2") or by its own. */
static bool
is_bundle(struct search *search, struct candidate *candidate)
{
	candidate->name = last_part(candidate->found);
	if (is_bundle_named(search, candidate, candidate->name))
		return true;
	return is_bundle_named(search, candidate, last_part(candidate->folder));
}

static bool
holds_bundle_files(const struct listing *listing)
{
	size_t i = 0;

	for (i = 0; i < listing->count; i++) {
		if (ends_in(listing->names[i], ".xsd") || ends_in(listing->names[i], ".xml"))
			return true;
	}
	return false;
}

static bool
is_folder(const char *path)
{
	struct stat facts;

	return stat(path, &facts) == 0 && S_ISDIR(facts.st_mode);
}

/* realpath into the arena; NULL with errno set. */
static const char *
follow_links(struct arena *arena, const char *path)
{
	char *real = realpath(path, NULL);
	const char *copy = NULL;

	if (real == NULL && errno == ENOMEM)
		memory_exhausted();
	if (real == NULL)
		return NULL;
	copy = arena_copy_text(arena, real, strlen(real));
	memory_free(real);
	return copy;
}

/* One folder inside a folder the user named. */
static void
look_at_member(struct search *search, const char *path)
{
	struct candidate candidate = {path, NULL, last_part(path), NULL, 0};
	struct listing listing = {NULL, 0};

	candidate.folder = follow_links(search->arena, path);
	if (candidate.folder == NULL) {
		/* The folder is there: a bundle must not be passed over because the way to it is lost. */
		candidate.folder = path;
		candidate.error = errno;
		add_candidate(search, &candidate);
	} else if (is_bundle(search, &candidate)) {
		add_candidate(search, &candidate);
	} else if (search_list(path, "", search->arena, &listing) != STATUS_OK) {
		candidate.error = errno;
		add_candidate(search, &candidate);
	} else if (holds_bundle_files(&listing)) {
		add_candidate(search, &candidate);
	}
}

static void
look_at_members(struct search *search, const struct candidate *folder, const struct listing *listing)
{
	size_t before = search->found.count;
	size_t i = 0;

	for (i = 0; i < listing->count; i++) {
		const char *path = search_join(search->arena, folder->found, listing->names[i]);

		if (is_folder(path))
			look_at_member(search, path);
	}
	if (search->found.count == before && holds_bundle_files(listing))
		add_candidate(search, folder);
}

/* `path` from the root, without slashes at its end. */
static const char *
absolute_path(struct arena *arena, const char *path)
{
	size_t length = strlen(path);
	const char *here = NULL;

	while (length > 1 && path[length - 1] == '/')
		length--;
	path = arena_copy_text(arena, path, length);
	if (path[0] == '/')
		return path;
	here = follow_links(arena, ".");
	return here == NULL ? path : search_join(arena, here, path);
}

static enum status
look_at_given(struct search *search, const char *path, struct buffer *ret_why)
{
	struct candidate candidate = {absolute_path(search->arena, path), NULL, NULL, NULL, 0};
	struct listing listing = {NULL, 0};
	const char *last = last_part(candidate.found);

	candidate.folder = follow_links(search->arena, candidate.found);
	if (candidate.folder == NULL || !is_folder(candidate.folder)) {
		buffer_append_format(ret_why, "the folder of plugins \"%s\" %s", path,
		    candidate.folder == NULL ? "does not exist" : "is not a folder");
		return STATUS_ABSENT;
	}
	/* "." and ".." are ways to a folder, not names of one. */
	if (strcmp(last, ".") == 0 || strcmp(last, "..") == 0)
		candidate.found = candidate.folder;
	if (is_bundle(search, &candidate)) {
		add_candidate(search, &candidate);
		return STATUS_OK;
	}
	if (search_list(candidate.folder, "", search->arena, &listing) != STATUS_OK) {
		buffer_append_format(
		    ret_why, "the folder of plugins \"%s\" cannot be read: %s", path, strerrordesc_np(errno));
		return STATUS_IO;
	}
	look_at_members(search, &candidate, &listing);
	return STATUS_OK;
}

enum status
search_bundles(const char *const *folders, size_t count, struct arena *arena, struct candidates *ret_candidates,
    struct buffer *ret_why)
{
	struct search search = {arena, {NULL, 0}, 0};
	enum status status = STATUS_OK;
	size_t i = 0;

	for (i = 0; i < count && status == STATUS_OK; i++)
		status = look_at_given(&search, folders[i], ret_why);
	if (status == STATUS_OK) {
		ret_candidates->items = arena_take_array(arena, search.found.count, sizeof *search.found.items);
		ret_candidates->count = search.found.count;
		if (search.found.count > 0)
			memcpy(
			    ret_candidates->items, search.found.items, search.found.count * sizeof *search.found.items);
	}
	memory_free(search.found.items);
	return status;
}
