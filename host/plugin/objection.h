/*
 * An objection: why a bundle is not accepted, while it is being written. Two
 * texts, as people need them: what was found against what was expected, and what
 * to do. Deciding what to object to is the business of the checks.
 */
#ifndef CASELINT_PLUGIN_OBJECTION_H
#define CASELINT_PLUGIN_OBJECTION_H

#include "base/buffer.h"
#include "base/status.h"

/* Zero-initialise; free with objection_clear. Both are phrases: lower case, no full stop. */
struct objection {
	struct buffer why;
	struct buffer remedy;
};

/* Starts a new objection; what was in it is forgotten. */
void objection_why(struct objection *objection, const char *format, ...) CASELINT_PRINTF(2, 3);

/* Ends it. Returns STATUS_REFUSED, so that a check ends with `return objection_remedy(...)`. */
CASELINT_NODISCARD
enum status objection_remedy(struct objection *objection, const char *format, ...) CASELINT_PRINTF(2, 3);

void objection_clear(struct objection *objection);

#endif
