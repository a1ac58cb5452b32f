/* Takes random numbers. */
#include <stdlib.h>

#include "common.h"

int thing_luck(void);

int
thing_luck(void)
{
	return rand();
}
