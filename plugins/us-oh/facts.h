/*
 * The facts that cases and invoices give for reconciliation, and the judgement of
 * an invoice line against its case.
 */
#ifndef US_OH_FACTS_H
#define US_OH_FACTS_H

#include "view.h"

/* Fact tables, in the order of the plugin's `facts`. */
enum { FACT_CASE, FACT_RECORD, FACT_LINE, FACT_CHILD };

/* A case, as far as its invoice lines and the other cases of the child need it. */
struct case_fact {
	struct caselint_text county;
	struct caselint_text child; /* key of the child */
	int32_t requested;          /* 0 or 1, like the next three */
	int32_t claimable;
	int32_t active;
	int32_t manual;             /* amounts wait for a person */
	int32_t route;              /* enum route */
	int32_t program;            /* enum program */
	int32_t match_not_expended; /* OH-MAT-03 fails */
	int64_t original;           /* O */
	int64_t agreed;             /* N */
	int64_t underpayment;       /* D and what follows from it: absent when not active */
	int64_t raised;
	int64_t match;
	int64_t state_share;
	int64_t reimbursable;
	int64_t claim;
	int64_t february;         /* paid in February; absent: no issued payment in the export */
	int32_t february_last;    /* the last February payment; absent: none is dated */
	int32_t february_unclear; /* 1: a payment's month or date cannot be read */
	struct caselint_ref original_place;
	struct caselint_ref agreed_place;
	struct caselint_ref route_place;
	struct caselint_text paid_through;
};

/* A line of an invoice. */
struct line_fact {
	struct caselint_text county; /* of the invoice */
	int64_t january;
	int64_t february;
	int64_t match;
	int32_t signed_on; /* the invoice */
	struct caselint_ref line;
	struct caselint_ref january_place;
	struct caselint_ref february_place;
	struct caselint_ref match_place;
	struct caselint_ref case_place;
	struct caselint_ref signed_place;
};

/* A case of a child. */
struct child_fact {
	int32_t requested;
	int32_t program; /* enum program */
};

extern const struct caselint_table case_fact_table;
extern const struct caselint_table line_fact_table;
extern const struct caselint_table child_fact_table;

/* The fact of a case; places point into the record. */
struct case_fact case_fact_of(const struct case_view *view);
struct line_fact line_fact_of(const struct oh_invoice *invoice, const struct oh_line *line);

/* Plugin functions: give facts; answer with the facts of one key. */
int32_t facts_collect(const struct caselint_eval *eval);
int32_t facts_reconcile(void *instance, const struct caselint_group *group);

/* Gives the fact of the child of a case, for the second round. */
int32_t facts_give_child(const struct caselint_eval *eval, const struct case_fact *fact);

/* Judges a line against its case; `found` NULL: the case is not in what was read. */
typedef void judge_line_fn(struct cl_answer *answer, const struct oh_parameters *p, const struct line_fact *line,
    const struct case_fact *found);
judge_line_fn judge_line_january, judge_line_february, judge_line_match, judge_line_payment_order;
/* Likewise whether the line may be there at all; `lines`: how many name the case. */
void judge_line_case(struct cl_answer *answer, const struct oh_parameters *p, const struct line_fact *line,
    const struct case_fact *found, uint32_t lines);

#endif
