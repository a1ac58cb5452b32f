/* See plugin/finding_id.h. */
#include "plugin/finding_id.h"

#include <string.h>

#include "base/buffer.h"
#include "base/sha256.h"

void
finding_id(
    struct text rule, struct text record_id, struct text path, const char *variant, char ret_id[FINDING_ID_DIGITS + 1])
{
	char hex[SHA256_HEX_BYTES];
	struct buffer key = {0};

	buffer_append(&key, rule.data, rule.length);
	buffer_append_byte(&key, '\0');
	buffer_append(&key, record_id.data, record_id.length);
	buffer_append_byte(&key, '\0');
	buffer_append(&key, path.data, path.length);
	buffer_append_byte(&key, '\0');
	buffer_append_text(&key, variant == NULL ? "" : variant);
	sha256_of(key.data, key.length, hex);
	buffer_clear(&key);
	memcpy(ret_id, hex, FINDING_ID_DIGITS);
	ret_id[FINDING_ID_DIGITS] = '\0';
}
