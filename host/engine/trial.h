/*
 * Trials of the sandbox: processes that enter it as a worker does and then try
 * what no plugin may do. What is in force is what was seen, not what was asked for.
 */
#ifndef CASELINT_ENGINE_TRIAL_H
#define CASELINT_ENGINE_TRIAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What came of one. */
enum trial_result {
	TRIAL_REFUSED,    /* as it must be */
	TRIAL_SUCCEEDED,  /* the protection is not in force */
	TRIAL_IMPOSSIBLE, /* this build cannot have it (sanitizers) */
	TRIAL_FAILED      /* the trial itself could not be made */
};

struct trial {
	const char *name; /* "open-file" */
	const char *what; /* "open a file": what was tried, a phrase */
	enum trial_result result;
};

#define TRIALS 8U

/* Makes them all, each in a process of its own. */
void trials_run(uint32_t memory_mib, struct trial ret_trials[TRIALS]);

/* "refused", "succeeded", ... */
const char *trial_result_name(enum trial_result result);

#endif
