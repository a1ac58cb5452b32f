/*
 * The root's start tag. libxml2 sees it again before every batch, so it must be
 * right in itself: a fault in it would be found once for each record.
 */
#ifndef CASELINT_INPUT_ROOT_H
#define CASELINT_INPUT_ROOT_H

#include "base/text.h"

/* What is wrong with the start tag `tag` ("<" to ">") of an element that must be `name` of the
 * namespace `space`, in fixed words; NULL: nothing. */
const char *root_problem(struct text tag, const char *name, const char *space);

#endif
