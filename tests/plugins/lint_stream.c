/* Writes to a stream. */
#include <stdio.h>

#include "common.h"

int thing_say(void);

int
thing_say(void)
{
	return puts("thing");
}
