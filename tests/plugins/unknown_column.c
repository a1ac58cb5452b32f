/* Wrong: a cell for a column that the worksheet does not have. */
#define EDIT_ROW cells[0].name = "nonsense";
#include "common.h"
