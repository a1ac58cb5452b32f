/*
 * What the files of baselines share: an entry, a line, and the way through a file
 * line by line. Nothing outside them includes this.
 */
#ifndef CASELINT_REPORT_BASELINE_PARTS_H
#define CASELINT_REPORT_BASELINE_PARTS_H

#include "base/arena.h"
#include "report/baseline.h"

/* In memory. */
struct baseline_entry {
	unsigned char fingerprint[FINGERPRINT_BYTES];
	uint32_t count;
};

/* A ruleset of the run that the baseline is of. */
struct baseline_ruleset {
	const char *id;
	const char *sha256;
};

struct baseline {
	struct arena arena;
	const char *path; /* borrowed */
	struct baseline_entry *entries;
	size_t count;
	size_t room;
	uint64_t findings;
	const struct baseline_ruleset *rulesets;
	size_t ruleset_count;
};

/* As it stands in the file; valid during the call it is handed to. */
struct baseline_line {
	struct text record;
	struct text type;
	struct text rule;
	struct text hex; /* the fingerprint in digits */
	unsigned char fingerprint[FINGERPRINT_BYTES];
	uint32_t count;
};

/* Takes a line. Anything but STATUS_OK ends the reading; then `why` has what is wrong, without the place. */
typedef enum status baseline_line_fn(void *context, const struct baseline_line *line, struct buffer *why);

/* Reads the file; the rulesets go to `arena`. Errors as of baseline_read. */
CASELINT_NODISCARD
enum status baseline_lines(const char *path, struct arena *arena, const struct baseline_ruleset **ret_rulesets,
    size_t *ret_count, baseline_line_fn *take, void *context, struct buffer *why);

#endif
