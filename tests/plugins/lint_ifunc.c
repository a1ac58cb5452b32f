/* Chooses a function by code of its own while it is opened. */
#include "common.h"

typedef int number_fn(void);

static int
one(void)
{
	return 1;
}

__attribute__((used)) static number_fn *
choose(void)
{
	return one;
}

static int number(void) __attribute__((ifunc("choose"), used));
int thing_number(void);

int
thing_number(void)
{
	return number();
}
