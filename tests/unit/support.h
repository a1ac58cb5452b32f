/*
 * Help for the unit tests: what the splitter and the source hand out, written
 * down as short text that can be compared; files for one test; a generator of
 * numbers that are the same in every run.
 */
#ifndef CASELINT_TESTS_SUPPORT_H
#define CASELINT_TESTS_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "input/fault.h"
#include "input/splitter.h"

/* The format the splitter tests use: CaseExport with AdoptionSubsidyCase and MatchInvoice. */
extern const struct splitter_format support_format;

/* What came out of a splitting. */
struct split_log {
	struct buffer log;     /* faults as "kind@line:column ", batches as "[id id] ", in their order */
	struct buffer batches; /* every batch in full: prefix, body, suffix, places */
	struct buffer records; /* every record in full, each behind a NUL */
	uint32_t faults;
	uint32_t kinds[FAULT_KINDS];
	uint64_t record_count;
	uint64_t largest_batch; /* bytes of a body */
	bool clean;
	bool ill_formed; /* some batch is, for libxml2 */
	bool check_form; /* ... find that out */
};

/* Splits `text` in pieces of `piece` bytes; 0: all at once. Cleared with split_log_clear. */
void support_split(const char *text, size_t length, size_t piece, struct split_log *ret_log);
/* The same in two pieces. */
void support_split_at(const char *text, size_t length, size_t cut, struct split_log *ret_log);
void split_log_clear(struct split_log *log);

/* The events that write into `log`. */
struct splitter_events support_events(struct split_log *log);

const char *support_fault_name(enum fault_kind kind);

/* Whether libxml2 reads the document without an error of form. */
bool support_is_well_formed(const char *text, size_t length);

/* The next number of a sequence; `state` is any number but 0. */
uint32_t support_random(uint64_t *state);

/* A new folder under TMPDIR; removed with all it holds by support_remove_folder. Both fail the test on error. */
char *support_folder(void);
void support_remove_folder(char *folder);

/* Writes the file `folder`/`name` and returns its path, to be freed with memory_free. */
char *support_write(const char *folder, const char *name, const void *bytes, size_t length);

/* A whole file; fails the test if there is none. */
void support_read(const char *path, struct buffer *ret_bytes);

#endif
