/*
 * What the root of an export says about it, for this room only. The element
 * itself, its name and namespace, are looked at by whoever found it.
 */
#ifndef CASELINT_RECORD_ROOT_H
#define CASELINT_RECORD_ROOT_H

#include "record/binder.h"

/* Reads the attributes of the root. *ret_exported_on is a date, CASELINT_ABSENT or CASELINT_BAD. Problems go to
 * `problem`, NULL: nowhere. */
void root_read(const struct binder_attribute *attributes, size_t count, binder_problem_fn *problem, void *context,
    int32_t *ret_exported_on);

#endif
