/*
 * caselint/working.h: help for the plugin of a jurisdiction with reporting an amount and
 * its working: steps, each with its inputs. What a step is called, its formula and the
 * paragraph it comes from stand in the ruleset under its id. `static inline` functions
 * over caselint/plugin.h only.
 *
 * What does not fit is left out: a working explains, it does not decide. Steps and
 * inputs are filled as they are counted, because clearing all there is room for, for
 * each amount, would take longer than the rest.
 */
#ifndef CASELINT_WORKING_H
#define CASELINT_WORKING_H

#include <string.h>

#include <caselint/answer.h>

#ifdef __cplusplus
extern "C" {
#endif

#define CL_WORKING_STEPS 12U
#define CL_WORKING_INPUTS 48U      /* of all steps together */
#define CL_WORKING_STEP_INPUTS 30U /* of one step */

/* A working being written, on the stack. */
struct cl_working {
	struct caselint_step steps[CL_WORKING_STEPS];
	uint32_t step_count;
	struct caselint_named_value inputs[CL_WORKING_INPUTS];
	uint32_t input_count;
};

static inline void
cl_working_begin(struct cl_working *working)
{
	working->step_count = 0;
	working->input_count = 0;
}

/* A step with its result. Inputs added next belong to it. */
static inline void
cl_working_step(struct cl_working *working, const char *id, struct caselint_value value)
{
	struct caselint_step *step = &working->steps[working->step_count];

	if (working->step_count == CL_WORKING_STEPS)
		return;
	memset(step, 0, sizeof *step);
	step->id = id;
	step->value = value;
	step->inputs.items = &working->inputs[working->input_count];
	step->inputs.stride = (uint32_t)sizeof working->inputs[0];
	working->step_count++;
}

/* An input of the last step; there is one. */
static inline void
cl_working_input(struct cl_working *working, const char *name, struct caselint_value value)
{
	struct caselint_step *step = &working->steps[working->step_count - 1];
	struct caselint_named_value *input = &working->inputs[working->input_count];

	if (working->input_count == CL_WORKING_INPUTS || step->inputs.count == CL_WORKING_STEP_INPUTS)
		return;
	input->name = name;
	input->value = value;
	working->input_count++;
	step->inputs.count++;
}

/* An input that is a parameter of the ruleset: its name tells the host the value. */
static inline void
cl_working_parameter(struct cl_working *working, const char *name)
{
	cl_working_input(working, name, cl_none());
}

/* An amount of `cents` of a kind the ruleset declares, COMPUTED, with no month, no dates, no place and nothing
 * recorded: the caller fills in what it knows. It borrows the working. */
static inline struct caselint_amount
cl_amount(const char *kind, int64_t cents, const struct cl_working *working)
{
	struct caselint_amount amount;

	memset(&amount, 0, sizeof amount);
	amount.size = (uint32_t)sizeof amount;
	amount.state = CASELINT_COMPUTED;
	amount.kind = kind;
	amount.value = cents;
	amount.month = CASELINT_ABSENT;
	amount.from = CASELINT_ABSENT;
	amount.to = CASELINT_ABSENT;
	amount.due = CASELINT_ABSENT;
	amount.steps.items = working->steps;
	amount.steps.count = working->step_count;
	amount.steps.stride = (uint32_t)sizeof working->steps[0];
	return amount;
}

/* What an amount is that nothing in the input records: OVERDUE after its due date, else DUE. */
static inline int32_t
cl_state_unrecorded(const struct caselint_eval *eval, int32_t due)
{
	bool is_late = cl_is_known(due) && cl_is_known(eval->as_of) && eval->as_of > due;

	return is_late ? CASELINT_OVERDUE : CASELINT_DUE;
}

/* What the input records of an amount, compared with what it should be, one by one. */
struct cl_seen {
	int64_t expected;
	uint32_t count;
	bool differs;
	bool unreadable;
	struct caselint_value recorded; /* the first readable one; the first that differs goes before */
};

static inline struct cl_seen
cl_seen_nothing(int64_t expected)
{
	struct cl_seen seen;

	memset(&seen, 0, sizeof seen);
	seen.expected = expected;
	return seen;
}

static inline void
cl_see(struct cl_seen *seen, int64_t cents, struct caselint_ref place)
{
	bool differs = cl_is_known_money(cents) && cents != seen->expected;

	seen->count++;
	if (!cl_is_known_money(cents)) {
		seen->unreadable = true;
		return;
	}
	if (seen->recorded.kind == 0 || (differs && !seen->differs)) {
		seen->recorded = cl_money(cents);
		seen->recorded.from = place;
	}
	seen->differs = seen->differs || differs;
}

/* The state of the amount then: DIFFERS when one differs, COMPUTED when none does but one cannot be read, RECORDED
 * when all are right, and as cl_state_unrecorded has it when there is none. */
static inline int32_t
cl_state_seen(const struct caselint_eval *eval, const struct cl_seen *seen, int32_t due)
{
	if (seen->count == 0)
		return cl_state_unrecorded(eval, due);
	if (seen->differs)
		return CASELINT_DIFFERS;
	return seen->unreadable ? CASELINT_COMPUTED : CASELINT_RECORDED;
}

#ifdef __cplusplus
}
#endif

#endif
