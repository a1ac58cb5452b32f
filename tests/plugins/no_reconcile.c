/* Wrong: there are facts, and nothing that reconciles them. */
#define PLUGIN_RECONCILE NULL
#include "common.h"
