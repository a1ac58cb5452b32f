/*
 * The rules for counties that are live in SACWIS: the February review record that
 * carries the underpayment, the March record that takes it back, the letter on
 * file (L19 to L21).
 */
#include "rules.h"

bool
applies_match(const struct case_view *view)
{
	return view_is_live(view) && view->claim > 0;
}

static void
judge_review_there(struct cl_answer *answer, const struct case_view *view, const struct governing *review, int32_t due)
{
	struct caselint_ref place = cl_in_list(&view->record->reviews, CL_PLACE(view->record, struct oh_case, reviews));

	if (review->record != NULL)
		cl_pass(answer);
	else if (view->stray_review)
		cl_unknown(answer, place, cl_none(), CASELINT_ABSENT);
	else
		cl_not_done(answer, place, cl_date(due), due);
}

/* What stands in the record cannot be told when it is unclear which record governs. */
static int64_t
governing_amount(const struct governing *review)
{
	return review->unclear ? CASELINT_BAD_MONEY : review->record->amount;
}

static int32_t
governing_entry(const struct governing *review)
{
	return review->unclear ? CASELINT_BAD : review->record->entered_on;
}

static void
judge_review_entered(struct cl_answer *answer, const struct governing *review, int32_t due)
{
	if (review->record != NULL)
		cl_judge_deadline(
		    answer, CL_PLACE(review->record, struct oh_review, entered_on), governing_entry(review), due);
}

/* ---- February (L19, L20) --------------------------------------------------------------- */

void
judge_february_review(struct cl_answer *answer, const struct case_view *view)
{
	judge_review_there(answer, view, &view->february_review, view->p->february_review_cut_off);
}

void
judge_february_review_date(struct cl_answer *answer, const struct case_view *view)
{
	const struct oh_review *review = view->february_review.record;

	if (review != NULL)
		cl_judge_date(answer, CL_PLACE(review, struct oh_review, review_date), review->review_date,
		    view->p->february_review_date);
}

void
judge_february_review_amount(struct cl_answer *answer, const struct case_view *view)
{
	const struct oh_review *review = view->february_review.record;
	struct cl_wrong_amount wrong = {view->agreed, "january-forgotten"};

	if (review == NULL)
		return;
	cl_name(answer, "underpayment", cl_money(view->underpayment));
	cl_judge_amount(answer, CL_PLACE(review, struct oh_review, amount), governing_amount(&view->february_review),
	    view->raised, &wrong, 1);
}

void
judge_february_review_entered(struct cl_answer *answer, const struct case_view *view)
{
	judge_review_entered(answer, &view->february_review, view->p->february_review_cut_off);
}

/* ---- March (L21) ------------------------------------------------------------------------- */

void
judge_march_review(struct cl_answer *answer, const struct case_view *view)
{
	judge_review_there(answer, view, &view->march_review, view->p->march_review_cut_off);
}

/* A later Review Date pays the February amount for longer. */
void
judge_march_review_date(struct cl_answer *answer, const struct case_view *view)
{
	const struct oh_review *review = view->march_review.record;
	struct caselint_ref place = CL_PLACE(review, struct oh_review, review_date);
	struct cl_instance late = {"late", place, cl_at(place), cl_date(view->p->march_review_date), CASELINT_ABSENT};

	if (review == NULL)
		return;
	if (review->review_date > view->p->march_review_date)
		cl_fail(answer, &late);
	else
		cl_judge_date(answer, place, review->review_date, view->p->march_review_date);
}

void
judge_march_review_amount(struct cl_answer *answer, const struct case_view *view)
{
	const struct oh_review *review = view->march_review.record;

	if (review != NULL)
		cl_judge_amount(answer, CL_PLACE(review, struct oh_review, amount),
		    governing_amount(&view->march_review), view->agreed, NULL, 0);
}

void
judge_march_review_entered(struct cl_answer *answer, const struct case_view *view)
{
	cl_name(answer, "underpayment", cl_money(view->underpayment));
	judge_review_entered(answer, &view->march_review, view->p->march_review_cut_off);
}

/* ---- Both -------------------------------------------------------------------------------------- */

/* L21: "documentation of this letter should be kept on file". */
void
judge_letter_on_file(struct cl_answer *answer, const struct case_view *view)
{
	const struct oh_letter *nameless = NULL;
	uint32_t i = 0;

	for (i = 0; i < view->record->letters.count; i++) {
		const struct oh_letter *letter = CL_ITEM(view->record->letters, struct oh_letter, i);

		if (!cl_was_done(letter->filed_on))
			continue;
		if (cl_text_is(&letter->letter, &view->p->letter)) {
			cl_pass(answer);
			return;
		}
		if (!cl_text_is_known(&letter->letter))
			nameless = letter;
	}
	if (nameless != NULL)
		cl_unknown(answer, CL_PLACE(nameless, struct oh_letter, letter), cl_none(), CASELINT_ABSENT);
	else
		cl_open(answer, cl_in_list(&view->record->letters, CL_PLACE(view->record, struct oh_case, letters)),
		    cl_none());
}

/* L19, L20: "there is no requirement to amend the adoption subsidy agreement". */
void
judge_not_amended(struct cl_answer *answer, const struct case_view *view)
{
	const struct oh_agreement *agreement = view->record->agreement;
	struct caselint_ref place = CL_PLACE(agreement, struct oh_agreement, amended_on);
	struct cl_instance amended = {NULL, place, cl_at(place), cl_none(), CASELINT_ABSENT};

	if (agreement->amended_on == CASELINT_ABSENT)
		cl_pass(answer);
	else if (agreement->amended_on == CASELINT_BAD)
		cl_unknown(answer, place, cl_none(), CASELINT_ABSENT);
	else
		cl_fail(answer, &amended);
}

static void
judge_between(struct cl_answer *answer, const struct case_view *view, const struct oh_review *review)
{
	struct caselint_ref place = CL_PLACE(review, struct oh_review, review_date);
	struct cl_instance between = {NULL, place, cl_at(place), cl_none(), CASELINT_ABSENT};

	if (!cl_was_done(review->entered_on))
		return;
	if (!cl_is_known(review->review_date))
		cl_unknown(answer, place, cl_none(), CASELINT_ABSENT);
	else if (review->review_date > view->february_review.record->review_date &&
		 review->review_date < view->march_review.record->review_date)
		cl_fail(answer, &between);
}

static void
judge_entry_order(struct cl_answer *answer, const struct case_view *view)
{
	int32_t february = governing_entry(&view->february_review);
	int32_t march = governing_entry(&view->march_review);
	struct caselint_ref place = CL_PLACE(view->february_review.record, struct oh_review, entered_on);
	struct cl_instance late = {"order", place, cl_none(), cl_none(), CASELINT_ABSENT};

	if (!cl_is_known(february) || !cl_is_known(march)) {
		cl_unknown(answer, place, cl_none(), CASELINT_ABSENT);
	} else if (february <= march) {
		cl_pass(answer);
	} else {
		late.observed = cl_date(february);
		late.expected = cl_date(march);
		cl_fail(answer, &late);
	}
}

void
judge_review_order(struct cl_answer *answer, const struct case_view *view)
{
	uint32_t i = 0;

	if (view->february_review.record == NULL || view->march_review.record == NULL)
		return;
	for (i = 0; i < view->record->reviews.count; i++)
		judge_between(answer, view, CL_ITEM(view->record->reviews, struct oh_review, i));
	judge_entry_order(answer, view);
}

/* A review record without a program is the agreement's. */
void
judge_review_program(struct cl_answer *answer, const struct case_view *view)
{
	const struct caselint_text *program = &view->record->program;
	uint32_t i = 0;

	for (i = 0; i < view->record->reviews.count; i++) {
		const struct oh_review *review = CL_ITEM(view->record->reviews, struct oh_review, i);
		struct caselint_ref place = CL_PLACE(review, struct oh_review, program);

		if (!cl_was_done(review->entered_on))
			continue;
		if (review->program.state == CASELINT_ABSENT)
			cl_pass(answer);
		else if (!cl_text_is_known(program))
			cl_unknown(answer, place, cl_none(), CASELINT_ABSENT);
		else
			cl_judge_code(answer, place, &review->program, program, NULL);
	}
}
