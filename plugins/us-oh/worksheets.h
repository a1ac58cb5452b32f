/* The rows a case puts into the worksheets that the ruleset declares. */
#ifndef US_OH_WORKSHEETS_H
#define US_OH_WORKSHEETS_H

#include "view.h"

/* The per-child worksheet, and the form or invoice the case is claimed on. Amounts that wait for a person, and match that
 * was not expended, are on no form. */
void worksheets_of(const struct caselint_eval *eval, const struct case_view *view);

#endif
