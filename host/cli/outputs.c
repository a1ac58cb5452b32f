/* See cli/outputs.h. */
#include "cli/outputs.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "cli/cli.h"
#include "engine/inputs.h"
#include "report/folder.h"

static bool
ends_with(const char *word, const char *end)
{
	size_t length = strlen(word);
	size_t tail = strlen(end);

	return length >= tail && strcmp(word + length - tail, end) == 0;
}

/* What exists and is no folder is a file, whatever its name: a FIFO, /dev/null. */
bool
output_is_folder(const struct output_option *output)
{
	const struct format *format = report_formats;
	struct stat status;

	while (format->name != NULL && strcmp(format->name, output->format) != 0)
		format++;
	if (format->name == NULL || format->render_folder == NULL || output->path == NULL || output->worksheet != NULL)
		return false;
	if (ends_with(output->path, ".html") || ends_with(output->path, ".htm"))
		return false;
	return stat(output->path, &status) != 0 || !(S_ISCHR(status.st_mode) || S_ISFIFO(status.st_mode));
}

/* Where a report is going to be. */
struct target {
	const struct output_option *output;
	struct stat file; /* of what is there, or of standard output */
	struct stat folder;
	char *path; /* links followed where the file exists */
	bool exists;
	bool has_folder; /* a regular or a new file: known by its folder and its name in it */
};

static const char *
shown_path(const struct target *target)
{
	return target->output->path == NULL ? "standard output" : target->output->path;
}

static bool
is_same_file(const struct stat *left, const struct stat *right)
{
	return left->st_dev == right->st_dev && left->st_ino == right->st_ino;
}

static const char *
name_in_folder(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? path : slash + 1;
}

static void
find_folder(struct target *target)
{
	size_t length = (size_t)(name_in_folder(target->path) - target->path);
	char *folder = length == 0 ? memory_copy_text(".", 1) : memory_copy_text(target->path, length);

	target->has_folder = stat(folder, &target->folder) == 0;
	memory_free(folder);
}

static void
find_target(struct target *target, const struct output_option *output)
{
	const char *path = output->path;

	target->output = output;
	if (path == NULL) {
		target->exists = fstat(STDOUT_FILENO, &target->file) == 0;
		return;
	}
	target->exists = stat(path, &target->file) == 0;
	if (target->exists && !S_ISREG(target->file.st_mode) && !S_ISDIR(target->file.st_mode))
		return;
	target->path = target->exists ? realpath(path, NULL) : NULL;
	if (target->path == NULL)
		target->path = memory_copy_text(path, strlen(path));
	find_folder(target);
}

/* Standard output and a path: a terminal or /dev/null may be both. */
static bool
is_standard_output(const struct target *standard, const struct target *other)
{
	return standard->exists && other->exists && !S_ISCHR(standard->file.st_mode) &&
	       is_same_file(&standard->file, &other->file);
}

static bool
is_same_target(const struct target *left, const struct target *right)
{
	if (left->output->path == NULL && right->output->path == NULL)
		return true;
	if (left->output->path == NULL)
		return is_standard_output(left, right);
	if (right->output->path == NULL)
		return is_standard_output(right, left);
	if (left->has_folder && right->has_folder)
		return is_same_file(&left->folder, &right->folder) &&
		       strcmp(name_in_folder(left->path), name_in_folder(right->path)) == 0;
	if (left->exists && right->exists)
		return is_same_file(&left->file, &right->file);
	return strcmp(left->output->path, right->output->path) == 0;
}

static bool
are_apart(const struct target *targets, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; k < i; k++) {
			const char *first = shown_path(&targets[k]);
			const char *second = shown_path(&targets[i]);

			if (!is_same_target(&targets[i], &targets[k]))
				continue;
			if (strcmp(first, second) == 0)
				cli_complain("two reports to %s; give each -o a path of its own", first);
			else
				cli_complain("two reports to one file, %s and %s; give each -o a path of its own",
				    first, second);
			return false;
		}
	}
	return true;
}

/* ---- Inputs ---------------------------------------------------------------------------- */

/* A report that is no file yet cannot be an input. */
static size_t
list_files(const struct target *targets, size_t count, struct stat *ret_files, const struct target **ret_owners)
{
	size_t files = 0;

	for (size_t i = 0; i < count; i++) {
		if (!targets[i].exists || !S_ISREG(targets[i].file.st_mode))
			continue;
		ret_files[files] = targets[i].file;
		ret_owners[files++] = &targets[i];
	}
	return files;
}

static bool
are_no_inputs(const struct target *targets, size_t count, const struct words *inputs, bool strict)
{
	struct stat files[LIMIT_OUTPUTS];
	const struct target *owners[LIMIT_OUTPUTS] = {NULL};
	size_t file_count = list_files(targets, count, files, owners);
	size_t which = 0;

	for (size_t i = 0; i < inputs->count && file_count > 0; i++) {
		if (!inputs_hold(inputs->items[i], files, file_count, &which))
			continue;
		/* Strictly, an input is not named. */
		cli_complain("the %s report would take the place of an input%s%s; give -o another path",
		    owners[which]->output->format, strict ? "" : ": ", strict ? "" : shown_path(owners[which]));
		return false;
	}
	return true;
}

/* What was read before the run is an input, too. */
static bool
are_no_marks(const struct target *targets, size_t count, const struct options *options)
{
	const struct words baseline = {(const char **)(uintptr_t)&options->baseline, options->baseline == NULL ? 0 : 1};
	const struct words profile = {(const char **)(uintptr_t)&options->profile, options->profile == NULL ? 0 : 1};

	return are_no_inputs(targets, count, &options->waivers, false) &&
	       are_no_inputs(targets, count, &baseline, false) &&
	       are_no_inputs(targets, count, &profile, options->strict);
}

/* ---- Folders --------------------------------------------------------------------------- */

/* A report that is a folder takes the place of one, so nothing else may be written into it. */
static bool
lies_in(const struct target *target, const struct target *folder)
{
	return folder->exists && target->has_folder && is_same_file(&target->folder, &folder->file);
}

static bool
folders_can_be_taken(const struct target *targets, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const char *why = NULL;

		if (!output_is_folder(targets[i].output))
			continue;
		why = folder_refusal(targets[i].output->path);
		if (why != NULL) {
			cli_complain("the %s report cannot be written to %s: %s", targets[i].output->format,
			    shown_path(&targets[i]), why);
			return false;
		}
		for (size_t k = 0; k < count; k++) {
			if (k == i || !lies_in(&targets[k], &targets[i]))
				continue;
			cli_complain("%s lies in the folder of the %s report; give it a place outside of %s",
			    shown_path(&targets[k]), targets[i].output->format, shown_path(&targets[i]));
			return false;
		}
	}
	return true;
}

bool
outputs_are_apart(const struct options *options)
{
	struct target targets[LIMIT_OUTPUTS];
	size_t count = options->output_count;
	bool apart = false;

	memset(targets, 0, sizeof targets);
	for (size_t i = 0; i < count; i++)
		find_target(&targets[i], &options->outputs[i]);
	apart = are_apart(targets, count) && are_no_inputs(targets, count, &options->arguments, options->strict) &&
	        are_no_marks(targets, count, options) && folders_can_be_taken(targets, count);
	for (size_t i = 0; i < count; i++)
		memory_free(targets[i].path);
	return apart;
}
