/* SHA-256 by libcrypto's EVP; see base/sha256.h. The only calls that can fail are those
 * that allocate, so every failure is taken as exhausted memory. */
#include "base/sha256.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include "base/memory.h"

#define DIGEST_BYTES 32U

struct sha256 {
	EVP_MD_CTX *context;
};

/* Looked up once: by default libcrypto looks an algorithm up anew for every hash, which takes longer than a short hash
 * itself. */
static const EVP_MD *algorithm;

static void *
allocate(size_t size, const char *file, int line)
{
	(void)file;
	(void)line;
	return memory_alloc(size);
}

static void *
resize(void *block, size_t size, const char *file, int line)
{
	(void)file;
	(void)line;
	return memory_resize(block, size, 1);
}

static void
release(void *block, const char *file, int line)
{
	(void)file;
	(void)line;
	memory_free(block);
}

void
sha256_prepare(void)
{
	/* It refuses only when it has allocated already, and then goes on with its own functions. */
	(void)CRYPTO_set_mem_functions(allocate, resize, release);
	/* One hash needs neither the machine's configuration of libcrypto nor the names of all ciphers: a third of the time. */
	(void)OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_LOAD_CRYPTO_STRINGS |
				      OPENSSL_INIT_NO_ADD_ALL_CIPHERS | OPENSSL_INIT_NO_ADD_ALL_DIGESTS,
	    NULL);
	algorithm = EVP_MD_fetch(NULL, "SHA256", NULL);
}

struct sha256 *
sha256_new(void)
{
	struct sha256 *hash = memory_zeroed(1, sizeof *hash);

	hash->context = EVP_MD_CTX_new();
	if (hash->context == NULL ||
	    EVP_DigestInit_ex(hash->context, algorithm == NULL ? EVP_sha256() : algorithm, NULL) != 1)
		memory_exhausted();
	return hash;
}

void
sha256_add(struct sha256 *hash, const void *bytes, size_t length)
{
	if (length > 0 && EVP_DigestUpdate(hash->context, bytes, length) != 1)
		memory_exhausted();
}

static void
write_hex(const unsigned char *digest, char ret_hex[SHA256_HEX_BYTES])
{
	static const char digits[] = "0123456789abcdef";
	size_t i = 0;

	for (i = 0; i < DIGEST_BYTES; i++) {
		ret_hex[2 * i] = digits[digest[i] >> 4];
		ret_hex[2 * i + 1] = digits[digest[i] & 0x0F];
	}
	ret_hex[2 * DIGEST_BYTES] = '\0';
}

void
sha256_finish(struct sha256 *hash, char ret_hex[SHA256_HEX_BYTES])
{
	unsigned char digest[EVP_MAX_MD_SIZE];
	unsigned int length = 0;

	if (EVP_DigestFinal_ex(hash->context, digest, &length) != 1 || length != DIGEST_BYTES)
		memory_exhausted();
	write_hex(digest, ret_hex);
	sha256_free(hash);
}

void
sha256_free(struct sha256 *hash)
{
	if (hash == NULL)
		return;
	EVP_MD_CTX_free(hash->context);
	memory_free(hash);
}

void
sha256_of(const void *bytes, size_t length, char ret_hex[SHA256_HEX_BYTES])
{
	struct sha256 *hash = sha256_new();

	sha256_add(hash, bytes, length);
	sha256_finish(hash, ret_hex);
}
