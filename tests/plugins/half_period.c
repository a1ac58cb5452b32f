/* Wrong: an amount of a period that has no end. */
#define EDIT_AMOUNT amount.month = CASELINT_ABSENT, amount.from = 13879;
#include "common.h"
