/*
 * What the files of the diff share: entries, which are records, findings and
 * amounts of either run as strings of the sorter, and what is asked of two runs.
 * Nothing outside the diff includes this.
 */
#ifndef CASELINT_DIFF_DIFF_PARTS_H
#define CASELINT_DIFF_DIFF_PARTS_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/sorter.h"
#include "diff/diff.h"

/* The two runs, as an index. */
enum { OLD_RUN, NEW_RUN, RUNS };

struct diff {
	struct diff_run runs[RUNS];
	const struct diff_options *options;
	struct diff_totals totals;
	struct arena arena; /* of the totals */
	struct sorter *sorter;
};

/* ---- Entries ------------------------------------------------------------------------ */

/* In the order in which those of a record come. */
enum entry_kind { ENTRY_RECORD, ENTRY_FINDING, ENTRY_AMOUNT };

/* An entry read back. Texts point into the string it was read from. */
struct entry {
	struct text group_key; /* of the record: plugin, type, id */
	struct text place_key; /* of a finding: rule and path; of an amount: kind, subject, time */
	struct text own_key;   /* what tells those of one place apart: id of a finding, path of an amount */
	enum entry_kind kind;
	int run;
	struct text plugin;
	struct text type;
	struct text record;
	struct diff_side side;         /* ENTRY_RECORD */
	struct text rule;              /* ENTRY_FINDING */
	struct text path;              /* ENTRY_FINDING, ENTRY_AMOUNT */
	struct diff_instance instance; /* ENTRY_FINDING */
	struct diff_amount amount;     /* ENTRY_AMOUNT: what names it */
	struct diff_money money;
};

/* Adds everything of a run to the sorter. */
CASELINT_NODISCARD
enum status entries_take(struct diff *diff, int run);
/* STATUS_INTERNAL when the string is none that was added. */
CASELINT_NODISCARD
enum status entry_read(const struct diff *diff, struct text string, struct entry *ret_entry);
/* The same with everything copied to an arena. */
CASELINT_NODISCARD
enum status entry_keep(const struct diff *diff, struct text string, struct arena *arena, struct entry *ret_entry);

/* ---- What follows from what --------------------------------------------------------- */

/* Whether the run ran a rule: its plugin was there, knows it and had it selected. Rules of the host always run. */
bool run_ran_rule(const struct diff_run *run, struct text plugin, struct text rule);
/* What to bear in mind of everything of a record that both runs have: other plugin, ruleset or parameters. */
enum diff_reason basis_of(const struct diff_record *record);
/* Class, reason and `now` of a finding whose instances are set. */
void judge_finding(const struct diff *diff, const struct diff_record *record, struct diff_finding *finding);
/* Change and reason of an amount whose money is set. */
void judge_amount(const struct diff_record *record, struct diff_amount *amount);

/* ---- Totals --------------------------------------------------------------------------- */

/* Counts everything; needs the sorter filled. */
CASELINT_NODISCARD
enum status totals_make(struct diff *diff);

/* Told of every record once, before its findings and amounts; `count` is of its entries in each run. */
typedef void diff_record_fn(void *context, const struct diff_record *record, const uint32_t counts[RUNS]);
CASELINT_NODISCARD
enum status match_read(struct diff *diff, diff_record_fn *begin, diff_item_fn *item, void *context);

#endif
