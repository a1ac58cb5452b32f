/* SHA-256 by libcrypto, bytes in, hexadecimal out. */
#ifndef CASELINT_BASE_SHA256_H
#define CASELINT_BASE_SHA256_H

#include <stddef.h>

#define SHA256_HEX_BYTES 65U /* 64 digits and a NUL */

struct sha256; /* one hash being computed */

/* Gives libcrypto the program's memory, which is never NULL: it crashes on a failed allocation. To be called
 * once, before the first hash. */
void sha256_prepare(void);

/* A new hash; never NULL. Freed by sha256_finish or sha256_free. */
struct sha256 *sha256_new(void);

void sha256_add(struct sha256 *hash, const void *bytes, size_t length);

/* Writes the 64 lower-case digits and frees the hash. */
void sha256_finish(struct sha256 *hash, char ret_hex[SHA256_HEX_BYTES]);

/* Frees without a result; NULL is allowed. */
void sha256_free(struct sha256 *hash);

/* The digest of `length` bytes in one go. */
void sha256_of(const void *bytes, size_t length, char ret_hex[SHA256_HEX_BYTES]);

#endif
