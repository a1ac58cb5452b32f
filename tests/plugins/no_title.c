/* Wrong: a member that must be there is not. */
#define PLUGIN_TITLE NULL
#include "common.h"
