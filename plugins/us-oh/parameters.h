/*
 * What the letter fixes: months, dates, codes, the ceiling. The values stand in
 * the ruleset; a letter for another month is another ruleset.
 */
#ifndef US_OH_PARAMETERS_H
#define US_OH_PARAMETERS_H

#include <caselint/plugin.h>

struct oh_parameters {
	int32_t month;           /* the month underpaid */
	int32_t following_month; /* the month in which the underpayment is paid */
	int32_t revert_month;    /* the month from which the agreed amount is paid again */
	int32_t month_first;     /* first and last day of the month underpaid */
	int32_t month_last;
	int32_t signed_by;    /* the last day for signatures */
	int32_t closing_hour; /* close of business, or CASELINT_ABSENT */
	struct caselint_text program_aa;
	struct caselint_text program_sams;
	struct caselint_text system_live;
	struct caselint_text system_facsis;
	struct caselint_text system_sis;
	int32_t facsis_cut_off;
	int32_t sis_cut_off;
	struct caselint_text event_code;
	struct caselint_text auxiliary_form;
	struct caselint_text benefit_type;
	struct caselint_text transaction_code;
	struct caselint_text auxiliary_addressee;
	struct caselint_text auxiliary_address;
	struct caselint_text statement_form;
	struct caselint_text financial_code;
	struct caselint_text classification_code;
	struct caselint_text line_code;
	struct caselint_text funding_source;
	int32_t february_review_date;
	int32_t february_review_cut_off;
	int32_t march_review_date;
	int32_t march_review_cut_off;
	struct caselint_text letter;
	int32_t letter_date;
	int64_t ceiling; /* cents a month for one agreement */
	int32_t invoice_mail_by;
	struct caselint_text invoice_addressee;
	struct caselint_text invoice_address;
	int32_t non_federal_share; /* basis points of AA match that is not federal, or CASELINT_ABSENT */
};

extern const struct caselint_table oh_parameter_table;

#endif
