/*
 * The Family Services Stage (FSS.1 to FSS.4): where it came from, what must not be done in
 * it, and its closing. The caretaker is in people.c.
 */
#include "rules.h"

#define STAGE_PLACE(view, member) CL_PLACE((view)->record->stage, struct ny_stage, member)

/* ---- Where it came from (FSI.9, FSS.1) ---------------------------------------------- */

static void
judge_origin(struct cl_answer *answer, const struct case_view *view)
{
	const struct ny_stage *stage = view->record->stage;
	const struct ny_intake *intake = view->record->intake;
	struct caselint_ref place = STAGE_PLACE(view, intake_id);

	if (!cl_text_is_known(&stage->intake_id) || !cl_text_is_known(&intake->id))
		cl_unknown(answer, place, cl_none(), CASELINT_ABSENT);
	else if (cl_text_is(&stage->intake_id, &intake->id))
		cl_pass(answer);
	else
		cl_fail_value(answer, NULL, place, cl_at(CL_PLACE(intake, struct ny_intake, id)));
}

void
judge_stage_from_intake(struct cl_answer *answer, const struct case_view *view)
{
	if (view_has_taken(view, STEP_OPENED) && view_has_taken(view, STEP_STAGE))
		judge_origin(answer, view);
	else
		judge_step(answer, view, STEP_STAGE);
}

/* ---- What must not be done (FSS.2, FSS.3) ------------------------------------------------ */

void
judge_no_fasp(struct cl_answer *answer, const struct case_view *view)
{
	const struct caselint_list *events = &view->record->stage->fasp;
	uint32_t i = 0;

	if (view->is_stage_unclear) {
		cl_unknown(answer, STAGE_PLACE(view, fasp), cl_none(), CASELINT_ABSENT);
		return;
	}
	cl_pass(answer);
	for (i = 0; i < events->count; i++) {
		const struct ny_fasp *event = CL_ITEM(*events, struct ny_fasp, i);
		struct cl_instance found = {"no-kind", cl_whole(event), cl_none(), cl_none(), CASELINT_ABSENT};

		if (cl_text_is_known(&event->kind) && event->kind.length > 0) {
			found.variant = NULL;
			found.observed = cl_at(CL_PLACE(event, struct ny_fasp, kind));
		}
		cl_fail(answer, &found);
	}
}

static void
judge_tracked(struct cl_answer *answer, const struct case_view *view, const struct ny_tracked *tracked)
{
	struct caselint_ref place = CL_PLACE(tracked, struct ny_tracked, status);
	struct cl_instance found = {NULL, place, cl_at(place), cl_none(), CASELINT_ABSENT};

	if (cl_text_is(&tracked->status, &view->p->tracked_completed)) {
		cl_fail(answer, &found);
	} else if (cl_text_is(&tracked->status, &view->p->tracked_started)) {
		found.variant = "started";
		cl_fail(answer, &found);
	} else {
		cl_unknown(answer, place, cl_none(), CASELINT_ABSENT);
	}
}

void
judge_no_tracked(struct cl_answer *answer, const struct case_view *view)
{
	const struct caselint_list *tracked = &view->record->stage->tracked;
	uint32_t i = 0;

	if (view->is_stage_unclear) {
		cl_unknown(answer, STAGE_PLACE(view, tracked), cl_none(), CASELINT_ABSENT);
		return;
	}
	cl_pass(answer);
	for (i = 0; i < tracked->count; i++)
		judge_tracked(answer, view, CL_ITEM(*tracked, struct ny_tracked, i));
}

/* ---- The closing (FSS.4) --------------------------------------------------------------------- */

static void
judge_authorizations(struct cl_answer *answer, const struct case_view *view, enum ny_step step)
{
	uint32_t i = 0;

	for (i = 0; i < step_count(view->record, step); i++) {
		const void *line = step_object(view->record, step, i);
		struct caselint_ref place = step_place_in(step, line);

		if (!step_is_taken(view->p, step, line) && view->is_stage_unclear)
			cl_unknown(answer, place, cl_none(), CASELINT_ABSENT);
		else if (!step_is_taken(view->p, step, line))
			cl_missing(answer, place, cl_none(), true);
		else
			cl_judge_not_after(answer, place, step_date(step, line), view->record->stage->closed_on);
	}
}

/* "When payments have been authorized": a line that is not authorized should have been by then. */
void
judge_authorized_before_close(struct cl_answer *answer, const struct case_view *view)
{
	cl_pass(answer);
	judge_authorizations(answer, view, STEP_DIRECT);
	judge_authorizations(answer, view, STEP_POS);
}

static void
judge_line_check(struct cl_answer *answer, const struct case_view *view, const struct line_view *line)
{
	struct caselint_ref place = cl_whole(line->line);
	int32_t last = line->last_cut == NULL ? CASELINT_ABSENT : line->last_cut->check_cut_on;

	if (!cl_text_is_known(&line->line->id)) {
		unknown_as(answer, "no-id", place);
		return;
	}
	cl_name(answer, "line", cl_at(CL_PLACE(line->line, struct ny_pos, id)));
	if (line->is_cut_unclear || (line->last_cut == NULL && view->is_stage_unclear))
		cl_unknown(answer, place, cl_none(), CASELINT_ABSENT);
	else if (line->last_cut == NULL && line->may_be_cut)
		unknown_as(answer, "may-be", place);
	else if (line->last_cut == NULL)
		cl_missing(answer, place, cl_none(), true);
	if (cl_is_known(last))
		cl_judge_not_after(answer, CL_PLACE(line->last_cut, struct ny_payment, check_cut_on), last,
		    view->record->stage->closed_on);
}

/* It may be for a missed service: what would be wrong then is unknown, and what is right then is right. */
static void
judge_check_of_unclear_line(struct cl_answer *answer, const struct case_view *view, const struct line_view *line)
{
	int32_t closed_on = view->record->stage->closed_on;
	int32_t last = line->last_cut == NULL ? CASELINT_ABSENT : line->last_cut->check_cut_on;

	if (!line->is_cut_unclear && cl_is_known(last) && cl_is_known(closed_on) && last <= closed_on)
		return;
	if (!cl_text_is_known(&line->line->id)) {
		unknown_as(answer, "no-id", cl_whole(line->line));
		return;
	}
	cl_name(answer, "line", cl_at(CL_PLACE(line->line, struct ny_pos, id)));
	unknown_as(answer, "no-service", cl_whole(line->line));
}

/* "and the check has been cut": of several checks the last counts. */
void
judge_checks_before_close(struct cl_answer *answer, const struct case_view *view)
{
	uint32_t i = 0;

	cl_pass(answer);
	for (i = 0; i < view->line_count; i++) {
		if (view->lines[i].service != NO_INDEX)
			judge_line_check(answer, view, &view->lines[i]);
		else if (view->lines[i].may_be_for_service)
			judge_check_of_unclear_line(answer, view, &view->lines[i]);
	}
}

/* Whether the byte is a blank or a quote, or begins one; `ret_length` is what it takes. */
static bool
is_passed_over(const char *data, uint32_t length, uint32_t *ret_length)
{
	const unsigned char *bytes = (const unsigned char *)data;

	*ret_length = 1;
	if (bytes[0] == ' ' || (bytes[0] >= '\t' && bytes[0] <= '\r') || bytes[0] == '"' || bytes[0] == '\'' ||
	    bytes[0] == '`')
		return true;
	*ret_length = 2; /* no-break space, acute accent, double angle quotes */
	if (length >= 2 && bytes[0] == 0xc2U)
		return bytes[1] == 0xa0U || bytes[1] == 0xb4U || bytes[1] == 0xabU || bytes[1] == 0xbbU;
	*ret_length = 3; /* spaces from U+2000 on, curly quotes, narrow no-break space, single angle quotes */
	if (length < 3 || bytes[0] != 0xe2U || bytes[1] != 0x80U)
		return false;
	return bytes[2] <= 0x8aU || (bytes[2] >= 0x98U && bytes[2] <= 0x9fU) || bytes[2] == 0xafU ||
	       bytes[2] == 0xb9U || bytes[2] == 0xbaU;
}

/* The next byte that counts, in lower case; -1 at the end. */
static int
next_letter(const struct caselint_text *text, uint32_t *cursor)
{
	uint32_t length = 0;
	unsigned char byte = 0;

	while (*cursor < text->length && is_passed_over(text->data + *cursor, text->length - *cursor, &length))
		*cursor += length;
	if (*cursor == text->length)
		return -1;
	byte = (unsigned char)text->data[(*cursor)++];
	return byte >= 'A' && byte <= 'Z' ? byte - 'A' + 'a' : byte;
}

static bool
is_same_reason(const struct caselint_text *reason, const struct caselint_text *expected)
{
	uint32_t left = 0;
	uint32_t right = 0;
	int letter = 0;

	do {
		letter = next_letter(reason, &left);
		if (letter != next_letter(expected, &right))
			return false;
	} while (letter >= 0);
	return true;
}

void
judge_close_reason(struct cl_answer *answer, const struct case_view *view)
{
	const struct caselint_text *reason = &view->record->stage->close_reason;
	struct caselint_ref place = STAGE_PLACE(view, close_reason);

	if (cl_text_is_known(reason) && is_same_reason(reason, &view->p->close_reason))
		cl_pass(answer);
	else
		cl_judge_free_text(answer, place, reason, &view->p->close_reason, NULL);
}

/* The checks of all lines. */
struct checks {
	bool are_all;     /* each line has one, */
	bool may_be_all;  /* or what it lacks may be one that is not told for which line */
	bool are_unclear; /* the day of one cannot be read */
	int32_t last;     /* the day of the last that can */
};

static struct checks
checks_of(const struct case_view *view)
{
	struct checks checks = {view->line_count > 0, view->line_count > 0, false, CASELINT_ABSENT};
	uint32_t i = 0;

	if (view->is_wms_unclear)
		return (struct checks){false, true, false, CASELINT_ABSENT};
	for (i = 0; i < view->line_count; i++) {
		const struct line_view *line = &view->lines[i];

		checks.are_all = checks.are_all && line->last_cut != NULL;
		checks.may_be_all = checks.may_be_all && (line->last_cut != NULL || line->may_be_cut);
		checks.are_unclear = checks.are_unclear || line->is_cut_unclear;
		if (line->last_cut != NULL && line->last_cut->check_cut_on > checks.last)
			checks.last = line->last_cut->check_cut_on;
	}
	return checks;
}

/* The stage is not closed on the day of the last check: still in time; afterwards it is late by so many days. One that
 * is closed is as it should be whether each line has its check or not. */
void
judge_stage_closed(struct cl_answer *answer, const struct case_view *view)
{
	struct checks checks = checks_of(view);
	struct caselint_ref place = step_place(view->record, STEP_STAGE_CLOSED);

	if (!checks.may_be_all)
		return;
	if (has_closed_stage(view) && !cl_is_known(view->record->stage->closed_on))
		cl_unknown(answer, place, cl_none(), CASELINT_ABSENT);
	else if (has_closed_stage(view))
		cl_pass(answer);
	else if (view->is_wms_unclear)
		unknown_as(answer, "unclear", cl_whole(view->record->wms));
	else if (!checks.are_all)
		unknown_as(answer, "may-be", place);
	else if (has_closed_wms(view))
		cl_fail_at(answer, "passed-over", place);
	else
		cl_overdue(answer, place, checks.are_unclear ? CASELINT_BAD : checks.last);
}
