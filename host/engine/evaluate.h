/*
 * Evaluating: one piece of a document in, the results, facts and problems of its
 * records out, as messages on the wire. Pure: nothing is kept from one piece to
 * the next, so pieces may be evaluated anywhere and in any order.
 */
#ifndef CASELINT_ENGINE_EVALUATE_H
#define CASELINT_ENGINE_EVALUATE_H

#include "base/buffer.h"
#include "base/status.h"
#include "plugin/loader.h"
#include "plugin/services.h"
#include "record/reader.h"

/* What does not change during a run. Borrowed by evaluators. */
struct evaluation_setting {
	const struct bundles *bundles;
	const bool *const *selected; /* per bundle, one flag per rule */
	const struct schema *schema; /* NULL: without the XSD */
	int32_t as_of;               /* CASELINT_ABSENT: each document's own date */
};

struct evaluator;

struct evaluator *evaluator_new(const struct evaluation_setting *setting);
/*
 * Reads and evaluates one piece of input number `input`; its records get the numbers `sequence` onwards. Messages are
 * appended to `wire`. STATUS_INVALID when the piece is not well-formed: then `wire` may hold messages
 * of records before the place, and the caller decides what they are worth.
 */
CASELINT_NODISCARD
enum status evaluator_read(struct evaluator *evaluator, const struct record_text *text, uint32_t input,
    uint64_t sequence, struct buffer *wire);
void evaluator_free(struct evaluator *evaluator);

/* The date a record is judged by: `as_of`, else the export's own date; CASELINT_ABSENT when there is none. */
int32_t evaluation_as_of(int32_t as_of, int32_t exported_on);

/* Marks the end of a call of the plugin: STATUS_BREACH, with what it did in draft->breach, when the call broke the contract or
 * returned something else than CASELINT_OK. */
CASELINT_NODISCARD
enum status evaluation_end_call(struct draft *draft, int32_t returned);

#endif
