/* Starts programs. */
#include <stdlib.h>

#include "common.h"

int thing_run(void);

int
thing_run(void)
{
	return system("true");
}
