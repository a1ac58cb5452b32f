/* Wrong: a row that says it has four thousand million cells. */
#define EDIT_ROW row.cells.count = 4294967295U, row.cells.stride = 0;
#include "common.h"
