/* Wrong: the message of the variant has a placeholder that the finding does not fill. */
#define EDIT_FINDING finding.variant = "free";
#include "common.h"
