/*
 * The checklist of a record, from the table of steps: what was done on which day, what is
 * due, what waits for something else, what was passed over; and what the letter forbids,
 * with how often it was found.
 */
#include <caselint/row.h>

#include "worksheets.h"

static void
begin(struct cl_row *row, const struct case_view *view, const struct caselint_text *step, const char *rule)
{
	cl_row_begin(row);
	cl_row_cell(row, "district", cl_at(CL_PLACE(view->record, struct ny_case, district)));
	cl_row_cell(row, "case", cl_at(CL_PLACE(view->record, struct ny_case, id)));
	cl_row_cell(row, "step", cl_text(step));
	if (rule != NULL)
		cl_row_cell(row, "rule", cl_word(rule));
}

/* ---- What is complete ----------------------------------------------------------------- */

/* What a step is looked at for: one line, or a purchased service that has none; neither: the whole case. */
struct item {
	const struct line_view *line;
	const struct service_view *service;
};

static bool
is_line_done(const struct line_view *line, enum ny_step step)
{
	if (step == STEP_BICS)
		return line->is_issued;
	return step == STEP_CHECK ? line->last_cut != NULL : line->is_authorized;
}

static bool
waits_for_line(const struct case_view *view, const struct service_view *service)
{
	return is_purchased(view, service->service) && service->line_count == 0;
}

static bool
are_lines_done(const struct case_view *view, enum ny_step step)
{
	uint32_t i = 0;

	for (i = 0; i < view->record->services.count; i++) {
		if (waits_for_line(view, &view->services[i]))
			return false;
	}
	for (i = 0; i < view->line_count; i++) {
		if (!is_line_done(&view->lines[i], step))
			return false;
	}
	return true;
}

static bool
is_of_lines(enum ny_step step)
{
	return ny_steps[step].scope == SCOPE_LINE || ny_steps[step].scope == SCOPE_PAYMENT;
}

static bool
is_done(const struct case_view *view, const struct item *item, enum ny_step step)
{
	if (!is_of_lines(step))
		return view_has_taken(view, step);
	if (item->line != NULL)
		return is_line_done(item->line, step);
	return item->service == NULL && are_lines_done(view, step);
}

/* Whether it cannot be told that the step was not taken. */
static bool
may_be_done(const struct case_view *view, const struct item *item, enum ny_step step)
{
	if (step_is_unclear(view->record, step))
		return true;
	if (item->line != NULL && step == STEP_BICS)
		return item->line->may_be_paid;
	if (item->line != NULL && step == STEP_CHECK)
		return item->line->may_be_cut;
	if (item->service == NULL)
		return false;
	return step == STEP_POS ? item->service->may_be_authorized : item->service->may_have_payments;
}

static bool
is_passed_over(const struct case_view *view, const struct item *item, enum ny_step step)
{
	if (item->line != NULL || item->service != NULL)
		return view_is_line_past(view, item->line, step);
	return view_is_past(view, step);
}

/* ---- Rows --------------------------------------------------------------------------------- */

static int32_t
done_on(const struct case_view *view, const struct item *item, enum ny_step step)
{
	uint32_t i = 0;

	if (step == STEP_CHECK)
		return item->line->last_cut->check_cut_on;
	if (step == STEP_POS)
		return item->line->line->authorized_on;
	for (i = 0; i < step_count(view->record, step); i++) {
		const void *object = step_object(view->record, step, i);
		bool is_other = step == STEP_BICS && view->payment_lines[i] != (uint32_t)(item->line - view->lines);

		if (!is_other && step_is_taken(view->p, step, object))
			return step_date(step, object);
	}
	return CASELINT_ABSENT;
}

/* The first step that is waited for; STEP_COUNT: none. */
static enum ny_step
blocked_by(const struct case_view *view, const struct item *item, enum ny_step step)
{
	uint32_t i = 0;

	for (i = 0; i < STEP_WAITS; i++) {
		enum ny_step before = ny_steps[step].waits_for[i];

		if (before != STEP_COUNT && !is_done(view, item, before))
			return before;
	}
	return STEP_COUNT;
}

static void
cells_of_open_step(struct cl_row *row, const struct case_view *view, const struct item *item, enum ny_step step)
{
	enum ny_step before = blocked_by(view, item, step);

	if (is_passed_over(view, item, step)) {
		cl_row_cell(row, "state", cl_word("passed-over"));
	} else if (before == STEP_COUNT) {
		cl_row_cell(row, "state", cl_word("due"));
	} else {
		cl_row_cell(row, "state", cl_word("blocked"));
		cl_row_cell(row, "blockedBy", cl_text(step_name(view->p, before)));
	}
}

static void
step_row(const struct case_view *view, const struct item *item, enum ny_step step)
{
	struct cl_row row;
	int32_t date = CASELINT_ABSENT;

	begin(&row, view, step_name(view->p, step), ny_steps[step].rule);
	if (item->line != NULL)
		cl_row_cell(&row, "item", cl_at(CL_PLACE(item->line->line, struct ny_pos, id)));
	else if (item->service != NULL)
		cl_row_cell(&row, "item", cl_at(CL_PLACE(item->service->service, struct ny_service, id)));
	if (is_done(view, item, step) && !step_is_unclear(view->record, step)) {
		cl_row_cell(&row, "state", cl_word("done"));
		date = done_on(view, item, step);
		if (cl_is_known(date))
			cl_row_cell(&row, "doneOn", cl_date(date));
	} else if (may_be_done(view, item, step)) {
		cl_row_cell(&row, "state", cl_word("unknown"));
	} else {
		cells_of_open_step(&row, view, item, step);
	}
	cl_row_emit(view->eval, "steps", &row);
}

/* Lines, then purchased services that have none yet. */
static void
rows_of_lines(const struct case_view *view, enum ny_step step)
{
	uint32_t i = 0;

	for (i = 0; i < view->line_count; i++) {
		struct item item = {&view->lines[i], NULL};

		step_row(view, &item, step);
	}
	for (i = 0; i < view->record->services.count; i++) {
		struct item item = {NULL, &view->services[i]};

		if (waits_for_line(view, item.service))
			step_row(view, &item, step);
	}
}

/* ---- What is forbidden ------------------------------------------------------------------------ */

/* `found` is how often; NULL: it cannot be told. */
static void
forbidden_row(const struct case_view *view, const struct caselint_text *name, const char *rule, const uint32_t *found)
{
	struct cl_row row;

	begin(&row, view, name, rule);
	if (found == NULL) {
		cl_row_cell(&row, "state", cl_word("unknown"));
	} else {
		cl_row_cell(&row, "state", cl_word(*found > 0 ? "found" : "clear"));
		cl_row_cell(&row, "found", cl_count(*found));
	}
	cl_row_emit(view->eval, "steps", &row);
}

/* How many dates the application was signed too early for: that of the entry, the ends of services. */
static uint32_t
count_back_dated(const struct case_view *view)
{
	const struct ny_intake *intake = view->record->intake;
	uint32_t count = 0;
	uint32_t i = 0;

	if (!cl_is_known(intake->signed_on))
		return 0;
	if (cl_is_known(intake->entered_on) && intake->signed_on < intake->entered_on)
		count++;
	for (i = 0; i < view->record->services.count; i++) {
		int32_t to = view->services[i].service->to;

		count += cl_is_known(to) && intake->signed_on <= to ? 1U : 0U;
	}
	return count;
}

static void
rows_of_forbidden(const struct case_view *view)
{
	const struct ny_intake *intake = view->record->intake;
	const struct ny_stage *stage = view->record->stage;
	uint32_t back_dated = intake == NULL ? 0 : count_back_dated(view);
	bool is_signed_unclear = intake != NULL && intake->signed_on == CASELINT_BAD;

	if (intake != NULL)
		forbidden_row(
		    view, &view->p->forbidden_back_dated, "NYS-FSI-12", is_signed_unclear ? NULL : &back_dated);
	if (stage == NULL)
		return;
	forbidden_row(view, &view->p->forbidden_fasp, "NYS-FSS-05", view->is_stage_unclear ? NULL : &stage->fasp.count);
	forbidden_row(
	    view, &view->p->forbidden_tracked, "NYS-FSS-06", view->is_stage_unclear ? NULL : &stage->tracked.count);
}

void
checklist_of(const struct case_view *view)
{
	struct item whole = {NULL, NULL};
	uint32_t i = 0;

	for (i = 0; i < STEP_COUNT; i++) {
		if (is_of_lines((enum ny_step)i) && !view->is_wms_unclear)
			rows_of_lines(view, (enum ny_step)i);
		else
			step_row(view, &whole, (enum ny_step)i);
	}
	rows_of_forbidden(view);
}
