/* Wrong: a step that the ruleset does not declare. */
#define EDIT_AMOUNT steps[1].id = "nonsense";
#include "common.h"
