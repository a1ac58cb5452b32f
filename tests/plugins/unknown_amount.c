/* Wrong: an amount of a kind that the ruleset does not declare. */
#define EDIT_AMOUNT amount.kind = "nonsense";
#include "common.h"
