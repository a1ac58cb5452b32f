/*
 * Names of elements, and sets of them. A set answers for one tag after another
 * whether its local name is in it, so most answers are found without a comparison.
 */
#ifndef CASELINT_INPUT_NAMES_H
#define CASELINT_INPUT_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

#define NAMES_ROWS 64U

/* Local names; borrowed. */
struct names {
	const char *const *list;
	uint32_t count;
	size_t longest;             /* bytes of the longest one */
	uint64_t tails[NAMES_ROWS]; /* per last byte (modulo 64): which bytes (modulo 64) come before it */
};

void names_init(struct names *names, const char *const *list, uint32_t count);

/* Whether the local part of `name` is in the set. */
bool names_hold(const struct names *names, struct text name);

/* `name` without its prefix. */
struct text names_local(struct text name);

/* The prefix of `name`, "" if it has none. */
struct text names_prefix(struct text name);

#endif
