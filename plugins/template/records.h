/*
 * What is read: the case of the export as structs, one member per element or attribute,
 * and the parameters of the ruleset. What a member means stands in the schema.
 */
#ifndef RECORDS_H
#define RECORDS_H

#include <caselint/plugin.h>

struct child {
	struct caselint_text person_id;
	struct caselint_text name; /* private: its length is all that is seen of it */
};

struct care {
	int32_t days;
	int64_t daily_rate;
};

struct payment {
	int32_t paid_on;
	int64_t amount;
};

struct supplement {
	struct caselint_text code;
	int32_t approved_on;
	int32_t issued_on;
	int64_t amount;
};

struct care_case {
	struct caselint_text id;
	struct caselint_text county;
	int32_t month;
	const struct child *child;           /* NULL: not in the input */
	const struct care *care;             /* likewise */
	struct caselint_list payments;       /* of struct payment */
	const struct supplement *supplement; /* likewise */
	int32_t reason;                      /* presence; private */
};

/* What the letter fixes. A letter for another month is another ruleset, and no C. */
struct parameters {
	int32_t month;
	int32_t approve_by;
	int32_t issue_days;
	struct caselint_text payment_code;
};

extern const struct caselint_table case_table;
extern const struct caselint_table parameter_table;

#endif
