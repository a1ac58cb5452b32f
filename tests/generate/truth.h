/*
 * The truth beside an export: one line of JSON for each record that a planted fault
 * changes. README.md says what a line holds.
 */
#ifndef GENERATE_TRUTH_H
#define GENERATE_TRUTH_H

#include "fault.h"
#include "output.h"

void truth_write(struct output *output, const struct group *group);
/* What changes everywhere once a record is lost. */
void truth_write_lost(struct output *output);

#endif
