/*
 * A case as the letter sees it: the letter's arithmetic, and the conditions of rules. Worked out
 * once per record, before the rules.
 */
#ifndef VIEW_H
#define VIEW_H

#include <caselint/answer.h>

#include "records.h"

struct view {
	int64_t agreed;     /* days of care x daily rate (L4); bad: not known */
	int64_t paid;       /* the sum of the payments; bad: not known */
	int64_t supplement; /* agreed less paid, not below 0; bad: not known */
	bool may_be_owed;   /* of the letter's month, and not known to be paid in full */
	bool is_unclear;    /* whether it was paid in full is not known */
};

/* In scratch memory; NULL when the host refuses it. */
const struct view *view_make(const struct caselint_eval *eval);

#endif
