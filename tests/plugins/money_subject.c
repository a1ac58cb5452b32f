/* Wrong: what an amount is for is an amount. */
#define EDIT_AMOUNT amount.subject = money_value(100);
#include "common.h"
