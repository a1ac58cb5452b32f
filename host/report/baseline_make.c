/*
 * Making baselines. Lines are put in order by a sorter, which keeps what memory
 * does not hold in a temporary file; fingerprints that come several times become
 * one line with a count.
 */
#include <inttypes.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "base/sorter.h"
#include "report/baseline_parts.h"
#include "report/json_writer.h"

#define SORT_BUFFER_BYTES (64U * 1024U)

/*
 * A line as it is sorted: record, type, rule and fingerprint with a NUL behind each, which no text of XML has; then how
 * often, as a number that does not matter for the order of different ones.
 */
#define PARTS 4U

struct making {
	const struct run_facts *facts;
	const struct baseline *old;
	struct sorter *sorter;
	struct buffer string;
	uint32_t *seen;  /* pruning: per entry of `old`, how many findings */
	bool *is_in_run; /* pruning: per entry of `old`, whether its record was */
};

static struct sorter *
new_sorter(void)
{
	const struct sorter_limits limits = {
	    .memory_bytes = LIMIT_ADDED_MEMORY, .buffer_bytes = SORT_BUFFER_BYTES, .directory = NULL};

	return sorter_new(&limits);
}

static enum status
add_line(struct making *making, const struct text parts[PARTS], uint32_t count)
{
	char number[sizeof(uint32_t)];

	buffer_reset(&making->string);
	for (size_t i = 0; i < PARTS; i++) {
		buffer_append(&making->string, parts[i].data, parts[i].length);
		buffer_append_byte(&making->string, '\0');
	}
	sorter_put_u32(number, count);
	buffer_append(&making->string, number, sizeof number);
	return sorter_add(making->sorter, text_view(making->string.data, making->string.length));
}

/* ---- Lines out ---- */

static void
put_head(struct json_writer *json, const struct run_facts *facts)
{
	json_write_object_inline(json);
	json_write_key(json, "schema");
	json_write_string(json, BASELINE_SCHEMA);
	json_write_key(json, "rulesets");
	json_write_array_inline(json);
	for (size_t i = 0; i < facts->bundle_count; i++) {
		for (size_t k = 0; k < facts->bundles[i].ruleset_count; k++) {
			json_write_object_inline(json);
			json_write_key(json, "id");
			json_write_string(json, facts->bundles[i].rulesets[k]->id);
			json_write_key(json, "sha256");
			json_write_string(json, facts->bundles[i].rulesets[k]->sha256);
			json_write_object_end(json);
		}
	}
	json_write_array_end(json);
	json_write_object_end(json);
	json_writer_finish(json);
}

static void
put_line(struct json_writer *json, struct text string, uint64_t count)
{
	static const char *const keys[PARTS] = {"record", "type", "rule", "fingerprint"};
	const char *at = string.data;

	json_write_object_inline(json);
	for (size_t i = 0; i < PARTS; i++) {
		json_write_key(json, keys[i]);
		json_write_text(json, text_of(at));
		at += strlen(at) + 1;
	}
	if (count > 1) {
		json_write_key(json, "count");
		json_write_count(json, count);
	}
	json_write_object_end(json);
	json_writer_finish(json);
}

/* What the old one has of a line. */
static uint32_t
count_before(const struct baseline *old, struct text string)
{
	unsigned char bytes[FINGERPRINT_BYTES];
	struct text hex = text_view(string.data + string.length - FINGERPRINT_DIGITS - 1, FINGERPRINT_DIGITS);
	struct baseline_range all = {0};
	size_t entry = 0;

	if (old == NULL || fingerprint_read(hex, bytes) != STATUS_OK)
		return 0;
	all.end = old->count;
	entry = baseline_find(old, all, bytes);
	return entry == all.end ? 0 : old->entries[entry].count;
}

/* One line, for all that are equal but for the count. */
static enum status
flush_line(const struct making *making, struct json_writer *json, const struct buffer *line, uint64_t count,
    struct baseline_change *change)
{
	struct text string = text_view(line->data, line->length);
	uint64_t before = 0;

	if (line->length == 0)
		return STATUS_OK;
	if (change->entries == LIMIT_BASELINE_ENTRIES)
		return STATUS_LIMIT;
	/* A record has no more; several with one id may, together. */
	if (count > LIMIT_FINDINGS_PER_RECORD)
		count = LIMIT_FINDINGS_PER_RECORD;
	before = count_before(making->old, string);
	change->entries++;
	change->findings += count;
	change->added += count > before ? count - before : 0;
	change->removed -= before < count ? before : count;
	put_line(json, string, count);
	return STATUS_OK;
}

/* Writes what was sorted. `removed` begins with all there was, and loses what is still there. */
static enum status
put_lines(struct making *making, struct sink *sink, struct baseline_change *change)
{
	struct json_writer json;
	struct buffer line = {0};
	struct text string = {0};
	uint64_t count = 0;
	enum status status = sorter_start(making->sorter);

	*change = (struct baseline_change){.removed = making->old == NULL ? 0 : making->old->findings};
	json_writer_start(&json, sink);
	put_head(&json, making->facts);
	while (status == STATUS_OK && (status = sorter_next(making->sorter, &string)) == STATUS_OK) {
		struct text key = text_view(string.data, string.length - sizeof(uint32_t));

		if (!text_equal(key, text_view(line.data, line.length))) {
			status = flush_line(making, &json, &line, count, change);
			buffer_reset(&line);
			buffer_append(&line, key.data, key.length);
			count = 0;
		}
		count += sorter_get_u32(string.data + key.length);
	}
	if (status == STATUS_END)
		status = flush_line(making, &json, &line, count, change);
	buffer_clear(&line);
	return status;
}

/* ---- Of a run ---- */

static enum status
add_record(void *context, const struct result_record *record)
{
	struct making *making = context;
	enum status status = STATUS_OK;

	if (record->bundle >= making->facts->bundle_count)
		return STATUS_INTERNAL;
	for (uint32_t i = 0; record->id.length > 0 && i < record->finding_count && status == STATUS_OK; i++) {
		const struct result_finding *finding = &record->findings[i];
		const struct text parts[PARTS] = {record->id,
		    text_of(bundle_record_type(&making->facts->bundles[record->bundle], record->type)), finding->rule,
		    finding->fingerprint};

		if (finding->fingerprint.length == FINGERPRINT_DIGITS && finding_mark(finding) != MARK_WAIVED)
			status = add_line(making, parts, 1);
	}
	return status;
}

enum status
baseline_make(const struct run_facts *facts, struct spool *spool, const struct baseline *old, struct sink *sink,
    struct baseline_change *ret_change)
{
	struct making making = {.facts = facts, .old = old, .sorter = new_sorter()};
	enum status status = spool_read_parts(spool, SPOOL_FINDINGS, add_record, &making);

	if (status == STATUS_OK)
		status = put_lines(&making, sink, ret_change);
	buffer_clear(&making.string);
	sorter_free(making.sorter);
	return status;
}

/* ---- What is left ---- */

static enum status
see_record(void *context, const struct result_record *record)
{
	struct making *making = context;
	const struct run_bundle *bundle = NULL;
	char hex[FINGERPRINT_DIGITS + 1] = {0};
	unsigned char bytes[FINGERPRINT_BYTES];
	struct baseline_range range = {0};

	if (record->bundle >= making->facts->bundle_count)
		return STATUS_INTERNAL;
	bundle = &making->facts->bundles[record->bundle];
	fingerprint_of_record(bundle->plugin->id, bundle_record_type(bundle, record->type), record->id, hex);
	memset(hex + FINGERPRINT_RECORD_DIGITS, '0', FINGERPRINT_DIGITS - FINGERPRINT_RECORD_DIGITS);
	if (fingerprint_read(text_view(hex, FINGERPRINT_DIGITS), bytes) != STATUS_OK)
		return STATUS_INTERNAL;
	range = baseline_of_record(making->old, bytes);
	for (size_t i = range.first; i < range.end; i++)
		making->is_in_run[i] = true;
	for (uint32_t i = 0; range.first < range.end && i < record->finding_count; i++) {
		size_t entry = range.end;

		if (fingerprint_read(record->findings[i].fingerprint, bytes) == STATUS_OK)
			entry = baseline_find(making->old, range, bytes);
		if (entry < range.end)
			making->seen[entry]++;
	}
	return STATUS_OK;
}

/* Whether a rule was run; one that nobody knows any more was not. */
static bool
is_selected(const struct run_facts *facts, struct text rule)
{
	for (size_t i = 0; i < facts->bundle_count; i++) {
		const struct run_bundle *bundle = &facts->bundles[i];

		for (uint32_t k = 0; k < bundle->plugin->rules.count; k++) {
			if (text_equals(rule, bundle_rule_id(bundle, k)))
				return bundle->selected == NULL || bundle->selected[k];
		}
	}
	return true;
}

static enum status
keep_line(void *context, const struct baseline_line *line, struct buffer *why)
{
	struct making *making = context;
	const struct baseline_range all = {0, making->old->count};
	const struct text parts[PARTS] = {line->record, line->type, line->rule, line->hex};
	size_t entry = baseline_find(making->old, all, line->fingerprint);
	uint32_t count = line->count;

	if (entry == all.end) {
		buffer_append_text(why, "the file was changed while it was read; do it again");
		return STATUS_INVALID;
	}
	if (making->is_in_run[entry] && is_selected(making->facts, line->rule) && making->seen[entry] < count)
		count = making->seen[entry];
	return count == 0 ? STATUS_OK : add_line(making, parts, count);
}

enum status
baseline_prune(const struct run_facts *facts, struct spool *spool, const struct baseline *old, struct sink *sink,
    struct baseline_change *ret_change, struct buffer *why)
{
	struct making making = {.facts = facts,
	    .old = old,
	    .sorter = new_sorter(),
	    .seen = memory_zeroed(old->count + 1, sizeof *making.seen),
	    .is_in_run = memory_zeroed(old->count + 1, sizeof *making.is_in_run)};
	struct arena arena = {0};
	const struct baseline_ruleset *rulesets = NULL;
	size_t count = 0;
	enum status status = spool_read_parts(spool, SPOOL_OUTCOMES, see_record, &making);

	if (status == STATUS_OK)
		status = baseline_lines(old->path, &arena, &rulesets, &count, keep_line, &making, why);
	if (status == STATUS_OK)
		status = put_lines(&making, sink, ret_change);
	arena_clear(&arena);
	buffer_clear(&making.string);
	sorter_free(making.sorter);
	memory_free(making.seen);
	memory_free(making.is_in_run);
	return status;
}
