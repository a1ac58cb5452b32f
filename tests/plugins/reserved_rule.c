/* Wrong: a member that is reserved has a value. */
#define MORE_RULES {"T-04", check_done, NULL, 0, 7},
#include "common.h"
