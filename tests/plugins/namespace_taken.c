/* Wrong beside good: the same namespace under another id. */
#define PLUGIN_ID "taken"
#include "common.h"
