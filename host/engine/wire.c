/* Messages with a length before each; see engine/wire.h. */
#include "engine/wire.h"

#include <stddef.h>
#include <string.h>

struct header {
	uint32_t type;
	uint32_t length;
};

struct packed_problem {
	uint64_t line;
	uint64_t column;
	uint32_t kind;
	uint32_t path_length;
	uint32_t detail_length; /* with its NUL; 0: none */
	uint32_t is_key;
};

void
wire_put(struct buffer *wire, enum wire_type type, const void *body, size_t length)
{
	struct header header = {(uint32_t)type, (uint32_t)length};

	buffer_append(wire, &header, sizeof header);
	buffer_append(wire, body, length);
}

size_t
wire_open(struct buffer *wire, enum wire_type type)
{
	size_t place = wire->length;

	wire_put(wire, type, NULL, 0);
	return place;
}

void
wire_close(struct buffer *wire, size_t place)
{
	uint32_t length = (uint32_t)(wire->length - place - sizeof(struct header));

	memcpy(wire->data + place + offsetof(struct header, length), &length, sizeof length);
}

void
wire_put_problem(struct buffer *wire, const struct problem *problem)
{
	struct packed_problem packed = {.line = problem->line,
	    .column = problem->column,
	    .kind = (uint32_t)problem->kind,
	    .path_length = (uint32_t)problem->path.length,
	    .detail_length = problem->detail == NULL ? 0 : (uint32_t)strlen(problem->detail) + 1,
	    .is_key = problem->is_key ? 1 : 0};
	struct header header = {WIRE_PROBLEM, (uint32_t)sizeof packed + packed.path_length + packed.detail_length};

	buffer_append(wire, &header, sizeof header);
	buffer_append(wire, &packed, sizeof packed);
	buffer_append(wire, problem->path.data, problem->path.length);
	buffer_append(wire, problem->detail, packed.detail_length);
}

enum status
wire_next(struct text wire, size_t *position, struct wire_message *ret_message)
{
	struct header header = {0};

	if (*position == wire.length)
		return STATUS_END;
	if (wire.length - *position < sizeof header)
		return STATUS_INVALID;
	memcpy(&header, wire.data + *position, sizeof header);
	*position += sizeof header;
	if (wire.length - *position < header.length)
		return STATUS_INVALID;
	ret_message->type = (enum wire_type)header.type;
	ret_message->body = text_view(wire.data + *position, header.length);
	*position += header.length;
	return STATUS_OK;
}

enum status
wire_get_problem(struct text body, struct problem *ret_problem)
{
	struct packed_problem packed = {0};

	if (body.length < sizeof packed)
		return STATUS_INVALID;
	memcpy(&packed, body.data, sizeof packed);
	if (body.length - sizeof packed != (size_t)packed.path_length + packed.detail_length ||
	    packed.kind >= PROBLEM_KINDS)
		return STATUS_INVALID;
	*ret_problem = (struct problem){.kind = (enum problem_kind)packed.kind,
	    .line = packed.line,
	    .column = packed.column,
	    .is_key = packed.is_key != 0};
	ret_problem->path = text_view(body.data + sizeof packed, packed.path_length);
	if (packed.detail_length > 0 && body.data[body.length - 1] != '\0')
		return STATUS_INVALID;
	if (packed.detail_length > 0)
		ret_problem->detail = body.data + sizeof packed + packed.path_length;
	return STATUS_OK;
}

void
wire_put_fault(struct buffer *wire, const struct fault *fault)
{
	size_t detail = fault->detail == NULL ? 0 : strlen(fault->detail) + 1;
	struct header header = {WIRE_FAULT, (uint32_t)(sizeof *fault + detail)};
	struct fault copy = *fault;

	copy.detail = NULL;
	buffer_append(wire, &header, sizeof header);
	buffer_append(wire, &copy, sizeof copy);
	buffer_append(wire, fault->detail, detail);
}

enum status
wire_get_fault(struct text body, struct fault *ret_fault)
{
	if (body.length < sizeof *ret_fault)
		return STATUS_INVALID;
	memcpy(ret_fault, body.data, sizeof *ret_fault);
	if (ret_fault->kind >= FAULT_KINDS)
		return STATUS_INVALID;
	ret_fault->detail = body.length == sizeof *ret_fault ? NULL : body.data + sizeof *ret_fault;
	return ret_fault->detail == NULL || body.data[body.length - 1] == '\0' ? STATUS_OK : STATUS_INVALID;
}
