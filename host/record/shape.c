/*
 * One table compiled: its fields checked, their paths grown into a tree. What several tables of a plugin have to
 * do with each other is record/model.c's business.
 */
#include "record/shape.h"

#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "record/values.h"

#define STRUCT_BYTES_MAX (1024U * 1024U)
#define KNOWN_FLAGS (CASELINT_PRIVATE | CASELINT_REQUIRED | CASELINT_RECORD_ID | CASELINT_GROUP)

uint32_t
shape_child(const struct shape *shape, uint32_t node, struct text name, bool is_attribute)
{
	uint32_t child = shape->nodes[node].first;

	while (child != SHAPE_NONE) {
		const struct shape_node *at = &shape->nodes[child];

		if (at->is_attribute == is_attribute && text_equal(at->name, name))
			break;
		child = at->next;
	}
	return child;
}

void
shape_path(const struct shape *shape, uint32_t node, struct buffer *path)
{
	const struct shape_node *at = &shape->nodes[node];

	if (at->parent == SHAPE_NONE)
		return;
	shape_path(shape, at->parent, path);
	buffer_append_text(path, at->is_attribute ? "/@" : "/");
	buffer_append(path, at->name.data, at->name.length);
}

uint32_t
shape_field_at(const struct shape *shape, uint32_t offset)
{
	uint32_t i = 0;

	for (i = 0; i < shape->field_count; i++) {
		if (shape_field(shape, i)->offset == offset)
			return i;
	}
	return SHAPE_NONE;
}

bool
shape_lies_below(const struct shape *shape, uint32_t node, uint32_t ancestor)
{
	while (node != SHAPE_NONE && node != ancestor)
		node = shape->nodes[node].parent;
	return node == ancestor;
}

bool
shape_holds_id(const struct shape *shape, uint32_t node)
{
	uint32_t i = 0;

	for (i = 0; i < shape->field_count; i++) {
		if (!shape_lies_below(shape, shape->field_nodes[i], node))
			continue;
		if (shape_field(shape, i)->kind == CASELINT_ID)
			return true;
		if (shape->nested[i] != NULL && shape_holds_id(shape->nested[i], 0))
			return true;
	}
	return false;
}

/* A sentence about a field, and the status that goes with it. */
static enum status
refuse(const struct shape *shape, const struct caselint_field *field, const char *reason, struct buffer *why)
{
	const char *element = shape->table->element;
	const char *path = field == NULL ? NULL : field->path;

	buffer_append_format(why, "table \"%s\"", element == NULL ? "(fact)" : element);
	if (path != NULL)
		buffer_append_format(why, ", field \"%s\"", path);
	buffer_append_format(why, ": %s", reason);
	return STATUS_REFUSED;
}

static bool
is_name_start(unsigned char byte)
{
	return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') || byte == '_' || byte >= 0x80;
}

static bool
is_name(struct text text)
{
	size_t i = 0;

	if (text.length == 0 || !is_name_start((unsigned char)text.data[0]))
		return false;
	for (i = 1; i < text.length; i++) {
		unsigned char byte = (unsigned char)text.data[i];

		if (!is_name_start(byte) && !(byte >= '0' && byte <= '9') && byte != '-' && byte != '.')
			return false;
	}
	return text_is_xml_utf8(text);
}

static uint32_t
add_node(struct shape *shape, uint32_t parent, struct text name, bool is_attribute)
{
	const struct shape_node fresh = {.name = name,
	    .parent = parent,
	    .first = SHAPE_NONE,
	    .next = SHAPE_NONE,
	    .field = SHAPE_NONE,
	    .is_attribute = is_attribute};
	uint32_t index = shape->node_count;

	shape->nodes = memory_resize(shape->nodes, (size_t)index + 1, sizeof *shape->nodes);
	shape->nodes[index] = fresh;
	shape->node_count++;
	if (parent != SHAPE_NONE) {
		shape->nodes[index].next = shape->nodes[parent].first;
		shape->nodes[parent].first = index;
	}
	return index;
}

/* The node a path names, made where it is not there yet; SHAPE_NONE when it is no path, or runs through a node
 * that can have nothing below. */
static uint32_t
node_of_path(struct shape *shape, const char *path)
{
	struct text rest = text_of(path);
	uint32_t node = 0;

	if (text_equals(rest, "."))
		return 0;
	for (;;) {
		const char *slash = rest.length == 0 ? NULL : memchr(rest.data, '/', rest.length);
		size_t length = slash == NULL ? rest.length : (size_t)(slash - rest.data);
		bool is_attribute = length > 0 && rest.data[0] == '@';
		struct text name = text_view(rest.data + (is_attribute ? 1 : 0), length - (is_attribute ? 1 : 0));
		uint32_t child = SHAPE_NONE;

		if (!is_name(name) || (is_attribute && slash != NULL) || shape->nodes[node].is_ignored)
			return SHAPE_NONE;
		child = shape_child(shape, node, name, is_attribute);
		node = child == SHAPE_NONE ? add_node(shape, node, name, is_attribute) : child;
		if (slash == NULL)
			return node;
		rest = text_view(slash + 1, rest.length - length - 1);
	}
}

static bool
is_nested(uint32_t kind)
{
	return kind == CASELINT_RECORD || kind == CASELINT_LIST;
}

static struct text
last_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return text_of(slash == NULL ? path : slash + 1);
}

static const char *
check_kind(const struct shape *shape, const struct caselint_field *field)
{
	bool is_fact = shape->table->element == NULL;

	if (value_size(field->kind) == 0)
		return "unknown kind";
	if (field->kind == CASELINT_PLACE && !is_fact)
		return "a place stands in fact tables only";
	if (is_nested(field->kind) != (field->record != NULL))
		return "a nested record needs a table, and nothing else has one";
	if (!is_nested(field->kind))
		return NULL;
	if (is_fact)
		return "a fact table of the plugin's own nests no record";
	if (field->record->element == NULL || !text_equals(last_name(field->path), field->record->element))
		return "the last name of the path is not the element of the nested table";
	return NULL;
}

static const char *
check_flags(const struct shape *shape, const struct caselint_field *field)
{
	const uint32_t host_flags = CASELINT_RECORD_ID | CASELINT_GROUP;

	if ((field->flags & ~KNOWN_FLAGS) != 0 || field->reserved != 0)
		return "unknown flags";
	if (is_nested(field->kind) && (field->flags & CASELINT_PRIVATE) != 0)
		return "a nested record is not private itself: private is what the fields inside are";
	if ((field->flags & host_flags) == 0)
		return NULL;
	if (shape->table->element == NULL)
		return "a fact table has no record id and no group";
	if (!value_is_text(field->kind) || (field->flags & CASELINT_PRIVATE) != 0)
		return "the record id and the group are texts that may be shown";
	return NULL;
}

/* Marks the bytes of the member; false when one is taken already. */
static bool
claim_bytes(unsigned char *taken, const struct caselint_field *field)
{
	uint32_t size = value_size(field->kind);
	uint32_t i = 0;

	for (i = 0; i < size; i++) {
		if (taken[field->offset + i] != 0)
			return false;
		taken[field->offset + i] = 1;
	}
	return true;
}

static const char *
check_member(const struct shape *shape, const struct caselint_field *field, unsigned char *taken)
{
	uint32_t size = value_size(field->kind);

	if (field->offset > shape->table->struct_size || shape->table->struct_size - field->offset < size)
		return "the member does not lie in the struct";
	if (field->offset % value_alignment(field->kind) != 0)
		return "the member is not aligned";
	if (!claim_bytes(taken, field))
		return "the member overlaps another";
	return NULL;
}

static const char *
note_host_fields(struct shape *shape, uint32_t index, const struct caselint_field *field)
{
	if ((field->flags & CASELINT_RECORD_ID) != 0) {
		if (shape->id_field != SHAPE_NONE)
			return "a second record id";
		shape->id_field = index;
	}
	if ((field->flags & CASELINT_GROUP) != 0) {
		if (shape->group_field != SHAPE_NONE)
			return "a second group";
		shape->group_field = index;
	}
	if ((field->flags & CASELINT_PRIVATE) != 0 && value_is_text(field->kind))
		shape->has_private_text = true;
	if ((field->flags & CASELINT_REQUIRED) != 0)
		shape->has_required = true;
	return NULL;
}

static const char *
bind_path(struct shape *shape, uint32_t index, const struct caselint_field *field)
{
	uint32_t node = node_of_path(shape, field->path);

	if (node == SHAPE_NONE)
		return "not a path";
	if (shape->nodes[node].field != SHAPE_NONE)
		return "two fields with one path";
	if (is_nested(field->kind) && (node == 0 || shape->nodes[node].is_attribute))
		return "a nested record is an element below";
	shape->nodes[node].field = index;
	shape->nodes[node].covers_content = field->kind == CASELINT_PRESENCE;
	shape->field_nodes[index] = node;
	return NULL;
}

/* In a fact table a path is only a name, and must be one of its own. */
static const char *
check_fact_name(const struct shape *shape, uint32_t index, const struct caselint_field *field)
{
	uint32_t i = 0;

	for (i = 0; i < index; i++) {
		if (strcmp(shape_field(shape, i)->path, field->path) == 0)
			return "two fields with one name";
	}
	return field->path[0] == '\0' ? "no name" : NULL;
}

static const char *
compile_field(struct shape *shape, uint32_t index, unsigned char *taken)
{
	const struct caselint_field *field = shape_field(shape, index);
	const char *reason = NULL;

	if (field->path == NULL)
		return "no path";
	reason = check_kind(shape, field);
	if (reason == NULL)
		reason = check_flags(shape, field);
	if (reason == NULL)
		reason = check_member(shape, field, taken);
	if (reason == NULL)
		reason = note_host_fields(shape, index, field);
	if (reason != NULL)
		return reason;
	if (shape->table->element == NULL)
		return check_fact_name(shape, index, field);
	return bind_path(shape, index, field);
}

static const char *
check_table(const struct caselint_table *table)
{
	const struct caselint_array *fields = &table->fields;
	const struct caselint_array *ignored = &table->ignored;

	if (table->element != NULL && !is_name(text_of(table->element)))
		return "the element is not a name";
	if (table->struct_size == 0 || table->struct_size > STRUCT_BYTES_MAX || table->reserved != 0)
		return "the size of the struct is not believable";
	if (fields->count > LIMIT_FIELDS || ignored->count > LIMIT_FIELDS)
		return "too many fields";
	if (fields->count > 0 && (fields->items == NULL || fields->stride < sizeof(struct caselint_field) ||
				     fields->stride % sizeof(void *) != 0))
		return "the array of fields is not one";
	if (ignored->count > 0 &&
	    (ignored->items == NULL || ignored->stride < sizeof(const char *) || ignored->stride % sizeof(void *) != 0))
		return "the array of ignored paths is not one";
	return NULL;
}

static enum status
compile_fields(struct shape *shape, struct buffer *why)
{
	unsigned char *taken = memory_zeroed(shape->table->struct_size, 1);
	enum status status = STATUS_OK;
	uint32_t i = 0;

	for (i = 0; i < shape->field_count; i++) {
		const char *reason = compile_field(shape, i, taken);

		if (reason != NULL) {
			status = refuse(shape, shape_field(shape, i), reason, why);
			goto out;
		}
		value_set_absent(shape_field(shape, i), shape->image);
	}
out:
	memory_free(taken);
	return status;
}

static enum status
compile_ignored(struct shape *shape, struct buffer *why)
{
	uint32_t i = 0;

	for (i = 0; i < shape->table->ignored.count; i++) {
		const char *path = *CASELINT_AT(shape->table->ignored, char *, i);
		const struct caselint_field named = {.path = path};
		uint32_t node = path == NULL ? SHAPE_NONE : node_of_path(shape, path);

		if (node == SHAPE_NONE || node == 0)
			return refuse(shape, &named, "not a path to ignore", why);
		if (shape->nodes[node].field != SHAPE_NONE || shape->nodes[node].first != SHAPE_NONE)
			return refuse(shape, &named, "both ignored and bound", why);
		shape->nodes[node].is_ignored = true;
	}
	return STATUS_OK;
}

/* What a nested record's element holds is its own table's business. */
static enum status
check_nested_paths(const struct shape *shape, struct buffer *why)
{
	uint32_t i = 0;

	for (i = 0; i < shape->node_count; i++) {
		const struct shape_node *node = &shape->nodes[i];

		if (node->field != SHAPE_NONE && node->first != SHAPE_NONE &&
		    is_nested(shape_field(shape, node->field)->kind))
			return refuse(shape, shape_field(shape, node->field), "a path leads into a nested record", why);
	}
	return STATUS_OK;
}

enum status
shape_compile(struct shape *shape, struct buffer *ret_why)
{
	const struct caselint_table *table = shape->table;
	const char *reason = check_table(table);
	enum status status = STATUS_OK;

	if (reason != NULL)
		return refuse(shape, NULL, reason, ret_why);
	shape->field_count = table->fields.count;
	shape->id_field = SHAPE_NONE;
	shape->group_field = SHAPE_NONE;
	shape->image = memory_zeroed(table->struct_size, 1);
	shape->field_nodes = memory_zeroed(shape->field_count, sizeof *shape->field_nodes);
	shape->nested = memory_zeroed(shape->field_count, sizeof *shape->nested);
	add_node(shape, SHAPE_NONE, text_of(table->element), false);
	status = compile_fields(shape, ret_why);
	if (status == STATUS_OK && table->element != NULL)
		status = compile_ignored(shape, ret_why);
	if (status == STATUS_OK)
		status = check_nested_paths(shape, ret_why);
	return status;
}

void
shape_free(struct shape *shape)
{
	if (shape == NULL)
		return;
	memory_free(shape->nodes);
	memory_free(shape->field_nodes);
	memory_free(shape->nested);
	memory_free(shape->image);
	memory_free(shape);
}
