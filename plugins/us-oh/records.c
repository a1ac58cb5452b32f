/* The tables that bind Ohio's elements to the structs of records.h. */
#include "records.h"

static const struct caselint_field child_fields[] = {
    CASELINT_FIELD(struct oh_child, person_id, "@personId", CASELINT_ID, 0),
    CASELINT_FIELD(struct oh_child, given_name, "PersonName/PersonGivenName", CASELINT_TEXT, CASELINT_PRIVATE),
    CASELINT_FIELD(struct oh_child, sur_name, "PersonName/PersonSurName", CASELINT_TEXT, CASELINT_PRIVATE),
    CASELINT_FIELD(struct oh_child, birth_date, "PersonBirthDate", CASELINT_DATE, CASELINT_PRIVATE),
};
static const char *const child_ignored[] = {"PersonName/PersonMiddleName"};
static const struct caselint_table child_table = {
    "Child", CASELINT_ARRAY(child_fields), CASELINT_ARRAY(child_ignored), sizeof(struct oh_child), 0};

static const struct caselint_field request_fields[] = {
    CASELINT_FIELD(struct oh_request, month, "@month", CASELINT_MONTH, 0),
    CASELINT_FIELD(struct oh_request, requested_on, "@requestedOn", CASELINT_DATE, 0),
};
static const struct caselint_table request_table = {
    "RetroactiveRequest", CASELINT_ARRAY(request_fields), {NULL, 0, 0}, sizeof(struct oh_request), 0};

static const struct caselint_field parent_fields[] = {
    CASELINT_FIELD(struct oh_signature, signer, "@personId", CASELINT_ID, 0),
    CASELINT_FIELD(struct oh_signature, signed_on, "@signedOn", CASELINT_DATE, 0),
    CASELINT_FIELD(struct oh_signature, signed_at, "@signedAt", CASELINT_TIME, 0),
};
static const struct caselint_table parent_table = {
    "AdoptiveParentSignature", CASELINT_ARRAY(parent_fields), {NULL, 0, 0}, sizeof(struct oh_signature), 0};

static const struct caselint_field agency_fields[] = {
    CASELINT_FIELD(struct oh_signature, signer, "@workerId", CASELINT_ID, CASELINT_PRIVATE),
    CASELINT_FIELD(struct oh_signature, signed_on, "@signedOn", CASELINT_DATE, 0),
    CASELINT_FIELD(struct oh_signature, signed_at, "@signedAt", CASELINT_TIME, 0),
};
static const struct caselint_table agency_table = {
    "AgencySignature", CASELINT_ARRAY(agency_fields), {NULL, 0, 0}, sizeof(struct oh_signature), 0};

static const struct caselint_field agreement_fields[] = {
    CASELINT_FIELD(struct oh_agreement, id, "@id", CASELINT_ID, 0),
    CASELINT_FIELD(struct oh_agreement, effective_on, "@effectiveOn", CASELINT_DATE, 0),
    CASELINT_FIELD(struct oh_agreement, amended_on, "@amendedOn", CASELINT_DATE, 0),
    CASELINT_FIELD(struct oh_agreement, prior_amount, "PriorSubsidyMonthlyAmount", CASELINT_MONEY, 0),
    CASELINT_FIELD(struct oh_agreement, amount, "SubsidyMonthlyAmount", CASELINT_MONEY, 0),
    CASELINT_NESTED(struct oh_agreement, parents, "AdoptiveParentSignature", CASELINT_LIST, &parent_table, 0),
    CASELINT_NESTED(struct oh_agreement, agency, "AgencySignature", CASELINT_LIST, &agency_table, 0),
};
static const struct caselint_table agreement_table = {
    "Agreement", CASELINT_ARRAY(agreement_fields), {NULL, 0, 0}, sizeof(struct oh_agreement), 0};

static const struct caselint_field payment_fields[] = {
    CASELINT_FIELD(struct oh_payment, month, "@month", CASELINT_MONTH, 0),
    CASELINT_FIELD(struct oh_payment, issued_on, "@issuedOn", CASELINT_DATE, 0),
    CASELINT_FIELD(struct oh_payment, amount, "Amount", CASELINT_MONEY, 0),
};
static const struct caselint_table payment_table = {
    "Payment", CASELINT_ARRAY(payment_fields), {NULL, 0, 0}, sizeof(struct oh_payment), 0};

static const struct caselint_field review_fields[] = {
    CASELINT_FIELD(struct oh_review, review_date, "@reviewDate", CASELINT_DATE, 0),
    CASELINT_FIELD(struct oh_review, entered_on, "@enteredOn", CASELINT_DATE, 0),
    CASELINT_FIELD(struct oh_review, program, "@program", CASELINT_CODE, 0),
    CASELINT_FIELD(struct oh_review, amount, "SubsidyAmount", CASELINT_MONEY, 0),
};
static const struct caselint_table review_table = {
    "ReviewRecord", CASELINT_ARRAY(review_fields), {NULL, 0, 0}, sizeof(struct oh_review), 0};

static const struct caselint_field event_fields[] = {
    CASELINT_FIELD(struct oh_event, code, "@code", CASELINT_CODE, 0),
    CASELINT_FIELD(struct oh_event, updated_on, "@updatedOn", CASELINT_DATE, 0),
    CASELINT_FIELD(struct oh_event, amount, "Amount", CASELINT_MONEY, 0),
};
static const struct caselint_table event_table = {
    "PaymentAuthorizationEvent", CASELINT_ARRAY(event_fields), {NULL, 0, 0}, sizeof(struct oh_event), 0};

static const struct caselint_field auxiliary_fields[] = {
    CASELINT_FIELD(struct oh_auxiliary, form, "@form", CASELINT_TEXT, 0),
    CASELINT_FIELD(struct oh_auxiliary, benefit_type, "@benefitType", CASELINT_CODE, 0),
    CASELINT_FIELD(struct oh_auxiliary, transaction_code, "@transactionCode", CASELINT_CODE, 0),
    CASELINT_FIELD(struct oh_auxiliary, sent_to, "@sentTo", CASELINT_TEXT, 0),
    CASELINT_FIELD(struct oh_auxiliary, effective_from, "@effectiveFrom", CASELINT_DATE, 0),
    CASELINT_FIELD(struct oh_auxiliary, effective_to, "@effectiveTo", CASELINT_DATE, 0),
    CASELINT_FIELD(struct oh_auxiliary, completed_on, "@completedOn", CASELINT_DATE, 0),
    CASELINT_FIELD(struct oh_auxiliary, sent_on, "@sentOn", CASELINT_DATE, 0),
    CASELINT_FIELD(struct oh_auxiliary, amount, "UnderpaymentAmount", CASELINT_MONEY, 0),
};
static const struct caselint_table auxiliary_table = {
    "AuxiliaryPaymentAuthorization", CASELINT_ARRAY(auxiliary_fields), {NULL, 0, 0}, sizeof(struct oh_auxiliary), 0};

static const struct caselint_field statement_fields[] = {
    CASELINT_FIELD(struct oh_statement, form, "@form", CASELINT_TEXT, 0),
    CASELINT_FIELD(struct oh_statement, financial_code, "@financialCode", CASELINT_CODE, 0),
    CASELINT_FIELD(struct oh_statement, classification_code, "@classificationCode", CASELINT_CODE, 0),
    CASELINT_FIELD(struct oh_statement, line_code, "@lineCode", CASELINT_CODE, 0),
    CASELINT_FIELD(struct oh_statement, funding_source, "@fundingSource", CASELINT_CODE, 0),
    CASELINT_FIELD(struct oh_statement, month, "@month", CASELINT_MONTH, 0),
    CASELINT_FIELD(struct oh_statement, amount, "Amount", CASELINT_MONEY, 0),
};
static const struct caselint_table statement_table = {
    "FinancialStatementLine", CASELINT_ARRAY(statement_fields), {NULL, 0, 0}, sizeof(struct oh_statement), 0};

static const struct caselint_field letter_fields[] = {
    CASELINT_FIELD(struct oh_letter, letter, "@letter", CASELINT_TEXT, 0),
    CASELINT_FIELD(struct oh_letter, filed_on, "@filedOn", CASELINT_DATE, 0),
};
static const struct caselint_table letter_table = {
    "LetterOnFile", CASELINT_ARRAY(letter_fields), {NULL, 0, 0}, sizeof(struct oh_letter), 0};

static const struct caselint_field case_fields[] = {
    CASELINT_FIELD(struct oh_case, id, "@id", CASELINT_ID, CASELINT_RECORD_ID | CASELINT_REQUIRED),
    CASELINT_FIELD(struct oh_case, county, "@county", CASELINT_CODE, CASELINT_GROUP),
    CASELINT_FIELD(struct oh_case, program, "@program", CASELINT_CODE, 0),
    CASELINT_FIELD(struct oh_case, paid_through, "@paidThrough", CASELINT_CODE, 0),
    CASELINT_NESTED(struct oh_case, child, "Child", CASELINT_RECORD, &child_table, 0),
    CASELINT_NESTED(struct oh_case, request, "RetroactiveRequest", CASELINT_RECORD, &request_table, 0),
    CASELINT_NESTED(struct oh_case, agreement, "Agreement", CASELINT_RECORD, &agreement_table, 0),
    CASELINT_NESTED(struct oh_case, payments, "Payment", CASELINT_LIST, &payment_table, 0),
    CASELINT_NESTED(struct oh_case, reviews, "ReviewRecord", CASELINT_LIST, &review_table, 0),
    CASELINT_NESTED(struct oh_case, events, "PaymentAuthorizationEvent", CASELINT_LIST, &event_table, 0),
    CASELINT_NESTED(struct oh_case, auxiliary, "AuxiliaryPaymentAuthorization", CASELINT_LIST, &auxiliary_table, 0),
    CASELINT_NESTED(struct oh_case, statements, "FinancialStatementLine", CASELINT_LIST, &statement_table, 0),
    CASELINT_NESTED(struct oh_case, letters, "LetterOnFile", CASELINT_LIST, &letter_table, 0),
};
const struct caselint_table oh_case_table = {
    "AdoptionSubsidyCase", CASELINT_ARRAY(case_fields), {NULL, 0, 0}, sizeof(struct oh_case), 0};

static const struct caselint_field line_fields[] = {
    CASELINT_FIELD(struct oh_line, case_id, "@caseId", CASELINT_ID, 0),
    CASELINT_FIELD(struct oh_line, name, "PersonName", CASELINT_PRESENCE, CASELINT_PRIVATE),
    CASELINT_FIELD(struct oh_line, january, "JanuaryAmount", CASELINT_MONEY, 0),
    CASELINT_FIELD(struct oh_line, february, "FebruaryAmount", CASELINT_MONEY, 0),
    CASELINT_FIELD(struct oh_line, match, "MatchAmount", CASELINT_MONEY, 0),
};
/* Only whether the name is there matters; its parts are never read. */
static const char *const line_ignored[] = {
    "PersonName/PersonGivenName", "PersonName/PersonMiddleName", "PersonName/PersonSurName"};
static const struct caselint_table line_table = {
    "InvoiceLine", CASELINT_ARRAY(line_fields), CASELINT_ARRAY(line_ignored), sizeof(struct oh_line), 0};

static const struct caselint_field reimbursement_fields[] = {
    CASELINT_FIELD(struct oh_reimbursement, received_on, "@receivedOn", CASELINT_DATE, 0),
    CASELINT_FIELD(struct oh_reimbursement, amount, "Amount", CASELINT_MONEY, 0),
};
static const struct caselint_table reimbursement_table = {
    "Reimbursement", CASELINT_ARRAY(reimbursement_fields), {NULL, 0, 0}, sizeof(struct oh_reimbursement), 0};

static const struct caselint_field invoice_fields[] = {
    CASELINT_FIELD(struct oh_invoice, id, "@id", CASELINT_ID, CASELINT_RECORD_ID | CASELINT_REQUIRED),
    CASELINT_FIELD(struct oh_invoice, county, "@county", CASELINT_CODE, CASELINT_GROUP),
    CASELINT_FIELD(struct oh_invoice, signed_by, "@signedBy", CASELINT_ID, CASELINT_PRIVATE),
    CASELINT_FIELD(struct oh_invoice, title, "@signatoryTitle", CASELINT_TEXT, 0),
    CASELINT_FIELD(struct oh_invoice, addressee, "@addressee", CASELINT_TEXT, 0),
    CASELINT_FIELD(struct oh_invoice, signed_on, "@signedOn", CASELINT_DATE, 0),
    CASELINT_FIELD(struct oh_invoice, mailed_on, "@mailedOn", CASELINT_DATE, 0),
    CASELINT_NESTED(struct oh_invoice, lines, "InvoiceLine", CASELINT_LIST, &line_table, 0),
    CASELINT_FIELD(struct oh_invoice, january_total, "JanuaryTotal", CASELINT_MONEY, 0),
    CASELINT_FIELD(struct oh_invoice, february_total, "FebruaryTotal", CASELINT_MONEY, 0),
    CASELINT_FIELD(struct oh_invoice, match_total, "MatchTotal", CASELINT_MONEY, 0),
    CASELINT_FIELD(struct oh_invoice, certified, "CertificationStatement", CASELINT_BOOLEAN, 0),
    CASELINT_NESTED(struct oh_invoice, reimbursement, "Reimbursement", CASELINT_RECORD, &reimbursement_table, 0),
};
const struct caselint_table oh_invoice_table = {
    "MatchInvoice", CASELINT_ARRAY(invoice_fields), {NULL, 0, 0}, sizeof(struct oh_invoice), 0};
