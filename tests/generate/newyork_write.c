/* New York records as XML; see newyork.h. Whatever a record does not have is not written. */
#include "newyork.h"

static void
put_number_attribute(struct output *output, const char *name, uint64_t number)
{
	put(output, name);
	put_number(output, number);
	put(output, "\"");
}

/* ---- The closed case, the services ------------------------------------------- */

static void
put_eligibility(struct output *output, const struct ny_eligibility *eligibility)
{
	if (!eligibility->there)
		return;
	put(output, "      <ny:Eligibility");
	put_attribute(output, " code=\"", eligibility->code);
	put_date_attribute(output, " from=\"", eligibility->from);
	put_date_attribute(output, " to=\"", eligibility->to);
	put(output, "/>");
	put_line_end(output);
}

static void
put_closed(struct output *output, const struct ny_case *record)
{
	put(output, "    <ny:ClosedCase");
	put_attribute(output, " wmsCaseNumber=\"", record->closed_number);
	put_attribute(output, " caseType=\"", record->case_type);
	put_date_attribute(output, " closedOn=\"", record->prior_closed_on);
	put_attribute(output, " connectionsStatus=\"", record->status);
	put_attribute(output, " connectionsCaseId=\"", record->connections_id);
	put(output, ">");
	put_line_end(output);
	put_eligibility(output, &record->then[0]);
	put_eligibility(output, &record->then[1]);
	put(output, "    </ny:ClosedCase>");
	put_line_end(output);
}

static void
put_service(struct output *output, const struct ny_service *service)
{
	if (!service->there)
		return;
	put(output, "    <ny:MissedService");
	put_attribute(output, " id=\"", service->id);
	put_attribute(output, " personId=\"", service->person);
	put_attribute(output, " kind=\"", service->kind);
	put_attribute(output, " serviceCode=\"", service->code);
	put_date_attribute(output, " from=\"", service->from);
	put_date_attribute(output, " to=\"", service->to);
	if (service->units != NO_COUNT)
		put_number_attribute(output, " units=\"", (uint64_t)service->units);
	put_attribute(output, " reason=\"", service->reason);
	put(output, ">");
	put_money_element(output, "<ny:UnitRate>", service->rate, "</ny:UnitRate>");
	put_money_element(output, "<ny:Amount>", service->amount, "</ny:Amount>");
	put(output, "</ny:MissedService>");
	put_line_end(output);
}

/* ---- The intake ------------------------------------------------------------------ */

static void
put_person(struct output *output, const struct ny_person *person)
{
	if (!person->there)
		return;
	put(output, "      <ny:Person");
	put_attribute(output, " personId=\"", person->id);
	put_attribute(output, " kind=\"", person->kind);
	put_attribute(output, " beneficiary=\"", person->beneficiary);
	put(output, ">");
	if (person->given != NULL) {
		put(output, "<ny:PersonName><ny:PersonGivenName>");
		put(output, person->given);
		put(output, "</ny:PersonGivenName><ny:PersonSurName>");
		put(output, person->sur);
		put(output, "</ny:PersonSurName></ny:PersonName>");
	}
	if (person->birth_date != NO_DATE) {
		put(output, "<ny:PersonBirthDate>");
		put_date(output, person->birth_date);
		put(output, "</ny:PersonBirthDate>");
	}
	put(output, "</ny:Person>");
	put_line_end(output);
}

static void
put_narrative(struct output *output, const struct ny_case *record)
{
	uint32_t i = 0;

	if (record->narrative[0] == NULL)
		return;
	put(output, "      <ny:Narrative>");
	for (i = 0; i < 3; i++)
		put(output, record->narrative[i]);
	put(output, "</ny:Narrative>");
	put_line_end(output);
}

static void
put_bcfi(struct output *output, const struct ny_case *record)
{
	if (!record->has_bcfi)
		return;
	put(output, "      <ny:Bcfi");
	put_date_attribute(output, " completedOn=\"", record->bcfi_on);
	put_attribute(output, " choices=\"", record->choices);
	put(output, "/>");
	put_line_end(output);
}

static void
put_link(struct output *output, const struct ny_case *record)
{
	if (record->link == NULL)
		return;
	put(output, "      <ny:LinkedCase");
	put_attribute(output, " connectionsCaseId=\"", record->link);
	put(output, "/>");
	put_line_end(output);
}

static void
put_intake(struct output *output, const struct ny_case *record)
{
	uint32_t i = 0;

	put(output, "    <ny:FamilyServicesIntake");
	put_attribute(output, " id=\"", record->intake);
	put_date_attribute(output, " enteredOn=\"", record->entered_on);
	put_attribute(output, " stageType=\"", record->stage_type);
	put_attribute(output, " preventiveOnly=\"", record->preventive_only);
	put_line_end(output);
	put(output, "       ");
	if (record->has_source)
		put_number_attribute(
		    output, " sourceWorkerId=\"W-", record->worker + (record->is_source_other ? 1U : 0U));
	put_date_attribute(output, " applicationSignedOn=\"", record->signed_on);
	put_attribute(output, " outcome=\"", record->outcome);
	put_date_attribute(output, " openedOn=\"", record->opened_on);
	put(output, ">");
	put_line_end(output);
	for (i = 0; i < NY_PEOPLE_MAX; i++)
		put_person(output, &record->people[i]);
	put_narrative(output, record);
	put_bcfi(output, record);
	put_link(output, record);
	put(output, "    </ny:FamilyServicesIntake>");
	put_line_end(output);
}

/* ---- The stage ------------------------------------------------------------------------ */

static void
put_forbidden(struct output *output, const struct ny_case *record)
{
	if (record->fasp_kind != NULL) {
		put(output, "<ny:FaspEvent");
		put_date_attribute(output, " occurredOn=\"", record->fasp_on);
		put_attribute(output, " kind=\"", record->fasp_kind);
		put(output, "/>");
	}
	if (record->tracked_person != NULL) {
		put(output, "<ny:TrackedChildDetail");
		put_attribute(output, " personId=\"", record->tracked_person);
		put_attribute(output, " status=\"", record->tracked_status);
		put(output, "/>");
	}
}

static void
put_stage(struct output *output, const struct ny_case *record)
{
	if (!record->has_stage)
		return;
	put(output, "    <ny:FamilyServicesStage");
	put_number_attribute(output, " id=\"FSS-", record->application);
	put_attribute(output, " intakeId=\"", record->stage_intake);
	put_attribute(output, " primaryCaretakerId=\"", record->caretaker);
	put_date_attribute(output, " appRegOn=\"", record->app_reg_on);
	put_date_attribute(output, " closedOn=\"", record->stage_closed_on);
	put_attribute(output, " closeReason=\"", record->close_reason);
	put(output, ">");
	put_forbidden(output, record);
	put(output, "</ny:FamilyServicesStage>");
	put_line_end(output);
}

/* ---- The WMS case ------------------------------------------------------------------------ */

static void
put_direct(struct output *output, const struct ny_case *record)
{
	if (!record->has_direct)
		return;
	put(output, "      <ny:DirectServiceLine id=\"D-1\"");
	put_date_attribute(output, " authorizedOn=\"", record->direct_on);
	put_number_attribute(output, " authorizedBy=\"W-", record->worker);
	put(output, "/>");
	put_line_end(output);
}

static void
put_line(struct output *output, const struct ny_case *record, const struct ny_line *line)
{
	if (!line->there)
		return;
	put(output, "      <ny:PosLine");
	put_attribute(output, " id=\"", line->id);
	put_attribute(output, " missedServiceId=\"", line->service);
	put_attribute(output, " issue=\"", line->issue);
	put_attribute(output, " serviceCode=\"", line->code);
	put_date_attribute(output, " from=\"", line->from);
	put_date_attribute(output, " to=\"", line->to);
	put_line_end(output);
	put(output, "         ");
	put_attribute(output, " personId=\"", line->person);
	put_date_attribute(output, " authorizedOn=\"", line->authorized_on);
	put_number_attribute(output, " authorizedBy=\"W-", record->worker);
	put(output, ">");
	put_money_element(output, "<ny:Amount>", line->cents, "</ny:Amount>");
	put(output, "</ny:PosLine>");
	put_line_end(output);
}

static void
put_payment(struct output *output, const struct ny_payment *payment)
{
	if (!payment->there)
		return;
	put(output, "      <ny:BicsPayment");
	put_attribute(output, " id=\"", payment->id);
	put_attribute(output, " posLineId=\"", payment->line);
	put_attribute(output, " kind=\"", payment->kind);
	put_date_attribute(output, " issuedOn=\"", payment->issued_on);
	put_date_attribute(output, " checkCutOn=\"", payment->cut_on);
	put(output, ">");
	put_money_element(output, "<ny:Amount>", payment->cents, "</ny:Amount>");
	put(output, "</ny:BicsPayment>");
	put_line_end(output);
}

static void
put_wms(struct output *output, const struct ny_case *record)
{
	uint32_t i = 0;

	put(output, "    <ny:WmsCase");
	if (record->has_application_id)
		put_number_attribute(output, " applicationId=\"APP-", record->application);
	put_date_attribute(output, " applicationProcessedOn=\"", record->processed_on);
	put_date_attribute(output, " fullDataEntryOn=\"", record->entry_on);
	put_line_end(output);
	put(output, "       ");
	put_attribute(output, " reuseNumberEngaged=\"", record->reuse);
	put_attribute(output, " wmsCaseNumber=\"", record->wms_number);
	put_date_attribute(output, " closedOn=\"", record->wms_closed_on);
	put(output, ">");
	put_line_end(output);
	put_eligibility(output, &record->now);
	put_direct(output, record);
	for (i = 0; i < NY_SERVICES_MAX; i++)
		put_line(output, record, &record->lines[i]);
	for (i = 0; i < NY_SERVICES_MAX + 1; i++)
		put_payment(output, &record->payments[i]);
	put(output, "    </ny:WmsCase>");
	put_line_end(output);
}

static void
put_record(struct output *output, const struct ny_case *record)
{
	uint32_t i = 0;

	put(output, "  <ny:RetroPaymentCase");
	put_attribute(output, " id=\"", record->id);
	put_attribute(output, " district=\"", record->district);
	put(output, ">");
	put_line_end(output);
	put_closed(output, record);
	for (i = 0; i < NY_SERVICES_MAX; i++)
		put_service(output, &record->services[i]);
	put_intake(output, record);
	put_stage(output, record);
	put_wms(output, record);
	if (record->has_unknown_element)
		put(output, "    <ny:Remark/>");
	if (record->is_broken)
		put(output, "    <ny:ClosedCase>");
	put_line_end(output);
	put(output, "  </ny:RetroPaymentCase>");
	put_line_end(output);
}

void
newyork_write(struct output *output, struct ny_group *group)
{
	group->base.slots[0].first_line = output->line;
	put_record(output, &group->record);
	group->base.slots[0].last_line = output->line - 1;
	memcpy(group->id_before, group->record.own_id, sizeof group->id_before);
	group->is_before_right = group->base.slots[0].fault == NULL;
}
