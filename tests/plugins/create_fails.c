/* Wrong: create gives up. */
#define CREATE_RESULT CASELINT_REFUSED
#include "common.h"
