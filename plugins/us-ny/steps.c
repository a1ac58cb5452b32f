/* The table of steps, and how it is read off a record; see steps.h. */
#include "steps.h"

#include <string.h>

#include <caselint/answer.h>

#define NAME(member) (uint32_t) offsetof(struct ny_parameters, member)
#define PART(member) (uint32_t) offsetof(struct ny_case, member)
#define DATE(type, member) (uint32_t) offsetof(struct type, member)
#define ONCE(part, type, list, date) SCOPE_RECORD, PART(part), DATE(type, list), DATE(type, date)
#define EACH(scope, list, type, date) (scope), PART(wms), DATE(ny_wms, list), DATE(type, date)

/* An intake with another outcome was not opened for services, whatever day it has. */
static const struct step_word opened_word = {DATE(ny_intake, outcome), NAME(outcome)};

/* Where it stands, its place in the chain, what it waits for, its name, the rule that requires it, the rule of its order,
 * the word beside its date. Direct and purchased services are authorized side by side (WMS.3, WMS.4). */
const struct step ny_steps[STEP_COUNT] = {
    [STEP_PRIOR_CLOSED] = {ONCE(closed, ny_closed, eligibility, closed_on), 0, {STEP_COUNT, STEP_COUNT},
	NAME(step_prior_closed), "NYS-APP-01", NULL, NULL},
    [STEP_ENTERED] = {ONCE(intake, ny_intake, people, entered_on), 1, {STEP_PRIOR_CLOSED, STEP_COUNT},
	NAME(step_entered), NULL, "NYS-ORD-01", NULL},
    [STEP_SIGNED] = {ONCE(intake, ny_intake, people, signed_on), 2, {STEP_ENTERED, STEP_COUNT}, NAME(step_signed),
	"NYS-FSI-11", NULL, NULL},
    [STEP_OPENED] = {ONCE(intake, ny_intake, people, opened_on), 3, {STEP_SIGNED, STEP_COUNT}, NAME(step_opened),
	"NYS-FSI-17", "NYS-ORD-02", &opened_word},
    [STEP_STAGE] = {SCOPE_RECORD, PART(stage), 0, CASELINT_WHOLE, 4, {STEP_OPENED, STEP_COUNT}, NAME(step_stage),
	"NYS-FSS-01", "NYS-ORD-03", NULL},
    [STEP_APP_REG] = {ONCE(stage, ny_stage, fasp, app_reg_on), 5, {STEP_STAGE, STEP_COUNT}, NAME(step_app_reg),
	"NYS-FSS-02", "NYS-ORD-03", NULL},
    [STEP_PROCESSED] = {ONCE(wms, ny_wms, lines, processed_on), 6, {STEP_APP_REG, STEP_COUNT}, NAME(step_processed),
	"NYS-WMS-01", "NYS-ORD-04", NULL},
    [STEP_ENTRY] = {ONCE(wms, ny_wms, lines, entry_on), 7, {STEP_PROCESSED, STEP_COUNT}, NAME(step_entry), "NYS-WMS-02",
	"NYS-ORD-04", NULL},
    [STEP_DIRECT] = {EACH(SCOPE_DIRECT, direct, ny_direct, authorized_on), 8, {STEP_ENTRY, STEP_COUNT},
	NAME(step_direct), "NYS-WMS-06", "NYS-ORD-05", NULL},
    [STEP_POS] = {EACH(SCOPE_LINE, lines, ny_pos, authorized_on), 8, {STEP_ENTRY, STEP_COUNT}, NAME(step_pos),
	"NYS-WMS-07", "NYS-ORD-05", NULL},
    [STEP_BICS] = {EACH(SCOPE_PAYMENT, payments, ny_payment, issued_on), 9, {STEP_POS, STEP_COUNT}, NAME(step_bics),
	"NYS-WMS-10", "NYS-ORD-06", NULL},
    [STEP_CHECK] = {EACH(SCOPE_PAYMENT, payments, ny_payment, check_cut_on), 10, {STEP_BICS, STEP_COUNT},
	NAME(step_check), "NYS-FSS-08", "NYS-ORD-06", NULL},
    [STEP_STAGE_CLOSED] = {ONCE(stage, ny_stage, fasp, closed_on), 11, {STEP_CHECK, STEP_DIRECT},
	NAME(step_stage_closed), "NYS-FSS-10", NULL, NULL},
    [STEP_WMS_CLOSED] = {ONCE(wms, ny_wms, lines, closed_on), 12, {STEP_STAGE_CLOSED, STEP_COUNT},
	NAME(step_wms_closed), "NYS-WMS-13", NULL, NULL},
};

/* The members are found by their offsets, as the tables of records.c give them. */
static const void *
member_at(const void *object, uint32_t offset)
{
	return (const char *)object + offset;
}

const void *
step_part(const struct ny_case *record, enum ny_step step)
{
	const void *part = NULL;

	memcpy(&part, member_at(record, ny_steps[step].part), sizeof part);
	return part;
}

static const struct caselint_list *
instances(const struct ny_case *record, enum ny_step step)
{
	const void *part = step_part(record, step);

	return part == NULL ? NULL : member_at(part, ny_steps[step].list);
}

uint32_t
step_count(const struct ny_case *record, enum ny_step step)
{
	const struct caselint_list *list = NULL;

	if (ny_steps[step].scope == SCOPE_RECORD)
		return step_part(record, step) == NULL ? 0 : 1;
	list = instances(record, step);
	return list == NULL ? 0 : list->count;
}

bool
step_is_unclear(const struct ny_case *record, enum ny_step step)
{
	const struct caselint_list *list = ny_steps[step].date == CASELINT_WHOLE ? NULL : instances(record, step);

	return list != NULL && list->state == CASELINT_BAD;
}

const void *
step_object(const struct ny_case *record, enum ny_step step, uint32_t index)
{
	if (ny_steps[step].scope == SCOPE_RECORD)
		return step_part(record, step);
	return instances(record, step)->items[index];
}

int32_t
step_date(enum ny_step step, const void *object)
{
	int32_t date = CASELINT_ABSENT;

	if (ny_steps[step].date != CASELINT_WHOLE)
		memcpy(&date, member_at(object, ny_steps[step].date), sizeof date);
	return date;
}

static bool
is_contradicted(const struct ny_parameters *p, const struct step_word *word, const void *object)
{
	const struct caselint_text *found = NULL;

	if (word == NULL)
		return false;
	found = member_at(object, word->member);
	return cl_text_is_known(found) && !cl_text_is(found, member_at(p, word->parameter));
}

bool
step_is_taken(const struct ny_parameters *p, enum ny_step step, const void *object)
{
	bool is_there = ny_steps[step].date == CASELINT_WHOLE || cl_was_done(step_date(step, object));

	return is_there && !is_contradicted(p, ny_steps[step].word, object);
}

bool
step_is_dated(enum ny_step step, const void *object)
{
	return ny_steps[step].date == CASELINT_WHOLE || cl_is_known(step_date(step, object));
}

struct caselint_ref
step_place_in(enum ny_step step, const void *object)
{
	struct caselint_ref place = {object, ny_steps[step].date, 0};

	return place;
}

struct caselint_ref
step_place(const struct ny_case *record, enum ny_step step)
{
	struct caselint_ref place = {record, ny_steps[step].part, 0};

	if (ny_steps[step].date == CASELINT_WHOLE || step_part(record, step) == NULL)
		return place;
	place.in = step_part(record, step);
	place.member = ny_steps[step].scope == SCOPE_RECORD ? ny_steps[step].date : CASELINT_WHOLE;
	return place;
}

const struct caselint_text *
step_name(const struct ny_parameters *p, enum ny_step step)
{
	return member_at(p, ny_steps[step].name);
}
