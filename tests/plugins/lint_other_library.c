/* Is linked to a library besides the one of C. */
#include "common.h"
