/* See report/markdown_text.h. */
#include "report/markdown_text.h"

#include <string.h>
#include <strings.h>

/* Whether a sign stands for a link that some flavours make by themselves: "http://", "www.". */
static bool
makes_link(struct text text, size_t at)
{
	if (text.data[at] == ':')
		return at + 1 < text.length && text.data[at + 1] == '/';
	return text.data[at] == '.' && at >= 3 && strncasecmp(text.data + at - 3, "www", 3) == 0;
}

void
markdown_text(struct buffer *row, struct text text)
{
	for (size_t i = 0; i < text.length; i++) {
		unsigned char byte = (unsigned char)text.data[i];

		if (byte < 0x20 || byte == 0x7F)
			buffer_append_byte(row, ' ');
		else if (strchr("\\`*_[]<>#|~&@$", byte) != NULL || makes_link(text, i))
			buffer_append_format(row, "&#%u;", (unsigned)byte);
		else
			buffer_append_byte(row, (char)byte);
		/* Mentions are looked for when references are gone: a blank of no width parts the name from the sign. */
		if (byte == '@')
			buffer_append_text(row, "&#8203;");
	}
}

void
markdown_short(struct buffer *row, struct text text)
{
	size_t length = text.length;

	if (length > MARKDOWN_SHORT_BYTES) {
		length = MARKDOWN_SHORT_BYTES;
		while (length > 0 && ((unsigned char)text.data[length] & 0xC0U) == 0x80U)
			length--;
	}
	markdown_text(row, text_view(text.data, length));
	if (length < text.length)
		buffer_append_text(row, " ...");
}
