/*
 * The facts of a run: what records gave for reconciliation, kept until the last
 * record was read, then handed out key by key. The order is that of (bundle, key,
 * record, fact), whatever order they came in. Facts of any number take bounded
 * memory: those over the limit wait in a temporary file, sorted.
 */
#ifndef CASELINT_ENGINE_FACTS_H
#define CASELINT_ENGINE_FACTS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/status.h"
#include "base/text.h"

/* The bundle of the host's own facts: record ids. They sort behind all others. */
#define FACTS_OF_HOST UINT32_MAX

/* The record that gave a fact. */
struct fact_origin {
	uint64_t sequence; /* of the record in the run */
	uint64_t line;     /* of the record */
	uint32_t input;
	uint32_t bundle; /* or FACTS_OF_HOST */
	uint32_t ruleset;
	uint32_t type;  /* record type */
	uint32_t table; /* fact table */
	int32_t as_of;
	int32_t exported_on;
	uint32_t ordinal; /* of the fact among those of its record */
};

/* One fact as it is handed out; views that are valid during the call. */
struct fact {
	struct fact_origin origin;
	struct text record_id; /* of the host's: the key */
	struct text group;     /* county, district; of the host's: "" */
	struct text key;       /* any bytes, 1 to LIMIT_KEY_BYTES */
	struct text data;      /* packed by record/pack.h; empty for the host's */
	bool too_large;        /* the data was over LIMIT_KEY_FACT_BYTES, and is not here */
};

/* Appends the packed form, the body of a WIRE_FACT: bytes that sort like facts. Of the host's facts the record id and the
 * group are not kept; of any fact no data over LIMIT_KEY_FACT_BYTES. */
void fact_pack(const struct fact *fact, struct buffer *bytes);
/* The inverse; views into `packed`. STATUS_INVALID on bytes that fact_pack did not write. */
CASELINT_NODISCARD
enum status fact_unpack(struct text packed, struct fact *ret_fact);

/* Facts one behind the other, each packed behind its length: how the facts of a key are handed on. */
void fact_store(const struct fact *fact, struct buffer *bytes);
/* Takes the first of `rest`, views into it, and moves `rest` behind it. STATUS_INVALID when there is none. */
CASELINT_NODISCARD
enum status fact_take(struct text *rest, struct fact *ret_fact);

struct facts;

/* `memory_bytes` for facts with their index, and afterwards for reading them back; LIMIT_FACT_MEMORY in a run. */
struct facts *facts_new(size_t memory_bytes);
/* Keeps a copy of the packed form. STATUS_INVALID when it is none; STATUS_IO when the temporary file fails. */
CASELINT_NODISCARD
enum status facts_add(struct facts *facts, struct text packed);

/* All facts of one key. */
struct fact_group {
	uint32_t bundle;
	size_t count;
	struct text stored; /* for fact_take; valid during the call */
};

/* Called once per (bundle, key); for an id of the host only when several records have it. Anything but STATUS_OK stops. */
typedef enum status facts_group_fn(void *context, const struct fact_group *group);
/* Called instead for a key with more than LIMIT_KEY_FACTS facts, or more than LIMIT_KEY_FACT_BYTES of data: for each of
 * its facts, in order, `place` from 0. What they would have told together is lost. Anything but STATUS_OK stops. */
typedef enum status facts_lost_fn(void *context, const struct fact *fact, uint64_t place);
/* Hands every group out, in order, in the caller's thread; may be called again. Many ids of the host are looked through in a
 * thread of their own meanwhile. STATUS_IO when the temporary file cannot be read back, STATUS_INVALID when the facts are
 * damaged. */
CASELINT_NODISCARD
enum status facts_each_group(struct facts *facts, facts_group_fn *group, facts_lost_fn *lost, void *context);
/* NULL is allowed. */
void facts_free(struct facts *facts);

#endif
