/*
 * New York's records as the generator holds them: one administrative opening for retro
 * payments, from the intake to the closings (Administrative Opening of a CONNECTIONS case).
 */
#ifndef GENERATE_NEWYORK_H
#define GENERATE_NEWYORK_H

#include "fault.h"
#include "output.h"
#include "values.h"

#define NY_ID_BYTES 24U
#define NY_SERVICES_MAX 4U
#define NY_PEOPLE_MAX 4U

struct ny_eligibility {
	bool there;
	const char *code;
	int32_t from, to;
};

struct ny_service {
	bool there;
	const char *id, *person, *kind, *code, *reason;
	int32_t from, to;
	int32_t units; /* NO_COUNT: the amount is stated */
	int64_t rate, amount;
	int64_t missed; /* what the two come to */
};

struct ny_person {
	bool there;
	const char *id, *kind, *beneficiary;
	const char *given, *sur; /* NULL: no name */
	int32_t birth_date;
};

struct ny_line {
	bool there;
	const char *id, *service, *issue, *code, *person;
	int32_t from, to, authorized_on;
	int64_t cents;
};

struct ny_payment {
	bool there;
	const char *id, *line, *kind;
	int32_t issued_on, cut_on;
	int64_t cents;
};

struct ny_case {
	char own_id[NY_ID_BYTES], number_text[NY_ID_BYTES], connections_text[NY_ID_BYTES];
	char intake_text[NY_ID_BYTES], district_text[8];
	const char *id, *district;
	bool has_unknown_element, is_broken;

	const char *closed_number, *case_type, *status, *connections_id;
	int32_t prior_closed_on;
	struct ny_eligibility then[2], now;
	struct ny_service services[NY_SERVICES_MAX];

	const char *intake, *stage_type, *preventive_only, *outcome, *link;
	uint32_t worker;
	bool has_source, is_source_other;
	int32_t entered_on, signed_on, opened_on;
	struct ny_person people[NY_PEOPLE_MAX];
	const char *narrative[3]; /* parts of one text; the first NULL: none */
	bool has_bcfi;
	int32_t bcfi_on;
	const char *choices;

	bool has_stage;
	const char *stage_intake, *caretaker, *close_reason;
	int32_t app_reg_on, stage_closed_on;
	const char *fasp_kind, *tracked_person, *tracked_status; /* NULL: none */
	int32_t fasp_on;

	uint64_t application;
	bool has_application_id;
	int32_t processed_on, entry_on, wms_closed_on;
	const char *reuse, *wms_number;
	bool has_direct;
	int32_t direct_on;
	struct ny_line lines[NY_SERVICES_MAX];
	struct ny_payment payments[NY_SERVICES_MAX + 1];
};

struct ny_group {
	struct group base;
	struct ny_case record;
	/* The record before, for a fault that repeats its id. */
	char id_before[NY_ID_BYTES];
	bool is_before_right;
};

/* The next record; the number does not repeat in an export. */
void newyork_make(struct ny_group *group, struct random *random, uint64_t number);
void newyork_write(struct output *output, struct ny_group *group);

#endif
