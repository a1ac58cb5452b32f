/*
 * What follows from the table of steps alone: whether the next step was taken, whether
 * steps were taken in their order, and whether any is dated after the export.
 */
#include <string.h>

#include "rules.h"

static bool
is_id(const char *id, const char *other)
{
	return id != NULL && strcmp(id, other) == 0;
}

/* ---- Steps that are required ------------------------------------------------------ */

void
judge_step(struct cl_answer *answer, const struct case_view *view, enum ny_step step)
{
	enum ny_step before = ny_steps[step].waits_for[0];
	bool is_unclear = step_is_unclear(view->record, before) || step_is_unclear(view->record, step);

	if (!view_has_taken(view, before))
		return;
	if (view_has_dated(view, step))
		cl_pass(answer);
	else if (view_has_taken(view, step) || is_unclear)
		cl_unknown(answer, step_place(view->record, step), cl_none(), CASELINT_ABSENT);
	else
		cl_missing(answer, step_place(view->record, step), cl_none(), view_is_past(view, step));
}

int32_t
check_step(const struct caselint_eval *eval, const struct caselint_rule *rule)
{
	struct cl_answer answer = cl_answer_to(eval, rule->id);
	uint32_t step = 0;

	for (step = 0; step < STEP_COUNT; step++) {
		if (is_id(ny_steps[step].rule, rule->id))
			judge_step(&answer, view_of(eval), (enum ny_step)step);
	}
	return cl_outcome(&answer);
}

/* ---- Order -------------------------------------------------------------------------- */

/* One taking of a step. */
struct event {
	enum ny_step step;
	uint32_t index; /* among the elements that may show it */
	const void *object;
};

/* The element that shows an earlier step for the same case, line or payment; NULL: there is none. Payments have an
 * order as those of a line: of a line that is not there nothing is said. */
static const void *
earlier_object(const struct case_view *view, const struct event *event, enum ny_step before)
{
	uint32_t line = ny_steps[event->step].scope == SCOPE_PAYMENT ? view->payment_lines[event->index] : NO_INDEX;

	switch (ny_steps[before].scope) {
	case SCOPE_RECORD: return step_part(view->record, before);
	case SCOPE_PAYMENT: return line == NO_INDEX ? NULL : event->object;
	case SCOPE_LINE: return line == NO_INDEX ? NULL : view->lines[line].line;
	default: return NULL;
	}
}

static void
judge_dates(struct cl_answer *answer, const struct case_view *view, const struct event *event, enum ny_step before,
    int32_t earlier)
{
	int32_t date = step_date(event->step, event->object);
	struct caselint_ref place = step_place_in(event->step, event->object);

	cl_name(answer, "step", cl_text(step_name(view->p, event->step)));
	cl_name(answer, "before", cl_text(step_name(view->p, before)));
	if (!cl_is_known(date) || !cl_is_known(earlier))
		cl_unknown(answer, place, cl_none(), CASELINT_ABSENT);
	else if (earlier <= date)
		cl_pass(answer);
	else
		cl_fail_value(answer, NULL, place, cl_date(earlier));
}

/* What a step waits for may be absent, or have no date that can be read; within one rule the step before that is then
 * compared, too. */
static void
judge_event_order(struct cl_answer *answer, const struct case_view *view, const struct event *event)
{
	enum ny_step before = ny_steps[event->step].waits_for[0];

	while (before != STEP_COUNT) {
		const void *object = earlier_object(view, event, before);
		int32_t earlier = object == NULL ? CASELINT_ABSENT : step_date(before, object);

		if (cl_was_done(earlier))
			judge_dates(answer, view, event, before, earlier);
		if (cl_is_known(earlier) || !is_id(ny_steps[before].order, answer->rule))
			return;
		before = ny_steps[before].waits_for[0];
	}
}

int32_t
check_order(const struct caselint_eval *eval, const struct caselint_rule *rule)
{
	const struct case_view *view = view_of(eval);
	struct cl_answer answer = cl_answer_to(eval, rule->id);
	uint32_t i = 0;
	uint32_t n = 0;

	for (i = 0; i < STEP_COUNT; i++) {
		struct event event = {(enum ny_step)i, 0, NULL};

		if (!is_id(ny_steps[i].order, rule->id))
			continue;
		cl_name(&answer, "step", cl_text(step_name(view->p, event.step)));
		cl_name(&answer, "before", cl_text(step_name(view->p, ny_steps[i].waits_for[0])));
		if (ny_steps[i].scope != SCOPE_RECORD && step_is_unclear(view->record, event.step))
			cl_unknown(&answer, step_place(view->record, event.step), cl_none(), CASELINT_ABSENT);
		for (n = 0; n < step_count(view->record, event.step); n++) {
			event.index = n;
			event.object = step_object(view->record, event.step, n);
			if (cl_was_done(step_date(event.step, event.object)))
				judge_event_order(&answer, view, &event);
		}
	}
	return cl_outcome(&answer);
}

/* ---- The date of the export ------------------------------------------------------------ */

/* What is dated and is no step of the chain. */
static void
judge_other_dates(struct cl_answer *answer, const struct ny_case *record)
{
	const struct ny_bcfi *bcfi = record->intake == NULL ? NULL : record->intake->bcfi;
	uint32_t i = 0;

	if (bcfi != NULL)
		cl_event(answer, CL_PLACE(bcfi, struct ny_bcfi, completed_on), bcfi->completed_on);
	for (i = 0; record->stage != NULL && i < record->stage->fasp.count; i++) {
		const struct ny_fasp *fasp = CL_ITEM(record->stage->fasp, struct ny_fasp, i);

		cl_event(answer, CL_PLACE(fasp, struct ny_fasp, occurred_on), fasp->occurred_on);
	}
}

/* Eligibility and service periods are no events. */
void
judge_event_dates(struct cl_answer *answer, const struct case_view *view)
{
	uint32_t i = 0;
	uint32_t n = 0;

	if (!cl_begin_events(answer))
		return;
	for (i = 0; i < STEP_COUNT; i++) {
		enum ny_step step = (enum ny_step)i;

		for (n = 0; n < step_count(view->record, step); n++) {
			const void *object = step_object(view->record, step, n);

			cl_event(answer, step_place_in(step, object), step_date(step, object));
		}
	}
	judge_other_dates(answer, view->record);
}
