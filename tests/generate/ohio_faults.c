/*
 * Faults of Ohio's cases, and what FCASPL 135 says of each. Deadlines are all past on the
 * earliest day of export, so that a step not done has failed; steps without a date in the
 * letter stay open, and leaving them out is no fault. A case that is not claimable, or
 * whose route or amounts are unknown, answers to nothing else (see README.md).
 */
#include "ohio.h"

#define DAY(member, value) SET_DAY(oh_case, member, value)
#define CENTS(member, value) SET_MONEY(oh_case, member, value)
#define TEXT(member, value) SET_TEXT(oh_case, member, value)
#define FLAG(member, value) SET_FLAG(oh_case, member, value)
#define SHIFT(member, other, days) SHIFT_DAY(oh_case, member, other, days)
#define SUM(member, other, cents) SUM_MONEY(oh_case, member, other, cents)

static struct oh_case *
case_in(struct group *group, uint32_t slot)
{
	return group->slots[slot].record;
}

/* ---- What needs more than members set ------------------------------------------------ */

/* The invoice of the group, when it is still as it was made; NO_SLOT when not. */
#define NO_SLOT UINT32_MAX

static uint32_t
right_invoice(const struct group *group)
{
	uint32_t last = group->count - 1;

	return group->slots[last].kind == OH_INVOICE && group->slots[last].fault == NULL ? last : NO_SLOT;
}

static bool
unpaid_in_january(struct group *group, uint32_t slot)
{
	struct oh_case *record = case_in(group, slot);

	record->january[0].there = false;
	record->january[1].there = false;
	return true;
}

/* GEN-14: the request is dated after the export. */
static bool
requested_after_export(struct group *group, uint32_t slot)
{
	case_in(group, slot)->requested_on = group->exported_on + 1;
	return true;
}

static bool
filed_after_export(struct group *group, uint32_t slot)
{
	case_in(group, slot)->letter_filed_on = group->exported_on + 40;
	return true;
}

static bool
is_open_case(const struct slot *slot)
{
	return (slot->kind & OH_OPEN) != 0 && slot->fault == NULL;
}

/* GEN-13 answers for both cases of the child. */
static bool
child_in_both_programs(struct group *group, uint32_t slot)
{
	struct oh_case *record = case_in(group, slot);
	uint32_t i = 0;

	for (i = 0; i < group->count; i++) {
		struct oh_case *other = group->slots[i].record;

		if (i == slot || !is_open_case(&group->slots[i]) || other->program == record->program ||
		    strcmp(other->program, record->program) == 0)
			continue;
		other->child = record->child;
		other->name = record->name;
		other->birth_date = record->birth_date;
		fault_spread(group, slot, i);
		return true;
	}
	return false;
}

/* A case that takes the form of another route with it. */
static bool
form_of_other_route(struct group *group, uint32_t slot)
{
	struct oh_case *record = case_in(group, slot);

	record->forms[0] = (struct oh_form){
	    true, "H", "3", "SAGE", JAN_2008(1), JAN_2008(31), JAN_2008(15), JAN_2008(16), record->underpayment};
	return true;
}

static bool
statement_of_other_route(struct group *group, uint32_t slot)
{
	struct oh_case *record = case_in(group, slot);

	record->statement = (struct oh_statement){true, MONTH_2008(2), "852", "50", "2-6620", "0000", record->raised};
	return true;
}

/* N + 2D: January's underpayment is in it twice. */
static bool
reported_twice(struct group *group, uint32_t slot)
{
	struct oh_case *record = case_in(group, slot);

	record->statement.cents = record->raised + record->underpayment;
	return true;
}

static bool
second_form(struct group *group, uint32_t slot)
{
	struct oh_case *record = case_in(group, slot);

	record->forms[1] = record->forms[0];
	return true;
}

static bool
review_of_other_program(struct group *group, uint32_t slot)
{
	struct oh_case *record = case_in(group, slot);

	record->reviews[0].program = strcmp(record->program, "AA") == 0 ? "SAMS" : "AA";
	return true;
}

/* ---- Cases and their invoice ------------------------------------------------------------ */

/* The invoice stays right, but other faults of it would now be other faults. */
static bool
february_unknown(struct group *group, uint32_t slot)
{
	uint32_t invoice = right_invoice(group);

	if (invoice == NO_SLOT)
		return false;
	case_in(group, slot)->february.there = false;
	fault_spread(group, slot, invoice);
	return true;
}

/* The line says what should have been paid, and not what was (INV-04). MAT-03 fails, so INV-01 does not apply. */
static bool
match_not_expended(struct group *group, uint32_t slot)
{
	struct oh_case *record = case_in(group, slot);
	uint32_t invoice = right_invoice(group);

	if (invoice == NO_SLOT)
		return false;
	record->february.cents = record->agreed;
	fault_spread(group, slot, invoice);
	return true;
}

/* MAT-02 and INV-12 still reject the line of a case that is not claimable. */
static bool
invoiced_but_not_claimable(struct group *group, uint32_t slot)
{
	uint32_t invoice = right_invoice(group);

	if (invoice == NO_SLOT)
		return false;
	fault_spread(group, slot, invoice);
	return true;
}

static bool
not_invoiced(struct group *group, uint32_t slot)
{
	uint32_t at = right_invoice(group);
	struct oh_invoice *invoice = at == NO_SLOT ? NULL : group->slots[at].record;
	uint32_t kept = 0;
	uint32_t i = 0;

	if (invoice == NULL || invoice->line_count < 2)
		return false;
	for (i = 0; i < invoice->line_count; i++) {
		if (strcmp(invoice->lines[i].case_id, case_in(group, slot)->id) != 0)
			invoice->lines[kept++] = invoice->lines[i];
	}
	invoice->line_count = kept;
	ohio_count_totals(invoice);
	fault_spread(group, slot, at);
	return true;
}

/* The line itself is right: it claims nothing. */
static bool
invoiced_without_match(struct group *group, uint32_t slot)
{
	uint32_t invoice = right_invoice(group);

	if (invoice == NO_SLOT)
		return false;
	ohio_add_line(group->slots[invoice].record, case_in(group, slot));
	fault_spread(group, slot, invoice);
	return true;
}

/* ---- Faults of form ------------------------------------------------------------------------ */

static bool
has_id_of_another(struct group *group, uint32_t slot)
{
	if (slot == 0 || !is_open_case(&group->slots[slot - 1]))
		return false;
	case_in(group, slot)->id = group->slots[slot - 1].id;
	group->slots[slot].id = group->slots[slot - 1].id;
	fault_spread(group, slot, slot - 1);
	return true;
}

static bool
set_form_fault(struct group *group, uint32_t slot, enum form_fault form_fault)
{
	case_in(group, slot)->form_fault = form_fault;
	return true;
}

static bool
unknown_element(struct group *group, uint32_t slot)
{
	return set_form_fault(group, slot, FORM_UNKNOWN_ELEMENT);
}

static bool
broken(struct group *group, uint32_t slot)
{
	return set_form_fault(group, slot, FORM_BROKEN);
}

static bool
undeclared_entity(struct group *group, uint32_t slot)
{
	return set_form_fault(group, slot, FORM_ENTITY);
}

/* ---- The table ------------------------------------------------------------------------------ */

const struct fault ohio_faults[] = {
    /* L8: the request, the signatures, the increase, the route. */
    EDITED("request-other-month", OH_OPEN, "OH-GEN-01", DAY(request_month, MONTH_2008(0))),
    EDITED("request-month-absent", OH_CASES, "?OH-GEN-01", DAY(request_month, NO_DATE)),
    EDITED("program-other", OH_OPEN, "OH-GEN-02", TEXT(program, "PASSS")),
    EDITED("program-absent", OH_LIVE, "?OH-GEN-02", TEXT(program, NULL), TEXT(reviews[0].program, NULL),
	TEXT(reviews[1].program, NULL)),
    EDITED("request-not-recorded", OH_ANY_LIVE | OH_AA, "OH-GEN-03", FLAG(has_request, 0)),
    EDITED("parent-signed-late", OH_OPEN, "OH-GEN-04", DAY(parents[0].signed_on, JAN_2008(1))),
    EDITED("parent-not-signed", OH_OPEN, "OH-GEN-04", DAY(parents[0].signed_on, NO_DATE)),
    EDITED("no-parent-named", OH_OPEN, "OH-GEN-04", FLAG(parents[0].there, 0), FLAG(parents[1].there, 0)),
    EDITED("agency-signed-late", OH_OPEN, "OH-GEN-05", DAY(agency.signed_on, JAN_2008(2))),
    EDITED("agency-not-signed", OH_OPEN, "OH-GEN-05", FLAG(agency.there, 0)),
    EDITED("not-increased", OH_OPEN, "OH-GEN-07", SUM(amount, original, 0)),
    EDITED("decreased", OH_OPEN, "OH-GEN-07", SUM(amount, original, -1)),
    EDITED("agreed-amount-absent", OH_OPEN, "?OH-GEN-07", CENTS(amount, NO_MONEY)),
    EDITED("january-not-prior-amount", OH_CASES, "OH-GEN-09", SUM(prior_amount, original, -100)),
    PLANTED("january-not-paid", OH_CASES, "?OH-GEN-09", unpaid_in_january),
    EDITED("route-absent", OH_OPEN, "?OH-GEN-10", TEXT(system, NULL)),
    EDITED("route-unrecognised", OH_OPEN, "?OH-GEN-10", TEXT(system, "MAINFRAME")),
    EDITED("live-event-0338", OH_ANY_LIVE, "OH-GEN-11", FLAG(event.there, 1), DAY(event.updated_on, JAN_2008(15)),
	SUM(event.cents, agreed, 0)),
    PLANTED("live-jfs-01659", OH_ANY_LIVE, "OH-GEN-11", form_of_other_route),
    PLANTED("live-jfs-02820", OH_ANY_LIVE, "OH-GEN-11", statement_of_other_route),
    EDITED("not-live-review", OH_AA | OH_SAMS, "OH-GEN-11", FLAG(reviews[0].there, 1),
	DAY(reviews[0].review_date, FEB_2008(1)), DAY(reviews[0].entered_on, JAN_2008(18)),
	SUM(reviews[0].cents, raised, 0)),
    EDITED("effective-date-absent", OH_CASES, "?OH-GEN-12", DAY(effective_on, NO_DATE)),
    SPREAD("child-in-both-programs", OH_OPEN, "OH-GEN-13", "OH-GEN-13", child_in_both_programs, {0}),
    EDITED("child-absent", OH_OPEN, "?OH-GEN-13", FLAG(has_child, 0)),
    EDITED("child-id-absent", OH_OPEN, "?OH-GEN-13", FLAG(has_child_id, 0)),
    PLANTED("requested-after-export", OH_CASES, "OH-GEN-14", requested_after_export),
    PLANTED("letter-filed-after-export", OH_ANY_LIVE, "OH-GEN-14", filed_after_export),

    /* L12 to L14: not live, AA. */
    EDITED("event-missing", OH_AA, "OH-NLA-01", FLAG(event.there, 0)),
    EDITED("event-not-updated", OH_AA, "OH-NLA-01", DAY(event.updated_on, NO_DATE)),
    EDITED("event-doubled", OH_AA, "OH-NLA-02", SUM(event.cents, raised, 0)),
    EDITED("event-one-cent-over", OH_AA, "OH-NLA-02", SUM(event.cents, agreed, 1)),
    EDITED("event-amount-absent", OH_AA, "?OH-NLA-02", CENTS(event.cents, NO_MONEY)),
    EDITED("facsis-event-late", OH_FACSIS, "OH-NLA-03", DAY(event.updated_on, JAN_2008(23))),
    EDITED("sis-event-late", OH_SIS, "OH-NLA-04", DAY(event.updated_on, JAN_2008(19))),
    EDITED("form-benefit-type-other", OH_AA, "OH-NLA-06", TEXT(forms[0].benefit_type, "A")),
    EDITED("form-benefit-type-absent", OH_AA, "?OH-NLA-06", TEXT(forms[0].benefit_type, NULL)),
    EDITED("form-transaction-other", OH_AA, "OH-NLA-07", TEXT(forms[0].transaction_code, "1")),
    EDITED("form-span-shorter", OH_AA, "OH-NLA-08", DAY(forms[0].to, JAN_2008(30))),
    EDITED("form-span-outside", OH_AA, "OH-NLA-08", DAY(forms[0].from, DEC_2007(1))),
    EDITED("form-span-reversed", OH_AA, "OH-NLA-08", DAY(forms[0].from, JAN_2008(31)), DAY(forms[0].to, JAN_2008(1))),
    EDITED("form-span-absent", OH_AA, "?OH-NLA-08", DAY(forms[0].from, NO_DATE)),
    EDITED("form-has-agreement", OH_AA, "OH-NLA-09", SUM(forms[0].cents, agreed, 0)),
    EDITED("form-has-february", OH_AA, "OH-NLA-09", SUM(forms[0].cents, raised, 0)),
    EDITED("form-amount-absent", OH_AA, "?OH-NLA-09", CENTS(forms[0].cents, NO_MONEY)),
    EDITED("form-sent-elsewhere", OH_AA, "OH-NLA-10", TEXT(forms[0].sent_to, "ODJFS/OCF")),
    EDITED("form-addressee-absent", OH_AA, "?OH-NLA-10", TEXT(forms[0].sent_to, NULL)),
    PLANTED("form-twice", OH_AA, "OH-NLA-11", second_form),
    EDITED("form-before-signing", OH_AA, "OH-NLA-13", DAY(forms[0].completed_on, DEC_2007(10))),

    /* L15: not live, SAMS. */
    EDITED("sams-february-short", OH_SAMS, "OH-NLS-01", SUM(february.cents, agreed, 0)),
    EDITED("sams-february-unknown", OH_SAMS, "?OH-NLS-01", FLAG(february.there, 0)),
    EDITED("statement-january-forgotten", OH_SAMS, "OH-NLS-02", SUM(statement.cents, agreed, 0)),
    PLANTED("statement-january-twice", OH_SAMS, "OH-NLS-02", reported_twice),
    EDITED("statement-one-cent-short", OH_SAMS, "OH-NLS-02", SUM(statement.cents, raised, -1)),
    EDITED("statement-amount-absent", OH_SAMS, "?OH-NLS-02", CENTS(statement.cents, NO_MONEY)),
    EDITED("statement-financial-other", OH_SAMS, "OH-NLS-03", TEXT(statement.financial, "825")),
    EDITED("statement-financial-absent", OH_SAMS, "?OH-NLS-03", TEXT(statement.financial, NULL)),
    EDITED("statement-class-other", OH_SAMS, "OH-NLS-04", TEXT(statement.classification, "55")),
    EDITED("statement-line-other", OH_SAMS, "OH-NLS-05", TEXT(statement.line, "2-6260")),
    EDITED("statement-funding-without-zeros", OH_SAMS, "OH-NLS-06", TEXT(statement.funding, "0")),
    EDITED("statement-other-month", OH_SAMS, "OH-NLS-07", DAY(statement.month, MONTH_2008(3))),
    PLANTED("sams-jfs-01659", OH_SAMS, "OH-NLS-08", form_of_other_route),
    EDITED("sams-march-not-reset", OH_SAMS, "OH-NLS-10", SUM(march.cents, raised, 0)),
    EDITED("sams-march-unknown", OH_SAMS, "?OH-NLS-10", FLAG(march.there, 0)),

    /* L19 to L21: live. */
    EDITED("february-review-missing", OH_ANY_LIVE, "OH-LIV-01", FLAG(reviews[0].there, 0)),
    EDITED("february-review-not-entered", OH_ANY_LIVE, "OH-LIV-01", DAY(reviews[0].entered_on, NO_DATE)),
    EDITED("february-review-other-day", OH_ANY_LIVE, "OH-LIV-02", DAY(reviews[0].review_date, FEB_2008(2))),
    EDITED("february-review-without-january", OH_ANY_LIVE, "OH-LIV-03", SUM(reviews[0].cents, agreed, 0)),
    EDITED("february-review-amount-absent", OH_ANY_LIVE, "?OH-LIV-03", CENTS(reviews[0].cents, NO_MONEY)),
    EDITED("february-review-late", OH_ANY_LIVE, "OH-LIV-04", DAY(reviews[0].entered_on, JAN_2008(22))),
    EDITED("march-review-missing", OH_ANY_LIVE, "OH-LIV-05", FLAG(reviews[1].there, 0)),
    EDITED("march-review-other-day", OH_ANY_LIVE, "OH-LIV-06", DAY(reviews[1].review_date, APR_2008(1))),
    EDITED("march-review-not-reset", OH_ANY_LIVE, "OH-LIV-07", SUM(reviews[1].cents, raised, 0)),
    EDITED("march-review-late", OH_ANY_LIVE, "OH-LIV-08", DAY(reviews[1].entered_on, FEB_2008(20))),
    EDITED("letter-name-absent", OH_ANY_LIVE, "?OH-LIV-09", TEXT(letter, NULL)),
    EDITED("agreement-amended", OH_ANY_LIVE, "OH-LIV-10", DAY(amended_on, JAN_2008(10))),
    EDITED("review-between", OH_ANY_LIVE, "OH-LIV-11", FLAG(reviews[2].there, 1),
	DAY(reviews[2].review_date, FEB_2008(15)), SHIFT(reviews[2].entered_on, reviews[0].entered_on, 0),
	SUM(reviews[2].cents, agreed, 0)),
    EDITED("reviews-out-of-order", OH_ANY_LIVE, "OH-LIV-11", SHIFT(reviews[1].entered_on, reviews[0].entered_on, -1)),
    EDITED("live-february-short", OH_LIVE, "OH-LIV-12", SUM(february.cents, agreed, 0)),
    EDITED("live-february-unknown", OH_LIVE, "?OH-LIV-12", FLAG(february.there, 0)),
    EDITED("live-march-not-reset", OH_ANY_LIVE, "OH-LIV-12", SUM(march.cents, raised, 0)),
    EDITED("live-march-unknown", OH_ANY_LIVE, "?OH-LIV-12", FLAG(march.there, 0)),
    PLANTED("review-of-other-program", OH_ANY_LIVE, "OH-LIV-13", review_of_other_program),

    /* L23, L25: the match of a case. */
    PLANTED("invoiced-without-match", OH_LIVE, "OH-MAT-02", invoiced_without_match),
    SPREAD("invoiced-not-signed", OH_CLAIM, "OH-GEN-05 OH-MAT-02", "OH-INV-12", invoiced_but_not_claimable,
	FLAG(agency.there, 0)),
    SPREAD("invoiced-not-increased", OH_CLAIM, "OH-GEN-07 OH-MAT-02", "OH-INV-12", invoiced_but_not_claimable,
	SUM(amount, original, 0)),
    SPREAD("match-not-expended", OH_CLAIM, "OH-LIV-12 OH-MAT-03", "OH-INV-04", match_not_expended, {0}),
    PLANTED("match-unknown", OH_CLAIM, "?OH-LIV-12 ?OH-MAT-03", february_unknown),
    PLANTED("not-invoiced", OH_CLAIM, "OH-INV-01", not_invoiced),

    /* Form: what the schema and XML ask for. */
    FORM_PLANTED("oh-unknown-element", OH_OPEN, "CL-SCHEMA-ELEMENT", false, unknown_element),
    FORM_EDITED("oh-county-absent", OH_OPEN, "", "CL-SCHEMA-MISSING", TEXT(county, NULL)),
    FORM_EDITED("oh-date-unreadable", OH_OPEN, "?OH-GEN-14", "CL-SCHEMA-VALUE", DAY(requested_on, BAD_DATE)),
    FORM_EDITED("oh-amount-unreadable", OH_OPEN, "?OH-GEN-07", "CL-SCHEMA-VALUE", CENTS(amount, BAD_MONEY)),
    FORM_PLANTED("oh-duplicate-id", OH_OPEN, "CL-INPUT-DUPLICATE-ID", false, has_id_of_another),
    FORM_PLANTED("oh-record-broken", OH_OPEN, "CL-INPUT-RECORD-BROKEN", true, broken),
    FORM_PLANTED("oh-record-malformed", OH_OPEN, "CL-INPUT-MALFORMED", true, undeclared_entity),
    {.name = NULL},
};
