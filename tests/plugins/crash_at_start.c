/* Wrong: its start-up code crashes. */
#include "common.h"

__attribute__((constructor)) static void
crash(void)
{
	volatile int *volatile nowhere = NULL;

	*nowhere = 1;
}
