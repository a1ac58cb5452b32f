/* Wrong: the ruleset has a rule that the plugin does not. */
#define RULE_COUNT 2
#include "common.h"
