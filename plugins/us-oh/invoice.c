/* The rules for a match invoice taken by itself (L26, L27, L29). */
#include "rules.h"

/* L26: "the name of the adopted child". Only whether it is there. */
void
judge_line_names(struct cl_answer *answer, const struct oh_invoice *invoice, const struct oh_parameters *p)
{
	uint32_t i = 0;

	(void)p;
	for (i = 0; i < invoice->lines.count; i++) {
		const struct oh_line *line = CL_ITEM(invoice->lines, struct oh_line, i);
		struct cl_instance missing = {
		    NULL, CL_PLACE(line, struct oh_line, name), cl_none(), cl_none(), CASELINT_ABSENT};

		if (line->name == CASELINT_BAD)
			cl_unknown(answer, missing.place, cl_none(), CASELINT_ABSENT);
		else if (line->name == 1)
			cl_pass(answer);
		else
			cl_fail(answer, &missing);
	}
}

/* What an invoice still lacks is open until it is mailed, or until it had to be. */
static void
answer_lacking(struct cl_answer *answer, const struct oh_invoice *invoice, const struct oh_parameters *p,
    struct caselint_ref place)
{
	struct cl_instance lacking = {"mailed-without", place, cl_at(CL_PLACE(invoice, struct oh_invoice, mailed_on)),
	    cl_none(), p->invoice_mail_by};

	if (cl_was_done(invoice->mailed_on))
		cl_fail(answer, &lacking);
	else
		cl_not_done(answer, place, cl_none(), p->invoice_mail_by);
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
		int64_t amount = line_amount(CL_ITEM(invoice->lines, struct oh_line, i), column);

		if (!cl_is_known_money(amount))
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
		line = CL_ITEM(invoice->lines, struct oh_line, i);
		if (!cl_is_known_money(line_amount(line, column)))
			break;
	}
	if (column == 0)
		return CL_PLACE(line, struct oh_line, january);
	return column == 1 ? CL_PLACE(line, struct oh_line, february) : CL_PLACE(line, struct oh_line, match);
}

static void
judge_total(struct cl_answer *answer, const struct oh_invoice *invoice, const struct oh_parameters *p, uint32_t column,
    struct caselint_ref place, int64_t total)
{
	int64_t sum = sum_column(invoice, column);

	if (total == CASELINT_ABSENT_MONEY)
		answer_lacking(answer, invoice, p, place);
	else if (!cl_is_known_money(sum))
		cl_unknown(answer, unknown_amount(invoice, column), cl_none(), CASELINT_ABSENT);
	else
		cl_judge_amount(answer, place, total, sum, NULL, 0);
}

void
judge_totals(struct cl_answer *answer, const struct oh_invoice *invoice, const struct oh_parameters *p)
{
	judge_total(answer, invoice, p, 0, CL_PLACE(invoice, struct oh_invoice, january_total), invoice->january_total);
	judge_total(
	    answer, invoice, p, 1, CL_PLACE(invoice, struct oh_invoice, february_total), invoice->february_total);
	judge_total(answer, invoice, p, 2, CL_PLACE(invoice, struct oh_invoice, match_total), invoice->match_total);
}

/* ---- Certification and signature (L27) ----------------------------------------------------- */

void
judge_certification(struct cl_answer *answer, const struct oh_invoice *invoice, const struct oh_parameters *p)
{
	struct caselint_ref place = CL_PLACE(invoice, struct oh_invoice, certified);

	if (invoice->certified == CASELINT_BAD)
		cl_unknown(answer, place, cl_none(), CASELINT_ABSENT);
	else if (invoice->certified == 1)
		cl_pass(answer);
	else
		answer_lacking(answer, invoice, p, place);
}

static void
judge_signer(struct cl_answer *answer, const struct oh_invoice *invoice)
{
	if (invoice->signed_on == CASELINT_BAD)
		cl_unknown(answer, CL_PLACE(invoice, struct oh_invoice, signed_on), cl_none(), CASELINT_ABSENT);
	if (!cl_text_is_known(&invoice->signed_by))
		cl_unknown(answer, CL_PLACE(invoice, struct oh_invoice, signed_by), cl_none(), CASELINT_ABSENT);
	cl_pass(answer);
}

static void
judge_title(struct cl_answer *answer, const struct oh_invoice *invoice)
{
	struct cl_instance missing = {
	    "title", CL_PLACE(invoice, struct oh_invoice, title), cl_none(), cl_none(), CASELINT_ABSENT};

	if (invoice->title.state == CASELINT_BAD)
		cl_unknown(answer, missing.place, cl_none(), CASELINT_ABSENT);
	else if (invoice->title.state == CASELINT_ABSENT || invoice->title.length == 0)
		cl_fail(answer, &missing);
}

void
judge_signature(struct cl_answer *answer, const struct oh_invoice *invoice, const struct oh_parameters *p)
{
	if (!cl_was_done(invoice->signed_on)) {
		answer_lacking(answer, invoice, p, CL_PLACE(invoice, struct oh_invoice, signed_on));
		return;
	}
	judge_signer(answer, invoice);
	judge_title(answer, invoice);
}

void
judge_certification_wording(struct cl_answer *answer, const struct oh_invoice *invoice, const struct oh_parameters *p)
{
	struct cl_instance attest = {
	    "manual", CL_PLACE(invoice, struct oh_invoice, certified), cl_none(), cl_none(), CASELINT_ABSENT};

	(void)p;
	if (invoice->certified == CASELINT_BAD)
		cl_unknown(answer, attest.place, cl_none(), CASELINT_ABSENT);
	else if (invoice->certified == 1)
		cl_report(answer, CASELINT_MANUAL, &attest);
}

void
judge_signature_authority(struct cl_answer *answer, const struct oh_invoice *invoice, const struct oh_parameters *p)
{
	struct cl_instance attest = {
	    "manual", CL_PLACE(invoice, struct oh_invoice, signed_on), cl_none(), cl_none(), CASELINT_ABSENT};

	(void)p;
	if (cl_was_done(invoice->signed_on))
		cl_report(answer, CASELINT_MANUAL, &attest);
}

/* ---- Mailing (L29) and what came back (L27) ---------------------------------------------------- */

void
judge_mailing(struct cl_answer *answer, const struct oh_invoice *invoice, const struct oh_parameters *p)
{
	struct caselint_ref place = CL_PLACE(invoice, struct oh_invoice, mailed_on);

	if (cl_was_done(invoice->mailed_on))
		cl_judge_deadline(answer, place, invoice->mailed_on, p->invoice_mail_by);
	else
		cl_not_done(answer, place, cl_date(p->invoice_mail_by), p->invoice_mail_by);
}

void
judge_addressee(struct cl_answer *answer, const struct oh_invoice *invoice, const struct oh_parameters *p)
{
	if (cl_was_done(invoice->mailed_on))
		cl_judge_free_text(answer, CL_PLACE(invoice, struct oh_invoice, addressee), &invoice->addressee,
		    &p->invoice_addressee, NULL);
}

void
judge_reimbursement(struct cl_answer *answer, const struct oh_invoice *invoice, const struct oh_parameters *p)
{
	const struct oh_reimbursement *received = invoice->reimbursement;
	struct caselint_ref place = CL_PLACE(received, struct oh_reimbursement, amount);

	(void)p;
	if (received == NULL)
		return;
	if (!cl_is_known_money(invoice->match_total))
		cl_unknown(answer, place, cl_none(), CASELINT_ABSENT);
	else
		cl_judge_amount(answer, place, received->amount, invoice->match_total, NULL, 0);
}
