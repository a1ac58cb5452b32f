/* Wrong: the entry points to nothing. */
#define ENTRY_PLUGIN NULL
#include "common.h"
