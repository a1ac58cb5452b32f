/*
 * Structs made after a shape, what is hidden before them, and how a reference into one is followed; see
 * record/model.h. Filling them from XML is record/binder.c's business.
 */
#include <string.h>

#include "base/digits.h"
#include "record/model.h"
#include "record/shape.h"
#include "record/values.h"

#define PATH_USUAL_BYTES 256U

_Static_assert(sizeof(struct bound) % 16 == 0, "the struct behind the hidden part is aligned to 16");

static size_t
round_up(size_t size)
{
	return (size + 15U) & ~(size_t)15U;
}

static uint64_t
magic_at(const struct bound *bound)
{
	return BOUND_MAGIC ^ (uint64_t)(uintptr_t)bound;
}

/* Offsets of what shares one piece of memory with the struct. */
struct parts {
	size_t lines;
	size_t element_lines;
	size_t texts;
	size_t end;
};

static struct parts
parts_of(const struct shape *shape)
{
	struct parts parts = {0};

	parts.lines = sizeof(struct bound) + round_up(shape->table->struct_size);
	parts.element_lines = parts.lines + shape->field_count * sizeof(uint64_t);
	parts.texts = parts.element_lines + shape->node_count * sizeof(uint64_t);
	parts.end = parts.texts + (shape->has_private_text ? shape->field_count * sizeof(struct text) : 0);
	return parts;
}

void *
bound_new(struct arena *arena, const struct shape *shape, const struct bound *parent, uint32_t parent_field,
    uint32_t ordinal, uint64_t line)
{
	const struct parts parts = parts_of(shape);
	char *piece = arena_take(arena, parts.end);
	struct bound *bound = (struct bound *)(void *)piece;
	void *object = piece + sizeof *bound;

	bound->magic = magic_at(bound);
	bound->shape = shape;
	bound->parent = parent;
	bound->line = line;
	bound->lines = (uint64_t *)(void *)(piece + parts.lines);
	bound->texts = shape->has_private_text ? (struct text *)(void *)(piece + parts.texts) : NULL;
	bound->ordinal = ordinal;
	bound->parent_field = parent_field;
	bound->element_lines = (uint64_t *)(void *)(piece + parts.element_lines);
	bound->element_lines[0] = line;
	memcpy(object, shape->image, shape->table->struct_size);
	return object;
}

const struct bound *
bound_of(const void *object)
{
	return (const struct bound *)(const void *)((const char *)object - sizeof(struct bound));
}

static void
spoil_list(struct arena *arena, const struct caselint_list *list)
{
	uint32_t i = 0;

	for (i = 0; i < list->count; i++) {
		void *item = NULL;

		memcpy(&item, &list->items[i], sizeof item);
		bound_spoil(arena, item);
	}
}

static void
spoil_record(struct arena *arena, const struct bound *bound, void *object, uint32_t field)
{
	void **member = (void **)(void *)((char *)object + shape_field(bound->shape, field)->offset);

	if (*member == NULL)
		*member = bound_new(arena, bound->shape->nested[field], bound, field, 0, bound->line);
	bound_spoil(arena, *member);
}

void
bound_spoil_field(struct arena *arena, void *object, uint32_t index)
{
	const struct bound *bound = bound_of(object);
	const struct caselint_field *field = shape_field(bound->shape, index);

	if (field->kind == CASELINT_RECORD) {
		spoil_record(arena, bound, object, index);
		return;
	}
	/* A rule may have kept an item from another list of the same record: none may look sound. */
	if (field->kind == CASELINT_LIST)
		spoil_list(arena, (const struct caselint_list *)(const void *)((const char *)object + field->offset));
	value_set_bad(field, object);
}

void
bound_spoil(struct arena *arena, void *object)
{
	uint32_t i = 0;

	for (i = 0; i < bound_of(object)->shape->field_count; i++)
		bound_spoil_field(arena, object, i);
}

/* Any bytes of the arena may be looked at here, the unused ends of pieces too. */
__attribute__((no_sanitize("address"))) static bool
has_magic(const struct bound *bound)
{
	return bound->magic == magic_at(bound);
}

const struct bound *
bound_find(const struct arena *arena, const void *object)
{
	const uintptr_t address = (uintptr_t)object;
	const struct bound *bound = NULL;

	if (address % 16 != 0 || address < sizeof *bound)
		return NULL;
	bound = (const struct bound *)(address - sizeof *bound);
	if (!arena_owns(arena, bound) || !arena_owns(arena, (const char *)object - 1) || !has_magic(bound))
		return NULL;
	return bound;
}

/* Of the member when it is in the input, else of the nearest element around it that is. */
static uint64_t
line_of_field(const struct bound *bound, uint32_t field)
{
	uint32_t node = bound->shape->field_nodes[field];

	if (bound->lines[field] != 0)
		return bound->lines[field];
	while (node != SHAPE_NONE) {
		if (bound->element_lines[node] != 0)
			return bound->element_lines[node];
		node = bound->shape->nodes[node].parent;
	}
	return bound->line;
}

static enum status
place_of_member(const struct bound *bound, uint32_t index, struct place *ret_place)
{
	const struct caselint_field *field = shape_field(bound->shape, index);

	ret_place->line = line_of_field(bound, index);
	ret_place->is_private = (field->flags & CASELINT_PRIVATE) != 0;
	ret_place->field = field;
	ret_place->object = bound + 1;
	ret_place->bound = bound;
	return STATUS_OK;
}

static enum status
follow_place(const struct arena *arena, const struct bound *fact, uint32_t index, struct place *ret_place)
{
	struct caselint_ref inner;
	const struct bound *bound = NULL;

	memcpy(&inner, (const char *)(fact + 1) + shape_field(fact->shape, index)->offset, sizeof inner);
	if (inner.in == NULL)
		return STATUS_ABSENT;
	bound = bound_find(arena, inner.in);
	if (bound == NULL || bound->shape->table->element == NULL)
		return STATUS_BREACH;
	return place_find(arena, &inner, ret_place);
}

enum status
place_find(const struct arena *arena, const struct caselint_ref *ref, struct place *ret_place)
{
	const struct bound *bound = NULL;
	uint32_t index = 0;

	if (ref->in == NULL)
		return STATUS_ABSENT;
	bound = bound_find(arena, ref->in);
	if (bound == NULL)
		return STATUS_BREACH;
	if (ref->member == CASELINT_WHOLE && bound->shape->table->element != NULL) {
		*ret_place = (struct place){bound->line, false, NULL, bound + 1, bound};
		return STATUS_OK;
	}
	index = shape_field_at(bound->shape, ref->member);
	if (index == SHAPE_NONE)
		return STATUS_BREACH;
	if (bound->shape->table->element != NULL)
		return place_of_member(bound, index, ret_place);
	if (shape_field(bound->shape, index)->kind != CASELINT_PLACE)
		return STATUS_BREACH;
	return follow_place(arena, bound, index, ret_place);
}

void
bound_path(const struct bound *bound, struct buffer *path)
{
	if (bound->parent == NULL) {
		buffer_append_text(path, bound->shape->table->element == NULL ? "" : bound->shape->table->element);
		return;
	}
	bound_path(bound->parent, path);
	shape_path(bound->parent->shape, bound->parent->shape->field_nodes[bound->parent_field], path);
	if (bound->ordinal > 0)
		buffer_append_format(path, "[%u]", (unsigned)bound->ordinal);
}

void
place_path(const struct place *place, struct buffer *path)
{
	bound_path(place->bound, path);
	if (place->field != NULL && strcmp(place->field->path, ".") != 0) {
		buffer_append_byte(path, '/');
		buffer_append_text(path, place->field->path);
	}
}

/* A path being written from its end. */
struct path_end {
	char bytes[PATH_USUAL_BYTES];
	size_t start; /* of what is there */
	bool is_long; /* it did not fit */
};

static void
put_before(struct path_end *path, const char *bytes, size_t length)
{
	if (length > path->start) {
		path->is_long = true;
		return;
	}
	path->start -= length;
	memcpy(path->bytes + path->start, bytes, length);
}

static void
put_ordinal_before(struct path_end *path, uint32_t ordinal)
{
	char digits[DIGITS_MAX];

	put_before(path, "]", 1);
	put_before(path, digits, (size_t)(digits_put(digits, ordinal, 1) - digits));
	put_before(path, "[", 1);
}

/* The names of a field's path below its table's element, which stand in the field as they stand in the document. */
static void
put_field_before(struct path_end *path, const struct caselint_field *field)
{
	put_before(path, field->path, strlen(field->path));
	put_before(path, "/", 1);
}

struct text
place_path_text(const struct place *place, struct arena *arena)
{
	struct path_end path;
	const struct bound *bound = place->bound;
	struct buffer whole = {0};
	struct text text = {0};

	path.start = sizeof path.bytes;
	path.is_long = false;
	if (place->field != NULL && strcmp(place->field->path, ".") != 0)
		put_field_before(&path, place->field);
	for (; bound->parent != NULL; bound = bound->parent) {
		if (bound->ordinal > 0)
			put_ordinal_before(&path, bound->ordinal);
		put_field_before(&path, shape_field(bound->parent->shape, bound->parent_field));
	}
	if (bound->shape->table->element != NULL)
		put_before(&path, bound->shape->table->element, strlen(bound->shape->table->element));
	text = text_view(path.bytes + path.start, sizeof path.bytes - path.start);
	if (path.is_long) {
		place_path(place, &whole);
		text = text_view(whole.data, whole.length);
	}
	text = text_view(arena_copy_text(arena, text.data, text.length), text.length);
	buffer_clear(&whole);
	return text;
}

struct text
place_text(const struct place *place)
{
	const struct caselint_text *text = NULL;
	uint32_t index = 0;

	if (place->field == NULL || !value_is_text(place->field->kind))
		return text_view(NULL, 0);
	text = (const struct caselint_text *)(const void *)((const char *)place->object + place->field->offset);
	if (text->state != CASELINT_PRESENT)
		return text_view(NULL, 0);
	if ((place->field->flags & CASELINT_PRIVATE) != 0) {
		index = shape_field_at(place->bound->shape, place->field->offset);
		return place->bound->texts[index];
	}
	return text_view(text->data, text->length);
}
