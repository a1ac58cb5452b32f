/* Wrong: a private value in a column that is not restricted. */
#define EDIT_ROW cells[0].value.from.member = offsetof(struct thing, worker);
#include "common.h"
