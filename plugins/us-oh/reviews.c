/*
 * Which review records of a live county govern: the one that raises February (L19, L20)
 * and the one that sets March back (L21). What they say is judged by the rules.
 */
#include <caselint/calendar.h>

#include "view.h"

/* The Review Date that governs: the one the letter names, else the first in the span. */
static int32_t
governing_date(const struct oh_case *record, int32_t named, int32_t first, int32_t last)
{
	int32_t date = CASELINT_ABSENT;
	uint32_t i = 0;

	for (i = 0; i < record->reviews.count; i++) {
		const struct oh_review *review = CL_ITEM(record->reviews, struct oh_review, i);

		if (!cl_was_done(review->entered_on) || !cl_is_known(review->review_date))
			continue;
		if (review->review_date < first || review->review_date > last)
			continue;
		if (review->review_date == named)
			return named;
		if (date == CASELINT_ABSENT || review->review_date < date)
			date = review->review_date;
	}
	return date;
}

/* Of several for one Review Date the one entered last governs; entered the same day, the later in the record. */
static struct governing
governing_review(const struct oh_case *record, int32_t named, int32_t first, int32_t last)
{
	int32_t date = governing_date(record, named, first, last);
	struct governing found = {NULL, false};
	bool unreadable = false;
	uint32_t i = 0;

	for (i = 0; date != CASELINT_ABSENT && i < record->reviews.count; i++) {
		const struct oh_review *review = CL_ITEM(record->reviews, struct oh_review, i);

		if (review->review_date != date || !cl_was_done(review->entered_on))
			continue;
		unreadable = unreadable || !cl_is_known(review->entered_on);
		found.unclear = found.record != NULL && (unreadable || found.unclear);
		if (found.record == NULL || review->entered_on >= found.record->entered_on)
			found.record = review;
	}
	return found;
}

static const struct oh_review *
find_stray_review(const struct oh_case *record)
{
	uint32_t i = 0;

	for (i = 0; i < record->reviews.count; i++) {
		const struct oh_review *review = CL_ITEM(record->reviews, struct oh_review, i);

		if (cl_was_done(review->entered_on) && !cl_is_known(review->review_date))
			return review;
	}
	return NULL;
}

void
view_look_up_reviews(struct case_view *view)
{
	const struct oh_parameters *p = view->p;
	int32_t first = cl_first_day(p->following_month);
	int32_t last = cl_last_day(p->following_month);

	view->february_review = governing_review(view->record, p->february_review_date, first, last);
	view->march_review = governing_review(view->record, CASELINT_ABSENT, p->march_review_date, INT32_MAX);
	view->stray_review = find_stray_review(view->record);
}
