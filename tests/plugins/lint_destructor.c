/* Runs code when it is closed. */
#include "common.h"

static int closed;

__attribute__((destructor)) static void
count(void)
{
	closed++;
}
