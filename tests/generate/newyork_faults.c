/*
 * Faults of New York's records, and what the letter says of each. In a closed record every
 * step left out has been passed over by a later one, and fails; the kinds of records say
 * where that is so.
 */
#include "newyork.h"

#define DAY(member, value) SET_DAY(ny_case, member, value)
#define CENTS(member, value) SET_MONEY(ny_case, member, value)
#define TEXT(member, value) SET_TEXT(ny_case, member, value)
#define FLAG(member, value) SET_FLAG(ny_case, member, value)
#define SHIFT(member, other, days) SHIFT_DAY(ny_case, member, other, days)
#define SUM(member, other, cents) SUM_MONEY(ny_case, member, other, cents)

static struct ny_case *
case_in(struct group *group, uint32_t slot)
{
	return group->slots[slot].record;
}

/* ---- What needs more than members set ------------------------------------------------ */

static bool
nothing_missed(struct group *group, uint32_t slot)
{
	struct ny_case *record = case_in(group, slot);
	uint32_t i = 0;

	for (i = 0; i < NY_SERVICES_MAX; i++)
		record->services[i].there = false;
	return true;
}

static bool
nobody_listed(struct group *group, uint32_t slot)
{
	struct ny_case *record = case_in(group, slot);
	uint32_t i = 0;

	for (i = 0; i < NY_PEOPLE_MAX; i++)
		record->people[i].there = false;
	return true;
}

/* The second line and its payment; the service of the first still has its own. */
static bool
second_line_missing(struct group *group, uint32_t slot)
{
	struct ny_case *record = case_in(group, slot);

	if (!record->lines[1].there)
		return false;
	record->lines[1].there = false;
	record->payments[1].there = false;
	return true;
}

static bool
payment_twice(struct group *group, uint32_t slot)
{
	struct ny_case *record = case_in(group, slot);

	record->payments[NY_SERVICES_MAX] = record->payments[0];
	record->payments[NY_SERVICES_MAX].id = "B-9";
	return true;
}

static bool
payment_of_no_line(struct group *group, uint32_t slot)
{
	struct ny_case *record = case_in(group, slot);

	record->payments[NY_SERVICES_MAX] = record->payments[0];
	record->payments[NY_SERVICES_MAX].id = "B-9";
	record->payments[NY_SERVICES_MAX].line = "L-9";
	return true;
}

static bool
missed_amount_unknown(struct group *group, uint32_t slot)
{
	struct ny_service *service = &case_in(group, slot)->services[0];

	service->rate = NO_MONEY;
	service->amount = NO_MONEY;
	return true;
}

static bool
missed_amount_unreadable(struct group *group, uint32_t slot)
{
	struct ny_service *service = &case_in(group, slot)->services[0];

	if (service->units != NO_COUNT)
		service->rate = BAD_MONEY;
	else
		service->amount = BAD_MONEY;
	return true;
}

static bool
closed_after_export(struct group *group, uint32_t slot)
{
	case_in(group, slot)->wms_closed_on = group->exported_on + 7;
	return true;
}

static bool
has_id_of_another(struct group *group, uint32_t slot)
{
	struct ny_group *own = (struct ny_group *)group;

	if (!own->is_before_right)
		return false;
	memcpy(case_in(group, slot)->own_id, own->id_before, sizeof own->id_before);
	return true;
}

static bool
unknown_element(struct group *group, uint32_t slot)
{
	case_in(group, slot)->has_unknown_element = true;
	return true;
}

static bool
broken(struct group *group, uint32_t slot)
{
	case_in(group, slot)->is_broken = true;
	return true;
}

/* ---- The table ------------------------------------------------------------------------- */

const struct fault newyork_faults[] = {
    /* P0: what the procedure is for. */
    EDITED("prior-case-open", NY_NEVER, "NYS-APP-01", DAY(prior_closed_on, NO_DATE)),
    EDITED("linked-case-open", NY_LINKED, "NYS-APP-01 NYS-FSI-14", DAY(prior_closed_on, NO_DATE)),
    EDITED("prior-case-closed-later", NY_ALL, "NYS-APP-01 NYS-ORD-01", SHIFT(prior_closed_on, entered_on, 1)),
    EDITED("case-type-other", NY_ALL, "NYS-APP-02", TEXT(case_type, "assistance")),
    EDITED("case-type-absent", NY_ALL, "?NYS-APP-02", TEXT(case_type, NULL)),
    PLANTED("nothing-missed", NY_ALL, "NYS-APP-03 NYS-WMS-09", nothing_missed),
    EDITED("reason-other", NY_ALL, "NYS-APP-03", TEXT(services[0].reason, "duplicate")),
    EDITED("reason-absent", NY_ALL, "?NYS-APP-03", TEXT(services[0].reason, NULL)),

    /* FSI: the intake. */
    EDITED("source-absent", NY_ALL, "NYS-FSI-01", FLAG(has_source, 0)),
    EDITED("source-did-not-authorize", NY_ALL, "NYS-FSI-02", FLAG(is_source_other, 1)),
    EDITED("person-without-kind", NY_ADULT, "NYS-FSI-03", FLAG(people[3].there, 1), TEXT(people[3].id, "P-4"),
	DAY(people[3].birth_date, NO_DATE)),
    EDITED("person-without-id", NY_ALL, "NYS-FSI-03", FLAG(people[3].there, 1), TEXT(people[3].kind, "child"),
	DAY(people[3].birth_date, NO_DATE)),
    PLANTED("nobody-listed", NY_CHILDREN, "NYS-FSI-03 NYS-FSI-04", nobody_listed),
    EDITED("payee-not-listed", NY_ALL, "NYS-FSI-04", TEXT(services[0].person, "P-9"), TEXT(lines[0].person, "P-9")),
    EDITED("payee-not-marked", NY_ALL, "NYS-FSI-04", TEXT(people[0].beneficiary, "false")),
    EDITED("adult-without-child", NY_ADULT, "NYS-FSI-05", FLAG(people[1].there, 0), FLAG(people[2].there, 0)),
    EDITED("narrative-absent", NY_ALL, "NYS-FSI-06", TEXT(narrative[0], NULL)),
    EDITED("narrative-blank", NY_ALL, "NYS-FSI-06", TEXT(narrative[0], " "), TEXT(narrative[1], ""),
	TEXT(narrative[2], " ")),
    EDITED("bcfi-absent", NY_ALL, "NYS-FSI-08", FLAG(has_bcfi, 0)),
    EDITED("bcfi-not-completed", NY_ALL, "NYS-FSI-08", DAY(bcfi_on, NO_DATE)),
    EDITED("bcfi-without-choice", NY_ALL, "NYS-FSI-08", TEXT(choices, "0")),
    EDITED("bcfi-choices-absent", NY_ALL, "?NYS-FSI-08", TEXT(choices, NULL)),
    EDITED("stage-type-other", NY_ALL, "NYS-FSI-09", TEXT(stage_type, "ADVPO")),
    EDITED("stage-type-absent", NY_ALL, "NYS-FSI-09", TEXT(stage_type, NULL)),
    EDITED("preventive-only", NY_ALL, "NYS-FSI-10", TEXT(preventive_only, "true")),
    EDITED("preventive-only-absent", NY_ALL, "NYS-FSI-10", TEXT(preventive_only, NULL)),
    EDITED("signed-after-entry", NY_ALL, "NYS-FSI-11", SHIFT(signed_on, entered_on, 1)),
    EDITED("application-not-signed", NY_ALL, "NYS-FSI-11", DAY(signed_on, NO_DATE)),
    EDITED("back-dated", NY_ALL, "NYS-FSI-11 NYS-FSI-12", SHIFT(signed_on, entered_on, -1)),
    EDITED("back-dated-into-service", NY_ALL, "NYS-FSI-11 NYS-FSI-12", SHIFT(signed_on, services[0].to, 0)),
    EDITED("not-linked", NY_LINKED, "NYS-FSI-13", TEXT(link, NULL)),
    EDITED("status-absent", NY_ALL, "?NYS-FSI-13", TEXT(status, NULL)),
    EDITED("linked-to-other-case", NY_LINKED, "?NYS-FSI-14 NYS-FSI-15", TEXT(link, "19999999")),
    EDITED("linked-but-never-there", NY_LINKED, "NYS-FSI-16", TEXT(status, "never")),
    EDITED("outcome-other", NY_ALL, "NYS-FSI-17", TEXT(outcome, "closed")),
    EDITED("outcome-absent", NY_ALL, "?NYS-FSI-17", TEXT(outcome, NULL)),
    EDITED("opening-undated", NY_ALL, "NYS-FSI-17", DAY(opened_on, NO_DATE)),

    /* FSS: the stage. */
    EDITED("stage-of-other-intake", NY_ALL, "NYS-FSS-01", TEXT(stage_intake, "FSI-other")),
    EDITED("stage-intake-absent", NY_ALL, "?NYS-FSS-01", TEXT(stage_intake, NULL)),
    EDITED("stage-missing", NY_DONE, "NYS-FSS-01 NYS-FSS-10 NYS-WMS-12", FLAG(has_stage, 0)),
    EDITED("app-reg-missing", NY_ALL, "NYS-FSS-02", DAY(app_reg_on, NO_DATE)),
    EDITED("caretaker-absent", NY_ADULT, "NYS-FSS-03", TEXT(caretaker, NULL)),
    EDITED("caretaker-not-listed", NY_ADULT, "NYS-FSS-03", TEXT(caretaker, "P-9")),
    EDITED("caretaker-is-child", NY_ADULT, "NYS-FSS-03", TEXT(caretaker, "P-2")),
    EDITED("caretaker-of-children", NY_CHILDREN, "NYS-FSS-04", TEXT(caretaker, "P-1")),
    EDITED("fasp-touched", NY_ALL, "NYS-FSS-05", TEXT(fasp_kind, "opened"), SHIFT(fasp_on, opened_on, 1)),
    EDITED("tracked-completed", NY_ALL, "NYS-FSS-06", TEXT(tracked_person, "P-1"), TEXT(tracked_status, "completed")),
    EDITED("tracked-started", NY_ALL, "NYS-FSS-06", TEXT(tracked_person, "P-1"), TEXT(tracked_status, "started")),
    EDITED("tracked-status-absent", NY_ALL, "?NYS-FSS-06", TEXT(tracked_person, "P-1")),
    EDITED("authorized-after-closing", NY_DONE, "NYS-FSS-07", SHIFT(direct_on, stage_closed_on, 1)),
    EDITED("check-after-closing", NY_DONE, "NYS-FSS-08", SHIFT(payments[0].cut_on, stage_closed_on, 1)),
    EDITED("check-not-cut", NY_DONE, "NYS-FSS-08", DAY(payments[0].cut_on, NO_DATE)),
    EDITED("close-reason-other", NY_DONE, "NYS-FSS-09", TEXT(close_reason, "Moved away")),
    EDITED("close-reason-absent", NY_DONE, "?NYS-FSS-09", TEXT(close_reason, NULL)),
    EDITED("nothing-closed", NY_DONE, "NYS-FSS-10", DAY(stage_closed_on, NO_DATE), TEXT(close_reason, NULL),
	DAY(wms_closed_on, NO_DATE)),
    EDITED(
	"stage-not-closed", NY_DONE, "NYS-FSS-10 NYS-WMS-12", DAY(stage_closed_on, NO_DATE), TEXT(close_reason, NULL)),

    /* WMS: the services case. */
    EDITED("application-not-processed", NY_ALL, "NYS-WMS-01", DAY(processed_on, NO_DATE)),
    EDITED("application-id-absent", NY_ALL, "?NYS-WMS-01", FLAG(has_application_id, 0)),
    EDITED("full-data-entry-missing", NY_ALL, "NYS-WMS-02", DAY(entry_on, NO_DATE)),
    EDITED("number-not-reused", NY_ALL, "NYS-WMS-03", TEXT(reuse, "false")),
    EDITED("reuse-absent", NY_ALL, "?NYS-WMS-03", TEXT(reuse, NULL)),
    EDITED("number-other", NY_ALL, "NYS-WMS-04", TEXT(wms_number, "S-other")),
    EDITED("number-absent", NY_ALL, "?NYS-WMS-04", TEXT(wms_number, NULL)),
    EDITED("eligibility-other", NY_ALL, "NYS-WMS-05", TEXT(now.code, "99")),
    EDITED("eligibility-of-no-period", NY_ALL, "?NYS-WMS-05", FLAG(then[1].there, 0)),
    EDITED("direct-missing", NY_DONE, "NYS-WMS-06", FLAG(has_direct, 0)),
    EDITED("direct-not-authorized", NY_DONE, "NYS-FSS-07 NYS-WMS-06", DAY(direct_on, NO_DATE)),
    PLANTED("line-missing", NY_DONE, "NYS-WMS-07", second_line_missing),
    EDITED("line-recurring", NY_ALL, "NYS-WMS-08", TEXT(lines[0].issue, "recurring")),
    EDITED("line-issue-absent", NY_ALL, "?NYS-WMS-08", TEXT(lines[0].issue, NULL)),
    EDITED("line-other-service-code", NY_ALL, "NYS-WMS-09", TEXT(lines[0].code, "98")),
    EDITED("line-other-period", NY_ALL, "NYS-WMS-09", SHIFT(lines[0].to, services[0].to, -1)),
    EDITED("line-other-person", NY_ALL, "NYS-WMS-09", TEXT(lines[0].person, "P-2")),
    EDITED("line-code-absent", NY_ALL, "?NYS-WMS-09", TEXT(lines[0].code, NULL)),
    EDITED(
	"line-of-no-service", NY_DONE, "?NYS-WMS-07 NYS-WMS-09 ?NYS-PAY-01 ?NYS-PAY-02", TEXT(lines[0].service, NULL)),
    EDITED("service-end-absent", NY_ALL, "?NYS-FSI-12 ?NYS-WMS-05 ?NYS-WMS-09", DAY(services[0].to, NO_DATE)),
    EDITED("payment-recurring", NY_DONE, "NYS-WMS-10", TEXT(payments[0].kind, "recurring")),
    EDITED("payment-kind-absent", NY_DONE, "?NYS-WMS-10", TEXT(payments[0].kind, NULL)),
    EDITED("payment-missing", NY_DONE, "NYS-FSS-08 NYS-WMS-10", FLAG(payments[0].there, 0)),
    EDITED("payment-short", NY_DONE, "NYS-WMS-11", SUM(payments[0].cents, lines[0].cents, -1)),
    EDITED("payment-over", NY_DONE, "NYS-WMS-11 NYS-PAY-02", SUM(payments[0].cents, lines[0].cents, 1)),
    PLANTED("payment-twice", NY_DONE, "NYS-WMS-11 NYS-PAY-02", payment_twice),
    PLANTED("payment-of-no-line", NY_DONE, "NYS-WMS-11", payment_of_no_line),
    EDITED("line-short", NY_DONE, "NYS-PAY-01", SUM(lines[0].cents, services[0].missed, -1),
	SUM(payments[0].cents, services[0].missed, -1)),
    EDITED("line-over", NY_DONE, "NYS-PAY-01 NYS-PAY-02", SUM(lines[0].cents, services[0].missed, 1),
	SUM(payments[0].cents, services[0].missed, 1)),
    PLANTED("missed-amount-unknown", NY_DONE, "?NYS-PAY-01 ?NYS-PAY-02", missed_amount_unknown),
    EDITED("wms-closed-before-stage", NY_DONE, "NYS-WMS-12", SHIFT(wms_closed_on, stage_closed_on, -1)),
    EDITED("wms-not-closed", NY_DONE, "NYS-WMS-13", DAY(wms_closed_on, NO_DATE)),

    /* The order of dates. */
    EDITED("opened-before-signed", NY_ALL, "NYS-ORD-02", SHIFT(opened_on, signed_on, -1)),
    EDITED("app-reg-before-opening", NY_ALL, "NYS-ORD-03", SHIFT(app_reg_on, opened_on, -1)),
    EDITED("processed-before-app-reg", NY_ALL, "NYS-ORD-04", SHIFT(processed_on, app_reg_on, -1)),
    EDITED("entry-before-processed", NY_ALL, "NYS-ORD-04", SHIFT(entry_on, processed_on, -1)),
    EDITED("authorized-before-entry", NY_ALL, "NYS-ORD-05", SHIFT(lines[0].authorized_on, entry_on, -1)),
    EDITED("issued-before-authorized", NY_DONE, "NYS-ORD-06", SHIFT(payments[0].issued_on, lines[0].authorized_on, -1)),
    EDITED("cut-before-issued", NY_DONE, "NYS-ORD-06", SHIFT(payments[0].cut_on, payments[0].issued_on, -1)),
    EDITED("service-after-prior-closing", NY_ALL, "NYS-ORD-09", SHIFT(prior_closed_on, services[0].to, -1)),
    PLANTED("closed-after-export", NY_DONE, "NYS-ORD-10", closed_after_export),

    /* Form: what the schema and XML ask for. */
    FORM_PLANTED("ny-unknown-element", NY_ALL, "CL-SCHEMA-ELEMENT", false, unknown_element),
    FORM_EDITED("ny-district-absent", NY_ALL, "", "CL-SCHEMA-MISSING", TEXT(district, NULL)),
    FORM_EDITED("ny-date-unreadable", NY_ALL, "", "CL-SCHEMA-VALUE", DAY(people[0].birth_date, BAD_DATE)),
    {.name = "ny-amount-unreadable",
	.kinds = NY_DONE,
	.changes = "?NYS-PAY-01 ?NYS-PAY-02",
	.input = "CL-SCHEMA-VALUE",
	.plant = missed_amount_unreadable},
    FORM_PLANTED("ny-duplicate-id", NY_ALL, "CL-INPUT-DUPLICATE-ID", false, has_id_of_another),
    FORM_PLANTED("ny-record-broken", NY_ALL, "CL-INPUT-RECORD-BROKEN", true, broken),
    {.name = NULL},
};
