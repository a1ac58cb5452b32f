/* Wrong: a member that is reserved has a value. */
#define EDIT_ROW row.reserved = 7;
#include "common.h"
