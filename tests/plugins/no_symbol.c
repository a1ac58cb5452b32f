/* Wrong: it has something else to say. */
#include <caselint/plugin.h>

extern CASELINT_EXPORT const char not_what_you_look_for[];
const char not_what_you_look_for[] = "this is not the thing you're looking for";
