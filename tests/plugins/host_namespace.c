/* Wrong: the namespace is the host's. */
#define PLUGIN_NAMESPACE "urn:caselint:export:1"
#include "common.h"
