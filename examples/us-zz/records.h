/*
 * What is read: cases and claim schedules as structs, one member per element or attribute, and the
 * parameters of the ruleset. What a member means stands in the schema.
 */
#ifndef RECORDS_H
#define RECORDS_H

#include <caselint/plugin.h>

/* The types of records, as they stand in `records` of the plugin. */
enum { ALLOWANCE_CASE = 0, CLAIM_SCHEDULE = 1 };

struct child {
	struct caselint_text name; /* private: its length is all that is seen of it */
};

struct placement {
	int32_t started_on;
	int32_t ended_on;
};

struct allowance {
	int32_t paid_on;
	int64_t amount;
};

struct request {
	int32_t completed_on;
	struct caselint_text completed_by; /* private */
	int32_t signed_on;
	struct caselint_text signed_by; /* private */
};

struct payment {
	struct caselint_text service_code;
	int32_t issued_on;
	int64_t amount;
};

struct allowance_case {
	struct caselint_text id;
	struct caselint_text county;
	const struct child *child;         /* NULL: not in the input */
	const struct placement *placement; /* likewise */
	struct caselint_list allowances;   /* of struct allowance */
	const struct request *request;     /* likewise */
	const struct payment *payment;     /* likewise */
	int32_t bulletin_on_file;
};

struct line {
	struct caselint_text case_id;
	int64_t state_share;
};

struct claim_schedule {
	struct caselint_text id;
	struct caselint_text county;
	int32_t mailed_on;
	struct caselint_list lines; /* of struct line */
};

/* What the letter fixes. A letter for another month is another ruleset, and no C. */
struct parameters {
	int32_t month;
	int32_t placed_on;
	int64_t allowance;
	int32_t request_by;
	int32_t sign_days;
	int32_t issue_days;
	struct caselint_text service_code;
	int32_t share_percent;
	int32_t mail_by;
};

extern const struct caselint_table case_table;
extern const struct caselint_table schedule_table;
extern const struct caselint_table parameter_table;

#endif
