/* See report/fingerprint.h. What goes into a fingerprint is fixed by its version: another choice is another version. */
#include "report/fingerprint.h"

#include <string.h>

#include "base/sha256.h"

#define RECORD_VERSION "caselint/record/1"
#define EVIDENCE_VERSION "caselint/evidence/1"

static void
add_text(struct buffer *key, struct text text)
{
	buffer_append(key, text.data, text.length);
	buffer_append_byte(key, '\0');
}

void
fingerprint_of_record(const char *plugin, const char *type, struct text id, char ret_hex[FINGERPRINT_RECORD_DIGITS + 1])
{
	char hex[SHA256_HEX_BYTES];
	struct buffer key = {0};

	add_text(&key, text_of(RECORD_VERSION));
	add_text(&key, text_of(plugin));
	add_text(&key, text_of(type));
	add_text(&key, id);
	sha256_of(key.data, key.length, hex);
	buffer_clear(&key);
	memcpy(ret_hex, hex, FINGERPRINT_RECORD_DIGITS);
	ret_hex[FINGERPRINT_RECORD_DIGITS] = '\0';
}

/* Without the numbers of siblings: "Case/Review[2]/@on" is "Case/Review/@on". A name has no bracket. */
static void
add_path(struct buffer *key, struct text path)
{
	while (path.length > 0) {
		const char *open = memchr(path.data, '[', path.length);
		size_t length = open == NULL ? path.length : (size_t)(open - path.data);
		const char *close = memchr(path.data + length, ']', path.length - length);

		buffer_append(key, path.data, length);
		length = close == NULL ? path.length : (size_t)(close - path.data) + 1;
		path = text_view(path.data + length, path.length - length);
	}
	buffer_append_byte(key, '\0');
}

/* Eight bytes, the lowest first, on any machine. */
static void
add_number(struct buffer *key, int64_t number)
{
	char bytes[sizeof number];

	for (size_t i = 0; i < sizeof number; i++)
		bytes[i] = (char)(unsigned char)((uint64_t)number >> (8U * i));
	buffer_append(key, bytes, sizeof bytes);
}

static void
add_value(struct buffer *key, const struct shown_value *value)
{
	add_number(key, (int64_t)value->kind * 2 + (value->withheld ? 1 : 0));
	add_number(key, value->withheld ? 0 : value->number);
	add_text(key, value->withheld ? text_of("") : value->text);
}

void
fingerprint_begin(struct buffer *key, const struct result_finding *finding, const char *variant)
{
	add_text(key, text_of(EVIDENCE_VERSION));
	add_text(key, finding->rule);
	add_text(key, text_of(variant));
	add_path(key, finding->path);
	add_number(key, finding->outcome);
	add_number(key, finding->due);
	add_value(key, &finding->observed);
	add_value(key, &finding->expected);
}

void
fingerprint_add(struct buffer *key, struct text name, const struct shown_value *value)
{
	add_text(key, name);
	add_value(key, value);
}

void
fingerprint_finish(const struct buffer *key, const char *record, char ret_hex[FINGERPRINT_DIGITS + 1])
{
	struct buffer whole = {0};
	char hex[SHA256_HEX_BYTES];

	/* The record is in both halves: the second cannot be carried over to another record. */
	buffer_append(&whole, record, FINGERPRINT_RECORD_DIGITS);
	buffer_append(&whole, key->data, key->length);
	sha256_of(whole.data, whole.length, hex);
	buffer_clear(&whole);
	memcpy(ret_hex, record, FINGERPRINT_RECORD_DIGITS);
	memcpy(ret_hex + FINGERPRINT_RECORD_DIGITS, hex, FINGERPRINT_DIGITS - FINGERPRINT_RECORD_DIGITS);
	ret_hex[FINGERPRINT_DIGITS] = '\0';
}

static int
digit_of(char sign)
{
	if (sign >= '0' && sign <= '9')
		return sign - '0';
	return sign >= 'a' && sign <= 'f' ? sign - 'a' + 10 : -1;
}

enum status
fingerprint_read(struct text hex, unsigned char ret_bytes[FINGERPRINT_BYTES])
{
	if (hex.length != FINGERPRINT_DIGITS)
		return STATUS_INVALID;
	for (size_t i = 0; i < FINGERPRINT_BYTES; i++) {
		int high = digit_of(hex.data[2 * i]);
		int low = digit_of(hex.data[2 * i + 1]);

		if (high < 0 || low < 0)
			return STATUS_INVALID;
		ret_bytes[i] = (unsigned char)((unsigned)high << 4U | (unsigned)low);
	}
	return STATUS_OK;
}
