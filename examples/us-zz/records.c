/*
 * How the host fills the structs: a path in the record, a kind, a member. Every path must be in
 * the schema, and every leaf of the schema in a table, here or among what is ignored.
 */
#include "records.h"

#define NOTHING_IGNORED    \
	{                  \
		NULL, 0, 0 \
	}

static const struct caselint_field child_fields[] = {
    CASELINT_FIELD(struct child, name, "ChildName", CASELINT_TEXT, CASELINT_PRIVATE),
};
static const char *const child_ignored[] = {"SchoolGrade"};
static const struct caselint_table child_table = {
    "Child", CASELINT_ARRAY(child_fields), CASELINT_ARRAY(child_ignored), sizeof(struct child), 0};

static const struct caselint_field placement_fields[] = {
    CASELINT_FIELD(struct placement, started_on, "@startedOn", CASELINT_DATE, 0),
    CASELINT_FIELD(struct placement, ended_on, "@endedOn", CASELINT_DATE, 0),
};
static const struct caselint_table placement_table = {
    "Placement", CASELINT_ARRAY(placement_fields), NOTHING_IGNORED, sizeof(struct placement), 0};

static const struct caselint_field allowance_fields[] = {
    CASELINT_FIELD(struct allowance, paid_on, "@paidOn", CASELINT_DATE, 0),
    CASELINT_FIELD(struct allowance, amount, "Amount", CASELINT_MONEY, 0),
};
static const struct caselint_table allowance_table = {
    "Allowance", CASELINT_ARRAY(allowance_fields), NOTHING_IGNORED, sizeof(struct allowance), 0};

static const struct caselint_field request_fields[] = {
    CASELINT_FIELD(struct request, completed_on, "@completedOn", CASELINT_DATE, 0),
    CASELINT_FIELD(struct request, completed_by, "@completedBy", CASELINT_ID, CASELINT_PRIVATE),
    CASELINT_FIELD(struct request, signed_on, "@signedOn", CASELINT_DATE, 0),
    CASELINT_FIELD(struct request, signed_by, "@signedBy", CASELINT_ID, CASELINT_PRIVATE),
};
static const struct caselint_table request_table = {
    "Request", CASELINT_ARRAY(request_fields), NOTHING_IGNORED, sizeof(struct request), 0};

static const struct caselint_field payment_fields[] = {
    CASELINT_FIELD(struct payment, service_code, "@serviceCode", CASELINT_CODE, 0),
    CASELINT_FIELD(struct payment, issued_on, "@issuedOn", CASELINT_DATE, 0),
    CASELINT_FIELD(struct payment, amount, "Amount", CASELINT_MONEY, 0),
};
static const struct caselint_table payment_table = {
    "RetroactivePayment", CASELINT_ARRAY(payment_fields), NOTHING_IGNORED, sizeof(struct payment), 0};

static const struct caselint_field case_fields[] = {
    CASELINT_FIELD(struct allowance_case, id, "@id", CASELINT_ID, CASELINT_RECORD_ID | CASELINT_REQUIRED),
    CASELINT_FIELD(struct allowance_case, county, "@county", CASELINT_CODE, CASELINT_GROUP | CASELINT_REQUIRED),
    CASELINT_NESTED(struct allowance_case, child, "Child", CASELINT_RECORD, &child_table, 0),
    CASELINT_NESTED(struct allowance_case, placement, "Placement", CASELINT_RECORD, &placement_table, 0),
    CASELINT_NESTED(struct allowance_case, allowances, "Allowance", CASELINT_LIST, &allowance_table, 0),
    CASELINT_NESTED(struct allowance_case, request, "Request", CASELINT_RECORD, &request_table, 0),
    CASELINT_NESTED(struct allowance_case, payment, "RetroactivePayment", CASELINT_RECORD, &payment_table, 0),
    CASELINT_FIELD(struct allowance_case, bulletin_on_file, "BulletinOnFile", CASELINT_BOOLEAN, 0),
};
const struct caselint_table case_table = {
    "AllowanceCase", CASELINT_ARRAY(case_fields), NOTHING_IGNORED, sizeof(struct allowance_case), 0};

static const struct caselint_field line_fields[] = {
    CASELINT_FIELD(struct line, case_id, "@caseId", CASELINT_ID, 0),
    CASELINT_FIELD(struct line, state_share, "StateShare", CASELINT_MONEY, 0),
};
static const struct caselint_table line_table = {
    "Line", CASELINT_ARRAY(line_fields), NOTHING_IGNORED, sizeof(struct line), 0};

static const struct caselint_field schedule_fields[] = {
    CASELINT_FIELD(struct claim_schedule, id, "@id", CASELINT_ID, CASELINT_RECORD_ID | CASELINT_REQUIRED),
    CASELINT_FIELD(struct claim_schedule, county, "@county", CASELINT_CODE, CASELINT_GROUP | CASELINT_REQUIRED),
    CASELINT_FIELD(struct claim_schedule, mailed_on, "@mailedOn", CASELINT_DATE, 0),
    CASELINT_NESTED(struct claim_schedule, lines, "Line", CASELINT_LIST, &line_table, 0),
};
const struct caselint_table schedule_table = {
    "ClaimSchedule", CASELINT_ARRAY(schedule_fields), NOTHING_IGNORED, sizeof(struct claim_schedule), 0};

static const struct caselint_field parameter_fields[] = {
    CASELINT_FIELD(struct parameters, month, "month", CASELINT_MONTH, CASELINT_REQUIRED),
    CASELINT_FIELD(struct parameters, placed_on, "placedOn", CASELINT_DATE, CASELINT_REQUIRED),
    CASELINT_FIELD(struct parameters, allowance, "allowance", CASELINT_MONEY, CASELINT_REQUIRED),
    CASELINT_FIELD(struct parameters, request_by, "requestBy", CASELINT_DATE, CASELINT_REQUIRED),
    CASELINT_FIELD(struct parameters, sign_days, "signDays", CASELINT_COUNT, CASELINT_REQUIRED),
    CASELINT_FIELD(struct parameters, issue_days, "issueDays", CASELINT_COUNT, CASELINT_REQUIRED),
    CASELINT_FIELD(struct parameters, service_code, "serviceCode", CASELINT_CODE, CASELINT_REQUIRED),
    CASELINT_FIELD(struct parameters, share_percent, "sharePercent", CASELINT_COUNT, CASELINT_REQUIRED),
    CASELINT_FIELD(struct parameters, mail_by, "mailBy", CASELINT_DATE, CASELINT_REQUIRED),
};
const struct caselint_table parameter_table = {
    NULL, CASELINT_ARRAY(parameter_fields), NOTHING_IGNORED, sizeof(struct parameters), 0};
