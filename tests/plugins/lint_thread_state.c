/* Keeps count in thread-local memory. */
#include "common.h"

static __thread int seen;
int *thing_seen(void);

int *
thing_seen(void)
{
	return &seen;
}
