/* Wrong: a finding points at memory that is not the record's. */
#define EDIT_FINDING finding.place.in = &thing_fields;
#include "common.h"
