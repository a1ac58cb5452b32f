/*
 * A streaming JSON writer: structure, commas, indentation and escapes; nothing
 * of reports. Containers are laid out one item per line until an inline one is
 * opened, which stays on its line with all that is in it. Texts are well-formed
 * UTF-8 already. A missing value is null.
 */
#ifndef CASELINT_REPORT_JSON_WRITER_H
#define CASELINT_REPORT_JSON_WRITER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"
#include "report/model.h"
#include "report/sink.h"

#define JSON_DEPTH 16U /* containers open at once; the report needs 9 */
#define JSON_BYTES 16384U

struct json_writer {
	struct sink *sink;
	size_t used;            /* of `bytes` */
	char bytes[JSON_BYTES]; /* on their way to the sink: most pieces are a few bytes long */
	unsigned depth;         /* containers open */
	unsigned inline_depth;  /* depth of the outermost inline container; 0: none */
	bool any[JSON_DEPTH];   /* whether the container has an item */
	bool after_key;         /* the next value belongs to a key */
};

void json_writer_start(struct json_writer *json, struct sink *sink);
/* Ends the document with a line feed, and hands everything to the sink. */
void json_writer_finish(struct json_writer *json);

/*
 * Items of the container that is open, made in pieces by writers of their own. A copy writes to another sink as if the
 * container had an item already; json_writer_flush hands over what it has. json_write_piece takes such a piece, not empty,
 * into the container.
 */
void json_writer_copy(const struct json_writer *json, struct json_writer *ret_copy, struct sink *sink);
void json_writer_flush(struct json_writer *json);
void json_write_piece(struct json_writer *json, struct text piece);

/* An inline container that another writer has written alone. */
void json_write_item(struct json_writer *json, struct text item);

void json_write_object(struct json_writer *json);
void json_write_object_inline(struct json_writer *json);
void json_write_object_end(struct json_writer *json);
void json_write_array(struct json_writer *json);
void json_write_array_inline(struct json_writer *json);
void json_write_array_end(struct json_writer *json);

/* A key; one value follows. Keys are fixed words or ids. */
void json_write_key(struct json_writer *json, const char *key);
/* The same for a literal that needs no escape: quoted at compile time and written in one piece. */
#define JSON_KEY(json, key) json_write_quoted_key((json), "\"" key "\": ", sizeof("\"" key "\": ") - 1U)
void json_write_quoted_key(struct json_writer *json, const char *quoted, size_t length);

void json_write_null(struct json_writer *json);
void json_write_bool(struct json_writer *json, bool value);
void json_write_integer(struct json_writer *json, int64_t value);
/* null for COUNT_WITHHELD. */
void json_write_count(struct json_writer *json, uint64_t value);
void json_write_string(struct json_writer *json, const char *text);
void json_write_text(struct json_writer *json, struct text text);
/* null for the empty text. */
void json_write_text_or_null(struct json_writer *json, struct text text);
/* null for 0: lines and columns count from 1. */
void json_write_line(struct json_writer *json, uint64_t line);
/* "350.00" */
void json_write_money(struct json_writer *json, int64_t cents);
/* "2008-02-01"; null for CASELINT_ABSENT and CASELINT_BAD. */
void json_write_date(struct json_writer *json, int32_t days);
/* "2008-02"; null for the same. */
void json_write_month(struct json_writer *json, int32_t months);
/* A typed value: money, dates, months, times and texts as strings, counts as integers; null when there is none. */
void json_write_value(struct json_writer *json, const struct shown_value *value);

#endif
