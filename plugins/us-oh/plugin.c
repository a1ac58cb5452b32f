/*
 * Ohio: retroactive adoption subsidy, FCASPL 135. The map of the plugin:
 *
 *   records.[ch]     a case and an invoice as structs, and how they are bound
 *   parameters.[ch]  what the letter fixes, from the ruleset
 *   view.[ch]        a case as the letter sees it: route, gates, amounts
 *   rules.[ch]       the table of rules
 *   general.c        rules for every route           (L8, L10, L17)
 *   not_live.c       event 0338, JFS 01659, 02820    (L12 to L15)
 *   live.c           review records, letter on file  (L19 to L21)
 *   payments.c       what was paid in a month        (L15, L21, L23)
 *   invoice.c        an invoice by itself            (L26, L27, L29)
 *   lines.c          invoice lines against cases     (L23 to L26)
 *   facts.[ch]       what records give for reconciliation
 *   reconcile.c      answers that need several records
 *   amounts.[ch], worksheets.[ch]   money and its forms
 */
#include "amounts.h"
#include "facts.h"
#include "parameters.h"
#include "records.h"
#include "rules.h"

static const struct caselint_table *const records[] = {&oh_case_table, &oh_invoice_table};
static const struct caselint_table *const facts[] = {
    &case_fact_table, &oh_case_table, &line_fact_table, &child_fact_table};

/* A ruleset for another month is told apart by the month of the request. */
static int32_t
applies(const struct caselint_eval *eval)
{
	const struct oh_parameters *p = eval->parameters;
	const struct oh_case *record = eval->record;

	if (eval->record_type != OH_CASE || record->request == NULL)
		return 0;
	return record->request->month == p->month;
}

static int32_t
prepare(const struct caselint_eval *eval, const void **ret_prepared)
{
	if (eval->record_type != OH_CASE)
		return CASELINT_OK;
	*ret_prepared = view_make(eval, 0);
	return *ret_prepared == NULL ? CASELINT_REFUSED : CASELINT_OK;
}

static const struct caselint_plugin plugin = {
    .size = (uint32_t)sizeof(struct caselint_plugin),
    .id = "us-oh",
    .jurisdiction = "US-OH",
    .title = "Ohio: retroactive adoption subsidy (FCASPL 135)",
    .version = "1.0.0",
    .record_namespace = "urn:caselint:us-oh:adoption-subsidy:1",
    .schema = "us-oh-adoption-subsidy.xsd",
    .records = CASELINT_ARRAY(records),
    .rules = CASELINT_ARRAY(oh_rules),
    .facts = CASELINT_ARRAY(facts),
    .parameters = &oh_parameter_table,
    .applies = applies,
    .prepare = prepare,
    .compute = amounts_compute,
    .collect = facts_collect,
    .reconcile = facts_reconcile,
};

const struct caselint_entry caselint_plugin_entry = CASELINT_ENTRY(&plugin);
