/* New York records in which every step so far was done right; see newyork.h. */
#include "newyork.h"

#include <stdio.h>

#include "base/date.h"
#include "names.h"

#define PICK(random, list) ((list)[random_below((random), sizeof(list) / sizeof((list)[0]))])

static const char *const service_ids[NY_SERVICES_MAX] = {"MS-1", "MS-2", "MS-3", "MS-4"};
static const char *const line_ids[NY_SERVICES_MAX] = {"L-1", "L-2", "L-3", "L-4"};
static const char *const payment_ids[NY_SERVICES_MAX] = {"B-1", "B-2", "B-3", "B-4"};
static const char *const person_ids[NY_PEOPLE_MAX] = {"P-1", "P-2", "P-3", "P-4"};

static int32_t
first_of_month(int32_t month)
{
	return date_from_parts((struct date_parts){1970 + month / 12, month % 12 + 1, 1});
}

/* ---- The closed case and what was missed -------------------------------------- */

/* Returns the month of the closing. */
static int32_t
make_closed(struct ny_case *record, struct random *random, bool is_linked)
{
	static const char *const codes[] = {"02", "04", "06", "14"};
	int32_t month = MONTH_2008(1) - (int32_t)random_below(random, 4);
	const char *code = PICK(random, codes);

	record->closed_number = record->number_text;
	record->case_type = "services";
	record->prior_closed_on = first_of_month(month + 1) - 1 - (int32_t)random_below(random, 20);
	record->status = !is_linked ? "never" : random_chance(random, 70) ? "opened" : "converted";
	record->connections_id = is_linked ? record->connections_text : NULL;
	record->then[0] = (struct ny_eligibility){
	    random_chance(random, 40), "01", first_of_month(MONTH_2008(-24)), first_of_month(MONTH_2008(-12)) - 1};
	record->then[1] = (struct ny_eligibility){true, code, first_of_month(MONTH_2008(-12)), record->prior_closed_on};
	return month;
}

/* A full month each, the latest first, all before the month of the closing. */
static void
make_service(struct ny_case *record, struct random *random, uint32_t index, int32_t month, const char *kind)
{
	static const char *const codes[] = {"17", "22", "31", "40"};
	struct ny_service *service = &record->services[index];

	*service = (struct ny_service){true, service_ids[index], "P-1", kind, PICK(random, codes),
	    random_chance(random, 70) ? "missed" : "additional", first_of_month(month), first_of_month(month + 1) - 1,
	    NO_COUNT, NO_MONEY, NO_MONEY, 0};
	if (random_chance(random, 50)) {
		service->units = 1 + (int32_t)random_below(random, 40);
		service->rate = 500 + random_below(random, 12000);
		service->missed = service->units * service->rate;
	} else {
		service->amount = 1000 + random_below(random, 200000);
		service->missed = service->amount;
	}
}

static void
make_services(struct ny_case *record, struct random *random, int32_t month)
{
	uint32_t purchased = 1 + random_below(random, 3);
	uint32_t i = 0;

	for (i = 0; i < purchased; i++)
		make_service(record, random, i, month - (int32_t)i, "purchased");
	if (random_chance(random, 20))
		make_service(record, random, i, month - (int32_t)i, "direct");
}

/* ---- The intake ------------------------------------------------------------------ */

static void
make_person(struct ny_case *record, struct random *random, uint32_t index, bool is_adult, bool is_paid)
{
	int32_t days =
	    is_adult ? 7300 + (int32_t)random_below(random, 12000) : 200 + (int32_t)random_below(random, 5500);

	record->people[index] = (struct ny_person){true, person_ids[index], is_adult ? "adult" : "child",
	    is_paid      ? "true"
	    : index == 1 ? "false"
			 : NULL,
	    NULL, NULL, JAN_2008(1) - days};
	if (random_chance(random, 50)) {
		record->people[index].given = given_name(random);
		record->people[index].sur = sur_name(random);
	}
}

static void
make_people(struct ny_case *record, struct random *random, bool is_adult)
{
	make_person(record, random, 0, is_adult, true);
	if (is_adult || random_chance(random, 40))
		make_person(record, random, 1, false, false);
	if (is_adult && random_chance(random, 40))
		make_person(record, random, 2, false, false);
}

static void
make_intake(struct ny_case *record, struct random *random)
{
	static const char *const begins[] = {
	    "Synthetic text. ", "Synthetic text: ", "Synthetic text, written for a test. "};
	static const char *const middles[] = {"A month of service was delivered and not paid before the case closed.",
	    "The provider's invoice came after the closing of the case; the service had been authorized.",
	    "The payee had moved, and the last check was returned &amp; voided.",
	    "An additional month of service was delivered under the old plan."};
	static const char *const ends[] = {
	    "", " The provider confirmed the units.", " A supervisor reviewed the amount."};

	record->intake = record->intake_text;
	record->stage_type = "CWS";
	record->preventive_only = "false";
	record->outcome = "openedForServices";
	record->worker = 10 + random_below(random, 900);
	record->has_source = true;
	record->entered_on = FEB_2008(4) + (int32_t)random_below(random, 24);
	record->signed_on = record->entered_on;
	record->opened_on = record->entered_on + 1 + (int32_t)random_below(random, 2);
	record->narrative[0] = PICK(random, begins);
	record->narrative[1] = PICK(random, middles);
	record->narrative[2] = PICK(random, ends);
	record->has_bcfi = true;
	record->bcfi_on = record->entered_on;
	record->choices = random_chance(random, 60) ? "1" : "3";
	record->link = record->connections_id;
}

/* ---- Stage, WMS case, payments -------------------------------------------------------- */

static void
make_application(struct ny_case *record, struct random *random, bool is_adult, uint64_t number)
{
	record->has_stage = true;
	record->stage_intake = record->intake_text;
	record->caretaker = is_adult ? "P-1" : NULL;
	record->app_reg_on = record->opened_on + (int32_t)random_below(random, 3);
	record->stage_closed_on = NO_DATE;
	record->application = number;
	record->has_application_id = true;
	record->processed_on = record->app_reg_on + (int32_t)random_below(random, 3);
	record->entry_on = record->processed_on + (int32_t)random_below(random, 5);
	record->wms_closed_on = NO_DATE;
	record->reuse = "true";
	record->wms_number = record->number_text;
	record->now =
	    (struct ny_eligibility){true, record->then[1].code, record->then[1].from, record->prior_closed_on};
	record->has_direct = true;
	record->direct_on = record->entry_on + (int32_t)random_below(random, 3);
}

static void
make_lines(struct ny_case *record, struct random *random)
{
	uint32_t i = 0;

	for (i = 0; i < NY_SERVICES_MAX; i++) {
		const struct ny_service *service = &record->services[i];

		if (service->there && service->kind[0] == 'p')
			record->lines[i] = (struct ny_line){true, line_ids[i], service->id, "single", service->code,
			    service->person, service->from, service->to,
			    record->entry_on + 1 + (int32_t)random_below(random, 3), service->missed};
	}
}

/* Returns the day of the last check. */
static int32_t
make_payments(struct ny_case *record, struct random *random, bool are_cut)
{
	int32_t last = 0;
	uint32_t i = 0;

	for (i = 0; i < NY_SERVICES_MAX; i++) {
		const struct ny_line *line = &record->lines[i];
		int32_t issued = line->authorized_on + 3 + (int32_t)random_below(random, 5);
		int32_t cut = issued + 1 + (int32_t)random_below(random, 2);

		if (!line->there)
			continue;
		record->payments[i] = (struct ny_payment){
		    true, payment_ids[i], line->id, "singleIssue", issued, are_cut ? cut : NO_DATE, line->cents};
		last = cut > last ? cut : last;
	}
	return last;
}

static void
make_closings(struct ny_case *record, struct random *random, int32_t last_check)
{
	static const char *const reasons[] = {"Services no longer necessary", "SERVICES NO LONGER NECESSARY",
	    "\xe2\x80\x9cServices no longer necessary\xe2\x80\x9d"};

	record->stage_closed_on = last_check + (int32_t)random_below(random, 8);
	record->close_reason = random_chance(random, 80) ? reasons[0] : PICK(random, reasons);
	record->wms_closed_on = record->stage_closed_on + (int32_t)random_below(random, 4);
}

/* Seven in eight are closed; the others wait for payments, or for checks. */
void
newyork_make(struct ny_group *group, struct random *random, uint64_t number)
{
	struct ny_case *record = &group->record;
	bool is_linked = random_chance(random, 60);
	bool is_adult = random_chance(random, 60);
	bool is_done = random_below(random, 8) > 0;
	uint32_t kind = (is_linked ? 1U : 0U) + (is_adult ? 2U : 0U) + (is_done ? 4U : 0U);

	memset(record, 0, sizeof *record);
	memset(&group->base, 0, sizeof group->base);
	snprintf(record->own_id, sizeof record->own_id, "NY-%08llu", (unsigned long long)number);
	snprintf(record->number_text, sizeof record->number_text, "S%08llu", (unsigned long long)number);
	snprintf(record->connections_text, sizeof record->connections_text, "25%08llu", (unsigned long long)number);
	snprintf(record->intake_text, sizeof record->intake_text, "FSI-%llu", (unsigned long long)number);
	snprintf(record->district_text, sizeof record->district_text, "A%03u", 10 + random_below(random, 58));
	record->id = record->own_id;
	record->district = record->district_text;
	make_services(record, random, make_closed(record, random, is_linked) - 1);
	make_intake(record, random);
	make_people(record, random, is_adult);
	make_application(record, random, is_adult, number);
	make_lines(record, random);
	if (is_done)
		make_closings(record, random, make_payments(record, random, true));
	else if (random_chance(random, 50))
		(void)make_payments(record, random, false);
	group->base.count = 1;
	group->base.slots[0] = (struct slot){.kind = 1U << (NY_FIRST + kind), .record = record, .id = record->id};
}
