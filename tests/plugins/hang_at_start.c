/* Wrong: its start-up code never comes back. */
#include <unistd.h>

#include "common.h"

__attribute__((constructor)) static void
hang(void)
{
	for (;;)
		pause();
}
