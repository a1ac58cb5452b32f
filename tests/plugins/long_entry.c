/* Wrong: the entry claims more bytes than it has. */
#define ENTRY_SIZE 4096
#include "common.h"
