/* Wrong: needs a host that does not exist yet. */
#define ENTRY_NEEDS_MINOR 99
#include "common.h"
