/* Wrong: a finding with a variant that the rule does not have. */
#define EDIT_FINDING finding.variant = "nonsense";
#include "common.h"
