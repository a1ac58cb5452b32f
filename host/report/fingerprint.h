/*
 * Fingerprints: what a finding is known by from one run to the next. 16 digits are
 * of the record, 16 of what was found there: the rule, its variant and outcome,
 * the place, and the evidence, that is what was found, what was expected, until
 * when, and the named values of the message. No line, no text of a message, no
 * order of siblings and no name of a file is in them, so a finding keeps its
 * fingerprint when these move, and has another once a date or an amount changes.
 * Findings that cannot be told apart have the same one; who compares counts them.
 */
#ifndef CASELINT_REPORT_FINGERPRINT_H
#define CASELINT_REPORT_FINGERPRINT_H

#include <stdint.h>

#include "base/buffer.h"
#include "base/text.h"
#include "report/model.h"

#define FINGERPRINT_RECORD_DIGITS 16U
#define FINGERPRINT_DIGITS 32U
#define FINGERPRINT_BYTES 16U

/* The first half: of a record by its plugin, the name of its element, and its id. Writes a NUL behind the digits. */
void fingerprint_of_record(
    const char *plugin, const char *type, struct text id, char ret_hex[FINGERPRINT_RECORD_DIGITS + 1]);

/* What the second half is made of, gathered in `key`. Begins with all that the finding itself tells but its texts and
 * its line, then takes named values one by one. */
void fingerprint_begin(struct buffer *key, const struct result_finding *finding, const char *variant);
void fingerprint_add(struct buffer *key, struct text name, const struct shown_value *value);
/* Both halves; `record` is of fingerprint_of_record. */
void fingerprint_finish(const struct buffer *key, const char *record, char ret_hex[FINGERPRINT_DIGITS + 1]);

/* A fingerprint as bytes; STATUS_INVALID when it is not 32 lower-case digits. */
CASELINT_NODISCARD
enum status fingerprint_read(struct text hex, unsigned char ret_bytes[FINGERPRINT_BYTES]);

#endif
