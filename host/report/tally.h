/*
 * The tally: totals over all records of a run, whatever a report lists. Counts
 * by outcome, rule and group, money per kind and group, what is due by date, and the
 * assumptions that amounts rest on.
 */
#ifndef CASELINT_REPORT_TALLY_H
#define CASELINT_REPORT_TALLY_H

#include "base/status.h"
#include "report/model.h"

/* Counts of one rule. */
struct tally_rule {
	uint32_t bundle;
	const char *id;
	uint64_t outcomes[OUTCOMES]; /* records by the rule's outcome */
	uint64_t excused[OUTCOMES];  /* of those, the ones where all of it is waived or known */
};

/* One kind of amount in one group (county, district) of one jurisdiction. */
struct tally_amount {
	uint32_t bundle;
	struct text group; /* "" in the totals over all groups */
	struct text kind;
	struct text title;
	bool claimable; /* some of it may be claimed: each amount says so itself */
	uint64_t count;
	int64_t value;                                /* cents, all states */
	int64_t by_state[CASELINT_MANUAL_AMOUNT + 1]; /* cents by enum caselint_amount_state */
	uint64_t parts; /* amounts that are not 0.00; nobody adds to a sum by the others */
	uint64_t parts_by_state[CASELINT_MANUAL_AMOUNT + 1];
	int64_t unclaimed; /* cents that may be claimed, due and overdue */
	uint64_t unclaimed_parts;
	bool overflow;            /* a sum left the range: it is not shown */
	bool withheld;            /* all of it was suppressed, see report/suppress.h; sums are 0 then */
	uint32_t states_withheld; /* bit 1 << state where the sum of a state was; that is 0 then */
	bool unclaimed_withheld;
};

/* One group. */
struct tally_group {
	uint32_t bundle;
	struct text group;
	uint64_t records;
	uint64_t outcomes[OUTCOMES];
};

/* A step that is open: a pending finding, a failed one that had a date, or an amount of more than 0.00 that is due or
 * overdue. An amount due on the day of such a finding of its record belongs to that step; one that is held back, though
 * its kind may be claimed, is no step. The earliest are kept. */
struct tally_task {
	int32_t due; /* CASELINT_ABSENT: no date, listed last */
	uint32_t bundle;
	uint32_t input;
	uint64_t sequence;  /* of the record */
	struct text record; /* id */
	struct text group;
	struct text rule; /* of a finding; "" of an amount */
	struct text what; /* the remedy or the amount's title */
	struct text cite;
	int32_t outcome;     /* PENDING, or FAIL for what is late or missing */
	int32_t state;       /* of an amount; 0 of a finding */
	int64_t value;       /* cents, of an amount */
	struct text amounts; /* of a finding: what is due with it, "Match, 50.00; Share, 10.00" */
};

#define TALLY_TASKS 200U /* listed; the rest are counted */

/* Steps by their last day. All are counted, listed or not. */
struct tally_day {
	int32_t due;
	uint64_t late; /* of outcome FAIL */
	uint64_t open;
};

#define TALLY_DAYS 1000U /* told apart, the earliest; the rest are counted together */

/* What a waiver was for. */
struct tally_waiver {
	uint64_t used;   /* findings that are waived by it */
	uint64_t lapsed; /* that are open because it has expired */
};

struct tally {
	struct run_counts counts;
	struct tally_rule *rules; /* selected rules of all bundles, in their order */
	size_t rule_count;
	struct tally_group *groups; /* sorted by bundle, then group; those over LIMIT_GROUPS are one, OTHER_GROUPS */
	size_t group_count;
	uint64_t in_other_groups;    /* records of those */
	bool groups_withheld;        /* none is told, see report/suppress.h */
	struct tally_amount *totals; /* per bundle and kind, in the ruleset's order */
	size_t total_count;
	struct tally_amount *amounts; /* per bundle, group and kind, sorted like both */
	size_t amount_count;
	struct tally_task *tasks; /* by due date, then in the order of records; at most TALLY_TASKS */
	size_t task_count;
	uint64_t tasks_unlisted;
	const struct tally_day *days; /* by date; at most TALLY_DAYS */
	size_t day_count;
	struct tally_day days_beyond; /* behind the last of them; no date of its own */
	struct tally_day no_date;
	const struct ruleset_assumption **assumptions; /* used by an amount or step of the run, each id and reading
	                                                   once, in ruleset order */
	size_t assumption_count;
	struct tally_waiver *waivers; /* one per waiver of run_marks */
	size_t waiver_count;
};

/* `facts` is borrowed. */
struct tally *tally_new(const struct run_facts *facts);
/* Adds one record, supplements already merged; copies what it keeps. Records come in the order of the run. Workings
 * may be missing: spool_read_parts with SPOOL_WITHOUT_WORKING is enough. */
void tally_add(struct tally *tally, const struct result_record *record);
/*
 * Adds what another tally of the same run has counted, which is not used afterwards but to be freed. Neither is finished. The
 * order of the two does not matter, but for groups beyond LIMIT_GROUPS: which of those are named does depend on it.
 */
void tally_absorb(struct tally *tally, const struct tally *other);
/* Sorts; to be called once, after the last record. */
void tally_finish(struct tally *tally);
/* NULL is allowed. */
void tally_free(struct tally *tally);

/* Adds the sums of one to another; what kind and group they are of is the caller's. */
void tally_amount_absorb(struct tally_amount *sum, const struct tally_amount *other);
/* Claimable money that nobody has claimed: due and overdue. STATUS_OVERFLOW when the sum is not known, STATUS_ABSENT when
 * it is withheld. */
CASELINT_NODISCARD
enum status tally_unclaimed(const struct tally_amount *amount, int64_t *ret_cents);

#endif
