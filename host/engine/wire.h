/*
 * The wire: what a piece of work yields, as a run of messages in one buffer. It
 * crosses from worker to coordinator, so it holds no pointers. Private to one run
 * of one build.
 */
#ifndef CASELINT_ENGINE_WIRE_H
#define CASELINT_ENGINE_WIRE_H

#include <stdint.h>

#include "base/buffer.h"
#include "base/status.h"
#include "base/text.h"
#include "input/fault.h"
#include "record/problem.h"

enum wire_type {
	WIRE_ROOT = 1,   /* struct wire_root */
	WIRE_RESULT,     /* a result, packed by report/spool.h */
	WIRE_FACT,       /* a fact: struct fact_origin, key and data, packed by engine/facts.h */
	WIRE_PROBLEM,    /* a problem of form */
	WIRE_LOST,       /* empty: a record could not give its facts, or a key could not be reconciled */
	WIRE_SUPPLEMENT, /* a result that reconciliation adds to a record, packed the same way */
	WIRE_FAULT,      /* a fault of the input */
	WIRE_BLAMED,     /* struct wire_blamed: an item that was given up */
	WIRE_BREACH,     /* struct wire_breach: a plugin broke the contract on an item */
	WIRE_COUNT,      /* uint64_t: findings of the results before it, for progress only */
	WIRE_GIVEN_UP,   /* struct wire_given_up: an item that could not even be named */
	WIRE_MORE,       /* struct wire_more: problems of form behind as many as are ever listed */
};

/* What the root of a document says. */
struct wire_root {
	int32_t exported_on; /* date, CASELINT_ABSENT or CASELINT_BAD */
};

/* An item was given up because of a plugin. */
struct wire_blamed {
	uint32_t bundle;
	uint32_t kind; /* enum death_kind */
};

struct wire_breach {
	uint32_t bundle;
	uint32_t item; /* counted in the work */
};

struct wire_given_up {
	uint64_t line; /* of the record; 0: none */
	uint64_t column;
};

/* How many of each kind. */
struct wire_more {
	uint64_t counts[PROBLEM_KINDS];
	uint64_t has_key; /* one of them has is_key set */
};

/* One message as read back; views into the buffer. */
struct wire_message {
	enum wire_type type;
	struct text body;
};

void wire_put(struct buffer *wire, enum wire_type type, const void *body, size_t length);
/* The same of a body that is written to the wire itself, between the two; `place` is what the first answered. */
size_t wire_open(struct buffer *wire, enum wire_type type);
void wire_close(struct buffer *wire, size_t place);
void wire_put_problem(struct buffer *wire, const struct problem *problem);
void wire_put_fault(struct buffer *wire, const struct fault *fault);

/* The next message of `wire` from *position on, which moves behind it. STATUS_END behind the last. */
CASELINT_NODISCARD
enum status wire_next(struct text wire, size_t *position, struct wire_message *ret_message);

/* Reads the body of a WIRE_PROBLEM; path and detail point into it (detail ends with a NUL). */
CASELINT_NODISCARD
enum status wire_get_problem(struct text body, struct problem *ret_problem);
/* The same for a WIRE_FAULT. */
CASELINT_NODISCARD
enum status wire_get_fault(struct text body, struct fault *ret_fault);

#endif
