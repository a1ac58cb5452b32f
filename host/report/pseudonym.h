/*
 * Pseudonyms: what stands for an id in a report of --privacy strict. One is a
 * keyed BLAKE2b hash (libsodium), so who does not have the key can neither
 * compute the pseudonym of an id he knows nor try ids until one fits, however
 * guessable they are. The same key and id give the same pseudonym in every run
 * and format; a fresh key gives others, and reports cannot be joined. The key lies
 * in a page of its own that child processes do not get, that is left out of core
 * dumps, and that is wiped before it is given back.
 */
#ifndef CASELINT_REPORT_PSEUDONYM_H
#define CASELINT_REPORT_PSEUDONYM_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/sha256.h"
#include "base/status.h"
#include "base/text.h"

#define PSEUDONYM_DIGITS 16U
#define PSEUDONYM_SECRET_LEAST 32U   /* bytes of a key file */
#define PSEUDONYM_SECRET_MOST 65536U /* of which */

/* What an id is of. The same text has one pseudonym as an id of a case and another as one of a finding. */
enum pseudonym_of {
	PSEUDONYM_RECORD = 1,
	PSEUDONYM_FINDING = 2,
	PSEUDONYM_INPUT = 3,
	PSEUDONYM_KEY = 4, /* of the key itself: reports that have the same can be joined */
};

struct pseudonyms;

/* With the key that `secret` makes; NULL: a fresh random key that nobody will have again. The caller wipes the secret.
 * STATUS_INVALID when it is shorter than PSEUDONYM_SECRET_LEAST; STATUS_INTERNAL when libsodium or the system refuse.
 * Free with pseudonyms_free. */
CASELINT_NODISCARD
enum status pseudonyms_new(const unsigned char *secret, size_t length, struct pseudonyms **ret_pseudonyms);
/* Wipes the key. NULL is allowed. */
void pseudonyms_free(struct pseudonyms *pseudonyms);

/* The pseudonym of an id, 16 lower-case hexadecimal digits in `arena`; "" for an id that is not there. Several threads
 * may ask at a time. */
struct text pseudonym_of(
    const struct pseudonyms *pseudonyms, enum pseudonym_of what, struct text id, struct arena *arena);
/* The same in the form of a SHA-256, 64 digits, for what takes the place of one. */
void pseudonym_digest(
    const struct pseudonyms *pseudonyms, enum pseudonym_of what, struct text id, char ret_hex[SHA256_HEX_BYTES]);

/* Wipes bytes that held a secret; is never optimised away. */
void secret_wipe(void *bytes, size_t length);

#endif
