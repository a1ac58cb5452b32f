/*
 * From a plugin's value to a value that may be shown: references are followed,
 * private values refused or withheld, texts checked and copied.
 */
#ifndef CASELINT_PLUGIN_SHOWN_H
#define CASELINT_PLUGIN_SHOWN_H

#include "plugin/services.h"

/* What became of a value: the value itself and where it stands in the input. */
struct shown {
	struct shown_value value;
	uint64_t line;	   /* 0: not from the input */
	struct text path;  /* "" : not from the input */
	struct text field; /* "" : not from the input, or a whole element */
};

/* Resolves a place alone. A ref without `in` is the record itself. On failure draft->breach is set. */
CASELINT_NODISCARD
enum status shown_place(struct draft *draft, const struct caselint_ref *ref, struct shown *ret_shown);

/* Resolves a value with its place. `withhold` tells what to do with a private one: hide it, or refuse. */
CASELINT_NODISCARD
enum status shown_resolve(struct draft *draft, const struct caselint_value *value, bool withhold,
			  struct shown *ret_shown);

/* Appends the value as a person reads it: "350.00", "2008-02-01", "yes"; "nothing" for none. */
void shown_append(const struct shown_value *value, struct buffer *text);

/* Notes a breach, the first of a call only, and returns CASELINT_REFUSED. */
int32_t draft_refuse(struct draft *draft, const char *phrase);

#endif
