/* Wrong: two fields of the record table share a member. */
#define MORE_FIELDS CASELINT_FIELD(struct thing, cost, "Remark", CASELINT_MONEY, 0),
#include "common.h"
