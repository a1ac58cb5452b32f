/* The rules for a match invoice taken by itself (L26, L27, L29). */
#include "rules.h"

/* L26: "the name of the adopted child". Only whether it is there. */
void
judge_line_names(struct answer *answer, const struct oh_invoice *invoice, const struct oh_parameters *p)
{
	uint32_t i = 0;

	(void)p;
	for (i = 0; i < invoice->lines.count; i++) {
		const struct oh_line *line = ITEM(invoice->lines, struct oh_line, i);
		struct instance missing = {
		    NULL, PLACE(line, struct oh_line, name), value_none(), value_none(), CASELINT_ABSENT};

		if (line->name == CASELINT_BAD)
			answer_unknown(answer, missing.place, value_none(), CASELINT_ABSENT);
		else if (line->name == 1)
			answer_pass(answer);
		else
			answer_fail(answer, &missing);
	}
}

/* What an invoice still lacks is open until it is mailed, or until it had to be. */
static void
answer_lacking(
    struct answer *answer, const struct oh_invoice *invoice, const struct oh_parameters *p, struct caselint_ref place)
{
	struct instance lacking = {"mailed-without", place, value_at(PLACE(invoice, struct oh_invoice, mailed_on)),
	    value_none(), p->invoice_mail_by};

	if (was_done(invoice->mailed_on))
		answer_fail(answer, &lacking);
	else
		answer_not_done(answer, place, value_none(), p->invoice_mail_by);
}

/* ---- Totals (L26) ----------------------------------------------------------------------- */

static int64_t
line_amount(const struct oh_line *line, uint32_t column)
{
	return column == 0 ? line->january : column == 1 ? line->february : line->match;
}

static int64_t
sum_column(const struct oh_invoice *invoice, uint32_t column)
{
	int64_t sum = 0;
	uint32_t i = 0;

	for (i = 0; i < invoice->lines.count; i++) {
		int64_t amount = line_amount(ITEM(invoice->lines, struct oh_line, i), column);

		if (!is_known_money(amount))
			return CASELINT_BAD_MONEY;
		sum += amount;
	}
	return sum;
}

/* The first amount of the column that cannot be read. */
static struct caselint_ref
unknown_amount(const struct oh_invoice *invoice, uint32_t column)
{
	const struct oh_line *line = NULL;
	uint32_t i = 0;

	for (i = 0; i < invoice->lines.count; i++) {
		line = ITEM(invoice->lines, struct oh_line, i);
		if (!is_known_money(line_amount(line, column)))
			break;
	}
	if (column == 0)
		return PLACE(line, struct oh_line, january);
	return column == 1 ? PLACE(line, struct oh_line, february) : PLACE(line, struct oh_line, match);
}

static void
judge_total(struct answer *answer, const struct oh_invoice *invoice, const struct oh_parameters *p, uint32_t column,
    struct caselint_ref place, int64_t total)
{
	int64_t sum = sum_column(invoice, column);

	if (total == CASELINT_ABSENT_MONEY)
		answer_lacking(answer, invoice, p, place);
	else if (!is_known_money(sum))
		answer_unknown(answer, unknown_amount(invoice, column), value_none(), CASELINT_ABSENT);
	else
		answer_amount(answer, place, total, sum, NULL, 0);
}

void
judge_totals(struct answer *answer, const struct oh_invoice *invoice, const struct oh_parameters *p)
{
	judge_total(answer, invoice, p, 0, PLACE(invoice, struct oh_invoice, january_total), invoice->january_total);
	judge_total(answer, invoice, p, 1, PLACE(invoice, struct oh_invoice, february_total), invoice->february_total);
	judge_total(answer, invoice, p, 2, PLACE(invoice, struct oh_invoice, match_total), invoice->match_total);
}

/* ---- Certification and signature (L27) ----------------------------------------------------- */

void
judge_certification(struct answer *answer, const struct oh_invoice *invoice, const struct oh_parameters *p)
{
	struct caselint_ref place = PLACE(invoice, struct oh_invoice, certified);

	if (invoice->certified == CASELINT_BAD)
		answer_unknown(answer, place, value_none(), CASELINT_ABSENT);
	else if (invoice->certified == 1)
		answer_pass(answer);
	else
		answer_lacking(answer, invoice, p, place);
}

static void
judge_signer(struct answer *answer, const struct oh_invoice *invoice)
{
	if (invoice->signed_on == CASELINT_BAD)
		answer_unknown(answer, PLACE(invoice, struct oh_invoice, signed_on), value_none(), CASELINT_ABSENT);
	if (!text_is_known(&invoice->signed_by))
		answer_unknown(answer, PLACE(invoice, struct oh_invoice, signed_by), value_none(), CASELINT_ABSENT);
	answer_pass(answer);
}

static void
judge_title(struct answer *answer, const struct oh_invoice *invoice)
{
	struct instance missing = {
	    "title", PLACE(invoice, struct oh_invoice, title), value_none(), value_none(), CASELINT_ABSENT};

	if (invoice->title.state == CASELINT_BAD)
		answer_unknown(answer, missing.place, value_none(), CASELINT_ABSENT);
	else if (invoice->title.state == CASELINT_ABSENT || invoice->title.length == 0)
		answer_fail(answer, &missing);
}

void
judge_signature(struct answer *answer, const struct oh_invoice *invoice, const struct oh_parameters *p)
{
	if (!was_done(invoice->signed_on)) {
		answer_lacking(answer, invoice, p, PLACE(invoice, struct oh_invoice, signed_on));
		return;
	}
	judge_signer(answer, invoice);
	judge_title(answer, invoice);
}

void
judge_certification_wording(struct answer *answer, const struct oh_invoice *invoice, const struct oh_parameters *p)
{
	struct instance attest = {
	    "manual", PLACE(invoice, struct oh_invoice, certified), value_none(), value_none(), CASELINT_ABSENT};

	(void)p;
	if (invoice->certified == CASELINT_BAD)
		answer_unknown(answer, attest.place, value_none(), CASELINT_ABSENT);
	else if (invoice->certified == 1)
		answer_report(answer, CASELINT_MANUAL, &attest);
}

void
judge_signature_authority(struct answer *answer, const struct oh_invoice *invoice, const struct oh_parameters *p)
{
	struct instance attest = {
	    "manual", PLACE(invoice, struct oh_invoice, signed_on), value_none(), value_none(), CASELINT_ABSENT};

	(void)p;
	if (was_done(invoice->signed_on))
		answer_report(answer, CASELINT_MANUAL, &attest);
}

/* ---- Mailing (L29) and what came back (L27) ---------------------------------------------------- */

void
judge_mailing(struct answer *answer, const struct oh_invoice *invoice, const struct oh_parameters *p)
{
	struct caselint_ref place = PLACE(invoice, struct oh_invoice, mailed_on);

	if (was_done(invoice->mailed_on))
		answer_date_by(answer, place, invoice->mailed_on, p->invoice_mail_by);
	else
		answer_not_done(answer, place, value_date(p->invoice_mail_by), p->invoice_mail_by);
}

void
judge_addressee(struct answer *answer, const struct oh_invoice *invoice, const struct oh_parameters *p)
{
	if (was_done(invoice->mailed_on))
		answer_free_text(answer, PLACE(invoice, struct oh_invoice, addressee), &invoice->addressee,
		    &p->invoice_addressee, NULL);
}

void
judge_reimbursement(struct answer *answer, const struct oh_invoice *invoice, const struct oh_parameters *p)
{
	const struct oh_reimbursement *received = invoice->reimbursement;
	struct caselint_ref place = PLACE(received, struct oh_reimbursement, amount);

	(void)p;
	if (received == NULL)
		return;
	if (!is_known_money(invoice->match_total))
		answer_unknown(answer, place, value_none(), CASELINT_ABSENT);
	else
		answer_amount(answer, place, received->amount, invoice->match_total, NULL, 0);
}
