/*
 * Structs written down member by member in the order of their table; see record/pack.h. Around a struct of the input go
 * the structs it lies in, by type, field and ordinal only: enough to say its path.
 */
#include "record/pack.h"

#include <string.h>

#include "base/limits.h"
#include "base/varint.h"
#include "record/shape.h"
#include "record/values.h"

static void
put(struct buffer *bytes, uint64_t number)
{
	bytes->length += varint_put(buffer_reserve(bytes, VARINT_BYTES), number);
}

/* Turned by one bit, so that absent and bad, which are the smallest numbers there are, take one byte like small ones. */
static void
put_value(struct buffer *bytes, uint64_t number, uint32_t size)
{
	if (size == sizeof(uint32_t))
		put(bytes, (uint32_t)(number << 1U) | (uint32_t)number >> 31U);
	else
		put(bytes, number << 1U | number >> 63U);
}

static void
put_state(struct buffer *bytes, int32_t state)
{
	put_value(bytes, (uint32_t)state, sizeof state);
}

/* What the bytes are of, so that those of another table are not taken for it. */
static void
put_head(struct buffer *bytes, const struct shape *shape)
{
	put(bytes, shape->field_count);
	put(bytes, shape->table->struct_size);
}

static enum status
put_text(const struct caselint_field *field, const void *member, bool is_foreign, struct buffer *bytes)
{
	struct caselint_text text;
	bool with_data = false;

	memcpy(&text, member, sizeof text);
	if (text.state != CASELINT_PRESENT && text.state != CASELINT_ABSENT && text.state != CASELINT_BAD)
		return STATUS_BREACH;
	if (text.length > LIMIT_TEXT_BYTES)
		return STATUS_BREACH;
	with_data = text.data != NULL && (field->flags & CASELINT_PRIVATE) == 0;
	if (with_data && is_foreign && !text_is_xml_utf8(text_view(text.data, text.length)))
		return STATUS_BREACH;
	put_state(bytes, text.state);
	put(bytes, text.length);
	put(bytes, with_data ? 1 : 0);
	if (with_data)
		buffer_append(bytes, text.data, text.length);
	return STATUS_OK;
}

/* A member that is no nested struct and no place. */
static enum status
put_scalar(const struct caselint_field *field, const void *object, bool is_foreign, struct buffer *bytes)
{
	const void *member = (const char *)object + field->offset;
	uint64_t number = 0;

	if (value_is_text(field->kind))
		return put_text(field, member, is_foreign, bytes);
	memcpy(&number, member, value_size(field->kind));
	put_value(bytes, number, value_size(field->kind));
	return STATUS_OK;
}

static uint32_t
record_type_of(const struct shape *shape)
{
	uint32_t type = 0;

	while (model_record_at(shape->model, type) != NULL && model_record_at(shape->model, type) != shape)
		type++;
	return model_record_at(shape->model, type) == NULL ? SHAPE_NONE : type;
}

/* The structs from the record down to this one. */
static enum status
put_chain(const struct bound *bound, struct buffer *bytes)
{
	enum status status = STATUS_OK;
	uint32_t type = 0;

	if (bound->parent != NULL) {
		status = put_chain(bound->parent, bytes);
		if (status != STATUS_OK)
			return status;
		put(bytes, 1);
		put(bytes, bound->parent_field);
		put(bytes, bound->ordinal);
		put(bytes, bound->line);
		return STATUS_OK;
	}
	type = record_type_of(bound->shape);
	if (type == SHAPE_NONE)
		return STATUS_BREACH;
	put(bytes, type);
	put(bytes, bound->line);
	return STATUS_OK;
}

static enum status put_content(const struct bound *bound, struct buffer *bytes);

static enum status
put_list(const void *member, struct buffer *bytes)
{
	struct caselint_list list;
	enum status status = STATUS_OK;
	uint32_t i = 0;

	memcpy(&list, member, sizeof list);
	put_state(bytes, list.state);
	put(bytes, list.count);
	for (i = 0; status == STATUS_OK && i < list.count; i++)
		status = put_content(bound_of(list.items[i]), bytes);
	return status;
}

static enum status
put_record(const void *member, struct buffer *bytes)
{
	const void *nested = NULL;

	memcpy(&nested, member, sizeof nested);
	put(bytes, nested == NULL ? 0 : 1);
	return nested == NULL ? STATUS_OK : put_content(bound_of(nested), bytes);
}

static enum status
put_field(const struct bound *bound, uint32_t index, struct buffer *bytes)
{
	const struct caselint_field *field = shape_field(bound->shape, index);
	const void *object = bound + 1;
	const void *member = (const char *)object + field->offset;

	put(bytes, bound->lines[index]);
	if (field->kind == CASELINT_LIST)
		return put_list(member, bytes);
	if (field->kind == CASELINT_RECORD)
		return put_record(member, bytes);
	return put_scalar(field, object, false, bytes);
}

/* A struct the host bound, with everything in it. */
static enum status
put_content(const struct bound *bound, struct buffer *bytes)
{
	enum status status = STATUS_OK;
	uint32_t i = 0;

	put(bytes, bound->line);
	for (i = 1; i < bound->shape->node_count; i++)
		put(bytes, bound->element_lines[i]);
	for (i = 0; status == STATUS_OK && i < bound->shape->field_count; i++)
		status = put_field(bound, i, bytes);
	return status;
}

/* A place: the structs around it, the member, its line and its value. */
static enum status
put_place(const struct arena *arena, const void *member, struct buffer *bytes)
{
	struct caselint_ref ref;
	struct place place;
	enum status status = STATUS_OK;

	memcpy(&ref, member, sizeof ref);
	status = place_find(arena, &ref, &place);
	put(bytes, status == STATUS_OK ? 1 : 0);
	if (status != STATUS_OK)
		return status == STATUS_ABSENT ? STATUS_OK : status;
	status = put_chain(place.bound, bytes);
	put(bytes, 0);
	put(bytes, place.field == NULL ? CASELINT_WHOLE : place.field->offset);
	put(bytes, place.line);
	if (status != STATUS_OK || place.field == NULL || place.field->record != NULL)
		return status;
	return put_scalar(place.field, place.object, false, bytes);
}

static enum status
put_fact(const struct shape *shape, const struct arena *arena, const void *object, struct buffer *bytes)
{
	enum status status = STATUS_OK;
	uint32_t i = 0;

	for (i = 0; status == STATUS_OK && i < shape->field_count; i++) {
		const struct caselint_field *field = shape_field(shape, i);

		if (field->kind == CASELINT_PLACE)
			status = put_place(arena, (const char *)object + field->offset, bytes);
		else
			status = put_scalar(field, object, true, bytes);
	}
	return status;
}

static enum status
put_bound(const struct shape *shape, const struct arena *arena, const void *object, struct buffer *bytes)
{
	const struct bound *bound = bound_find(arena, object);
	enum status status = STATUS_OK;

	if (bound == NULL || bound->shape != shape)
		return STATUS_BREACH;
	status = put_chain(bound, bytes);
	put(bytes, 0);
	return status == STATUS_OK ? put_content(bound, bytes) : status;
}

enum status
pack_object(const struct shape *shape, const struct arena *arena, const void *object, struct buffer *bytes)
{
	size_t before = bytes->length;
	enum status status = STATUS_OK;

	put_head(bytes, shape);
	if (object == NULL)
		status = STATUS_BREACH;
	else if (shape->table->element == NULL)
		status = put_fact(shape, arena, object, bytes);
	else
		status = put_bound(shape, arena, object, bytes);
	if (status != STATUS_OK)
		bytes->length = before;
	return status;
}
