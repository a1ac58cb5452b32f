/* Wrong: an amount of no month and no period. */
#define EDIT_AMOUNT amount.month = CASELINT_ABSENT;
#include "common.h"
