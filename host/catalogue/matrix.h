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

/* Appends one line per gap ("PATH:LINE: sentence"), and returns how many there are: a rule that no sentence names and
 * that is not marked derived; a sentence of state RULES that names none; a parameter with a cite that no sentence
 * gives. */
size_t matrix_gaps(const struct ruleset *ruleset, struct buffer *ret_gaps);

/* Takes the letter and the sentences as words (runs of ASCII letters and digits; case counts) and appends, one per
 * line, the runs of words of the letter that no sentence covers, and the sentences the letter does not have; returns
 * how many there are. Each sentence covers one place: one that stands in the letter twice is listed twice. For
 * tests, which have the letter. */
size_t matrix_uncovered(const struct ruleset *ruleset, const char *letter_text, size_t length, struct buffer *ret_runs);

#endif
