/* Wrong: a field of the record table is not in the schema. */
#define MORE_FIELDS CASELINT_FIELD(struct thing, spare, "Colour", CASELINT_CODE, 0),
#include "common.h"
