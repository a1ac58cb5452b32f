/* Exports a function besides the entry. */
#include "common.h"

CASELINT_EXPORT int thing_helper(int number);

int
thing_helper(int number)
{
	return number + 1;
}
