/*
 * The rows a record puts into the worksheets that the ruleset declares: one for each missed
 * service in the reconciliation, one for each step in the checklist.
 */
#ifndef US_NY_WORKSHEETS_H
#define US_NY_WORKSHEETS_H

#include "view.h"

void worksheets_of(const struct case_view *view);
/* The checklist (checklist.c). */
void checklist_of(const struct case_view *view);

#endif
