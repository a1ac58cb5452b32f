/*
 * What makes a record certain: the claims of a schema about each node of a
 * model's tables. For this room only.
 */
#ifndef CASELINT_RECORD_CERTAIN_H
#define CASELINT_RECORD_CERTAIN_H

#include "record/model.h"
#include "record/xsd.h"

/* Notes the schema's claims in the model, once. The two agree (conformity_check). */
void certain_learn(const struct xsd *xsd, struct model *model);

#endif
