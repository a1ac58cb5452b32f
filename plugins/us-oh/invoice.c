/* What no entry of the table says of a match invoice taken by itself: totals, certification, signature (L26, L27). */
#include "rules.h"

/* What an invoice must have is due when it is mailed, and not later than it had to be. */
static int32_t
last_day(const struct oh_invoice *invoice, const struct oh_parameters *p)
{
	bool was_early = cl_is_known(invoice->mailed_on) && invoice->mailed_on < p->invoice_mail_by;

	return was_early ? invoice->mailed_on : p->invoice_mail_by;
}

/* What it lacks is open until then. */
static void
answer_lacking(struct cl_answer *answer, const struct oh_invoice *invoice, const struct oh_parameters *p,
    struct caselint_ref place)
{
	struct cl_instance lacking = {"mailed-without", place, cl_at(CL_PLACE(invoice, struct oh_invoice, mailed_on)),
	    cl_none(), last_day(invoice, p)};

	if (cl_was_done(invoice->mailed_on))
		cl_fail(answer, &lacking);
	else
		cl_not_done(answer, place, cl_none(), p->invoice_mail_by);
}

/* ---- Totals (L26) ----------------------------------------------------------------------- */

/* Messages tell the columns apart by the month that was paid; the third is the match. */
static void
name_column(struct cl_answer *answer, const struct oh_parameters *p, uint32_t column)
{
	if (column == 2)
		cl_name(answer, "column", cl_word("match"));
	else
		cl_name(answer, "column", cl_month(column == 0 ? p->month : p->following_month));
}

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

	name_column(answer, p, column);
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
