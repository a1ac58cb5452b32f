/* Wrong: a member that is reserved has a value. */
#define EDIT_FINDING finding.reserved = 7;
#include "common.h"
