/* Runs code when it is opened, which works well: the loader sees nothing wrong. */
#include "common.h"

static int opened;

__attribute__((constructor)) static void
count(void)
{
	opened++;
}
