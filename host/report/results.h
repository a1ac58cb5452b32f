/*
 * Saved results (`-o jsonl`, schema caselint/results/1): the whole report model
 * as lines of JSON, and what writer and reader must agree on. One line is one
 * object with a "type":
 *
 *   head           what ran, whether it is complete, and with which exit code
 *   waiver         a waiver that the run was given; one line each
 *   input          a document that was read; one line each, in order
 *   plugin         a plugin, its record types and rules
 *   ruleset        a ruleset of the plugin before it, with all its texts
 *   inputFinding   a fault of an input, a plugin or the run
 *   totals         of a strict run (report/strict.h) only: its totals, suppressed
 *   record         a record with all outcomes, findings, amounts, workings, rows
 *   more           what was too much for the line of the record before it
 *   tail           counts, the summary, and the SHA-256 of everything before it
 *
 * A text that the ruleset has as well (label of a step, remedy of a rule) is left
 * out of a record and taken from there. Private values are not in the model; what
 * a restricted column holds is withheld here, too.
 */
#ifndef CASELINT_REPORT_RESULTS_H
#define CASELINT_REPORT_RESULTS_H

#include "report/model.h"

/* In a line of totals a number or a sum that was withheld is null. Counts by outcome and sums by state are lists, in the
 * order of outcomes from error to notapplicable, and of states from recorded to manual. */

#define RESULTS_SCHEMA "caselint/results/1"

/* A record's outcomes as one sign per rule of the plugin, indexed by outcome; '-' where the rule was not asked. */
#define RESULTS_OUTCOME_SIGNS "-efutmpn"

/* Bytes of texts after which a record goes on in a line of its own. */
#define RESULTS_PART_BYTES (256U * 1024U)

/* The key that tells the kind of a value, "money"; NULL for a kind no value has. */
const char *results_kind_name(uint32_t kind);
/* The inverse; 0 for no kind. */
uint32_t results_kind_named(const char *name);

/* What a ruleset says by default; empty where it does not know the thing. */
struct text results_default_field(struct text path);
const struct ruleset_step *results_step(const struct ruleset *ruleset, struct text id);
const struct ruleset_amount *results_amount(const struct ruleset *ruleset, struct text kind);
const struct ruleset_parameter *results_parameter(const struct ruleset *ruleset, struct text name);

#endif
