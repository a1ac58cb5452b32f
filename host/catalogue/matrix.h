/*
 * The matrix of a letter: every sentence, and what became of it. A gap is a
 * sentence that claims rules that do not exist, or a rule that no sentence and
 * no derivation accounts for.
 */
#ifndef CASELINT_CATALOGUE_MATRIX_H
#define CASELINT_CATALOGUE_MATRIX_H

#include <stddef.h>

#include "base/buffer.h"
#include "catalogue/ruleset.h"

/* Appends one line per gap, and returns how many there are: a rule that no sentence names and that is not marked
 * derived; a sentence of state RULES that names none; a parameter with a cite that no sentence gives. */
size_t matrix_gaps(const struct ruleset *ruleset, struct buffer *ret_gaps);

/* Normalises `letter` and the sentences to words and reports, one per line, the runs of words of the letter that no sentence
 * covers; returns their number. For tests, which have the letter; a run needs at least one letter or digit. */
size_t matrix_uncovered(const struct ruleset *ruleset, const char *letter, size_t length, struct buffer *ret_runs);

#endif
