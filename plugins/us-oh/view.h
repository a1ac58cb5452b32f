/*
 * A case as the letter sees it: whether it is requested and claimable, which
 * route it takes, the amounts of the letter's arithmetic, and which review
 * records govern. Worked out once per record, before the rules.
 */
#ifndef US_OH_VIEW_H
#define US_OH_VIEW_H

#include <caselint/answer.h>

#include "parameters.h"
#include "records.h"

/* How the subsidy is paid (L10, L17). */
enum route { ROUTE_UNKNOWN, ROUTE_LIVE, ROUTE_FACSIS, ROUTE_SIS };

/* The program of a case (L8). */
enum program { PROGRAM_UNKNOWN, PROGRAM_AA, PROGRAM_SAMS, PROGRAM_OTHER };

/* Issued payments of one month added up. */
struct month_sum {
	bool there;                /* some payment counts for the month */
	int64_t cents;             /* the sum; bad when a payment cannot be read */
	struct caselint_ref place; /* the amount of the first payment, or the first thing that cannot be read */
};

/* Whether something holds. */
enum tri { TRI_NO, TRI_YES, TRI_UNKNOWN };

/* The review record that governs for a month. */
struct governing {
	const struct oh_review *record; /* NULL: there is none */
	bool unclear; /* several were entered for the same Review Date, and which was last cannot be read */
};

struct case_view {
	const struct caselint_eval *eval;
	const struct oh_parameters *p;
	const struct oh_case *record;
	bool has_request;       /* the request element is there */
	bool requested;         /* it is, or an artefact of a request */
	enum tri artefact;      /* in this record */
	uint32_t invoice_lines; /* that name the case; known in reconcile only */
	enum route route;
	enum program program;
	struct month_sum january;
	struct month_sum february;
	struct month_sum march;
	int64_t original;     /* O */
	int64_t agreed;       /* N */
	bool claimable;       /* no gate fails (L8) */
	bool active;          /* claimable, and O and N are known: amounts are computed */
	int64_t underpayment; /* D */
	int64_t raised;       /* F */
	int64_t match;        /* M */
	int64_t state_share;  /* S */
	int64_t reimbursable; /* R */
	int64_t county_match; /* M, or the part of it that is not federal where that is asked for */
	int64_t claim;        /* R likewise: what the county may invoice */
	struct governing february_review;
	struct governing march_review;
	const struct oh_review *stray_review; /* the first that was entered and has no readable Review Date, or NULL */
	/* Conditions of rules. The route a case is judged by when it is active: of these at most one holds. */
	bool is_live;
	bool is_not_live_aa;
	bool is_not_live_sams;
	bool is_facsis; /* not live, AA, through FACSIS; or through SIS */
	bool is_sis;
	bool has_claim;        /* live, with something to invoice */
	int32_t event_cut_off; /* the last day to update event 0338, by system */
	int64_t raised_twice;  /* what February comes to when D is added once more */
};

/* Works a view out in scratch memory. `invoice_lines`: lines of invoices that name the case, 0 before
 * reconciliation. NULL when scratch is refused. */
const struct case_view *view_make(const struct caselint_eval *eval, uint32_t invoice_lines);

/* Chooses the review records; the record and the amount agreed are known. A part of view_make. */
void view_look_up_reviews(struct case_view *view);

/* Of a rule's eval for a case. */
const struct case_view *view_of(const struct caselint_eval *eval);

/* Whether a payment was issued, on whatever day, and is for the month or may be, because its month cannot be read. */
bool is_issued_for(const struct oh_payment *payment, int32_t month);

/* Whether February was paid, but not the amount the match arises from (L23: "expended"). */
bool is_match_unexpended(const struct case_view *view);

/* Whether the part of AA match that is not federal is to be taken, and a share of it rounded half up. */
bool share_applies(const struct oh_parameters *p, enum program program);
int64_t share_of(const struct oh_parameters *p, enum program program, int64_t cents);

/* Elements that are what the letter speaks of: another code or form is something else. Where it is absent or unreadable
 * the name of the element tells, as the schema names it: what stands in it is judged, and where it must not be it is
 * found. It is no proof that the step was taken: OH-NLA-01, OH-NLA-05 and OH-NLS-11 are then unknown. */
bool is_event_0338(const struct case_view *view, const struct oh_event *event);
bool is_auxiliary(const struct case_view *view, const struct oh_auxiliary *form);
bool is_statement(const struct case_view *view, const struct oh_statement *line);
/* How many there are. */
uint32_t count_events(const struct case_view *view);
uint32_t count_auxiliary(const struct case_view *view);
uint32_t count_statements(const struct case_view *view);

/* Whether the effective date leaves the amounts to a person (the letter has no proration). */
bool is_effective_late(const struct case_view *view);
/* Whether nothing was paid before, so that a person decides whether there was a payment to increase. */
bool is_unpaid_before(const struct case_view *view);

#endif
