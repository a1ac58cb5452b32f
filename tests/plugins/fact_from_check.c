/* Wrong: a check gives a fact. */
#include <caselint/plugin.h>

/* Enough of a fact to be one, were it the time. */
#define BEFORE_CHECK                                                                \
	{                                                                           \
		struct caselint_fact early = {sizeof early, 0, "key", 3, 0, thing}; \
		eval->services->fact(eval, &early);                                 \
	}
#include "common.h"
