/*
 * The wire: what evaluating a batch yields, as a run of messages in one buffer.
 * It is what will cross between worker and coordinator, so it holds no pointers.
 * Private to one run of one build.
 */
#ifndef CASELINT_ENGINE_WIRE_H
#define CASELINT_ENGINE_WIRE_H

#include <stdint.h>

#include "base/buffer.h"
#include "base/status.h"
#include "base/text.h"
#include "record/problem.h"

enum wire_type {
	WIRE_ROOT = 1, /* struct wire_root */
	WIRE_RESULT,   /* a result, packed by report/spool.h */
	WIRE_FACT,     /* a fact: struct fact_origin, key and data, packed by engine/facts.h */
	WIRE_PROBLEM,  /* a problem of form */
	WIRE_LOST,     /* empty: a record could not give its facts */
};

/* What the root of a document says. */
struct wire_root {
	int32_t exported_on; /* date, CASELINT_ABSENT or CASELINT_BAD */
};

/* One message as read back; views into the buffer. */
struct wire_message {
	enum wire_type type;
	struct text body;
};

void wire_put(struct buffer *wire, enum wire_type type, const void *body, size_t length);
void wire_put_problem(struct buffer *wire, const struct problem *problem);

/* The next message of `wire` from *position on, which moves behind it. STATUS_END behind the last. */
CASELINT_NODISCARD
enum status wire_next(struct text wire, size_t *position, struct wire_message *ret_message);

/* Reads the body of a WIRE_PROBLEM; path and detail point into it (detail ends with a NUL). */
CASELINT_NODISCARD
enum status wire_get_problem(struct text body, struct problem *ret_problem);

#endif
