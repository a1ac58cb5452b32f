/*
 * A run: every input read, every record evaluated, everything reconciled and
 * totalled. The only place that knows the order of the rooms. What comes out is
 * ready to be rendered, any number of times.
 */
#ifndef CASELINT_ENGINE_RUN_H
#define CASELINT_ENGINE_RUN_H

#include "base/buffer.h"
#include "base/status.h"
#include "plugin/loader.h"
#include "report/marks.h"
#include "report/model.h"
#include "report/spool.h"
#include "report/tally.h"

/* How far a run is. */
struct run_progress {
	enum run_phase { RUN_READING, RUN_RECONCILING, RUN_REPORTING, RUN_DONE } phase;
	uint64_t bytes;    /* of text read so far */
	uint64_t records;  /* evaluated */
	uint64_t findings; /* in inputs, so far */
};

/* Called some ten times a second, or oftener. */
typedef void run_progress_fn(void *context, const struct run_progress *progress);

/* What to run. What it points to is borrowed until the run is freed. */
struct run_request {
	const char *const *paths;
	size_t path_count;
	const struct bundles *bundles;
	const char *envelope; /* xsd/case-export.xsd, absolute */
	const char *tool_version;
	const struct run_options *options;
	const struct marks *marks; /* baseline and waivers; NULL: none */
	/* How to work; none of it changes the report. */
	uint32_t jobs;             /* worker processes */
	bool isolated;             /* false: everything is evaluated in this process */
	uint32_t record_seconds;   /* for one record */
	uint32_t memory_mib;       /* for one worker; 0: no limit */
	run_progress_fn *progress; /* may be NULL */
	void *progress_context;
};

struct run;

/*
 * Runs. STATUS_OK also when inputs or plugins were at fault, or the user interrupted: run_facts tells. STATUS_INVALID when a schema cannot be
 * compiled, STATUS_IO when the spool cannot be kept or no worker be made: then there is no report, and `ret_why` says why.
 */
CASELINT_NODISCARD
enum status run_execute(const struct run_request *request, struct run **ret_run, struct buffer *ret_why);

const struct run_facts *run_get_facts(const struct run *run);
const struct tally *run_get_tally(const struct run *run);
struct spool *run_get_spool(const struct run *run);
void run_free(struct run *run);

/* The rules of a plugin that `select`, `ignore` and the profile all leave: a word is a rule id or a beginning of one
 * ("OH-LIV"). An empty `select` is all. One flag per rule; free with memory_free. */
bool *run_select_rules(const struct caselint_plugin *plugin, const struct run_options *options);

#endif
