/* What records give for reconciliation; see facts.h. */
#include "facts.h"

#include <string.h>

#include "rules.h"

#define KEY_BYTES 512U
#define CASE_KEY "case/"
#define CHILD_KEY "child/"

static const struct caselint_field case_fields[] = {
    CASELINT_FIELD(struct case_fact, county, "county", CASELINT_CODE, 0),
    CASELINT_FIELD(struct case_fact, child, "child", CASELINT_ID, 0),
    CASELINT_FIELD(struct case_fact, requested, "requested", CASELINT_BOOLEAN, 0),
    CASELINT_FIELD(struct case_fact, claimable, "claimable", CASELINT_BOOLEAN, 0),
    CASELINT_FIELD(struct case_fact, active, "active", CASELINT_BOOLEAN, 0),
    CASELINT_FIELD(struct case_fact, manual, "manual", CASELINT_BOOLEAN, 0),
    CASELINT_FIELD(struct case_fact, route, "route", CASELINT_COUNT, 0),
    CASELINT_FIELD(struct case_fact, program, "program", CASELINT_COUNT, 0),
    CASELINT_FIELD(struct case_fact, match_not_expended, "matchNotExpended", CASELINT_BOOLEAN, 0),
    CASELINT_FIELD(struct case_fact, original, "original", CASELINT_MONEY, 0),
    CASELINT_FIELD(struct case_fact, agreed, "agreed", CASELINT_MONEY, 0),
    CASELINT_FIELD(struct case_fact, underpayment, "underpayment", CASELINT_MONEY, 0),
    CASELINT_FIELD(struct case_fact, raised, "raised", CASELINT_MONEY, 0),
    CASELINT_FIELD(struct case_fact, match, "match", CASELINT_MONEY, 0),
    CASELINT_FIELD(struct case_fact, state_share, "stateShare", CASELINT_MONEY, 0),
    CASELINT_FIELD(struct case_fact, reimbursable, "reimbursable", CASELINT_MONEY, 0),
    CASELINT_FIELD(struct case_fact, claim, "claim", CASELINT_MONEY, 0),
    CASELINT_FIELD(struct case_fact, february, "february", CASELINT_MONEY, 0),
    CASELINT_FIELD(struct case_fact, february_last, "februaryLast", CASELINT_DATE, 0),
    CASELINT_FIELD(struct case_fact, february_unclear, "februaryUnclear", CASELINT_BOOLEAN, 0),
    CASELINT_FIELD(struct case_fact, original_place, "originalPlace", CASELINT_PLACE, 0),
    CASELINT_FIELD(struct case_fact, agreed_place, "agreedPlace", CASELINT_PLACE, 0),
    CASELINT_FIELD(struct case_fact, route_place, "routePlace", CASELINT_PLACE, 0),
    CASELINT_FIELD(struct case_fact, paid_through, "paidThrough", CASELINT_CODE, 0),
};
const struct caselint_table case_fact_table = {
    NULL, CASELINT_ARRAY(case_fields), {NULL, 0, 0}, sizeof(struct case_fact), 0};

static const struct caselint_field line_fields[] = {
    CASELINT_FIELD(struct line_fact, county, "county", CASELINT_CODE, 0),
    CASELINT_FIELD(struct line_fact, january, "january", CASELINT_MONEY, 0),
    CASELINT_FIELD(struct line_fact, february, "february", CASELINT_MONEY, 0),
    CASELINT_FIELD(struct line_fact, match, "match", CASELINT_MONEY, 0),
    CASELINT_FIELD(struct line_fact, signed_on, "signedOn", CASELINT_DATE, 0),
    CASELINT_FIELD(struct line_fact, line, "line", CASELINT_PLACE, 0),
    CASELINT_FIELD(struct line_fact, january_place, "januaryPlace", CASELINT_PLACE, 0),
    CASELINT_FIELD(struct line_fact, february_place, "februaryPlace", CASELINT_PLACE, 0),
    CASELINT_FIELD(struct line_fact, match_place, "matchPlace", CASELINT_PLACE, 0),
    CASELINT_FIELD(struct line_fact, case_place, "casePlace", CASELINT_PLACE, 0),
    CASELINT_FIELD(struct line_fact, signed_place, "signedPlace", CASELINT_PLACE, 0),
};
const struct caselint_table line_fact_table = {
    NULL, CASELINT_ARRAY(line_fields), {NULL, 0, 0}, sizeof(struct line_fact), 0};

static const struct caselint_field child_fields[] = {
    CASELINT_FIELD(struct child_fact, requested, "requested", CASELINT_BOOLEAN, 0),
    CASELINT_FIELD(struct child_fact, program, "program", CASELINT_COUNT, 0),
};
const struct caselint_table child_fact_table = {
    NULL, CASELINT_ARRAY(child_fields), {NULL, 0, 0}, sizeof(struct child_fact), 0};

/* ---- Making facts ------------------------------------------------------------------ */

static void
set_amounts(struct case_fact *fact, const struct case_view *view)
{
	fact->original = view->original;
	fact->agreed = view->agreed;
	fact->underpayment = view->active ? view->underpayment : CASELINT_ABSENT_MONEY;
	fact->raised = view->active ? view->raised : CASELINT_ABSENT_MONEY;
	fact->match = view->active ? view->match : CASELINT_ABSENT_MONEY;
	fact->state_share = view->active ? view->state_share : CASELINT_ABSENT_MONEY;
	fact->reimbursable = view->active ? view->reimbursable : CASELINT_ABSENT_MONEY;
	fact->claim = view->active ? view->claim : CASELINT_ABSENT_MONEY;
	fact->february = view->february.there ? view->february.cents : CASELINT_ABSENT_MONEY;
	fact->match_not_expended = is_match_unexpended(view);
}

static void
set_february_dates(struct case_fact *fact, const struct case_view *view)
{
	uint32_t i = 0;

	fact->february_last = CASELINT_ABSENT;
	for (i = 0; i < view->record->payments.count; i++) {
		const struct oh_payment *payment = CL_ITEM(view->record->payments, struct oh_payment, i);

		if (!is_issued_for(payment, view->p->following_month))
			continue;
		if (!cl_is_known(payment->month) || !cl_is_known(payment->issued_on))
			fact->february_unclear = 1;
		else if (payment->issued_on > fact->february_last)
			fact->february_last = payment->issued_on;
	}
}

static void
set_places(struct case_fact *fact, const struct case_view *view)
{
	const struct oh_agreement *agreement = view->record->agreement;

	fact->route_place = CL_PLACE(view->record, struct oh_case, paid_through);
	if (view->january.there)
		fact->original_place = view->january.place;
	else if (agreement != NULL)
		fact->original_place = CL_PLACE(agreement, struct oh_agreement, prior_amount);
	if (agreement != NULL)
		fact->agreed_place = CL_PLACE(agreement, struct oh_agreement, amount);
}

struct case_fact
case_fact_of(const struct case_view *view)
{
	const struct oh_case *record = view->record;
	struct case_fact fact;

	memset(&fact, 0, sizeof fact);
	fact.county = record->county;
	fact.paid_through = record->paid_through;
	fact.child.state = CASELINT_ABSENT;
	if (record->child != NULL)
		fact.child = record->child->person_id;
	fact.requested = view->requested;
	fact.claimable = view->claimable;
	fact.active = view->active;
	fact.manual = is_effective_late(view);
	fact.route = (int32_t)view->route;
	fact.program = (int32_t)view->program;
	set_amounts(&fact, view);
	set_february_dates(&fact, view);
	set_places(&fact, view);
	return fact;
}

struct line_fact
line_fact_of(const struct oh_invoice *invoice, const struct oh_line *line)
{
	struct line_fact fact;

	memset(&fact, 0, sizeof fact);
	fact.county = invoice->county;
	fact.january = line->january;
	fact.february = line->february;
	fact.match = line->match;
	fact.signed_on = invoice->signed_on;
	fact.line = cl_whole(line);
	fact.january_place = CL_PLACE(line, struct oh_line, january);
	fact.february_place = CL_PLACE(line, struct oh_line, february);
	fact.match_place = CL_PLACE(line, struct oh_line, match);
	fact.case_place = CL_PLACE(line, struct oh_line, case_id);
	fact.signed_place = CL_PLACE(invoice, struct oh_invoice, signed_on);
	return fact;
}

static int32_t
give(const struct caselint_eval *eval, uint32_t table, const char *kind, const struct caselint_text *id,
    const void *data)
{
	char key[KEY_BYTES];
	struct caselint_fact fact;
	uint32_t length = (uint32_t)strlen(kind);

	memset(&fact, 0, sizeof fact);
	memcpy(key, kind, length);
	if (cl_text_is_known(id) && id->length <= KEY_BYTES - length) {
		memcpy(key + length, id->data, id->length);
		length += id->length;
	}
	fact.size = (uint32_t)sizeof fact;
	fact.table = table;
	fact.key = key;
	fact.key_length = length;
	fact.data = data;
	return eval->services->fact(eval, &fact);
}

/* Without a request the letter asks for nothing; should an invoice name the case after all, it is
 * judged anew with that line as its request, and for that the whole record is needed. */
static int32_t
collect_case(const struct caselint_eval *eval, const struct case_view *view)
{
	struct case_fact fact = case_fact_of(view);

	if (!view->requested)
		return give(eval, FACT_RECORD, CASE_KEY, &view->record->id, view->record);
	return give(eval, FACT_CASE, CASE_KEY, &view->record->id, &fact);
}

static int32_t
collect_lines(const struct caselint_eval *eval, const struct oh_invoice *invoice)
{
	int32_t result = CASELINT_OK;
	uint32_t i = 0;

	for (i = 0; i < invoice->lines.count && result == CASELINT_OK; i++) {
		const struct oh_line *line = CL_ITEM(invoice->lines, struct oh_line, i);
		struct line_fact fact = line_fact_of(invoice, line);

		if (cl_text_is_known(&line->case_id))
			result = give(eval, FACT_LINE, CASE_KEY, &line->case_id, &fact);
	}
	return result;
}

int32_t
facts_collect(const struct caselint_eval *eval)
{
	if (eval->record_type == OH_CASE)
		return collect_case(eval, view_of(eval));
	return collect_lines(eval, eval->record);
}

int32_t
facts_give_child(const struct caselint_eval *eval, const struct case_fact *fact)
{
	struct child_fact child = {fact->requested, fact->program};

	if (!cl_text_is_known(&fact->child))
		return CASELINT_OK;
	return give(eval, FACT_CHILD, CHILD_KEY, &fact->child, &child);
}
