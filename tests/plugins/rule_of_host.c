/* Wrong: a rule with an id of the host's. */
#define RULE_2                                  \
	{                                       \
		"CL-02", check_done, NULL, 0, 0 \
	}
#include "common.h"
