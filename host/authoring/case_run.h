/*
 * One case through the engine: the run that `caselint check` makes, over exports
 * that are in memory only. What came of it is copied, and outlives the run.
 */
#ifndef CASELINT_AUTHORING_CASE_RUN_H
#define CASELINT_AUTHORING_CASE_RUN_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/status.h"
#include "plugin/loader.h"
#include "report/model.h"

/* How cases are run. Borrowed. */
struct case_runner {
	const struct bundles *bundles; /* the one bundle */
	const char *envelope;          /* xsd/case-export.xsd, absolute */
	const char *tool_version;
	uint32_t record_seconds;
	uint32_t memory_mib;
};

/* A finding of the host in an export. */
struct case_input_finding {
	const char *rule;
	const char *message;
	uint64_t line; /* 0: none */
};

/* What a run gave. Zero-initialise; free with case_result_clear. */
struct case_result {
	struct arena arena; /* holds what follows */
	struct result_record *records;
	size_t record_count;
	struct case_input_finding *inputs;
	size_t input_count;
};

/* Runs over `count` documents. `as_of`: CASELINT_ABSENT, each document's own date. STATUS_OK whatever the rules say; else the
 * run could not be made, and `ret_why` says why. */
CASELINT_NODISCARD
enum status case_run(const struct case_runner *runner, const struct buffer *documents, size_t count, int32_t as_of,
    struct case_result *ret_result, struct buffer *ret_why);
void case_result_clear(struct case_result *result);

#endif
