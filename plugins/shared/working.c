/*
 * See working.h. What does not fit is left out: a working explains, it does not decide. Steps and inputs are
 * filled as they are counted: clearing all there is room for, for each amount, would take longer than the rest.
 */
#include "working.h"

#include <string.h>

void
working_begin(struct working *working)
{
	working->step_count = 0;
	working->input_count = 0;
}

void
working_step(struct working *working, const char *id, struct caselint_value value)
{
	struct caselint_step *step = &working->steps[working->step_count];

	if (working->step_count == WORKING_STEPS)
		return;
	memset(step, 0, sizeof *step);
	step->id = id;
	step->value = value;
	step->inputs.items = &working->inputs[working->input_count];
	step->inputs.stride = (uint32_t)sizeof working->inputs[0];
	working->step_count++;
}

void
working_input(struct working *working, const char *name, struct caselint_value value)
{
	struct caselint_step *step = &working->steps[working->step_count - 1];
	struct caselint_named_value *input = &working->inputs[working->input_count];

	if (working->input_count == WORKING_INPUTS || step->inputs.count == WORKING_STEP_INPUTS)
		return;
	input->name = name;
	input->value = value;
	working->input_count++;
	step->inputs.count++;
}

void
working_parameter(struct working *working, const char *name)
{
	struct caselint_value none;

	memset(&none, 0, sizeof none);
	working_input(working, name, none);
}
