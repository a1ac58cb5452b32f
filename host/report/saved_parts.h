/*
 * What the files of the reader of saved results share: a line as an object,
 * values taken from it with every check, and the parts of the model they make.
 * Nothing outside it includes this.
 */
#ifndef CASELINT_REPORT_SAVED_PARTS_H
#define CASELINT_REPORT_SAVED_PARTS_H

#include <jansson.h>

#include "base/arena.h"
#include "report/model.h"
#include "report/results.h"
#include "report/tally.h"

/* ---- Values of an object --------------------------------------------------------- */

/* A line, or a part of one, being taken apart. */
struct taking {
	struct arena *arena; /* texts and arrays go here */
	const char *wrong;   /* the first key whose value is not what it must be; NULL: none */
};

/* Whether all was well so far. Calls after a fault give empty values. */
bool take_went_well(const struct taking *taking);
void take_fault(struct taking *taking, const char *key);

/* Each takes the value of `key`. One that is missing is NULL, empty, 0 or CASELINT_ABSENT; one of another type or range
 * is a fault. Texts are copied, and hold only characters XML allows. */
const char *take_string(struct taking *taking, const json_t *object, const char *key);
struct text take_text(struct taking *taking, const json_t *object, const char *key);
/* `catalogue` when the key is missing; that is borrowed. */
struct text take_own_text(struct taking *taking, const json_t *object, const char *key, struct text catalogue);
uint64_t take_count(struct taking *taking, const json_t *object, const char *key, uint64_t most);
/* null is COUNT_WITHHELD. */
uint64_t take_shown_count(struct taking *taking, const json_t *object, const char *key);
bool take_flag(struct taking *taking, const json_t *object, const char *key);
int32_t take_day(struct taking *taking, const json_t *object, const char *key);
int32_t take_month(struct taking *taking, const json_t *object, const char *key);
int64_t take_money(struct taking *taking, const json_t *object, const char *key);
int32_t take_outcome(struct taking *taking, const json_t *object, const char *key);
enum severity take_severity(struct taking *taking, const json_t *object, const char *key);
struct shown_value take_value(struct taking *taking, const json_t *object, const char *key);
/* One typed value, as json_t rather than by key. */
struct shown_value take_typed(struct taking *taking, const json_t *object);
/* The 64 digits of a SHA-256; "" when missing. */
void take_sha256(struct taking *taking, const json_t *object, const char *key, char ret_hex[SHA256_HEX_BYTES]);
/* Required: a fault when missing. */
const json_t *take_object(struct taking *taking, const json_t *object, const char *key);
/* The array of `key`, of at most `most` elements; NULL when it is missing. *ret_count: its elements. */
const json_t *take_list(struct taking *taking, const json_t *object, const char *key, size_t most, size_t *ret_count);
/* A list of strings. */
struct names take_names(struct taking *taking, const json_t *object, const char *key, size_t most);
/* Element `index` of a list that must hold objects. */
const json_t *take_element(struct taking *taking, const json_t *list, size_t index);

/* ---- Lines ------------------------------------------------------------------------ */

/* The profile among the options; NULL: none. */
const struct profile *saved_take_profile(struct taking *taking, const json_t *options);
/* A plugin that is only described: its ids and names, and no function. */
void saved_take_plugin(struct taking *taking, const json_t *line, struct run_bundle *ret_bundle);
/* What the head says of waivers and of a baseline. */
void saved_take_marks(struct taking *taking, const json_t *line, struct run_marks *marks);
void saved_take_waiver(struct taking *taking, const json_t *line, struct waiver *ret_waiver);
void saved_take_ruleset(struct taking *taking, const json_t *line, struct ruleset *ret_ruleset);
/* The record of a "record" line, without its lists. `facts` has what it refers to. */
void saved_take_record(
    struct taking *taking, const json_t *line, const struct run_facts *facts, struct result_record *ret_record);
/* The lists of a "record" or "more" line, behind those the record has already. */
void saved_take_lists(
    struct taking *taking, const json_t *line, const struct run_facts *facts, struct result_record *record);

/* The tally of a "totals" line, or NULL after a fault. `facts` has what it refers to, and outlives it. */
struct tally *saved_take_totals(struct taking *taking, const json_t *line, const struct run_facts *facts);

/* ---- Bytes ------------------------------------------------------------------------ */

struct saved_lines;

/* STATUS_ABSENT when it cannot be opened. */
CASELINT_NODISCARD
enum status saved_lines_open(const char *path, struct saved_lines **ret_lines);
/* The next line with its line feed, valid until the next call. STATUS_END at the end; STATUS_INVALID when the last line
 * has no line feed, STATUS_LIMIT when one is too long, STATUS_IO when reading fails. */
CASELINT_NODISCARD
enum status saved_lines_next(struct saved_lines *lines, struct text *ret_line);
/* NULL is allowed. */
void saved_lines_close(struct saved_lines *lines);

#endif
