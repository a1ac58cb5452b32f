/* Wrong: the entry begins with another magic. */
#define ENTRY_MAGIC UINT32_C(0x12345678)
#include "common.h"
