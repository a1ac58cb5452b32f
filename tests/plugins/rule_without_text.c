/* Wrong: a rule that the ruleset does not have. */
#define MORE_RULES {"T-04", check_pair, NULL, 0, 0},
#include "common.h"
