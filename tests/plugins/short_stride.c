/* Wrong: steps with a stride that is shorter than a step. */
#define EDIT_AMOUNT amount.steps.stride = 1;
#include "common.h"
