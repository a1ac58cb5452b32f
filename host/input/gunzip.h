/*
 * gzip, by zlib. libarchive 3.6 reads it too, but checks neither the checksum nor
 * the length behind the data: a flipped bit would come through as another amount.
 */
#ifndef CASELINT_INPUT_GUNZIP_H
#define CASELINT_INPUT_GUNZIP_H

#include <stddef.h>
#include <sys/types.h>

/* Gives the next packed bytes. 0 at their end, -1 when they cannot be read. */
typedef ssize_t gunzip_more(void *context, const char **ret_bytes);

struct gunzip; /* one file being unpacked */

/* Never NULL. Freed with gunzip_free. */
struct gunzip *gunzip_new(gunzip_more *more, void *context);

/* Unpacks at most `size` bytes (at least 1). 0 at the end, all checksums right; -1: damaged, cut
 * short, or not to be read. */
ssize_t gunzip_read(struct gunzip *gunzip, char *bytes, size_t size);

/* NULL is allowed. */
void gunzip_free(struct gunzip *gunzip);

#endif
