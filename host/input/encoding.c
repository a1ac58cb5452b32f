/* See input/encoding.h. */
#include "input/encoding.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "input/declaration.h"

/* Enough of the front for a declaration in two-byte units and a byte order mark. */
#define HEAD_BYTES (2U * DECLARATION_BYTES + 4U)
#define WRONG_BYTE '\xFF'

static bool
is_wide(enum encoding encoding)
{
	return encoding == ENCODING_UTF_16_LE || encoding == ENCODING_UTF_16_BE;
}

void
decoder_clear(struct decoder *decoder)
{
	buffer_clear(&decoder->head);
	buffer_clear(&decoder->text);
}

/* --- decoding --- */

static void
append_character(struct buffer *text, uint32_t character)
{
	char bytes[4];
	size_t length = 0;

	if (character < 0x80) {
		bytes[length++] = (char)character;
	} else if (character < 0x800) {
		bytes[length++] = (char)(0xC0 | (character >> 6));
		bytes[length++] = (char)(0x80 | (character & 0x3F));
	} else if (character < 0x10000) {
		bytes[length++] = (char)(0xE0 | (character >> 12));
		bytes[length++] = (char)(0x80 | (character >> 6 & 0x3F));
		bytes[length++] = (char)(0x80 | (character & 0x3F));
	} else {
		bytes[length++] = (char)(0xF0 | (character >> 18));
		bytes[length++] = (char)(0x80 | (character >> 12 & 0x3F));
		bytes[length++] = (char)(0x80 | (character >> 6 & 0x3F));
		bytes[length++] = (char)(0x80 | (character & 0x3F));
	}
	buffer_append(text, bytes, length);
}

/* The characters of windows-1252 from 0x80 to 0x9F; 0: none. */
static const uint16_t windows_1252[32] = {
    0x20AC,
    0,
    0x201A,
    0x0192,
    0x201E,
    0x2026,
    0x2020,
    0x2021,
    0x02C6,
    0x2030,
    0x0160,
    0x2039,
    0x0152,
    0,
    0x017D,
    0,
    0,
    0x2018,
    0x2019,
    0x201C,
    0x201D,
    0x2022,
    0x2013,
    0x2014,
    0x02DC,
    0x2122,
    0x0161,
    0x203A,
    0x0153,
    0,
    0x017E,
    0x0178,
};

static void
decode_byte(struct decoder *decoder, unsigned char byte)
{
	uint32_t character = byte;

	if (decoder->encoding == ENCODING_WINDOWS_1252 && byte >= 0x80 && byte <= 0x9F)
		character = windows_1252[byte - 0x80];
	if (character == 0 && byte != 0)
		buffer_append_byte(&decoder->text, WRONG_BYTE);
	else
		append_character(&decoder->text, character);
}

static void
decode_unit(struct decoder *decoder, uint32_t unit)
{
	bool is_high = unit >= 0xD800 && unit <= 0xDBFF;
	bool is_low = unit >= 0xDC00 && unit <= 0xDFFF;

	if (is_low && decoder->surrogate != 0) {
		append_character(&decoder->text, 0x10000 + ((decoder->surrogate - 0xD800) << 10) + (unit - 0xDC00));
		decoder->surrogate = 0;
		return;
	}
	if (decoder->surrogate != 0 || is_low)
		buffer_append_byte(&decoder->text, WRONG_BYTE);
	decoder->surrogate = is_high ? unit : 0;
	if (!is_high && !is_low)
		append_character(&decoder->text, unit);
}

static void
decode_wide_byte(struct decoder *decoder, unsigned char byte)
{
	unsigned first = decoder->odd;

	if (!decoder->has_odd) {
		decoder->odd = byte;
		decoder->has_odd = true;
		return;
	}
	decoder->has_odd = false;
	decode_unit(decoder, decoder->encoding == ENCODING_UTF_16_LE ? first | (unsigned)byte << 8 : first << 8 | byte);
}

static enum status
pass_on(struct decoder *decoder, const char *bytes, size_t length)
{
	size_t i = 0;

	if (decoder->encoding == ENCODING_UTF_8)
		return length == 0 ? STATUS_OK : decoder->sink(decoder->context, bytes, length);
	buffer_reset(&decoder->text);
	for (i = 0; i < length; i++) {
		if (is_wide(decoder->encoding))
			decode_wide_byte(decoder, (unsigned char)bytes[i]);
		else
			decode_byte(decoder, (unsigned char)bytes[i]);
	}
	if (decoder->text.length == 0)
		return STATUS_OK;
	return decoder->sink(decoder->context, decoder->text.data, decoder->text.length);
}

/* --- finding out the encoding --- */

/* What the first bytes say. */
struct front {
	enum encoding encoding;
	size_t mark; /* bytes of the byte order mark */
	bool unknown;
};

static struct front
read_front(struct text head)
{
	static const struct {
		const char bytes[5];
		unsigned char length;
		struct front front;
	} fronts[] = {
	    {{'\xFF', '\xFE', 0, 0}, 4, {ENCODING_UTF_8, 4, true}}, /* UTF-32 */
	    {{0, 0, '\xFE', '\xFF'}, 4, {ENCODING_UTF_8, 4, true}},
	    {{0, 0, 0, '<'}, 4, {ENCODING_UTF_8, 0, true}},
	    {{'\xEF', '\xBB', '\xBF'}, 3, {ENCODING_UTF_8, 3, false}},
	    {{'\xFF', '\xFE'}, 2, {ENCODING_UTF_16_LE, 2, false}},
	    {{'\xFE', '\xFF'}, 2, {ENCODING_UTF_16_BE, 2, false}},
	    {{'<', 0, '?', 0}, 4, {ENCODING_UTF_16_LE, 0, false}},
	    {{0, '<', 0, '?'}, 4, {ENCODING_UTF_16_BE, 0, false}},
	};
	struct front plain = {ENCODING_UTF_8, 0, false};
	size_t i = 0;

	for (i = 0; i < sizeof fronts / sizeof *fronts; i++) {
		if (head.length >= fronts[i].length && memcmp(head.data, fronts[i].bytes, fronts[i].length) == 0)
			return fronts[i].front;
	}
	return plain;
}

/* The front of the head as bytes, whatever the width of its units. Returns the count. */
static size_t
narrow(const struct decoder *decoder, struct front front, char ret_text[HEAD_BYTES])
{
	size_t step = is_wide(front.encoding) ? 2 : 1;
	size_t low = front.encoding == ENCODING_UTF_16_BE ? 1 : 0;
	size_t length = 0;
	size_t i = 0;

	for (i = front.mark; i + step <= decoder->head.length && length < HEAD_BYTES; i += step) {
		const char *unit = decoder->head.data + i;
		bool plain = step == 1 || unit[1 - low] == 0;

		ret_text[length++] = plain ? unit[step == 1 ? 0 : low] : WRONG_BYTE;
	}
	return length;
}

/* What a declaration may name. */
static const struct encoding_name {
	const char *name;
	enum encoding encoding;
	bool either_order; /* of bytes */
} encoding_names[] = {
    {"UTF-8", ENCODING_UTF_8, false},
    {"US-ASCII", ENCODING_UTF_8, false},
    {"ASCII", ENCODING_UTF_8, false},
    {"ISO-8859-1", ENCODING_LATIN_1, false},
    {"windows-1252", ENCODING_WINDOWS_1252, false},
    {"CP1252", ENCODING_WINDOWS_1252, false},
    {"UTF-16", ENCODING_UTF_16_LE, true},
    {"UTF-16LE", ENCODING_UTF_16_LE, false},
    {"UTF-16BE", ENCODING_UTF_16_BE, false},
};

static const struct encoding_name *
find_name(struct text name)
{
	size_t i = 0;

	for (i = 0; i < sizeof encoding_names / sizeof *encoding_names; i++) {
		const char *known = encoding_names[i].name;

		if (strlen(known) == name.length && strncasecmp(known, name.data, name.length) == 0)
			return &encoding_names[i];
	}
	return NULL;
}

/* Settles the encoding by the front and the name declared. */
static const char *
choose(struct decoder *decoder, struct front front, struct text declared)
{
	const struct encoding_name *name = declared.length == 0 ? NULL : find_name(declared);

	decoder->encoding = front.encoding;
	if (front.unknown || (declared.length > 0 && name == NULL))
		return "the encoding is not one of UTF-8, US-ASCII, UTF-16, ISO-8859-1, windows-1252";
	if (name == NULL || name->encoding == front.encoding || (name->either_order && is_wide(front.encoding)))
		return NULL;
	if (front.mark > 0 || is_wide(front.encoding) || is_wide(name->encoding))
		return "the encoding declared is not the one of the bytes";
	decoder->encoding = name->encoding;
	return NULL;
}

static enum status
pass_blanks(struct decoder *decoder, char *text, size_t length)
{
	size_t i = 0;

	for (i = 0; i < length; i++) {
		if (text[i] != '\n')
			text[i] = ' ';
	}
	return length == 0 ? STATUS_OK : decoder->sink(decoder->context, text, length);
}

/* Decides, if the head is long enough or no more of it comes. */
static enum status
decide(struct decoder *decoder, bool final, const char **ret_problem)
{
	struct front front = read_front(text_view(decoder->head.data, decoder->head.length));
	char text[HEAD_BYTES];
	size_t length = narrow(decoder, front, text);
	struct declaration declaration = {0, {NULL, 0}};
	enum status status = STATUS_OK;
	size_t done = 0;

	if (!final && decoder->head.length < HEAD_BYTES &&
	    (decoder->head.length < 4 || declaration_is_cut(text_view(text, length))))
		return STATUS_OK;
	declaration = declaration_read(text_view(text, length));
	decoder->decided = true;
	*ret_problem = choose(decoder, front, declaration.encoding);
	if (*ret_problem != NULL)
		return STATUS_INVALID;
	status = pass_blanks(decoder, text, declaration.length);
	done = front.mark + declaration.length * (is_wide(front.encoding) ? 2 : 1);
	if (status == STATUS_OK && decoder->head.length > done)
		status = pass_on(decoder, decoder->head.data + done, decoder->head.length - done);
	return status;
}

enum status
decoder_push(struct decoder *decoder, const char *bytes, size_t length, const char **ret_problem)
{
	if (decoder->decided)
		return pass_on(decoder, bytes, length);
	buffer_append(&decoder->head, bytes, length);
	return decide(decoder, false, ret_problem);
}

enum status
decoder_finish(struct decoder *decoder, const char **ret_problem)
{
	static const char wrong = WRONG_BYTE;
	enum status status = STATUS_OK;

	if (!decoder->decided)
		status = decide(decoder, true, ret_problem);
	if (status == STATUS_OK && (decoder->has_odd || decoder->surrogate != 0))
		status = decoder->sink(decoder->context, &wrong, 1);
	return status;
}
