/*
 * Message templates: text with {placeholders}. A placeholder is filled from the
 * finding ({observed}, {expected}, {due}, {asOf}), from the values the plugin
 * named, or from a parameter of the ruleset, in this order. "{{" and "}}" are
 * braces.
 */
#ifndef CASELINT_CATALOGUE_MESSAGE_H
#define CASELINT_CATALOGUE_MESSAGE_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/status.h"
#include "base/text.h"

/* Answers for one placeholder: appends its text and returns true, or returns false when unknown. */
typedef bool message_lookup_fn(void *context, struct text name, struct buffer *message);

/* Whether the braces of a template match and every name is [A-Za-z][A-Za-z0-9]*. */
bool message_is_well_formed(const char *template_text);

/* Appends the filled template. STATUS_INVALID when the template is not well-formed; STATUS_BREACH at an unknown
 * placeholder, whose name is then in *ret_unknown (a view into the template); STATUS_LIMIT when the message passes
 * LIMIT_MESSAGE_BYTES. After a failure `message` is as it was. */
CASELINT_NODISCARD
enum status message_fill(const char *template_text, message_lookup_fn *lookup, void *context, struct buffer *message,
    struct text *ret_unknown);

#endif
