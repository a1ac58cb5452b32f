/*
 * Cases of a plugin: small exports, and what the plugin must find in them, as a
 * file of cases states it (xsd/plugin-cases.xsd, docs/plugin-test.md). Plain data
 * once read. Running a case and judging what came of it are not done here.
 */
#ifndef CASELINT_AUTHORING_CASES_H
#define CASELINT_AUTHORING_CASES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "authoring/markup.h"
#include "base/arena.h"
#include "base/buffer.h"
#include "base/status.h"
#include "base/text.h"
#include "catalogue/ruleset.h"

#define CASES_ANY_COUNT UINT32_MAX

/* What one rule must answer. */
struct case_rule {
	const char *id;
	int32_t outcome;     /* enum caselint_outcome */
	const char *variant; /* NULL: not asked; "": the ordinary message */
	uint32_t findings;   /* or CASES_ANY_COUNT */
	uint32_t line;       /* in the file, like every `line` here */
};

/* An amount that must be there. */
struct case_amount {
	const char *kind;
	const char *subject; /* NULL: not asked */
	int32_t month;       /* CASELINT_ABSENT: not asked, like the next three */
	int32_t from;
	int32_t to;
	int32_t due;
	int64_t value; /* cents */
	int32_t state; /* enum caselint_amount_state; 0: not asked */
	bool none;     /* no amount of this kind; the rest is not used */
	uint32_t line;
};

struct case_cell {
	const char *column;
	const char *text; /* blanks collapsed */
};

struct case_row {
	const char *worksheet;
	const struct case_cell *cells;
	size_t cell_count;
	uint32_t line;
};

/* What is expected of one record. */
struct case_expect {
	const char *record; /* id; NULL: the only one */
	bool any_others;    /* rules not named may answer whatever they will */
	const struct case_rule *rules;
	size_t rule_count;
	const struct case_amount *amounts;
	size_t amount_count;
	const struct case_row *rows;
	size_t row_count;
	uint32_t line;
	struct markup_range place; /* of the element in the file */
};

/* A finding of the host that must be there. */
struct case_input {
	const char *rule;
	uint32_t count; /* or CASES_ANY_COUNT: at least one */
	uint32_t line;
};

/* One export. As a document it is `head`, what the file has in `place`, and CASES_EXPORT_TAIL; its lines are then those of
 * the file. */
struct case_export {
	struct text head;
	struct markup_range place;
	uint32_t line;
};

#define CASES_EXPORT_TAIL "</CaseExport>\n"

struct plugin_case {
	const char *id;
	const char *title;
	int32_t as_of; /* or CASELINT_ABSENT */
	const struct case_export *exports;
	size_t export_count;
	const struct case_input *inputs;
	size_t input_count;
	const struct case_expect *expects;
	size_t expect_count;
	uint32_t line;
	size_t end; /* where its end tag begins */
};

/* What the cases deliberately do not show. */
struct case_untested {
	struct names rules;
	int32_t outcome; /* 0: all */
	struct names amounts;
	const char *reason;
	uint32_t line;
};

/* A file of cases. All strings and arrays lie in its arena. */
struct case_file {
	struct arena arena;
	const char *path;
	const char *plugin;
	struct buffer bytes;
	struct markup markup; /* of the bytes */
	const struct plugin_case *cases;
	size_t case_count;
	const struct case_untested *untested;
	size_t untested_count;
};

/*
 * Reads and checks one file. STATUS_ABSENT when it or the schema (xsd/plugin-cases.xsd) cannot be opened, STATUS_LIMIT when
 * it is too big, STATUS_INVALID otherwise; `ret_why` then holds "PATH:LINE: sentence". Free with case_file_free.
 */
CASELINT_NODISCARD
enum status case_file_read(
    const char *path, const char *schema_path, struct case_file **ret_file, struct buffer *ret_why);
/* NULL is allowed. */
void case_file_free(struct case_file *file);

/* Appends the document of an export. `content` stands in the place of the file's own; its data NULL: the file's own. */
void case_export_write(
    const struct case_file *file, const struct case_export *export, struct text content, struct buffer *document);

#endif
