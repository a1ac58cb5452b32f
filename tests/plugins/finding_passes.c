/* Wrong: a finding with outcome pass. */
#define EDIT_FINDING finding.outcome = CASELINT_PASS;
#include "common.h"
