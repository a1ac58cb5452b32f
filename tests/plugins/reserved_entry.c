/* Wrong: a member that is reserved has a value. */
#define ENTRY_RESERVED 7
#include "common.h"
