/*
 * Baselines in memory: entries of 20 bytes, sorted by fingerprint, so that those of
 * one record stand together; and the reading of their lines. What a line says
 * besides its fingerprint and its count is for people, and for pruning.
 */
#include "report/baseline.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "report/baseline_parts.h"

#define RECORD_BYTES (FINGERPRINT_BYTES / 2U)

static int
compare_entries(const void *left_pointer, const void *right_pointer)
{
	const struct baseline_entry *left = left_pointer;
	const struct baseline_entry *right = right_pointer;

	return memcmp(left->fingerprint, right->fingerprint, FINGERPRINT_BYTES);
}

/* ---- Reading ---- */

static enum status
add_entry(void *context, const struct baseline_line *line, struct buffer *why)
{
	struct baseline *baseline = context;
	struct baseline_entry *entry = NULL;

	if (baseline->count == LIMIT_BASELINE_ENTRIES) {
		buffer_append_format(why,
		    "it has more than %u entries; mend what is found most often, or split the "
		    "baseline as the exports are split",
		    LIMIT_BASELINE_ENTRIES);
		return STATUS_LIMIT;
	}
	if (baseline->count == baseline->room) {
		baseline->room = baseline->room == 0 ? 256 : baseline->room * 2;
		baseline->entries = memory_resize(baseline->entries, baseline->room, sizeof *baseline->entries);
	}
	entry = &baseline->entries[baseline->count++];
	memcpy(entry->fingerprint, line->fingerprint, FINGERPRINT_BYTES);
	entry->count = line->count;
	baseline->findings += line->count;
	return STATUS_OK;
}

/* A fingerprint that is there twice counts for more than was meant. */
static enum status
check_unique(const struct baseline *baseline, struct buffer *why)
{
	for (size_t i = 1; i < baseline->count; i++) {
		const unsigned char *bytes = baseline->entries[i].fingerprint;

		if (compare_entries(&baseline->entries[i - 1], &baseline->entries[i]) != 0)
			continue;
		buffer_append_format(why, "%s: the fingerprint ", baseline->path);
		for (size_t k = 0; k < FINGERPRINT_BYTES; k++)
			buffer_append_format(why, "%02x", bytes[k]);
		buffer_append_text(why, " is in it twice; leave one line, with the count that is meant");
		return STATUS_INVALID;
	}
	return STATUS_OK;
}

enum status
baseline_read(const char *path, struct baseline **ret_baseline, struct buffer *why)
{
	struct baseline *baseline = memory_zeroed(1, sizeof *baseline);
	enum status status = STATUS_OK;

	baseline->path = path;
	status = baseline_lines(
	    path, &baseline->arena, &baseline->rulesets, &baseline->ruleset_count, add_entry, baseline, why);
	if (status == STATUS_OK && baseline->count > 1)
		qsort(baseline->entries, baseline->count, sizeof *baseline->entries, compare_entries);
	if (status == STATUS_OK)
		status = check_unique(baseline, why);
	if (status == STATUS_OK)
		*ret_baseline = baseline;
	else
		baseline_free(baseline);
	return status;
}

void
baseline_free(struct baseline *baseline)
{
	if (baseline == NULL)
		return;
	arena_clear(&baseline->arena);
	memory_free(baseline->entries);
	memory_free(baseline);
}

/* ---- Looking up ---- */

const char *
baseline_path(const struct baseline *baseline)
{
	return baseline->path;
}

uint64_t
baseline_findings(const struct baseline *baseline)
{
	return baseline->findings;
}

size_t
baseline_entries(const struct baseline *baseline)
{
	return baseline->count;
}

uint32_t
baseline_count(const struct baseline *baseline, size_t entry)
{
	return baseline->entries[entry].count;
}

/* The first entry from `low` on whose first `length` bytes are not below those given. */
static size_t
lower_bound(const struct baseline *baseline, size_t low, size_t high, const unsigned char *bytes, size_t length)
{
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (memcmp(baseline->entries[middle].fingerprint, bytes, length) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

struct baseline_range
baseline_of_record(const struct baseline *baseline, const unsigned char *record)
{
	size_t first = lower_bound(baseline, 0, baseline->count, record, RECORD_BYTES);
	size_t end = first;

	while (end < baseline->count && memcmp(baseline->entries[end].fingerprint, record, RECORD_BYTES) == 0)
		end++;
	return (struct baseline_range){first, end};
}

size_t
baseline_find(
    const struct baseline *baseline, struct baseline_range range, const unsigned char fingerprint[FINGERPRINT_BYTES])
{
	size_t entry = lower_bound(baseline, range.first, range.end, fingerprint, FINGERPRINT_BYTES);

	if (entry < range.end && memcmp(baseline->entries[entry].fingerprint, fingerprint, FINGERPRINT_BYTES) == 0)
		return entry;
	return range.end;
}

/* ---- Rulesets ---- */

/* Whether the baseline was made with the same content of a ruleset, or without it. */
static bool
is_other(const struct baseline *baseline, const struct ruleset *ruleset)
{
	bool named = false;

	for (size_t i = 0; i < baseline->ruleset_count; i++) {
		if (strcmp(baseline->rulesets[i].id, ruleset->id) != 0)
			continue;
		if (strcmp(baseline->rulesets[i].sha256, ruleset->sha256) == 0)
			return false;
		named = true;
	}
	return named;
}

void
baseline_other_rulesets(const struct baseline *baseline, const struct run_facts *facts, struct buffer *ids)
{
	for (size_t i = 0; i < facts->bundle_count; i++) {
		for (size_t k = 0; k < facts->bundles[i].ruleset_count; k++) {
			const struct ruleset *ruleset = facts->bundles[i].rulesets[k];

			if (is_other(baseline, ruleset))
				buffer_append_format(ids, "%s%s", ids->length == 0 ? "" : ", ", ruleset->id);
		}
	}
}
