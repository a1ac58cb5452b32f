/* Wrong: a check asks for more scratch memory than there is. */
#define BEFORE_CHECK eval->services->scratch(eval, 17U * 1024U * 1024U);
#include "common.h"
