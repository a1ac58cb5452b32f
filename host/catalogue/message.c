/* One scanner cuts a template into pieces; checking and filling both walk over them. See catalogue/message.h. */
#include "catalogue/message.h"

#include "base/limits.h"

enum piece_kind {
	PIECE_LITERAL,
	PIECE_NAME,
	PIECE_BROKEN,
};

/* A piece of a template: text to copy (a doubled brace is one), or the name in braces. */
struct piece {
	enum piece_kind kind;
	struct text text;
};

static bool
is_letter(char byte)
{
	return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
}

static bool
is_name_byte(char byte)
{
	return is_letter(byte) || (byte >= '0' && byte <= '9');
}

/* Takes a piece that begins with a brace. */
static struct piece
take_brace(const char **cursor)
{
	const char *start = *cursor;
	const char *end = start + 1;

	if (*end == *start) {
		*cursor = end + 1;
		return (struct piece){PIECE_LITERAL, text_view(start, 1)};
	}
	while (is_name_byte(*end))
		end++;
	if (*start != '{' || *end != '}' || !is_letter(start[1]))
		return (struct piece){PIECE_BROKEN, text_view(start, 1)};
	*cursor = end + 1;
	return (struct piece){PIECE_NAME, text_view(start + 1, (size_t)(end - start) - 1)};
}

/* False at the end of the template. After a broken piece nothing more may be taken. */
static bool
take_piece(const char **cursor, struct piece *ret_piece)
{
	const char *end = *cursor;

	if (*end == '\0')
		return false;
	if (*end == '{' || *end == '}') {
		*ret_piece = take_brace(cursor);
		return true;
	}
	while (*end != '\0' && *end != '{' && *end != '}')
		end++;
	*ret_piece = (struct piece){PIECE_LITERAL, text_view(*cursor, (size_t)(end - *cursor))};
	*cursor = end;
	return true;
}

bool
message_is_well_formed(const char *template_text)
{
	struct piece piece = {0};

	while (take_piece(&template_text, &piece)) {
		if (piece.kind == PIECE_BROKEN)
			return false;
	}
	return true;
}

static enum status
fill_piece(const struct piece *piece, message_lookup_fn *lookup, void *context, struct buffer *filled,
    struct text *ret_unknown)
{
	switch (piece->kind) {
	case PIECE_LITERAL: buffer_append(filled, piece->text.data, piece->text.length); return STATUS_OK;
	case PIECE_NAME:
		if (lookup(context, piece->text, filled))
			return STATUS_OK;
		*ret_unknown = piece->text;
		return STATUS_BREACH;
	default: return STATUS_INVALID;
	}
}

enum status
message_fill(const char *template_text, message_lookup_fn *lookup, void *context, struct buffer *message,
    struct text *ret_unknown)
{
	struct buffer filled = {0};
	struct piece piece = {0};
	enum status status = STATUS_OK;

	while (status == STATUS_OK && take_piece(&template_text, &piece)) {
		status = fill_piece(&piece, lookup, context, &filled, ret_unknown);
		if (status == STATUS_OK && filled.length > LIMIT_MESSAGE_BYTES)
			status = STATUS_LIMIT;
	}
	if (status == STATUS_OK)
		buffer_append(message, buffer_text(&filled), filled.length);
	buffer_clear(&filled);
	return status;
}
