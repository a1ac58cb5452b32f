/* Wrong: a check calls the service that sets outcomes. */
#define BEFORE_CHECK eval->services->outcome(eval, rule->id, CASELINT_PASS);
#include "common.h"
