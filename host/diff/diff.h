/*
 * Two runs beside each other: what became of every finding and every amount
 * between an OLD run and a NEW one. A finding is fixed only where NEW looked and
 * found it gone; where NEW did not look, or looked by other rules, it cannot be
 * compared, and the reason is said. Both runs lie in their spools; what is
 * matched goes through a sorter, so memory does not grow with records.
 */
#ifndef CASELINT_DIFF_DIFF_H
#define CASELINT_DIFF_DIFF_H

#include "base/status.h"
#include "report/model.h"
#include "report/spool.h"
#include "report/tally.h"

/* What became of a finding. */
enum diff_class {
	DIFF_NEW,            /* NEW has it; OLD looked and did not find it, or did not have the record */
	DIFF_WORSENED,       /* both have it; NEW with a worse outcome, a higher severity or more money at stake */
	DIFF_FIXED,          /* OLD has it; NEW looked and did not find it */
	DIFF_PERSISTING,     /* both have it, no worse than before */
	DIFF_NOT_COMPARABLE, /* one has it, and nothing follows from the other not having it */
	DIFF_CLASSES,
};

/* Why nothing follows; also what to bear in mind of a finding or an amount that was compared all the same. */
enum diff_reason {
	DIFF_NO_REASON,
	DIFF_OLD_INCOMPLETE,
	DIFF_NEW_INCOMPLETE,
	DIFF_RECORD_GONE,     /* the record is not in NEW */
	DIFF_RECORD_NEW,      /* the record is not in OLD */
	DIFF_NO_RECORD_ID,    /* records without an id cannot be told apart */
	DIFF_REPEATED_ID,     /* nor can those of one id */
	DIFF_RULE_NOT_IN_OLD, /* not selected, or not known */
	DIFF_RULE_NOT_IN_NEW,
	DIFF_RULE_FAILED_OLD, /* outcome error: the rule could not be run on the record */
	DIFF_RULE_FAILED_NEW,
	DIFF_RULE_UNKNOWN_NEW, /* outcome unknown: NEW lacks data that the rule needs */
	DIFF_OTHER_PLUGIN,     /* another version of the plugin */
	DIFF_OTHER_RULESET,    /* another ruleset, or another version of it */
	DIFF_OTHER_PARAMETERS, /* the same, with other values of its parameters */
	DIFF_OTHER_SEVERITY,   /* the same, with another severity of the rule, as a profile has it */
	DIFF_AS_OF,            /* NEW judged by an earlier day, or one of them by none */
	DIFF_REASONS,
};

/* What became of an amount. */
enum diff_change {
	DIFF_SAME,
	DIFF_CHANGED, /* value, state or last day */
	DIFF_APPEARED,
	DIFF_VANISHED,
	DIFF_CHANGES,
};

/* One of the two runs; borrowed, and read again for every reading of the diff. */
struct diff_run {
	const char *path; /* of the saved results, as given */
	const struct run_facts *facts;
	const struct tally *tally;
	struct spool *spool;
};

/* A record as one run has it. */
struct diff_side {
	bool present;
	const struct run_facts *facts;
	const struct run_bundle *bundle;
	const struct ruleset *ruleset; /* NULL: none */
	uint32_t input;
	uint64_t line;
	struct text group;
	struct text outcomes; /* one byte per rule of the bundle, enum caselint_outcome; 0: not asked */
};

/* The record that findings and amounts are of. */
struct diff_record {
	struct text plugin;
	struct text type;
	struct text id;   /* "" : it has none */
	bool is_repeated; /* a run has several records of this id: nothing of them is matched */
	const char *jurisdiction;
	struct text group; /* in NEW, else in OLD */
	struct diff_side old;
	struct diff_side new;
};

/* A finding as one run has it. */
struct diff_instance {
	bool present;
	struct text id;
	int32_t outcome;
	enum severity severity;
	uint64_t line;
	int32_t due;
	int64_t stake; /* cents between what was observed and what was expected; 0: no money */
	struct text message;
};

struct diff_finding {
	enum diff_class class;
	enum diff_reason reason; /* of DIFF_NOT_COMPARABLE; of others what to bear in mind, or none */
	struct text rule;
	const char *title; /* of the rule; "" : not known */
	struct text path;
	struct diff_instance old;
	struct diff_instance new;
	int32_t now; /* DIFF_FIXED: the outcome of the rule in NEW */
};

/* An amount as one run has it. */
struct diff_money {
	bool present;
	int64_t value; /* cents */
	int32_t state; /* enum caselint_amount_state */
	int32_t due;
};

struct diff_amount {
	enum diff_change change;
	enum diff_reason reason; /* why it may have, or none */
	struct text kind;
	struct text subject;
	struct text title;
	int32_t month;
	int32_t from;
	int32_t to;
	struct text path;
	struct diff_money old;
	struct diff_money new;
};

/* Findings of one class. */
struct diff_count {
	uint64_t all;
	uint64_t open;  /* fail and unknown: in NEW, or in OLD where NEW has none */
	uint64_t gated; /* of those in NEW, with the severity of --fail-on or a higher one */
};

/* Money of one kind, over all records. */
struct diff_sum {
	struct text plugin;
	const char *jurisdiction;
	struct text kind;
	struct text title;
	uint64_t old_count;
	uint64_t new_count;
	int64_t old_value; /* cents */
	int64_t new_value;
	int64_t difference;   /* new_value less old_value ... */
	int64_t records_gone; /* ... of which these are of records that only OLD has, as a negative sum ... */
	int64_t records_new;  /* ... and these of records that only NEW has */
	bool overflow;        /* a sum left its range: none is shown */
};

/* What keeps a diff from being the whole answer; bits. */
enum diff_gap {
	DIFF_GAP_OLD_INCOMPLETE = 1,
	DIFF_GAP_NEW_INCOMPLETE = 2,
	DIFF_GAP_NOTHING_IN_COMMON = 4, /* no record is in both */
	DIFF_GAP_RULES = 8,             /* rules that OLD ran were not run in NEW */
	DIFF_GAP_FINDINGS = 16,         /* findings of NEW that count for --fail-on cannot be compared */
};

struct diff_totals {
	struct diff_count classes[DIFF_CLASSES];
	uint64_t reasons[DIFF_REASONS]; /* findings of DIFF_NOT_COMPARABLE */
	uint64_t records_in_both;
	uint64_t records_gone;
	uint64_t records_new;
	uint64_t records_unmatched;     /* of either run: without an id, or with one that another has, too */
	uint64_t changes[DIFF_CHANGES]; /* amounts */
	struct diff_sum *sums;          /* by plugin and kind, in byte order */
	size_t sum_count;
	struct names rules_gone; /* that OLD ran and NEW did not, in the order of OLD */
	struct names rules_new;  /* that NEW ran and OLD did not */
	unsigned gaps;           /* enum diff_gap; 0: everything that matters was compared */
};

/* What counts. */
struct diff_options {
	enum severity fail_on;
	bool fail_never;
};

struct diff;

/*
 * Takes both runs in and counts. STATUS_IO when the temporary file fails or a spool cannot be read, STATUS_LIMIT when
 * an entry of a record is too long to be compared. Runs and options are borrowed until diff_free.
 */
CASELINT_NODISCARD
enum status diff_make(
    const struct diff_run *old, const struct diff_run *new, const struct diff_options *options, struct diff **ret_diff);

const struct diff_run *diff_old(const struct diff *diff);
const struct diff_run *diff_new(const struct diff *diff);
const struct diff_options *diff_options_of(const struct diff *diff);
const struct diff_totals *diff_totals_of(const struct diff *diff);
/* 0: nothing is new or worse that counts; 1: something is; 3: that cannot be said, for one of the gaps. */
int diff_exit_code(const struct diff *diff);

/* Called for each finding and each amount, one of them NULL; valid during the call. Anything but STATUS_OK stops. */
typedef enum status diff_item_fn(void *context, const struct diff_record *record, const struct diff_finding *finding,
    const struct diff_amount *amount);
/* All of them, by plugin, record type and id; of a record findings by rule and place, then amounts by kind and time. Any
 * number of times. */
CASELINT_NODISCARD
enum status diff_read(struct diff *diff, diff_item_fn *item, void *context);

/* What NEW has more than OLD. STATUS_ABSENT where one of them does not have the amount, STATUS_OVERFLOW when it is too
 * large. */
CASELINT_NODISCARD
enum status diff_amount_difference(const struct diff_amount *amount, int64_t *ret_cents);

/* NULL is allowed. */
void diff_free(struct diff *diff);

/* ---- Words ------------------------------------------------------------------------ */

/* "new", "worsened", "fixed", "persisting", "notComparable" */
const char *diff_class_name(enum diff_class class);
/* "recordNotInNew"; NULL for none. */
const char *diff_reason_name(enum diff_reason reason);
/* "its record is not in NEW"; "" for none. */
const char *diff_reason_words(enum diff_reason reason);
/* "changed", "appeared", "vanished" */
const char *diff_change_name(enum diff_change change);
/* "oldIncomplete"; for one bit. */
const char *diff_gap_name(enum diff_gap gap);
/* Appends what the gap is, as a sentence. */
void diff_gap_words(struct buffer *text, const struct diff *diff, enum diff_gap gap);
/* Appends the answer as one line: "WORSE: 2 findings are new, ...", "INCOMPLETE: ...". */
void diff_verdict(struct buffer *text, const struct diff *diff);

#endif
