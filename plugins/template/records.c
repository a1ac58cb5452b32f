/*
 * How the host fills the structs: a path in the record, a kind, a member. Every path must be in
 * the schema, and every leaf of the schema in a table, here or among what is ignored.
 */
#include "records.h"

static const struct caselint_field child_fields[] = {
    CASELINT_FIELD(struct child, person_id, "@personId", CASELINT_ID, 0),
    CASELINT_FIELD(struct child, name, "ChildName", CASELINT_TEXT, CASELINT_PRIVATE),
};
static const char *const child_ignored[] = {"ChildNickname"};
static const struct caselint_table child_table = {
    "Child", CASELINT_ARRAY(child_fields), CASELINT_ARRAY(child_ignored), sizeof(struct child), 0};

static const struct caselint_field care_fields[] = {
    CASELINT_FIELD(struct care, days, "@days", CASELINT_COUNT, 0),
    CASELINT_FIELD(struct care, daily_rate, "DailyRate", CASELINT_MONEY, 0),
};
static const struct caselint_table care_table = {
    "Care", CASELINT_ARRAY(care_fields), {NULL, 0, 0}, sizeof(struct care), 0};

static const struct caselint_field payment_fields[] = {
    CASELINT_FIELD(struct payment, paid_on, "@paidOn", CASELINT_DATE, 0),
    CASELINT_FIELD(struct payment, amount, "Amount", CASELINT_MONEY, 0),
};
static const struct caselint_table payment_table = {
    "Payment", CASELINT_ARRAY(payment_fields), {NULL, 0, 0}, sizeof(struct payment), 0};

static const struct caselint_field supplement_fields[] = {
    CASELINT_FIELD(struct supplement, code, "@code", CASELINT_CODE, 0),
    CASELINT_FIELD(struct supplement, approved_on, "@approvedOn", CASELINT_DATE, 0),
    CASELINT_FIELD(struct supplement, issued_on, "@issuedOn", CASELINT_DATE, 0),
    CASELINT_FIELD(struct supplement, amount, "Amount", CASELINT_MONEY, 0),
};
static const struct caselint_table supplement_table = {
    "Supplement", CASELINT_ARRAY(supplement_fields), {NULL, 0, 0}, sizeof(struct supplement), 0};

static const struct caselint_field case_fields[] = {
    CASELINT_FIELD(struct care_case, id, "@id", CASELINT_ID, CASELINT_RECORD_ID | CASELINT_REQUIRED),
    CASELINT_FIELD(struct care_case, county, "@county", CASELINT_CODE, CASELINT_GROUP),
    CASELINT_FIELD(struct care_case, month, "@month", CASELINT_MONTH, 0),
    CASELINT_NESTED(struct care_case, child, "Child", CASELINT_RECORD, &child_table, 0),
    CASELINT_NESTED(struct care_case, care, "Care", CASELINT_RECORD, &care_table, 0),
    CASELINT_NESTED(struct care_case, payments, "Payment", CASELINT_LIST, &payment_table, 0),
    CASELINT_NESTED(struct care_case, supplement, "Supplement", CASELINT_RECORD, &supplement_table, 0),
    CASELINT_FIELD(struct care_case, reason, "Reason", CASELINT_PRESENCE, CASELINT_PRIVATE),
};
const struct caselint_table case_table = {
    "CareCase", CASELINT_ARRAY(case_fields), {NULL, 0, 0}, sizeof(struct care_case), 0};

static const struct caselint_field parameter_fields[] = {
    CASELINT_FIELD(struct parameters, month, "month", CASELINT_MONTH, CASELINT_REQUIRED),
    CASELINT_FIELD(struct parameters, approve_by, "approveBy", CASELINT_DATE, CASELINT_REQUIRED),
    CASELINT_FIELD(struct parameters, issue_days, "issueDays", CASELINT_COUNT, CASELINT_REQUIRED),
    CASELINT_FIELD(struct parameters, payment_code, "paymentCode", CASELINT_CODE, CASELINT_REQUIRED),
};
const struct caselint_table parameter_table = {
    NULL, CASELINT_ARRAY(parameter_fields), {NULL, 0, 0}, sizeof(struct parameters), 0};
