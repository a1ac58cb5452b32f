/* Is linked with -z execstack. */
#include "common.h"
