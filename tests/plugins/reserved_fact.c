/* Wrong: a member that is reserved has a value. */
#define EDIT_FACT fact.reserved = 7;
#include "common.h"
