/*
 * What record/pack.c wrote, read back member by member, with fresh hidden parts; see record/pack.h. Bytes are believed in
 * nothing: every number is bounded before it is used.
 */
#include <string.h>

#include "base/limits.h"
#include "base/varint.h"
#include "record/pack.h"
#include "record/shape.h"
#include "record/values.h"

/* Bytes still to be read. A read beyond the end gives 0 and marks the whole as broken. */
struct source {
	struct arena *arena;
	const char *at;
	size_t left;
	bool is_broken;
};

static uint64_t
get(struct source *source)
{
	uint64_t number = 0;
	size_t length = varint_get(source->at, source->left, &number);

	if (length == 0)
		source->is_broken = true;
	source->at += length;
	source->left -= length;
	return number;
}

/* The inverse of put_value: a number of `size` bytes. */
static uint64_t
get_value(struct source *source, uint32_t size)
{
	uint64_t number = get(source);

	if (size != sizeof(uint32_t))
		return number >> 1U | number << 63U;
	if (number > UINT32_MAX)
		source->is_broken = true;
	return (uint32_t)number >> 1U | (uint32_t)(number << 31U);
}

static int32_t
get_state(struct source *source)
{
	return (int32_t)(uint32_t)get_value(source, sizeof(int32_t));
}

/* A number that must be below `limit`. */
static uint32_t
get_below(struct source *source, uint64_t limit)
{
	uint64_t number = get(source);

	if (number >= limit) {
		source->is_broken = true;
		return 0;
	}
	return (uint32_t)number;
}

static void
get_text(struct source *source, void *member)
{
	struct caselint_text text = {NULL, 0, CASELINT_ABSENT};
	int32_t state = get_state(source);
	uint32_t length = get_below(source, (uint64_t)LIMIT_TEXT_BYTES + 1);
	uint32_t with_data = get_below(source, 2);

	if (state != CASELINT_PRESENT && state != CASELINT_ABSENT && state != CASELINT_BAD)
		source->is_broken = true;
	if (with_data != 0 && length > source->left)
		source->is_broken = true;
	if (source->is_broken)
		return;
	text.state = state;
	text.length = length;
	if (with_data != 0) {
		text.data = arena_copy_text(source->arena, source->at, length);
		source->at += length;
		source->left -= length;
	}
	memcpy(member, &text, sizeof text);
}

static void
get_scalar(struct source *source, const struct caselint_field *field, void *object)
{
	void *member = (char *)object + field->offset;
	uint64_t number = 0;

	if (value_is_text(field->kind)) {
		get_text(source, member);
		return;
	}
	number = get_value(source, value_size(field->kind));
	memcpy(member, &number, value_size(field->kind));
}

/* The structs of put_chain, every member absent; NULL when the bytes are broken. */
static void *
get_chain(struct source *source, const struct model *model)
{
	const struct shape *shape = model_record_at(model, get_below(source, UINT32_MAX));
	void *object = NULL;
	uint32_t depth = 0;

	if (shape == NULL || source->is_broken)
		return NULL;
	object = bound_new(source->arena, shape, NULL, 0, 0, get(source));
	while (get_below(source, 2) == 1) {
		uint32_t field = get_below(source, shape->field_count);
		uint32_t ordinal = get_below(source, (uint64_t)UINT32_MAX + 1);
		uint64_t line = get(source);

		shape = shape_of_field(shape, field);
		if (shape == NULL || source->is_broken || ++depth > LIMIT_TABLE_DEPTH)
			return NULL;
		object = bound_new(source->arena, shape, bound_of(object), field, ordinal, line);
	}
	return source->is_broken ? NULL : object;
}

static void get_content(struct source *source, void *object);

static void *
get_nested(struct source *source, const struct bound *parent, uint32_t field, uint32_t ordinal)
{
	void *object = bound_new(source->arena, parent->shape->nested[field], parent, field, ordinal, 0);

	get_content(source, object);
	return object;
}

static void
get_list(struct source *source, const struct bound *parent, uint32_t field, void *member)
{
	struct caselint_list list = {NULL, 0, get_state(source)};
	/* Every item takes bytes, so the count is bounded before anything is taken for it. */
	uint32_t count = get_below(source, (uint64_t)source->left + 1);
	void **items = NULL;
	uint32_t i = 0;

	if (list.state != CASELINT_PRESENT && list.state != CASELINT_BAD)
		source->is_broken = true;
	if (source->is_broken)
		return;
	items = arena_take_array(source->arena, count, sizeof *items);
	for (i = 0; i < count && !source->is_broken; i++)
		items[i] = get_nested(source, parent, field, i + 1);
	list.items = (const void *const *)items;
	list.count = source->is_broken ? 0 : count;
	memcpy(member, &list, sizeof list);
}

static void
get_field(struct source *source, struct bound *bound, uint32_t index)
{
	const struct caselint_field *field = shape_field(bound->shape, index);
	void *object = bound + 1;
	void *member = (char *)object + field->offset;
	void *nested = NULL;

	bound->lines[index] = get(source);
	if (field->kind == CASELINT_LIST) {
		get_list(source, bound, index, member);
	} else if (field->kind != CASELINT_RECORD) {
		get_scalar(source, field, object);
	} else if (get_below(source, 2) == 1) {
		nested = get_nested(source, bound, index, 0);
		memcpy(member, &nested, sizeof nested);
	}
}

static void
get_content(struct source *source, void *object)
{
	struct bound *bound = (struct bound *)object - 1;
	uint32_t i = 0;

	bound->line = get(source);
	bound->element_lines[0] = bound->line;
	for (i = 1; i < bound->shape->node_count; i++)
		bound->element_lines[i] = get(source);
	for (i = 0; i < bound->shape->field_count && !source->is_broken; i++)
		get_field(source, bound, i);
}

static void
get_place(struct source *source, const struct model *model, void *member)
{
	struct caselint_ref ref = {NULL, 0, 0};
	struct bound *bound = NULL;
	void *object = NULL;
	uint32_t field = 0;
	uint64_t line = 0;

	if (get_below(source, 2) == 0)
		return;
	object = get_chain(source, model);
	ref.in = object;
	ref.member = get_below(source, (uint64_t)UINT32_MAX + 1);
	line = get(source);
	if (object == NULL || source->is_broken) {
		source->is_broken = true;
		return;
	}
	memcpy(member, &ref, sizeof ref);
	bound = (struct bound *)object - 1;
	if (ref.member == CASELINT_WHOLE)
		return;
	field = shape_field_at(bound->shape, ref.member);
	if (field == SHAPE_NONE) {
		source->is_broken = true;
		return;
	}
	bound->lines[field] = line;
	if (shape_field(bound->shape, field)->record == NULL)
		get_scalar(source, shape_field(bound->shape, field), object);
}

static void *
get_fact(struct source *source, const struct shape *shape)
{
	void *object = bound_new(source->arena, shape, NULL, 0, 0, 0);
	uint32_t i = 0;

	for (i = 0; i < shape->field_count && !source->is_broken; i++) {
		const struct caselint_field *field = shape_field(shape, i);

		if (field->kind == CASELINT_PLACE)
			get_place(source, shape->model, (char *)object + field->offset);
		else
			get_scalar(source, field, object);
	}
	return object;
}

static void *
get_bound(struct source *source, const struct shape *shape)
{
	void *object = get_chain(source, shape->model);

	if (object == NULL || bound_of(object)->shape != shape) {
		source->is_broken = true;
		return NULL;
	}
	get_content(source, object);
	return object;
}

enum status
unpack_object(
    const struct shape *shape, struct arena *arena, struct text bytes, const void **ret_object, size_t *ret_used)
{
	struct source source = {arena, bytes.data, bytes.length, false};
	const void *object = NULL;

	if (get(&source) != shape->field_count || get(&source) != shape->table->struct_size || source.is_broken)
		return STATUS_INVALID;
	object = shape->table->element == NULL ? get_fact(&source, shape) : get_bound(&source, shape);
	if (source.is_broken)
		return STATUS_INVALID;
	*ret_object = object;
	*ret_used = bytes.length - source.left;
	return STATUS_OK;
}
