/* Wrong: its start-up code ends the program, and says that all is well. */
#include "common.h"

__attribute__((constructor)) static void
leave(void)
{
	exit(0);
}
