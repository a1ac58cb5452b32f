/* Wrong: the entry ends before the pointer to the descriptor. */
#define ENTRY_SIZE offsetof(struct caselint_entry, plugin)
#include "common.h"
