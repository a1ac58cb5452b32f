/* Ohio records as XML; see ohio.h. Whatever a record does not have is not written. */
#include "ohio.h"

static void
put_name(struct output *output, const struct oh_name *name)
{
	put(output, "<oh:PersonName><oh:PersonGivenName>");
	put(output, name->given);
	if (name->middle != NULL) {
		put(output, "</oh:PersonGivenName><oh:PersonMiddleName>");
		put(output, name->middle);
		put(output, "</oh:PersonMiddleName><oh:PersonSurName>");
	} else {
		put(output, "</oh:PersonGivenName><oh:PersonSurName>");
	}
	put(output, name->sur);
	put(output, "</oh:PersonSurName></oh:PersonName>");
}

static void
put_number_attribute(struct output *output, const char *name, uint64_t number)
{
	put(output, name);
	put_number(output, number);
	put(output, "\"");
}

/* ---- The parts of a case -------------------------------------------------------- */

static void
put_child(struct output *output, const struct oh_case *record)
{
	if (!record->has_child)
		return;
	put(output, "    <oh:Child");
	if (record->has_child_id)
		put_number_attribute(output, " personId=\"P-", record->child);
	put(output, ">");
	put_line_end(output);
	put(output, "      ");
	put_name(output, &record->name);
	put_line_end(output);
	put(output, "      <oh:PersonBirthDate>");
	put_date(output, record->birth_date);
	put(output, "</oh:PersonBirthDate>");
	put_line_end(output);
	put(output, "    </oh:Child>");
	put_line_end(output);
}

static void
put_request(struct output *output, const struct oh_case *record)
{
	if (!record->has_request)
		return;
	put(output, "    <oh:RetroactiveRequest");
	put_month_attribute(output, " month=\"", record->request_month);
	put_date_attribute(output, " requestedOn=\"", record->requested_on);
	put(output, "/>");
	put_line_end(output);
}

static void
put_parent(struct output *output, const struct oh_signature *parent)
{
	if (!parent->there)
		return;
	put(output, "      <oh:AdoptiveParentSignature");
	put_number_attribute(output, " personId=\"P-", parent->person);
	put_date_attribute(output, " signedOn=\"", parent->signed_on);
	put(output, "/>");
	put_line_end(output);
}

static void
put_agency(struct output *output, const struct oh_case *record)
{
	if (!record->agency.there)
		return;
	put(output, "      <oh:AgencySignature");
	put_number_attribute(output, " workerId=\"W-", record->worker);
	put_date_attribute(output, " signedOn=\"", record->agency.signed_on);
	put(output, "/>");
	put_line_end(output);
}

static void
put_agreement_amount(struct output *output, const char *start, int64_t cents, const char *end)
{
	if (cents == NO_MONEY)
		return;
	put(output, "      ");
	put_money_element(output, start, cents, end);
	put_line_end(output);
}

static void
put_agreement(struct output *output, const struct oh_case *record)
{
	put(output, "    <oh:Agreement");
	put_number_attribute(output, " id=\"A-", record->agreement);
	put_date_attribute(output, " effectiveOn=\"", record->effective_on);
	put_date_attribute(output, " amendedOn=\"", record->amended_on);
	put(output, ">");
	put_line_end(output);
	put_agreement_amount(
	    output, "<oh:PriorSubsidyMonthlyAmount>", record->prior_amount, "</oh:PriorSubsidyMonthlyAmount>");
	put_agreement_amount(output, "<oh:SubsidyMonthlyAmount>", record->amount, "</oh:SubsidyMonthlyAmount>");
	put_parent(output, &record->parents[0]);
	put_parent(output, &record->parents[1]);
	put_agency(output, record);
	if (record->form_fault != FORM_BROKEN)
		put(output, "    </oh:Agreement>");
	put_line_end(output);
}

static void
put_payment(struct output *output, const char *start, const struct oh_payment *payment)
{
	if (!payment->there)
		return;
	put(output, start);
	put_date_attribute(output, " issuedOn=\"", payment->issued_on);
	put(output, ">");
	put_money_element(output, "<oh:Amount>", payment->cents, "</oh:Amount>");
	put(output, "</oh:Payment>");
	put_line_end(output);
}

static void
put_review(struct output *output, const struct oh_review *review)
{
	if (!review->there)
		return;
	put(output, "    <oh:ReviewRecord");
	put_date_attribute(output, " reviewDate=\"", review->review_date);
	put_date_attribute(output, " enteredOn=\"", review->entered_on);
	put_attribute(output, " program=\"", review->program);
	put(output, ">");
	put_money_element(output, "<oh:SubsidyAmount>", review->cents, "</oh:SubsidyAmount>");
	put(output, "</oh:ReviewRecord>");
	put_line_end(output);
}

static void
put_event(struct output *output, const struct oh_event *event)
{
	if (!event->there)
		return;
	put(output, "    <oh:PaymentAuthorizationEvent code=\"0338\"");
	put_date_attribute(output, " updatedOn=\"", event->updated_on);
	put(output, ">");
	put_money_element(output, "<oh:Amount>", event->cents, "</oh:Amount>");
	put(output, "</oh:PaymentAuthorizationEvent>");
	put_line_end(output);
}

static void
put_form(struct output *output, const struct oh_form *form)
{
	if (!form->there)
		return;
	put(output, "    <oh:AuxiliaryPaymentAuthorization form=\"JFS 01659\"");
	put_attribute(output, " benefitType=\"", form->benefit_type);
	put_attribute(output, " transactionCode=\"", form->transaction_code);
	put_line_end(output);
	put(output, "       ");
	put_date_attribute(output, " effectiveFrom=\"", form->from);
	put_date_attribute(output, " effectiveTo=\"", form->to);
	put_date_attribute(output, " completedOn=\"", form->completed_on);
	put_date_attribute(output, " sentOn=\"", form->sent_on);
	put_attribute(output, " sentTo=\"", form->sent_to);
	put(output, ">");
	put_line_end(output);
	put(output, "      ");
	put_money_element(output, "<oh:UnderpaymentAmount>", form->cents, "</oh:UnderpaymentAmount>");
	put_line_end(output);
	put(output, "    </oh:AuxiliaryPaymentAuthorization>");
	put_line_end(output);
}

static void
put_statement(struct output *output, const struct oh_statement *statement)
{
	if (!statement->there)
		return;
	put(output, "    <oh:FinancialStatementLine form=\"JFS 02820\"");
	put_month_attribute(output, " month=\"", statement->month);
	put_attribute(output, " financialCode=\"", statement->financial);
	put_attribute(output, " classificationCode=\"", statement->classification);
	put_attribute(output, " lineCode=\"", statement->line);
	put_attribute(output, " fundingSource=\"", statement->funding);
	put(output, ">");
	put_money_element(output, "<oh:Amount>", statement->cents, "</oh:Amount>");
	put(output, "</oh:FinancialStatementLine>");
	put_line_end(output);
}

static void
put_letter(struct output *output, const struct oh_case *record)
{
	if (!record->has_letter)
		return;
	put(output, "    <oh:LetterOnFile");
	put_attribute(output, " letter=\"", record->letter);
	put_date_attribute(output, " filedOn=\"", record->letter_filed_on);
	put(output, "/>");
	put_line_end(output);
}

static void
put_form_fault(struct output *output, const struct oh_case *record)
{
	if (record->form_fault == FORM_UNKNOWN_ELEMENT)
		put(output, "    <oh:Remark/>");
	else if (record->form_fault == FORM_ENTITY)
		put(output, "    <oh:LetterOnFile letter=\"&undeclared;\"/>");
	else
		return;
	put_line_end(output);
}

static void
put_case(struct output *output, const struct oh_case *record)
{
	put(output, "  <oh:AdoptionSubsidyCase");
	put_attribute(output, " id=\"", record->id);
	put_attribute(output, " county=\"", record->county);
	put_attribute(output, " program=\"", record->program);
	put_attribute(output, " paidThrough=\"", record->system);
	put(output, ">");
	put_line_end(output);
	put_child(output, record);
	put_request(output, record);
	put_agreement(output, record);
	put_payment(output, "    <oh:Payment month=\"2008-01\"", &record->january[0]);
	put_payment(output, "    <oh:Payment month=\"2008-01\"", &record->january[1]);
	put_payment(output, "    <oh:Payment month=\"2008-02\"", &record->february);
	put_payment(output, "    <oh:Payment month=\"2008-03\"", &record->march);
	put_review(output, &record->reviews[0]);
	put_review(output, &record->reviews[1]);
	put_review(output, &record->reviews[2]);
	put_event(output, &record->event);
	put_form(output, &record->forms[0]);
	put_form(output, &record->forms[1]);
	put_statement(output, &record->statement);
	put_letter(output, record);
	put_form_fault(output, record);
	put(output, "  </oh:AdoptionSubsidyCase>");
	put_line_end(output);
}

/* ---- The invoice ------------------------------------------------------------------- */

static void
put_line(struct output *output, const struct oh_line *line)
{
	put(output, "    <oh:InvoiceLine");
	put_attribute(output, " caseId=\"", line->case_id[0] == '\0' ? NULL : line->case_id);
	put(output, ">");
	put_line_end(output);
	put(output, "      ");
	if (line->name.given != NULL)
		put_name(output, &line->name);
	put_line_end(output);
	put(output, "      ");
	put_money_element(output, "<oh:JanuaryAmount>", line->january, "</oh:JanuaryAmount>");
	put_money_element(output, "<oh:FebruaryAmount>", line->february, "</oh:FebruaryAmount>");
	put_money_element(output, "<oh:MatchAmount>", line->match, "</oh:MatchAmount>");
	put_line_end(output);
	put(output, "    </oh:InvoiceLine>");
	put_line_end(output);
}

static void
put_totals(struct output *output, const struct oh_invoice *invoice)
{
	put(output, "    ");
	put_money_element(output, "<oh:JanuaryTotal>", invoice->totals[0], "</oh:JanuaryTotal>");
	put_money_element(output, "<oh:FebruaryTotal>", invoice->totals[1], "</oh:FebruaryTotal>");
	put_money_element(output, "<oh:MatchTotal>", invoice->totals[2], "</oh:MatchTotal>");
	put_line_end(output);
}

static void
put_after_totals(struct output *output, const struct oh_invoice *invoice)
{
	if (invoice->certification != NULL) {
		put(output, "    <oh:CertificationStatement>");
		put(output, invoice->certification);
		put(output, "</oh:CertificationStatement>");
		put_line_end(output);
	}
	if (invoice->received_on != NO_DATE) {
		put(output, "    <oh:Reimbursement");
		put_date_attribute(output, " receivedOn=\"", invoice->received_on);
		put(output, ">");
		put_money_element(output, "<oh:Amount>", invoice->received, "</oh:Amount>");
		put(output, "</oh:Reimbursement>");
		put_line_end(output);
	}
}

static void
put_invoice(struct output *output, const struct oh_invoice *invoice)
{
	uint32_t i = 0;

	put(output, "  <oh:MatchInvoice");
	put_attribute(output, " id=\"", invoice->id);
	put_attribute(output, " county=\"", invoice->county);
	put_date_attribute(output, " signedOn=\"", invoice->signed_on);
	if (invoice->has_signer)
		put_number_attribute(output, " signedBy=\"W-0", invoice->signer);
	put_attribute(output, " signatoryTitle=\"", invoice->title);
	put_date_attribute(output, " mailedOn=\"", invoice->mailed_on);
	put_attribute(output, " addressee=\"", invoice->addressee);
	put(output, ">");
	put_line_end(output);
	for (i = 0; i < invoice->line_count; i++)
		put_line(output, &invoice->lines[i]);
	put_totals(output, invoice);
	put_after_totals(output, invoice);
	put(output, "  </oh:MatchInvoice>");
	put_line_end(output);
}

void
ohio_write(struct output *output, struct oh_group *group)
{
	uint32_t i = 0;

	for (i = 0; i < group->base.count; i++) {
		group->base.slots[i].first_line = output->line;
		if (i < group->case_count)
			put_case(output, &group->cases[i]);
		else
			put_invoice(output, &group->invoice);
		group->base.slots[i].last_line = output->line - 1;
	}
}
