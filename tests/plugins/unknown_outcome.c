/* Wrong: a check returns an outcome that does not exist. */
#define BEFORE_CHECK return 42;
#include "common.h"
