/*
 * What the files behind authoring/bundle_lint.h share. Nothing else includes this.
 */
#ifndef CASELINT_AUTHORING_LINT_PARTS_H
#define CASELINT_AUTHORING_LINT_PARTS_H

#include "authoring/bundle_lint.h"

/* Adds a finding; `file` and `remedy` are copied. */
void lint_add(struct bundle_lint *lint, const char *check, enum severity severity, const char *file, const char *remedy,
    const char *format, ...) CASELINT_PRINTF(6, 7);

/* The shared object: linkage, symbols, start-up code, memory. */
void lint_object(struct bundle_lint *lint);
/* What is declared and what the object can name; needs the bundle. */
void lint_texts(struct bundle_lint *lint);

#endif
