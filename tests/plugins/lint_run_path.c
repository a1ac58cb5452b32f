/* Is linked with -rpath. */
#include "common.h"
