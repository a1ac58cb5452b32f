/*
 * Progress of a run on standard error: one line that is written over and over for
 * people, or JSON lines for programs. The only place of the host that looks at the
 * clock on the wall, and nothing of it gets into a report.
 */
#ifndef CASELINT_CLI_PROGRESS_H
#define CASELINT_CLI_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

#include "cli/options.h"
#include "engine/run.h"

struct progress {
	enum progress_style style; /* PROGRESS_AUTO: on a terminal, and shown */
	bool is_shown;
	bool strict;              /* no numbers of records and findings */
	uint64_t total;           /* bytes of the inputs; 0: not known, or some are packed */
	int64_t began;            /* ms */
	int64_t written;          /* ms, of the last line */
	bool any;                 /* a line for people stands there */
	struct run_progress last; /* what was heard last */
};

/* When all inputs given on the command line are plain files, what is left can be told. */
void progress_begin(struct progress *progress, const struct options *options);
/* A run_progress_fn; `context` is the struct. Writes at most four lines a second. */
void progress_show(void *context, const struct run_progress *run);
/* Takes the line away. */
void progress_end(struct progress *progress);
/* The last line for programs, when reports are written: its phase is "done", and it has the exit code. */
void progress_finish(struct progress *progress, int exit_code);

/* The line for people, without its end; for tests. `milliseconds` since the beginning. */
void progress_format(
    const struct progress *progress, const struct run_progress *run, int64_t milliseconds, struct buffer *line);
/* The line for programs, with its end. */
void progress_format_json(
    const struct progress *progress, const struct run_progress *run, int64_t milliseconds, struct buffer *line);

#endif
