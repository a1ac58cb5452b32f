/* Wrong: the schema lies outside the bundle. */
#define PLUGIN_SCHEMA "../thing.xsd"
#include "common.h"
