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
judge_review_there(struct answer *answer, const struct case_view *view, const struct governing *review, int32_t due)
{
	struct caselint_ref place = place_in_list(&view->record->reviews, PLACE(view->record, struct oh_case, reviews));

	if (review->record != NULL)
		answer_pass(answer);
	else if (view->stray_review)
		answer_unknown(answer, place, value_none(), CASELINT_ABSENT);
	else
		answer_not_done(answer, place, value_date(due), due);
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
judge_review_entered(struct answer *answer, const struct governing *review, int32_t due)
{
	if (review->record != NULL)
		answer_date_by(
		    answer, PLACE(review->record, struct oh_review, entered_on), governing_entry(review), due);
}

/* ---- February (L19, L20) --------------------------------------------------------------- */

void
judge_february_review(struct answer *answer, const struct case_view *view)
{
	judge_review_there(answer, view, &view->february_review, view->p->february_review_cut_off);
}

void
judge_february_review_date(struct answer *answer, const struct case_view *view)
{
	const struct oh_review *review = view->february_review.record;

	if (review != NULL)
		answer_date_is(answer, PLACE(review, struct oh_review, review_date), review->review_date,
		    view->p->february_review_date);
}

void
judge_february_review_amount(struct answer *answer, const struct case_view *view)
{
	const struct oh_review *review = view->february_review.record;
	struct wrong_amount wrong = {view->agreed, "january-forgotten"};

	if (review == NULL)
		return;
	answer_name_value(answer, "underpayment", value_money(view->underpayment));
	answer_amount(answer, PLACE(review, struct oh_review, amount), governing_amount(&view->february_review),
	    view->raised, &wrong, 1);
}

void
judge_february_review_entered(struct answer *answer, const struct case_view *view)
{
	judge_review_entered(answer, &view->february_review, view->p->february_review_cut_off);
}

/* ---- March (L21) ------------------------------------------------------------------------- */

void
judge_march_review(struct answer *answer, const struct case_view *view)
{
	judge_review_there(answer, view, &view->march_review, view->p->march_review_cut_off);
}

/* A later Review Date pays the February amount for longer. */
void
judge_march_review_date(struct answer *answer, const struct case_view *view)
{
	const struct oh_review *review = view->march_review.record;
	struct caselint_ref place = PLACE(review, struct oh_review, review_date);
	struct instance late = {
	    "late", place, value_at(place), value_date(view->p->march_review_date), CASELINT_ABSENT};

	if (review == NULL)
		return;
	if (review->review_date > view->p->march_review_date)
		answer_fail(answer, &late);
	else
		answer_date_is(answer, place, review->review_date, view->p->march_review_date);
}

void
judge_march_review_amount(struct answer *answer, const struct case_view *view)
{
	const struct oh_review *review = view->march_review.record;

	if (review != NULL)
		answer_amount(answer, PLACE(review, struct oh_review, amount), governing_amount(&view->march_review),
		    view->agreed, NULL, 0);
}

void
judge_march_review_entered(struct answer *answer, const struct case_view *view)
{
	answer_name_value(answer, "underpayment", value_money(view->underpayment));
	judge_review_entered(answer, &view->march_review, view->p->march_review_cut_off);
}

/* ---- Both -------------------------------------------------------------------------------------- */

/* L21: "documentation of this letter should be kept on file". */
void
judge_letter_on_file(struct answer *answer, const struct case_view *view)
{
	const struct oh_letter *nameless = NULL;
	uint32_t i = 0;

	for (i = 0; i < view->record->letters.count; i++) {
		const struct oh_letter *letter = ITEM(view->record->letters, struct oh_letter, i);

		if (!was_done(letter->filed_on))
			continue;
		if (text_is(&letter->letter, &view->p->letter)) {
			answer_pass(answer);
			return;
		}
		if (!text_is_known(&letter->letter))
			nameless = letter;
	}
	if (nameless != NULL)
		answer_unknown(answer, PLACE(nameless, struct oh_letter, letter), value_none(), CASELINT_ABSENT);
	else
		answer_open(answer, place_in_list(&view->record->letters, PLACE(view->record, struct oh_case, letters)),
		    value_none());
}

/* L19, L20: "there is no requirement to amend the adoption subsidy agreement". */
void
judge_not_amended(struct answer *answer, const struct case_view *view)
{
	const struct oh_agreement *agreement = view->record->agreement;
	struct caselint_ref place = PLACE(agreement, struct oh_agreement, amended_on);
	struct instance amended = {NULL, place, value_at(place), value_none(), CASELINT_ABSENT};

	if (agreement->amended_on == CASELINT_ABSENT)
		answer_pass(answer);
	else if (agreement->amended_on == CASELINT_BAD)
		answer_unknown(answer, place, value_none(), CASELINT_ABSENT);
	else
		answer_fail(answer, &amended);
}

static void
judge_between(struct answer *answer, const struct case_view *view, const struct oh_review *review)
{
	struct caselint_ref place = PLACE(review, struct oh_review, review_date);
	struct instance between = {NULL, place, value_at(place), value_none(), CASELINT_ABSENT};

	if (!was_done(review->entered_on))
		return;
	if (!is_known(review->review_date))
		answer_unknown(answer, place, value_none(), CASELINT_ABSENT);
	else if (review->review_date > view->february_review.record->review_date &&
		 review->review_date < view->march_review.record->review_date)
		answer_fail(answer, &between);
}

static void
judge_entry_order(struct answer *answer, const struct case_view *view)
{
	int32_t february = governing_entry(&view->february_review);
	int32_t march = governing_entry(&view->march_review);
	struct caselint_ref place = PLACE(view->february_review.record, struct oh_review, entered_on);
	struct instance late = {"order", place, value_none(), value_none(), CASELINT_ABSENT};

	if (!is_known(february) || !is_known(march)) {
		answer_unknown(answer, place, value_none(), CASELINT_ABSENT);
	} else if (february <= march) {
		answer_pass(answer);
	} else {
		late.observed = value_date(february);
		late.expected = value_date(march);
		answer_fail(answer, &late);
	}
}

void
judge_review_order(struct answer *answer, const struct case_view *view)
{
	uint32_t i = 0;

	if (view->february_review.record == NULL || view->march_review.record == NULL)
		return;
	for (i = 0; i < view->record->reviews.count; i++)
		judge_between(answer, view, ITEM(view->record->reviews, struct oh_review, i));
	judge_entry_order(answer, view);
}

/* A review record without a program is the agreement's. */
void
judge_review_program(struct answer *answer, const struct case_view *view)
{
	const struct caselint_text *program = &view->record->program;
	uint32_t i = 0;

	for (i = 0; i < view->record->reviews.count; i++) {
		const struct oh_review *review = ITEM(view->record->reviews, struct oh_review, i);
		struct caselint_ref place = PLACE(review, struct oh_review, program);

		if (!was_done(review->entered_on))
			continue;
		if (review->program.state == CASELINT_ABSENT)
			answer_pass(answer);
		else if (!text_is_known(program))
			answer_unknown(answer, place, value_none(), CASELINT_ABSENT);
		else
			answer_text(answer, place, &review->program, program, NULL);
	}
}
