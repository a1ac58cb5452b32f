/* See authoring/suite.h. */
#include "authoring/suite.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "base/memory.h"
#include "plugin/search.h"

/* ---- Reading ------------------------------------------------------------------------- */

/* Files being gathered. */
struct gathering {
	struct suite *suite;
	const char *schema_path;
	struct buffer *why;
	struct arena paths;
};

static enum status
check_untested(struct gathering *gathering, const struct case_file *file)
{
	for (size_t i = 0; i < file->untested_count; i++) {
		const char *unknown = coverage_excuse(&gathering->suite->coverage, &file->untested[i]);

		if (unknown == NULL)
			continue;
		buffer_append_format(gathering->why, "%s:%u: an Untested names %s, which the bundle does not have",
		    file->path, file->untested[i].line, unknown);
		return STATUS_INVALID;
	}
	return STATUS_OK;
}

static enum status
check_file(struct gathering *gathering, const struct case_file *file)
{
	const char *plugin = gathering->suite->bundle->plugin->id;

	if (strcmp(file->plugin, plugin) == 0)
		return check_untested(gathering, file);
	buffer_append_format(
	    gathering->why, "%s: these are cases of plugin %s; the bundle is %s", file->path, file->plugin, plugin);
	return STATUS_INVALID;
}

static enum status
add_file(struct gathering *gathering, const char *path)
{
	struct suite *suite = gathering->suite;
	struct case_file *file = NULL;
	enum status status = case_file_read(path, gathering->schema_path, &file, gathering->why);

	if (status != STATUS_OK)
		return status;
	suite->files = memory_resize(suite->files, suite->file_count + 1, sizeof(struct case_file *));
	suite->files[suite->file_count++] = file;
	return check_file(gathering, file);
}

static enum status
add_folder(struct gathering *gathering, const char *folder)
{
	struct listing listing = {NULL, 0};
	enum status status = search_list(folder, ".xml", &gathering->paths, &listing);

	if (status != STATUS_OK)
		buffer_append_format(gathering->why, "%s cannot be read: %s", folder, strerrordesc_np(errno));
	for (size_t i = 0; i < listing.count && status == STATUS_OK; i++)
		status = add_file(gathering, search_join(&gathering->paths, folder, listing.names[i]));
	return status;
}

static enum status
add_path(struct gathering *gathering, const char *path)
{
	struct stat facts;

	if (stat(path, &facts) != 0) {
		buffer_append_format(gathering->why, "%s: %s", path, strerrordesc_np(errno));
		return STATUS_ABSENT;
	}
	return S_ISDIR(facts.st_mode) ? add_folder(gathering, path) : add_file(gathering, path);
}

static enum status
add_case(struct suite *suite, const struct case_file *file, const struct plugin_case *one, struct buffer *why)
{
	const struct suite_case *other = suite_case_named(suite, one->id);

	if (other != NULL) {
		buffer_append_format(why, "%s:%u: there is a case %s already, in %s:%u", file->path, one->line, one->id,
		    other->file->path, other->of->line);
		return STATUS_INVALID;
	}
	suite->cases[suite->case_count++] = (struct suite_case){.file = file, .of = one};
	return STATUS_OK;
}

static enum status
list_cases(struct suite *suite, struct buffer *why)
{
	enum status status = STATUS_OK;
	size_t count = 0;

	for (size_t i = 0; i < suite->file_count; i++)
		count += suite->files[i]->case_count;
	suite->cases = memory_zeroed(count, sizeof *suite->cases);
	for (size_t i = 0; i < suite->file_count; i++) {
		for (size_t k = 0; k < suite->files[i]->case_count && status == STATUS_OK; k++)
			status = add_case(suite, suite->files[i], &suite->files[i]->cases[k], why);
	}
	return status;
}

enum status
suite_read(struct suite *suite, const struct bundle *bundle, const char *const *paths, size_t count,
    const char *schema_path, struct buffer *ret_why)
{
	struct gathering gathering = {suite, schema_path, ret_why, {0}};
	enum status status = STATUS_OK;

	suite->bundle = bundle;
	coverage_begin(&suite->coverage, bundle);
	suite->judgement.bundle = bundle;
	suite->judgement.coverage = &suite->coverage;
	for (size_t i = 0; i < count && status == STATUS_OK; i++)
		status = add_path(&gathering, paths[i]);
	arena_clear(&gathering.paths);
	if (status == STATUS_OK)
		status = list_cases(suite, ret_why);
	if (status != STATUS_OK || suite->case_count > 0)
		return status;
	buffer_append_format(ret_why, "there is no case in %s", count == 0 ? "nothing" : paths[0]);
	return STATUS_ABSENT;
}

const struct suite_case *
suite_case_named(const struct suite *suite, const char *id)
{
	for (size_t i = 0; i < suite->case_count; i++) {
		if (strcmp(suite->cases[i].of->id, id) == 0)
			return &suite->cases[i];
	}
	return NULL;
}

/* ---- Running --------------------------------------------------------------------------- */

static bool
is_wanted(const struct suite_case *one, const struct names *only)
{
	for (size_t i = 0; i < only->count; i++) {
		if (strcmp(only->items[i], one->of->id) == 0)
			return true;
	}
	return only->count == 0;
}

static enum status
run_case(struct suite_case *one, const struct case_runner *runner, struct buffer *why)
{
	size_t count = one->of->export_count;
	struct buffer *documents = memory_zeroed(count, sizeof *documents);
	enum status status = STATUS_OK;

	for (size_t i = 0; i < count; i++)
		case_export_write(one->file, &one->of->exports[i], (struct text){NULL, 0}, &documents[i]);
	status = case_run(runner, documents, count, one->of->as_of, &one->result, why);
	for (size_t i = 0; i < count; i++)
		buffer_clear(&documents[i]);
	memory_free(documents);
	return status;
}

static void
judge_case(struct suite *suite, struct suite_case *one)
{
	struct judgement *judgement = &suite->judgement;

	one->was_run = true;
	one->first_failure = judgement->count;
	case_judge(judgement, one->file, one->of, &one->result);
	one->failure_count = judgement->count - one->first_failure;
	suite->run_count++;
	suite->failed_count += one->failure_count > 0 ? 1 : 0;
	for (size_t i = one->first_failure; i < judgement->count; i++)
		suite->has_errors = suite->has_errors || judgement->failures[i].is_error;
}

enum status
suite_run(struct suite *suite, const struct case_runner *runner, const struct names *only, struct buffer *ret_why)
{
	enum status status = STATUS_OK;

	for (size_t i = 0; i < suite->case_count && status == STATUS_OK; i++) {
		if (!is_wanted(&suite->cases[i], only))
			continue;
		status = run_case(&suite->cases[i], runner, ret_why);
		if (status == STATUS_OK)
			judge_case(suite, &suite->cases[i]);
	}
	return status;
}

void
suite_clear(struct suite *suite)
{
	for (size_t i = 0; i < suite->case_count; i++)
		case_result_clear(&suite->cases[i].result);
	for (size_t i = 0; i < suite->file_count; i++)
		case_file_free(suite->files[i]);
	memory_free(suite->cases);
	memory_free(suite->files);
	coverage_clear(&suite->coverage);
	judgement_clear(&suite->judgement);
	memset(suite, 0, sizeof *suite);
}
