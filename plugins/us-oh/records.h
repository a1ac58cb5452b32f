/*
 * The records of Ohio's adoption subsidy export as structs: a case, and a match
 * invoice. One member per element or attribute; what it means stands in the
 * schema. No rule lives here.
 */
#ifndef US_OH_RECORDS_H
#define US_OH_RECORDS_H

#include <caselint/plugin.h>

struct oh_child {
	struct caselint_text person_id;
	struct caselint_text given_name; /* private */
	struct caselint_text sur_name;   /* private */
	int32_t birth_date;              /* private */
};

struct oh_request {
	int32_t month;
	int32_t requested_on;
};

/* A parent's signature, or the agency's. */
struct oh_signature {
	struct caselint_text signer; /* a parent's person id; the agency's worker id is private */
	int32_t signed_on;
	int32_t signed_at;
};

struct oh_agreement {
	struct caselint_text id;
	int32_t effective_on;
	int32_t amended_on;
	int64_t prior_amount;
	int64_t amount;
	struct caselint_list parents; /* of struct oh_signature */
	struct caselint_list agency;  /* of struct oh_signature */
};

struct oh_payment {
	int32_t month;
	int32_t issued_on;
	int64_t amount;
};

struct oh_review {
	int32_t review_date;
	int32_t entered_on;
	struct caselint_text program;
	int64_t amount;
};

/* Event 0338, FCM/AA Payment Authorization. */
struct oh_event {
	struct caselint_text code;
	int32_t updated_on;
	int64_t amount;
};

/* Form JFS 01659. */
struct oh_auxiliary {
	struct caselint_text form;
	struct caselint_text benefit_type;
	struct caselint_text transaction_code;
	struct caselint_text sent_to;
	int32_t effective_from;
	int32_t effective_to;
	int32_t completed_on;
	int32_t sent_on;
	int64_t amount; /* column 4 */
};

/* A line of the JFS 02820. */
struct oh_statement {
	struct caselint_text form;
	struct caselint_text financial_code;
	struct caselint_text classification_code;
	struct caselint_text line_code;
	struct caselint_text funding_source;
	int32_t month;
	int64_t amount;
};

struct oh_letter {
	struct caselint_text letter;
	int32_t filed_on;
};

struct oh_case {
	struct caselint_text id;
	struct caselint_text county;
	struct caselint_text program;
	struct caselint_text paid_through;
	const struct oh_child *child;
	const struct oh_request *request;
	const struct oh_agreement *agreement;
	struct caselint_list payments;   /* of struct oh_payment */
	struct caselint_list reviews;    /* of struct oh_review */
	struct caselint_list events;     /* of struct oh_event */
	struct caselint_list auxiliary;  /* of struct oh_auxiliary */
	struct caselint_list statements; /* of struct oh_statement */
	struct caselint_list letters;    /* of struct oh_letter */
};

struct oh_line {
	struct caselint_text case_id;
	int32_t name; /* presence of the child's name */
	int64_t january;
	int64_t february;
	int64_t match;
};

struct oh_reimbursement {
	int32_t received_on;
	int64_t amount;
};

struct oh_invoice {
	struct caselint_text id;
	struct caselint_text county;
	struct caselint_text signed_by; /* private */
	struct caselint_text title;
	struct caselint_text addressee;
	int32_t signed_on;
	int32_t mailed_on;
	struct caselint_list lines; /* of struct oh_line */
	int64_t january_total;
	int64_t february_total;
	int64_t match_total;
	int32_t certified; /* boolean */
	const struct oh_reimbursement *reimbursement;
};

/* Record types, in the order of the plugin's `records`. */
enum { OH_CASE, OH_INVOICE };

extern const struct caselint_table oh_case_table;
extern const struct caselint_table oh_invoice_table;

#endif
