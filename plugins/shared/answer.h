/*
 * Answering a rule: an answer collects the instances of a rule in one record,
 * reports those that are not pass, and keeps the worst. What is judged is the
 * business of the rules.
 */
#ifndef SHARED_ANSWER_H
#define SHARED_ANSWER_H

#include <stdbool.h>

#include <caselint/plugin.h>

#define ANSWER_VALUES 4U

/* One rule being answered for one record. */
struct answer {
	const struct caselint_eval *eval;
	const char *rule;
	int32_t worst; /* of the instances so far; NOTAPPLICABLE without any */
	uint32_t value_count;
	struct caselint_named_value values[ANSWER_VALUES]; /* for the messages of all further findings */
};

/* What is said of one instance that is not pass. */
struct instance {
	const char *variant; /* of the message; NULL: the ordinary one */
	struct caselint_ref place;
	struct caselint_value observed;
	struct caselint_value expected;
	int32_t due;
};

struct answer answer_to(const struct caselint_eval *eval, const char *rule);

/* Gives further messages a named value; a value of that name is replaced. */
void answer_name_value(struct answer *answer, const char *name, struct caselint_value value);

void answer_pass(struct answer *answer);
/* An instance of the outcome given, with its finding. */
void answer_report(struct answer *answer, int32_t outcome, const struct instance *instance);
void answer_fail(struct answer *answer, const struct instance *instance);
/* A datum at this place is absent or unreadable. */
void answer_unknown(struct answer *answer, struct caselint_ref place, struct caselint_value expected, int32_t due);

/* A step that was not done: in time it is pending, later it fails; without an as-of date it is unknown. */
void answer_not_done(struct answer *answer, struct caselint_ref place, struct caselint_value expected, int32_t due);
/* The same where what counts is how long ago the step was due: the messages know the {days}. Without a due date that
 * can be read it is unknown. */
void answer_overdue(struct answer *answer, struct caselint_ref place, int32_t due);
/* A step that was not done and has no date: pending, always. */
void answer_open(struct answer *answer, struct caselint_ref place, struct caselint_value expected);
/* A step that was not done: pending, or failed where a later step was done without it. */
void answer_missing(struct answer *answer, struct caselint_ref place, struct caselint_value expected, bool is_late);

/* A variant for a certain wrong amount. */
struct wrong_amount {
	int64_t amount;
	const char *variant;
};

/* The value at `place` against what it must be; absent and bad are unknown. */
void answer_amount(struct answer *answer, struct caselint_ref place, int64_t found, int64_t expected,
    const struct wrong_amount *wrongs, uint32_t wrong_count);
void answer_text(struct answer *answer, struct caselint_ref place, const struct caselint_text *found,
    const struct caselint_text *expected, const char *variant);
/* The same for free text, which may name a person: what was found is not shown. */
void answer_free_text(struct answer *answer, struct caselint_ref place, const struct caselint_text *found,
    const struct caselint_text *expected, const char *variant);
void answer_date_is(struct answer *answer, struct caselint_ref place, int32_t found, int32_t expected);
/* A date that must not be after `due`. */
void answer_date_by(struct answer *answer, struct caselint_ref place, int32_t found, int32_t due);
/* A date that must not be after another one that is no deadline; either may be absent or bad. */
void answer_date_not_after(struct answer *answer, struct caselint_ref place, int32_t found, int32_t last);

/* Nothing can have happened after the export was made. Whether there are events to judge: not without the date of
 * the export. */
bool answer_begin_events(struct answer *answer);
/* One event; absent is none. */
void answer_event(struct answer *answer, struct caselint_ref place, int32_t date);

/* The outcome for the host. */
int32_t answer_outcome(const struct answer *answer);

/* ---- Values ----------------------------------------------------------------- */

struct caselint_value value_none(void);
struct caselint_value value_money(int64_t cents);
struct caselint_value value_date(int32_t date);
struct caselint_value value_month(int32_t month);
struct caselint_value value_time(int32_t seconds);
struct caselint_value value_count(uint32_t count);
struct caselint_value value_text(const struct caselint_text *text);
/* What the input has at a place. */
struct caselint_value value_at(struct caselint_ref place);
struct caselint_ref place_none(void);
struct caselint_ref place_whole(const void *object);
/* Where something that is missing from a list belongs: the list when it is empty, else the record; an element of the
 * list that is something else would mislead. */
struct caselint_ref place_in_list(const struct caselint_list *list, struct caselint_ref place);
#define PLACE(object, type, member) ((struct caselint_ref)CASELINT_REF(object, type, member))

/* The n-th struct of a list. */
#define ITEM(list, type, index) ((const type *)(list).items[index])

/* Whether a number is there and readable. */
bool is_known(int32_t value);
/* Whether a step that leaves a date was done: an unreadable date is a date. */
bool was_done(int32_t date);
bool is_known_money(int64_t value);
/* Whether a text is there and readable, and whether it is this one. */
bool text_is_known(const struct caselint_text *text);
bool text_is(const struct caselint_text *text, const struct caselint_text *expected);

#endif
