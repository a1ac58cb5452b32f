/* The names of the parameters in the ruleset; see parameters.h. */
#include "parameters.h"

#define PARAMETER(member, name, kind) CASELINT_FIELD(struct oh_parameters, member, name, kind, CASELINT_REQUIRED)
#define OPTIONAL(member, name, kind) CASELINT_FIELD(struct oh_parameters, member, name, kind, 0)

static const struct caselint_field fields[] = {
    PARAMETER(month, "month", CASELINT_MONTH),
    PARAMETER(following_month, "followingMonth", CASELINT_MONTH),
    PARAMETER(revert_month, "revertMonth", CASELINT_MONTH),
    PARAMETER(month_first, "monthFirst", CASELINT_DATE),
    PARAMETER(month_last, "monthLast", CASELINT_DATE),
    PARAMETER(signed_by, "signedBy", CASELINT_DATE),
    OPTIONAL(closing_hour, "closingHour", CASELINT_TIME),
    PARAMETER(program_aa, "programAA", CASELINT_CODE),
    PARAMETER(program_sams, "programSAMS", CASELINT_CODE),
    PARAMETER(system_live, "systemLive", CASELINT_CODE),
    PARAMETER(system_facsis, "systemFacsis", CASELINT_CODE),
    PARAMETER(system_sis, "systemSis", CASELINT_CODE),
    PARAMETER(facsis_cut_off, "facsisCutOff", CASELINT_DATE),
    PARAMETER(sis_cut_off, "sisCutOff", CASELINT_DATE),
    PARAMETER(event_code, "eventCode", CASELINT_CODE),
    PARAMETER(auxiliary_form, "auxiliaryForm", CASELINT_TEXT),
    PARAMETER(benefit_type, "benefitType", CASELINT_CODE),
    PARAMETER(transaction_code, "transactionCode", CASELINT_CODE),
    PARAMETER(auxiliary_addressee, "auxiliaryAddressee", CASELINT_CODE),
    PARAMETER(auxiliary_address, "auxiliaryAddress", CASELINT_TEXT),
    PARAMETER(statement_form, "statementForm", CASELINT_TEXT),
    PARAMETER(financial_code, "financialCode", CASELINT_CODE),
    PARAMETER(classification_code, "classificationCode", CASELINT_CODE),
    PARAMETER(line_code, "lineCode", CASELINT_CODE),
    PARAMETER(funding_source, "fundingSource", CASELINT_CODE),
    PARAMETER(february_review_date, "februaryReviewDate", CASELINT_DATE),
    PARAMETER(february_review_cut_off, "februaryReviewCutOff", CASELINT_DATE),
    PARAMETER(march_review_date, "marchReviewDate", CASELINT_DATE),
    PARAMETER(march_review_cut_off, "marchReviewCutOff", CASELINT_DATE),
    PARAMETER(letter, "letter", CASELINT_TEXT),
    PARAMETER(letter_date, "letterDate", CASELINT_DATE),
    PARAMETER(ceiling, "ceiling", CASELINT_MONEY),
    PARAMETER(invoice_mail_by, "invoiceMailBy", CASELINT_DATE),
    PARAMETER(invoice_addressee, "invoiceAddressee", CASELINT_CODE),
    PARAMETER(invoice_address, "invoiceAddress", CASELINT_TEXT),
    OPTIONAL(non_federal_share, "nonFederalShareBasisPoints", CASELINT_COUNT),
};

const struct caselint_table oh_parameter_table = {
    NULL, CASELINT_ARRAY(fields), {NULL, 0, 0}, sizeof(struct oh_parameters), 0};
