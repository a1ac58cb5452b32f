/* Wrong: its start-up code crashes. */
#include <signal.h>

#include "common.h"

__attribute__((constructor)) static void
crash(void)
{
	raise(SIGSEGV);
}
