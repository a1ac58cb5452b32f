/*
 * caselint/rules.h: rules as data, for the plugin of a jurisdiction. Most rules of a
 * letter are one of a few sentences: a step is taken by a day, an amount is what the
 * arithmetic gives, a code is the one the letter names, who must sign has signed, steps
 * have an order, something is there, something must not be there. Here each is one
 * entry of a table. A rule that is anything else stays a function (caselint/answer.h),
 * and may use an entry for a part of it: cl_judge.
 *
 *	static const struct cl_subject forms = CL_EACH(struct my_case, forms, NULL);
 *
 *	const struct caselint_rule my_rules[] = {
 *	    CL_RULE("XX-01", MY_CASE, CL_BY(&forms, struct my_form, sent_on, CL_PARAMETER(struct my_parameters, send_by))),
 *	    CL_RULE("XX-02", MY_CASE, CL_CODE_IS(&forms, struct my_form, code, CL_PARAMETER(struct my_parameters, code))),
 *	};
 *
 * How an entry is judged
 * 1. Where `when` or `applies` is given and does not hold, NOTAPPLICABLE.
 * 2. Its *subject* is looked up: the structs the rule is about, and of these the ones
 *    that `counts` says count. Each is an instance of its own.
 *    - There is none: as `none` says; unless said otherwise that is no instance. Whether a
 *      record has to be there is for the one rule that asks for it, not for the rules about
 *      what stands in it.
 *    - Which there are cannot be told, because what holds the list was given twice:
 *      UNKNOWN, at the list.
 * 3. The member of each is judged by three values:
 *
 *      the member is   outcome
 *      unreadable      UNKNOWN, at the member. So it is when `doubt` holds.
 *      absent          as `absent` says; unless said otherwise UNKNOWN: a datum of a step
 *                      that was done. A step itself that was not done is CL_IS_DUE, CL_IS_OPEN
 *                      or CL_IS_STEP.
 *      there           compared. Right is PASS; wrong is FAIL with `variant`.
 *
 *    What it is compared with can be absent or unreadable, too: then UNKNOWN, at that member
 *    when it stands in the same struct, else at the member judged; no expected value is shown. What stands in the
 *    same struct is shown as expected only when it was found to differ: the letter gives no value of its own there.
 * 4. The worst instance is the outcome.
 *
 * Variants of messages an entry may need besides its own: "unknown"; "pending" and "absent"
 * with CL_IS_DUE, CL_IS_OPEN and CL_IS_STEP; "notiming" with CL_IS_DUE; "manual" with CL_ATTEST.
 *
 * Values are shown as findings show them: what was found, and what was expected. A text that
 * may name a person is not shown (CL_TEXT_IS). A private member can be asked for presence only.
 *
 * Languages. The functions are in C99 and C++17. The macros that make entries use designated
 * initialisers and compound literals: C99 and later. In C++20 an entry is an object of its own
 * (`static const cl_test one = {CL_BY(...)};`) that a struct caselint_rule points at, with cl_check.
 */
#ifndef CASELINT_RULES_H
#define CASELINT_RULES_H

#include <caselint/judge.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- The sentences ------------------------------------------------------------- */

#define CL_MEMBER(type, member) (uint32_t) offsetof(type, member)

/* The date is on or before a day: a fixed one (CL_PARAMETER), or so many `.months` and `.days` after another date
 * (CL_BESIDE, CL_RECORD, CL_PREPARED). A day that is absent sets no deadline: no instance. An unreadable one is
 * UNKNOWN. The day itself is in time; no holiday moves it. Absent is UNKNOWN: of a step that may not have been done say
 * `.absent = CL_IS_DUE`, which goes by the same day. */
#define CL_BY(of_, type, date, day) .kind = CL_KIND_BY, .of = (of_), .member = CL_MEMBER(type, date), .against = (day)
/* Who must sign has signed by a day. No signature (a signer without a date, or nobody at all) is a step not done. With
 * `.signer` a signature whose signer is not known is UNKNOWN. */
#define CL_SIGNED(of_, type, date, day) CL_BY(of_, type, date, day), .absent = CL_IS_DUE, .none = CL_IS_DUE
/* The date is on or before another one that is no deadline: nothing is due. Where that other one is absent, no instance. */
#define CL_NOT_AFTER(of_, type, date, day) \
	.kind = CL_KIND_NOT_AFTER, .of = (of_), .member = CL_MEMBER(type, date), .against = (day)
/* The number is the one given; shown as what it is. */
#define CL_NUMBER_IS(of_, type, number, kind_, expected) \
	.kind = CL_KIND_NUMBER, .value = (kind_), .of = (of_), .member = CL_MEMBER(type, number), .against = (expected)
#define CL_DATE_IS(of_, type, date, day) CL_NUMBER_IS(of_, type, date, CASELINT_DATE, day)
#define CL_MONTH_IS(of_, type, month, expected) CL_NUMBER_IS(of_, type, month, CASELINT_MONTH, expected)
/* A boolean; `expected` 0 is true. The message says which it has to be: none is shown as expected. */
#define CL_BOOLEAN_IS(of_, type, boolean, expected) CL_NUMBER_IS(of_, type, boolean, CASELINT_BOOLEAN, expected)
/* The amount is the one given, to the cent; `.wrongs` gives amounts that mean a certain mistake their own message. */
#define CL_AMOUNT_IS(of_, type, amount, expected) \
	.kind = CL_KIND_AMOUNT, .of = (of_), .member = CL_MEMBER(type, amount), .against = (expected)
/* The code is the one given, byte for byte; an empty one is unreadable. */
#define CL_CODE_IS(of_, type, code, expected) \
	.kind = CL_KIND_CODE, .of = (of_), .member = CL_MEMBER(type, code), .against = (expected)
/* The same for text that may name a person: what was found is not shown. */
#define CL_TEXT_IS(of_, type, text, expected) \
	.kind = CL_KIND_TEXT, .of = (of_), .member = CL_MEMBER(type, text), .against = (expected)
/* The code is one of those in `.among`. None is shown as expected: the message says which there are. */
#define CL_CODE_AMONG(of_, type, code) .kind = CL_KIND_AMONG, .of = (of_), .member = CL_MEMBER(type, code)
/* The member is filled in: a text that is not empty, a number, a presence with text, a boolean that is true, a nested
 * struct that is there, a list with something in it.
 * Absent is FAIL with `variant`. */
#define CL_PRESENT(of_, type, what, kind_) \
	.kind = CL_KIND_PRESENT, .value = (kind_), .of = (of_), .member = CL_MEMBER(type, what)
/* The member is not filled in, in the same sense. There is FAIL, absent PASS. */
#define CL_VOID(of_, type, what, kind_) \
	.kind = CL_KIND_VOID, .value = (kind_), .of = (of_), .member = CL_MEMBER(type, what)
/* One of the subject is there. None is a step not done: by a day, or (CL_EXISTS) without a last one. It is UNKNOWN
 * while `doubt` holds. */
#define CL_EXISTS_BY(of_, day) .kind = CL_KIND_EXISTS, .of = (of_), .against = (day), .none = CL_IS_DUE
#define CL_EXISTS(of_) .kind = CL_KIND_EXISTS, .of = (of_), .none = CL_IS_OPEN
/* None of the subject is there. Each is FAIL. */
#define CL_NO(of_) .kind = CL_KIND_NONE, .of = (of_)
/* Where the member is filled in, a person attests it: MANUAL. An unreadable date is a date. */
#define CL_ATTEST(of_, type, what, kind_) \
	.kind = CL_KIND_ATTEST, .value = (kind_), .of = (of_), .member = CL_MEMBER(type, what)
/* Each step is not before those that stand before it in the list (struct cl_dated); the same day is in order. Steps
 * without a date are passed over: a step is compared with the nearest before it that has one, and, where that one cannot
 * be read, which is UNKNOWN, with the next before. Steps of one list are compared within each of its structs. Messages
 * know the {step} and the step {before}, where these have names. */
#define CL_ORDER(steps) \
	.kind = CL_KIND_ORDER, .dates = (steps), .date_count = (uint32_t)(sizeof(steps) / sizeof((steps)[0]))
/* None of the dates is after the day of the export. */
#define CL_NOT_AFTER_EXPORT(events) \
	.kind = CL_KIND_EVENTS, .dates = (events), .date_count = (uint32_t)(sizeof(events) / sizeof((events)[0]))

/* A rule of the plugin's table that asks for one entry. */
#define CL_RULE(id, record_type, ...)                                                  \
	{                                                                              \
		(id), cl_check, &(const struct cl_test){__VA_ARGS__}, (record_type), 0 \
	}

#ifdef __cplusplus
}
#endif

#endif
