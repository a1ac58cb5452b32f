/* See cli/template.h. */
#include "cli/template.h"

#include <string.h>

/* ---- Ids -------------------------------------------------------------------------- */

static bool
is_letter(char byte)
{
	return byte >= 'a' && byte <= 'z';
}

static bool
is_letter_or_digit(char byte)
{
	return is_letter(byte) || (byte >= '0' && byte <= '9');
}

/* What stands behind the first hyphen, or the id. */
static const char *
own_part(const char *id)
{
	const char *hyphen = strchr(id, '-');

	return hyphen == NULL ? id : hyphen + 1;
}

static bool
is_made_of_words(const char *id)
{
	size_t i = 0;

	for (i = 0; id[i] != '\0'; i++) {
		bool begins = i == 0 || id[i - 1] == '-';

		if (begins ? !is_letter(id[i]) : !is_letter_or_digit(id[i]) && id[i] != '-')
			return false;
	}
	return i > 0 && id[i - 1] != '-';
}

bool
template_id_is_good(const char *id, const char **ret_why)
{
	const char *why = NULL;

	if (!is_made_of_words(id))
		why = "an id is made of words of lower-case letters and digits that begin with a letter, with single "
		      "hyphens between: us-ca";
	else if (strlen(id) > TEMPLATE_ID_BYTES)
		why = "an id has 32 letters at most";
	else if (strcmp(own_part(id), "cl") == 0 || strncmp(own_part(id), "cl-", 3) == 0)
		why = "its rules would be called CL-..., as those of caselint itself are";
	if (why != NULL)
		*ret_why = why;
	return why == NULL;
}

/* ---- Texts ------------------------------------------------------------------------- */

static void
append_capitals(struct buffer *buffer, const char *text)
{
	for (; *text != '\0'; text++)
		buffer_append_byte(buffer, is_letter(*text) ? (char)(*text - 'a' + 'A') : *text);
}

/* Whether the text begins with the word; then what it stands for is appended. */
static bool
append_for(struct buffer *buffer, const char *text, size_t length, const char *word, const char *id)
{
	if (length < strlen(word) || memcmp(text, word, strlen(word)) != 0)
		return false;
	if (strcmp(word, "us-xx") == 0) {
		buffer_append_text(buffer, id);
	} else if (strcmp(word, "US-XX") == 0) {
		append_capitals(buffer, id);
	} else {
		append_capitals(buffer, own_part(id));
		buffer_append_byte(buffer, '-');
	}
	return true;
}

void
template_append(struct buffer *buffer, const char *text, size_t length, const char *id)
{
	static const char *const names[] = {"us-xx", "US-XX", "XX-"};
	size_t i = 0;
	size_t n = 0;

	while (i < length) {
		for (n = 0; n < sizeof names / sizeof names[0]; n++) {
			if (append_for(buffer, text + i, length - i, names[n], id))
				break;
		}
		if (n < sizeof names / sizeof names[0])
			i += strlen(names[n]);
		else
			buffer_append_byte(buffer, text[i++]);
	}
}
