/*
 * The facts of a run: what records gave for reconciliation, kept until the last
 * record was read, then handed out key by key. The order is that of (bundle, key,
 * record, fact), whatever order they came in.
 */
#ifndef CASELINT_ENGINE_FACTS_H
#define CASELINT_ENGINE_FACTS_H

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

/* One fact as it is handed out; views into the store. */
struct fact {
	struct fact_origin origin;
	struct text record_id;
	struct text group; /* county, district */
	struct text key;
	struct text data; /* packed by record/pack.h; empty for the host's */
};

/* Appends the packed form, the body of a WIRE_FACT. */
void fact_pack(const struct fact *fact, struct buffer *bytes);
/* The inverse; views into `bytes`. STATUS_INVALID on anything that fact_pack did not write. */
CASELINT_NODISCARD
enum status fact_unpack(struct text bytes, struct fact *ret_fact);

struct facts;

struct facts *facts_new(void);
/* Keeps a copy of the packed form. */
CASELINT_NODISCARD
enum status facts_add(struct facts *facts, struct text packed);
/* Called once per (bundle, key). Anything but STATUS_OK stops. */
typedef enum status facts_group_fn(void *context, const struct fact *facts, size_t count);
/* Hands every group out, in order. STATUS_INVALID when the store is damaged. */
CASELINT_NODISCARD
enum status facts_each_group(struct facts *facts, facts_group_fn *group, void *context);
void facts_free(struct facts *facts);

#endif
