/*
 * A case as the letter sees it: the letter's arithmetic, and the conditions of rules. Worked out
 * once per case, before the rules. What cannot be told is neither owed nor paid.
 */
#ifndef VIEW_H
#define VIEW_H

#include <caselint/answer.h>

#include "records.h"

enum answer { NO = 0, YES = 1, UNCLEAR = 2 };

struct view {
	int64_t whole;           /* the new allowance (L6) */
	int64_t paid;            /* the sum of the allowances paid; bad: not known */
	int64_t difference;      /* whole less paid, not below 0 (L9); bad: not known */
	enum answer placed;      /* whether the child was placed with the family on the letter's day (L6) */
	enum answer owed;        /* whether a difference is to be paid */
	int64_t share;           /* the State's share of what is owed (L10), 0 when nothing is; bad: not known */
	int32_t signed_on;       /* of the request: absent when there is none, or nobody signed */
	bool needs_request;      /* there is a request, or one may have to be */
	bool request_is_unclear; /* there is none, and whether one is needed is not known */
	bool has_payment;
	bool needs_payment; /* the same two of the payment */
	bool payment_is_unclear;
};

/* In scratch memory; NULL when the host refuses it. */
const struct view *view_make(const struct caselint_eval *eval);

#endif
