/* Asks for the time. */
#include <time.h>

#include "common.h"

long thing_now(void);

long
thing_now(void)
{
	return (long)time(NULL);
}
