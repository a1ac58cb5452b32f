/* See authoring/place.h. */
#include "authoring/place.h"

#include <string.h>

#include "base/limits.h"
#include "base/text.h"

#define NOTE_PRIVATE "private"
#define NOTE_UNREAD "unread"

/* What is left of `path` behind `start` and a slash, "" when they are the same; NULL when it lies elsewhere. */
static const char *
behind(const char *path, const char *start)
{
	size_t length = strlen(start);

	if (strcmp(start, ".") == 0)
		return *path == '\0' ? path : NULL;
	if (strncmp(path, start, length) != 0)
		return NULL;
	if (path[length] == '/')
		return path + length + 1;
	return path[length] == '\0' ? path + length : NULL;
}

static const char *note_in_table(const struct caselint_table *table, const char *path, unsigned depth);

/* NULL when the field is not the place, and does not lead there. */
static const char *
note_in_field(const struct caselint_field *field, const char *path, unsigned depth)
{
	const char *rest = behind(path, field->path);

	if (rest == NULL)
		return NULL;
	if (field->record != NULL && *rest != '\0')
		return note_in_table(field->record, rest, depth + 1);
	/* Below a place that is read for its presence, a change is one of what it has in it. */
	return (field->flags & CASELINT_PRIVATE) != 0 || field->kind == CASELINT_PRESENCE ? NOTE_PRIVATE : "";
}

static const char *
note_in_table(const struct caselint_table *table, const char *path, unsigned depth)
{
	for (uint32_t i = 0; i < table->ignored.count; i++) {
		if (behind(path, *CASELINT_AT(table->ignored, char *, i)) != NULL)
			return NOTE_UNREAD;
	}
	for (uint32_t i = 0; i < table->fields.count && depth < LIMIT_TABLE_DEPTH; i++) {
		const char *note = note_in_field(CASELINT_AT(table->fields, struct caselint_field, i), path, depth);

		if (note != NULL)
			return note;
	}
	return "";
}

const char *
place_note(const struct caselint_plugin *plugin, const char *path)
{
	for (uint32_t i = 0; i < plugin->records.count; i++) {
		const struct caselint_table *table = *CASELINT_AT(plugin->records, struct caselint_table *, i);
		const char *rest = behind(path, table->element);

		if (rest != NULL)
			return note_in_table(table, rest, 0);
	}
	return "";
}
