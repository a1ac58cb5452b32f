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
#include "report/model.h"
#include "report/spool.h"
#include "report/tally.h"

/* What to run. What it points to is borrowed until the run is freed. */
struct run_request {
	const char *const *paths;
	size_t path_count;
	const struct bundles *bundles;
	const char *envelope; /* xsd/case-export.xsd, absolute */
	const char *tool_version;
	const struct run_options *options;
};

struct run;

/*
 * Runs. STATUS_OK also when inputs or plugins were at fault: run_facts tells. STATUS_INVALID when a schema cannot be
 * compiled, STATUS_IO when the spool cannot be kept: then there is no report, and `ret_why` says why.
 */
CASELINT_NODISCARD
enum status run_execute(const struct run_request *request, struct run **ret_run, struct buffer *ret_why);

const struct run_facts *run_get_facts(const struct run *run);
const struct tally *run_get_tally(const struct run *run);
struct spool *run_get_spool(const struct run *run);
void run_free(struct run *run);

/* The rules of a plugin that `select` and `ignore` leave: a word is a rule id or a beginning of one ("OH-LIV"). An
 * empty `select` is all. One flag per rule; free with memory_free. */
bool *run_select_rules(const struct caselint_plugin *plugin, const struct run_options *options);

#endif
