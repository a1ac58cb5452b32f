/*
 * The record of New York's retro-payment export as structs: one administrative
 * opening. One member per element or attribute; what it means stands in the
 * schema. No rule lives here.
 */
#ifndef US_NY_RECORDS_H
#define US_NY_RECORDS_H

#include <caselint/plugin.h>

struct ny_eligibility {
	struct caselint_text code;
	int32_t from;
	int32_t to;
};

/* The WMS case that is closed. */
struct ny_closed {
	struct caselint_text wms_number;
	struct caselint_text case_type;
	struct caselint_text connections_status;
	struct caselint_text connections_id;
	int32_t closed_on;
	struct caselint_list eligibility; /* of struct ny_eligibility */
};

/* A service that was not paid. */
struct ny_service {
	struct caselint_text id;
	struct caselint_text person_id;
	struct caselint_text kind;
	struct caselint_text code;
	struct caselint_text reason;
	int32_t from;
	int32_t to;
	int32_t units;
	int64_t unit_rate;
	int64_t amount;
};

struct ny_person {
	struct caselint_text person_id;
	struct caselint_text kind;
	int32_t beneficiary;
	int32_t birth_date; /* private */
};

struct ny_bcfi {
	int32_t completed_on;
	int32_t choices;
};

struct ny_link {
	struct caselint_text connections_id;
};

/* The Family Services Intake. */
struct ny_intake {
	struct caselint_text id;
	struct caselint_text stage_type;
	struct caselint_text source; /* private */
	struct caselint_text outcome;
	int32_t entered_on;
	int32_t preventive_only;
	int32_t signed_on;
	int32_t opened_on;
	int32_t narrative;           /* presence; private */
	struct caselint_list people; /* of struct ny_person */
	const struct ny_bcfi *bcfi;
	const struct ny_link *link;
};

/* A touch of the FASP tab. */
struct ny_fasp {
	struct caselint_text kind;
	int32_t occurred_on;
};

struct ny_tracked {
	struct caselint_text person_id;
	struct caselint_text status;
};

/* The Family Services Stage. */
struct ny_stage {
	struct caselint_text id;
	struct caselint_text intake_id;
	struct caselint_text caretaker;
	struct caselint_text close_reason;
	int32_t app_reg_on;
	int32_t closed_on;
	struct caselint_list fasp;    /* of struct ny_fasp */
	struct caselint_list tracked; /* of struct ny_tracked */
};

struct ny_direct {
	struct caselint_text id;
	struct caselint_text authorized_by; /* private */
	int32_t authorized_on;
};

/* A purchased service line, "POS". */
struct ny_pos {
	struct caselint_text id;
	struct caselint_text service_id;
	struct caselint_text issue;
	struct caselint_text code;
	struct caselint_text person_id;
	struct caselint_text authorized_by; /* private */
	int32_t from;
	int32_t to;
	int32_t authorized_on;
	int64_t amount;
};

struct ny_payment {
	struct caselint_text id;
	struct caselint_text line_id;
	struct caselint_text kind;
	int32_t issued_on;
	int32_t check_cut_on;
	int64_t amount;
};

/* The WMS case of the administrative opening. */
struct ny_wms {
	struct caselint_text application_id;
	struct caselint_text wms_number;
	int32_t processed_on;
	int32_t entry_on; /* Full Data Entry */
	int32_t reuse_engaged;
	int32_t closed_on;
	struct caselint_list eligibility; /* of struct ny_eligibility */
	struct caselint_list direct;      /* of struct ny_direct */
	struct caselint_list lines;       /* of struct ny_pos */
	struct caselint_list payments;    /* of struct ny_payment */
};

struct ny_case {
	struct caselint_text id;
	struct caselint_text district;
	const struct ny_closed *closed;
	struct caselint_list services; /* of struct ny_service */
	const struct ny_intake *intake;
	const struct ny_stage *stage;
	const struct ny_wms *wms;
};

extern const struct caselint_table ny_case_table;

#endif
