/* Wrong: a check returns fail and gives no finding. */
#define BEFORE_CHECK return CASELINT_FAIL;
#include "common.h"
