/*
 * caselint/answer.h: help for the plugin of a jurisdiction with answering a rule.
 * An answer collects the instances of one rule in one record, reports those that
 * are not pass, and keeps the worst outcome. Beside it stand the values and places a
 * finding is made of, and the judgements most rules come down to.
 *
 * All of it is `static inline` over caselint/plugin.h: nothing here is a symbol of the
 * host, no state is kept, and a plugin that does not want it leaves it out. It is compiled
 * into the plugin, which keeps what it was built with whatever is installed later; only
 * caselint/plugin.h is a contract between binaries. What many
 * rules have in common can be written as a table instead: caselint/rules.h. The
 * functions are in C99 and in C++17; names begin with cl_ or CL_.
 *
 * What all judgements hold to
 * - A datum that is absent or unreadable where it is needed is UNKNOWN, never a pass
 *   and never a fail; the finding is at the place of that datum. Its message is the
 *   variant "unknown".
 * - A step that was not done is judged by time. In time it is PENDING (variant
 *   "pending"), later it is FAIL (variant "absent"); without an as-of date nobody can
 *   tell, so it is UNKNOWN (variant "notiming"). The last day itself is in time.
 * - What was done wrong is FAIL, with the variant the caller names; NULL is the message
 *   without a variant.
 * - A rule with no instance at all is NOTAPPLICABLE.
 * The ruleset has to have the messages a rule can need; the host refuses it otherwise.
 */
#ifndef CASELINT_ANSWER_H
#define CASELINT_ANSWER_H

#include <stdbool.h>
#include <string.h>

#include <caselint/plugin.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Values -------------------------------------------------------------------- */

/* A value of a kind of numbers: cents, days, months, seconds, 0 or 1, a count. */
static inline struct caselint_value
cl_number(uint32_t kind, int64_t number)
{
	struct caselint_value value;

	memset(&value, 0, sizeof value);
	value.kind = kind;
	value.number = number;
	return value;
}

/* No value: the finding shows nothing. */
static inline struct caselint_value
cl_none(void)
{
	return cl_number(0, 0);
}

static inline struct caselint_value
cl_money(int64_t cents)
{
	return cl_number(CASELINT_MONEY, cents);
}

static inline struct caselint_value
cl_date(int32_t date)
{
	return cl_number(CASELINT_DATE, date);
}

static inline struct caselint_value
cl_month(int32_t month)
{
	return cl_number(CASELINT_MONTH, month);
}

static inline struct caselint_value
cl_time(int32_t seconds)
{
	return cl_number(CASELINT_TIME, seconds);
}

static inline struct caselint_value
cl_count(uint32_t count)
{
	return cl_number(CASELINT_COUNT, count);
}

/* A text of a parameter or of a field that is not private. */
static inline struct caselint_value
cl_text(const struct caselint_text *text)
{
	struct caselint_value value = cl_number(CASELINT_TEXT, 0);

	value.text = text->data;
	value.length = text->length;
	return value;
}

/* A word of the plugin's own, for a cell that has codes. It is NUL-terminated. */
static inline struct caselint_value
cl_word(const char *word)
{
	struct caselint_value value = cl_number(CASELINT_CODE, 0);

	value.text = word;
	value.length = (uint32_t)strlen(word);
	return value;
}

/* What the input has at a place, as it stands there. */
static inline struct caselint_value
cl_at(struct caselint_ref place)
{
	struct caselint_value value = cl_none();

	value.from = place;
	return value;
}

/* ---- Places -------------------------------------------------------------------- */

/* A member of a struct the host handed out, by its offset; CASELINT_WHOLE: the struct itself. */
static inline struct caselint_ref
cl_place(const void *object, uint32_t member)
{
	struct caselint_ref place = {object, member, 0};

	return place;
}

/* The same by name. `object` may be NULL as long as the place is not used. */
#define CL_PLACE(object, type, name) cl_place((object), (uint32_t)offsetof(type, name))

/* The n-th struct of a list. */
#define CL_ITEM(list, type, index) ((const type *)(list).items[index])

/* No place: the record. */
static inline struct caselint_ref
cl_nowhere(void)
{
	return cl_place(NULL, 0);
}

static inline struct caselint_ref
cl_whole(const void *object)
{
	return cl_place(object, CASELINT_WHOLE);
}

/* Where something that is missing from a list belongs: `place`, the list, when it is empty, else the record; an
 * element of the list that is something else would mislead. */
static inline struct caselint_ref
cl_in_list(const struct caselint_list *list, struct caselint_ref place)
{
	return list->count == 0 ? place : cl_nowhere();
}

/* ---- What is there --------------------------------------------------------------- */

/* Whether a number of 32 bits (date, month, time, count, boolean) is there and readable. */
static inline bool
cl_is_known(int32_t value)
{
	return value != CASELINT_ABSENT && value != CASELINT_BAD;
}

/* Whether a step that leaves a date was done: an unreadable date is a date. */
static inline bool
cl_was_done(int32_t date)
{
	return date != CASELINT_ABSENT;
}

static inline bool
cl_is_known_money(int64_t value)
{
	return value != CASELINT_ABSENT_MONEY && value != CASELINT_BAD_MONEY;
}

/* Whether a text is there and readable; an empty one is. */
static inline bool
cl_text_is_known(const struct caselint_text *text)
{
	return text->state == CASELINT_PRESENT;
}

/* Whether a text is there, and this one, byte for byte. Not for private texts, which have no bytes here: the host
 * compares those (same_text). */
static inline bool
cl_text_is(const struct caselint_text *text, const struct caselint_text *expected)
{
	if (!cl_text_is_known(text) || text->length != expected->length)
		return false;
	return text->length == 0 || (text->data != NULL && memcmp(text->data, expected->data, text->length) == 0);
}

/* ---- Answers -------------------------------------------------------------------- */

#define CL_VALUES 4U /* how many named values an answer keeps; more are left out */

/* One rule being answered for one record. On the stack of a check; nothing has to be freed. */
struct cl_answer {
	const struct caselint_eval *eval;
	const char *rule;
	int32_t worst; /* of the instances so far; NOTAPPLICABLE without any */
	uint32_t value_count;
	struct caselint_named_value values[CL_VALUES]; /* for the messages of all further findings */
};

/* What is said of one instance that is not pass. */
struct cl_instance {
	const char *variant; /* of the message; NULL: the ordinary one */
	struct caselint_ref place;
	struct caselint_value observed;
	struct caselint_value expected;
	int32_t due; /* a date, or CASELINT_ABSENT */
};

/* A new answer. Eval and id are borrowed. */
static inline struct cl_answer
cl_answer_to(const struct caselint_eval *eval, const char *rule)
{
	struct cl_answer answer;

	/* The values are as many as are counted; clearing them would take longer than most rules. */
	answer.eval = eval;
	answer.rule = rule;
	answer.worst = CASELINT_NOTAPPLICABLE;
	answer.value_count = 0;
	return answer;
}

/* Gives further messages a named value; a value of that name is replaced. */
static inline void
cl_name(struct cl_answer *answer, const char *name, struct caselint_value value)
{
	uint32_t i = 0;

	while (i < answer->value_count && strcmp(answer->values[i].name, name) != 0)
		i++;
	if (i == CL_VALUES)
		return;
	answer->values[i].name = name;
	answer->values[i].value = value;
	if (i == answer->value_count)
		answer->value_count++;
}

/* The outcome for the host: what a check returns. */
static inline int32_t
cl_outcome(const struct cl_answer *answer)
{
	return answer->worst;
}

/* In reconcile nothing is returned: findings were reported as they were made, and a pass has to be said. */
static inline void
cl_post(const struct cl_answer *answer)
{
	if (answer->worst == CASELINT_PASS)
		(void)answer->eval->services->outcome(answer->eval, answer->rule, CASELINT_PASS);
}

static inline void
cl_worsen(struct cl_answer *answer, int32_t outcome)
{
	if (outcome < answer->worst)
		answer->worst = outcome;
}

/* An instance that is right. */
static inline void
cl_pass(struct cl_answer *answer)
{
	cl_worsen(answer, CASELINT_PASS);
}

/* An instance of another outcome (FAIL, UNKNOWN, PENDING, MANUAL), with its finding. */
static inline void
cl_report(struct cl_answer *answer, int32_t outcome, const struct cl_instance *instance)
{
	struct caselint_finding finding;

	memset(&finding, 0, sizeof finding);
	finding.size = (uint32_t)sizeof finding;
	finding.outcome = outcome;
	finding.rule = answer->rule;
	finding.variant = instance->variant;
	finding.place = instance->place;
	finding.observed = instance->observed;
	finding.expected = instance->expected;
	finding.due = instance->due;
	finding.values.items = answer->values;
	finding.values.count = answer->value_count;
	finding.values.stride = (uint32_t)sizeof answer->values[0];
	(void)answer->eval->services->finding(answer->eval, &finding);
	cl_worsen(answer, outcome);
}

static inline struct cl_instance
cl_instance_of(const char *variant, struct caselint_ref place, struct caselint_value expected, int32_t due)
{
	struct cl_instance instance;

	memset(&instance, 0, sizeof instance);
	instance.variant = variant;
	instance.place = place;
	instance.expected = expected;
	instance.due = due;
	return instance;
}

static inline void
cl_fail(struct cl_answer *answer, const struct cl_instance *instance)
{
	cl_report(answer, CASELINT_FAIL, instance);
}

/* A failure at a place where nothing can be shown: something is missing, or is there that must not be. */
static inline void
cl_fail_at(struct cl_answer *answer, const char *variant, struct caselint_ref place)
{
	struct cl_instance wrong = cl_instance_of(variant, place, cl_none(), CASELINT_ABSENT);

	cl_fail(answer, &wrong);
}

/* A failure that shows what stands at the place, and what should stand there. */
static inline void
cl_fail_value(struct cl_answer *answer, const char *variant, struct caselint_ref place, struct caselint_value expected)
{
	struct cl_instance wrong = cl_instance_of(variant, place, expected, CASELINT_ABSENT);

	wrong.observed = cl_at(place);
	cl_fail(answer, &wrong);
}

/* No export can show it: a person attests. The variant is "manual". */
static inline void
cl_manual(struct cl_answer *answer, struct caselint_ref place)
{
	struct cl_instance attest = cl_instance_of("manual", place, cl_none(), CASELINT_ABSENT);

	cl_report(answer, CASELINT_MANUAL, &attest);
}

/* A datum at this place is absent or unreadable. */
static inline void
cl_unknown(struct cl_answer *answer, struct caselint_ref place, struct caselint_value expected, int32_t due)
{
	struct cl_instance unknown = cl_instance_of("unknown", place, expected, due);

	cl_report(answer, CASELINT_UNKNOWN, &unknown);
}

/* A step that was not done: in time until `due` it is pending, later it fails; without an as-of date it is unknown. */
static inline void
cl_not_done(struct cl_answer *answer, struct caselint_ref place, struct caselint_value expected, int32_t due)
{
	int32_t as_of = answer->eval->as_of;
	struct cl_instance open = cl_instance_of("notiming", place, expected, due);
	int32_t outcome = CASELINT_UNKNOWN;

	if (cl_is_known(as_of)) {
		open.variant = as_of <= due ? "pending" : "absent";
		outcome = as_of <= due ? CASELINT_PENDING : CASELINT_FAIL;
	}
	cl_report(answer, outcome, &open);
}

/* The same where what counts is how long ago the step was due: the messages know the {days}. Without a due date that
 * can be read it is unknown. */
static inline void
cl_overdue(struct cl_answer *answer, struct caselint_ref place, int32_t due)
{
	int32_t as_of = answer->eval->as_of;

	if (!cl_is_known(due)) {
		cl_unknown(answer, place, cl_none(), CASELINT_ABSENT);
		return;
	}
	if (cl_is_known(as_of) && as_of > due)
		cl_name(answer, "days", cl_count((uint32_t)(as_of - due)));
	cl_not_done(answer, place, cl_none(), due);
}

/* A step that was not done and has no date: pending, always. */
static inline void
cl_open(struct cl_answer *answer, struct caselint_ref place, struct caselint_value expected)
{
	struct cl_instance open = cl_instance_of("pending", place, expected, CASELINT_ABSENT);

	cl_report(answer, CASELINT_PENDING, &open);
}

/* A step that was not done: pending, or failed ("absent") where a later step was done without it. */
static inline void
cl_missing(struct cl_answer *answer, struct caselint_ref place, struct caselint_value expected, bool is_late)
{
	struct cl_instance missing = cl_instance_of("absent", place, expected, CASELINT_ABSENT);

	if (is_late)
		cl_fail(answer, &missing);
	else
		cl_open(answer, place, expected);
}

/* ---- Judgements ------------------------------------------------------------------ */

/* A variant for a certain wrong amount. */
struct cl_wrong_amount {
	int64_t amount;
	const char *variant;
};

/* An amount against what it must be. The first wrong amount it equals names the variant; of none: `NULL`. */
static inline void
cl_judge_amount(struct cl_answer *answer, struct caselint_ref place, int64_t found, int64_t expected,
    const struct cl_wrong_amount *wrongs, uint32_t wrong_count)
{
	struct cl_instance wrong = cl_instance_of(NULL, place, cl_money(expected), CASELINT_ABSENT);
	uint32_t i = 0;

	if (!cl_is_known_money(found)) {
		cl_unknown(answer, place, cl_money(expected), CASELINT_ABSENT);
	} else if (found == expected) {
		cl_pass(answer);
	} else {
		wrong.observed = cl_money(found);
		for (i = 0; i < wrong_count && wrong.variant == NULL; i++)
			wrong.variant = found == wrongs[i].amount ? wrongs[i].variant : NULL;
		cl_fail(answer, &wrong);
	}
}

/* A code against the one it must be; an empty one is unknown. */
static inline void
cl_judge_code(struct cl_answer *answer, struct caselint_ref place, const struct caselint_text *found,
    const struct caselint_text *expected, const char *variant)
{
	if (!cl_text_is_known(found) || found->length == 0)
		cl_unknown(answer, place, cl_text(expected), CASELINT_ABSENT);
	else if (cl_text_is(found, expected))
		cl_pass(answer);
	else
		cl_fail_value(answer, variant, place, cl_text(expected));
}

/* The same for free text, which may name a person: what was found is not shown. */
static inline void
cl_judge_free_text(struct cl_answer *answer, struct caselint_ref place, const struct caselint_text *found,
    const struct caselint_text *expected, const char *variant)
{
	struct cl_instance wrong = cl_instance_of(variant, place, cl_text(expected), CASELINT_ABSENT);

	if (!cl_text_is_known(found) || found->length == 0)
		cl_unknown(answer, place, cl_text(expected), CASELINT_ABSENT);
	else if (cl_text_is(found, expected))
		cl_pass(answer);
	else
		cl_fail(answer, &wrong);
}

/* A date that must be this day. */
static inline void
cl_judge_date(struct cl_answer *answer, struct caselint_ref place, int32_t found, int32_t expected)
{
	if (!cl_is_known(found))
		cl_unknown(answer, place, cl_date(expected), CASELINT_ABSENT);
	else if (found == expected)
		cl_pass(answer);
	else
		cl_fail_value(answer, NULL, place, cl_date(expected));
}

/* A date that must not be after `due`, which is a deadline. */
static inline void
cl_judge_deadline(struct cl_answer *answer, struct caselint_ref place, int32_t found, int32_t due)
{
	struct cl_instance late = cl_instance_of(NULL, place, cl_date(due), due);

	if (!cl_is_known(found)) {
		cl_unknown(answer, place, cl_date(due), due);
	} else if (found <= due) {
		cl_pass(answer);
	} else {
		late.observed = cl_at(place);
		cl_fail(answer, &late);
	}
}

/* A date that must not be after another one that is no deadline; either may be absent or bad. */
static inline void
cl_judge_not_after(struct cl_answer *answer, struct caselint_ref place, int32_t found, int32_t last)
{
	if (!cl_is_known(found) || !cl_is_known(last))
		cl_unknown(answer, place, cl_none(), CASELINT_ABSENT);
	else if (found <= last)
		cl_pass(answer);
	else
		cl_fail_value(answer, NULL, place, cl_date(last));
}

/* Nothing can have happened after the export was made. Whether there are events to judge: not without the date of the
 * export. That date alone is a pass; one that cannot be read is unknown. */
static inline bool
cl_begin_events(struct cl_answer *answer)
{
	int32_t exported_on = answer->eval->exported_on;

	if (exported_on == CASELINT_BAD)
		cl_unknown(answer, cl_nowhere(), cl_none(), CASELINT_ABSENT);
	else if (exported_on != CASELINT_ABSENT)
		cl_pass(answer);
	return cl_is_known(exported_on);
}

/* One event after cl_begin_events; absent is none. */
static inline void
cl_event(struct cl_answer *answer, struct caselint_ref place, int32_t date)
{
	struct caselint_value exported_on = cl_date(answer->eval->exported_on);

	if (date == CASELINT_BAD)
		cl_unknown(answer, place, exported_on, CASELINT_ABSENT);
	else if (date != CASELINT_ABSENT && date > answer->eval->exported_on)
		cl_fail_value(answer, NULL, place, exported_on);
}

#ifdef __cplusplus
}
#endif

#endif
