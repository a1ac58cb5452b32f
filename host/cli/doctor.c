/* `caselint doctor`: whether this machine gives a run what it needs, and what protections of workers are in force. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "base/limits.h"
#include "cli/answer.h"
#include "engine/trial.h"

#define LABEL_COLUMNS 34U
#define MIB (UINT64_C(1024) * 1024)

/* Everything that was looked at. */
struct diagnosis {
	struct utsname system;
	uint32_t jobs;
	const char *temporary;  /* folder */
	int temporary_error;    /* errno; 0: files can be made there */
	uint64_t temporary_mib; /* free; 0: not known */
	struct trial trials[TRIALS];
	size_t plugins;
	size_t refused;
};

static void
look_at_temporary(struct diagnosis *diagnosis)
{
	struct statvfs facts;

	diagnosis->temporary = getenv("TMPDIR");
	if (diagnosis->temporary == NULL || *diagnosis->temporary == '\0')
		diagnosis->temporary = "/tmp";
	if (access(diagnosis->temporary, W_OK | X_OK) != 0)
		diagnosis->temporary_error = errno;
	else if (statvfs(diagnosis->temporary, &facts) == 0)
		diagnosis->temporary_mib = (uint64_t)facts.f_bavail * facts.f_frsize / MIB;
}

static int
look_at_plugins(const struct options *options, struct diagnosis *diagnosis)
{
	struct places places;
	struct bundles *bundles = NULL;
	int code = EXIT_CODE_INTERNAL;

	if (places_find(&places) == STATUS_OK)
		code = cli_load_bundles(
		    options->plugin_folders.items, options->plugin_folders.count, &places, NULL, &bundles);
	if (code == EXIT_CODE_CLEAN) {
		diagnosis->plugins = bundles->count;
		diagnosis->refused = bundles->refusal_count;
	}
	bundles_free(bundles);
	return code;
}

static bool
is_protected(const struct diagnosis *diagnosis)
{
	size_t i = 0;

	for (i = 0; i < TRIALS; i++) {
		if (diagnosis->trials[i].result != TRIAL_REFUSED)
			return false;
	}
	return true;
}

static bool
is_well(const struct diagnosis *diagnosis)
{
	return is_protected(diagnosis) && diagnosis->temporary_error == 0 && diagnosis->plugins > 0 &&
	       diagnosis->refused == 0;
}

static void
put_label(struct page *page, const char *label)
{
	page_spaces(page, 2);
	page_cell(page, text_of(label), LABEL_COLUMNS, false);
}

static void
put_machine(const struct diagnosis *diagnosis, struct page *page)
{
	put_label(page, "system");
	page_format(
	    page, 0, 0, "%s %s %s", diagnosis->system.sysname, diagnosis->system.release, diagnosis->system.machine);
	put_label(page, "workers when --jobs is not given");
	page_format(page, 0, 0, "%" PRIu32, diagnosis->jobs);
	put_label(page, "temporary files");
	if (diagnosis->temporary_error != 0)
		page_format(page, 0, 0, "none can be made in %s: %s; set TMPDIR", diagnosis->temporary,
		    strerrordesc_np(diagnosis->temporary_error));
	else
		page_format(page, 0, 0, "in %s, %" PRIu64 " MiB free", diagnosis->temporary, diagnosis->temporary_mib);
	put_label(page, "plugins");
	page_format(page, 0, 0, "%zu loaded, %zu refused%s", diagnosis->plugins, diagnosis->refused,
	    diagnosis->refused > 0 ? "; `caselint plugins` says why" : "");
}

static void
put_page(const void *context, struct page *page)
{
	const struct diagnosis *diagnosis = context;
	size_t i = 0;

	put_machine(diagnosis, page);
	answer_section(page, "A plugin in a worker tried to");
	for (i = 0; i < TRIALS; i++) {
		put_label(page, diagnosis->trials[i].what);
		page_format(page, 0, 0, "%s", trial_result_name(diagnosis->trials[i].result));
	}
	page_blank(page);
	page_format(page, 0, 0, "%s",
	    is_protected(diagnosis) ? "Every protection is in force."
				    : "Not every protection is in force. A plugin that you trust works all the same; "
				      "for others, use a kernel "
				      "with seccomp, and a build without sanitizers.");
}

static void
put_trials(const struct diagnosis *diagnosis, struct json_writer *json)
{
	size_t i = 0;

	json_write_key(json, "protections");
	json_write_array(json);
	for (i = 0; i < TRIALS; i++) {
		json_write_object_inline(json);
		answer_put_text(json, "name", diagnosis->trials[i].name);
		answer_put_text(json, "tried", diagnosis->trials[i].what);
		answer_put_text(json, "result", trial_result_name(diagnosis->trials[i].result));
		json_write_object_end(json);
	}
	json_write_array_end(json);
}

static void
put_document(const void *context, struct json_writer *json)
{
	const struct diagnosis *diagnosis = context;

	json_write_object(json);
	answer_put_text(json, "schema", "caselint/doctor/1");
	json_write_key(json, "well");
	json_write_bool(json, is_well(diagnosis));
	answer_put_text(json, "kernel", diagnosis->system.release);
	json_write_key(json, "jobs");
	json_write_integer(json, diagnosis->jobs);
	answer_put_text(json, "temporaryFolder", diagnosis->temporary);
	json_write_key(json, "temporaryFolderUsable");
	json_write_bool(json, diagnosis->temporary_error == 0);
	json_write_key(json, "temporaryMiB");
	json_write_integer(json, (int64_t)diagnosis->temporary_mib);
	json_write_key(json, "plugins");
	json_write_integer(json, (int64_t)diagnosis->plugins);
	json_write_key(json, "pluginsRefused");
	json_write_integer(json, (int64_t)diagnosis->refused);
	put_trials(diagnosis, json);
	json_write_object_end(json);
}

static int
diagnose(const struct options *options)
{
	struct diagnosis diagnosis = {.jobs = options->jobs};
	const struct answer answer = {put_page, put_document, &diagnosis};
	int code = look_at_plugins(options, &diagnosis);

	if (code != EXIT_CODE_CLEAN)
		return code;
	if (uname(&diagnosis.system) != 0)
		memset(&diagnosis.system, 0, sizeof diagnosis.system);
	look_at_temporary(&diagnosis);
	trials_run(options->memory_mib, diagnosis.trials);
	code = answer_write(options, &answer);
	return exit_code_worse(code, is_well(&diagnosis) ? EXIT_CODE_CLEAN : EXIT_CODE_FINDINGS);
}

int
command_doctor(int argc, char **argv)
{
	static const struct answer_usage usage = {FOR_DOCTOR, "doctor", NULL,
	    "Show what this machine gives a run, and try out what protects it from plugins. Exits with 0 when all is "
	    "well, "
	    "else with 1.\v" ANSWER_ONE_OUTPUT};
	struct options options = {0};
	int code = answer_parse(&usage, argc, argv, &options);

	if (code == 0 && options.arguments.count > 0) {
		cli_complain("doctor takes no argument, but '%s' was given", options.arguments.items[0]);
		code = EXIT_CODE_USAGE;
	}
	if (code == 0)
		code = diagnose(&options);
	options_clear(&options);
	return code < 0 ? EXIT_CODE_CLEAN : code;
}
