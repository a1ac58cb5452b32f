/* Everything is right with this one. */
#include "common.h"
