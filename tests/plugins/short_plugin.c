/* Wrong: the descriptor ends before reconcile. */
#define PLUGIN_SIZE offsetof(struct caselint_plugin, reconcile)
#include "common.h"
