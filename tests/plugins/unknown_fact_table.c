/* Wrong: a fact of a table that the plugin does not have. */
#define EDIT_FACT fact.table = 9;
#include "common.h"
