/*
 * Ohio's records as the generator holds them between making, spoiling and writing: some
 * cases of one county and the invoice for the match of those that have any (FCASPL 135).
 */
#ifndef GENERATE_OHIO_H
#define GENERATE_OHIO_H

#include "fault.h"
#include "output.h"
#include "values.h"

#define OH_ID_BYTES 32U
#define OH_CASES_MAX 6U
#define OH_LINES_MAX 8U

/* Faults of form that are made in writing. */
enum form_fault {
	FORM_RIGHT,
	FORM_UNKNOWN_ELEMENT,
	FORM_BROKEN, /* an end tag is missing */
	FORM_ENTITY, /* a reference to an entity that nobody declared */
};

struct oh_name {
	const char *given; /* NULL: no name at all */
	const char *middle;
	const char *sur;
};

struct oh_signature {
	bool there;
	uint64_t person;
	int32_t signed_on;
};

struct oh_payment {
	bool there;
	int32_t issued_on;
	int64_t cents;
};

struct oh_review {
	bool there;
	int32_t review_date, entered_on;
	const char *program;
	int64_t cents;
};

struct oh_event {
	bool there;
	int32_t updated_on;
	int64_t cents;
};

struct oh_form {
	bool there;
	const char *benefit_type, *transaction_code, *sent_to;
	int32_t from, to, completed_on, sent_on;
	int64_t cents;
};

struct oh_statement {
	bool there;
	int32_t month;
	const char *financial, *classification, *line, *funding;
	int64_t cents;
};

struct oh_case {
	int64_t original, agreed, underpayment, raised; /* O, N, D, F */
	int64_t match, reimbursable;                    /* M, R */
	bool claims;                                    /* live and R > 0 */
	enum form_fault form_fault;

	char own_id[OH_ID_BYTES];
	const char *id, *county, *program, *system;
	bool has_child, has_child_id;
	uint64_t child;
	struct oh_name name;
	int32_t birth_date;
	bool has_request;
	int32_t request_month, requested_on;
	uint64_t agreement;
	int32_t effective_on, amended_on;
	int64_t prior_amount, amount;
	struct oh_signature parents[2], agency;
	uint32_t worker;
	struct oh_payment january[2], february, march;
	struct oh_review reviews[3]; /* February, March, another */
	struct oh_event event;
	struct oh_form forms[2];
	struct oh_statement statement;
	bool has_letter;
	const char *letter;
	int32_t letter_filed_on;
};

struct oh_line {
	char case_id[OH_ID_BYTES]; /* empty: none */
	struct oh_name name;
	int64_t january, february, match;
};

struct oh_invoice {
	char own_id[OH_ID_BYTES];
	const char *id, *county;
	int32_t signed_on, mailed_on;
	bool has_signer;
	uint32_t signer;
	const char *title, *addressee;
	uint32_t line_count;
	struct oh_line lines[OH_LINES_MAX];
	int64_t totals[3]; /* January, February, match */
	const char *certification;
	int32_t received_on; /* NO_DATE: no reimbursement */
	int64_t received;
};

struct oh_group {
	struct group base;
	char county[4];
	uint32_t case_count;
	struct oh_case cases[OH_CASES_MAX];
	struct oh_invoice invoice;
};

/* At most `room` records, at least one; the number of the first is for ids, and does not repeat in an export. */
void ohio_make(struct oh_group *group, struct random *random, uint64_t number, uint32_t room);
/* Adds the line of a case, with what was paid and R, and counts the totals again. */
void ohio_add_line(struct oh_invoice *invoice, const struct oh_case *record);
/* Sets the totals, and what was received, to what the lines have. */
void ohio_count_totals(struct oh_invoice *invoice);
/* Writes the records of the group and notes the lines they are on. */
void ohio_write(struct output *output, struct oh_group *group);

#endif
