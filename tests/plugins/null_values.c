/* Wrong: a finding with a count of named values and no values. */
#define EDIT_FINDING finding.values.items = 0, finding.values.count = 3, finding.values.stride = 64;
#include "common.h"
