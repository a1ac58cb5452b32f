/* Wrong: a parameter lies outside the parameter struct. */
#define PARAMETER_STRUCT_SIZE 16
#include "common.h"
