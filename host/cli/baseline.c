/*
 * `caselint baseline`: make a baseline of saved results, replace one by a later
 * run, or take out of it what no longer occurs. The file is written beside its
 * place and renamed: a baseline is never half one.
 */
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "base/limits.h"
#include "cli/cli.h"
#include "cli/options.h"
#include "report/baseline.h"
#include "report/saved.h"

#define ARGUMENTS "create|update|prune FILE"
#define SUMMARY                                                                                                       \
	"Make a baseline FILE of saved results (check -o jsonl:RESULTS), for `check --baseline FILE`: what is found " \
	"again later is known, and does not fail a run.\v"                                                            \
	"create writes a new FILE with what fails or lacks data and is not waived; update replaces FILE by what the " \
	"run has found; prune takes out what no longer occurs in records of the run, and adds nothing. Results of a " \
	"run that was not complete, or of some rules only, are refused unless --accept-incomplete is given.\n"        \
	"Exit status: 0 done, 2 usage, or results or a baseline that cannot be used, 5 FILE was not written, 6 "      \
	"internal error."

enum action {
	ACTION_CREATE,
	ACTION_UPDATE,
	ACTION_PRUNE,
	ACTIONS,
};

static const char *const action_names[ACTIONS] = {"create", "update", "prune"};

/* A command in hand. */
struct work {
	enum action action;
	const char *path;
	const char *results;
	bool accept_incomplete;
	struct saved *saved;
	struct baseline *old; /* NULL: none */
	struct baseline_change change;
	struct buffer why;
};

/* ---- What it is to work on ---- */

static int
read_arguments(const struct options *options, struct work *work)
{
	const struct words *arguments = &options->arguments;
	int action = 0;

	if (arguments->count != 2) {
		cli_complain("give what to do (create, update or prune) and the FILE of the baseline");
		return EXIT_CODE_USAGE;
	}
	while (action < ACTIONS && strcmp(arguments->items[0], action_names[action]) != 0)
		action++;
	if (action == ACTIONS) {
		cli_complain_unknown("action of baseline", arguments->items[0], action_names, ACTIONS);
		return EXIT_CODE_USAGE;
	}
	if (options->results == NULL) {
		cli_complain("no results; give --results RESULTS, the file that `check -o jsonl:RESULTS` wrote");
		return EXIT_CODE_USAGE;
	}
	work->action = (enum action)action;
	work->path = arguments->items[1];
	work->results = options->results;
	work->accept_incomplete = options->accept_incomplete;
	if (output_is_standard(work->path)) {
		cli_complain("a baseline is a file; give its path");
		return EXIT_CODE_USAGE;
	}
	return EXIT_CODE_CLEAN;
}

static int
read_old(struct work *work)
{
	enum status status = STATUS_OK;

	if (work->action == ACTION_CREATE) {
		if (faccessat(AT_FDCWD, work->path, F_OK, AT_SYMLINK_NOFOLLOW) != 0)
			return EXIT_CODE_CLEAN;
		cli_complain("%s is there already; `caselint baseline update` replaces a baseline", work->path);
		return EXIT_CODE_USAGE;
	}
	status = baseline_read(work->path, &work->old, &work->why);
	if (status == STATUS_OK)
		return EXIT_CODE_CLEAN;
	cli_complain("%s", buffer_text(&work->why));
	return EXIT_CODE_USAGE;
}

static const struct input_finding *
worst_finding(const struct run_facts *facts)
{
	const struct input_finding *worst = NULL;

	for (size_t i = 0; i < facts->input_finding_count; i++) {
		if (worst == NULL || facts->input_findings[i].exit_code > worst->exit_code)
			worst = &facts->input_findings[i];
	}
	return worst;
}

/* Whether a damaged file was given for results: then it is no run at all. */
static bool
is_damaged(const struct run_facts *facts)
{
	for (size_t i = 0; i < facts->input_finding_count; i++) {
		if (strncmp(facts->input_findings[i].rule, "CL-RESULTS-", strlen("CL-RESULTS-")) == 0)
			return true;
	}
	return false;
}

static int
judge_run(const struct work *work)
{
	const struct run_facts *facts = saved_facts(work->saved);
	const struct input_finding *worst = worst_finding(facts);

	if (is_damaged(facts)) {
		cli_complain("%.*s", (int)worst->message.length, worst->message.data);
		return EXIT_CODE_USAGE;
	}
	if (facts->privacy.strict) {
		cli_complain(
		    "%s: saved with --privacy strict, so its records have pseudonyms; save results without that for a "
		    "baseline",
		    work->results);
		return EXIT_CODE_USAGE;
	}
	if (work->accept_incomplete)
		return EXIT_CODE_CLEAN;
	if (!facts->complete) {
		cli_complain(
		    "%s: the run was not complete, so nobody knows what it would have found%s%s; check again, or give "
		    "--accept-incomplete",
		    work->results, worst == NULL ? "" : ": ", worst == NULL ? "" : worst->rule);
		return EXIT_CODE_USAGE;
	}
	if (work->action != ACTION_PRUNE && saved_tally(work->saved)->rule_count < run_rule_count(facts)) {
		cli_complain(
		    "%s: only %zu of %zu rules were selected; check with all of them, or give --accept-incomplete",
		    work->results, saved_tally(work->saved)->rule_count, run_rule_count(facts));
		return EXIT_CODE_USAGE;
	}
	return EXIT_CODE_CLEAN;
}

/* Results from before there were fingerprints have findings that nothing could be known by. */
static enum status
look_for_fingerprint(void *context, const struct result_record *record)
{
	bool *is_missing = context;

	for (uint32_t i = 0; i < record->finding_count; i++) {
		const struct result_finding *finding = &record->findings[i];

		if ((finding->outcome == CASELINT_FAIL || finding->outcome == CASELINT_UNKNOWN) &&
		    finding->fingerprint.length != FINGERPRINT_DIGITS)
			*is_missing = true;
	}
	return STATUS_OK;
}

static int
read_results(struct work *work)
{
	bool is_missing = false;
	int code = EXIT_CODE_CLEAN;

	if (saved_read(work->results, 1, NULL, &work->saved) != STATUS_OK) {
		cli_complain(
		    "results cannot be kept in a temporary file: no space, or no right to write in $TMPDIR or /tmp");
		return EXIT_CODE_INTERNAL;
	}
	code = judge_run(work);
	if (code != EXIT_CODE_CLEAN)
		return code;
	if (spool_read_parts(saved_spool(work->saved), SPOOL_FINDINGS, look_for_fingerprint, &is_missing) !=
	    STATUS_OK) {
		cli_complain("results cannot be read back from the temporary file");
		return EXIT_CODE_INTERNAL;
	}
	if (!is_missing)
		return EXIT_CODE_CLEAN;
	cli_complain(
	    "%s: findings have no fingerprint: an older caselint saved it; check the export again", work->results);
	return EXIT_CODE_USAGE;
}

/* ---- Writing ---- */

static enum status
make(struct work *work, struct sink *sink)
{
	const struct run_facts *facts = saved_facts(work->saved);
	struct spool *spool = saved_spool(work->saved);

	if (work->action == ACTION_PRUNE)
		return baseline_prune(facts, spool, work->old, sink, &work->change, &work->why);
	return baseline_make(facts, spool, work->old, sink, &work->change);
}

static int
say_failure(const struct work *work, enum status status)
{
	if (status == STATUS_LIMIT)
		cli_complain(
		    "%s: there are more than %u different findings; mend what is found most often first, or split "
		    "the exports",
		    work->results, LIMIT_BASELINE_ENTRIES);
	else if (work->why.length > 0)
		cli_complain("%s", buffer_text(&work->why));
	else
		cli_complain("results cannot be read back from the temporary file");
	return status == STATUS_LIMIT || work->why.length > 0 ? EXIT_CODE_USAGE : EXIT_CODE_INTERNAL;
}

static int
write_file(struct work *work)
{
	struct sink *sink = NULL;
	enum status status = sink_open(work->path, 0, &sink);

	if (status == STATUS_OK) {
		status = make(work, sink);
		if (status != STATUS_OK && !sink_failed(sink)) {
			sink_abandon(sink);
			return say_failure(work, status);
		}
		status = sink_commit(sink);
	}
	if (status == STATUS_OK)
		return EXIT_CODE_CLEAN;
	cli_complain("the baseline cannot be written to %s: %s", work->path, sink_error());
	return EXIT_CODE_OUTPUT;
}

static int
execute(struct work *work)
{
	const struct baseline_change *change = &work->change;
	int code = read_old(work);

	if (code == EXIT_CODE_CLEAN)
		code = read_results(work);
	if (code == EXIT_CODE_CLEAN)
		code = write_file(work);
	if (code == EXIT_CODE_CLEAN)
		cli_complain("%s: %" PRIu64 " findings known (%" PRIu64 " entries); %" PRIu64 " added, %" PRIu64
			     " removed",
		    work->path, change->findings, change->entries, change->added, change->removed);
	return code;
}

int
command_baseline(int argc, char **argv)
{
	struct options options = {0};
	struct work work = {0};
	int code = options_parse(FOR_BASELINE, argc, argv, ARGUMENTS, SUMMARY, &options);

	if (code == 0)
		code = read_arguments(&options, &work);
	if (code == 0)
		code = execute(&work);
	else if (code < 0)
		code = EXIT_CODE_CLEAN;
	saved_free(work.saved);
	baseline_free(work.old);
	buffer_clear(&work.why);
	options_clear(&options);
	return code;
}
