/*
 * Blame: what is put into the result of a record that was given up because of what
 * a plugin did to its process.
 */
#ifndef CASELINT_ENGINE_BLAME_H
#define CASELINT_ENGINE_BLAME_H

#include <stdbool.h>

#include "engine/death.h"
#include "plugin/services.h"

/* Adds one finding that says why, for the rule that was running where that is known. */
void blame_give_up(struct draft *draft, const struct death *death);

/* Whether a plugin is to blame, and not the reading of a record. */
bool blame_is_of_plugin(const struct death *death);

/* A death of the kind DEATH_SWITCHED_OFF. */
struct death blame_switched_off(uint32_t bundle);

#endif
