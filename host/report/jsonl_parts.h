/*
 * What the files of the writer of saved results share: lines, and keys that are
 * left out when there is nothing to say. Nothing outside it includes this.
 */
#ifndef CASELINT_REPORT_JSONL_PARTS_H
#define CASELINT_REPORT_JSONL_PARTS_H

#include "report/json_writer.h"
#include "report/render.h"
#include "report/results.h"

/* What was written, for the tail. */
struct jsonl_counts {
	uint64_t lines;
	uint64_t records;
	uint64_t findings;
	uint64_t amounts;
	uint64_t rows;
};

struct jsonl {
	struct json_writer json;
	const struct run_facts *facts;
	struct jsonl_counts counts;
};

/* A line of this type; its keys follow. */
void jsonl_open(struct jsonl *lines, const char *type);
void jsonl_close(struct jsonl *lines);

/* Keys with their values. Nothing for NULL, the empty text, 0, false, and CASELINT_ABSENT. */
void jsonl_string(struct json_writer *json, const char *key, const char *value);
void jsonl_text(struct json_writer *json, const char *key, struct text value);
void jsonl_count(struct json_writer *json, const char *key, uint64_t value);
void jsonl_flag(struct json_writer *json, const char *key, bool value);
void jsonl_day(struct json_writer *json, const char *key, int32_t days);
void jsonl_month(struct json_writer *json, const char *key, int32_t months);
/* Nothing for a value of no kind. */
void jsonl_value(struct json_writer *json, const char *key, const struct shown_value *value);
/* A list of names; nothing for an empty one. */
void jsonl_names(struct json_writer *json, const char *key, const char *const *items, size_t count);
/* Nothing when the catalogue says the same: then the reader takes it from there. */
void jsonl_own_text(struct json_writer *json, const char *key, struct text value, struct text catalogue);
/* A typed value: {"money": "350.00"}; {"money": null} with "withheld" or "unreadable". null for no kind. */
void jsonl_typed(struct json_writer *json, const struct shown_value *value);

/* The lines of a plugin and its rulesets. */
void jsonl_bundle(struct jsonl *lines, const struct run_bundle *bundle);
/* The line of the totals, which cannot be counted again from records that are strict. */
void jsonl_totals(struct jsonl *lines, const struct tally *tally);
/* The lines of a record. */
void jsonl_record(struct jsonl *lines, const struct result_record *record);

#endif
