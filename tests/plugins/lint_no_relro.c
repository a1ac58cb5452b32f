/* Is linked with -z norelro: its tables stay writable. */
#include "common.h"
