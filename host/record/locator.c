/* See record/locator.h. Newlines alone make lines, as for the splitter that numbered the body. */
#include "record/locator.h"

#include <string.h>

void
locator_init(struct locator *locator, const struct record_text *text)
{
	locator->text = text;
	locator->body_start = text->prefix.length + 1;
	locator->body_end = locator->body_start + text->body.length;
	locator->counted = locator->body_start;
	locator->line = text->line;
	locator->searched = 0;
	locator->line_start = 0;
}

static uint64_t
count_lines(const char *bytes, size_t length)
{
	uint64_t lines = 0;
	const char *end = bytes + length;

	while (length > 0) {
		const char *newline = memchr(bytes, '\n', length);

		if (newline == NULL)
			break;
		lines++;
		bytes = newline + 1;
		length = (size_t)(end - bytes);
	}
	return lines;
}

/* The piece an offset lies in, and where in it. An offset at the end of the body belongs to the body. */
static struct text
piece_at(const struct locator *locator, size_t offset, size_t *ret_start)
{
	if (offset < locator->body_start) {
		*ret_start = 0;
		return locator->text->prefix;
	}
	if (offset <= locator->body_end) {
		*ret_start = locator->body_start;
		return locator->text->body;
	}
	*ret_start = locator->body_end;
	return locator->text->suffix;
}

struct text
locator_bytes(const struct locator *locator, size_t start, size_t end)
{
	size_t piece_start = 0;
	struct text piece = piece_at(locator, start, &piece_start);

	if (end < start || end - piece_start > piece.length)
		return text_view(NULL, 0);
	return text_view(piece.data + (start - piece_start), end - start);
}

/* Of an offset in prefix or suffix: seldom asked for. */
static uint64_t
line_outside(const struct locator *locator, size_t offset)
{
	const struct record_text *text = locator->text;

	if (offset < locator->body_start) {
		size_t inside = offset < text->prefix.length ? offset : text->prefix.length;

		return text->root_line + count_lines(text->prefix.data, inside);
	}
	return text->line + count_lines(text->body.data, text->body.length);
}

uint64_t
locator_line(struct locator *locator, size_t offset)
{
	const char *body = locator->text->body.data;
	size_t from = locator->counted - locator->body_start;
	size_t to = offset - locator->body_start;

	if (offset < locator->body_start || offset > locator->body_end)
		return line_outside(locator, offset);
	if (offset < locator->counted)
		return locator->line - count_lines(body + to, from - to);
	locator->line += count_lines(body + from, to - from);
	locator->counted = offset;
	return locator->line;
}

/* Where the line of a byte of the body begins. A line of megabytes is not searched again for each problem in it. */
static size_t
line_start(struct locator *locator, size_t inside)
{
	const char *body = locator->text->body.data;
	bool is_new = inside > locator->searched;
	size_t from = is_new ? locator->searched : 0;
	const char *newline = NULL;

	if (!is_new && inside >= locator->line_start)
		return locator->line_start;
	newline = inside == from ? NULL : memrchr(body + from, '\n', inside - from);
	if (!is_new)
		return newline == NULL ? 0 : (size_t)(newline - body) + 1;
	if (newline != NULL)
		locator->line_start = (size_t)(newline - body) + 1;
	locator->searched = inside;
	return locator->line_start;
}

static uint64_t
column_in_body(struct locator *locator, size_t inside)
{
	size_t start = line_start(locator, inside);

	if (start > 0)
		return inside - start + 1;
	return locator->text->column == 0 ? 0 : locator->text->column + inside;
}

static uint64_t
column_outside(const struct locator *locator, size_t offset)
{
	size_t start = 0;
	struct text piece = piece_at(locator, offset, &start);
	size_t inside = offset - start < piece.length ? offset - start : piece.length;
	const char *newline = inside == 0 ? NULL : memrchr(piece.data, '\n', inside);

	return newline == NULL ? 0 : (uint64_t)(piece.data + inside - newline);
}

struct place_in_text
locator_place(struct locator *locator, size_t offset)
{
	bool is_in_body = offset >= locator->body_start && offset <= locator->body_end;

	return (struct place_in_text){locator_line(locator, offset),
	    is_in_body ? column_in_body(locator, offset - locator->body_start) : column_outside(locator, offset)};
}

struct place_in_text
locator_place_of_parser(const struct locator *locator, int line, int column)
{
	const struct record_text *text = locator->text;
	uint64_t prefix_lines = count_lines(text->prefix.data, text->prefix.length) + 1;
	uint64_t parser_line = line > 0 ? (uint64_t)line : 1;
	uint64_t parser_column = column > 0 ? (uint64_t)column : 0;
	struct place_in_text place = {0, parser_column};

	if (parser_line <= prefix_lines) {
		place.line = text->root_line + parser_line - 1;
		if (parser_line == 1)
			place.column = 0;
		return place;
	}
	place.line = text->line + (parser_line - prefix_lines - 1);
	if (parser_line == prefix_lines + 1 && parser_column > 0)
		place.column = text->column == 0 ? 0 : parser_column + text->column - 1;
	return place;
}

size_t
locator_tag_start(const struct locator *locator, size_t end)
{
	size_t start = 0;
	struct text piece = piece_at(locator, end, &start);
	size_t inside = end - start < piece.length ? end - start : piece.length;
	/* No "<" can stand inside a well-formed tag. */
	const char *less = inside == 0 ? NULL : memrchr(piece.data, '<', inside);

	return less == NULL ? end : start + (size_t)(less - piece.data);
}

static bool
is_blank(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

/* Behind the blanks at `at`, or behind the name (`skip_name`). */
static size_t
scan(struct text tag, size_t at, bool skip_name)
{
	while (at < tag.length && (is_blank(tag.data[at]) != skip_name) && tag.data[at] != '=')
		at++;
	return at;
}

static bool
declares_namespace(struct text name)
{
	return text_starts_with(name, "xmlns") && (name.length == 5 || name.data[5] == ':');
}

/* Behind the value whose "=" is at or behind `at`. */
static size_t
behind_value(struct text tag, size_t at)
{
	const char *end = NULL;

	while (at < tag.length && tag.data[at] != '"' && tag.data[at] != '\'')
		at++;
	if (at >= tag.length)
		return tag.length;
	end = memchr(tag.data + at + 1, tag.data[at], tag.length - at - 1);
	return end == NULL ? tag.length : (size_t)(end - tag.data) + 1;
}

size_t
locator_next_attribute(const struct locator *locator, size_t start, size_t end, size_t *cursor)
{
	struct text tag = locator_bytes(locator, start, end);
	size_t at = *cursor == start ? scan(tag, 0, true) : *cursor - start;

	while (at < tag.length) {
		size_t name = scan(tag, at, false);
		size_t name_end = scan(tag, name, true);

		if (name_end >= tag.length)
			break;
		at = behind_value(tag, name_end);
		*cursor = start + at;
		if (!declares_namespace(text_view(tag.data + name, name_end - name)))
			return start + name;
	}
	return start;
}

size_t
locator_attribute(const struct locator *locator, size_t start, size_t end, size_t index)
{
	size_t cursor = start;
	size_t offset = locator_next_attribute(locator, start, end, &cursor);

	while (index-- > 0 && offset != start)
		offset = locator_next_attribute(locator, start, end, &cursor);
	return offset;
}
