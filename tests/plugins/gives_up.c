/* Wrong: gives up a record after it has given its fact; the fact must not count. */
#define EDIT_FACT                          \
	eval->services->fact(eval, &fact); \
	return CASELINT_REFUSED;
#include "common.h"
