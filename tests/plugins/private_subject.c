/* Wrong: an amount is for somebody whose name is private. */
#define EDIT_AMOUNT                     \
	amount.subject.from.in = thing; \
	amount.subject.from.member = offsetof(struct thing, name);
#include "common.h"
