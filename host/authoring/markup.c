/* A scanner for documents that are known to be well-formed; see authoring/markup.h. It trusts no byte for that. */
#include "authoring/markup.h"

#include <stdbool.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"

/* A scan in hand. */
struct scan {
	struct markup *markup;
	size_t at;
	size_t counted; /* up to where lines are counted */
	uint32_t line;  /* of `counted` */
	uint32_t open;  /* the innermost open element */
	uint32_t depth;
	uint32_t element_room;
	uint32_t attribute_room;
};

static uint32_t
line_of(struct scan *scan, size_t at)
{
	for (; scan->counted < at; scan->counted++) {
		if (scan->markup->text.data[scan->counted] == '\n')
			scan->line++;
	}
	return scan->line;
}

static bool
is_at_end(const struct scan *scan)
{
	return scan->at >= scan->markup->text.length;
}

static char
byte_at(const struct scan *scan)
{
	return is_at_end(scan) ? '\0' : scan->markup->text.data[scan->at];
}

static bool
looks_at(const struct scan *scan, const char *words)
{
	struct text rest = text_view(scan->markup->text.data + scan->at, scan->markup->text.length - scan->at);

	return text_starts_with(rest, words);
}

static bool
is_blank(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static bool
ends_name(char byte)
{
	return is_blank(byte) || byte == '=' || byte == '>' || byte == '/' || byte == '<' || byte == '\0';
}

/* Behind the next `words`. */
static enum status
skip_past(struct scan *scan, const char *words)
{
	size_t length = strlen(words);
	const char *found =
	    memmem(scan->markup->text.data + scan->at, scan->markup->text.length - scan->at, words, length);

	if (found == NULL)
		return STATUS_INVALID;
	scan->at = (size_t)(found - scan->markup->text.data) + length;
	return STATUS_OK;
}

static void
skip_blanks(struct scan *scan)
{
	while (is_blank(byte_at(scan)))
		scan->at++;
}

static enum status
take_name(struct scan *scan, struct text *ret_name)
{
	size_t start = scan->at;

	while (!is_at_end(scan) && !ends_name(byte_at(scan)))
		scan->at++;
	*ret_name = text_view(scan->markup->text.data + start, scan->at - start);
	return scan->at > start ? STATUS_OK : STATUS_INVALID;
}

static struct markup_attribute *
new_attribute(struct scan *scan)
{
	struct markup *markup = scan->markup;

	if (markup->attribute_count == scan->attribute_room) {
		scan->attribute_room = scan->attribute_room == 0 ? 64 : scan->attribute_room * 2;
		markup->attributes =
		    memory_resize(markup->attributes, scan->attribute_room, sizeof *markup->attributes);
	}
	return &markup->attributes[markup->attribute_count++];
}

static struct markup_element *
new_element(struct scan *scan)
{
	struct markup *markup = scan->markup;

	if (markup->element_count == scan->element_room) {
		scan->element_room = scan->element_room == 0 ? 64 : scan->element_room * 2;
		markup->elements = memory_resize(markup->elements, scan->element_room, sizeof *markup->elements);
	}
	return &markup->elements[markup->element_count++];
}

/* Everything from the name to behind the second quote; `blanks` is where the blanks before it begin. */
static enum status
take_attribute(struct scan *scan, size_t blanks)
{
	struct markup_attribute *attribute = new_attribute(scan);
	char quote[2] = {'\0', '\0'};
	enum status status = STATUS_OK;

	attribute->whole.start = blanks;
	attribute->line = line_of(scan, scan->at);
	status = take_name(scan, &attribute->name);
	skip_blanks(scan);
	if (status != STATUS_OK || byte_at(scan) != '=')
		return STATUS_INVALID;
	scan->at++;
	skip_blanks(scan);
	quote[0] = byte_at(scan);
	if (quote[0] != '"' && quote[0] != '\'')
		return STATUS_INVALID;
	attribute->value.start = ++scan->at;
	status = skip_past(scan, quote);
	attribute->value.end = scan->at - 1;
	attribute->whole.end = scan->at;
	return status;
}

static void
close_element(struct scan *scan, size_t inside_end)
{
	struct markup_element *element = &scan->markup->elements[scan->open];

	element->inside.end = inside_end;
	element->whole.end = scan->at;
	scan->open = element->parent;
	scan->depth--;
}

/* At the end of a start tag. */
static enum status
finish_start(struct scan *scan, uint32_t number)
{
	struct markup_element *element = &scan->markup->elements[number];
	bool is_empty = byte_at(scan) == '/';

	element->attribute_count = scan->markup->attribute_count - element->first_attribute;
	scan->at += is_empty ? 1 : 0;
	if (byte_at(scan) != '>')
		return STATUS_INVALID;
	scan->at++;
	element->inside.start = scan->at;
	if (is_empty)
		close_element(scan, scan->at);
	return STATUS_OK;
}

static enum status
take_start(struct scan *scan)
{
	uint32_t number = scan->markup->element_count;
	struct markup_element *element = new_element(scan);
	enum status status = STATUS_OK;

	*element = (struct markup_element){.whole = {scan->at, scan->at},
	    .line = line_of(scan, scan->at),
	    .parent = scan->open,
	    .first_attribute = scan->markup->attribute_count};
	if (scan->open != MARKUP_NONE)
		scan->markup->elements[scan->open].children++;
	else if (number > 0)
		return STATUS_INVALID;
	scan->open = number;
	if (++scan->depth > LIMIT_DEPTH)
		return STATUS_INVALID;
	scan->at++;
	status = take_name(scan, &element->name);
	while (status == STATUS_OK) {
		size_t blanks = scan->at;

		skip_blanks(scan);
		if (byte_at(scan) == '>' || byte_at(scan) == '/')
			return finish_start(scan, number);
		status = take_attribute(scan, blanks);
	}
	return status;
}

static enum status
take_end(struct scan *scan)
{
	size_t start = scan->at;
	enum status status = skip_past(scan, ">");

	if (status != STATUS_OK || scan->open == MARKUP_NONE)
		return STATUS_INVALID;
	close_element(scan, start);
	return STATUS_OK;
}

static enum status
take_markup(struct scan *scan)
{
	if (looks_at(scan, "<!--"))
		return skip_past(scan, "-->");
	if (looks_at(scan, "<![CDATA["))
		return skip_past(scan, "]]>");
	if (looks_at(scan, "<?"))
		return skip_past(scan, "?>");
	if (looks_at(scan, "<!"))
		return STATUS_INVALID;
	return looks_at(scan, "</") ? take_end(scan) : take_start(scan);
}

enum status
markup_read(struct text text, struct markup *ret_markup)
{
	struct scan scan = {.markup = ret_markup, .line = 1, .open = MARKUP_NONE};
	enum status status = STATUS_OK;

	ret_markup->text = text;
	while (status == STATUS_OK && !is_at_end(&scan)) {
		if (byte_at(&scan) == '<')
			status = take_markup(&scan);
		else
			scan.at++;
	}
	if (status == STATUS_OK && (scan.open != MARKUP_NONE || ret_markup->element_count == 0))
		status = STATUS_INVALID;
	return status;
}

void
markup_clear(struct markup *markup)
{
	memory_free(markup->elements);
	memory_free(markup->attributes);
	memset(markup, 0, sizeof *markup);
}

struct text
markup_local_name(struct text name)
{
	const char *colon = name.length == 0 ? NULL : memchr(name.data, ':', name.length);
	size_t prefix = colon == NULL ? 0 : (size_t)(colon - name.data) + 1;

	return text_view(name.data + prefix, name.length - prefix);
}
