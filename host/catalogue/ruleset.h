/*
 * A ruleset file as a structure: where it comes from, its parameters, the texts
 * of its rules, the assumptions, amounts, steps and worksheets it declares, and
 * the sentences of the letter. Read once at start; plain data afterwards. What a
 * rule does is the plugin's.
 */
#ifndef CASELINT_CATALOGUE_RULESET_H
#define CASELINT_CATALOGUE_RULESET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/sha256.h"
#include "base/status.h"
#include "caselint/plugin.h"

/* How much a fault weighs; the numbers rise with the weight. */
enum severity {
	SEVERITY_INFO = 1,
	SEVERITY_WARNING = 2,
	SEVERITY_ERROR = 3,
};

/* A list of C strings. */
struct names {
	const char *const *items;
	size_t count;
};

/* One parameter of the letter: a date, an amount, a code. */
struct ruleset_parameter {
	const char *name;
	uint32_t kind;     /* enum caselint_kind: TEXT, CODE, MONEY, DATE, MONTH, TIME, BOOLEAN, COUNT */
	const char *value; /* as written; already checked to be of its kind */
	const char *cite;  /* paragraphs, "L12" or "L19 L20"; "" when the letter does not give it */
	const char *title; /* what it is, a phrase */
	uint32_t line;     /* in the file, like every `line` here */
	bool by_profile;   /* the value is that of a profile (catalogue/profile.h), not of the file */
};

/* A reading taken where the letter admits several. */
struct ruleset_assumption {
	const char *id; /* "OH-A1" */
	const char *cite;
	const char *text;    /* the words of the letter that admit more than one reading; may be "" */
	const char *reading; /* the reading taken, a sentence */
	const char *because; /* why, a sentence */
	uint32_t line;
};

/* One message of a rule. */
struct ruleset_message {
	const char *variant;       /* NULL: the rule's ordinary message */
	const char *template_text; /* with {placeholders} */
	enum severity severity;    /* of the variant, else of the rule */
	const char *remedy;        /* of the variant; NULL: the rule's */
	uint32_t line;
};

/* A rule's texts. */
struct ruleset_rule {
	const char *id;
	const char *cite;
	enum severity severity;
	bool derived;            /* follows from the letter but is not stated in it */
	uint32_t outcomes;       /* bit 1 << outcome for every outcome the rule can have */
	const char *title;       /* a phrase */
	const char *requirement; /* what must hold, a sentence */
	const char *why;         /* why it matters, a sentence or two */
	const char *remedy;      /* what to do, a sentence in the imperative */
	const char *good;        /* an example that passes, in words or XML */
	const char *bad;         /* one that does not */
	const struct ruleset_message *messages;
	size_t message_count;
	struct names assumptions; /* ids */
	uint32_t line;
};

/* An amount that may be computed. */
struct ruleset_amount {
	const char *kind;
	const char *title;
	const char *cite;
	bool claimable; /* money a county may claim: totalled as unclaimed while due or overdue */
	struct names assumptions;
	uint32_t line;
};

/* A step that may stand in a working. */
struct ruleset_step {
	const char *id;
	const char *label;
	const char *formula;
	const char *cite;
	struct names assumptions;
	uint32_t line;
};

/* A column of a worksheet. */
struct ruleset_column {
	const char *id;
	const char *title;
	uint32_t kind;   /* enum caselint_kind */
	bool restricted; /* may carry private text, and is shown in restricted documents only */
	bool total;      /* summed at the end of each group; MONEY and COUNT only */
	uint32_t line;
};

/* A worksheet: rows come from the plugin, everything else from here. */
struct ruleset_worksheet {
	const char *id;
	const char *title;
	const char *cite;
	bool restricted;   /* the document carries names: written only to a file that was asked for */
	const char *group; /* id of the column rows are grouped by; NULL: one group */
	const struct ruleset_column *columns;
	size_t column_count;
	const char *const *lines; /* text under the totals: certification, signature block, addressee */
	size_t line_count;
	uint32_t line;
};

/* What became of a sentence of the letter. */
enum sentence_state {
	SENTENCE_RULES = 1,   /* the rules named check it */
	SENTENCE_MANUAL = 2,  /* only a person can check it; the rules named, if any, remind */
	SENTENCE_CONTEXT = 3, /* out of scope, for the reason given */
};

struct ruleset_sentence {
	const char *cite; /* paragraph label */
	const char *text; /* the sentence, verbatim but for blanks */
	enum sentence_state state;
	struct names rules;
	struct names parameters; /* parameters it gives */
	const char *reason;      /* of MANUAL and CONTEXT; "" otherwise */
	uint32_t line;
};

/* The document the ruleset was written from. */
struct ruleset_source {
	const char *title;
	const char *number;
	const char *issuer;
	int32_t date;       /* CASELINT_ABSENT: undated */
	const char *sha256; /* of the text it was written from */
	uint32_t line;
};

/* A whole file. All strings and arrays lie in its arena. In every declared thing the first member is its id. */
/* A name that steps are made of, and what has it, as its place in the ruleset counted from 1; 0: nothing. Places, because a
 * profile puts other parameters there. */
struct ruleset_name {
	const char *name; /* that of the step or the parameter; NULL: the place is free */
	uint32_t step;
	uint32_t parameter;
};

struct ruleset {
	struct arena arena;
	const char *id;     /* "us-oh/fcaspl-135" */
	const char *plugin; /* "us-oh" */
	const char *title;
	const char *path;
	char sha256[SHA256_HEX_BYTES]; /* of the file */
	struct ruleset_source source;
	const struct ruleset_parameter *parameters;
	size_t parameter_count;
	const struct ruleset_assumption *assumptions;
	size_t assumption_count;
	const struct ruleset_rule *rules;
	size_t rule_count;
	const struct ruleset_amount *amounts;
	size_t amount_count;
	const struct ruleset_step *steps;
	size_t step_count;
	const struct ruleset_worksheet *worksheets;
	size_t worksheet_count;
	const struct ruleset_sentence *sentences;
	size_t sentence_count;
	struct ruleset_name *names; /* a table for ruleset_name_named; NULL: it has none */
	size_t name_mask;           /* its places less 1 */
};

/*
 * Reads and checks one file: well-formed, without a DOCTYPE, valid by `schema_path` (xsd/rules.xsd), values of
 * parameters of their kind, ids unique, every id, parameter and paragraph label referred to declared, every rule with
 * exactly one ordinary message, variants unique, templates well-formed, every sentence with one state, sums and
 * private text only in columns that can have them. STATUS_ABSENT when the file or the schema cannot be opened,
 * STATUS_LIMIT when it is too big, STATUS_INVALID otherwise; `ret_why` then holds "PATH:LINE: sentence". Free with
 * ruleset_free.
 */
CASELINT_NODISCARD
enum status ruleset_read(
    const char *path, const char *schema_path, struct ruleset **ret_ruleset, struct buffer *ret_why);
void ruleset_free(struct ruleset *ruleset);

/* Look-ups by id; NULL when there is none. */
const struct ruleset_parameter *ruleset_parameter_named(const struct ruleset *ruleset, const char *name);
const struct ruleset_rule *ruleset_rule_named(const struct ruleset *ruleset, const char *id);
const struct ruleset_message *ruleset_message_of(const struct ruleset_rule *rule, const char *variant);
const struct ruleset_amount *ruleset_amount_named(const struct ruleset *ruleset, const char *kind);
/* The step or parameter of that name, or both; NULL: neither. For rulesets that were read, and fast. */
const struct ruleset_name *ruleset_name_named(const struct ruleset *ruleset, const char *name);
const struct ruleset_step *ruleset_step_named(const struct ruleset *ruleset, const char *id);
const struct ruleset_worksheet *ruleset_worksheet_named(const struct ruleset *ruleset, const char *id);
const struct ruleset_assumption *ruleset_assumption_named(const struct ruleset *ruleset, const char *id);

const char *severity_name(enum severity severity);
/* STATUS_INVALID for a word that is none. */
CASELINT_NODISCARD
enum status severity_parse(const char *word, enum severity *ret_severity);

#endif
