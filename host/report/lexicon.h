/*
 * The texts of the rulesets of a run, numbered: labels, formulas, remedies,
 * paragraphs. Every record repeats them, so the compact form of a result
 * (report/packed.h) has their numbers instead. Whoever reads a result needs the
 * same rulesets, added in the same order, as whoever wrote it: in one run they are.
 */
#ifndef CASELINT_REPORT_LEXICON_H
#define CASELINT_REPORT_LEXICON_H

#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "catalogue/ruleset.h"

#define LEXICON_NONE UINT32_MAX

struct lexicon;

/* A step of a ruleset with its texts. */
struct lexicon_step {
	const struct ruleset_step *step;
	struct text id;
	struct text label;
	struct text formula;
	struct text cite;
};

struct lexicon *lexicon_new(void);
/* Adds the texts of a ruleset that may stand in results; borrowed. */
void lexicon_add(struct lexicon *lexicon, const struct ruleset *ruleset);
void lexicon_free(struct lexicon *lexicon);

/* The number of a text that is, by its address, one of a ruleset; LEXICON_NONE otherwise, also for an equal text
 * elsewhere, and for a lexicon that is NULL. */
uint32_t lexicon_number(const struct lexicon *lexicon, struct text text);
/* How many there are; 0 for NULL. */
uint32_t lexicon_count(const struct lexicon *lexicon);
/* The text of a number below the count. */
struct text lexicon_text(const struct lexicon *lexicon, uint32_t number);

/* The same for steps: the number of one of a ruleset, by its address; how many there are; the texts of a number below that. */
uint32_t lexicon_step_number(const struct lexicon *lexicon, const struct ruleset_step *step);
uint32_t lexicon_step_count(const struct lexicon *lexicon);
const struct lexicon_step *lexicon_step(const struct lexicon *lexicon, uint32_t number);

#endif
