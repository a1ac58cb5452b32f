/*
 * Evaluating: one piece of a document in, the results, facts and problems of its
 * records out, as messages on the wire. Pure: nothing is kept from one piece to
 * the next, so pieces may be evaluated anywhere and in any order.
 */
#ifndef CASELINT_ENGINE_EVALUATE_H
#define CASELINT_ENGINE_EVALUATE_H

#include "base/buffer.h"
#include "base/status.h"
#include "engine/death.h"
#include "plugin/beacon.h"
#include "plugin/loader.h"
#include "plugin/services.h"
#include "record/reader.h"
#include "report/lexicon.h"

/* What does not change during a run. Borrowed by evaluators. */
struct evaluation_setting {
	const struct bundles *bundles;
	const bool *const *selected;   /* per bundle, one flag per rule */
	const struct schema *schema;   /* NULL: without the XSD */
	int32_t as_of;                 /* CASELINT_ABSENT: each document's own date */
	const struct lexicon *lexicon; /* of the rulesets of all bundles */
	struct names restricted;       /* worksheets whose cells keep private text, by id */
};

struct evaluator;

/* How a piece is evaluated. */
struct evaluation {
	uint32_t input;            /* index of the input */
	uint32_t item;             /* number of the first record in its work, for the beacon */
	uint64_t sequence;         /* of the first record in the run */
	uint64_t off;              /* one bit per bundle: not to be called; the outcomes of its records are error */
	const struct death *death; /* not NULL: no plugin is called; the records are given up because of it */
};

/* `beacon` is told of everything; borrowed. */
struct evaluator *evaluator_new(const struct evaluation_setting *setting, struct beacon *beacon);
/*
 * Reads and evaluates one piece. Messages are appended to `wire`. STATUS_INVALID when the piece is not well-formed: then
 * `wire` may hold messages of records before the place, and the caller decides what they are worth.
 */
CASELINT_NODISCARD
enum status evaluator_read(
    struct evaluator *evaluator, const struct record_text *text, const struct evaluation *how, struct buffer *wire);
void evaluator_free(struct evaluator *evaluator);

/* The date a record is judged by: `as_of`, else the export's own date; CASELINT_ABSENT when there is none. */
int32_t evaluation_as_of(int32_t as_of, int32_t exported_on);

/* Marks the end of a call of the plugin: STATUS_BREACH, with what it did in draft->breach, when the call broke the contract or
 * returned something else than CASELINT_OK. */
CASELINT_NODISCARD
enum status evaluation_end_call(struct draft *draft, int32_t returned);

#endif
