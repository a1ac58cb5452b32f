/* A strict reading of one tag; see input/root.h. */
#include "input/root.h"

#include <string.h>

#include "base/limits.h"
#include "input/names.h"

/* One attribute; views of the tag. */
struct attribute {
	struct text name;
	struct text value;
};

/* The tag as it is read. */
struct reading {
	const char *at;
	const char *end; /* at its ">" */
	struct text name;
	struct attribute attributes[LIMIT_ATTRIBUTES];
	size_t count;
};

static bool
is_letter(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_' ||
	       (unsigned char)byte >= 0x80;
}

static bool
is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

static bool
is_name_byte(char byte)
{
	return is_letter(byte) || is_digit(byte) || byte == '-' || byte == '.';
}

static bool
is_blank(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static bool
skip_blanks(struct reading *reading)
{
	const char *from = reading->at;

	while (reading->at < reading->end && is_blank(*reading->at))
		reading->at++;
	return reading->at > from;
}

static bool
read_part(struct reading *reading)
{
	if (reading->at == reading->end || !is_letter(*reading->at))
		return false;
	while (reading->at < reading->end && is_name_byte(*reading->at))
		reading->at++;
	return true;
}

/* A name with at most one prefix. */
static bool
read_name(struct reading *reading, struct text *ret_name)
{
	const char *from = reading->at;

	if (!read_part(reading))
		return false;
	if (reading->at < reading->end && *reading->at == ':') {
		reading->at++;
		if (!read_part(reading))
			return false;
	}
	*ret_name = text_view(from, (size_t)(reading->at - from));
	return true;
}

static bool
is_hex(char byte)
{
	return is_digit(byte) || (byte >= 'a' && byte <= 'f') || (byte >= 'A' && byte <= 'F');
}

/* "#" and digits, without "&" and ";". */
static bool
is_character_reference(struct text name)
{
	bool hexadecimal = name.length > 2 && name.data[1] == 'x';
	size_t i = hexadecimal ? 2 : 1;

	if (name.length < 2 || name.data[0] != '#')
		return false;
	for (; i < name.length; i++) {
		if (!(hexadecimal ? is_hex(name.data[i]) : is_digit(name.data[i])))
			return false;
	}
	return true;
}

static bool
is_reference(struct text name)
{
	static const char *const entities[] = {"amp", "lt", "gt", "quot", "apos"};
	size_t i = 0;

	for (i = 0; i < sizeof entities / sizeof *entities; i++) {
		if (text_equals(name, entities[i]))
			return true;
	}
	return is_character_reference(name);
}

static bool
references_are_right(struct text value)
{
	const char *end = value.data + value.length;
	const char *at = value.data;

	while (at < end && (at = memchr(at, '&', (size_t)(end - at))) != NULL) {
		const char *close = memchr(at, ';', (size_t)(end - at));

		if (close == NULL || !is_reference(text_view(at + 1, (size_t)(close - at - 1))))
			return false;
		at = close + 1;
	}
	return true;
}

static bool
read_value(struct reading *reading, struct text *ret_value)
{
	const char *close = NULL;
	char quote = 0;

	skip_blanks(reading);
	if (reading->at == reading->end || *reading->at != '=')
		return false;
	reading->at++;
	skip_blanks(reading);
	if (reading->at == reading->end || (*reading->at != '"' && *reading->at != '\''))
		return false;
	quote = *reading->at++;
	close = memchr(reading->at, quote, (size_t)(reading->end - reading->at));
	if (close == NULL)
		return false;
	*ret_value = text_view(reading->at, (size_t)(close - reading->at));
	reading->at = close + 1;
	return references_are_right(*ret_value);
}

static const struct attribute *
find_attribute(const struct reading *reading, struct text name)
{
	size_t i = 0;

	for (i = 0; i < reading->count; i++) {
		if (text_equal(reading->attributes[i].name, name))
			return &reading->attributes[i];
	}
	return NULL;
}

static bool
read_tag(struct reading *reading)
{
	if (!read_name(reading, &reading->name))
		return false;
	for (;;) {
		struct attribute attribute = {{NULL, 0}, {NULL, 0}};
		bool parted = skip_blanks(reading);

		if (reading->at == reading->end)
			return true;
		if (!parted || reading->count == LIMIT_ATTRIBUTES || !read_name(reading, &attribute.name) ||
		    !read_value(reading, &attribute.value) || find_attribute(reading, attribute.name) != NULL)
			return false;
		reading->attributes[reading->count++] = attribute;
	}
}

/* The attribute that declares `prefix`; "" is the default namespace. */
static const struct attribute *
find_declaration(const struct reading *reading, struct text prefix)
{
	size_t i = 0;

	if (prefix.length == 0)
		return find_attribute(reading, text_of("xmlns"));
	for (i = 0; i < reading->count; i++) {
		const struct attribute *attribute = &reading->attributes[i];

		if (text_equals(names_prefix(attribute->name), "xmlns") &&
		    text_equal(names_local(attribute->name), prefix))
			return attribute;
	}
	return NULL;
}

static bool
prefixes_are_declared(const struct reading *reading)
{
	size_t i = 0;

	for (i = 0; i < reading->count; i++) {
		struct text prefix = names_prefix(reading->attributes[i].name);

		if (prefix.length > 0 && !text_equals(prefix, "xml") && !text_equals(prefix, "xmlns") &&
		    find_declaration(reading, prefix) == NULL)
			return false;
		if (text_equals(prefix, "xmlns") && reading->attributes[i].value.length == 0)
			return false;
	}
	return true;
}

const char *
root_problem(struct text tag, const char *name, const char *space)
{
	struct reading reading = {0};
	const struct attribute *declaration = NULL;

	reading.at = tag.data + 1;
	reading.end = tag.data + tag.length - 1;
	if (reading.end[-1] == '/')
		reading.end--;
	if (!read_tag(&reading) || !prefixes_are_declared(&reading))
		return "the root's start tag is not well-formed";
	if (!text_equals(names_local(reading.name), name))
		return "the root has another name";
	declaration = find_declaration(&reading, names_prefix(reading.name));
	if (declaration == NULL)
		return "the root has no namespace";
	return text_equals(declaration->value, space) ? NULL : "the root has another namespace";
}
