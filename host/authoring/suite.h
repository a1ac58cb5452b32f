/*
 * The cases of a bundle, all files of them: read, run one by one, judged. What is
 * left is plain data for whoever reports it, and the results for whoever changes
 * a case to see what notices.
 */
#ifndef CASELINT_AUTHORING_SUITE_H
#define CASELINT_AUTHORING_SUITE_H

#include "authoring/case_judge.h"
#include "authoring/case_run.h"
#include "authoring/cases.h"
#include "authoring/coverage.h"

/* A case of the suite. */
struct suite_case {
	const struct case_file *file;
	const struct plugin_case *of;
	struct case_result result;
	bool was_run;
	size_t first_failure; /* in the judgement */
	size_t failure_count;
};

/* Zero-initialise; free with suite_clear. */
struct suite {
	const struct bundle *bundle;
	struct case_file **files;
	size_t file_count;
	struct suite_case *cases; /* in the order of the files */
	size_t case_count;
	size_t run_count;
	size_t failed_count;
	bool has_errors; /* a rule could not be run */
	struct coverage coverage;
	struct judgement judgement;
};

/*
 * Reads the files of cases at `paths`, each a file or a folder with files *.xml, for a bundle, which is borrowed.
 * STATUS_ABSENT when a path does not exist or no file is there, STATUS_INVALID when a file is not one of cases of this
 * bundle, when a case id is there twice, or an Untested names what the bundle does not have; `ret_why` says which.
 */
CASELINT_NODISCARD
enum status suite_read(struct suite *suite, const struct bundle *bundle, const char *const *paths, size_t count,
    const char *schema_path, struct buffer *ret_why);

/* The case of this id; NULL: none. */
const struct suite_case *suite_case_named(const struct suite *suite, const char *id);

/* Runs and judges the cases named in `only` (none: all). What case_run returns. */
CASELINT_NODISCARD
enum status suite_run(
    struct suite *suite, const struct case_runner *runner, const struct names *only, struct buffer *ret_why);

/*
 * Appends the text of a file with the Expect elements of its failed cases replaced by what was got, for review: rules that
 * were named keep being named; those that neither passed nor did not apply are added; amounts and rows of kinds that were
 * named are listed as they came. A record without expectations gets all of these. Returns whether anything changed.
 */
bool suite_update(const struct suite *suite, const struct case_file *file, struct buffer *ret_text);

void suite_clear(struct suite *suite);

#endif
