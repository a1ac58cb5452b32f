/* See authoring/case_run.h. The exports are files without a name, which the run opens by their descriptors. */
#include "authoring/case_run.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/memory.h"
#include "engine/run.h"
#include "report/spool.h"

#define PATH_BYTES 32U

/* The documents of a run as files. */
struct exports {
	int *descriptors;
	char (*paths)[PATH_BYTES];
	const char **list;
	size_t count;
};

/* Records being copied. */
struct copying {
	struct case_result *result;
	size_t room;
};

static enum status
cannot_keep(struct buffer *ret_why, const char *what)
{
	buffer_append_format(
	    ret_why, "an export cannot be kept in memory: %s failed: %s", what, strerrordesc_np(errno));
	return STATUS_IO;
}

static enum status
write_whole(int descriptor, const struct buffer *document, struct buffer *ret_why)
{
	size_t done = 0;

	while (done < document->length) {
		ssize_t written = write(descriptor, document->data + done, document->length - done);

		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			return cannot_keep(ret_why, "write");
		done += (size_t)written;
	}
	return STATUS_OK;
}

static enum status
add_export(struct exports *exports, const struct buffer *document, struct buffer *ret_why)
{
	int descriptor = memfd_create("caselint-case", MFD_CLOEXEC);

	if (descriptor < 0)
		return cannot_keep(ret_why, "memfd_create");
	exports->descriptors[exports->count] = descriptor;
	snprintf(exports->paths[exports->count], PATH_BYTES, "/proc/self/fd/%d", descriptor);
	exports->list[exports->count] = exports->paths[exports->count];
	exports->count++;
	return write_whole(descriptor, document, ret_why);
}

static void
close_exports(struct exports *exports)
{
	for (size_t i = 0; i < exports->count; i++)
		close(exports->descriptors[i]);
	memory_free(exports->descriptors);
	memory_free(exports->paths);
	memory_free((void *)exports->list);
}

/* By way of its packed form: that is a copy of all of it, in bytes that belong to nobody else. */
static enum status
copy_record(void *context, const struct result_record *record)
{
	struct copying *copying = context;
	struct case_result *result = copying->result;
	struct buffer packed = {0};
	size_t used = 0;
	const char *bytes = NULL;
	enum status status = STATUS_OK;

	if (result->record_count == copying->room) {
		copying->room = copying->room == 0 ? 8 : copying->room * 2;
		result->records = memory_resize(result->records, copying->room, sizeof *result->records);
	}
	result_pack(record, NULL, &packed);
	bytes = arena_copy_text(&result->arena, packed.data, packed.length);
	status = result_unpack(
	    text_view(bytes, packed.length), NULL, &result->arena, &result->records[result->record_count], &used);
	buffer_clear(&packed);
	if (status == STATUS_OK)
		result->record_count++;
	return status;
}

static void
copy_inputs(const struct run_facts *facts, struct case_result *result)
{
	struct arena *arena = &result->arena;

	result->inputs = arena_take_array(arena, facts->input_finding_count, sizeof *result->inputs);
	for (size_t i = 0; i < facts->input_finding_count; i++) {
		const struct input_finding *finding = &facts->input_findings[i];

		result->inputs[result->input_count++] = (struct case_input_finding){finding->rule,
		    arena_copy_text(arena, finding->message.data, finding->message.length), finding->line};
	}
}

static enum status
execute(const struct case_runner *runner, const struct exports *exports, int32_t as_of, struct case_result *result,
    struct buffer *ret_why)
{
	const struct run_options options = {.as_of = as_of, .fail_on = SEVERITY_ERROR, .schema = true};
	const struct run_request request = {
	    .paths = exports->list,
	    .path_count = exports->count,
	    .bundles = runner->bundles,
	    .envelope = runner->envelope,
	    .tool_version = runner->tool_version,
	    .options = &options,
	    .jobs = 1,
	    .isolated = true,
	    .record_seconds = runner->record_seconds,
	    .memory_mib = runner->memory_mib,
	};
	struct copying copying = {result, 0};
	struct run *run = NULL;
	enum status status = run_execute(&request, &run, ret_why);

	if (status != STATUS_OK)
		return status;
	status = spool_read(run_get_spool(run), copy_record, &copying);
	if (status == STATUS_OK)
		copy_inputs(run_get_facts(run), result);
	else
		buffer_append_text(ret_why, "results cannot be read back");
	run_free(run);
	return status;
}

enum status
case_run(const struct case_runner *runner, const struct buffer *documents, size_t count, int32_t as_of,
    struct case_result *ret_result, struct buffer *ret_why)
{
	struct exports exports = {memory_zeroed(count, sizeof(int)), memory_zeroed(count, PATH_BYTES),
	    memory_zeroed(count, sizeof(char *)), 0};
	enum status status = STATUS_OK;

	for (size_t i = 0; i < count && status == STATUS_OK; i++)
		status = add_export(&exports, &documents[i], ret_why);
	if (status == STATUS_OK)
		status = execute(runner, &exports, as_of, ret_result, ret_why);
	close_exports(&exports);
	return status;
}

void
case_result_clear(struct case_result *result)
{
	memory_free(result->records);
	arena_clear(&result->arena);
	memset(result, 0, sizeof *result);
}
