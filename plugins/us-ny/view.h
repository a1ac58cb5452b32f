/*
 * A record as the letter sees it: who is an adult and who a child, which line pays
 * which missed service, which payment pays which line, and how far the procedure has
 * come. Worked out once per record, before the rules.
 *
 * A POS line is a line as soon as it is written; whether it was authorized is told by
 * its day. A payment that was neither issued nor cut a check for is a step not taken yet:
 * it is not judged and not counted.
 *
 * What a line or a payment is for may be unsaid or unreadable; then it may be for any. One that names an id nobody has
 * may be for whatever has no id that can be read; one that names an id several have, also for each of these. Sums it may
 * belong to are not known.
 */
#ifndef US_NY_VIEW_H
#define US_NY_VIEW_H

#include <caselint/answer.h>

#include "steps.h"

#define NO_INDEX UINT32_MAX

enum person_kind { PERSON_ADULT, PERSON_CHILD, PERSON_UNCLEAR };

/* How many persons of the list are what. */
struct people_count {
	uint32_t adults;
	uint32_t children;
	uint32_t unclear;
};

/* A purchased service line. */
struct line_view {
	const struct ny_pos *line;
	bool is_authorized;
	uint32_t service;                  /* index of the missed service it names, or NO_INDEX */
	uint32_t payment_count;            /* that count */
	const struct ny_payment *last_cut; /* the payment whose check was cut last; NULL: none was */
	bool is_cut_unclear;               /* the day of a check cannot be read */
	bool is_issued;
	bool may_be_for_service; /* it is for no missed service found, and may be for one */
	bool may_be_paid;        /* a payment that is not told for which line may be for it, */
	bool may_be_cut;         /* or one with a check */
	int32_t rank;            /* of the last step taken for it; -1: none */
};

/* A missed service. */
struct service_view {
	const struct ny_service *service;
	int64_t missed;            /* units x rate, or the stated amount; absent or bad: not known */
	bool is_counted;           /* it is units x rate */
	uint32_t line_count;       /* POS lines for it */
	uint32_t authorized_count; /* of these were authorized */
	uint32_t dated_count;      /* of these on a day that can be read */
	int64_t authorized;        /* the sum of the lines; bad: not known */
	uint32_t payment_count;
	int64_t issued;
	const struct ny_pos *line;        /* the last of them */
	const struct ny_payment *payment; /* the last of them */
	bool may_have_lines;              /* a line that is not told for which service may be for it, */
	bool may_be_authorized;           /* one that is authorized, */
	bool may_have_payments;           /* or a payment, through a line or because no line is on record */
};

struct case_view {
	const struct caselint_eval *eval;
	const struct ny_parameters *p;
	const struct ny_case *record;
	enum person_kind *kinds; /* of the person list, in its order */
	struct people_count all;
	struct people_count beneficiaries;
	bool is_beneficiary_unclear; /* the mark of somebody who may be an adult cannot be read */
	bool is_intake_unclear;      /* the intake was given twice: what is in it cannot be told; */
	bool is_stage_unclear;       /* so was the stage, */
	bool is_wms_unclear;         /* or the WMS case with its lines and payments */
	struct line_view *lines;
	uint32_t line_count;
	uint32_t *payment_lines; /* index of the line of each payment, or NO_INDEX */
	struct service_view *services;
	int32_t record_rank; /* of the last step that was surely taken for the whole case; -1: none */
	int32_t last_rank;   /* of the last that was surely taken at all; -1: none */
	bool is_past_signed; /* a step after the signing of the application was taken: what the intake lacks is late */
	bool has_entry;      /* Full Data Entry was done */
	bool has_closed_stage;
	int32_t prior_closed_on; /* of the closed case; absent: it is not, or not recorded */
	int32_t stage_closed_on; /* of the stage, likewise */
};

/* Works a view out in scratch memory. NULL when scratch is refused. */
const struct case_view *view_make(const struct caselint_eval *eval);

/* Of a rule's eval. */
const struct case_view *view_of(const struct caselint_eval *eval);

/* Whether a step was taken: for lines and payments, whether for one of them. */
bool view_has_taken(const struct case_view *view, enum ny_step step);
/* The same, on a day that can be read. */
bool view_has_dated(const struct case_view *view, enum ny_step step);
/* Whether a later step of the chain was taken. */
bool view_is_past(const struct case_view *view, enum ny_step step);
/* The same for a line, or (NULL) for a service without one. Payment and check are each line's own: those of another
 * line are no later step of this one. */
bool view_is_line_past(const struct case_view *view, const struct line_view *line, enum ny_step step);

/* Whether a payment was made as far as the record shows. */
bool payment_is_there(const struct ny_payment *payment);

/* Whether a payment that is for no line found may be for this one. */
bool payment_may_be_for(const struct ny_payment *payment, const struct line_view *line);

/* What the person list says of somebody who may be on it more than once; nothing: not on it. */
struct people_count count_persons(const struct case_view *view, const struct caselint_text *person_id);
bool is_purchased(const struct case_view *view, const struct ny_service *service);

/* Lists of parts that may not be there. */
uint32_t person_count(const struct case_view *view);
const struct ny_person *person_at(const struct case_view *view, uint32_t index);
uint32_t payment_count(const struct case_view *view);
const struct ny_payment *payment_at(const struct case_view *view, uint32_t index);

#endif
