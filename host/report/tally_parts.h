/*
 * What the files of the tally share: money per kind and group, the list of
 * tasks, and the marks of what amounts rest on. Nothing outside the tally
 * includes this.
 */
#ifndef CASELINT_REPORT_TALLY_PARTS_H
#define CASELINT_REPORT_TALLY_PARTS_H

#include "base/buffer.h"
#include "report/tally.h"
#include "report/text_index.h"

/* ---- Money ---- */

/* The amounts of one group, or of all. */
struct money_sums {
	struct tally_amount *items; /* by number of the kind */
	size_t count;
};

/* A kind of amount. */
struct money_kind {
	struct text name;
	struct text title;
	bool claimable;
};

/* The kinds of a bundle, in the order of its rulesets; one that no ruleset declares comes last. */
struct money_kinds {
	struct arena arena;
	struct money_kind *items;
	size_t count;
	size_t next; /* behind the kind found last: records repeat them in order */
};

void money_kinds_init(struct money_kinds *kinds, const struct run_bundle *bundle);
void money_kinds_clear(struct money_kinds *kinds);
/* Whether amounts of a kind may be claimed, as its ruleset has it. */
bool money_kind_is_claimable(struct money_kinds *kinds, struct text kind);
size_t money_kind_number(struct money_kinds *kinds, const struct result_amount *amount);
void money_sums_add(
    struct money_sums *sums, const struct money_kinds *kinds, size_t kind, const struct result_amount *amount);
/* Adds the sums of others, by the names of their kinds. */
void money_sums_absorb(struct money_sums *sums, struct money_kinds *kinds, const struct money_sums *other,
    const struct money_kinds *other_kinds);

/* ---- Tasks ---- */

struct kept_task; /* a task with its order and its own copies */

struct task_list {
	struct kept_task *items; /* in order, at most TALLY_TASKS */
	size_t count;
	uint64_t offered;
	struct buffer amounts;  /* of the task in hand */
	struct tally_day *days; /* in order, at most TALLY_DAYS */
	size_t day_count;
	struct tally_day days_beyond;
	struct tally_day no_date;
};

/* Offers the open steps of a record; `kinds` are those of its bundle, NULL when it has none. */
void task_list_add(struct task_list *list, const struct result_record *record, struct money_kinds *kinds);
/* Takes over what another list of the same run has. */
void task_list_absorb(struct task_list *list, const struct task_list *other);
/* The tasks as they are shown; the texts stay with the list. */
struct tally_task *task_list_shown(const struct task_list *list);
void task_list_clear(struct task_list *list);

/* ---- Assumptions ---- */

/* What of a ruleset has been used. */
struct ruleset_use {
	const struct ruleset *ruleset;
	bool *amounts; /* one per declared amount */
	bool *steps;   /* one per declared step */
	size_t amount_hint;
	size_t step_hint;
};

void ruleset_use_init(struct ruleset_use *use, const struct ruleset *ruleset);
void ruleset_use_clear(struct ruleset_use *use);
void ruleset_use_add(struct ruleset_use *use, const struct result_amount *amount);
/* Takes over the marks of another for the same ruleset. */
void ruleset_use_absorb(struct ruleset_use *use, const struct ruleset_use *other);
/* Whether a used amount or step rests on the assumption. */
bool ruleset_use_rests_on(const struct ruleset_use *use, const char *assumption);

#endif
