/* Everything is right with this one too: another id and namespace, to stand beside a broken one. */
#define PLUGIN_ID "neighbour"
#define PLUGIN_NAMESPACE "urn:caselint:test:2"
#include "common.h"
