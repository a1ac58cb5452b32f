/* See input/stack.h. */
#include "input/stack.h"

void
stack_clear(struct stack *stack)
{
	buffer_clear(&stack->names);
	stack->depth = 0;
}

bool
stack_find(const struct stack *stack, struct text name, uint32_t *ret_index)
{
	uint32_t i = stack->depth;

	while (i-- > 0) {
		if (text_equal(stack_name(stack, i), name)) {
			*ret_index = i;
			return true;
		}
	}
	return false;
}
