/* The two walks over tables and schema; see record/conformity.h. Reading the schema is record/xsd.c's business. */
#include "record/conformity.h"

#include <string.h>

#include "base/limits.h"
#include "record/certain.h"
#include "record/xsd.h"

/* ---- From the tables to the schema ---- */

static enum status
refuse(const struct caselint_table *table, const char *path, const char *reason, struct buffer *why)
{
	buffer_append_format(why, "table \"%s\"", table->element);
	if (path != NULL)
		buffer_append_format(why, ", path \"%s\"", path);
	buffer_append_format(why, ": %s", reason);
	return STATUS_REFUSED;
}

static bool
find_item(const struct xsd_type *type, struct text name, bool is_attribute, struct xsd_item *ret_item)
{
	size_t i = 0;

	for (i = 0; type != NULL && xsd_item_at(type, i, ret_item) == STATUS_OK; i++) {
		if (ret_item->is_attribute == is_attribute && text_equal(ret_item->name, name))
			return true;
	}
	return false;
}

/* Follows a path from the element of a table; NULL, or what is wrong with it. */
static const char *
follow(const struct xsd_item *from, const char *path, struct xsd_item *ret_item)
{
	struct text rest = text_of(path);

	*ret_item = *from;
	if (text_equals(rest, "."))
		return NULL;
	while (rest.length > 0) {
		const char *slash = memchr(rest.data, '/', rest.length);
		size_t length = slash == NULL ? rest.length : (size_t)(slash - rest.data);
		size_t mark = rest.data[0] == '@' ? 1 : 0;

		if (!find_item(ret_item->type, text_view(rest.data + mark, length - mark), mark != 0, ret_item))
			return "the schema does not have it";
		if (slash == NULL)
			return NULL;
		if (ret_item->count == XSD_MANY)
			return "an element on the way may repeat";
		rest = text_view(slash + 1, rest.length - length - 1);
	}
	return "not a path";
}

static const char *
check_item(const struct caselint_field *field, const struct xsd_item *item)
{
	bool is_nested = field->kind == CASELINT_RECORD || field->kind == CASELINT_LIST;

	if (field->kind == CASELINT_LIST && item->count == XSD_ONCE)
		return "a list, and the schema allows one";
	if (field->kind != CASELINT_LIST && item->count == XSD_MANY)
		return "a single value, and the schema lets it repeat";
	if (is_nested && item->type == NULL)
		return "a nested record, and the schema has a plain value";
	if (!is_nested && field->kind != CASELINT_PRESENCE && !item->has_text)
		return "a value, and the schema has no text there";
	return NULL;
}

static enum status
check_table(const struct caselint_table *table, const struct xsd_item *element, unsigned depth, struct buffer *why)
{
	enum status status = STATUS_OK;
	struct xsd_item item;
	uint32_t i = 0;

	for (i = 0; i < table->fields.count; i++) {
		const struct caselint_field *field = CASELINT_AT(table->fields, struct caselint_field, i);
		const char *reason = follow(element, field->path, &item);

		if (reason == NULL)
			reason = check_item(field, &item);
		if (reason != NULL)
			return refuse(table, field->path, reason, why);
		if (field->record != NULL && depth < LIMIT_TABLE_DEPTH)
			status = check_table(field->record, &item, depth + 1, why);
		if (status != STATUS_OK)
			return status;
	}
	for (i = 0; i < table->ignored.count; i++) {
		const char *path = *CASELINT_AT(table->ignored, char *, i);
		const char *reason = follow(element, path, &item);

		if (reason != NULL)
			return refuse(table, path, reason, why);
	}
	return STATUS_OK;
}

static const struct caselint_table *
record_table(const struct caselint_plugin *plugin, uint32_t index)
{
	return *CASELINT_AT(plugin->records, struct caselint_table *, index);
}

static enum status
check_plugin(const struct xsd *xsd, const struct caselint_plugin *plugin, struct buffer *why)
{
	enum status status = STATUS_OK;
	struct xsd_item element;
	uint32_t i = 0;

	if (!text_equals(xsd_namespace(xsd), plugin->record_namespace)) {
		buffer_append_format(why, "the schema is of namespace \"%s\", the plugin's records of \"%s\"",
		    xsd_namespace(xsd).data, plugin->record_namespace);
		return STATUS_REFUSED;
	}
	for (i = 0; status == STATUS_OK && i < plugin->records.count; i++) {
		const struct caselint_table *table = record_table(plugin, i);

		if (xsd_element(xsd, text_of(table->element), &element) != STATUS_OK)
			return refuse(table, NULL, "the schema does not have the element", why);
		status = check_table(table, &element, 1, why);
	}
	return status;
}

enum status
conformity_check(
    const char *xsd_path, const struct caselint_plugin *plugin, struct model *model, struct buffer *ret_why)
{
	struct xsd *xsd = NULL;
	enum status status = xsd_read(xsd_path, &xsd, ret_why);

	if (status == STATUS_OK)
		status = check_plugin(xsd, plugin, ret_why);
	if (status == STATUS_OK && model != NULL)
		certain_learn(xsd, model);
	xsd_free(xsd);
	return status;
}

/* ---- From the schema to the tables ---- */

/* A walk: where it is in the schema, as a path of the document and as one of the table. */
struct walk {
	const struct caselint_table *table;
	size_t table_start; /* of the table's own paths in `path` */
	struct buffer path;
	bool is_covered;         /* elements here lie in a PRESENCE */
	bool attributes_covered; /* so does the element whose attributes these are */
	unsigned depth;
	struct buffer *unbound;
	size_t count;
};

static void walk_type(struct walk *walk, const struct xsd_type *type);

static const struct caselint_field *
field_with_path(const struct caselint_table *table, const char *path)
{
	uint32_t i = 0;

	for (i = 0; i < table->fields.count; i++) {
		const struct caselint_field *field = CASELINT_AT(table->fields, struct caselint_field, i);

		if (strcmp(field->path, path) == 0)
			return field;
	}
	return NULL;
}

static bool
is_ignored(const struct caselint_table *table, const char *path)
{
	uint32_t i = 0;

	for (i = 0; i < table->ignored.count; i++) {
		if (strcmp(*CASELINT_AT(table->ignored, char *, i), path) == 0)
			return true;
	}
	return false;
}

static void
note_unbound(struct walk *walk)
{
	walk->count++;
	buffer_append(walk->unbound, walk->path.data, walk->path.length);
	buffer_append_byte(walk->unbound, '\n');
}

/* The inside of a nested record, by its own table. */
static void
walk_nested(struct walk *walk, const struct caselint_table *table, const struct xsd_item *item)
{
	const struct caselint_table *outer = walk->table;
	size_t outer_start = walk->table_start;
	bool outer_covered = walk->is_covered;
	bool outer_attributes = walk->attributes_covered;

	walk->table = table;
	walk->table_start = walk->path.length + 1;
	walk->is_covered = false;
	walk->attributes_covered = false;
	if (item->has_text && field_with_path(table, ".") == NULL)
		note_unbound(walk);
	if (item->type != NULL)
		walk_type(walk, item->type);
	walk->table = outer;
	walk->table_start = outer_start;
	walk->is_covered = outer_covered;
	walk->attributes_covered = outer_attributes;
}

static bool
is_leaf(const struct xsd_item *item)
{
	struct xsd_item inside;

	return item->has_text || item->type == NULL || xsd_item_at(item->type, 0, &inside) != STATUS_OK;
}

static void
walk_plain(struct walk *walk, const struct caselint_field *field, const struct xsd_item *item)
{
	bool outer_covered = walk->is_covered;
	bool outer_attributes = walk->attributes_covered;
	bool is_covered = item->is_attribute ? outer_attributes : outer_covered;

	if (is_leaf(item) && field == NULL && !is_covered)
		note_unbound(walk);
	if (item->type == NULL)
		return;
	walk->attributes_covered = outer_covered;
	walk->is_covered = outer_covered || (field != NULL && field->kind == CASELINT_PRESENCE);
	walk_type(walk, item->type);
	walk->is_covered = outer_covered;
	walk->attributes_covered = outer_attributes;
}

static void
walk_item(struct walk *walk, const struct xsd_item *item)
{
	size_t length = walk->path.length;
	const char *path = NULL;
	const struct caselint_field *field = NULL;

	buffer_append_text(&walk->path, item->is_attribute ? "/@" : "/");
	buffer_append(&walk->path, item->name.data, item->name.length);
	path = walk->path.data + walk->table_start;
	if (!is_ignored(walk->table, path)) {
		field = field_with_path(walk->table, path);
		if (field != NULL && field->record != NULL)
			walk_nested(walk, field->record, item);
		else
			walk_plain(walk, field, item);
	}
	walk->path.length = length;
	walk->path.data[length] = '\0';
}

static void
walk_type(struct walk *walk, const struct xsd_type *type)
{
	struct xsd_item item;
	size_t i = 0;

	/* A schema may nest itself; an input may not go deeper than this. */
	if (walk->depth >= LIMIT_DEPTH)
		return;
	walk->depth++;
	for (i = 0; xsd_item_at(type, i, &item) == STATUS_OK; i++)
		walk_item(walk, &item);
	walk->depth--;
}

enum status
conformity_unbound(
    const char *xsd_path, const struct caselint_plugin *plugin, struct buffer *ret_paths, size_t *ret_count)
{
	struct walk walk = {.unbound = ret_paths};
	struct xsd *xsd = NULL;
	struct xsd_item element;
	enum status status = xsd_read(xsd_path, &xsd, ret_paths);
	uint32_t i = 0;

	if (status != STATUS_OK)
		goto out;
	for (i = 0; i < plugin->records.count; i++) {
		const struct caselint_table *table = record_table(plugin, i);

		if (xsd_element(xsd, text_of(table->element), &element) != STATUS_OK)
			continue;
		buffer_reset(&walk.path);
		buffer_append_text(&walk.path, table->element);
		walk_nested(&walk, table, &element);
	}
	*ret_count = walk.count;
out:
	buffer_clear(&walk.path);
	xsd_free(xsd);
	return status;
}
