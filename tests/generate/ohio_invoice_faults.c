/*
 * Faults of match invoices (L25 to L29). A line is spoilt with its totals counted again,
 * so that the fault stays the only one. Own: the match that follows from the line's own
 * amounts, max(0, min(February - C, C - January)).
 */
#include <stdio.h>

#include "ohio.h"

#define CEILING 30000

#define DAY(member, value) SET_DAY(oh_invoice, member, value)
#define CENTS(member, value) SET_MONEY(oh_invoice, member, value)
#define TEXT(member, value) SET_TEXT(oh_invoice, member, value)
#define FLAG(member, value) SET_FLAG(oh_invoice, member, value)
#define SHIFT(member, other, days) SHIFT_DAY(oh_invoice, member, other, days)
#define SUM(member, other, cents) SUM_MONEY(oh_invoice, member, other, cents)

static struct oh_invoice *
invoice_in(struct group *group, uint32_t slot)
{
	return group->slots[slot].record;
}

/* The case a line of this invoice is for. */
static const struct oh_case *
case_of(const struct group *group, const struct oh_line *line)
{
	uint32_t i = 0;

	for (i = 0; i < group->count; i++) {
		const struct oh_case *record = group->slots[i].record;

		if (group->slots[i].kind != OH_INVOICE && strcmp(record->own_id, line->case_id) == 0)
			return record;
	}
	return NULL;
}

/* ---- Amounts of a line -------------------------------------------------------- */

typedef bool line_fits(const struct oh_case *record);

/* The first line whose case fits; NULL: there is none. */
static struct oh_line *
fitting_line(struct group *group, uint32_t slot, line_fits *fits)
{
	struct oh_invoice *invoice = invoice_in(group, slot);
	uint32_t i = 0;

	for (i = 0; i < invoice->line_count; i++) {
		if (fits(case_of(group, &invoice->lines[i])))
			return &invoice->lines[i];
	}
	return NULL;
}

static bool
is_agreed_at_ceiling(const struct oh_case *record)
{
	return record->agreed >= CEILING;
}

static bool
is_agreed_not_over_ceiling(const struct oh_case *record)
{
	return record->agreed <= CEILING;
}

/* R is bound by the excess with two cents to spare, so a cent more in January changes nothing of it. */
static bool
is_bound_by_excess(const struct oh_case *record)
{
	return record->raised - CEILING < CEILING - record->original - 1;
}

static bool
is_underpayment_more(const struct oh_case *record)
{
	return record->underpayment != record->reimbursable;
}

static bool
is_match_more(const struct oh_case *record)
{
	return record->match != record->reimbursable;
}

static bool
january_one_cent_over(struct group *group, uint32_t slot)
{
	struct oh_line *line = fitting_line(group, slot, is_bound_by_excess);

	if (line == NULL)
		return false;
	line->january++;
	ohio_count_totals(invoice_in(group, slot));
	return true;
}

/* Own is then 0, and R is not: INV-05 too. */
static bool
january_is_agreed(struct group *group, uint32_t slot)
{
	struct oh_line *line = fitting_line(group, slot, is_agreed_at_ceiling);

	if (line == NULL)
		return false;
	line->january = case_of(group, line)->agreed;
	ohio_count_totals(invoice_in(group, slot));
	return true;
}

/* Own is then 0, and R is not: INV-05 too. */
static bool
february_is_agreed(struct group *group, uint32_t slot)
{
	struct oh_line *line = fitting_line(group, slot, is_agreed_not_over_ceiling);

	if (line == NULL)
		return false;
	line->february = case_of(group, line)->agreed;
	ohio_count_totals(invoice_in(group, slot));
	return true;
}

static bool
match_is_underpayment(struct group *group, uint32_t slot)
{
	struct oh_line *line = fitting_line(group, slot, is_underpayment_more);

	if (line == NULL)
		return false;
	line->match = case_of(group, line)->underpayment;
	ohio_count_totals(invoice_in(group, slot));
	return true;
}

static bool
match_is_all_excess(struct group *group, uint32_t slot)
{
	struct oh_line *line = fitting_line(group, slot, is_match_more);

	if (line == NULL)
		return false;
	line->match = case_of(group, line)->match;
	ohio_count_totals(invoice_in(group, slot));
	return true;
}

/* ---- Lines --------------------------------------------------------------------------- */

static struct oh_line *
repeat_line(struct group *group, uint32_t slot)
{
	struct oh_invoice *invoice = invoice_in(group, slot);
	struct oh_line *line = &invoice->lines[invoice->line_count++];

	*line = invoice->lines[0];
	ohio_count_totals(invoice);
	return line;
}

static bool
line_twice(struct group *group, uint32_t slot)
{
	(void)repeat_line(group, slot);
	return true;
}

/* Nothing of the line can be compared. No other line names this case. */
static bool
line_of_absent_case(struct group *group, uint32_t slot)
{
	struct oh_line *line = repeat_line(group, slot);

	snprintf(line->case_id, sizeof line->case_id, "OH-of-%s", invoice_in(group, slot)->id);
	return true;
}

static bool
line_without_case(struct group *group, uint32_t slot)
{
	repeat_line(group, slot)->case_id[0] = '\0';
	return true;
}

/* A line for a case that is not live; with February not above the ceiling it rightly claims nothing. */
static bool
line_of_not_live_case(struct group *group, uint32_t slot, uint32_t kinds)
{
	uint32_t i = 0;

	for (i = 0; i < group->count; i++) {
		const struct oh_case *record = group->slots[i].record;

		if ((group->slots[i].kind & kinds) == 0 || group->slots[i].fault != NULL || record->raised > CEILING)
			continue;
		ohio_add_line(invoice_in(group, slot), record);
		fault_spread(group, slot, i);
		return true;
	}
	return false;
}

static bool
line_of_not_live_aa(struct group *group, uint32_t slot)
{
	return line_of_not_live_case(group, slot, OH_AA);
}

static bool
line_of_not_live_sams(struct group *group, uint32_t slot)
{
	return line_of_not_live_case(group, slot, OH_SAMS);
}

/* ---- The table -------------------------------------------------------------------------- */

const struct fault ohio_invoice_faults[] = {
    EDITED("line-without-name", OH_INVOICE, "OH-INV-02", TEXT(lines[0].name.given, NULL)),
    PLANTED("line-january-one-cent-over", OH_INVOICE, "OH-INV-03", january_one_cent_over),
    PLANTED("line-january-is-agreed", OH_INVOICE, "OH-INV-03 OH-INV-05", january_is_agreed),
    PLANTED("line-february-is-agreed", OH_INVOICE, "OH-INV-04 OH-INV-05", february_is_agreed),
    PLANTED("line-match-is-underpayment", OH_INVOICE, "OH-INV-05", match_is_underpayment),
    PLANTED("line-match-is-all-excess", OH_INVOICE, "OH-INV-05", match_is_all_excess),
    EDITED("line-match-absent", OH_INVOICE, "?OH-INV-05 ?OH-INV-06", CENTS(lines[0].match, NO_MONEY)),
    EDITED("line-january-absent", OH_INVOICE, "?OH-INV-03 ?OH-INV-05 ?OH-INV-06", CENTS(lines[0].january, NO_MONEY)),
    EDITED("total-january-wrong", OH_INVOICE, "OH-INV-06", SUM(totals[0], totals[0], 100)),
    EDITED("total-february-absent", OH_INVOICE, "OH-INV-06", CENTS(totals[1], NO_MONEY)),
    EDITED("total-match-wrong", OH_INVOICE, "OH-INV-06", SUM(totals[2], totals[2], 1), SUM(received, totals[2], 0)),
    EDITED("certification-absent", OH_INVOICE, "OH-INV-07", TEXT(certification, NULL)),
    EDITED("certification-false", OH_INVOICE, "OH-INV-07", TEXT(certification, "false")),
    EDITED("invoice-not-signed", OH_INVOICE, "OH-INV-08", DAY(signed_on, NO_DATE)),
    EDITED("invoice-signer-absent", OH_INVOICE, "?OH-INV-08", FLAG(has_signer, 0)),
    EDITED("invoice-title-absent", OH_INVOICE, "OH-INV-08", TEXT(title, NULL)),
    EDITED("invoice-mailed-late", OH_INVOICE, "OH-INV-09", DAY(mailed_on, APR_2008(1))),
    EDITED("invoice-not-mailed", OH_INVOICE, "OH-INV-09", DAY(mailed_on, NO_DATE)),
    EDITED("invoice-sent-elsewhere", OH_INVOICE, "OH-INV-10", TEXT(addressee, "SAGE")),
    EDITED("invoice-addressee-absent", OH_INVOICE, "?OH-INV-10", TEXT(addressee, NULL)),
    EDITED("invoice-before-payment", OH_INVOICE, "OH-INV-11", DAY(signed_on, JAN_2008(31))),
    EDITED("invoice-mailed-before-signed", OH_INVOICE, "OH-INV-11", SHIFT(mailed_on, signed_on, -1)),
    PLANTED("line-of-absent-case", OH_INVOICE, "?OH-INV-03 ?OH-INV-04 ?OH-INV-05 ?OH-INV-11 ?OH-INV-12",
	line_of_absent_case),
    PLANTED(
	"line-without-case", OH_INVOICE, "?OH-INV-03 ?OH-INV-04 ?OH-INV-05 ?OH-INV-11 ?OH-INV-12", line_without_case),
    PLANTED("line-twice", OH_INVOICE, "OH-INV-12", line_twice),
    SPREAD("line-of-not-live-aa", OH_INVOICE, "OH-INV-12", "OH-NLA-12", line_of_not_live_aa, {0}),
    SPREAD("line-of-not-live-sams", OH_INVOICE, "OH-INV-12", "OH-NLS-09", line_of_not_live_sams, {0}),
    EDITED("invoice-of-other-county", OH_INVOICE, "OH-INV-12", TEXT(county, "99")),
    EDITED("reimbursement-differs", OH_INVOICE, "OH-INV-13", DAY(received_on, APR_2008(10)),
	SUM(received, totals[2], 100)),
    {.name = NULL},
};
