/*
 * The eligibility now and at the time of the services (WMS.2). What a code covered is put
 * together from all periods with that code: the letter asks for the code, not for the row
 * it stands in. The other comparisons with the closed case are in prior.c.
 */
#include <stdlib.h>
#include <string.h>

#include "rules.h"

/* Days that one code covers without a gap. */
struct span {
	const struct ny_eligibility *first; /* of its periods, in the order of the input */
	uint32_t order;                     /* of that period */
	int32_t from;
	int32_t to;
};

/* The spans of a case by code, then by day: those of one code neither meet nor overlap. */
struct coverage {
	struct span *spans;
	uint32_t count;
	bool is_unclear; /* a period has no code, or a day that is not known */
};

/* ---- What codes cover ------------------------------------------------------------- */

static int
compare_codes(const struct span *left, const struct span *right)
{
	const struct caselint_text *a = &left->first->code;
	const struct caselint_text *b = &right->first->code;
	int order = memcmp(a->data, b->data, a->length < b->length ? a->length : b->length);

	return order != 0 ? order : (a->length > b->length) - (a->length < b->length);
}

static int
compare_spans(const void *left, const void *right)
{
	const struct span *a = left;
	const struct span *b = right;
	int order = compare_codes(a, b);

	if (order != 0)
		return order;
	if (a->from != b->from)
		return a->from < b->from ? -1 : 1;
	return (a->order > b->order) - (a->order < b->order);
}

static void
take_periods(struct coverage *coverage, const struct caselint_list *list)
{
	uint32_t i = 0;

	for (i = 0; i < list->count; i++) {
		const struct ny_eligibility *period = CL_ITEM(*list, struct ny_eligibility, i);
		struct span *span = &coverage->spans[coverage->count];

		if (cl_text_is_known(&period->code) && cl_is_known(period->from) && cl_is_known(period->to)) {
			span->first = period;
			span->order = i;
			span->from = period->from;
			span->to = period->to;
			coverage->count++;
		} else {
			coverage->is_unclear = true;
		}
	}
}

/* One span of what overlaps or follows day on day; the spans are sorted. */
static void
join_periods(struct coverage *coverage)
{
	uint32_t kept = 0;
	uint32_t i = 0;

	for (i = 1; i < coverage->count; i++) {
		const struct span *next = &coverage->spans[i];
		struct span *last = &coverage->spans[kept];

		if (compare_codes(last, next) != 0 || next->from - 1 > last->to) {
			coverage->spans[++kept] = *next;
			continue;
		}
		if (next->to > last->to)
			last->to = next->to;
		if (next->order < last->order) {
			last->first = next->first;
			last->order = next->order;
		}
	}
	if (coverage->count > 0)
		coverage->count = kept + 1;
}

/* False when scratch is refused; the host then knows. */
static bool
look_up_coverage(struct coverage *coverage, const struct case_view *view, const struct caselint_list *list)
{
	coverage->spans = view->eval->services->scratch(view->eval, (list->count + 1) * sizeof *coverage->spans);
	coverage->is_unclear = list->state == CASELINT_BAD;
	coverage->count = 0;
	if (coverage->spans == NULL)
		return false;
	take_periods(coverage, list);
	qsort(coverage->spans, coverage->count, sizeof *coverage->spans, compare_spans);
	join_periods(coverage);
	return true;
}

static bool
covers(const struct span *span, const struct ny_service *service)
{
	return span->from <= service->from && span->to >= service->to;
}

static const struct span *
first_covering(const struct coverage *coverage, const struct ny_service *service)
{
	const struct span *first = NULL;
	uint32_t i = 0;

	for (i = 0; i < coverage->count; i++) {
		const struct span *span = &coverage->spans[i];

		if (covers(span, service) && (first == NULL || span->order < first->order))
			first = span;
	}
	return first;
}

/* ---- Each service -------------------------------------------------------------------- */

struct comparison {
	struct coverage now;
	struct coverage then;
	bool is_hopeless; /* one code is recorded now, and no one code is that of all services */
};

static bool
has_period(const struct ny_service *service)
{
	return cl_is_known(service->from) && cl_is_known(service->to) && service->from <= service->to;
}

/* Whether some code that covers the service now covered it then. */
static bool
has_common_code(const struct comparison *with, const struct ny_service *service)
{
	uint32_t now = 0;
	uint32_t then = 0;

	while (now < with->now.count && then < with->then.count) {
		const struct span *left = &with->now.spans[now];
		const struct span *right = &with->then.spans[then];
		int order = compare_codes(left, right);

		if (order == 0 && covers(left, service) && covers(right, service))
			return true;
		if (order < 0 || (order == 0 && !covers(left, service)))
			now++;
		else
			then++;
	}
	return false;
}

/* How many services one code covered then: that of the span at `index`, and of those behind it with the same code. */
static uint32_t
count_covered(const struct coverage *then, uint32_t index, const struct case_view *view)
{
	uint32_t count = 0;
	uint32_t i = 0;
	uint32_t n = 0;

	for (i = 0; i < view->record->services.count; i++) {
		const struct ny_service *service = view->services[i].service;

		if (!has_period(service))
			continue;
		for (n = index; n < then->count && compare_codes(&then->spans[index], &then->spans[n]) == 0; n++) {
			if (covers(&then->spans[n], service)) {
				count++;
				break;
			}
		}
	}
	return count;
}

/* Whether no one code was that of all the services that had one. */
static bool
needs_several_codes(const struct coverage *then, const struct case_view *view)
{
	uint32_t wanted = 0;
	uint32_t i = 0;

	for (i = 0; i < view->record->services.count; i++) {
		const struct ny_service *service = view->services[i].service;

		if (has_period(service) && first_covering(then, service) != NULL)
			wanted++;
	}
	for (i = 0; i < then->count; i++) {
		bool is_next = i == 0 || compare_codes(&then->spans[i - 1], &then->spans[i]) != 0;

		if (is_next && count_covered(then, i, view) == wanted)
			return false;
	}
	return wanted > 0;
}

static void
judge_difference(struct cl_answer *answer, const struct comparison *with, const struct ny_eligibility *now,
    const struct ny_eligibility *then)
{
	struct caselint_ref place = CL_PLACE(now, struct ny_eligibility, code);
	struct cl_instance wrong = {NULL, place, cl_at(place), cl_none(), CASELINT_ABSENT};

	wrong.expected = cl_at(CL_PLACE(then, struct ny_eligibility, code));
	if (with->is_hopeless) {
		wrong.variant = "manual";
		cl_report(answer, CASELINT_MANUAL, &wrong);
	} else {
		cl_fail(answer, &wrong);
	}
}

static void
judge_service(struct cl_answer *answer, const struct comparison *with, const struct ny_service *service)
{
	const struct span *now = has_period(service) ? first_covering(&with->now, service) : NULL;
	const struct span *then = has_period(service) ? first_covering(&with->then, service) : NULL;

	if (now == NULL || then == NULL)
		cl_unknown(answer, cl_whole(service), cl_none(), CASELINT_ABSENT);
	else if (has_common_code(with, service))
		cl_pass(answer);
	else if (with->now.is_unclear || with->then.is_unclear)
		cl_unknown(answer, cl_whole(service), cl_none(), CASELINT_ABSENT);
	else
		judge_difference(answer, with, now->first, then->first);
}

/* "The eligibility recorded should match the eligibility at the time the services were provided." */
void
judge_eligibility(struct cl_answer *answer, const struct case_view *view)
{
	static const struct caselint_list none = {NULL, 0, CASELINT_PRESENT};
	const struct ny_closed *closed = view->record->closed;
	struct comparison with;
	uint32_t i = 0;

	if (!look_up_coverage(&with.now, view, &view->record->wms->eligibility) ||
	    !look_up_coverage(&with.then, view, closed == NULL ? &none : &closed->eligibility))
		return;
	with.is_hopeless = view->record->wms->eligibility.count == 1 && needs_several_codes(&with.then, view);
	cl_pass(answer);
	for (i = 0; i < view->record->services.count; i++)
		judge_service(answer, &with, view->services[i].service);
}
