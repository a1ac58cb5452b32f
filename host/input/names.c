/* See input/names.h. */
#include "input/names.h"

#include <string.h>

static unsigned
slot(char byte)
{
	return (unsigned char)byte % NAMES_ROWS;
}

void
names_init(struct names *names, const char *const *list, uint32_t count)
{
	uint32_t i = 0;

	memset(names, 0, sizeof *names);
	names->list = list;
	names->count = count;
	for (i = 0; i < count; i++) {
		size_t length = strlen(list[i]);
		uint64_t before = length < 2 ? UINT64_MAX : UINT64_C(1) << slot(list[i][length - 2]);

		if (length > 0)
			names->tails[slot(list[i][length - 1])] |= before;
		if (length > names->longest)
			names->longest = length;
	}
}

static const char *
find_colon(struct text name)
{
	return name.length == 0 ? NULL : memchr(name.data, ':', name.length);
}

struct text
names_local(struct text name)
{
	const char *colon = find_colon(name);

	if (colon == NULL)
		return name;
	return text_view(colon + 1, name.length - (size_t)(colon + 1 - name.data));
}

struct text
names_prefix(struct text name)
{
	const char *colon = find_colon(name);

	return text_view(name.data, colon == NULL ? 0 : (size_t)(colon - name.data));
}

static bool
may_hold(const struct names *names, struct text name)
{
	uint64_t before = 0;

	if (name.length == 0)
		return false;
	before = names->tails[slot(name.data[name.length - 1])];
	return name.length == 1 ? before != 0 : (before >> slot(name.data[name.length - 2]) & 1U) != 0;
}

bool
names_hold(const struct names *names, struct text name)
{
	struct text local = {NULL, 0};
	uint32_t i = 0;

	if (!may_hold(names, name))
		return false;
	local = names_local(name);
	for (i = 0; i < names->count; i++) {
		if (text_equals(local, names->list[i]))
			return true;
	}
	return false;
}
