/* Wrong: a row for a worksheet that the ruleset does not declare. */
#define EDIT_ROW row.worksheet = "nonsense";
#include "common.h"
