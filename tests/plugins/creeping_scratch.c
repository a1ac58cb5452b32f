/* Wrong: a check asks for scratch memory again and again, without looking at the answer. */
#define BEFORE_CHECK                                            \
	{                                                       \
		int i = 0;                                      \
		for (i = 0; i < 100; i++)                       \
			eval->services->scratch(eval, 1000000); \
	}
#include "common.h"
