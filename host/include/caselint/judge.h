/*
 * caselint/judge.h: how the entries of caselint/rules.h are judged. Part of it; include
 * that. What a plugin calls itself is cl_judge, and cl_check by its table of rules; the
 * rest are its parts.
 */
#ifndef CASELINT_JUDGE_H
#define CASELINT_JUDGE_H

#include <caselint/answer.h>
#include <caselint/calendar.h>
#include <caselint/entry.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Looking things up ------------------------------------------------------------ */

/* The value of a where; NULL: nowhere, or there is no such struct. */
static inline const void *
cl_look(const struct caselint_eval *eval, const void *object, uint32_t where)
{
	const void *in = NULL;

	switch (where & CL_IN_MASK) {
	case CL_IN_RECORD: in = eval->record; break;
	case CL_IN_SUBJECT: in = object; break;
	case CL_IN_PARAMETERS: in = eval->parameters; break;
	case CL_IN_PREPARED: in = eval->prepared; break;
	default: break;
	}
	return in == NULL ? NULL : (const char *)in + (where & ~CL_IN_MASK);
}

static inline int32_t
cl_look_number(const struct caselint_eval *eval, const void *object, uint32_t where)
{
	const void *at = cl_look(eval, object, where);
	int32_t number = CASELINT_ABSENT;

	if (at != NULL)
		memcpy(&number, at, sizeof number);
	return number;
}

static inline int64_t
cl_look_money(const struct caselint_eval *eval, const void *object, uint32_t where)
{
	const void *at = cl_look(eval, object, where);
	int64_t cents = CASELINT_ABSENT_MONEY;

	if (at != NULL)
		memcpy(&cents, at, sizeof cents);
	return cents;
}

static inline struct caselint_text
cl_look_text(const struct caselint_eval *eval, const void *object, uint32_t where)
{
	const void *at = cl_look(eval, object, where);
	struct caselint_text text = {NULL, 0, CASELINT_ABSENT};

	if (at != NULL)
		memcpy(&text, at, sizeof text);
	return text;
}

/* Whether a condition holds. In what was prepared it is a bool; elsewhere a boolean, which holds when it is 1. */
static inline bool
cl_holds(const struct caselint_eval *eval, const void *object, uint32_t where)
{
	const void *at = cl_look(eval, object, where);
	bool holds = false;

	if (at == NULL)
		return false;
	if ((where & CL_IN_MASK) != CL_IN_PREPARED)
		return cl_look_number(eval, object, where) == 1;
	memcpy(&holds, at, sizeof holds);
	return holds;
}

/* What a subject is in a record. */
struct cl_found {
	const struct caselint_list *list; /* NULL: `single` is all there can be */
	const void *single;               /* NULL: it is not there */
	bool is_unclear;                  /* which there are cannot be told */
	struct caselint_ref home;         /* where one that is missing would stand */
};

/* Follows one pointer of a subject; NULL: it leads nowhere, and `ret_found` knows where it should. */
static inline const void *
cl_follow(const struct cl_subject *subject, const struct caselint_eval *eval, const void *from, uint32_t pointer,
    struct cl_found *ret_found)
{
	const char *record = (const char *)eval->record;
	const void *to = NULL;

	memcpy(&to, (const char *)from + pointer, sizeof to);
	if (subject->in != CL_IN_PREPARED)
		ret_found->home = cl_place(from, pointer);
	else
		ret_found->home = cl_in_list((const struct caselint_list *)(const void *)(record + subject->home),
		    cl_place(record, subject->home));
	return to;
}

static inline struct cl_found
cl_find(const struct caselint_eval *eval, const struct cl_subject *subject)
{
	struct cl_found found = {NULL, NULL, false, {NULL, 0, 0}};
	const void *at = cl_look(eval, NULL, subject->in);
	uint32_t i = 0;

	for (i = 0; i < 2 && at != NULL && subject->path[i] != CASELINT_WHOLE; i++)
		at = cl_follow(subject, eval, at, subject->path[i], &found);
	if (at == NULL)
		return found;
	if (subject->list == CASELINT_WHOLE) {
		found.single = at;
		return found;
	}
	found.list = (const struct caselint_list *)(const void *)((const char *)at + subject->list);
	found.is_unclear = found.list->state == CASELINT_BAD;
	found.home = cl_in_list(found.list, cl_place(at, subject->list));
	return found;
}

/* The next struct that counts; NULL behind the last. `*cursor` begins with 0. */
static inline const void *
cl_next(
    const struct caselint_eval *eval, const struct cl_subject *subject, const struct cl_found *found, uint32_t *cursor)
{
	uint32_t count = found->list != NULL ? found->list->count : found->single != NULL ? 1 : 0;

	while (*cursor < count) {
		const void *object = found->list != NULL ? found->list->items[*cursor] : found->single;

		(*cursor)++;
		if (subject->counts == NULL || subject->counts(eval, object))
			return object;
	}
	return NULL;
}

/* ---- Absent things ------------------------------------------------------------------ */

/* What is judged at a time: one struct, or (object NULL) that there is none. */
struct cl_matter {
	const struct cl_test *test;
	const void *object;
	struct caselint_ref place;
	struct caselint_value expected;
	int32_t due;
};

/* A step that was not done: without a last day it is open, with one that cannot be read unknown. */
static inline void
cl_judge_due(struct cl_answer *answer, const struct cl_matter *matter)
{
	int32_t as_of = answer->eval->as_of;

	if (cl_is_known(matter->due) && cl_is_known(as_of) && as_of > matter->due)
		cl_name(answer, "days", cl_count((uint32_t)(as_of - matter->due)));
	if (cl_is_known(matter->due))
		cl_not_done(answer, matter->place, matter->expected, matter->due);
	else if (matter->due == CASELINT_ABSENT)
		cl_open(answer, matter->place, matter->expected);
	else
		cl_unknown(answer, matter->place, matter->expected, CASELINT_ABSENT);
}

/* Answers for something that is absent. */
static inline void
cl_judge_absent(struct cl_answer *answer, const struct cl_matter *matter, uint32_t absence)
{
	switch (absence) {
	case CL_IS_UNKNOWN: cl_unknown(answer, matter->place, matter->expected, matter->due); break;
	case CL_IS_PASS: cl_pass(answer); break;
	case CL_IS_FAIL: cl_fail_at(answer, "absent", matter->place); break;
	case CL_IS_DUE: cl_judge_due(answer, matter); break;
	case CL_IS_OPEN: cl_open(answer, matter->place, matter->expected); break;
	case CL_IS_STEP:
		cl_missing(answer, matter->place, matter->expected,
		    cl_holds(answer->eval, matter->object, matter->test->later));
		break;
	default: break;
	}
}

/* ---- Deadlines ------------------------------------------------------------------------ */

/* So many months, then days, later; absent when the ruleset has no such count, bad when a value is. */
static inline int32_t
cl_later(const struct caselint_eval *eval, const struct cl_test *test, const void *object, int32_t day)
{
	int32_t months = test->months == 0 ? 0 : cl_look_number(eval, object, test->months);
	int32_t days = test->days == 0 ? 0 : cl_look_number(eval, object, test->days);

	if (day == CASELINT_BAD || months == CASELINT_BAD || days == CASELINT_BAD)
		return CASELINT_BAD;
	if (day == CASELINT_ABSENT || months == CASELINT_ABSENT || days == CASELINT_ABSENT)
		return CASELINT_ABSENT;
	/* A day has four digits of year; a count has nine, and what lies behind every calendar sets no deadline. */
	if (months > 120000 || days > 4000000)
		return CASELINT_ABSENT;
	return cl_months_later(day, months) + days;
}

/* The deadline of an entry. */
static inline int32_t
cl_deadline(const struct caselint_eval *eval, const struct cl_test *test, const void *object)
{
	bool is_own = test->kind == CL_KIND_BY || test->kind == CL_KIND_EXISTS;

	return cl_later(eval, test, object, cl_look_number(eval, object, is_own ? test->against : test->due));
}

/* ---- What stands in a member ----------------------------------------------------------- */

/* CASELINT_PRESENT, CASELINT_ABSENT or CASELINT_BAD. */
static inline int32_t
cl_state(uint32_t kind, const void *member)
{
	struct caselint_text text = {NULL, 0, CASELINT_ABSENT};
	struct caselint_list list = {NULL, 0, CASELINT_BAD};
	const void *nested = NULL;
	int64_t cents = 0;
	int32_t number = 0;

	switch (kind) {
	case CASELINT_TEXT:
	case CASELINT_CODE:
	case CASELINT_ID: memcpy(&text, member, sizeof text); return text.state;
	case CASELINT_RECORD:
		memcpy(&nested, member, sizeof nested);
		return nested == NULL ? CASELINT_ABSENT : CASELINT_PRESENT;
	case CASELINT_LIST:
		memcpy(&list, member, sizeof list);
		return list.state == CASELINT_PRESENT && list.count == 0 ? CASELINT_ABSENT : list.state;
	default: break;
	}
	if (kind == CASELINT_MONEY) {
		memcpy(&cents, member, sizeof cents);
		return cl_is_known_money(cents)      ? CASELINT_PRESENT
		       : cents == CASELINT_BAD_MONEY ? CASELINT_BAD
		                                     : CASELINT_ABSENT;
	}
	memcpy(&number, member, sizeof number);
	return cl_is_known(number) ? CASELINT_PRESENT : number;
}

/* The same, where blank and false are as good as absent. */
static inline int32_t
cl_state_filled(uint32_t kind, const void *member)
{
	int32_t state = cl_state(kind, member);
	struct caselint_text text = {NULL, 0, CASELINT_ABSENT};
	int32_t number = 0;

	if (state != CASELINT_PRESENT)
		return state;
	if (kind == CASELINT_TEXT || kind == CASELINT_CODE || kind == CASELINT_ID) {
		memcpy(&text, member, sizeof text);
		return text.length == 0 ? CASELINT_ABSENT : CASELINT_PRESENT;
	}
	if (kind != CASELINT_PRESENCE && kind != CASELINT_BOOLEAN)
		return CASELINT_PRESENT;
	memcpy(&number, member, sizeof number);
	return number == 1 ? CASELINT_PRESENT : CASELINT_ABSENT;
}

/* The kind of the member an entry judges. */
static inline uint32_t
cl_kind_judged(const struct cl_test *test)
{
	switch (test->kind) {
	case CL_KIND_BY:
	case CL_KIND_NOT_AFTER: return CASELINT_DATE;
	case CL_KIND_AMOUNT: return CASELINT_MONEY;
	case CL_KIND_CODE:
	case CL_KIND_TEXT:
	case CL_KIND_AMONG: return CASELINT_CODE;
	default: return test->value;
	}
}

/* ---- Comparing -------------------------------------------------------------------------- */

/* What a number has to be; a boolean that is compared with nothing has to be true. */
static inline int32_t
cl_wanted_number(const struct caselint_eval *eval, const struct cl_test *test, const void *object)
{
	if (test->value == CASELINT_BOOLEAN && test->against == 0)
		return 1;
	return cl_look_number(eval, object, test->against);
}

/* Whether it is known what the member is compared with, and that, to be shown. */
static inline bool
cl_look_expected(const struct caselint_eval *eval, struct cl_matter *matter)
{
	const struct cl_test *test = matter->test;
	struct caselint_text text = {NULL, 0, CASELINT_ABSENT};
	int64_t cents = 0;
	int32_t number = 0;

	switch (test->kind) {
	case CL_KIND_NUMBER:
		number = cl_wanted_number(eval, test, matter->object);
		if (cl_is_known(number) && test->value != CASELINT_BOOLEAN)
			matter->expected = cl_number(test->value, number);
		return cl_is_known(number);
	case CL_KIND_AMOUNT:
		cents = cl_look_money(eval, matter->object, test->against);
		if (cl_is_known_money(cents))
			matter->expected = cl_money(cents);
		return cl_is_known_money(cents);
	case CL_KIND_CODE:
	case CL_KIND_TEXT:
		text = cl_look_text(eval, matter->object, test->against);
		if (cl_text_is_known(&text))
			matter->expected = cl_text(&text);
		return cl_text_is_known(&text);
	case CL_KIND_BY: matter->expected = cl_date(matter->due); return true;
	case CL_KIND_NOT_AFTER: return cl_is_known(cl_look_number(eval, matter->object, test->against));
	default: return true;
	}
}

static inline void
cl_compare_amount(struct cl_answer *answer, const struct cl_matter *matter, int64_t found)
{
	struct cl_wrong_amount wrongs[CL_WRONGS + 1];
	uint32_t count = 0;
	uint32_t i = 0;

	for (i = 0; i < CL_WRONGS && matter->test->wrongs[i].variant != NULL; i++) {
		wrongs[count].amount = cl_look_money(answer->eval, matter->object, matter->test->wrongs[i].amount);
		wrongs[count].variant = matter->test->wrongs[i].variant;
		count += cl_is_known_money(wrongs[count].amount) ? 1U : 0U;
	}
	wrongs[count].amount = found;
	wrongs[count].variant = matter->test->variant;
	cl_judge_amount(answer, matter->place, found, matter->expected.number, wrongs, count + 1);
}

static inline void
cl_compare_codes(struct cl_answer *answer, const struct cl_matter *matter, const struct caselint_text *found)
{
	uint32_t i = 0;

	for (i = 0; i < CL_CODES && matter->test->among[i] != 0; i++) {
		struct caselint_text code = cl_look_text(answer->eval, matter->object, matter->test->among[i]);

		if (cl_text_is(found, &code)) {
			cl_pass(answer);
			return;
		}
	}
	cl_fail_value(answer, matter->test->variant, matter->place, cl_none());
}

static inline void
cl_compare_text(struct cl_answer *answer, const struct cl_matter *matter)
{
	const struct cl_test *test = matter->test;
	struct caselint_text found = cl_look_text(answer->eval, matter->object, CL_IN_SUBJECT | test->member);
	struct caselint_text expected = cl_look_text(answer->eval, matter->object, test->against);

	if (found.length == 0)
		cl_unknown(answer, matter->place, matter->expected, CASELINT_ABSENT);
	else if (test->kind == CL_KIND_AMONG)
		cl_compare_codes(answer, matter, &found);
	else if (test->kind == CL_KIND_TEXT)
		cl_judge_free_text(answer, matter->place, &found, &expected, test->variant);
	else
		cl_judge_code(answer, matter->place, &found, &expected, test->variant);
}

static inline void
cl_compare_day(struct cl_answer *answer, const struct cl_matter *matter, int32_t found)
{
	struct cl_instance late = cl_instance_of(matter->test->variant, matter->place, matter->expected, matter->due);
	uint32_t signer = matter->test->signer;
	struct caselint_text who = cl_look_text(answer->eval, matter->object, signer);

	late.observed = cl_at(matter->place);
	if (found > matter->due)
		cl_fail(answer, &late);
	else
		cl_pass(answer);
	if (signer != 0 && (!cl_text_is_known(&who) || who.length == 0))
		cl_unknown(answer, cl_place(matter->object, signer & ~CL_IN_MASK), cl_none(), CASELINT_ABSENT);
}

static inline void
cl_compare_order(struct cl_answer *answer, const struct cl_matter *matter)
{
	int32_t found = cl_look_number(answer->eval, matter->object, CL_IN_SUBJECT | matter->test->member);
	int32_t last = cl_look_number(answer->eval, matter->object, matter->test->against);

	if (found <= last)
		cl_pass(answer);
	else
		cl_fail_value(answer, matter->test->variant, matter->place, cl_date(last));
}

static inline void
cl_compare(struct cl_answer *answer, const struct cl_matter *matter)
{
	const struct cl_test *test = matter->test;
	uint32_t member = CL_IN_SUBJECT | test->member;

	switch (test->kind) {
	case CL_KIND_BY: cl_compare_day(answer, matter, cl_look_number(answer->eval, matter->object, member)); break;
	case CL_KIND_AMOUNT:
		cl_compare_amount(answer, matter, cl_look_money(answer->eval, matter->object, member));
		break;
	case CL_KIND_NOT_AFTER: cl_compare_order(answer, matter); break;
	case CL_KIND_NUMBER:
		if (cl_look_number(answer->eval, matter->object, member) ==
		    cl_wanted_number(answer->eval, test, matter->object))
			cl_pass(answer);
		else
			cl_fail_value(answer, test->variant, matter->place, matter->expected);
		break;
	default: cl_compare_text(answer, matter); break;
	}
}

/* ---- One struct ---------------------------------------------------------------------------- */

/* Whether something is filled in: CL_PRESENT, CL_VOID, CL_ATTEST. */
static inline void
cl_judge_filled(struct cl_answer *answer, const struct cl_matter *matter, bool is_in_doubt)
{
	const struct cl_test *test = matter->test;
	int32_t state = cl_state_filled(test->value, (const char *)matter->object + test->member);
	bool is_attested_date = test->kind == CL_KIND_ATTEST && test->value == CASELINT_DATE;

	if (is_in_doubt || (state == CASELINT_BAD && !is_attested_date)) {
		cl_unknown(answer, matter->place, cl_none(), CASELINT_ABSENT);
	} else if (test->kind == CL_KIND_ATTEST) {
		if (state != CASELINT_ABSENT)
			cl_manual(answer, matter->place);
	} else if (test->kind == CL_KIND_VOID) {
		if (state == CASELINT_ABSENT)
			cl_pass(answer);
		else
			cl_fail_value(answer, test->variant, matter->place, cl_none());
	} else if (state == CASELINT_PRESENT) {
		cl_pass(answer);
	} else if (test->absent == CL_AS_USUAL) {
		cl_fail_at(answer, test->variant, matter->place);
	} else {
		cl_judge_absent(answer, matter, test->absent);
	}
}

/* Where it is missing what the member is compared with. */
static inline struct caselint_ref
cl_place_against(const struct cl_matter *matter)
{
	if ((matter->test->against & CL_IN_MASK) != CL_IN_SUBJECT)
		return matter->place;
	return cl_place(matter->object, matter->test->against & ~CL_IN_MASK);
}

/* A member against what it must be. */
static inline void
cl_judge_value(struct cl_answer *answer, struct cl_matter *matter, bool is_in_doubt)
{
	const struct cl_test *test = matter->test;
	bool is_comparable = cl_look_expected(answer->eval, matter);
	int32_t state = cl_state(cl_kind_judged(test), (const char *)matter->object + test->member);

	if (state != CASELINT_PRESENT && test->kind != CL_KIND_BY && (test->against & CL_IN_MASK) == CL_IN_SUBJECT)
		matter->expected = cl_none();
	if (is_in_doubt || state == CASELINT_BAD)
		cl_unknown(answer, matter->place, matter->expected, matter->due);
	else if (state == CASELINT_ABSENT)
		cl_judge_absent(answer, matter, test->absent == CL_AS_USUAL ? (uint32_t)CL_IS_UNKNOWN : test->absent);
	else if (!is_comparable)
		cl_unknown(answer, cl_place_against(matter), cl_none(), CASELINT_ABSENT);
	else
		cl_compare(answer, matter);
}

/* One struct of the subject, or (object NULL) that there is none, at `home`. */
static inline void
cl_judge_one(struct cl_answer *answer, const struct cl_test *test, const void *object, struct caselint_ref home)
{
	struct cl_matter matter = {test, object, home, cl_none(), CASELINT_ABSENT};
	bool is_in_doubt = cl_holds(answer->eval, object, test->doubt);

	matter.due = cl_deadline(answer->eval, test, object);
	if (object != NULL)
		matter.place = cl_place(object, test->member);
	if (test->kind == CL_KIND_BY && matter.due == CASELINT_ABSENT)
		return;
	if (test->kind == CL_KIND_NOT_AFTER && cl_look_number(answer->eval, object, test->against) == CASELINT_ABSENT)
		return;
	if (test->kind == CL_KIND_BY && matter.due == CASELINT_BAD) {
		cl_unknown(answer, cl_place_against(&matter), cl_none(), CASELINT_ABSENT);
	} else if (object == NULL) {
		(void)cl_look_expected(answer->eval, &matter);
		cl_judge_absent(answer, &matter, is_in_doubt ? (uint32_t)CL_IS_UNKNOWN : test->none);
	} else if (test->kind == CL_KIND_PRESENT || test->kind == CL_KIND_VOID || test->kind == CL_KIND_ATTEST) {
		cl_judge_filled(answer, &matter, is_in_doubt);
	} else {
		cl_judge_value(answer, &matter, is_in_doubt);
	}
}

/* The list was given twice. */
static inline void
cl_judge_unclear(struct cl_answer *answer, const struct cl_test *test, struct caselint_ref home)
{
	struct cl_matter matter = {test, NULL, home, cl_none(), CASELINT_ABSENT};

	matter.due = cl_deadline(answer->eval, test, NULL);
	if (!cl_is_known(matter.due))
		matter.due = CASELINT_ABSENT;
	if (test->kind != CL_KIND_BY || cl_is_known(matter.due))
		(void)cl_look_expected(answer->eval, &matter);
	cl_unknown(answer, home, matter.expected, matter.due);
}

static inline void
cl_judge_each(struct cl_answer *answer, const struct cl_test *test)
{
	struct cl_found found = cl_find(answer->eval, test->of);
	uint32_t cursor = 0;
	const void *object = cl_next(answer->eval, test->of, &found, &cursor);

	if (object == NULL && found.is_unclear)
		cl_judge_unclear(answer, test, found.home);
	else if (object == NULL && test->none != CL_AS_USUAL)
		cl_judge_one(answer, test, NULL, found.home);
	for (; object != NULL; object = cl_next(answer->eval, test->of, &found, &cursor))
		cl_judge_one(answer, test, object, found.home);
}

/* ---- Whether there is one -------------------------------------------------------------------- */

static inline void
cl_judge_exists(struct cl_answer *answer, const struct cl_test *test)
{
	struct cl_found found = cl_find(answer->eval, test->of);
	struct cl_matter matter = {test, NULL, found.home, cl_none(), CASELINT_ABSENT};
	uint32_t cursor = 0;

	matter.due = cl_deadline(answer->eval, test, NULL);
	if (cl_is_known(matter.due))
		matter.expected = cl_date(matter.due);
	if (cl_next(answer->eval, test->of, &found, &cursor) != NULL)
		cl_pass(answer);
	else if (found.is_unclear || cl_holds(answer->eval, NULL, test->doubt))
		cl_unknown(answer, found.home, cl_none(), CASELINT_ABSENT);
	else
		cl_judge_absent(answer, &matter, test->none);
}

/* Where what would hold the list is not there, nothing can be in it: no instance. */
static inline void
cl_judge_none(struct cl_answer *answer, const struct cl_test *test)
{
	struct cl_found found = cl_find(answer->eval, test->of);
	const void *object = NULL;
	uint32_t cursor = 0;

	if (test->of->list != CASELINT_WHOLE && found.list == NULL)
		return;
	if (found.is_unclear || cl_holds(answer->eval, NULL, test->doubt)) {
		cl_unknown(answer, found.home, cl_none(), CASELINT_ABSENT);
		return;
	}
	cl_pass(answer);
	while ((object = cl_next(answer->eval, test->of, &found, &cursor)) != NULL) {
		struct cl_instance there = cl_instance_of(test->variant, cl_whole(object), cl_none(), CASELINT_ABSENT);

		if (test->shown != 0)
			there.observed = cl_at(cl_place(object, test->shown & ~CL_IN_MASK));
		cl_fail(answer, &there);
	}
}

/* ---- Steps and dates -------------------------------------------------------------------------- */

static inline void
cl_judge_events(struct cl_answer *answer, const struct cl_test *test)
{
	uint32_t i = 0;

	if (!cl_begin_events(answer))
		return;
	for (i = 0; i < test->date_count; i++) {
		const struct cl_dated *dated = &test->dates[i];
		struct cl_found found = cl_find(answer->eval, dated->of);
		const void *object = NULL;
		uint32_t cursor = 0;

		while ((object = cl_next(answer->eval, dated->of, &found, &cursor)) != NULL)
			cl_event(answer, cl_place(object, dated->member),
			    cl_look_number(answer->eval, object, CL_IN_SUBJECT | dated->member));
	}
}

static inline void
cl_name_step(struct cl_answer *answer, const char *name, const struct cl_dated *dated, const void *object)
{
	struct caselint_text text = cl_look_text(answer->eval, object, dated->name);

	if (cl_text_is_known(&text))
		cl_name(answer, name, cl_text(&text));
}

/* Whether the step before, `earlier`, settles the order of a step: it has dates, and all can be read. */
static inline bool
cl_judge_order_of(struct cl_answer *answer, const struct cl_test *test, const struct cl_dated *step, const void *object,
    const struct cl_dated *earlier)
{
	struct cl_found found = cl_find(answer->eval, earlier->of);
	bool is_same = earlier->of == step->of;
	int32_t date = cl_look_number(answer->eval, object, CL_IN_SUBJECT | step->member);
	bool is_settled = false;
	bool is_unread = false;
	const void *other = NULL;
	uint32_t cursor = 0;

	cl_name_step(answer, "step", step, object);
	while ((other = cl_next(answer->eval, earlier->of, &found, &cursor)) != NULL) {
		int32_t before = cl_look_number(answer->eval, other, CL_IN_SUBJECT | earlier->member);

		if (!cl_was_done(before) || (is_same && other != object))
			continue;
		cl_name_step(answer, "before", earlier, other);
		is_settled = true;
		is_unread = is_unread || before == CASELINT_BAD;
		if (!cl_is_known(date) || !cl_is_known(before))
			cl_unknown(answer, cl_place(object, step->member), cl_none(), CASELINT_ABSENT);
		else if (before <= date)
			cl_pass(answer);
		else
			cl_fail_value(answer, test->variant, cl_place(object, step->member), cl_date(before));
	}
	return is_settled && !is_unread;
}

static inline void
cl_judge_order(struct cl_answer *answer, const struct cl_test *test)
{
	uint32_t i = 0;
	uint32_t before = 0;

	for (i = 1; i < test->date_count; i++) {
		const struct cl_dated *step = &test->dates[i];
		struct cl_found found = cl_find(answer->eval, step->of);
		const void *object = NULL;
		uint32_t cursor = 0;

		while ((object = cl_next(answer->eval, step->of, &found, &cursor)) != NULL) {
			if (!cl_was_done(cl_look_number(answer->eval, object, CL_IN_SUBJECT | step->member)))
				continue;
			for (before = i; before > 0; before--) {
				if (cl_judge_order_of(answer, test, step, object, &test->dates[before - 1]))
					break;
			}
		}
	}
}

/* ---- An entry ------------------------------------------------------------------------------------ */

static inline bool
cl_applies(const struct caselint_eval *eval, const struct cl_test *test)
{
	if (test->when != 0 && !cl_holds(eval, NULL, test->when))
		return false;
	return test->applies == NULL || test->applies(eval);
}

static inline void
cl_name_all(struct cl_answer *answer, const struct cl_test *test)
{
	const struct caselint_eval *eval = answer->eval;
	uint32_t i = 0;

	for (i = 0; i < CL_NAMES && test->names[i].name != NULL; i++) {
		const struct cl_named *named = &test->names[i];
		struct caselint_text text = cl_look_text(eval, NULL, 0);

		if (named->kind == CASELINT_TEXT || named->kind == CASELINT_CODE || named->kind == CASELINT_ID)
			text = cl_look_text(eval, NULL, named->from);
		if (cl_text_is_known(&text))
			cl_name(answer, named->name, cl_text(&text));
		else if (named->kind == CASELINT_MONEY && cl_is_known_money(cl_look_money(eval, NULL, named->from)))
			cl_name(answer, named->name, cl_money(cl_look_money(eval, NULL, named->from)));
		else if (named->kind >= CASELINT_DATE && cl_is_known(cl_look_number(eval, NULL, named->from)))
			cl_name(answer, named->name, cl_number(named->kind, cl_look_number(eval, NULL, named->from)));
	}
}

/* Answers one entry, as a rule of its own or as a part of a function's. */
static inline void
cl_judge(struct cl_answer *answer, const struct cl_test *test)
{
	if (!cl_applies(answer->eval, test))
		return;
	cl_name_all(answer, test);
	switch (test->kind) {
	case CL_KIND_EXISTS: cl_judge_exists(answer, test); break;
	case CL_KIND_NONE: cl_judge_none(answer, test); break;
	case CL_KIND_ORDER: cl_judge_order(answer, test); break;
	case CL_KIND_EVENTS: cl_judge_events(answer, test); break;
	default: cl_judge_each(answer, test); break;
	}
}

/* The check of a rule whose `data` is an entry. */
static inline int32_t
cl_check(const struct caselint_eval *eval, const struct caselint_rule *rule)
{
	struct cl_answer answer = cl_answer_to(eval, rule->id);

	cl_judge(&answer, (const struct cl_test *)rule->data);
	return cl_outcome(&answer);
}

#ifdef __cplusplus
}
#endif

#endif
