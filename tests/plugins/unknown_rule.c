/* Wrong: a finding for a rule that is not there. */
#define EDIT_FINDING finding.rule = "T-99";
#include "common.h"
