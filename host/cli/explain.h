/*
 * What `caselint explain` explains: rules and amounts of rulesets, and the
 * host's own rules. Here is how a word finds them and what of a ruleset belongs
 * to each; how it looks as text and as JSON has files of its own.
 */
#ifndef CASELINT_CLI_EXPLAIN_H
#define CASELINT_CLI_EXPLAIN_H

#include "cli/answer.h"
#include "report/host_rules.h"

/* One thing that is explained: of rule, amount and host exactly one is set. */
struct explain_subject {
	const struct ruleset *ruleset; /* NULL for a rule of the host */
	const struct ruleset_rule *rule;
	const struct ruleset_amount *amount;
	const struct host_rule *host;
};

/* Subjects in the order they were asked for; zero-initialise. */
struct explain_subjects {
	struct explain_subject *items;
	size_t count;
	const struct profile *profile; /* that changed what is explained; NULL: none. Borrowed */
};

/* Adds all that `word` names, whatever its case: in every ruleset, and among the rules of the host. What is there already
 * is not added again. Returns whether the word names anything. */
bool explain_find(const struct bundles *bundles, const char *word, struct explain_subjects *subjects);
void explain_clear(struct explain_subjects *subjects);

/* The id or kind nearest to `word`, whatever its case, or NULL. Valid as long as the bundles. */
const char *explain_nearest(const struct bundles *bundles, const char *word);

/* The paragraphs the subject cites; "" for none and for rules of the host. */
const char *explain_cite(const struct explain_subject *subject);
/* The ids of the readings it rests on. */
const struct names *explain_readings(const struct explain_subject *subject);

/* Whether a sentence of the letter is to be quoted: those that name the rule, wherever they stand. A rule named by none
 * and an amount quote the whole paragraphs they cite. */
bool explain_quotes(const struct explain_subject *subject, const struct ruleset_sentence *sentence);
/* Whether a sentence of the letter names the subject. */
bool explain_is_stated(const struct explain_subject *subject);
/* Whether two lists of paragraphs have one in common. */
bool explain_cites_meet(const char *left, const char *right);

/* Whether a change of a profile concerns the subject: its rule, or a parameter given in its paragraphs. */
bool explain_is_changed(const struct explain_subject *subject, const struct profile_change *change);

/* Answers; the context is a struct explain_subjects. */
void explain_page(const void *context, struct page *page);
void explain_document(const void *context, struct json_writer *json);

#endif
