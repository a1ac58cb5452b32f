/* The names of the open elements of a record, outermost first. They are copied: the
 * bytes of a record may be given up before it ends. */
#ifndef CASELINT_INPUT_STACK_H
#define CASELINT_INPUT_STACK_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "base/text.h"

/* Zero-initialise. */
struct stack {
	struct buffer names;        /* one behind the other */
	size_t begins[LIMIT_DEPTH]; /* where each begins */
	uint32_t depth;
};

void stack_clear(struct stack *stack);

/* There must be room: depth is below LIMIT_DEPTH. */
static inline void
stack_push(struct stack *stack, struct text name)
{
	char *room = stack->names.data + stack->names.length;

	if (stack->names.capacity - stack->names.length <= name.length)
		room = buffer_reserve(&stack->names, name.length);
	memcpy(room, name.data, name.length);
	stack->begins[stack->depth++] = stack->names.length;
	stack->names.length += name.length;
}

/* Closes everything but the outermost `depth` elements. */
static inline void
stack_cut(struct stack *stack, uint32_t depth)
{
	if (depth < stack->depth)
		stack->names.length = stack->begins[depth];
	stack->depth = depth;
}

/* The innermost open element of that name; false: none is open. */
bool stack_find(const struct stack *stack, struct text name, uint32_t *ret_index);

/* Valid until the next push. */
static inline struct text
stack_name(const struct stack *stack, uint32_t index)
{
	size_t end = index + 1 < stack->depth ? stack->begins[index + 1] : stack->names.length;
	struct text name = {stack->names.data + stack->begins[index], end - stack->begins[index]};

	return name;
}

/* The innermost one; something must be open. */
static inline struct text
stack_top(const struct stack *stack)
{
	return stack_name(stack, stack->depth - 1);
}

#endif
