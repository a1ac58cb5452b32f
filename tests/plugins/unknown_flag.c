/* Wrong: an amount with a flag of no version. */
#define EDIT_AMOUNT amount.flags = 1U << 31;
#include "common.h"
