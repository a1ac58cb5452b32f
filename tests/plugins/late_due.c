/* Wrong: a finding that is due on a day that does not exist. */
#define EDIT_FINDING finding.due = 2147483647;
#include "common.h"
