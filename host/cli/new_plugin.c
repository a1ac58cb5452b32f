/*
 * `caselint new-plugin`: writes the sources of a plugin that builds, loads and passes its own cases, to begin with.
 * The files are those of plugins/template. Written is into a folder that is new or empty, and when a file cannot be
 * written, what was written is taken away again.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/answer.h"
#include "cli/template.h"

/* A plugin on its way to the disk. */
struct new_plugin {
	const char *id;
	const char *folder;
	int directory;    /* of the folder; -1: not open */
	bool made_folder; /* it was not there */
	size_t written;   /* files of the template, the last one perhaps in part */
};

/* ---- Writing --------------------------------------------------------------------- */

/* The path a file of the template gets. The buffer is empty before. */
static void
name_file(const struct new_plugin *plugin, size_t index, struct buffer *path)
{
	const char *from = template_files[index].path;

	template_append(path, from, strlen(from), plugin->id);
}

/* Makes the folder a path lies in, one level at most; it may be there. */
static int
make_parent(int directory, const char *path)
{
	const char *slash = strchr(path, '/');
	struct buffer parent = {0};
	int result = 0;

	if (slash == NULL)
		return 0;
	buffer_append(&parent, path, (size_t)(slash - path));
	if (mkdirat(directory, buffer_text(&parent), 0777) != 0 && errno != EEXIST)
		result = -1;
	buffer_clear(&parent);
	return result;
}

static int
write_bytes(int descriptor, const struct buffer *content)
{
	size_t done = 0;

	while (done < content->length) {
		ssize_t count = write(descriptor, content->data + done, content->length - done);

		if (count < 0 && errno != EINTR)
			return -1;
		done += count > 0 ? (size_t)count : 0;
	}
	return 0;
}

/* A new file: nothing that is there is written to, and no link is followed. */
static int
write_new(int directory, const char *path, const struct buffer *content)
{
	int descriptor = -1;
	int result = 0;
	int error = 0;

	if (make_parent(directory, path) != 0)
		return -1;
	descriptor = openat(directory, path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
	if (descriptor < 0)
		return -1;
	result = write_bytes(descriptor, content);
	error = errno;
	if (close(descriptor) != 0 && result == 0)
		return -1;
	errno = error;
	return result;
}

static int
write_file(const struct new_plugin *plugin, size_t index)
{
	const struct template_file *file = &template_files[index];
	struct buffer path = {0};
	struct buffer content = {0};
	int result = 0;

	name_file(plugin, index, &path);
	template_append(&content, (const char *)file->bytes, *file->length, plugin->id);
	result = write_new(plugin->directory, buffer_text(&path), &content);
	if (result != 0)
		cli_complain("new-plugin: %s/%s cannot be written: %s", plugin->folder, buffer_text(&path),
		    strerrordesc_np(errno));
	buffer_clear(&path);
	buffer_clear(&content);
	return result;
}

/* Takes away what was written; folders go when nothing is left in them. */
static void
take_back(const struct new_plugin *plugin)
{
	struct buffer path = {0};
	size_t i = plugin->written;

	while (i > 0) {
		char *slash = NULL;

		buffer_reset(&path);
		name_file(plugin, --i, &path);
		(void)unlinkat(plugin->directory, buffer_text(&path), 0);
		slash = path.data == NULL ? NULL : strchr(path.data, '/');
		if (slash == NULL)
			continue;
		*slash = '\0';
		(void)unlinkat(plugin->directory, buffer_text(&path), AT_REMOVEDIR);
	}
	buffer_clear(&path);
	if (plugin->made_folder)
		(void)rmdir(plugin->folder);
}

/* ---- The folder -------------------------------------------------------------------- */

static bool
is_empty(int directory)
{
	int copy = openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *listing = copy < 0 ? NULL : fdopendir(copy);
	const struct dirent *entry = NULL;

	if (listing == NULL) {
		if (copy >= 0)
			(void)close(copy);
		return false;
	}
	while ((entry = readdir(listing)) != NULL) {
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			break;
	}
	(void)closedir(listing);
	return entry == NULL;
}

/* Makes the folder where it is not there. EXIT_CODE_CLEAN, or an exit code after a complaint. */
static int
open_folder(struct new_plugin *plugin)
{
	plugin->made_folder = mkdir(plugin->folder, 0777) == 0;
	if (!plugin->made_folder && errno != EEXIST) {
		cli_complain("new-plugin: the folder %s cannot be made: %s", plugin->folder, strerrordesc_np(errno));
		return EXIT_CODE_OUTPUT;
	}
	plugin->directory = open(plugin->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (plugin->directory < 0) {
		cli_complain(
		    "new-plugin: %s is no folder that can be opened: %s", plugin->folder, strerrordesc_np(errno));
		return EXIT_CODE_USAGE;
	}
	if (!is_empty(plugin->directory)) {
		cli_complain(
		    "new-plugin: the folder %s is not empty, and nothing in it is written over; name a new one",
		    plugin->folder);
		return EXIT_CODE_USAGE;
	}
	return EXIT_CODE_CLEAN;
}

static int
write_plugin(struct new_plugin *plugin)
{
	int code = open_folder(plugin);

	while (code == EXIT_CODE_CLEAN && plugin->written < template_file_count) {
		if (write_file(plugin, plugin->written++) != 0)
			code = EXIT_CODE_OUTPUT;
	}
	if (code == EXIT_CODE_OUTPUT && plugin->directory >= 0)
		take_back(plugin);
	if (plugin->directory >= 0)
		(void)close(plugin->directory);
	return code;
}

/* ---- What is said ---------------------------------------------------------------------- */

static void
put_page(const void *context, struct page *page)
{
	const struct new_plugin *plugin = context;
	struct buffer path = {0};
	size_t i = 0;

	page_format(page, 0, 0, "%s: %zu files in %s", plugin->id, plugin->written, plugin->folder);
	for (i = 0; i < plugin->written; i++) {
		buffer_reset(&path);
		name_file(plugin, i, &path);
		page_format(page, 2, 2, "%s", buffer_text(&path));
	}
	buffer_clear(&path);
	page_blank(page);
	page_format(page, 0, 0,
	    "README.md says how to build it, and what is where. Its letter is invented: replace it, the records and "
	    "the "
	    "rules by your own, a piece at a time.");
}

static void
put_document(const void *context, struct json_writer *json)
{
	const struct new_plugin *plugin = context;
	struct buffer path = {0};
	size_t i = 0;

	json_write_object(json);
	answer_put_text(json, "schema", "caselint/new-plugin/1");
	answer_put_text(json, "id", plugin->id);
	answer_put_text(json, "folder", plugin->folder);
	json_write_key(json, "files");
	json_write_array(json);
	for (i = 0; i < plugin->written; i++) {
		buffer_reset(&path);
		name_file(plugin, i, &path);
		json_write_text(json, text_view(path.data, path.length));
	}
	buffer_clear(&path);
	json_write_array_end(json);
	json_write_object_end(json);
}

/* ---- The command --------------------------------------------------------------------------- */

static int
make_plugin(const struct options *options)
{
	struct new_plugin plugin = {.directory = -1};
	const struct answer answer = {put_page, put_document, &plugin};
	const char *why = NULL;
	int code = EXIT_CODE_CLEAN;

	if (options->arguments.count != 2) {
		cli_complain("new-plugin: give the id of the plugin and the folder to write it to");
		return EXIT_CODE_USAGE;
	}
	plugin.id = options->arguments.items[0];
	plugin.folder = options->arguments.items[1];
	if (!template_id_is_good(plugin.id, &why)) {
		cli_complain("new-plugin: '%s' cannot be the id of a plugin: %s", plugin.id, why);
		return EXIT_CODE_USAGE;
	}
	code = write_plugin(&plugin);
	return code == EXIT_CODE_CLEAN ? answer_write(options, &answer) : code;
}

int
command_new_plugin(int argc, char **argv)
{
	static const struct answer_usage usage = {FOR_NEW_PLUGIN, "new-plugin", "ID FOLDER",
	    "Write the sources of a new plugin, ID (us-ca), into FOLDER, which is new or empty: a small jurisdiction "
	    "with an "
	    "invented letter that builds, loads and passes its own cases, to be replaced a piece at a "
	    "time.\v" ANSWER_ONE_OUTPUT};
	struct options options = {0};
	int code = answer_parse(&usage, argc, argv, &options);

	if (code == 0)
		code = make_plugin(&options);
	options_clear(&options);
	return code < 0 ? EXIT_CODE_CLEAN : code;
}
