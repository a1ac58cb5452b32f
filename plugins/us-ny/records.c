/* The tables that bind New York's elements to the structs of records.h. */
#include "records.h"

static const struct caselint_field eligibility_fields[] = {
    CASELINT_FIELD(struct ny_eligibility, code, "@code", CASELINT_CODE, 0),
    CASELINT_FIELD(struct ny_eligibility, from, "@from", CASELINT_DATE, 0),
    CASELINT_FIELD(struct ny_eligibility, to, "@to", CASELINT_DATE, 0),
};
static const struct caselint_table eligibility_table = {
    "Eligibility", CASELINT_ARRAY(eligibility_fields), {NULL, 0, 0}, sizeof(struct ny_eligibility), 0};

static const struct caselint_field closed_fields[] = {
    CASELINT_FIELD(struct ny_closed, wms_number, "@wmsCaseNumber", CASELINT_ID, 0),
    CASELINT_FIELD(struct ny_closed, case_type, "@caseType", CASELINT_CODE, 0),
    CASELINT_FIELD(struct ny_closed, connections_status, "@connectionsStatus", CASELINT_CODE, 0),
    CASELINT_FIELD(struct ny_closed, connections_id, "@connectionsCaseId", CASELINT_ID, 0),
    CASELINT_FIELD(struct ny_closed, closed_on, "@closedOn", CASELINT_DATE, 0),
    CASELINT_NESTED(struct ny_closed, eligibility, "Eligibility", CASELINT_LIST, &eligibility_table, 0),
};
static const struct caselint_table closed_table = {
    "ClosedCase", CASELINT_ARRAY(closed_fields), {NULL, 0, 0}, sizeof(struct ny_closed), 0};

static const struct caselint_field service_fields[] = {
    CASELINT_FIELD(struct ny_service, id, "@id", CASELINT_ID, 0),
    CASELINT_FIELD(struct ny_service, person_id, "@personId", CASELINT_ID, 0),
    CASELINT_FIELD(struct ny_service, kind, "@kind", CASELINT_CODE, 0),
    CASELINT_FIELD(struct ny_service, code, "@serviceCode", CASELINT_CODE, 0),
    CASELINT_FIELD(struct ny_service, reason, "@reason", CASELINT_CODE, 0),
    CASELINT_FIELD(struct ny_service, from, "@from", CASELINT_DATE, 0),
    CASELINT_FIELD(struct ny_service, to, "@to", CASELINT_DATE, 0),
    CASELINT_FIELD(struct ny_service, units, "@units", CASELINT_COUNT, 0),
    CASELINT_FIELD(struct ny_service, unit_rate, "UnitRate", CASELINT_MONEY, 0),
    CASELINT_FIELD(struct ny_service, amount, "Amount", CASELINT_MONEY, 0),
};
static const struct caselint_table service_table = {
    "MissedService", CASELINT_ARRAY(service_fields), {NULL, 0, 0}, sizeof(struct ny_service), 0};

static const struct caselint_field person_fields[] = {
    CASELINT_FIELD(struct ny_person, person_id, "@personId", CASELINT_ID, 0),
    CASELINT_FIELD(struct ny_person, kind, "@kind", CASELINT_CODE, 0),
    CASELINT_FIELD(struct ny_person, beneficiary, "@beneficiary", CASELINT_BOOLEAN, 0),
    CASELINT_FIELD(struct ny_person, birth_date, "PersonBirthDate", CASELINT_DATE, CASELINT_PRIVATE),
};
static const char *const person_ignored[] = {
    "PersonName/PersonGivenName",
    "PersonName/PersonMiddleName",
    "PersonName/PersonSurName",
};
static const struct caselint_table person_table = {
    "Person", CASELINT_ARRAY(person_fields), CASELINT_ARRAY(person_ignored), sizeof(struct ny_person), 0};

static const struct caselint_field bcfi_fields[] = {
    CASELINT_FIELD(struct ny_bcfi, completed_on, "@completedOn", CASELINT_DATE, 0),
    CASELINT_FIELD(struct ny_bcfi, choices, "@choices", CASELINT_COUNT, 0),
};
static const struct caselint_table bcfi_table = {
    "Bcfi", CASELINT_ARRAY(bcfi_fields), {NULL, 0, 0}, sizeof(struct ny_bcfi), 0};

static const struct caselint_field link_fields[] = {
    CASELINT_FIELD(struct ny_link, connections_id, "@connectionsCaseId", CASELINT_ID, 0),
};
static const struct caselint_table link_table = {
    "LinkedCase", CASELINT_ARRAY(link_fields), {NULL, 0, 0}, sizeof(struct ny_link), 0};

static const struct caselint_field intake_fields[] = {
    CASELINT_FIELD(struct ny_intake, id, "@id", CASELINT_ID, 0),
    CASELINT_FIELD(struct ny_intake, stage_type, "@stageType", CASELINT_CODE, 0),
    CASELINT_FIELD(struct ny_intake, source, "@sourceWorkerId", CASELINT_ID, CASELINT_PRIVATE),
    CASELINT_FIELD(struct ny_intake, outcome, "@outcome", CASELINT_CODE, 0),
    CASELINT_FIELD(struct ny_intake, entered_on, "@enteredOn", CASELINT_DATE, 0),
    CASELINT_FIELD(struct ny_intake, preventive_only, "@preventiveOnly", CASELINT_BOOLEAN, 0),
    CASELINT_FIELD(struct ny_intake, signed_on, "@applicationSignedOn", CASELINT_DATE, 0),
    CASELINT_FIELD(struct ny_intake, opened_on, "@openedOn", CASELINT_DATE, 0),
    CASELINT_FIELD(struct ny_intake, narrative, "Narrative", CASELINT_PRESENCE, CASELINT_PRIVATE),
    CASELINT_NESTED(struct ny_intake, people, "Person", CASELINT_LIST, &person_table, 0),
    CASELINT_NESTED(struct ny_intake, bcfi, "Bcfi", CASELINT_RECORD, &bcfi_table, 0),
    CASELINT_NESTED(struct ny_intake, link, "LinkedCase", CASELINT_RECORD, &link_table, 0),
};
static const struct caselint_table intake_table = {
    "FamilyServicesIntake", CASELINT_ARRAY(intake_fields), {NULL, 0, 0}, sizeof(struct ny_intake), 0};

static const struct caselint_field fasp_fields[] = {
    CASELINT_FIELD(struct ny_fasp, kind, "@kind", CASELINT_CODE, 0),
    CASELINT_FIELD(struct ny_fasp, occurred_on, "@occurredOn", CASELINT_DATE, 0),
};
static const struct caselint_table fasp_table = {
    "FaspEvent", CASELINT_ARRAY(fasp_fields), {NULL, 0, 0}, sizeof(struct ny_fasp), 0};

static const struct caselint_field tracked_fields[] = {
    CASELINT_FIELD(struct ny_tracked, person_id, "@personId", CASELINT_ID, 0),
    CASELINT_FIELD(struct ny_tracked, status, "@status", CASELINT_CODE, 0),
};
static const struct caselint_table tracked_table = {
    "TrackedChildDetail", CASELINT_ARRAY(tracked_fields), {NULL, 0, 0}, sizeof(struct ny_tracked), 0};

static const struct caselint_field stage_fields[] = {
    CASELINT_FIELD(struct ny_stage, id, "@id", CASELINT_ID, 0),
    CASELINT_FIELD(struct ny_stage, intake_id, "@intakeId", CASELINT_ID, 0),
    CASELINT_FIELD(struct ny_stage, caretaker, "@primaryCaretakerId", CASELINT_ID, 0),
    CASELINT_FIELD(struct ny_stage, close_reason, "@closeReason", CASELINT_TEXT, 0),
    CASELINT_FIELD(struct ny_stage, app_reg_on, "@appRegOn", CASELINT_DATE, 0),
    CASELINT_FIELD(struct ny_stage, closed_on, "@closedOn", CASELINT_DATE, 0),
    CASELINT_NESTED(struct ny_stage, fasp, "FaspEvent", CASELINT_LIST, &fasp_table, 0),
    CASELINT_NESTED(struct ny_stage, tracked, "TrackedChildDetail", CASELINT_LIST, &tracked_table, 0),
};
static const struct caselint_table stage_table = {
    "FamilyServicesStage", CASELINT_ARRAY(stage_fields), {NULL, 0, 0}, sizeof(struct ny_stage), 0};

static const struct caselint_field direct_fields[] = {
    CASELINT_FIELD(struct ny_direct, id, "@id", CASELINT_ID, 0),
    CASELINT_FIELD(struct ny_direct, authorized_by, "@authorizedBy", CASELINT_ID, CASELINT_PRIVATE),
    CASELINT_FIELD(struct ny_direct, authorized_on, "@authorizedOn", CASELINT_DATE, 0),
};
static const struct caselint_table direct_table = {
    "DirectServiceLine", CASELINT_ARRAY(direct_fields), {NULL, 0, 0}, sizeof(struct ny_direct), 0};

static const struct caselint_field pos_fields[] = {
    CASELINT_FIELD(struct ny_pos, id, "@id", CASELINT_ID, 0),
    CASELINT_FIELD(struct ny_pos, service_id, "@missedServiceId", CASELINT_ID, 0),
    CASELINT_FIELD(struct ny_pos, issue, "@issue", CASELINT_CODE, 0),
    CASELINT_FIELD(struct ny_pos, code, "@serviceCode", CASELINT_CODE, 0),
    CASELINT_FIELD(struct ny_pos, person_id, "@personId", CASELINT_ID, 0),
    CASELINT_FIELD(struct ny_pos, authorized_by, "@authorizedBy", CASELINT_ID, CASELINT_PRIVATE),
    CASELINT_FIELD(struct ny_pos, from, "@from", CASELINT_DATE, 0),
    CASELINT_FIELD(struct ny_pos, to, "@to", CASELINT_DATE, 0),
    CASELINT_FIELD(struct ny_pos, authorized_on, "@authorizedOn", CASELINT_DATE, 0),
    CASELINT_FIELD(struct ny_pos, amount, "Amount", CASELINT_MONEY, 0),
};
static const struct caselint_table pos_table = {
    "PosLine", CASELINT_ARRAY(pos_fields), {NULL, 0, 0}, sizeof(struct ny_pos), 0};

static const struct caselint_field payment_fields[] = {
    CASELINT_FIELD(struct ny_payment, id, "@id", CASELINT_ID, 0),
    CASELINT_FIELD(struct ny_payment, line_id, "@posLineId", CASELINT_ID, 0),
    CASELINT_FIELD(struct ny_payment, kind, "@kind", CASELINT_CODE, 0),
    CASELINT_FIELD(struct ny_payment, issued_on, "@issuedOn", CASELINT_DATE, 0),
    CASELINT_FIELD(struct ny_payment, check_cut_on, "@checkCutOn", CASELINT_DATE, 0),
    CASELINT_FIELD(struct ny_payment, amount, "Amount", CASELINT_MONEY, 0),
};
static const struct caselint_table payment_table = {
    "BicsPayment", CASELINT_ARRAY(payment_fields), {NULL, 0, 0}, sizeof(struct ny_payment), 0};

static const struct caselint_field wms_fields[] = {
    CASELINT_FIELD(struct ny_wms, application_id, "@applicationId", CASELINT_ID, 0),
    CASELINT_FIELD(struct ny_wms, wms_number, "@wmsCaseNumber", CASELINT_ID, 0),
    CASELINT_FIELD(struct ny_wms, processed_on, "@applicationProcessedOn", CASELINT_DATE, 0),
    CASELINT_FIELD(struct ny_wms, entry_on, "@fullDataEntryOn", CASELINT_DATE, 0),
    CASELINT_FIELD(struct ny_wms, reuse_engaged, "@reuseNumberEngaged", CASELINT_BOOLEAN, 0),
    CASELINT_FIELD(struct ny_wms, closed_on, "@closedOn", CASELINT_DATE, 0),
    CASELINT_NESTED(struct ny_wms, eligibility, "Eligibility", CASELINT_LIST, &eligibility_table, 0),
    CASELINT_NESTED(struct ny_wms, direct, "DirectServiceLine", CASELINT_LIST, &direct_table, 0),
    CASELINT_NESTED(struct ny_wms, lines, "PosLine", CASELINT_LIST, &pos_table, 0),
    CASELINT_NESTED(struct ny_wms, payments, "BicsPayment", CASELINT_LIST, &payment_table, 0),
};
static const struct caselint_table wms_table = {
    "WmsCase", CASELINT_ARRAY(wms_fields), {NULL, 0, 0}, sizeof(struct ny_wms), 0};

static const struct caselint_field case_fields[] = {
    CASELINT_FIELD(struct ny_case, id, "@id", CASELINT_ID, CASELINT_RECORD_ID | CASELINT_REQUIRED),
    CASELINT_FIELD(struct ny_case, district, "@district", CASELINT_CODE, CASELINT_GROUP),
    CASELINT_NESTED(struct ny_case, closed, "ClosedCase", CASELINT_RECORD, &closed_table, 0),
    CASELINT_NESTED(struct ny_case, services, "MissedService", CASELINT_LIST, &service_table, 0),
    CASELINT_NESTED(struct ny_case, intake, "FamilyServicesIntake", CASELINT_RECORD, &intake_table, 0),
    CASELINT_NESTED(struct ny_case, stage, "FamilyServicesStage", CASELINT_RECORD, &stage_table, 0),
    CASELINT_NESTED(struct ny_case, wms, "WmsCase", CASELINT_RECORD, &wms_table, 0),
};
const struct caselint_table ny_case_table = {
    "RetroPaymentCase", CASELINT_ARRAY(case_fields), {NULL, 0, 0}, sizeof(struct ny_case), 0};
