/* Wrong: a member that is reserved has a value. */
#define PLUGIN_RESERVED 7
#include "common.h"
