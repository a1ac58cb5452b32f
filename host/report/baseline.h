/*
 * Baselines: findings of an earlier run, by which those of a later one are known.
 * A file of lines of JSON: first {"schema": "caselint/baseline/1", "rulesets": [...]},
 * then one line per fingerprint (report/fingerprint.h), sorted by record and rule so
 * that differences between two versions of the file are readable:
 *
 *   {"record":"OH-25-000101","type":"AdoptionSubsidyCase","rule":"OH-LIV-03","fingerprint":"...","count":2}
 *
 * `count` is how many findings of the record have this fingerprint; 1 is left out.
 * In memory an entry is 20 bytes.
 */
#ifndef CASELINT_REPORT_BASELINE_H
#define CASELINT_REPORT_BASELINE_H

#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/status.h"
#include "report/fingerprint.h"
#include "report/model.h"
#include "report/sink.h"
#include "report/spool.h"

#define BASELINE_SCHEMA "caselint/baseline/1"

struct baseline;

/* A run of entries that stand together. */
struct baseline_range {
	size_t first;
	size_t end;
};

/* Reads `path`. STATUS_INVALID, STATUS_LIMIT, STATUS_IO or STATUS_ABSENT: `why` has "FILE:LINE: what; what to do". */
CASELINT_NODISCARD
enum status baseline_read(const char *path, struct baseline **ret_baseline, struct buffer *why);
/* NULL is allowed. */
void baseline_free(struct baseline *baseline);

const char *baseline_path(const struct baseline *baseline);
/* Findings it has. */
uint64_t baseline_findings(const struct baseline *baseline);
size_t baseline_entries(const struct baseline *baseline);
/* The entries of a record, by the first half of a fingerprint as bytes. */
struct baseline_range baseline_of_record(const struct baseline *baseline, const unsigned char *record);
uint32_t baseline_count(const struct baseline *baseline, size_t entry);
/* The entry of a fingerprint within a range; range.end when there is none. */
size_t baseline_find(
    const struct baseline *baseline, struct baseline_range range, const unsigned char fingerprint[FINGERPRINT_BYTES]);
/* Appends the ids of rulesets that the run has with another content than the run of the baseline had, with commas. */
void baseline_other_rulesets(const struct baseline *baseline, const struct run_facts *facts, struct buffer *ids);

/* ---- Making one ---- */

/* What making one did, in findings. */
struct baseline_change {
	uint64_t findings; /* it has now */
	uint64_t entries;
	uint64_t added;
	uint64_t removed;
};

/*
 * Writes the baseline of a run: what fails or lacks data and is not waived, of records that have an id. `old` is what it
 * replaces, for counting; NULL: nothing. A failure of the sink shows at its commit.
 */
CASELINT_NODISCARD
enum status baseline_make(const struct run_facts *facts, struct spool *spool, const struct baseline *old,
    struct sink *sink, struct baseline_change *ret_change);
/* Writes what is left of a baseline after a run: entries of records and rules that were not in the run, and of the others
 * as many as still occur. Adds nothing. The file is read once more. */
CASELINT_NODISCARD
enum status baseline_prune(const struct run_facts *facts, struct spool *spool, const struct baseline *old,
    struct sink *sink, struct baseline_change *ret_change, struct buffer *why);

#endif
