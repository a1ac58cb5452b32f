/* The order of the looks; see authoring/bundle_lint.h. */
#include "authoring/bundle_lint.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "authoring/lint_parts.h"
#include "base/memory.h"
#include "plugin/search.h"

#define LOAD_SECONDS (4U * PROBE_SECONDS) /* to load a bundle in a child */

void
lint_add(struct bundle_lint *lint, const char *check, enum severity severity, const char *file, const char *remedy,
    const char *format, ...)
{
	struct buffer text = {0};
	va_list arguments;

	va_start(arguments, format);
	buffer_append_format_v(&text, format, arguments);
	va_end(arguments);
	lint->findings = memory_resize(lint->findings, lint->count + 1, sizeof *lint->findings);
	lint->findings[lint->count++] = (struct lint_finding){
	    .check = check,
	    .severity = severity,
	    .file = arena_copy_text(&lint->arena, file, strlen(file)),
	    .message = arena_copy_text(&lint->arena, buffer_text(&text), text.length),
	    .remedy = arena_copy_text(&lint->arena, remedy, strlen(remedy)),
	};
	if (severity == SEVERITY_ERROR)
		lint->errors++;
	else
		lint->warnings++;
	buffer_clear(&text);
}

/* ---- Files ------------------------------------------------------------------------------- */

static void
lint_mode(struct bundle_lint *lint, const char *path)
{
	struct buffer remedy = {0};
	struct stat facts;

	if (stat(path, &facts) != 0) {
		lint_add(lint, "file", SEVERITY_ERROR, path, "copy the bundle again, whole and readable",
		    "cannot be looked at: %s", strerrordesc_np(errno));
		return;
	}
	if ((facts.st_mode & S_IWOTH) != 0) {
		buffer_append_format(&remedy, "chmod o-w %s", path);
		lint_add(lint, "file", SEVERITY_ERROR, path, buffer_text(&remedy),
		    "everybody may write to it (mode %04o)", (unsigned)(facts.st_mode & 07777U));
	} else if ((facts.st_mode & S_IWGRP) != 0) {
		buffer_append_format(&remedy, "chmod g-w %s, unless the group is meant to", path);
		lint_add(lint, "file", SEVERITY_WARNING, path, buffer_text(&remedy),
		    "its group may write to it (mode %04o)", (unsigned)(facts.st_mode & 07777U));
	}
	if (!S_ISDIR(facts.st_mode) && (facts.st_mode & (S_ISUID | S_ISGID)) != 0)
		lint_add(
		    lint, "file", SEVERITY_ERROR, path, "chmod ug-s on it", "it has the set-user or set-group bit");
	buffer_clear(&remedy);
}

static void
lint_files(struct bundle_lint *lint)
{
	static const char *const suffixes[] = {".so", ".xsd", ".xml"};

	lint_mode(lint, lint->folder);
	for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0]; i++) {
		struct listing files = {NULL, 0};

		if (search_list(lint->folder, suffixes[i], &lint->arena, &files) != STATUS_OK)
			continue;
		for (size_t k = 0; k < files.count; k++)
			lint_mode(lint, search_join(&lint->arena, lint->folder, files.names[k]));
	}
}

/* ---- The object, then the loader ---------------------------------------------------------------- */

static void
read_object(struct bundle_lint *lint)
{
	struct buffer why = {0};
	enum status status = object_file_read(lint->path, &lint->object, &why);

	lint->object_is_read = status == STATUS_OK;
	if (status == STATUS_OK)
		lint_object(lint);
	else
		lint_add(lint, "object", SEVERITY_ERROR, lint->path, "build the shared object again, and copy it whole",
		    "it %s", buffer_text(&why));
	buffer_clear(&why);
}

/* The tables of a damaged object and the structs of a wrong one may lead anywhere: a child goes there first. */
__attribute__((noreturn)) static void
load_in_child(const char *folder, const char *rules_schema)
{
	struct bundles *bundles = NULL;
	struct buffer why = {0};

	/* No handler of the host (or of a sanitizer) hides a death. */
	for (int number = 1; number < NSIG; number++)
		signal(number, SIG_DFL);
	alarm(LOAD_SECONDS);
	(void)!bundles_load(&folder, 1, rules_schema, &bundles, &why);
	/* What runs when the object is closed is tried, too. */
	exit(EXIT_SUCCESS);
}

static bool
can_be_loaded(struct bundle_lint *lint, const char *rules_schema)
{
	pid_t child = fork();
	const char *name = NULL;
	int end = 0;

	if (child == 0)
		load_in_child(lint->folder, rules_schema);
	while (child > 0 && waitpid(child, &end, 0) < 0 && errno == EINTR)
		continue;
	if (child > 0 && WIFEXITED(end) && WEXITSTATUS(end) == EXIT_SUCCESS)
		return true;
	name = child > 0 && WIFSIGNALED(end) ? sigabbrev_np(WTERMSIG(end)) : NULL;
	lint_add(lint, "loader", SEVERITY_ERROR, lint->path == NULL ? lint->folder : lint->path,
	    "build the shared object again, and copy it whole", "loading it ends the process%s%s",
	    name == NULL ? "" : " by SIG", name == NULL ? "" : name);
	return false;
}

static enum status
load(struct bundle_lint *lint, const char *rules_schema, struct buffer *why)
{
	enum status status = bundles_load(&lint->folder, 1, rules_schema, &lint->bundles, why);

	if (status != STATUS_OK)
		return status;
	for (size_t i = 0; i < lint->bundles->refusal_count; i++) {
		const struct refusal *refusal = &lint->bundles->refusals[i];

		lint_add(lint, "loader", SEVERITY_ERROR, refusal->path, refusal->remedy, "the loader refuses it: %s",
		    refusal->why);
	}
	return STATUS_OK;
}

static enum status
find(struct bundle_lint *lint, const char *folder, struct buffer *why)
{
	struct candidates candidates = {NULL, 0};
	enum status status = search_bundles(&folder, 1, &lint->arena, &candidates, why);

	if (status != STATUS_OK)
		return STATUS_ABSENT;
	if (candidates.count != 1 || candidates.items[0].error != 0) {
		buffer_append_format(why,
		    "'%s' holds %zu bundles that can be read; give the folder of one, such as .../us-oh", folder,
		    candidates.count);
		return STATUS_ABSENT;
	}
	lint->folder = candidates.items[0].folder;
	lint->name = candidates.items[0].name;
	lint->path = candidates.items[0].object;
	return STATUS_OK;
}

enum status
bundle_lint_run(struct bundle_lint *lint, const char *folder, const char *rules_schema, struct buffer *ret_why)
{
	enum status status = find(lint, folder, ret_why);
	size_t harmful = 0;

	if (status != STATUS_OK)
		return status;
	if (lint->path != NULL)
		read_object(lint);
	harmful = lint->errors;
	lint_files(lint);
	/* Loading runs start-up code, if only in a child: not of an object that is known to be unsound. */
	if (harmful > 0 || !can_be_loaded(lint, rules_schema))
		return STATUS_OK;
	status = load(lint, rules_schema, ret_why);
	if (status == STATUS_OK && bundle_lint_bundle(lint) != NULL)
		lint_texts(lint);
	return status;
}

const struct bundle *
bundle_lint_bundle(const struct bundle_lint *lint)
{
	return lint->bundles != NULL && lint->bundles->count == 1 ? &lint->bundles->items[0] : NULL;
}

void
bundle_lint_clear(struct bundle_lint *lint)
{
	bundles_free(lint->bundles);
	object_file_clear(&lint->object);
	memory_free(lint->findings);
	arena_clear(&lint->arena);
	memset(lint, 0, sizeof *lint);
}
