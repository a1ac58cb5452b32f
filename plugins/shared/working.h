/*
 * The working of an amount: steps, each with its inputs. What the steps are called
 * and which paragraph they come from stands in the ruleset.
 */
#ifndef SHARED_WORKING_H
#define SHARED_WORKING_H

#include <caselint/plugin.h>

#define WORKING_STEPS 12U
#define WORKING_INPUTS 48U      /* of all steps together */
#define WORKING_STEP_INPUTS 30U /* of one step */

struct working {
	struct caselint_step steps[WORKING_STEPS];
	uint32_t step_count;
	struct caselint_named_value inputs[WORKING_INPUTS];
	uint32_t input_count;
};

void working_begin(struct working *working);
/* A step with its result. Inputs added next belong to it. */
void working_step(struct working *working, const char *id, struct caselint_value value);
void working_input(struct working *working, const char *name, struct caselint_value value);
/* An input that is a parameter of the ruleset. */
void working_parameter(struct working *working, const char *name);

#endif
