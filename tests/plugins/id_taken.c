/* Wrong beside good: the same id with another namespace. */
#define PLUGIN_NAMESPACE "urn:caselint:test:3"
#include "common.h"
