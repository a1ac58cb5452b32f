/*
 * What the parts of `caselint rules` share: the list of rules and the matrix are
 * answers over the same bundles.
 */
#ifndef CASELINT_CLI_RULES_H
#define CASELINT_CLI_RULES_H

#include "cli/answer.h"

/* What both answers are over; their context. */
struct rules_view {
	const struct bundles *bundles;
	const struct options *options;
	const struct profile *profile; /* NULL: none */
	bool complete;                 /* no plugin was refused, and there is one */
};

/* The matrix of every ruleset. */
void rules_matrix_page(const void *context, struct page *page);
void rules_matrix_document(const void *context, struct json_writer *json);
/* How many gaps all rulesets have together. */
size_t rules_matrix_gaps(const struct bundles *bundles);

#endif
