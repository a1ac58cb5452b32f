/*
 * What the parts of `caselint plugin-test` share: the answer is one suite of cases,
 * seen as a page or as a document.
 */
#ifndef CASELINT_CLI_PLUGIN_TEST_H
#define CASELINT_CLI_PLUGIN_TEST_H

#include "authoring/mutation.h"
#include "authoring/suite.h"
#include "cli/answer.h"

/* What both answers are over; their context. */
struct plugin_test {
	const struct options *options;
	struct suite suite;
	struct mutations mutations;
	bool is_whole;        /* all cases were run, so that what they must show can be judged */
	struct buffer unread; /* what of the XSD no table reads or ignores, one a line */
	size_t unread_count;
	struct buffer updated; /* paths of files that were written, one a line */
};

/* How many rules lack a case, and kinds of amounts. */
size_t plugin_test_missing_rules(const struct plugin_test *test);
size_t plugin_test_missing_amounts(const struct plugin_test *test);
/* Whether more changes than allowed went unnoticed. */
bool plugin_test_is_over_limit(const struct plugin_test *test);
/* Whether the bundle passes. */
bool plugin_test_passes(const struct plugin_test *test);

/* "fail, notapplicable" */
void plugin_test_append_outcomes(struct buffer *text, uint32_t outcomes);

/* Answers; the context is a struct plugin_test. */
void plugin_test_page(const void *context, struct page *page);
void plugin_test_document(const void *context, struct json_writer *json);

#endif
