/* Asks the environment. */
#include <stdlib.h>

#include "common.h"

const char *thing_home(void);

const char *
thing_home(void)
{
	return getenv("HOME");
}
