/* Wrong: an amount below zero. */
#define EDIT_AMOUNT amount.value = -1;
#include "common.h"
