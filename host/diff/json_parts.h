/*
 * What the files of a diff as JSON share: keys with their values, and the head of
 * the document. Nothing outside them includes this.
 */
#ifndef CASELINT_DIFF_JSON_PARTS_H
#define CASELINT_DIFF_JSON_PARTS_H

#include "diff/render.h"
#include "report/json_writer.h"

/* A key and its value; null for NULL, an empty text, and a date that is none. */
void json_put_string(struct json_writer *json, const char *key, const char *value);
void json_put_text(struct json_writer *json, const char *key, struct text value);
void json_put_count(struct json_writer *json, const char *key, uint64_t value);
void json_put_bool(struct json_writer *json, const char *key, bool value);
void json_put_date(struct json_writer *json, const char *key, int32_t days);
/* null where the sum is not known. */
void json_put_cents(struct json_writer *json, const char *key, int64_t cents, bool is_known);

/* Everything before the records. */
void json_head(struct json_writer *json, const struct diff *diff);

#endif
