/*
 * From a plugin's value to a value that may be shown: references are followed,
 * private values refused or withheld, texts checked and copied.
 */
#ifndef CASELINT_PLUGIN_RESOLVE_H
#define CASELINT_PLUGIN_RESOLVE_H

#include "plugin/services.h"

/* Where a value stands in the input. */
struct resolved {
	uint64_t line;     /* 0: not from the input */
	struct text path;  /* "" : not from the input */
	struct text field; /* "" : not from the input, or a whole element */
};

/* Resolves a place alone. A ref without `in` is the record itself. On failure draft->breach is set. */
CASELINT_NODISCARD
enum status resolve_place(struct draft *draft, const struct caselint_ref *ref, struct resolved *ret_resolved);

/* Resolves a value into `ret_value`, which is zero before, and its place (NULL: not wanted, and not worked out). `withhold`
 * tells what to do with a private one: hide it, or refuse. */
CASELINT_NODISCARD
enum status resolve_value(struct draft *draft, const struct caselint_value *value, bool withhold,
    struct shown_value *ret_value, struct resolved *ret_place);

/* The value itself of one that resolve_value has withheld, for a document that may have it; it stays marked as withheld. */
void resolve_withheld(struct draft *draft, const struct caselint_value *value, struct shown_value *ret_value);

/* Whether a date or month is absent, or lies in the years 0001 to 9999. */
bool resolve_is_day(int32_t date);
bool resolve_is_month(int32_t month);

/* What is wrong with an array that the plugin handed in, as a phrase; NULL: nothing. */
const char *resolve_array_fault(const struct caselint_array *array, size_t element_size, uint32_t limit);

/* Notes a breach, the first of a call only, and returns CASELINT_REFUSED. */
int32_t draft_refuse(struct draft *draft, const char *phrase);

#endif
