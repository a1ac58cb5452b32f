/* One character at a time where it must be, 64 plain bytes at a time where it can be; see base/utf8.h. */
#include "base/utf8.h"

#include <stdbool.h>

#define BLOCK_BYTES 64U

static bool
is_between(unsigned char byte, unsigned char low, unsigned char high)
{
	return byte >= low && byte <= high;
}

static bool
is_plain(unsigned char byte)
{
	return is_between(byte, 0x20, 0x7F) || byte == '\t' || byte == '\n' || byte == '\r';
}

/* The bytes of a sequence that starts with `lead`; 0: none does. */
static size_t
sequence_length(unsigned char lead)
{
	if (is_between(lead, 0xC2, 0xDF))
		return 2;
	if (is_between(lead, 0xE0, 0xEF))
		return 3;
	return is_between(lead, 0xF0, 0xF4) ? 4 : 0;
}

/* Keeps overlong forms, surrogates and what lies above U+10FFFF out. */
static bool
second_fits(unsigned char lead, unsigned char second)
{
	switch (lead) {
	case 0xE0: return is_between(second, 0xA0, 0xBF);
	case 0xED: return is_between(second, 0x80, 0x9F);
	case 0xF0: return is_between(second, 0x90, 0xBF);
	case 0xF4: return is_between(second, 0x80, 0x8F);
	default: return is_between(second, 0x80, 0xBF);
	}
}

/* U+FFFE and U+FFFF are not characters of XML. */
static bool
is_forbidden(const unsigned char *bytes, size_t length)
{
	return length == 3 && bytes[0] == 0xEF && bytes[1] == 0xBF && bytes[2] >= 0xBE;
}

int
utf8_next(const char *text, size_t length)
{
	const unsigned char *bytes = (const unsigned char *)text;
	size_t wanted = 0;
	size_t i = 0;

	if (bytes[0] < 0x80)
		return is_plain(bytes[0]) ? 1 : UTF8_WRONG;
	wanted = sequence_length(bytes[0]);
	if (wanted == 0)
		return UTF8_WRONG;
	for (i = 1; i < wanted && i < length; i++) {
		if (!(i == 1 ? second_fits(bytes[0], bytes[1]) : is_between(bytes[i], 0x80, 0xBF)))
			return UTF8_WRONG;
	}
	if (length < wanted)
		return UTF8_CUT;
	return is_forbidden(bytes, wanted) ? UTF8_WRONG : (int)wanted;
}

/* Written so that the compiler can take 16 bytes at a time: as signed numbers, both
 * control characters and bytes from 0x80 on are below the blank. */
static bool
block_is_plain(const char *bytes)
{
	const signed char *numbers = (const signed char *)bytes;
	unsigned char wrong = 0;
	size_t i = 0;

	for (i = 0; i < BLOCK_BYTES; i++)
		wrong |= (unsigned char)((numbers[i] < ' ') & (numbers[i] != '\t') & (numbers[i] != '\n') &
					 (numbers[i] != '\r'));
	return wrong == 0;
}

size_t
utf8_prefix(const char *bytes, size_t length)
{
	size_t done = 0;

	while (done < length) {
		int step = 0;

		while (length - done >= BLOCK_BYTES && block_is_plain(bytes + done))
			done += BLOCK_BYTES;
		if (done == length)
			break;
		step = utf8_next(bytes + done, length - done);
		if (step <= 0)
			break;
		done += (size_t)step;
	}
	return done;
}
