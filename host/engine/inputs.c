/* See engine/inputs.h. */
#include "engine/inputs.h"

#include <string.h>
#include <unistd.h>

#include "input/paths.h"

/* What is looked for, and where it was found. */
struct search {
	const struct stat *files;
	size_t count;
	size_t which; /* `count`: not found yet */
};

static bool
is_found(struct search *search, const struct stat *input)
{
	size_t i = 0;

	while (
	    i < search->count && (search->files[i].st_dev != input->st_dev || search->files[i].st_ino != input->st_ino))
		i++;
	search->which = i;
	return i < search->count;
}

static enum status
look_at_file(void *context, const char *path)
{
	struct stat input;

	if (stat(path, &input) != 0)
		return STATUS_OK;
	return is_found(context, &input) ? STATUS_END : STATUS_OK;
}

/* The reading itself will tell. */
static void
pass_over_fault(void *context, const char *path, enum fault_kind kind, const char *detail)
{
	(void)context;
	(void)path;
	(void)kind;
	(void)detail;
}

bool
inputs_hold(const char *path, const struct stat *files, size_t count, size_t *ret_which)
{
	struct search search = {files, count, count};
	const struct paths_visitor visitor = {&search, look_at_file, pass_over_fault};
	struct stat input;
	uint64_t visited = 0;
	bool any = false;
	bool found = false;

	if ((strcmp(path, "-") == 0 ? fstat(STDIN_FILENO, &input) : stat(path, &input)) != 0)
		return false;
	if (S_ISDIR(input.st_mode))
		found = paths_walk(path, &visitor, &visited, &any) != STATUS_OK;
	else
		found = is_found(&search, &input);
	*ret_which = search.which;
	return found;
}
