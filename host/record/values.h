/*
 * Values read from text into the members of a plugin's struct, by the kind the
 * plugin's table declares, and the two things a value can be besides a value:
 * absent and bad. Elements and attributes are the binder's business.
 */
#ifndef CASELINT_RECORD_VALUES_H
#define CASELINT_RECORD_VALUES_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/text.h"
#include "caselint/plugin.h"

/* Bytes a member of this kind takes in a struct; 0 for an unknown kind. */
uint32_t value_size(uint32_t kind);
/* The alignment its offset must have. */
uint32_t value_alignment(uint32_t kind);
/* "money", "date", ...: for messages. */
const char *value_kind_name(uint32_t kind);

/* Whether the member is a struct caselint_text. */
bool value_is_text(uint32_t kind);
/* The form a value of this kind must have, in fixed words; NULL where any text will do. */
const char *value_form(uint32_t kind);

/* Sets the member of `field` in `object` to absent or to bad (lists: empty, with the state). A
 * RECORD has no sentinel but NULL: its members are made bad by bound_spoil. */
void value_set_absent(const struct caselint_field *field, void *object);
void value_set_bad(const struct caselint_field *field, void *object);
bool value_is_absent(const struct caselint_field *field, const void *object);
bool value_is_bad(const struct caselint_field *field, const void *object);

/* Whether the text is nothing but blanks: those of XML, and the one that does not break (U+00A0). */
bool value_is_blank(struct text text);

/* Reads `text` (XML blanks at its ends do not count) into the member. Text is
 * copied to `arena`. Text that is not of the kind makes the member bad and returns false. An empty TEXT
 * is present with length 0; an empty CODE or ID is bad, and so is one with anything but single spaces
 * inside. Private or not is not looked at here. */
bool value_read(const struct caselint_field *field, struct text text, struct arena *arena, void *object);

/* The member as a typed value (kind, number or text, no place); kind 0 when absent or bad, or when
 * the field is a record, list or place. */
struct caselint_value value_of(const struct caselint_field *field, const void *object);

#endif
