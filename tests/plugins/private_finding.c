/* Wrong: a finding shows a private field. */
#define EDIT_FINDING finding.observed.from.member = offsetof(struct thing, name);
#include "common.h"
