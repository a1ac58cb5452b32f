/* Wrong: a rule for a record type that is not there. */
#define RULE_2                                 \
	{                                      \
		"T-02", check_done, NULL, 1, 0 \
	}
#include "common.h"
