/* Wrong: the id is not the name of the folder. */
#define PLUGIN_ID "another"
#include "common.h"
