/* Wrong: a rule without a function. */
#define MORE_RULES {"T-04", NULL, NULL, 0, 0},
#include "common.h"
