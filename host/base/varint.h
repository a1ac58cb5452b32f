/*
 * Numbers as few bytes: seven bits in each, the lowest first, and the eighth bit
 * set in all but the last.
 */
#ifndef CASELINT_BASE_VARINT_H
#define CASELINT_BASE_VARINT_H

#include <stddef.h>
#include <stdint.h>

#define VARINT_BYTES 10U /* of the longest */

/* Writes up to VARINT_BYTES bytes; returns how many. */
static inline size_t
varint_put(char *place, uint64_t number)
{
	size_t length = 0;

	while (number >= 0x80U) {
		place[length++] = (char)(unsigned char)(number | 0x80U);
		number >>= 7U;
	}
	place[length++] = (char)(unsigned char)number;
	return length;
}

/* Reads a number from `length` bytes; returns how many bytes it took, 0 when they hold no whole one. */
static inline size_t
varint_get(const char *bytes, size_t length, uint64_t *ret_number)
{
	uint64_t number = 0;
	size_t most = length < VARINT_BYTES ? length : VARINT_BYTES;

	for (size_t i = 0; i < most; i++) {
		unsigned char byte = (unsigned char)bytes[i];

		number |= (uint64_t)(byte & 0x7fU) << (7U * i);
		if (byte < 0x80U) {
			*ret_number = number;
			return i + 1;
		}
	}
	return 0;
}

#endif
