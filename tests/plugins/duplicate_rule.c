/* Wrong: two rules with one id. */
#define RULE_2                                 \
	{                                      \
		"T-01", check_done, NULL, 0, 0 \
	}
#include "common.h"
