/* Wrong: an amount that no total can hold. */
#define EDIT_AMOUNT amount.value = 9223372036854775807;
#include "common.h"
