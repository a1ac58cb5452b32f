/*
 * The id of a finding: what is the same of it from run to run. Two findings of one
 * record with one id say the same of the same place.
 */
#ifndef CASELINT_PLUGIN_FINDING_ID_H
#define CASELINT_PLUGIN_FINDING_ID_H

#include "base/text.h"

#define FINDING_ID_DIGITS 16U

/* From rule, record id, path and variant (NULL: the ordinary message), never from a line or a value. NUL-terminated. */
void finding_id(
    struct text rule, struct text record_id, struct text path, const char *variant, char ret_id[FINDING_ID_DIGITS + 1]);

#endif
