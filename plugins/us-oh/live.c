/*
 * What no entry of the table says of counties that are live in SACWIS: a review record
 * of no certain month, a late March review record, the order of the review records, the
 * letter on file (L19 to L21).
 */
#include "rules.h"

/* A record without a Review Date that can be read may be the one that is looked for. */
static void
judge_stray(struct cl_answer *answer, const struct case_view *view, const struct governing *wanted)
{
	if (wanted->record == NULL && view->stray_review != NULL)
		cl_unknown(
		    answer, CL_PLACE(view->stray_review, struct oh_review, review_date), cl_none(), CASELINT_ABSENT);
}

void
judge_stray_february(struct cl_answer *answer, const struct case_view *view)
{
	judge_stray(answer, view, &view->february_review);
}

void
judge_stray_march(struct cl_answer *answer, const struct case_view *view)
{
	judge_stray(answer, view, &view->march_review);
}

/* A later Review Date pays the February amount for longer. */
void
judge_march_review_date(struct cl_answer *answer, const struct case_view *view)
{
	const struct oh_review *review = view->march_review.record;
	struct caselint_ref place = CL_PLACE(review, struct oh_review, review_date);

	if (review == NULL)
		return;
	if (review->review_date > view->p->march_review_date)
		cl_fail_value(answer, "late", place, cl_date(view->p->march_review_date));
	else
		cl_judge_date(answer, place, review->review_date, view->p->march_review_date);
}

/* A date before the letter's own cannot be right, so it does not show that the letter was filed. */
static void
answer_filed_early(struct cl_answer *answer, const struct case_view *view, const struct oh_letter *letter)
{
	struct caselint_ref place = CL_PLACE(letter, struct oh_letter, filed_on);
	struct cl_instance early = {"early", place, cl_at(place), cl_date(view->p->letter_date), CASELINT_ABSENT};

	cl_report(answer, CASELINT_UNKNOWN, &early);
}

/* L21: "documentation of this letter should be kept on file". */
void
judge_letter_on_file(struct cl_answer *answer, const struct case_view *view)
{
	const struct oh_letter *nameless = NULL;
	const struct oh_letter *early = NULL;
	uint32_t i = 0;

	for (i = 0; i < view->record->letters.count; i++) {
		const struct oh_letter *letter = CL_ITEM(view->record->letters, struct oh_letter, i);

		if (!cl_was_done(letter->filed_on))
			continue;
		if (cl_text_is(&letter->letter, &view->p->letter)) {
			early = letter;
			if (cl_is_known(letter->filed_on) && letter->filed_on < view->p->letter_date)
				continue;
			cl_pass(answer);
			return;
		}
		if (!cl_text_is_known(&letter->letter))
			nameless = letter;
	}
	if (early != NULL)
		answer_filed_early(answer, view, early);
	else if (nameless != NULL)
		cl_unknown(answer, CL_PLACE(nameless, struct oh_letter, letter), cl_none(), CASELINT_ABSENT);
	else
		cl_open(answer, cl_in_list(&view->record->letters, CL_PLACE(view->record, struct oh_case, letters)),
		    cl_none());
}

static void
judge_between(struct cl_answer *answer, const struct case_view *view, const struct oh_review *review)
{
	struct caselint_ref place = CL_PLACE(review, struct oh_review, review_date);

	if (!cl_was_done(review->entered_on))
		return;
	if (!cl_is_known(review->review_date))
		cl_unknown(answer, place, cl_none(), CASELINT_ABSENT);
	else if (review->review_date > view->february_review.record->review_date &&
		 review->review_date < view->march_review.record->review_date)
		cl_fail_value(answer, NULL, place, cl_none());
}

static int32_t
governing_entry(const struct governing *review)
{
	return review->unclear ? CASELINT_BAD : review->record->entered_on;
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
