/* Keyed hashes by libsodium, and the page that the key lies in; see report/pseudonym.h. */
#include "report/pseudonym.h"

#include <sodium.h>
#include <string.h>
#include <sys/mman.h>

#include "base/memory.h"

#define KEY_BYTES 32U
#define DIGEST_BYTES 32U
/* libsodium asks for a hash of 16 bytes at least. */
#define SHORTEST_BYTES 16U

struct pseudonyms {
	unsigned char *key; /* the first bytes of a page of its own */
};

/* What the secret is hashed with first, so that a key file that serves another program, too, gives other hashes here. */
static const char purpose[] = "caselint pseudonyms 1";

/* A page that no child gets and no core dump holds. */
static void *
new_page(void)
{
	void *page = mmap(NULL, KEY_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (page == MAP_FAILED)
		return NULL;
	/* Swap is spared where the user may lock memory; a report does not fail over it. */
	(void)mlock(page, KEY_BYTES);
	if (madvise(page, KEY_BYTES, MADV_DONTFORK) == 0 && madvise(page, KEY_BYTES, MADV_DONTDUMP) == 0)
		return page;
	(void)munmap(page, KEY_BYTES);
	return NULL;
}

static enum status
make_key(const unsigned char *secret, size_t length, unsigned char *ret_key)
{
	crypto_generichash_state state;
	enum status status = STATUS_INTERNAL;

	if (crypto_generichash_init(&state, (const unsigned char *)purpose, sizeof purpose, KEY_BYTES) == 0 &&
	    crypto_generichash_update(&state, secret, length) == 0 &&
	    crypto_generichash_final(&state, ret_key, KEY_BYTES) == 0)
		status = STATUS_OK;
	sodium_memzero(&state, sizeof state);
	return status;
}

enum status
pseudonyms_new(const unsigned char *secret, size_t length, struct pseudonyms **ret_pseudonyms)
{
	struct pseudonyms *pseudonyms = NULL;
	enum status status = STATUS_OK;

	if (secret != NULL && length < PSEUDONYM_SECRET_LEAST)
		return STATUS_INVALID;
	if (sodium_init() < 0)
		return STATUS_INTERNAL;
	pseudonyms = memory_zeroed(1, sizeof *pseudonyms);
	pseudonyms->key = new_page();
	if (pseudonyms->key == NULL)
		status = STATUS_INTERNAL;
	else if (secret == NULL)
		randombytes_buf(pseudonyms->key, KEY_BYTES);
	else
		status = make_key(secret, length, pseudonyms->key);
	if (status == STATUS_OK)
		*ret_pseudonyms = pseudonyms;
	else
		pseudonyms_free(pseudonyms);
	return status;
}

void
pseudonyms_free(struct pseudonyms *pseudonyms)
{
	if (pseudonyms == NULL)
		return;
	if (pseudonyms->key != NULL) {
		sodium_memzero(pseudonyms->key, KEY_BYTES);
		(void)munmap(pseudonyms->key, KEY_BYTES);
	}
	memory_free(pseudonyms);
}

static void
hash(
    const struct pseudonyms *pseudonyms, enum pseudonym_of what, struct text id, unsigned char *ret_hash, size_t length)
{
	crypto_generichash_state state;
	unsigned char sign = (unsigned char)what;

	/* None of these fails with lengths that libsodium takes; a hash of zeros would be told at once. */
	memset(ret_hash, 0, length);
	if (crypto_generichash_init(&state, pseudonyms->key, KEY_BYTES, length) == 0 &&
	    crypto_generichash_update(&state, &sign, sizeof sign) == 0 &&
	    crypto_generichash_update(&state, (const unsigned char *)id.data, id.length) == 0)
		(void)crypto_generichash_final(&state, ret_hash, length);
	sodium_memzero(&state, sizeof state);
}

struct text
pseudonym_of(const struct pseudonyms *pseudonyms, enum pseudonym_of what, struct text id, struct arena *arena)
{
	unsigned char bytes[SHORTEST_BYTES];
	char hex[2 * SHORTEST_BYTES + 1];

	if (id.length == 0)
		return text_of("");
	hash(pseudonyms, what, id, bytes, sizeof bytes);
	sodium_bin2hex(hex, sizeof hex, bytes, sizeof bytes);
	return text_view(arena_copy_text(arena, hex, PSEUDONYM_DIGITS), PSEUDONYM_DIGITS);
}

void
pseudonym_digest(
    const struct pseudonyms *pseudonyms, enum pseudonym_of what, struct text id, char ret_hex[SHA256_HEX_BYTES])
{
	unsigned char bytes[DIGEST_BYTES];

	hash(pseudonyms, what, id, bytes, sizeof bytes);
	sodium_bin2hex(ret_hex, SHA256_HEX_BYTES, bytes, sizeof bytes);
}

void
secret_wipe(void *bytes, size_t length)
{
	sodium_memzero(bytes, length);
}
