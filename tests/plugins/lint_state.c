/* Keeps count from record to record. */
#include "common.h"

static int counts[64];
int *count_of(unsigned int number);

int *
count_of(unsigned int number)
{
	return &counts[number % 64];
}
