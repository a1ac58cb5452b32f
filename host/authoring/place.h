/*
 * What a plugin's tables say of a place in a record: whether anybody reads it.
 */
#ifndef CASELINT_AUTHORING_PLACE_H
#define CASELINT_AUTHORING_PLACE_H

#include "caselint/plugin.h"

/* Of a path from the record's element ("AdoptionSubsidyCase/Child/@personId"): "private" when it is never
 * shown, and a rule knows of a text only that it is there, "unread" when it is in `ignored` of a table, "" otherwise. */
const char *place_note(const struct caselint_plugin *plugin, const char *path);

#endif
