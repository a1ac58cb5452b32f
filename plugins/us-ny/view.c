/* See view.h. Every link is looked up once, so that the rules need not search. */
#include "view.h"

#include <caselint/calendar.h>

#define AMOUNT_MAX INT64_C(99999999999999) /* cents: of an amount, as the contract has it */

const struct case_view *
view_of(const struct caselint_eval *eval)
{
	return eval->prepared;
}

/* ---- Lists -------------------------------------------------------------------- */

uint32_t
person_count(const struct case_view *view)
{
	return view->record->intake == NULL ? 0 : view->record->intake->people.count;
}

const struct ny_person *
person_at(const struct case_view *view, uint32_t index)
{
	return CL_ITEM(view->record->intake->people, struct ny_person, index);
}

uint32_t
payment_count(const struct case_view *view)
{
	return view->record->wms == NULL ? 0 : view->record->wms->payments.count;
}

const struct ny_payment *
payment_at(const struct case_view *view, uint32_t index)
{
	return CL_ITEM(view->record->wms->payments, struct ny_payment, index);
}

bool
payment_is_there(const struct ny_payment *payment)
{
	return cl_was_done(payment->issued_on) || cl_was_done(payment->check_cut_on);
}

bool
is_purchased(const struct case_view *view, const struct ny_service *service)
{
	return cl_text_is(&service->kind, &view->p->kind_purchased);
}

/* ---- People --------------------------------------------------------------------- */

static enum person_kind
kind_by_age(const struct case_view *view, const struct ny_person *person)
{
	int32_t signed_on = view->record->intake->signed_on;

	if (!cl_is_known(person->birth_date) || !cl_is_known(signed_on))
		return PERSON_UNCLEAR;
	return cl_years_between(person->birth_date, signed_on) >= view->p->adult_age ? PERSON_ADULT : PERSON_CHILD;
}

static enum person_kind
kind_of(const struct case_view *view, const struct ny_person *person)
{
	if (person->kind.state == CASELINT_ABSENT)
		return kind_by_age(view, person);
	if (cl_text_is(&person->kind, &view->p->kind_adult))
		return PERSON_ADULT;
	return cl_text_is(&person->kind, &view->p->kind_child) ? PERSON_CHILD : PERSON_UNCLEAR;
}

static void
count_person(struct people_count *count, enum person_kind kind)
{
	count->adults += kind == PERSON_ADULT ? 1U : 0U;
	count->children += kind == PERSON_CHILD ? 1U : 0U;
	count->unclear += kind == PERSON_UNCLEAR ? 1U : 0U;
}

struct people_count
count_persons(const struct case_view *view, const struct caselint_text *person_id)
{
	struct people_count count = {0, 0, 0};
	uint32_t i = 0;

	for (i = 0; i < person_count(view); i++) {
		if (cl_text_is(person_id, &person_at(view, i)->person_id))
			count_person(&count, view->kinds[i]);
	}
	return count;
}

static void
look_up_people(struct case_view *view)
{
	uint32_t i = 0;

	for (i = 0; i < person_count(view); i++) {
		const struct ny_person *person = person_at(view, i);

		view->kinds[i] = kind_of(view, person);
		count_person(&view->all, view->kinds[i]);
		if (person->beneficiary == 1)
			count_person(&view->beneficiaries, view->kinds[i]);
		if (person->beneficiary == CASELINT_BAD && view->kinds[i] != PERSON_CHILD)
			view->is_beneficiary_unclear = true;
	}
}

/* ---- Links ------------------------------------------------------------------------- */

/* An id that several have names none of them: NO_INDEX, as if nobody had it. */
static uint32_t
find_service(const struct case_view *view, const struct caselint_text *id)
{
	uint32_t found = NO_INDEX;
	uint32_t i = 0;

	for (i = 0; i < view->record->services.count; i++) {
		if (!cl_text_is(id, &view->services[i].service->id))
			continue;
		if (found != NO_INDEX)
			return NO_INDEX;
		found = i;
	}
	return found;
}

static uint32_t
find_line(const struct case_view *view, const struct caselint_text *id)
{
	uint32_t found = NO_INDEX;
	uint32_t i = 0;

	for (i = 0; i < view->line_count; i++) {
		if (!cl_text_is(id, &view->lines[i].line->id))
			continue;
		if (found != NO_INDEX)
			return NO_INDEX;
		found = i;
	}
	return found;
}

static void
raise_rank(int32_t *rank, enum ny_step step)
{
	if ((int32_t)ny_steps[step].rank > *rank)
		*rank = (int32_t)ny_steps[step].rank;
}

static void
look_up_lines(struct case_view *view)
{
	uint32_t i = 0;

	for (i = 0; i < view->line_count; i++) {
		struct line_view *line = &view->lines[i];

		line->line = CL_ITEM(view->record->wms->lines, struct ny_pos, i);
		line->is_authorized = cl_was_done(line->line->authorized_on);
		line->service = find_service(view, &line->line->service_id);
		line->rank = -1;
		if (line->is_authorized)
			raise_rank(&line->rank, STEP_POS);
	}
}

static void
add_payment(struct line_view *line, const struct ny_payment *payment)
{
	if (!payment_is_there(payment))
		return;
	line->payment_count++;
	if (cl_was_done(payment->issued_on)) {
		line->is_issued = true;
		raise_rank(&line->rank, STEP_BICS);
	}
	if (!cl_was_done(payment->check_cut_on))
		return;
	raise_rank(&line->rank, STEP_CHECK);
	if (!cl_is_known(payment->check_cut_on))
		line->is_cut_unclear = true;
	if (line->last_cut == NULL || payment->check_cut_on > line->last_cut->check_cut_on)
		line->last_cut = payment;
}

static void
look_up_payments(struct case_view *view)
{
	uint32_t i = 0;

	for (i = 0; i < payment_count(view); i++) {
		const struct ny_payment *payment = payment_at(view, i);

		view->payment_lines[i] = find_line(view, &payment->line_id);
		if (view->payment_lines[i] != NO_INDEX)
			add_payment(&view->lines[view->payment_lines[i]], payment);
	}
}

/* ---- Money --------------------------------------------------------------------------- */

/* More than any amount may be is an amount that is not known. */
static int64_t
counted_amount(const struct ny_service *service)
{
	if (service->unit_rate > 0 && service->units > AMOUNT_MAX / service->unit_rate)
		return CASELINT_BAD_MONEY;
	return service->unit_rate * service->units;
}

/* Units or a rate that cannot be read are no reason to believe the stated amount. */
static void
set_missed(struct service_view *view)
{
	const struct ny_service *service = view->service;

	view->is_counted = cl_is_known(service->units) && cl_is_known_money(service->unit_rate);
	if (view->is_counted)
		view->missed = counted_amount(service);
	else if (service->units == CASELINT_BAD || service->unit_rate == CASELINT_BAD_MONEY)
		view->missed = CASELINT_BAD_MONEY;
	else
		view->missed = service->amount;
}

/* A sum with an amount that is not known is not known. */
static void
add_money(int64_t *sum, int64_t cents)
{
	if (*sum == CASELINT_BAD_MONEY || !cl_is_known_money(cents) || cents > AMOUNT_MAX - *sum)
		*sum = CASELINT_BAD_MONEY;
	else
		*sum += cents;
}

static void
add_line(struct case_view *view, const struct line_view *line)
{
	struct service_view *service = &view->services[line->service];

	service->line_count++;
	service->authorized_count += line->is_authorized ? 1U : 0U;
	service->dated_count += cl_is_known(line->line->authorized_on) ? 1U : 0U;
	service->line = line->line;
	add_money(&service->authorized, line->line->amount);
}

static void
add_service_payment(struct case_view *view, uint32_t index)
{
	const struct ny_payment *payment = payment_at(view, index);
	uint32_t line = view->payment_lines[index];
	struct service_view *service = NULL;

	if (line == NO_INDEX || view->lines[line].service == NO_INDEX || !payment_is_there(payment))
		return;
	service = &view->services[view->lines[line].service];
	service->payment_count++;
	service->payment = payment;
	add_money(&service->issued, payment->amount);
}

static void
begin_services(struct case_view *view)
{
	uint32_t i = 0;

	for (i = 0; i < view->record->services.count; i++) {
		view->services[i].service = CL_ITEM(view->record->services, struct ny_service, i);
		set_missed(&view->services[i]);
		if (!view->is_wms_unclear)
			continue;
		view->services[i].authorized = CASELINT_BAD_MONEY;
		view->services[i].issued = CASELINT_BAD_MONEY;
	}
}

static void
add_up_services(struct case_view *view)
{
	uint32_t i = 0;

	for (i = 0; i < view->line_count; i++) {
		if (view->lines[i].service != NO_INDEX)
			add_line(view, &view->lines[i]);
	}
	for (i = 0; i < payment_count(view); i++)
		add_service_payment(view, i);
}

/* ---- Links that cannot be told ---------------------------------------------------------- */

/* Whether a reference that nobody was found for may be to this id: one of them cannot be read, or others share it. */
static bool
may_name(const struct caselint_text *reference, const struct caselint_text *id)
{
	return !cl_text_is_known(reference) || !cl_text_is_known(id) || cl_text_is(reference, id);
}

static bool
line_may_be_for(const struct line_view *line, const struct service_view *service)
{
	return line->service == NO_INDEX && may_name(&line->line->service_id, &service->service->id);
}

bool
payment_may_be_for(const struct ny_payment *payment, const struct line_view *line)
{
	return may_name(&payment->line_id, &line->line->id);
}

static void
mark_lines(struct case_view *view, const struct ny_payment *payment)
{
	uint32_t i = 0;

	for (i = 0; i < view->line_count; i++) {
		struct line_view *line = &view->lines[i];

		if (!payment_may_be_for(payment, line))
			continue;
		line->may_be_paid = true;
		line->may_be_cut = line->may_be_cut || cl_was_done(payment->check_cut_on);
	}
}

static void
mark_service(struct service_view *service, const struct line_view *line)
{
	service->may_have_lines = true;
	service->may_be_authorized = service->may_be_authorized || line->is_authorized;
	service->may_have_payments = service->may_have_payments || line->may_be_paid || line->payment_count > 0;
}

static void
mark_services(struct case_view *view, struct line_view *line)
{
	uint32_t i = 0;

	if (line->service != NO_INDEX) {
		view->services[line->service].may_have_payments |= line->may_be_paid;
		return;
	}
	for (i = 0; i < view->record->services.count; i++) {
		if (!line_may_be_for(line, &view->services[i]))
			continue;
		line->may_be_for_service = true;
		mark_service(&view->services[i], line);
	}
}

/* Without any line on record a payment that does not say which one it pays may be for any service. */
static void
mark_all_services(struct case_view *view)
{
	uint32_t i = 0;

	for (i = 0; i < view->record->services.count; i++)
		view->services[i].may_have_payments = true;
}

static void
mark_payment(struct case_view *view, const struct ny_payment *payment)
{
	if (view->line_count > 0)
		mark_lines(view, payment);
	else if (!cl_text_is_known(&payment->line_id))
		mark_all_services(view);
}

/* Payments first: what a line may be paid goes to the services it may be for. */
static void
mark_unclear(struct case_view *view)
{
	uint32_t i = 0;

	for (i = 0; i < payment_count(view); i++) {
		if (view->payment_lines[i] == NO_INDEX && payment_is_there(payment_at(view, i)))
			mark_payment(view, payment_at(view, i));
	}
	for (i = 0; i < view->line_count; i++)
		mark_services(view, &view->lines[i]);
	for (i = 0; i < view->record->services.count; i++) {
		struct service_view *service = &view->services[i];

		if (service->may_have_lines)
			service->authorized = CASELINT_BAD_MONEY;
		if (service->may_have_payments)
			service->issued = CASELINT_BAD_MONEY;
	}
}

/* ---- Steps ----------------------------------------------------------------------------- */

bool
view_has_taken(const struct case_view *view, enum ny_step step)
{
	uint32_t i = 0;

	for (i = 0; i < step_count(view->record, step); i++) {
		if (step_is_taken(view->p, step, step_object(view->record, step, i)))
			return true;
	}
	return false;
}

bool
view_has_dated(const struct case_view *view, enum ny_step step)
{
	uint32_t i = 0;

	for (i = 0; i < step_count(view->record, step); i++) {
		const void *object = step_object(view->record, step, i);

		if (step_is_taken(view->p, step, object) && step_is_dated(step, object))
			return true;
	}
	return false;
}

static void
look_up_ranks(struct case_view *view)
{
	uint32_t i = 0;

	view->record_rank = -1;
	view->last_rank = -1;
	for (i = 0; i < STEP_COUNT; i++) {
		enum ny_step step = (enum ny_step)i;
		bool is_of_case = ny_steps[step].scope == SCOPE_RECORD || ny_steps[step].scope == SCOPE_DIRECT;

		if (step_is_unclear(view->record, step) || !view_has_taken(view, step))
			continue;
		raise_rank(&view->last_rank, step);
		if (is_of_case)
			raise_rank(&view->record_rank, step);
	}
}

static bool
is_past(int32_t rank, enum ny_step step)
{
	return rank > (int32_t)ny_steps[step].rank;
}

bool
view_is_past(const struct case_view *view, enum ny_step step)
{
	return is_past(view->last_rank, step);
}

bool
view_is_line_past(const struct case_view *view, const struct line_view *line, enum ny_step step)
{
	if (ny_steps[step].scope != SCOPE_PAYMENT)
		return view_is_past(view, step);
	return is_past(view->record_rank, step) || (line != NULL && is_past(line->rank, step));
}

/* ---- The view ----------------------------------------------------------------------------- */

/* Memory for the lists of the view; zero items are asked for as one. */
static void *
take(const struct case_view *view, uint32_t count, size_t size)
{
	return view->eval->services->scratch(view->eval, (count == 0 ? 1 : count) * size);
}

static bool
take_lists(struct case_view *view)
{
	view->line_count = view->record->wms == NULL ? 0 : view->record->wms->lines.count;
	view->kinds = take(view, person_count(view), sizeof *view->kinds);
	view->lines = take(view, view->line_count, sizeof *view->lines);
	view->payment_lines = take(view, payment_count(view), sizeof *view->payment_lines);
	view->services = take(view, view->record->services.count, sizeof *view->services);
	return view->kinds != NULL && view->lines != NULL && view->payment_lines != NULL && view->services != NULL;
}

static void
look_up_conditions(struct case_view *view)
{
	const struct ny_closed *closed = view->record->closed;

	view->is_past_signed = view_is_past(view, STEP_SIGNED);
	view->has_entry = view_has_taken(view, STEP_ENTRY);
	view->has_closed_stage = view_has_taken(view, STEP_STAGE_CLOSED);
	view->prior_closed_on = closed == NULL ? CASELINT_ABSENT : closed->closed_on;
	view->stage_closed_on = view->record->stage == NULL ? CASELINT_ABSENT : view->record->stage->closed_on;
}

const struct case_view *
view_make(const struct caselint_eval *eval)
{
	struct case_view *view = eval->services->scratch(eval, sizeof *view);

	if (view == NULL)
		return NULL;
	view->eval = eval;
	view->p = eval->parameters;
	view->record = eval->record;
	view->is_intake_unclear = step_is_unclear(view->record, STEP_ENTERED);
	view->is_stage_unclear = step_is_unclear(view->record, STEP_STAGE_CLOSED);
	view->is_wms_unclear = step_is_unclear(view->record, STEP_POS);
	if (!take_lists(view))
		return NULL;
	look_up_people(view);
	begin_services(view);
	look_up_lines(view);
	look_up_payments(view);
	mark_unclear(view);
	add_up_services(view);
	look_up_ranks(view);
	look_up_conditions(view);
	return view;
}
