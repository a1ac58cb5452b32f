/* A strict reading of production 23 of XML 1.0; see input/declaration.h. */
#include "input/declaration.h"

#include <string.h>

static const char opening[] = "<?xml";
#define OPENING_BYTES (sizeof opening - 1)

static bool
is_blank(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static bool
skip_blanks(struct text *text)
{
	bool any = false;

	while (text->length > 0 && is_blank(text->data[0])) {
		*text = text_view(text->data + 1, text->length - 1);
		any = true;
	}
	return any;
}

static bool
skip_word(struct text *text, const char *word)
{
	if (!text_starts_with(*text, word))
		return false;
	*text = text_view(text->data + strlen(word), text->length - strlen(word));
	return true;
}

/* Blanks, `name`, "=" and a value in quotes. Leaves `text` as it was if they are not there. */
static bool
read_part(struct text *text, const char *name, struct text *ret_value)
{
	struct text rest = *text;
	const char *close = NULL;

	if (!skip_blanks(&rest) || !skip_word(&rest, name))
		return false;
	skip_blanks(&rest);
	if (!skip_word(&rest, "="))
		return false;
	skip_blanks(&rest);
	if (rest.length == 0 || (rest.data[0] != '"' && rest.data[0] != '\''))
		return false;
	close = memchr(rest.data + 1, rest.data[0], rest.length - 1);
	if (close == NULL)
		return false;
	*ret_value = text_view(rest.data + 1, (size_t)(close - rest.data - 1));
	*text = text_view(close + 1, rest.length - (size_t)(close + 1 - rest.data));
	return true;
}

static bool
is_version(struct text value)
{
	size_t i = 2;

	if (value.length < 3 || !text_starts_with(value, "1."))
		return false;
	while (i < value.length && value.data[i] >= '0' && value.data[i] <= '9')
		i++;
	return i == value.length;
}

static bool
is_letter(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static bool
is_encoding_name(struct text value)
{
	size_t i = 0;

	if (value.length == 0 || !is_letter(value.data[0]))
		return false;
	for (i = 1; i < value.length; i++) {
		char byte = value.data[i];

		if (!is_letter(byte) && !(byte >= '0' && byte <= '9') && byte != '.' && byte != '_' && byte != '-')
			return false;
	}
	return true;
}

struct declaration
declaration_read(struct text text)
{
	struct declaration none = {0, {NULL, 0}};
	struct declaration declaration = none;
	struct text rest = text;
	struct text value = {NULL, 0};

	if (!skip_word(&rest, opening) || !read_part(&rest, "version", &value) || !is_version(value))
		return none;
	if (read_part(&rest, "encoding", &declaration.encoding) && !is_encoding_name(declaration.encoding))
		return none;
	if (read_part(&rest, "standalone", &value) && !text_equals(value, "yes") && !text_equals(value, "no"))
		return none;
	skip_blanks(&rest);
	if (!skip_word(&rest, "?>"))
		return none;
	declaration.length = text.length - rest.length;
	return declaration;
}

bool
declaration_is_cut(struct text text)
{
	size_t known = text.length < OPENING_BYTES ? text.length : OPENING_BYTES;

	if (text.length > 0 && memcmp(text.data, opening, known) != 0)
		return false;
	if (text.length <= OPENING_BYTES)
		return true;
	return is_blank(text.data[OPENING_BYTES]) && text.length < DECLARATION_BYTES &&
	       memmem(text.data, text.length, "?>", 2) == NULL;
}
