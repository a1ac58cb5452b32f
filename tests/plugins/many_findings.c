/* Wrong: 30,000 findings on one record. */
#define EDIT_FINDING                                             \
	{                                                        \
		int i = 0;                                       \
		for (i = 1; i < 30000; i++)                      \
			eval->services->finding(eval, &finding); \
	}
#include "common.h"
