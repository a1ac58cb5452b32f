/* Has memory that can be both written and run. */
#include "common.h"

__asm__(".section .things,\"awx\",@progbits\n.byte 0\n.previous\n");
